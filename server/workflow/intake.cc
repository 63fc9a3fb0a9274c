#include "koppel/v1/referral_service.pb.h"
#include "server/workflow/clocks.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/offers.h"

namespace koppel::workflow {
namespace {

using koppel::v1::ConcludeIntakeRequest;
using koppel::v1::Offer;

// Not every reason for a no is one to stop after an intake.
Outcome CheckStop(const std::string& reason, const Setting& setting) {
  if (reason.empty()) return FieldMissing("decline_reason");
  const v1::DeclineReason* known = FindReason(setting, reason);
  if (known != nullptr && known->after_intake()) return std::nullopt;
  return Refusal{ReferralSentence::kUnknownDeclineReason, {{"reason", reason}}, "decline_reason"};
}

Outcome CheckOutcome(const ConcludeIntakeRequest& request, const Setting& setting, const Act& act) {
  if (!request.starts()) return CheckStop(request.decline_reason(), setting);
  if (request.start_date().empty()) return std::nullopt;
  return CheckFromToday(request.start_date(), "start_date", setting, act);
}

void StopAfterIntake(Offer& offer, const std::string& reason, const Act& act) {
  offer.set_state(After(offer.state(), OfferVerb::kFail).value_or(offer.state()));
  offer.set_decline_reason(reason);
  *offer.mutable_answer_time() = ToProto(act.time);
}

}  // namespace

Outcome ConcludeIntake(Case& record, const ConcludeIntakeRequest& request, const Setting& setting, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  if (Outcome refusal = NotYours(offer->name(), offer->party(), request.on_behalf_of(), act)) return refusal;
  if (!After(offer->state(), OfferVerb::kFail).has_value()) {
    return Refusal{ReferralSentence::kNoIntake, {{"name", offer->name()}}, ""};
  }
  if (Outcome refusal = CheckOutcome(request, setting, act)) return refusal;
  v1::Event& event = Note(record, act, "ConcludeIntake", offer->name());
  event.set_on_behalf_of(request.on_behalf_of());
  event.set_reason(request.decline_reason());
  MarkHeard(record, *offer, request.on_behalf_of(), act);
  if (!request.starts()) {
    StopAfterIntake(*offer, request.decline_reason(), act);
    return std::nullopt;
  }
  offer->set_start_date(request.start_date());
  Accept(record, *offer, offer->offering(), setting, act);
  return std::nullopt;
}

}  // namespace koppel::workflow
