// The methods of ReferralService that read a case. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_CASE_READING_H_
#define KOPPEL_SERVER_HANDLERS_CASE_READING_H_

#include <string>

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"
#include "storage/cases.h"

namespace koppel::server {

// Whether the caller may see what is this party's: an adviser everything, a partner what is in its scopes.
bool MaySee(const Caller& caller, const std::string& party);

// The case with this name, for a call that reads. NOT_FOUND names `asked`: the record that was asked for, which lies in
// the case. PERMISSION_DENIED NOT_ALLOWED to a partner to whom nothing of it was offered.
absl::StatusOr<storage::StoredCase> ReadCase(Call& call, const std::string& name, const std::string& asked);

absl::StatusOr<v1::Referral> GetReferral(Call& call, const v1::GetReferralRequest& request);
// A page may hold fewer than were asked for, and yet not be the last.
absl::StatusOr<v1::ListReferralsResponse> ListReferrals(Call& call, const v1::ListReferralsRequest& request);
absl::StatusOr<v1::Advice> GetAdvice(Call& call, const v1::GetAdviceRequest& request);
absl::StatusOr<v1::Offer> GetOffer(Call& call, const v1::GetOfferRequest& request);
absl::StatusOr<v1::ListOffersResponse> ListOffers(Call& call, const v1::ListOffersRequest& request);
absl::StatusOr<v1::Placement> GetPlacement(Call& call, const v1::GetPlacementRequest& request);
absl::StatusOr<v1::ListPlacementsResponse> ListPlacements(Call& call, const v1::ListPlacementsRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_CASE_READING_H_
