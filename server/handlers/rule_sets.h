// The methods of RuleService that read. Contract: proto/koppel/v1/rule_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_RULE_SETS_H_
#define KOPPEL_SERVER_HANDLERS_RULE_SETS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::ListRuleSetsResponse> ListRuleSets(Call& call, const v1::ListRuleSetsRequest& request);
absl::StatusOr<v1::RuleSetRevision> GetRuleSetRevision(Call& call, const v1::GetRuleSetRevisionRequest& request);
absl::StatusOr<v1::ListRuleSetRevisionsResponse> ListRuleSetRevisions(Call& call,
                                                                      const v1::ListRuleSetRevisionsRequest& request);
absl::StatusOr<v1::DiffRuleSetsResponse> DiffRuleSets(Call& call, const v1::DiffRuleSetsRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_RULE_SETS_H_
