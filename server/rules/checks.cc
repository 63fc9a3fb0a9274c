#include "server/rules/checks.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/rule_sentences.h"
#include "base/status_macros.h"
#include "matcher/advice.h"
#include "matcher/examples.h"
#include "matcher/rules/layers.h"
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
  }
  return days;
}

// The path of an example, such as "examples[3]".
std::string PathOfExample(const std::vector<RuleSet>& sets, const v1::ExampleResult& result) {
  const auto set =
      std::find_if(sets.begin(), sets.end(), [&](const RuleSet& each) { return each.name() == result.rule_set(); });
  for (int i = 0; set != sets.end() && i < set->examples_size(); ++i) {
    if (set->examples(i).id() == result.example()) return absl::StrCat("examples[", i, "]");
  }
  return absl::StrCat("examples[", result.example(), "]");
}

RuleProblems ProblemsOn(absl::CivilDay day, const std::vector<RuleSet>& sets, const RuleGround& ground) {
  std::vector<matcher::Issue> issues;
  matcher::RuleLayers::Create(sets, ground.vocabulary, day, issues);
  RuleProblems problems;
  for (const matcher::Issue& issue : issues) problems.push_back(MakeProblem(issue.set, issue.path, issue.message));
  return problems;
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
    RuleProblems found;
    for (const v1::ExampleResult& result : matcher::RunExamples(sets, "", ground.vocabulary, ground.zone, each)) {
      if (result.passed()) continue;
      found.push_back(MakeProblem(result.rule_set(), PathOfExample(sets, result), WhyItFails(result)));
    }
    AddProblems(found, problems);
  }
  return problems;
}

absl::StatusOr<RuleProblems> ProblemsFrom(absl::CivilDay first, const storage::RuleIndex& index, RevisionReader& reader,
                                          const RuleGround& ground) {
  std::vector<absl::CivilDay> days = DaysOfChange(index, first);
  days.insert(days.begin(), first);
  RuleProblems problems;
  for (const absl::CivilDay day : days) {
    ASSIGN_OR_RETURN(const std::vector<RuleSet> sets, reader.ActiveOn(index, day));
    RuleProblems found = ProblemsTogether(sets, ground, day);
    if (found.empty()) found = ProblemsInExamples(sets, ground, day);
    AddProblems(found, problems);
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
