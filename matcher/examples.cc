#include "matcher/examples.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/rule_sentences.h"
#include "matcher/match.h"
#include "matcher/matching/candidates.h"
#include "matcher/rules/example_checks.h"
#include "matcher/rules/layers.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;
using v1::Example;
using v1::LocalizedText;
using v1::RuleSet;
using RuleSetList = std::vector<RuleSet>;

// More than any example directory can give.
constexpr int kAllProposals = 1'000'000;

bool SharesPlace(const RuleSet& a, const RuleSet& b) {
  return std::any_of(a.municipalities().begin(), a.municipalities().end(), [&](const std::string& code) {
    return std::find(b.municipalities().begin(), b.municipalities().end(), code) != b.municipalities().end();
  });
}

// The sets under which the examples of `set` are asked: those that count in its municipalities, and whatever hangs
// together with them by a team of more municipalities or by building on each other.
std::vector<const RuleSet*> SetsFor(const RuleSetList& sets, const RuleSet& set) {
  std::vector<const RuleSet*> found = LineageOf(sets, set.name());
  const auto add = [&](const RuleSet* one) {
    if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
  };
  for (size_t i = 0; i < found.size(); ++i) {
    for (const RuleSet& other : sets) {
      if (!SharesPlace(*found[i], other)) continue;
      for (const RuleSet* above : LineageOf(sets, other.name())) add(above);
    }
  }
  return found;
}

bool Contains(const std::vector<const RuleSet*>& sets, std::string_view name) {
  return std::any_of(sets.begin(), sets.end(), [&](const RuleSet* set) { return set->name() == name; });
}

// The directories that go with an example in this municipality, the national one first.
std::vector<const RuleSet*> DirectoriesFor(const RuleSetList& sets, const RuleSet& set, std::string_view municipality) {
  for (const RuleChain& chain : ChainsOf(sets)) {
    const bool here = chain.municipality.empty() || chain.municipality == municipality;
    if (here && !chain.sets.empty() && chain.sets.back() == &set) return chain.sets;
  }
  return LineageOf(sets, set.name());
}

RuleSentence WordsFor(v1::Standing standing) {
  switch (standing) {
    case v1::MAY_LEAD:
      return RuleSentence::kStandingMayLead;
    case v1::MAY_JOIN:
      return RuleSentence::kStandingMayJoin;
    case v1::EXCLUDED:
      return RuleSentence::kStandingExcluded;
    default:
      return RuleSentence::kStandingNoCandidate;
  }
}

// A sentence whose arguments read differently in the two languages.
LocalizedText SayBoth(RuleSentence sentence, const Arguments& dutch, const Arguments& english) {
  LocalizedText text;
  text.set_nl(Say(sentence, dutch).nl());
  text.set_en(Say(sentence, english).en());
  return text;
}

void Append(const LocalizedText& more, LocalizedText& text) {
  text.set_nl(absl::StrCat(text.nl(), " ", more.nl()));
  text.set_en(absl::StrCat(text.en(), " ", more.en()));
}

// One example, asked of a world.
class ExampleRun {
 public:
  ExampleRun(const Example& example, const World& world, const Moment& now)
      : example_(example),
        world_(world),
        answer_(Match(example.referral(), world, now, kAllProposals)),
        request_(example.referral(), world, now),
        request_facts_(request_, !answer_.escalations().empty()),
        candidates_(FindCandidates(world, request_, request_facts_)) {}

  std::vector<LocalizedText> Differences() {
    CheckRoutes();
    CheckFirst();
    for (const Example::Candidate& candidate : example_.candidates()) CheckCandidate(candidate);
    return std::move(differences_);
  }

 private:
  void CheckRoutes() {
    std::vector<std::string> found;
    for (const v1::Escalation& escalation : answer_.escalations()) found.push_back(escalation.route());
    const std::vector<std::string> expected = Expected(example_.routes());
    if (example_.routes().empty() || found == expected) return;
    AddDifference(RuleSentence::kExpectedRoutes, expected, found);
  }

  void CheckFirst() {
    std::vector<std::string> found;
    if (!answer_.proposals().empty()) found.push_back(answer_.proposals(0).parts(0).offering());
    const std::vector<std::string> expected = Expected(example_.first());
    const bool as_expected =
        found.empty() ? expected.empty() : std::find(expected.begin(), expected.end(), found[0]) != expected.end();
    if (example_.first().empty() || as_expected) return;
    AddDifference(RuleSentence::kExpectedFirst, expected, found);
    for (const std::string& offering : expected) Append(Situation(offering), differences_.back());
  }

