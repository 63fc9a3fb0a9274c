// Which calls ReferralService has, and what each answers. For Client::Call.

#ifndef KOPPEL_CLIENTS_CPP_REFERRAL_CALLS_H_
#define KOPPEL_CLIENTS_CPP_REFERRAL_CALLS_H_

#include "koppel/v1/referral_service.pb.h"

// CALL(method, answer) for every method that is no stream; the request of a method has its name.
#define KOPPEL_REFERRAL_CALLS(CALL)                        \
  CALL(CreateReferral, Referral)                           \
  CALL(GetReferral, Referral)                              \
  CALL(ListReferrals, ListReferralsResponse)               \
  CALL(UpdateReferral, Referral)                           \
  CALL(SubmitReferral, SubmitReferralResponse)             \
  CALL(WithdrawReferral, WithdrawReferralResponse)         \
  CALL(ReopenReferral, ReopenReferralResponse)             \
  CALL(ProposeMatches, ProposeMatchesResponse)             \
  CALL(ChooseParts, ChoosePartsResponse)                   \
  CALL(SendOffers, SendOffersResponse)                     \
  CALL(RecallOffer, RecallOfferResponse)                   \
  CALL(ConfirmReceipt, ConfirmReceiptResponse)             \
  CALL(AnswerOffer, AnswerOfferResponse)                   \
  CALL(ReplyToQuestion, ReplyToQuestionResponse)           \
  CALL(RecordMemberResponse, RecordMemberResponseResponse) \
  CALL(RecordTeamDecision, RecordTeamDecisionResponse)     \
  CALL(ConcludeIntake, ConcludeIntakeResponse)             \
  CALL(RecordHandover, RecordHandoverResponse)             \
  CALL(RecordFirstContact, RecordFirstContactResponse)     \
  CALL(StartPlacement, StartPlacementResponse)             \
  CALL(EndPlacement, EndPlacementResponse)                 \
  CALL(GetAdvice, Advice)                                  \
  CALL(GetOffer, Offer)                                    \
  CALL(ListOffers, ListOffersResponse)                     \
  CALL(GetPlacement, Placement)                            \
  CALL(ListPlacements, ListPlacementsResponse)             \
  CALL(ListInbox, ListInboxResponse)                       \
  CALL(ListWaitingOffers, ListWaitingOffersResponse)

namespace koppel::client {

// `AnswerTo<v1::SubmitReferralRequest>::type` is v1::SubmitReferralResponse.
template <class Request>
struct AnswerTo;

#define KOPPEL_ANSWER(Method, Answer)            \
  template <>                                    \
  struct AnswerTo<koppel::v1::Method##Request> { \
    using type = koppel::v1::Answer;             \
  };
KOPPEL_REFERRAL_CALLS(KOPPEL_ANSWER)
#undef KOPPEL_ANSWER

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_REFERRAL_CALLS_H_
