// What must hold for every explanation, on questions made up by chance: it agrees with the answer, and the change it
// proves does what it says and is the smallest that does.
//
// A case is one request, one rule set and one candidate; each question has two requests. KOPPEL_CASES=20000 asks more
// questions than the 1750 of every day; KOPPEL_SEED=7 starts at another seed.

#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/explain.h"
#include "matcher/world/world_data.h"
#include "tests/matcher/brute_force.h"
#include "tests/matcher/chance.h"
#include "tests/matcher/oracle.h"
#include "tests/matcher/question_runs.h"

namespace koppel::matcher {
namespace {

using oracle::Question;
using oracle::RecordEdit;
using testing::IsEmpty;
using testing::Not;
using v1::Explanation;
using v1::Finding;

constexpr int kQuestions = 1750;
constexpr int kAllProposals = 1000;

// A question with what the matcher says about it.
struct Told {
  explicit Told(const Question& question) : Told(question, BuildWorld(question.directory, SetsOf(question))) {}

  Told(const Question& question, std::shared_ptr<const World> its_world)
      : world(std::move(its_world)),
        answer(Match(question.referral, *world, {question.time, question.local}, kAllProposals)) {
    const auto near = OfferingsNear(*world, question.referral.area(), "", 1000);
    explanations = Explain(question.referral, near, *world, {question.time, question.local});
  }

