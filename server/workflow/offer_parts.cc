#include "server/workflow/offer_parts.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "base/resource_name.h"
#include "server/workflow/clocks.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Choice;
using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;

bool AnyOffer(const Case& record, const auto& matches) {
  return std::any_of(record.offers().begin(), record.offers().end(), matches);
}

bool IsOutOrRuns(const Case& record, const Offer& offer) { return IsOut(offer) || RunsYet(record, offer); }

// A yes, a no or silence. What was recalled may be sent again.
bool IsDone(const Offer& offer) {
  return offer.state() == Offer::ACCEPTED || offer.state() == Offer::DECLINED || offer.state() == Offer::FAILED ||
         offer.state() == Offer::EXPIRED;
}

// Also with a yes that came after the choice to what was sent before.
bool WasTried(const Case& record, const Choice::ChosenPart& part) {
  const absl::Time chosen = FromProto(record.referral().choice().record_time());
  return AnyOffer(record, [&](const Offer& offer) {
    const bool late_yes = offer.state() == Offer::ACCEPTED && FromProto(offer.answer_time()) >= chosen;
    return offer.role() == part.role() && offer.offering() == part.offering() && IsDone(offer) &&
           (IsOfThisChoice(record, offer) || late_yes);
  });
}

// Whether the request was taken up again, or lost its lead, after all that happened to the offer.
bool IsFromBefore(const Case& record, const Offer& offer) {
  const auto& events = record.referral().events();
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (event->about() == offer.name()) return false;
    if (event->code() == kReopened || event->code() == kLeadLost) return true;
  }
  return false;
}

bool WasAnswered(const Offer& offer) {
  return offer.state() == Offer::ACCEPTED || offer.state() == Offer::DECLINED || offer.state() == Offer::FAILED ||
         offer.state() == Offer::INTAKE;
}

// What begins is waited for no longer: a place that came free would make it begin twice. A lead that bridges does not
// end the wait for another.
void EndWaitFor(Case& record, Part::Role role, const std::string& offering, absl::Time time) {
  for (Offer& offer : *record.mutable_offers()) {
    const bool waits = offer.state() == Offer::ON_WAITING_LIST;
    if (!waits || offer.role() != role || offer.offering() != offering) continue;
    offer.set_state(After(offer.state(), OfferVerb::kRecall).value_or(offer.state()));
    Note(record, Act{kItself, time, {}}, "recalled", offer.name());
  }
}

}  // namespace

bool RunsYet(const Case& record, const Offer& offer) {
  if (offer.state() != Offer::ACCEPTED) return false;
  const std::string name = PlacementName(record.referral().name(), NumberOf(offer.name()));
  return std::any_of(record.placements().begin(), record.placements().end(), [&](const Placement& placement) {
    return placement.name() == name && placement.state() != Placement::ENDED;
  });
}

bool HasLead(const Case& record) {
  return AnyOffer(record, [&](const Offer& offer) { return offer.role() == Part::LEAD && IsOutOrRuns(record, offer); });
}

bool LeadWaits(const Case& record) {
  return AnyOffer(
      record, [](const Offer& offer) { return offer.role() == Part::LEAD && offer.state() == Offer::ON_WAITING_LIST; });
}

bool LostItsLead(const Case& record) {
  const auto& placements = record.placements();
  const auto last = std::find_if(placements.rbegin(), placements.rend(),
                                 [](const Placement& placement) { return placement.role() == Part::LEAD; });
  if (last == placements.rend() || HasLead(record)) return false;
  return last->end_reason() == Placement::NEVER_BEGAN || last->end_reason() == Placement::PROVIDER_STOPPED;
}

bool IsTaken(const Case& record, Part::Role role, const std::string& offering) {
  if (role == Part::LEAD && HasLead(record)) return true;
  return AnyOffer(record, [&](const Offer& offer) {
    return offer.role() == role && offer.offering() == offering &&
           (IsOutOrRuns(record, offer) || offer.state() == Offer::ON_WAITING_LIST);
  });
}

