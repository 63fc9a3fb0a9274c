#include "server/workflow/offers.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/capacity.h"
#include "base/resource_name.h"
#include "server/workflow/clocks.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Choice;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Procedure;
using koppel::v1::Referral;

// Without an end a place would be held for ever.
constexpr int kShortestHoldDays = 1;

// The lead that said no or nothing, and whose place the next takes; empty where there is none.
std::string LeadToReplace(const Case& record) {
  for (auto offer = record.offers().rbegin(); offer != record.offers().rend(); ++offer) {
    const bool is_over =
        offer->state() == Offer::EXPIRED || offer->state() == Offer::DECLINED || offer->state() == Offer::FAILED;
    if (offer->role() == Part::LEAD && is_over) return offer->name();
  }
  return "";
}

std::string PartyFor(const Case& record, const Choice::ChosenPart& part) {
  const std::string& team = record.referral().choice().team();
  return part.role() == Part::LEAD && !team.empty() ? team : ParentOf(part.offering());
}

// Where it is known to be full. A team finds a member that has room.
bool MustWait(const Offer& offer, const Setting& setting) {
  const auto capacity = setting.capacities.find(offer.offering());
  if (IsTeamOffer(offer) || capacity == setting.capacities.end()) return false;
  const auto state = StateOf(capacity->second);
  const bool is_known = state != v1::Capacity::STATE_UNSPECIFIED && state != v1::Capacity::UNKNOWN;
  return is_known && !HasRoom(capacity->second);
}

void SendPart(Case& record, const Choice::ChosenPart& part, bool may_wait, const Setting& setting, const Act& act) {
  const std::string replaced = part.role() == Part::LEAD ? LeadToReplace(record) : "";
  Offer& offer = AddSent(record, part.role(), part.offering(), PartyFor(record, part), act);
  *offer.mutable_needs() = part.needs();
  offer.set_replaces(replaced);
  Note(record, act, "SendOffers", offer.name());
  if (may_wait && MustWait(offer, setting)) {
    offer.set_state(Offer::ON_WAITING_LIST);
  } else {
    StartOfferClocks(record, offer, setting);
  }
}

bool RivalIsOut(const Case& record, const Offer& offer) {
  return std::any_of(record.offers().begin(), record.offers().end(),
                     [&](const Offer& other) { return IsRival(offer, other) && IsOut(other); });
}

bool IsGivenAlready(const Case& record, const Offer& offer) {
  return std::any_of(record.placements().begin(), record.placements().end(), [&](const v1::Placement& placement) {
    return placement.role() == offer.role() && placement.offering() == offer.offering() &&
           placement.state() != v1::Placement::ENDED;
  });
}

bool IsPartOf(const Choice& choice, const std::string& offering) {
  return std::any_of(choice.parts().begin(), choice.parts().end(),
                     [&](const auto& part) { return part.offering() == offering; });
}

absl::Time HoldFrom(const Setting& setting, absl::Time time) {
  const int days = std::max(setting.procedure.hold_working_days(), kShortestHoldDays);
  return setting.calendar.AfterWorkingDays(time, days);
}

}  // namespace

Outcome Send(Case& record, const v1::SendOffersRequest& request, const Setting& setting, const Act& act) {
  auto& referral = *record.mutable_referral();
  const auto after = After(referral.state(), ReferralVerb::kSend);
  if (!after.has_value()) return WrongState(referral.name(), Referral::State_Name(referral.state()), "SendOffers");
  if (referral.choice().parts().empty()) {
    return Refusal{ReferralSentence::kNoChoice, {{"name", referral.name()}}, ""};
  }
  if (ChoiceIsOutdated(record)) {
    return Refusal{ReferralSentence::kAdviceOutdated, {{"advice", absl::StrCat(referral.choice().advice())}}, ""};
  }
  const std::string& only = request.offering();
  if (!only.empty() && !IsPartOf(referral.choice(), only)) {
    return Refusal{ReferralSentence::kNoSuchPart, {{"offering", only}}, "offering"};
  }
  std::vector<Choice::ChosenPart> parts = UnsentParts(record);
  std::erase_if(parts, [&](const auto& part) { return !only.empty() && part.offering() != only; });
  if (parts.empty()) return Refusal{ReferralSentence::kNothingToSend, {{"name", referral.name()}}, ""};
  for (const Choice::ChosenPart& part : parts) SendPart(record, part, request.may_wait(), setting, act);
  referral.set_state(*after);
  return std::nullopt;
}

Outcome Recall(Case& record, const v1::RecallOfferRequest& request, const Setting&, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  const auto after = After(offer->state(), OfferVerb::kRecall);
  if (!after.has_value()) return Closed(*offer);
  offer->set_state(*after);
  Drop(record, offer->name());
  Note(record, act, "RecallOffer", offer->name());
  return std::nullopt;
}

Outcome Receive(Case& record, const v1::ConfirmReceiptRequest& request, const Setting&, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  if (Outcome refusal = NotYours(offer->name(), offer->party(), request.on_behalf_of(), act)) return refusal;
  if (!After(offer->state(), OfferVerb::kReceive).has_value()) return Closed(*offer);
  if (offer->has_receipt_time()) return std::nullopt;
  *offer->mutable_receipt_time() = ToProto(act.time);
  MarkHeard(record, *offer, request.on_behalf_of(), act);
  Note(record, act, "ConfirmReceipt", offer->name()).set_on_behalf_of(request.on_behalf_of());
  return std::nullopt;
}

Outcome Reply(Case& record, const v1::ReplyToQuestionRequest& request, const Setting& setting, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  const auto after = After(offer->state(), OfferVerb::kReply);
  if (!after.has_value()) return Refusal{ReferralSentence::kNoQuestion, {{"name", offer->name()}}, ""};
  offer->set_state(*after);
  GoOn(record, offer->name(), setting, act.time);
  // A place was held all the while; the partner gets as long again.
  const bool stood_still = setting.procedure.question_pauses() == Procedure::YES;
  if (offer->has_hold_until_time() && stood_still) {
    *offer->mutable_hold_until_time() = ToProto(HoldFrom(setting, act.time));
  }
  Note(record, act, "ReplyToQuestion", offer->name());
  return std::nullopt;
}

Outcome Free(Case& record, Offer& offer, const Setting& setting, const Act& act) {
  const auto after = After(offer.state(), OfferVerb::kFree);
  if (!after.has_value()) return Closed(offer);
  // A bridge that runs already does not keep it back: the advisers see both and end the bridge.
  if (RivalIsOut(record, offer) || IsGivenAlready(record, offer)) {
    return Refusal{ReferralSentence::kOfferReplaced, {{"name", offer.name()}}, ""};
  }
  offer.set_state(*after);
  *offer.mutable_send_time() = ToProto(act.time);  // The terms of the partner begin now.
  *offer.mutable_hold_until_time() = ToProto(HoldFrom(setting, act.time));
  StartOfferClocks(record, offer, setting);
  Note(record, act, "freed", offer.name());
  return std::nullopt;
}

}  // namespace koppel::workflow
