#include "server/handlers/rule_checks.h"

#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "matcher/examples.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/records.h"
#include "server/rules/active_rules.h"
#include "server/rules/checks.h"
#include "server/rules/drafts.h"
#include "server/rules/revisions.h"
#include "server/rules/rule_sources.h"

namespace koppel::server {
namespace {

// The examples of this set, and of all whose outcome it may change.
std::vector<v1::ExampleResult> ResultsWith(const v1::RuleSet& set, const RulesInStore& rules,
                                           const RuleGround& ground) {
  const std::vector<v1::RuleSet> sets = WithSet(rules.active, set);
  if (set.level() == v1::RuleSet::LEXICON) {
    std::vector<matcher::Issue> issues;  // None: the draft has been checked.
    return matcher::RunLexiconExamples(sets, PlacesOfDraft(set, rules), *ground.vocabulary, issues);
  }
  return matcher::RunExamples(sets, set.name(), ground.vocabulary, ground.zone, rules.today);
}

}  // namespace

absl::StatusOr<v1::ValidateRuleSetResponse> ValidateRuleSet(Call& call, const v1::ValidateRuleSetRequest& request) {
  ASSIGN_OR_RETURN(const RulesInStore rules, ReadRulesInStore(call));
  call.revision = rules.index.head;
  v1::RuleSet set = request.rule_set();
  ClearOutputOnly(set);
  RuleProblems problems = ProblemsInDraft(call, set, rules);
  ASSIGN_OR_RETURN(const std::optional<storage::RuleRevision> latest, LatestOf(call, set.name(), rules.index));
  if (!latest.has_value() || !SameRules(latest->rule_set, set)) AddProblems(Backdated(set, rules), problems);
  v1::ValidateRuleSetResponse response;
  for (v1::RuleProblem& problem : problems) *response.add_problems() = std::move(problem);
  return response;
}

absl::StatusOr<v1::TestRuleSetResponse> TestRuleSet(Call& call, const v1::TestRuleSetRequest& request) {
  ASSIGN_OR_RETURN(const v1::RuleSet set, FindRuleSet(call, request.rule_set(), "rule_set"));
  ASSIGN_OR_RETURN(const RulesInStore rules, ReadRulesInStore(call));
  call.revision = rules.index.head;
  const RuleProblems problems = ProblemsInDraft(call, set, rules);
  if (!problems.empty()) return RulesRefused(problems, set.name());
  v1::TestRuleSetResponse response;
  for (v1::ExampleResult& result : ResultsWith(set, rules, GroundOf(call))) *response.add_results() = std::move(result);
  return response;
}

}  // namespace koppel::server
