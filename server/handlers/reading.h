// The methods that read needs from texts: Classify of MatchingService and TryReading of RuleService. Contract:
// proto/koppel/v1/matching_service.proto and rule_service.proto.
//
// The texts are read and dropped: nothing of them is stored, logged or put in an error.

#ifndef KOPPEL_SERVER_HANDLERS_READING_H_
#define KOPPEL_SERVER_HANDLERS_READING_H_

#include "absl/status/statusor.h"
#include "koppel/v1/matching_service.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::ClassifyResponse> Classify(Call& call, const v1::ClassifyRequest& request);
absl::StatusOr<v1::TryReadingResponse> TryReading(Call& call, const v1::TryReadingRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_READING_H_
