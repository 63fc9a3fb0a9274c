// The methods of RuleService that try a rule set and store nothing. Contract: proto/koppel/v1/rule_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_RULE_CHECKS_H_
#define KOPPEL_SERVER_HANDLERS_RULE_CHECKS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::ValidateRuleSetResponse> ValidateRuleSet(Call& call, const v1::ValidateRuleSetRequest& request);
absl::StatusOr<v1::TestRuleSetResponse> TestRuleSet(Call& call, const v1::TestRuleSetRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_RULE_CHECKS_H_