  void CheckCandidate(const Example::Candidate& candidate) {
    const v1::Standing found = StandingOf(candidate.offering());
    if (candidate.standing() != v1::STANDING_UNSPECIFIED && candidate.standing() != found) {
      const auto arguments = [&](const LocalizedText& expected, const LocalizedText& stands, bool dutch) {
        return Arguments{{"offering", candidate.offering()},
                         {"expected", dutch ? expected.nl() : expected.en()},
                         {"found", dutch ? stands.nl() : stands.en()}};
      };
      const LocalizedText expected = Say(WordsFor(candidate.standing())), stands = Say(WordsFor(found));
      differences_.push_back(SayBoth(RuleSentence::kExpectedStanding, arguments(expected, stands, true),
                                     arguments(expected, stands, false)));
      Append(Situation(candidate.offering()), differences_.back());
    }
    const std::vector<std::string> open = OpenConditions(candidate.offering());
    for (const std::string& condition : candidate.conditions()) {
      if (std::find(open.begin(), open.end(), condition) != open.end()) continue;
      differences_.push_back(
          Say(RuleSentence::kExpectedCondition, {{"offering", candidate.offering()}, {"condition", condition}}));
    }
  }

  static std::vector<std::string> Expected(const RepeatedPtrField<std::string>& values) {
    if (values.size() == 1 && values.Get(0) == kNoneExpected) return {};
    return {values.begin(), values.end()};
  }

  void AddDifference(RuleSentence sentence, const std::vector<std::string>& expected,
                     const std::vector<std::string>& found) {
    const LocalizedText nothing = Say(RuleSentence::kNothing);
    const auto list = [](const std::vector<std::string>& names, const std::string& none) {
      return names.empty() ? none : absl::StrJoin(names, ", ");
    };
    const auto arguments = [&](const std::string& none) {
      return Arguments{{"expected", list(expected, none)}, {"found", list(found, none)}};
    };
    differences_.push_back(SayBoth(sentence, arguments(nothing.nl()), arguments(nothing.en())));
  }

  // kNone when the world does not hold it.
  int Find(const std::string& offering) const {
    const auto& rows = world_.offerings;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == offering; });
    return found == rows.end() ? kNone : static_cast<int>(found - rows.begin());
  }

  v1::Standing StandingOf(const std::string& offering) const {
    const int index = Find(offering);
    const auto found = std::find_if(candidates_.begin(), candidates_.end(),
                                    [&](const Candidate& candidate) { return candidate.offering == index; });
    if (found == candidates_.end()) return v1::NO_CANDIDATE;
    return found->verdict == Verdict::kMayLead   ? v1::MAY_LEAD
           : found->verdict == Verdict::kMayJoin ? v1::MAY_JOIN
                                                 : v1::EXCLUDED;
  }

  // The ids of the conditions that found what is wanted; none when the world does not hold the offering.
  std::vector<std::string> ConditionsOf(const std::string& offering, bool (*wanted)(const Finding&)) const {
    std::vector<std::string> ids;
    const int index = Find(offering);
    if (index == kNone) return ids;
    const PairFacts facts(world_, request_, request_facts_, index);
    for (const Finding& finding : FindingsOf(facts.rules(), facts)) {
      if (wanted(finding)) ids.push_back(finding.condition->source->id());
    }
    return ids;
  }

  std::vector<std::string> OpenConditions(const std::string& offering) const {
    return ConditionsOf(offering, [](const Finding& finding) { return finding.applies && finding.value != Tri::kYes; });
  }

  std::vector<std::string> Obstacles(const std::string& offering) const {
    if (StandingOf(offering) == v1::NO_CANDIDATE) return {};
    return ConditionsOf(offering, [](const Finding& finding) { return finding.obstructs(); });
  }

  // Where an offering stands now, and why.
  LocalizedText Situation(const std::string& offering) const {
    for (const v1::Proposal& proposal : answer_.proposals()) {
      if (proposal.parts(0).offering() != offering) continue;
      return Say(RuleSentence::kStandsAt, {{"offering", offering},
                                           {"rank", absl::StrCat(proposal.rank())},
                                           {"points", absl::StrCat(proposal.points())},
                                           {"first", absl::StrCat(answer_.proposals(0).points())}});
    }
    const std::vector<std::string> obstacles = Obstacles(offering);
    const LocalizedText standing = Say(WordsFor(StandingOf(offering)));
    const auto arguments = [&](const std::string& words) {
      return Arguments{{"offering", offering}, {"standing", words}, {"conditions", absl::StrJoin(obstacles, ", ")}};
    };
    return SayBoth(obstacles.empty() ? RuleSentence::kStandsSo : RuleSentence::kStandsSoBecause,
                   arguments(standing.nl()), arguments(standing.en()));
  }

  const Example& example_;
  const World& world_;
  const v1::MatchResponse answer_;
  const CompiledRequest request_;
  const RequestFacts request_facts_;
  const std::vector<Candidate> candidates_;
  std::vector<LocalizedText> differences_;
};

