// CompareRuleSets of RuleService. Contract: proto/koppel/v1/rule_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_COMPARE_H_
#define KOPPEL_SERVER_HANDLERS_COMPARE_H_

#include "absl/status/statusor.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/call.h"

namespace koppel::server {

// Sees the directory as it is now.
absl::StatusOr<v1::CompareRuleSetsResponse> CompareRuleSets(Call& call, const v1::CompareRuleSetsRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_COMPARE_H_
