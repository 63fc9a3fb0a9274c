#include "server/workflow/placements.h"

#include <optional>
#include <string>

#include "base/civil.h"
#include "base/resource_name.h"
#include "server/workflow/clocks.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Placement;

// A step with a placement: which, by which verb, in which call, and for steps of the partner on whose behalf.
struct PlacementStep {
  std::string name;
  PlacementVerb verb;
  const char* call;
  std::optional<std::string> on_behalf_of;
};

// The provider of what is given; where a team was asked, the team too.
Outcome NotTheirs(Case& record, const Placement& placement, const std::string& on_behalf_of, const Act& act) {
  const Outcome refused = NotYours(placement.name(), ParentOf(placement.offering()), on_behalf_of, act);
  const Offer* offer = FindOffer(record, OfferName(record.referral().name(), NumberOf(placement.name())));
  if (offer != nullptr && MayActFor(offer->party(), on_behalf_of, act)) return std::nullopt;
  return refused;
}

// Sets the state after the verb; refused where it is not possible. The server asks only for placements that exist.
Outcome TakeStepWith(Case& record, const PlacementStep& step, const Act& act, Placement*& placement) {
  placement = FindPlacement(record, step.name);
  if (placement == nullptr) return WrongState(step.name, "", step.call);
  if (step.on_behalf_of.has_value()) {
    if (const Outcome refused = NotTheirs(record, *placement, *step.on_behalf_of, act)) return refused;
  }
  const auto after = After(placement->state(), step.verb);
  if (!after.has_value()) return WrongState(step.name, Placement::State_Name(placement->state()), step.call);
  placement->set_state(*after);
  return std::nullopt;
}

// Not in the future and not before `earliest`.
Outcome CheckMoment(const std::string& field, absl::Time time, absl::Time earliest, const Setting& setting,
                    const Act& act) {
  if (time > act.time) return InFuture(field);
  if (time < earliest) return TooEarly(field, FormatDate(setting.calendar.DayOf(earliest)));
  return std::nullopt;
}

Outcome CheckDay(const std::string& field, absl::CivilDay day, absl::CivilDay earliest, const Setting& setting,
                 const Act& act) {
  if (day > setting.calendar.DayOf(act.time)) return InFuture(field);
  if (day < earliest) return TooEarly(field, FormatDate(earliest));
  return std::nullopt;
}

// The day that was given, today where none was.
absl::CivilDay DayOr(const std::string& date, const Setting& setting, const Act& act) {
  return ParseDate(date).value_or(setting.calendar.DayOf(act.time));
}

// Something that happened on a day, seen from the clocks: now where it is today.
absl::Time MomentOn(absl::CivilDay day, const Setting& setting, const Act& act) {
  return day == setting.calendar.DayOf(act.time) ? act.time : setting.calendar.StartOf(day);
}

absl::CivilDay FirstDayFor(const Placement& placement, const Setting& setting) {
  const bool contacted = placement.has_first_contact_time();
  return setting.calendar.DayOf(FromProto(contacted ? placement.first_contact_time() : placement.handover_time()));
}

// Of a placement that never began: the day on which it was accepted.
absl::CivilDay EarliestEnd(const Placement& placement, const Setting& setting) {
  const auto start = ParseDate(placement.start_date());
  return start.has_value() ? *start : setting.calendar.DayOf(FromProto(placement.accept_time()));
}

}  // namespace

Outcome HandOver(Case& record, const koppel::v1::RecordHandoverRequest& request, const Setting& setting,
                 const Act& act) {
  Placement* placement = nullptr;
  const PlacementStep step = {request.name(), PlacementVerb::kHandOver, "RecordHandover", std::nullopt};
  if (const Outcome refused = TakeStepWith(record, step, act, placement)) return refused;
  if (request.road() == Placement::ROAD_UNSPECIFIED) return FieldMissing("road");
  const absl::Time time = request.has_handover_time() ? FromProto(request.handover_time()) : act.time;
  const absl::Time earliest = FromProto(placement->accept_time());
  if (const Outcome refused = CheckMoment("handover_time", time, earliest, setting, act)) return refused;
  *placement->mutable_handover_time() = ToProto(time);
  placement->set_handover_road(request.road());
  StartContactClock(record, *placement, setting, time);
  Note(record, act, step.call, step.name).set_reason(Placement::Road_Name(request.road()));
  return std::nullopt;
}

Outcome Contact(Case& record, const koppel::v1::RecordFirstContactRequest& request, const Setting& setting,
                const Act& act) {
  Placement* placement = nullptr;
  const PlacementStep step = {request.name(), PlacementVerb::kContact, "RecordFirstContact", request.on_behalf_of()};
  if (const Outcome refused = TakeStepWith(record, step, act, placement)) return refused;
  const absl::Time time = request.has_contact_time() ? FromProto(request.contact_time()) : act.time;
  const absl::Time earliest = FromProto(placement->handover_time());
  if (const Outcome refused = CheckMoment("contact_time", time, earliest, setting, act)) return refused;
  *placement->mutable_first_contact_time() = ToProto(time);
  Meet(record, Clock::FIRST_CONTACT, step.name, time);
  Note(record, act, step.call, step.name).set_on_behalf_of(request.on_behalf_of());
  return std::nullopt;
}

Outcome Start(Case& record, const koppel::v1::StartPlacementRequest& request, const Setting& setting, const Act& act) {
  Placement* placement = nullptr;
  const PlacementStep step = {request.name(), PlacementVerb::kStart, "StartPlacement", request.on_behalf_of()};
  if (const Outcome refused = TakeStepWith(record, step, act, placement)) return refused;
  const absl::CivilDay day = DayOr(request.start_date(), setting, act);
  const absl::CivilDay earliest = FirstDayFor(*placement, setting);
  if (const Outcome refused = CheckDay("start_date", day, earliest, setting, act)) return refused;
  placement->set_start_date(FormatDate(day));
  // Who starts without a first contact that was recorded has contact now at the latest.
  if (!placement->has_first_contact_time()) Meet(record, Clock::FIRST_CONTACT, step.name, MomentOn(day, setting, act));
  Meet(record, Clock::START, step.name, MomentOn(day, setting, act));
  Note(record, act, step.call, step.name).set_on_behalf_of(request.on_behalf_of());
  return std::nullopt;
}

Outcome End(Case& record, const koppel::v1::EndPlacementRequest& request, const Setting& setting, const Act& act) {
  Placement* placement = nullptr;
  const PlacementStep step = {request.name(), PlacementVerb::kEnd, "EndPlacement", request.on_behalf_of()};
  if (const Outcome refused = TakeStepWith(record, step, act, placement)) return refused;
  if (request.reason() == Placement::END_REASON_UNSPECIFIED) return FieldMissing("reason");
  const absl::CivilDay day = DayOr(request.end_date(), setting, act);
  if (const Outcome refused = CheckDay("end_date", day, EarliestEnd(*placement, setting), setting, act)) return refused;
  placement->set_end_date(FormatDate(day));
  placement->set_end_reason(request.reason());
  Drop(record, step.name);
  auto& event = Note(record, act, step.call, step.name);
  event.set_reason(Placement::EndReason_Name(request.reason()));
  event.set_on_behalf_of(request.on_behalf_of());
  return std::nullopt;
}

}  // namespace koppel::workflow
