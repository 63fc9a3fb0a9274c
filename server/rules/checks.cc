#include "server/rules/checks.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/rule_sentences.h"
#include "base/status_macros.h"
#include "matcher/advice.h"
#include "matcher/examples.h"
#include "matcher/reader/lexicons.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/merge.h"
#include "server/limits.h"
#include "server/record_rules.h"
#include "server/rules/activity.h"

namespace koppel::server {
namespace {

using koppel::v1::RuleProblem;
using koppel::v1::RuleSet;
using ProblemPlace = std::pair<std::string, std::string>;

ProblemPlace PlaceOfProblem(const RuleProblem& problem) { return {problem.rule_set(), problem.path()}; }

// Examples bring areas and records of their own: in them only the form is checked.
void CheckFields(const RuleSet& set, const Known& known, Violations& violations) {
  Validate(set, {.vocabulary = known.vocabulary, .knows_area = nullptr, .exists = nullptr}, violations);
}

void CheckPlace(const RuleSet& set, const Known& known, Violations& violations) {
  for (int i = 0; i < set.municipalities_size(); ++i) {
    const std::string& code = set.municipalities(i);
    if (!IsAreaCode(code) || !known.knows_area || known.knows_area(code)) continue;
    violations.Add(absl::StrCat("municipalities[", i, "]"), Sentence::kUnknownArea, {{"code", code}});
  }
  if (!IsNameIn("teams", set.team()) || !known.exists || known.exists(set.team())) return;
  violations.Add("team", Sentence::kNoSuchRecord, {{"name", set.team()}});
}

template <typename Rules>
void AddDays(const Rules& rules, absl::CivilDay after, std::set<absl::CivilDay>& days) {
  for (const auto& rule : rules) {
    const auto start = ParseDate(rule.start_date());
    if (start.has_value() && *start > after) days.insert(*start);
  }
}

// The day itself and the later ones on which a rule begins.
std::set<absl::CivilDay> DaysFrom(absl::CivilDay day, const std::vector<RuleSet>& sets) {
  std::set<absl::CivilDay> days = {day};
  for (const RuleSet& set : sets) {
    AddDays(set.conditions(), day, days);
    AddDays(set.preferences(), day, days);
    AddDays(set.routes(), day, days);
    AddDays(set.agreements(), day, days);
    AddDays(set.terms(), day, days);
    AddDays(set.decline_reasons(), day, days);
  }
  return days;
}

// "[3]", the place of the example with this id.
template <typename Examples>
std::string PlaceIn(const Examples& examples, const std::string& id) {
  const auto found = std::find_if(examples.begin(), examples.end(), [&](const auto& each) { return each.id() == id; });
  return absl::StrCat("[", found - examples.begin(), "]");
}

// The path of an example, such as "examples[3]" or "lexicon.examples[3]".
std::string PathOfExample(const std::vector<RuleSet>& sets, const v1::ExampleResult& result) {
  const RuleSet& set =
      *std::find_if(sets.begin(), sets.end(), [&](const RuleSet& each) { return each.name() == result.rule_set(); });
  if (set.level() == RuleSet::LEXICON) {
    return absl::StrCat("lexicon.examples", PlaceIn(set.lexicon().examples(), result.example()));
  }
  return absl::StrCat("examples", PlaceIn(set.examples(), result.example()));
}

RuleProblems ProblemsOf(const std::vector<matcher::Issue>& issues) {
  RuleProblems problems;
  for (const matcher::Issue& issue : issues) problems.push_back(MakeProblem(issue.set, issue.path, issue.message));
  return problems;
}

RuleProblems ProblemsOn(absl::CivilDay day, const std::vector<RuleSet>& sets, const RuleGround& ground) {
  std::vector<matcher::Issue> issues;
  matcher::RuleLayers::Create(sets, ground.vocabulary, day, issues);
  return ProblemsOf(issues);
}

v1::LocalizedText WhyItFails(const v1::ExampleResult& result) {
  std::vector<std::string> nl;
  std::vector<std::string> en;
  for (const v1::LocalizedText& difference : result.differences()) {
    nl.push_back(difference.nl());
    en.push_back(difference.en());
  }
  v1::LocalizedText why;
  why.set_nl(Say(Sentence::kExampleFails, {{"title", result.title()}, {"differences", absl::StrJoin(nl, " ")}}).nl());
  why.set_en(Say(Sentence::kExampleFails, {{"title", result.title()}, {"differences", absl::StrJoin(en, " ")}}).en());
  return why;
}

RuleProblems ProblemsOf(const std::vector<v1::ExampleResult>& results, const std::vector<RuleSet>& sets) {
  RuleProblems problems;
  for (const v1::ExampleResult& result : results) {
    if (result.passed()) continue;
    problems.push_back(MakeProblem(result.rule_set(), PathOfExample(sets, result), WhyItFails(result)));
  }
  return problems;
}

std::map<std::string, const RuleSet*> LexiconsByName(const std::vector<RuleSet>& sets) {
  std::map<std::string, const RuleSet*> found;
  for (const RuleSet& set : sets) {
    if (set.level() == RuleSet::LEXICON) found.emplace(set.name(), &set);
  }
  return found;
}

// The places where other revisions count than those that were read; notes them as read. To compile lexicons and run
// their examples takes most of a second.
std::set<std::string> NotReadYet(std::set<std::string> places, const std::vector<RuleSet>& sets,
                                 std::set<std::vector<std::string>>& read) {
  std::erase_if(places, [&](const std::string& place) {
    std::vector<std::string> revisions;
    for (const RuleSet* set : matcher::LexiconsFor(sets, place)) revisions.push_back(matcher::RevisionNameOf(*set));
    return !read.insert(std::move(revisions)).second;
  });
  return places;
}

}  // namespace

RuleProblem MakeProblem(const std::string& set, const std::string& path, const v1::LocalizedText& message) {
  RuleProblem problem;
  problem.set_rule_set(set);
  problem.set_path(path);
  *problem.mutable_message() = message;
  return problem;
}

RuleProblems ProblemsInSet(const RuleSet& set, const Known& known) {
  const size_t size = set.ByteSizeLong();
  if (size > kMaxRuleSetBytes) {
    const Arguments sizes = {{"size", std::to_string(size)}, {"max", std::to_string(kMaxRuleSetBytes)}};
    return {MakeProblem(set.name(), "", Say(Sentence::kRuleSetTooLarge, sizes))};
  }
  Violations violations;
  CheckFields(set, known, violations);
  CheckPlace(set, known, violations);
  RuleProblems problems;
  // What this program does not know would be left out, and the rule would mean something else.
  for (const std::string& path : matcher::ForeignPartsOf(set).unknown_fields) {
    problems.push_back(MakeProblem(set.name(), path, Say(RuleSentence::kUnknownPart)));
  }
  for (const Violation& violation : violations.list()) {
    problems.push_back(MakeProblem(set.name(), violation.field, violation.message));
  }
  return problems;
}

RuleProblems ProblemsTogether(const std::vector<RuleSet>& sets, const RuleGround& ground, absl::CivilDay day) {
  RuleProblems problems = ProblemsOn(day, sets, ground);
  // What is wrong today is not tried on later days as well: that takes long, and says the same.
  if (!problems.empty()) return problems;
  const std::set<absl::CivilDay> days = DaysFrom(day, sets);
  if (days.size() > kMaxStartDays) {
    return {MakeProblem("", "start_date", Say(Sentence::kTooMany, {{"max", absl::StrCat(kMaxStartDays)}}))};
  }
  for (const absl::CivilDay each : days) AddProblems(ProblemsOn(each, sets, ground), problems);
  return problems;
}

RuleProblems ProblemsInExamples(const std::vector<RuleSet>& sets, const RuleGround& ground, absl::CivilDay day) {
  RuleProblems problems;
  for (const absl::CivilDay each : DaysFrom(day, sets)) {
    AddProblems(ProblemsOf(matcher::RunExamples(sets, "", ground.vocabulary, ground.zone, each), sets), problems);
  }
  return problems;
}

std::set<std::string> PlacesWithOtherWords(const std::vector<RuleSet>& before, const std::vector<RuleSet>& after) {
  const auto old_sets = LexiconsByName(before);
  const auto new_sets = LexiconsByName(after);
  std::set<std::string> places;
  const auto add_changed = [&](const auto& sets, const auto& others) {
    for (const auto& [name, set] : sets) {
      const auto other = others.find(name);
      if (other == others.end() || !SameRules(*set, *other->second)) {
        places.merge(matcher::PlacesOfLexicon(*set, after));
      }
    }
  };
  add_changed(old_sets, new_sets);
  add_changed(new_sets, old_sets);
  return places;
}

RuleProblems ProblemsInWords(const std::vector<RuleSet>& sets, const std::set<std::string>& places,
                             const RuleGround& ground, bool examples) {
  if (places.empty()) return {};
  std::vector<matcher::Issue> issues;
  if (!examples) {
    matcher::CheckLexicons(sets, places, *ground.vocabulary, issues);
    return ProblemsOf(issues);
  }
  const auto results = matcher::RunLexiconExamples(sets, places, *ground.vocabulary, issues);
  return issues.empty() ? ProblemsOf(results, sets) : ProblemsOf(issues);
}

absl::StatusOr<RuleProblems> ProblemsFrom(absl::CivilDay first, const storage::RuleIndex& index,
                                          const storage::RuleIndex& before, RevisionReader& reader,
                                          const RuleGround& ground) {
  std::vector<absl::CivilDay> days = DaysOfChange(index, first);
  days.insert(days.begin(), first);
  std::set<std::vector<std::string>> read;
  RuleProblems problems;
  for (const absl::CivilDay day : days) {
    ASSIGN_OR_RETURN(const std::vector<RuleSet> sets, reader.ActiveOn(index, day));
    ASSIGN_OR_RETURN(const std::vector<RuleSet> sets_before, reader.ActiveOn(before, day));
    RuleProblems found = ProblemsTogether(sets, ground, day);
    if (found.empty()) found = ProblemsInExamples(sets, ground, day);
    AddProblems(found, problems);
    const std::set<std::string> places = NotReadYet(PlacesWithOtherWords(sets_before, sets), sets, read);
    AddProblems(ProblemsInWords(sets, places, ground, /*examples=*/true), problems);
  }
  return problems;
}

void AddProblems(const RuleProblems& more, RuleProblems& problems) {
  std::set<ProblemPlace> places;
  for (const RuleProblem& problem : problems) places.insert(PlaceOfProblem(problem));
  for (const RuleProblem& problem : more) {
    if (!places.contains(PlaceOfProblem(problem))) problems.push_back(problem);
  }
}

}  // namespace koppel::server