bool IsOfThisChoice(const Case& record, const Offer& offer) {
  const auto& referral = record.referral();
  return referral.has_choice() && FromProto(offer.send_time()) >= FromProto(referral.choice().record_time());
}

bool ChoiceIsOutdated(const Case& record) {
  const auto& referral = record.referral();
  return referral.has_choice() && FromProto(record.content_time()) > FromProto(referral.choice().record_time());
}

std::vector<Choice::ChosenPart> UnsentParts(const Case& record) {
  std::vector<Choice::ChosenPart> unsent;
  for (const Choice::ChosenPart& part : record.referral().choice().parts()) {
    if (!IsTaken(record, part.role(), part.offering()) && !WasTried(record, part)) unsent.push_back(part);
  }
  return unsent;
}

Offer& AddSent(Case& record, Part::Role role, const std::string& offering, const std::string& party, const Act& act) {
  Offer& offer = AddOffer(record);
  offer.set_role(role);
  offer.set_offering(offering);
  offer.set_party(party);
  offer.set_urgency(record.referral().urgency());
  offer.set_state(Offer::PENDING);
  // Never before the choice, also where another server's clock is behind.
  *offer.mutable_send_time() = ToProto(std::max(act.time, FromProto(record.referral().choice().record_time())));
  return offer;
}

bool IsTeamOffer(const Offer& offer) { return absl::StartsWith(offer.party(), "teams/"); }

Refusal NoSuchOffer(const std::string& name) {
  return {ReferralSentence::kOfferClosed, {{"name", name}, {"state", ""}}, ""};
}

Refusal Closed(const Offer& offer) {
  return {ReferralSentence::kOfferClosed, {{"name", offer.name()}, {"state", Offer::State_Name(offer.state())}}, ""};
}

Outcome CannotAnswer(const Case& record, const Offer& offer, OfferVerb verb) {
  // An answer from before the request was called off, ended or taken up again no longer counts.
  if (!After(record.referral().state(), ReferralVerb::kStart).has_value()) return Closed(offer);
  if (offer.state() == Offer::EXPIRED && IsFromBefore(record, offer)) return Closed(offer);
  if (WasAnswered(offer)) {
    return Refusal{
        ReferralSentence::kOfferAnswered, {{"name", offer.name()}, {"state", Offer::State_Name(offer.state())}}, ""};
  }
  if (offer.state() == Offer::EXPIRED && IsReplaced(record, offer)) {
    return Refusal{ReferralSentence::kOfferReplaced, {{"name", offer.name()}}, ""};
  }
  if (!After(offer.state(), verb).has_value()) return Closed(offer);
  return std::nullopt;
}

void MarkHeard(Case& record, Offer& offer, const std::string& on_behalf_of, const Act& act) {
  offer.set_recorded_by(on_behalf_of.empty() ? "" : act.by);
  Meet(record, Clock::RECEIPT, offer.name(), act.time);
}

void MarkAnswered(Case& record, Offer& offer, const std::string& on_behalf_of, const Act& act) {
  MarkHeard(record, offer, on_behalf_of, act);
  Meet(record, Clock::ANSWER, offer.name(), act.time);
  const Clock* clock = FindClock(record, Clock::ANSWER, offer.name());
  offer.set_late(offer.state() == Offer::EXPIRED || (clock != nullptr && clock->state() == Clock::MET_LATE));
  *offer.mutable_answer_time() = ToProto(act.time);
}

Placement& Accept(Case& record, Offer& offer, const std::string& offering, const Setting& setting, const Act& act) {
  offer.set_state(After(offer.state(), OfferVerb::kAccept).value_or(offer.state()));
  auto& referral = *record.mutable_referral();
  if (offer.role() == Part::LEAD) {
    referral.set_state(After(referral.state(), ReferralVerb::kStart).value_or(referral.state()));
  }
  EndWaitFor(record, offer.role(), offering, act.time);
  Placement& placement = AddPlacement(record, offer, act);
  placement.set_offering(offering);
  StartPlacementClock(record, placement, setting, act.time);
  return placement;
}

}  // namespace koppel::workflow