// Runs the examples of one set; examples of one day in one municipality share their world.
class SetRun {
 public:
  SetRun(const RuleSetList& sets, const RuleSet& set, std::vector<const RuleSet*> used,
         std::shared_ptr<const Vocabulary> vocabulary, absl::TimeZone zone, absl::CivilDay day)
      : sets_(sets), set_(set), used_(std::move(used)), vocabulary_(std::move(vocabulary)), zone_(zone), day_(day) {}

  void Run(std::vector<v1::ExampleResult>& results) {
    for (const Example& example : set_.examples()) {
      v1::ExampleResult& result = results.emplace_back();
      result.set_rule_set(set_.name());
      result.set_example(example.id());
      result.set_title(example.title());
      for (LocalizedText& difference : DifferencesOf(example)) *result.add_differences() = std::move(difference);
      result.set_passed(result.differences().empty());
    }
  }

 private:
  std::vector<LocalizedText> DifferencesOf(const Example& example) {
    const std::optional<absl::CivilMinute> local = ParseLocalTime(example.moment());
    if (!local) return {Say(RuleSentence::kBadMoment)};
    const absl::CivilDay day = std::max(absl::CivilDay(*local), day_);
    const World& world = WorldFor(MunicipalityCodeOf(example.referral().area()), day);
    return ExampleRun(example, world, {absl::FromCivil(*local, zone_), *local}).Differences();
  }

  const World& WorldFor(const std::string& municipality, absl::CivilDay day) {
    std::shared_ptr<const World>& world = worlds_[{municipality, day}];
    if (world == nullptr) world = BuildFor(municipality, day);
    return *world;
  }

  std::shared_ptr<const World> BuildFor(const std::string& municipality, absl::CivilDay day) const {
    WorldBuilder builder(LayersOn(day), vocabulary_);
    for (const RuleSet* set : DirectoriesFor(sets_, set_, municipality)) {
      for (const v1::DirectoryEntry& entry : set->example_directory()) builder.Add(entry);
    }
    builder.Add(AreasOfExamples());
    return builder.Build(Revision{0});
  }

  std::shared_ptr<const RuleLayers> LayersOn(absl::CivilDay day) const {
    RuleSetList copies;
    for (const RuleSet* set : used_) copies.emplace_back(*set).clear_examples();
    std::vector<Issue> issues;
    return RuleLayers::Create(std::move(copies), vocabulary_, day, issues);
  }

  // So that an example may name any buurt without a table of areas.
  v1::DirectoryEntry AreasOfExamples() const {
    v1::DirectoryEntry entry;
    entry.mutable_area_table()->set_name("areaTables/examples");
    for (const Example& example : set_.examples()) {
      entry.mutable_area_table()->add_areas()->set_code(example.referral().area());
    }
    return entry;
  }

  const RuleSetList& sets_;
  const RuleSet& set_;
  const std::vector<const RuleSet*> used_;
  const std::shared_ptr<const Vocabulary> vocabulary_;
  const absl::TimeZone zone_;
  const absl::CivilDay day_;
  std::map<std::pair<std::string, absl::CivilDay>, std::shared_ptr<const World>> worlds_;
};

}  // namespace

std::vector<v1::ExampleResult> RunExamples(const RuleSetList& sets, std::string_view name,
                                           std::shared_ptr<const Vocabulary> vocabulary, absl::TimeZone zone,
                                           absl::CivilDay day) {
  RuleSetList ordered = sets;
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.name() < b.name(); });
  std::vector<v1::ExampleResult> results;
  for (const RuleSet& set : ordered) {
    std::vector<const RuleSet*> used = SetsFor(ordered, set);
    if (name.empty() || Contains(used, name)) SetRun(ordered, set, std::move(used), vocabulary, zone, day).Run(results);
  }
  return results;
}

}  // namespace koppel::matcher