  std::shared_ptr<const World> world;
  v1::MatchResponse answer;
  std::vector<Explanation> explanations;
};

Explanation ExplainOne(const Question& question, const std::string& offering) {
  const auto world = BuildWorld(question.directory, SetsOf(question));
  return Explain(question.referral, {offering}, *world, {question.time, question.local}).at(0);
}

std::string TeamOfCandidate(const Question& question, const std::string& offering) {
  const oracle::Book book(question);
  const v1::Team* team = book.TeamOf(book.offerings.at(offering));
  return team == nullptr ? "" : team->name();
}

// The two ends of the ages of a step, such as "at least 55".
std::vector<std::string> AgesIn(const std::string& to) {
  int low = 0, high = 120;
  if (std::sscanf(to.c_str(), "at least %d", &low) == 1 || std::sscanf(to.c_str(), "at most %d", &high) == 1 ||
      std::sscanf(to.c_str(), "%d to %d", &low, &high) == 2) {
    return {std::to_string(low), std::to_string(high)};
  }
  return {to};
}

// The change as edits of records; twice where an age may be one of many.
std::vector<std::vector<RecordEdit>> EditsOf(const v1::Change& change) {
  std::vector<std::vector<RecordEdit>> all = {{}};
  for (const v1::Change::Step& step : change.steps()) {
    const bool of_age = step.field() == "referral.age";
    std::vector<std::vector<RecordEdit>> more;
    for (const std::string& to : of_age ? AgesIn(step.to()) : std::vector<std::string>{step.to()}) {
      for (std::vector<RecordEdit> edits : all) {
        edits.push_back({step.field(), to});
        more.push_back(edits);
      }
    }
    all = more;
  }
  return all;
}

Question Edited(Question question, const std::string& offering, const std::vector<RecordEdit>& edits) {
  const oracle::Records records = oracle::RecordsIn(question, offering, TeamOfCandidate(question, offering));
  for (const RecordEdit& edit : edits) oracle::Apply(edit, records);
  return question;
}

std::shared_ptr<const World> UnderTheSameRules(const World& world, const std::vector<v1::DirectoryEntry>& directory) {
  WorldBuilder builder(world.layers, CompiledVocabulary());
  for (const v1::DirectoryEntry& entry : directory) builder.Add(entry);
  return builder.Build(Revision{1});
}

// Whether the oracle lets it lead after these edits, by the rules as they count before them.
bool OracleLetsLead(Question question, const std::string& offering, const std::vector<RecordEdit>& edits) {
  const std::string team = TeamOfCandidate(question, offering);
  oracle::Book book(question);
  const oracle::Records records = oracle::RecordsIn(question, book, offering, team);
  for (const RecordEdit& edit : edits) oracle::Apply(edit, records);
  return oracle::MayLead(book, offering);
}

bool LeadsIn(const v1::MatchResponse& answer, const std::string& offering) {
  return std::any_of(answer.proposals().begin(), answer.proposals().end(),
                     [&](const v1::Proposal& proposal) { return proposal.parts(0).offering() == offering; });
}

std::string Dump(const Question& question, const Explanation& explanation) {
  std::string dump = absl::StrCat("\n", explanation.DebugString(), "\nRequest:\n", question.referral.DebugString(),
                                  "\nAt: ", absl::FormatCivilTime(question.local), "\nDirectory:\n");
  const std::string provider = explanation.provider();
  for (const v1::DirectoryEntry& entry : question.directory) {
    const bool own = entry.provider().name() == provider || entry.offering().name() == explanation.offering() ||
                     entry.capacity().name() == explanation.offering() + "/capacity" || entry.has_team();
    if (own) dump += entry.DebugString();
  }
  for (const v1::Condition& condition : question.rules.conditions()) {
    for (const Finding& finding : explanation.findings()) {
      if (finding.condition() == condition.id() && finding.effect() != v1::Condition::EFFECT_UNSPECIFIED) {
        dump += condition.DebugString();
      }
    }
  }
  return dump;
}

// ------------------------------------------------------------------------------------------ agreement with the answer

std::multiset<std::string> ObstaclesOf(const Explanation& explanation) {
  std::multiset<std::string> obstacles;
  for (const Finding& finding : explanation.findings()) {
    const bool obstructs = finding.effect() == v1::Condition::EXCLUDE || finding.effect() == v1::Condition::JOIN_ONLY;
    if (obstructs) obstacles.insert(finding.condition());
  }
  return obstacles;
}

void CheckLead(const v1::Proposal& proposal, const Explanation& explanation) {
  EXPECT_EQ(explanation.standing(), v1::MAY_LEAD);
  EXPECT_EQ(explanation.rank(), proposal.rank());
  EXPECT_EQ(explanation.points(), proposal.points());
  ASSERT_EQ(explanation.factors_size(), proposal.factors_size());
  for (int i = 0; i < proposal.factors_size(); ++i) {
    EXPECT_EQ(explanation.factors(i).DebugString(), proposal.factors(i).DebugString());
  }
}

void CheckAgainstAnswer(const Told& told) {
  std::map<std::string, const Explanation*> by_name;
  for (const Explanation& explanation : told.explanations) by_name[explanation.offering()] = &explanation;
  int leads = 0;
  for (const v1::Proposal& proposal : told.answer.proposals()) {
    CheckLead(proposal, *by_name.at(proposal.parts(0).offering()));
    for (const v1::Part& part : proposal.parts()) {
      if (part.role() != v1::Part::JOIN) continue;
      const v1::Standing standing = by_name.at(part.offering())->standing();
      EXPECT_TRUE(standing == v1::MAY_LEAD || standing == v1::MAY_JOIN) << part.offering();
    }
  }
  for (const Explanation& explanation : told.explanations) leads += explanation.standing() == v1::MAY_LEAD;
  EXPECT_EQ(leads, told.answer.proposals_size());
  for (const v1::NearMiss& miss : told.answer.near_misses()) {
    const auto found = by_name.find(miss.offering());
    if (found == by_name.end()) continue;  // From elsewhere.
    std::multiset<std::string> codes;
    for (const v1::Reason& reason : miss.obstacles()) codes.insert(reason.code());
    EXPECT_EQ(codes, ObstaclesOf(*found->second)) << miss.offering();
  }
}

void CheckWhole(const Explanation& explanation) {
  int points = 0;
  for (const v1::Points& factor : explanation.factors()) points += factor.points();
  EXPECT_EQ(points, explanation.points());
  const bool leads = explanation.standing() == v1::MAY_LEAD;
  if (explanation.standing() != v1::NO_CANDIDATE) {
    EXPECT_EQ(ObstaclesOf(explanation).empty(), leads);
  }
  EXPECT_EQ(explanation.has_change() || !explanation.unchangeable().empty(), !leads) << explanation.offering();
  EXPECT_FALSE(explanation.has_change() && !explanation.unchangeable().empty()) << explanation.offering();
  EXPECT_THAT(explanation.rule_sets(), Not(IsEmpty()));
  for (const Finding& finding : explanation.findings()) {
    EXPECT_THAT(finding.values(), Not(IsEmpty())) << finding.condition();
    EXPECT_THAT(finding.rule_set(), Not(IsEmpty())) << finding.condition();
    const bool silent =
        finding.effect() == v1::Condition::EFFECT_UNSPECIFIED || finding.effect() == v1::Condition::ALLOW;
    if (!silent) {
      EXPECT_THAT(finding.text().nl(), Not(IsEmpty())) << finding.condition();
    }
    if (finding.outcome() == Finding::PASS) {
      EXPECT_EQ(finding.effect(), v1::Condition::EFFECT_UNSPECIFIED);
    }
  }
}

// Another request in the same world: its needs the other way round, and an age known where it was not.
Question OtherRequest(Question question) {
  auto& needs = *question.referral.mutable_needs();
  std::reverse(needs.begin(), needs.end());
  if (question.referral.has_age()) {
    question.referral.clear_age();
  } else {
    question.referral.set_age(30);
  }
  return question;
}

TEST(Explanation, AgreesWithTheAnswerForEveryCandidate) {
  int cases = 0;
  std::map<v1::Standing, int> seen;
  ForQuestions(kQuestions, 1, [&](int, const Question& first) {
    std::shared_ptr<const World> world = BuildWorld(first.directory, SetsOf(first));
    for (const Question& question : {first, OtherRequest(first)}) {
      const Told told(question, world);
      CheckAgainstAnswer(told);
      for (const Explanation& explanation : told.explanations) {
        cases += explanation.standing() != v1::NO_CANDIDATE;
        ++seen[explanation.standing()];
        CheckWhole(explanation);
        if (testing::Test::HasFailure()) ADD_FAILURE() << Dump(question, explanation);
        if (testing::Test::HasFailure()) return;
      }
    }
  });
  if (QuestionCount(kQuestions) < kQuestions) return;
  EXPECT_GE(cases, 20000);
  EXPECT_GT(seen[v1::MAY_LEAD], cases / 20);
  EXPECT_GT(seen[v1::MAY_JOIN], cases / 20);
  EXPECT_GT(seen[v1::EXCLUDED], cases / 20);
  EXPECT_GT(seen[v1::NO_CANDIDATE], cases / 20);
}

// ----------------------------------------------------------------------------------------------------- what can change

// For every candidate that may not lead.
template <typename Check>
void ForChanges(int share, const Check& check) {
  ForQuestions(kQuestions, share, [&](int, const Question& question) {
    const Told told(question);
    for (const Explanation& explanation : told.explanations) {
      if (explanation.standing() == v1::MAY_LEAD || explanation.standing() == v1::NO_CANDIDATE) continue;
      check(told, question, explanation);
      if (testing::Test::HasFailure()) ADD_FAILURE() << Dump(question, explanation);
      if (testing::Test::HasFailure()) return;
    }
  });
}

TEST(Change, LetsTheCandidateLeadWhenItIsMadeInTheRecords) {
  std::map<int, int> seen;
  ForChanges(5, [&](const Told& told, const Question& question, const Explanation& explanation) {
    if (!explanation.has_change()) return;
    ++seen[explanation.change().steps_size()];
    for (const std::vector<RecordEdit>& edits : EditsOf(explanation.change())) {
      const Question edited = Edited(question, explanation.offering(), edits);
      const auto world = UnderTheSameRules(*told.world, edited.directory);
      const auto answer = Match(edited.referral, *world, {edited.time, edited.local}, kAllProposals);
      EXPECT_TRUE(LeadsIn(answer, explanation.offering())) << "the matcher";
      EXPECT_TRUE(OracleLetsLead(question, explanation.offering(), edits)) << "the oracle";
    }
  });
  if (QuestionCount(kQuestions) < kQuestions) return;
  for (int steps = 1; steps <= 4; ++steps) EXPECT_GT(seen[steps], 10) << steps;
}

// The twin that must fail: a change with a step left out, or with another value, has to be noticed.
TEST(Change, IsNotMadeByAPartOfIt) {
  int noticed = 0;
  ForChanges(12, [&](const Told&, const Question& question, const Explanation& explanation) {
    if (!explanation.has_change()) return;
    std::vector<RecordEdit> edits = EditsOf(explanation.change()).front();
    for (size_t left_out = 0; left_out < edits.size(); ++left_out) {
      std::vector<RecordEdit> others = edits;
      others.erase(others.begin() + static_cast<long>(left_out));
      EXPECT_FALSE(OracleLetsLead(question, explanation.offering(), others)) << "without " << left_out;
      ++noticed;
    }
  });
  EXPECT_GT(noticed, 0);
}

std::string TextOf(const std::vector<RecordEdit>& edits) {
  std::string text;
  for (const RecordEdit& edit : edits) absl::StrAppend(&text, edit.field, " := ", edit.to, "; ");
  return text;
}

// How many candidates brute force has looked at, by how many fields it tried.
class Sample {
 public:
  // Whether to try up to so many fields for one more.
  bool Take(size_t fields) {
    static constexpr int kEnough[] = {0, 300, 20, 1};
    const int scale = std::max(1, QuestionCount(kQuestions) / kQuestions);
    if (taken_[fields] >= kEnough[fields] * scale) return false;
    ++taken_[fields];
    return true;
  }

