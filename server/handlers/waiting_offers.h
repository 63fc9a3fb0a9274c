// ListWaitingOffers of ReferralService. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_WAITING_OFFERS_H_
#define KOPPEL_SERVER_HANDLERS_WAITING_OFFERS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

// NOT_FOUND when there is no such offering. Who joins or leaves the queue between two pages moves the others.
absl::StatusOr<v1::ListWaitingOffersResponse> ListWaitingOffers(Call& call,
                                                                const v1::ListWaitingOffersRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_WAITING_OFFERS_H_
