// The verbs of ReferralService for offers. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_OFFERS_H_
#define KOPPEL_SERVER_HANDLERS_OFFERS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::SendOffersResponse> SendOffers(Call& call, const v1::SendOffersRequest& request);
absl::StatusOr<v1::RecallOfferResponse> RecallOffer(Call& call, const v1::RecallOfferRequest& request);
absl::StatusOr<v1::ConfirmReceiptResponse> ConfirmReceipt(Call& call, const v1::ConfirmReceiptRequest& request);
absl::StatusOr<v1::AnswerOfferResponse> AnswerOffer(Call& call, const v1::AnswerOfferRequest& request);
absl::StatusOr<v1::ReplyToQuestionResponse> ReplyToQuestion(Call& call, const v1::ReplyToQuestionRequest& request);
absl::StatusOr<v1::RecordMemberResponseResponse> RecordMemberResponse(Call& call,
                                                                      const v1::RecordMemberResponseRequest& request);
absl::StatusOr<v1::RecordTeamDecisionResponse> RecordTeamDecision(Call& call,
                                                                  const v1::RecordTeamDecisionRequest& request);
absl::StatusOr<v1::ConcludeIntakeResponse> ConcludeIntake(Call& call, const v1::ConcludeIntakeRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_OFFERS_H_
