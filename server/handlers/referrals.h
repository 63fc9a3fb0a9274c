// The verbs of ReferralService for a request itself. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_REFERRALS_H_
#define KOPPEL_SERVER_HANDLERS_REFERRALS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Referral> CreateReferral(Call& call, const v1::CreateReferralRequest& request);
absl::StatusOr<v1::Referral> UpdateReferral(Call& call, const v1::UpdateReferralRequest& request);
absl::StatusOr<v1::SubmitReferralResponse> SubmitReferral(Call& call, const v1::SubmitReferralRequest& request);
absl::StatusOr<v1::WithdrawReferralResponse> WithdrawReferral(Call& call, const v1::WithdrawReferralRequest& request);
absl::StatusOr<v1::ReopenReferralResponse> ReopenReferral(Call& call, const v1::ReopenReferralRequest& request);
absl::StatusOr<v1::ProposeMatchesResponse> ProposeMatches(Call& call, const v1::ProposeMatchesRequest& request);
absl::StatusOr<v1::ChoosePartsResponse> ChooseParts(Call& call, const v1::ChoosePartsRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_REFERRALS_H_
