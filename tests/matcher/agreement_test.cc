// The fast matcher against the slow one, on questions made up by chance, and what must hold for every answer.
//
// KOPPEL_CASES=50000 tries more questions than the 2000 of every day; KOPPEL_SEED=7 starts at another seed.

#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "gtest/gtest.h"
#include "tests/matcher/chance.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate.h"
#include "tests/matcher/generate_rules.h"
#include "tests/matcher/oracle.h"
#include "tests/matcher/question_runs.h"

namespace koppel::matcher {
namespace {

using oracle::Question;
using testing::IsEmpty;
using testing::Not;

constexpr int kAllProposals = 1000;

v1::MatchResponse Ask(const Question& question) {
  const auto world = BuildWorld(question.directory, SetsOf(question));
  return Match(question.referral, *world, {question.time, question.local}, kAllProposals);
}

std::vector<std::string> CodesOf(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons) {
  std::vector<std::string> codes;
  for (const v1::Reason& reason : reasons) codes.push_back(reason.code());
  return codes;
}

oracle::Proposal ProposalOf(const v1::Proposal& source) {
  oracle::Proposal proposal;
  proposal.points = source.points();
  proposal.rank = source.rank();
  proposal.team = source.team();
  for (const v1::Part& part : source.parts()) {
    const std::vector<int> needs(part.needs().begin(), part.needs().end());
    if (part.role() == v1::Part::LEAD) {
      proposal.lead = part.offering();
      proposal.needs = needs;
      proposal.questions = CodesOf(part.questions());
    } else if (part.role() == v1::Part::JOIN) {
      proposal.joins.push_back({part.offering(), needs});
    } else {
      proposal.coach = part.offering();
    }
  }
  return proposal;
}

// The answer of the fast matcher in the words of the oracle.
oracle::Answer AnswerOf(const v1::MatchResponse& response) {
  oracle::Answer answer;
  for (const v1::Escalation& escalation : response.escalations()) {
    answer.escalations.push_back({escalation.route(), escalation.offering(), escalation.phone()});
  }
  for (const v1::Proposal& proposal : response.proposals()) answer.proposals.push_back(ProposalOf(proposal));
  for (const v1::Part& bridge : response.bridges()) {
    if (bridge.role() == v1::Part::COACH) {
      answer.bridges.coach = bridge.offering();
    } else {
      answer.bridges.walk_ins.push_back({bridge.offering(), {bridge.needs().begin(), bridge.needs().end()}});
    }
  }
  for (const v1::NearMiss& miss : response.near_misses()) {
    answer.near_misses.push_back(
        {miss.offering(), {miss.needs().begin(), miss.needs().end()}, CodesOf(miss.obstacles())});
  }
  return answer;
}

std::string FastLines(const Question& question) { return LinesOf(AnswerOf(Ask(question))); }
std::string SlowLines(const Question& question) { return LinesOf(oracle::AnswerTo(question)); }
bool Agree(const Question& question) { return FastLines(question) == SlowLines(question); }

// Whether the rule sets still fit each other.
bool Compiles(const Question& question) {
  std::vector<Issue> issues;
  return RuleLayers::Create(SetsOf(question), CompiledVocabulary(), absl::CivilDay(question.local), issues) != nullptr;
}

// Leaves elements of a list out as long as the matchers go on to disagree.
template <typename ListOf, typename MayGo>
void Shrink(Question& question, ListOf list_of, MayGo may_go) {
  for (int i = static_cast<int>(list_of(question).size()) - 1; i >= 0; --i) {
    if (!may_go(question, i)) continue;
    Question smaller = question;
    list_of(smaller).erase(list_of(smaller).begin() + i);
    if (Compiles(smaller) && !Agree(smaller)) question = smaller;
  }
}

void ShrinkOverlay(Question& question, size_t overlay) {
  const auto always = [](const Question&, int) { return true; };
  Shrink(
      question, [=](Question & q) -> auto& { return *q.overlays[overlay].mutable_conditions(); }, always);
  Shrink(
      question, [=](Question & q) -> auto& { return *q.overlays[overlay].mutable_preferences(); }, always);
  Shrink(
      question, [=](Question & q) -> auto& { return *q.overlays[overlay].mutable_routes(); }, always);
  Shrink(
      question, [=](Question & q) -> auto& { return *q.overlays[overlay].mutable_agreements(); }, always);
  Shrink(
      question, [=](Question & q) -> auto& { return *q.overlays[overlay].mutable_terms(); }, always);
}

void ShrinkAll(Question& question) {
  const auto always = [](const Question&, int) { return true; };
  Shrink(
      question, [](Question & q) -> auto& { return q.overlays; }, always);
  for (size_t overlay = 0; overlay < question.overlays.size(); ++overlay) ShrinkOverlay(question, overlay);
  // The area of the request has to stay known.
  Shrink(
      question, [](Question & q) -> auto& { return q.directory; },
      [](const Question& q, int i) { return !q.directory[i].has_area_table(); });
  Shrink(
      question, [](Question & q) -> auto& { return *q.rules.mutable_conditions(); }, always);
  Shrink(
      question, [](Question & q) -> auto& { return *q.rules.mutable_preferences(); }, always);
  Shrink(
      question, [](Question & q) -> auto& { return *q.rules.mutable_routes(); }, always);
  Shrink(
      question, [](Question & q) -> auto& { return *q.rules.mutable_school_holidays(); }, always);
  Shrink(
      question, [](Question & q) -> auto& { return *q.referral.mutable_needs(); },
      [](const Question& q, int) { return q.referral.needs_size() > 1; });
  Shrink(
      question, [](Question & q) -> auto& { return *q.referral.mutable_waiting_at(); }, always);
}

// The smallest question on which they still disagree, for people to read.
std::string Dump(Question question) {
  ShrinkAll(question);
  std::string dump = absl::StrCat("\nThe matcher says:\n", FastLines(question), "The oracle says:\n",
                                  SlowLines(question), "\nRules:\n", question.rules.DebugString());
  for (const v1::RuleSet& overlay : question.overlays) dump += "\nOverlay:\n" + overlay.DebugString();
  absl::StrAppend(&dump, "\nRequest:\n", question.referral.DebugString(), "\nDirectory:\n");
  for (const v1::DirectoryEntry& entry : question.directory) {
    if (!entry.has_area_table()) dump += entry.DebugString();
  }
  return dump;
}

// Calls `check` with one in `share` of the questions of every day; stops at the first failure.
void ForQuestions(int share, const std::function<void(Question)>& check) {
  matcher::ForQuestions(2000, share, [&](int, const Question& question) { check(question); });
}

// How many answers had what, so that agreement on nothing does not pass for agreement.
struct Seen {
  int escalated = 0, proposed = 0, joined = 0, coached = 0, in_team = 0, equal = 0, near = 0;
  int bridged = 0, bridges_in_order = 0, full_bridges = 0, bridged_by_coach = 0;
  int by_town = 0, by_team = 0;  // Another answer because of a set of the municipality, of a team.

