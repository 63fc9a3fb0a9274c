// The methods of RuleService that change which rules there are and which count. Contract:
// proto/koppel/v1/rule_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_RULE_CHANGES_H_
#define KOPPEL_SERVER_HANDLERS_RULE_CHANGES_H_

#include "absl/status/statusor.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::ApplyRuleSetResponse> ApplyRuleSet(Call& call, const v1::ApplyRuleSetRequest& request);
absl::StatusOr<v1::ActivateRuleSetsResponse> ActivateRuleSets(Call& call, const v1::ActivateRuleSetsRequest& request);
absl::StatusOr<v1::RollbackRuleSetResponse> RollbackRuleSet(Call& call, const v1::RollbackRuleSetRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_RULE_CHANGES_H_
