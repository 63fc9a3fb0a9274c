#include "server/handlers/offers.h"

#include "server/handlers/case_steps.h"
#include "server/workflow/offers.h"

namespace koppel::server {

absl::StatusOr<v1::SendOffersResponse> SendOffers(Call& call, const v1::SendOffersRequest& request) {
  const auto change = [&](CaseStep& step) -> absl::Status {
    return Refused(workflow::Send(step.record, request, step.setting, step.act), request.name());
  };
  const auto respond = [&](const storage::StoredCase& stored, const CaseStep& step) {
    v1::SendOffersResponse response;
    *response.mutable_referral() = stored.record.referral();
    for (int i = step.before.record.offers_size(); i < stored.record.offers_size(); ++i) {
      *response.add_offers() = stored.record.offers(i);
    }
    return response;
  };
  return TakeStep<v1::SendOffersResponse>(call, request.name(), request, change, respond);
}

absl::StatusOr<v1::RecallOfferResponse> RecallOffer(Call& call, const v1::RecallOfferRequest& request) {
  return StepByWorkflow<v1::RecallOfferResponse>(call, request, &workflow::Recall);
}

absl::StatusOr<v1::ConfirmReceiptResponse> ConfirmReceipt(Call& call, const v1::ConfirmReceiptRequest& request) {
  return StepByWorkflow<v1::ConfirmReceiptResponse>(call, request, &workflow::Receive);
}

absl::StatusOr<v1::AnswerOfferResponse> AnswerOffer(Call& call, const v1::AnswerOfferRequest& request) {
  return StepByWorkflow<v1::AnswerOfferResponse>(call, request, &workflow::Answer);
}

absl::StatusOr<v1::ReplyToQuestionResponse> ReplyToQuestion(Call& call, const v1::ReplyToQuestionRequest& request) {
  return StepByWorkflow<v1::ReplyToQuestionResponse>(call, request, &workflow::Reply);
}

absl::StatusOr<v1::RecordMemberResponseResponse> RecordMemberResponse(Call& call,
                                                                      const v1::RecordMemberResponseRequest& request) {
  return StepByWorkflow<v1::RecordMemberResponseResponse>(call, request, &workflow::RecordResponse);
}

absl::StatusOr<v1::RecordTeamDecisionResponse> RecordTeamDecision(Call& call,
                                                                  const v1::RecordTeamDecisionRequest& request) {
  return StepByWorkflow<v1::RecordTeamDecisionResponse>(call, request, &workflow::Decide);
}

absl::StatusOr<v1::ConcludeIntakeResponse> ConcludeIntake(Call& call, const v1::ConcludeIntakeRequest& request) {
  return StepByWorkflow<v1::ConcludeIntakeResponse>(call, request, &workflow::ConcludeIntake);
}

}  // namespace koppel::server
