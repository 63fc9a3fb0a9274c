#include "server/workflow/case.h"

#include <algorithm>

#include "base/resource_name.h"
#include "server/workflow/offer_parts.h"

namespace koppel::workflow {
namespace {

using koppel::v1::DeclineReason;
using koppel::v1::Event;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;

template <typename Records>
auto* FindByName(Records& records, const std::string& name) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.name() == name; });
  return found == records.end() ? nullptr : &*found;
}

bool ShareNeeds(const Offer& one, const Offer& other) {
  return std::any_of(one.needs().begin(), one.needs().end(), [&](int need) {
    return std::find(other.needs().begin(), other.needs().end(), need) != other.needs().end();
  });
}

bool IsChosen(const Referral& referral, const Offer& offer) {
  const auto& parts = referral.choice().parts();
  return std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
    return part.role() == offer.role() && part.offering() == offer.offering();
  });
}

// There is one lead. Who joins takes the place of another that was for the same need and is no longer chosen: two may
// join for one need.
bool IsForTheSamePart(const Referral& referral, const Offer& offer, const Offer& later) {
  if (IsRival(offer, later)) return true;
  return offer.role() == later.role() && ShareNeeds(offer, later) && !IsChosen(referral, offer);
}

bool HasThePart(const Case& record, const Offer& offer, const Offer& other) {
  return IsRival(offer, other) && (IsOut(other) || RunsYet(record, other));
}

}  // namespace

std::string AdvisersOf(const Case& record) { return ParentOf(record.referral().name()); }

Offer* FindOffer(Case& record, const std::string& name) { return FindByName(*record.mutable_offers(), name); }

Placement* FindPlacement(Case& record, const std::string& name) {
  return FindByName(*record.mutable_placements(), name);
}

Offer& AddOffer(Case& record) {
  const int number = record.offers_size() + 1;
  Offer& offer = *record.add_offers();
  offer.set_name(OfferName(record.referral().name(), number));
  return offer;
}

Placement& AddPlacement(Case& record, const Offer& offer, const Act& act) {
  Placement& placement = *record.add_placements();
  placement.set_name(PlacementName(record.referral().name(), NumberOf(offer.name())));
  placement.set_role(offer.role());
  placement.set_offering(offer.offering());
  placement.set_state(Placement::PLANNED);
  *placement.mutable_accept_time() = ToProto(act.time);
  placement.set_planned_start_date(offer.start_date());
  return placement;
}

bool IsOut(const Offer& offer) {
  return offer.state() == Offer::PENDING || offer.state() == Offer::QUESTIONED || offer.state() == Offer::INTAKE;
}

bool IsOpen(const Referral& referral) {
  return referral.state() == Referral::SUBMITTED || referral.state() == Referral::OFFERED ||
         referral.state() == Referral::STARTED;
}

bool NothingRuns(const Case& record) {
  return std::all_of(record.placements().begin(), record.placements().end(),
                     [](const Placement& placement) { return placement.state() == Placement::ENDED; }) &&
         std::none_of(record.offers().begin(), record.offers().end(),
                      [](const Offer& offer) { return IsOut(offer) || offer.state() == Offer::ON_WAITING_LIST; });
}

bool IsRival(const Offer& offer, const Offer& other) {
  if (other.name() == offer.name() || other.role() != offer.role()) return false;
  return offer.role() == Part::LEAD || other.offering() == offer.offering();
}

bool IsReplaced(const Case& record, const Offer& offer) {
  return std::any_of(record.offers().begin(), record.offers().end(), [&](const Offer& other) {
    if (NumberOf(other.name()) <= NumberOf(offer.name())) return HasThePart(record, offer, other);
    if (!IsOut(other) && other.state() != Offer::ACCEPTED) return false;
    return other.replaces() == offer.name() || IsForTheSamePart(record.referral(), offer, other);
  });
}

bool MayActFor(const std::string& party, const std::string& on_behalf_of, const Act& act) {
  if (!on_behalf_of.empty()) return on_behalf_of == party;
  return std::any_of(act.parties.begin(), act.parties.end(),
                     [&](const std::string& own) { return own == "*" || own == party; });
}

Outcome NotYours(const std::string& name, const std::string& party, const std::string& on_behalf_of, const Act& act) {
  if (MayActFor(party, on_behalf_of, act)) return std::nullopt;
  return Refusal{ReferralSentence::kNotYourOffer, {{"name", name}, {"party", party}}, ""};
}

const Agreed& AgreedWith(const Setting& setting, const std::string& party) {
  static const auto& none = *new Agreed;
  const auto found = setting.agreed.find(party);
  return found == setting.agreed.end() ? none : found->second;
}

const DeclineReason* FindReason(const Setting& setting, const std::string& id) {
  for (const DeclineReason& reason : setting.decline_reasons) {
    if (reason.id() == id) return &reason;
  }
  return nullptr;
}

Event& Note(Case& record, const Act& act, const std::string& code, const std::string& about) {
  auto& events = *record.mutable_referral()->mutable_events();
  Event& event = *events.Add();
  *event.mutable_event_time() = ToProto(act.time);
  event.set_code(code);
  event.set_by(act.by);
  event.set_about(about);
  if (events.size() > kMaxEvents) events.DeleteSubrange(0, events.size() - kMaxEvents);
  return *events.rbegin();
}

google::protobuf::Timestamp ToProto(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

}  // namespace koppel::workflow
