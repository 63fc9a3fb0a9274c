#include "server/handlers/rule_checks.h"

#include <utility>

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
  const RuleGround ground = GroundOf(call);
  v1::TestRuleSetResponse response;
  for (v1::ExampleResult& result :
       matcher::RunExamples(WithSet(rules.active, set), set.name(), ground.vocabulary, ground.zone, rules.today)) {
    *response.add_results() = std::move(result);
  }
  return response;
}

}  // namespace koppel::server
