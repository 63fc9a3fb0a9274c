#include "server/workflow/refusal.h"

namespace koppel::workflow {
namespace {

struct KindRow {
  ReferralSentence sentence;
  RefusalKind kind;
};

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

constexpr KindRow kKindRows[] = {
    {ReferralSentence::kWrongState, {kFailed, "WRONG_STATE"}},
    {ReferralSentence::kPlacementRuns, {kFailed, "PLACEMENT_RUNS"}},
    {ReferralSentence::kUnconfirmedNeeds, {kFailed, "UNCONFIRMED_NEEDS"}},
    {ReferralSentence::kAdviceOutdated, {kFailed, "ADVICE_OUTDATED"}},
    {ReferralSentence::kReasonMissing, {kFailed, "REASON_MISSING"}},
    {ReferralSentence::kNoChoice, {kFailed, "NO_CHOICE"}},
    {ReferralSentence::kNothingToSend, {kFailed, "NOTHING_TO_SEND"}},
    {ReferralSentence::kOfferAnswered, {kFailed, "OFFER_ANSWERED"}},
    {ReferralSentence::kOfferReplaced, {kFailed, "OFFER_REPLACED"}},
    {ReferralSentence::kOfferClosed, {kFailed, "OFFER_CLOSED"}},
    {ReferralSentence::kNotYourOffer, {kDenied, "NOT_YOUR_OFFER"}},
    {ReferralSentence::kTeamNotDecided, {kFailed, "TEAM_NOT_DECIDED"}},
    {ReferralSentence::kNoQuestion, {kFailed, "NO_QUESTION"}},
    {ReferralSentence::kNotATeamOffer, {kFailed, "NOT_A_TEAM_OFFER"}},
    {ReferralSentence::kNotAMember, {kDenied, "NOT_A_MEMBER"}},
    // To a program the same as not being one; the sentence says which it is.
    {ReferralSentence::kMayNotDecide, {kDenied, "NOT_A_MEMBER"}},
    {ReferralSentence::kNotOfferedByMember, {kFailed, "NOT_OFFERED_BY_MEMBER"}},
    {ReferralSentence::kNoIntake, {kFailed, "NO_INTAKE"}},
};

}  // namespace

RefusalKind KindOf(ReferralSentence sentence) {
  for (const KindRow& row : kKindRows) {
    if (row.sentence == sentence) return row.kind;
  }
  return {absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"};
}

Refusal WrongState(const std::string& name, const std::string& state, const std::string& verb) {
  return {ReferralSentence::kWrongState, {{"name", name}, {"state", state}, {"verb", verb}}, ""};
}

Refusal FieldMissing(const std::string& field) { return {ReferralSentence::kFieldMissing, {}, field}; }

Refusal InFuture(const std::string& field) { return {ReferralSentence::kInFuture, {}, field}; }

Refusal TooEarly(const std::string& field, const std::string& earliest) {
  return {ReferralSentence::kTooEarly, {{"earliest", earliest}}, field};
}

}  // namespace koppel::workflow
