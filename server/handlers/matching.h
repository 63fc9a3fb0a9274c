// The methods of MatchingService. Contract: proto/koppel/v1/matching_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_MATCHING_H_
#define KOPPEL_SERVER_HANDLERS_MATCHING_H_

#include "absl/status/statusor.h"
#include "koppel/v1/matching_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::MatchResponse> Match(Call& call, const v1::MatchRequest& request);
absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(Call& call, const v1::ExplainMatchRequest& request);
absl::StatusOr<v1::ReplayAdviceResponse> ReplayAdvice(Call& call, const v1::ReplayAdviceRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_MATCHING_H_
