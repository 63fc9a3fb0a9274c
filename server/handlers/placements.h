// The verbs of ReferralService for placements. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_PLACEMENTS_H_
#define KOPPEL_SERVER_HANDLERS_PLACEMENTS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::RecordHandoverResponse> RecordHandover(Call& call, const v1::RecordHandoverRequest& request);
absl::StatusOr<v1::RecordFirstContactResponse> RecordFirstContact(Call& call,
                                                                  const v1::RecordFirstContactRequest& request);
absl::StatusOr<v1::StartPlacementResponse> StartPlacement(Call& call, const v1::StartPlacementRequest& request);
absl::StatusOr<v1::EndPlacementResponse> EndPlacement(Call& call, const v1::EndPlacementRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_PLACEMENTS_H_