  int taken(size_t fields) const { return taken_[fields]; }

 private:
  int taken_[4] = {};
};

// Brute force with fewer fields than the change has, at most three.
TEST(Change, IsTheSmallestThatDoes) {
  Sample sample;
  ForChanges(5, [&](const Told&, const Question& question, const Explanation& explanation) {
    if (!explanation.has_change()) return;
    size_t fields = std::min(3, explanation.change().steps_size() - 1);
    while (fields > 0 && !sample.Take(fields)) --fields;
    if (fields == 0) return;
    const auto smaller = oracle::FindSmallChange(question, explanation.offering(), fields);
    EXPECT_FALSE(smaller.has_value()) << TextOf(*smaller);
  });
  if (QuestionCount(kQuestions) < kQuestions) return;
  EXPECT_GT(sample.taken(1), 100);
  EXPECT_GT(sample.taken(2), 10);
  EXPECT_GT(sample.taken(3), 0);
}

// The twin that must fail: brute force finds a change that is there.
TEST(Change, IsFoundByBruteForceToo) {
  std::map<int, int> found;
  ForChanges(12, [&](const Told&, const Question& question, const Explanation& explanation) {
    const int steps = explanation.change().steps_size();
    if (steps == 0 || steps > 2 || found[steps] >= 60 / (steps * steps)) return;
    ++found[steps];
    const auto same = oracle::FindSmallChange(question, explanation.offering(), static_cast<size_t>(steps));
    ASSERT_TRUE(same.has_value());
    EXPECT_EQ(static_cast<int>(same->size()), steps) << TextOf(*same);
  });
  EXPECT_GT(found[1], 0);
}

TEST(Unchangeable, IsWhatNoSmallChangeLetsLead) {
  Sample sample;
  int bounds = 0, all = 0;
  ForChanges(5, [&](const Told&, const Question& question, const Explanation& explanation) {
    if (explanation.has_change()) return;
    ++all;
    bounds += explanation.unchangeable(0).code() == "too-much-work";
    size_t fields = 3;
    while (fields > 0 && !sample.Take(fields)) --fields;
    if (fields == 0) return;
    const auto smaller = oracle::FindSmallChange(question, explanation.offering(), fields);
    EXPECT_FALSE(smaller.has_value()) << TextOf(*smaller);
  });
  EXPECT_LE(bounds, all / 100) << "of " << all;
  if (QuestionCount(kQuestions) < kQuestions) return;
  EXPECT_GT(sample.taken(1), 100);
  EXPECT_GT(sample.taken(2), 10);
  EXPECT_GT(sample.taken(3), 0);
}

TEST(Unchangeable, NamesWhatStandsInTheWay) {
  ForChanges(12, [&](const Told&, const Question&, const Explanation& explanation) {
    const std::multiset<std::string> obstacles = ObstaclesOf(explanation);
    for (const v1::Reason& reason : explanation.unchangeable()) {
      EXPECT_THAT(reason.text().nl(), Not(IsEmpty()));
      const bool bound = reason.code() == "more-changes" || reason.code() == "too-much-work";
      if (!bound) {
        EXPECT_EQ(obstacles.count(reason.code()), 1u) << reason.code();
      }
    }
  });
}

// ------------------------------------------------------------------------------------------------- what changes
// nothing

std::string TextOf(const std::vector<Explanation>& explanations) {
  std::string text;
  for (const Explanation& explanation : explanations) text += explanation.DebugString();
  return text;
}

TEST(Explanation, IsTheSameHoweverTheRecordsCome) {
  ForQuestions(kQuestions, 25, [](int seed, Question question) {
    const std::string before = TextOf(Told(question).explanations);
    std::mt19937_64 random(seed);
    Chance(random).Shuffle(question.directory);
    EXPECT_EQ(TextOf(Told(question).explanations), before);
  });
}

// Other ids and titles in the same order.
template <typename Message>
Message Renamed(const Message& message) {
  static const std::vector<std::pair<std::string, std::string>> kRenames = {{"providers/", "providers/zz-"},
                                                                            {"/offerings/", "/offerings/zz-"},
                                                                            {"locations/", "locations/zz-"},
                                                                            {"teams/", "teams/zz-"},
                                                                            {"Partner ", "Anders "},
                                                                            {"Aanbod ", "Iets "},
                                                                            {"Team ", "Groep "},
                                                                            {"Een plek", "Een huis"}};
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return FromText<Message>(absl::StrReplaceAll(text, kRenames));
}

TEST(Explanation, ChangesNothingButNamesWhenAllIsRenamed) {
  ForQuestions(kQuestions, 25, [](int, Question question) {
    const std::vector<Explanation> before = Told(question).explanations;
    for (v1::DirectoryEntry& entry : question.directory) entry = Renamed(entry);
    for (v1::RuleSet& overlay : question.overlays) overlay = Renamed(overlay);
    question.referral = Renamed(question.referral);
    const std::vector<Explanation> after = Told(question).explanations;
    ASSERT_EQ(after.size(), before.size());
    for (size_t i = 0; i < after.size(); ++i) {
      EXPECT_EQ(after[i].DebugString(), Renamed(before[i]).DebugString());
    }
  });
}

// With the real rules: no condition there speaks of what others offer. An offering that is called first sets the
// activities aside, so only answers with the same escalations compare.
TEST(Explanation, LetsWhoMayLeadGoOnWhenAProviderIsAdded) {
  int compared = 0;
  ForQuestions(kQuestions, 10, [&](int seed, Question question) {
    question.rules = RealRules();
    question.overlays.clear();
    const Told before(question);
    std::mt19937_64 random(seed);
    v1::DirectoryEntry offering = MakeOffering(question, "extra", random);
    offering.mutable_offering()->set_name("providers/new/offerings/extra");
    v1::Provider& provider = *question.directory.emplace_back().mutable_provider();
    provider.set_name("providers/new");
    provider.set_title("Nieuw");
    provider.add_service_areas(absl::StrCat("GM", question.referral.area().substr(2, 4)));
    question.directory.push_back(offering);
    const Told after(question);
    if (before.answer.escalations_size() != after.answer.escalations_size()) return;
    for (const Explanation& explanation : before.explanations) {
      if (explanation.standing() != v1::MAY_LEAD) continue;
      ++compared;
      EXPECT_TRUE(LeadsIn(after.answer, explanation.offering())) << explanation.offering();
    }
  });
  EXPECT_GT(compared, 0);
}

TEST(Explanation, SaysOfAnOfferingFromElsewhereThatItIsNoCandidate) {
  int elsewhere = 0;
  ForQuestions(kQuestions, 25, [&](int, const Question& question) {
    const Told told(question);
    std::set<std::string> near;
    for (const Explanation& explanation : told.explanations) near.insert(explanation.offering());
    for (const auto& [name, offering] : oracle::Book(question).offerings) {
      if (near.count(name) > 0) continue;
      ++elsewhere;
      const Explanation explanation = ExplainOne(question, name);
      EXPECT_EQ(explanation.standing(), v1::NO_CANDIDATE);
      EXPECT_THAT(explanation.unchangeable(), Not(IsEmpty()));
      EXPECT_FALSE(explanation.has_change());
    }
  });
  EXPECT_GT(elsewhere, 0);
}

}  // namespace
}  // namespace koppel::matcher