  void Count(const oracle::Answer& answer) {
    bool joins = false, coach = false, team = false, same_rank = false;
    for (size_t i = 0; i < answer.proposals.size(); ++i) {
      const oracle::Proposal& proposal = answer.proposals[i];
      joins = joins || !proposal.joins.empty();
      coach = coach || !proposal.coach.empty();
      team = team || !proposal.team.empty();
      same_rank = same_rank || proposal.rank != static_cast<int>(i) + 1;
    }
    escalated += !answer.escalations.empty();
    proposed += !answer.proposals.empty();
    joined += joins;
    coached += coach;
    in_team += team;
    equal += same_rank;
    near += !answer.near_misses.empty();
    bridged += !answer.bridges.walk_ins.empty();
    bridges_in_order += answer.bridges.walk_ins.size() > 1;
    full_bridges += answer.bridges.walk_ins.size() + !answer.bridges.coach.empty() == 3;
    bridged_by_coach += !answer.bridges.coach.empty();
  }
};

// The question without the sets of a level.
Question Without(Question question, v1::RuleSet::Level level) {
  std::erase_if(question.overlays, [&](const v1::RuleSet& overlay) { return overlay.level() == level; });
  return question;
}

bool Matters(const Question& question, v1::RuleSet::Level level, const std::string& lines) {
  const Question other = Without(question, level);
  return other.overlays.size() < question.overlays.size() && SlowLines(other) != lines;
}

TEST(Agreement, MatcherAndOracleGiveTheSameAnswers) {
  Seen seen;
  int cases = 0;
  ForQuestions(1, [&](const Question& question) {
    const oracle::Answer slow = oracle::AnswerTo(question);
    const std::string lines = LinesOf(slow);
    seen.Count(slow);
    seen.by_town += Matters(question, v1::RuleSet::MUNICIPALITY, lines);
    seen.by_team += Matters(question, v1::RuleSet::TEAM, lines);
    ++cases;
    if (FastLines(question) != lines) ADD_FAILURE() << Dump(question);
  });
  RecordProperty("by_town", seen.by_town);
  RecordProperty("by_team", seen.by_team);
  RecordProperty("bridged", seen.bridged);
  RecordProperty("bridges_in_order", seen.bridges_in_order);
  RecordProperty("full_bridges", seen.full_bridges);
  RecordProperty("bridged_by_coach", seen.bridged_by_coach);
  if (cases < 1000) return;
  const int many = cases / 20, some = cases / 200;
  EXPECT_GT(seen.proposed, cases / 3);
  EXPECT_GT(seen.escalated, many);
  EXPECT_GT(seen.joined, many);
  EXPECT_GT(seen.near, many);
  EXPECT_GT(seen.in_team, some);
  EXPECT_GT(seen.coached, some);
  EXPECT_GT(seen.equal, some);
  EXPECT_GT(seen.by_town, cases / 5);
  EXPECT_GT(seen.by_team, some);
  EXPECT_GT(seen.bridged, many);
  EXPECT_GT(seen.bridges_in_order, some);
  EXPECT_GT(seen.full_bridges, some);
  EXPECT_GT(seen.bridged_by_coach, some);
}

// The twin that must fail: another number in the rules of one of the two has to be noticed.
TEST(Agreement, IsLostWhenOneOfTheTwoReadsOtherRules) {
  const std::vector<std::function<void(v1::RuleSet&)>> changes = {
      [](v1::RuleSet& rules) { rules.mutable_weights()->set_join_percent(34); },
      [](v1::RuleSet& rules) { rules.mutable_weights()->set_same_place(14); },
      [](v1::RuleSet& rules) { rules.mutable_weights()->set_related(54); },
      [](v1::RuleSet& rules) { rules.set_capacity_shelf_life_days(30); },
      [](v1::RuleSet& rules) { rules.mutable_conditions()->DeleteSubrange(0, 1); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    bool noticed = false;
    for (int seed = 1; seed <= 150 && !noticed; ++seed) {
      Question question = QuestionOf(seed);
      question.rules = RealRules();
      question.overlays.clear();
      Question changed = question;
      changes[i](changed.rules);
      noticed = FastLines(question) != SlowLines(changed);
    }
    EXPECT_TRUE(noticed) << "change " << i;
  }
}

using OverlayChange = std::function<void(v1::RuleSet&)>;

template <typename Rules>
void BeginAll(Rules& rules) {
  for (auto& rule : rules) rule.set_start_date("2026-01-01");
}

// Whether some question gets another answer from the oracle when it reads the overlays of this level otherwise. The
// fast matcher finds the questions to try.
bool IsNoticed(v1::RuleSet::Level level, const OverlayChange& change) {
  for (int seed = 1; seed <= 3000; ++seed) {
    const Question question = QuestionOf(seed);
    Question changed = question;
    for (v1::RuleSet& overlay : changed.overlays) {
      if (overlay.level() == level) change(overlay);
    }
    if (!Compiles(changed)) continue;
    const std::string lines = FastLines(question);
    if (FastLines(changed) != lines) return SlowLines(changed) != lines;
  }
  return false;
}

// The twin for sets over the national one: each part of them has to count.
TEST(Agreement, IsLostWhenOneOfTheTwoReadsOtherOverlays) {
  if (kSanitizedShare > 1)
    GTEST_SKIP() << "looks through thousands of questions, and says nothing of memory or threads";
  const std::map<std::string, OverlayChange> changes = {
      {"conditions", [](v1::RuleSet& set) { set.clear_conditions(); }},
      {"preferences", [](v1::RuleSet& set) { set.clear_preferences(); }},
      {"agreements", [](v1::RuleSet& set) { set.clear_agreements(); }},
      {"place", [](v1::RuleSet& set) { set.set_municipalities(0, "GM0098"); }},
      {"start dates", [](v1::RuleSet& set) { BeginAll(*set.mutable_conditions()); }},
  };
  for (const auto& [what, change] : changes) {
    EXPECT_TRUE(IsNoticed(v1::RuleSet::MUNICIPALITY, change)) << what;
    EXPECT_TRUE(IsNoticed(v1::RuleSet::TEAM, change)) << what;
  }
  const std::map<std::string, OverlayChange> only_of_towns = {
      {"shelf life", [](v1::RuleSet& set) { set.clear_capacity_shelf_life_days(); }},
      {"routes", [](v1::RuleSet& set) { set.clear_routes(); }},
      {"order of routes",
       [](v1::RuleSet& set) {
         for (v1::Route& route : *set.mutable_routes()) route.clear_before();
       }},
      {"words", [](v1::RuleSet& set) { set.clear_terms(); }},
  };
  for (const auto& [what, change] : only_of_towns) {
    EXPECT_TRUE(IsNoticed(v1::RuleSet::MUNICIPALITY, change)) << what;
  }
}

std::string BytesOf(const v1::MatchResponse& response) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  response.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

TEST(Answer, IsTheSameToTheByteHoweverTheRecordsCome) {
  ForQuestions(10, [](Question question) {
    const std::string before = BytesOf(Ask(question));
    std::mt19937_64 random(question.directory.size());
    Chance(random).Shuffle(question.directory);
    EXPECT_EQ(BytesOf(Ask(question)), before);
  });
}

std::set<std::string> LeadsOf(const v1::MatchResponse& response) {
  std::set<std::string> leads;
  for (const v1::Proposal& proposal : response.proposals()) leads.insert(proposal.parts(0).offering());
  return leads;
}

// An offering that is called first sets the activities aside, so only answers with the same escalations compare.
TEST(Answer, LosesNoLeadWhenAnOfferingIsAdded) {
  int compared = 0;
  ForQuestions(4, [&](Question question) {
    question.rules = RealRules();
    question.overlays.clear();
    const v1::MatchResponse before = Ask(question);
    std::mt19937_64 random(question.directory.size());
    question.directory.push_back(MakeOffering(question, "extra", random));
    const v1::MatchResponse after = Ask(question);
    if (before.escalations_size() != after.escalations_size()) return;
    ++compared;
    const std::set<std::string> leads = LeadsOf(after);
    for (const std::string& lead : LeadsOf(before)) EXPECT_EQ(leads.count(lead), 1u) << lead;
  });
  EXPECT_GT(compared, 0);
}

using Replacements = std::vector<std::pair<std::string, std::string>>;

// Other ids and titles in the same order.
const Replacements& Renames() {
  static const Replacements kRenames = {{"providers/", "providers/zz-"},
                                        {"/offerings/", "/offerings/zz-"},
                                        {"locations/", "locations/zz-"},
                                        {"teams/", "teams/zz-"},
                                        {"Partner ", "Anders "},
                                        {"Aanbod ", "Iets "},
                                        {"Team ", "Groep "},
                                        {"Een plek", "Een huis"}};
  return kRenames;
}

template <typename Message>
Message Renamed(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return FromText<Message>(absl::StrReplaceAll(text, Renames()));
}

TEST(Answer, ChangesNothingButNamesWhenAllIsRenamed) {
  ForQuestions(10, [](Question question) {
    const v1::MatchResponse before = Ask(question);
    for (v1::DirectoryEntry& entry : question.directory) entry = Renamed(entry);
    question.referral = Renamed(question.referral);
    for (v1::RuleSet& overlay : question.overlays) overlay = Renamed(overlay);
    EXPECT_EQ(Ask(question).DebugString(), Renamed(before).DebugString());
  });
}

void CheckReasons(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons) {
  for (const v1::Reason& reason : reasons) {
    EXPECT_THAT(reason.code(), Not(IsEmpty()));
    EXPECT_THAT(reason.text().nl(), Not(IsEmpty())) << reason.code();
    EXPECT_THAT(reason.text().en(), Not(IsEmpty())) << reason.code();
    EXPECT_FALSE(absl::StrContains(reason.text().nl(), "{")) << reason.text().nl();
    EXPECT_FALSE(absl::StrContains(reason.text().en(), "{")) << reason.text().en();
  }
}

void CheckProposal(const v1::Proposal& proposal) {
  int sum = 0;
  for (const v1::Points& factor : proposal.factors()) sum += factor.points();
  EXPECT_EQ(sum, proposal.points());
  std::set<std::string> offerings;
  for (const v1::Part& part : proposal.parts()) {
    EXPECT_THAT(part.reasons(), Not(IsEmpty())) << part.offering();
    EXPECT_TRUE(offerings.insert(part.offering()).second) << part.offering() << " has two parts";
    CheckReasons(part.reasons());
    CheckReasons(part.questions());
  }
}

TEST(Answer, SaysWhyForEveryPartAndWhatStandsInTheWayOfEveryNearMiss) {
  ForQuestions(4, [](const Question& question) {
    const v1::MatchResponse response = Ask(question);
    for (const v1::Proposal& proposal : response.proposals()) CheckProposal(proposal);
    EXPECT_LE(response.bridges_size(), 3);
    for (const v1::Part& bridge : response.bridges()) {
      EXPECT_THAT(bridge.reasons(), Not(IsEmpty())) << bridge.offering();
      CheckReasons(bridge.reasons());
      CheckReasons(bridge.questions());
    }
    for (const v1::NearMiss& miss : response.near_misses()) {
      EXPECT_THAT(miss.needs(), Not(IsEmpty())) << miss.offering();
      EXPECT_THAT(miss.obstacles(), Not(IsEmpty())) << miss.offering();
      CheckReasons(miss.obstacles());
    }
    for (const v1::Escalation& escalation : response.escalations()) {
      EXPECT_THAT(escalation.instruction().nl(), Not(IsEmpty()));
      EXPECT_TRUE(!escalation.phone().empty() || !escalation.offering().empty());
    }
    CheckReasons(response.remarks());
  });
}

TEST(Answer, HoldsTheFirstOfAllProposalsWhenFewAreAsked) {
  ForQuestions(20, [](const Question& question) {
    const auto world = BuildWorld(question.directory, SetsOf(question));
    const Moment now{question.time, question.local};
    const v1::MatchResponse all = Match(question.referral, *world, now, kAllProposals);
    const v1::MatchResponse few = Match(question.referral, *world, now, 2);
    EXPECT_EQ(few.proposals_size(), std::min(2, all.proposals_size()));
    for (int i = 0; i < few.proposals_size(); ++i) {
      EXPECT_EQ(few.proposals(i).DebugString(), all.proposals(i).DebugString());
    }
  });
}

}  // namespace
}  // namespace koppel::matcher
