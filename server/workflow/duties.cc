#include "server/workflow/duties.h"

#include <algorithm>

#include "base/resource_name.h"
#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offer_parts.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Choice;
using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Procedure;
using koppel::v1::Referral;
using koppel::v1::Waiting;

template <typename Records>
auto* NamedIn(const Records& records, const std::string& name) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.name() == name; });
  return found == records.end() ? nullptr : &*found;
}

// By when, where the term still matters. One that passed does: it is what somebody is late with.
std::optional<absl::Time> DueOfClock(const Case& record, Clock::Kind kind, const std::string& about) {
  const Clock* clock = FindClock(record, kind, about);
  const bool matters = clock != nullptr && (clock->state() == Clock::RUNNING || clock->state() == Clock::PASSED);
  return matters ? std::optional(FromProto(clock->due_time())) : std::nullopt;
}

std::optional<absl::Time> Soonest(std::optional<absl::Time> one, std::optional<absl::Time> other) {
  if (!one.has_value() || !other.has_value()) return one.has_value() ? one : other;
  return std::min(*one, *other);
}

// --- The request itself.

bool IsOutdated(const Case& record) {
  return !record.has_advice_time() || FromProto(record.content_time()) > FromProto(record.advice_time());
}

bool ChoseFromLatest(const Referral& referral) {
  return referral.has_choice() && referral.choice().advice() == referral.latest_advice();
}

bool HasLeadIn(const std::vector<Choice::ChosenPart>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.role() == Part::LEAD; });
}

// What brings a lead nearer.
Waiting::Step LeadStep(const Case& record) {
  const Referral& referral = record.referral();
  if (referral.latest_advice() == 0 || IsOutdated(record)) return Waiting::ADVISE;
  if (!ChoseFromLatest(referral)) return Waiting::CHOOSE;
  return referral.choice().parts().empty() ? Waiting::REVIEW : Waiting::ADVISE;
}

// Who was to join on this choice did not, and nobody else does in its place.
bool JoinFailed(const Case& record) {
  return std::any_of(record.offers().begin(), record.offers().end(), [&](const Offer& offer) {
    const bool failed =
        offer.state() == Offer::DECLINED || offer.state() == Offer::FAILED || offer.state() == Offer::EXPIRED;
    return failed && offer.role() != Part::LEAD && IsOfThisChoice(record, offer) && !IsReplaced(record, offer);
  });
}

// What was chosen and not sent yet is chosen anew, since the request changed.
Waiting::Step ChooseAnew(const Case& record) { return IsOutdated(record) ? Waiting::ADVISE : Waiting::CHOOSE; }

Waiting::Step JoinStep(const Case& record) {
  return ChoseFromLatest(record.referral()) || IsOutdated(record) ? Waiting::REVIEW : Waiting::CHOOSE;
}

}  // namespace

std::optional<Duty> DutyOf(const Case& record, const Offer& offer) {
  switch (offer.state()) {
    case Offer::PENDING:
      return Duty{offer.party(), IsTeamOffer(offer) ? Waiting::DECIDE : Waiting::ANSWER};
    case Offer::QUESTIONED:
      return Duty{AdvisersOf(record), Waiting::REPLY};
    case Offer::INTAKE:
      return Duty{offer.party(), Waiting::CONCLUDE_INTAKE};
    case Offer::ON_WAITING_LIST:
      return Duty{AdvisersOf(record), Waiting::REVIEW};
    default:
      return std::nullopt;
  }
}

std::optional<Duty> DutyOf(const Case& record, const Placement& placement) {
  switch (placement.state()) {
    case Placement::PLANNED:
      return Duty{AdvisersOf(record), Waiting::HAND_OVER};
    case Placement::HANDED_OVER:
      return Duty{ParentOf(placement.offering()), Waiting::FIRST_CONTACT};
    case Placement::CONTACTED:
      return Duty{ParentOf(placement.offering()), Waiting::START};
    default:
      return std::nullopt;
  }
}

std::optional<Duty> DutyOf(const Case& record, const Clock& clock) {
  if (const Offer* offer = NamedIn(record.offers(), clock.about())) return DutyOf(record, *offer);
  if (const Placement* placement = NamedIn(record.placements(), clock.about())) return DutyOf(record, *placement);
  // What the resident may do is nobody's duty.
  if (clock.kind() == Clock::PERSONAL_PLAN) return std::nullopt;
  return Duty{AdvisersOf(record), Waiting::REVIEW};
}

bool HoldEnds(const Offer& offer, const Setting& setting) {
  if (!offer.has_hold_until_time()) return false;
  const bool runs_on = setting.procedure.question_pauses() != Procedure::YES;
  return offer.state() == Offer::PENDING || (offer.state() == Offer::QUESTIONED && runs_on);
}

std::optional<absl::Time> DueOf(const Case& record, const Offer& offer, const Setting& setting) {
  const auto hold = HoldEnds(offer, setting) ? std::optional(FromProto(offer.hold_until_time())) : std::nullopt;
  return Soonest(DueOfClock(record, Clock::ANSWER, offer.name()), hold);
}

// What comes first: the contact, or where none was agreed the start.
std::optional<absl::Time> DueOf(const Case& record, const Placement& placement) {
  const auto contact = DueOfClock(record, Clock::FIRST_CONTACT, placement.name());
  return contact.has_value() ? contact : DueOfClock(record, Clock::START, placement.name());
}

std::vector<Waiting::Step> AdviserSteps(const Case& record, const Setting& setting) {
  const Referral& referral = record.referral();
  if (referral.state() == Referral::DRAFT) return {Waiting::SUBMIT};
  std::vector<Waiting::Step> steps;
  const std::vector<Choice::ChosenPart> unsent = UnsentParts(record);
  const bool outdated = ChoiceIsOutdated(record);
  if (!unsent.empty() && !outdated) steps.push_back(Waiting::SEND);
  const bool started = referral.state() == Referral::STARTED;
  const bool runs = started && !LostItsLead(record);
  const bool has_lead = runs || HasLead(record) || (HasLeadIn(unsent) && !outdated) || LeadWaits(record);
  if (!has_lead) steps.push_back(LeadStep(record));
  if (has_lead && JoinFailed(record)) steps.push_back(JoinStep(record));
  if (has_lead && !unsent.empty() && outdated) steps.push_back(ChooseAnew(record));
  if (!started && IsPingPong(record, setting)) steps.push_back(Waiting::MEET);
  return steps;
}

}  // namespace koppel::workflow
