#include "server/cases/places.h"

#include <algorithm>
#include <utility>

#include "base/capacity.h"
#include "base/resource_name.h"
#include "server/proto_time.h"

namespace koppel::server {
namespace {

using workflow::Case;

const v1::Placement* PlacementOf(const Case& record, int number) {
  const auto& all = record.placements();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const v1::Placement& one) { return NumberOf(one.name()) == number; });
  return found == all.end() ? nullptr : &*found;
}

// Offers are in the order of their numbers, from 1.
const v1::Offer* OfferOf(const Case& record, int number) {
  return number >= 1 && number <= record.offers_size() ? &record.offers(number - 1) : nullptr;
}

bool IsHeldFor(const v1::Offer* offer) {
  return offer != nullptr && offer->has_hold_until_time() && workflow::IsOut(*offer);
}

class PlaceCount {
 public:
  explicit PlaceCount(const std::map<std::string, v1::Capacity>& capacities) : capacities_(capacities) {}

  // Whether anything is counted there.
  bool TakeUpAt(const std::string& offering) { return Change(offering, &TakeUp); }
  void GiveBackAt(const std::string& offering) { Change(offering, &GiveBack); }

  // Whether the hold is in the count that the capacity has now.
  bool Counts(const v1::Offer& hold) const {
    const auto known = capacities_.find(hold.offering());
    return known != capacities_.end() && FromProto(hold.send_time()) >= FromProto(known->second.confirm_time());
  }

  // Another server's report may be a moment ahead of the step; the hold comes after it all the same.
  void BeginAfterReport(v1::Offer& hold) const {
    if (!Counts(hold)) *hold.mutable_send_time() = capacities_.at(hold.offering()).confirm_time();
  }

  std::map<std::string, v1::Capacity> Take() { return std::move(changed_); }

 private:
  bool Change(const std::string& offering, v1::Capacity (*change)(v1::Capacity)) {
    const auto known = capacities_.find(offering);
    if (known == capacities_.end()) return false;
    const auto already = changed_.find(offering);
    const v1::Capacity& now = already == changed_.end() ? known->second : already->second;
    v1::Capacity then = change(now);
    if (then.held() == now.held()) return false;
    changed_[offering] = std::move(then);
    return true;
  }

  const std::map<std::string, v1::Capacity>& capacities_;
  std::map<std::string, v1::Capacity> changed_;
};

void CountPlacement(const Case& before, v1::Placement& placement, PlaceCount& count) {
  const int number = NumberOf(placement.name());
  const bool over = placement.state() == v1::Placement::ENDED;
  if (PlacementOf(before, number) == nullptr && !over) {
    const v1::Offer* offer = OfferOf(before, number);
    const bool has_place = IsHeldFor(offer) && offer->offering() == placement.offering() && count.Counts(*offer);
    placement.set_held(has_place || count.TakeUpAt(placement.offering()) ? 1 : 0);
  } else if (over && placement.held() > 0) {
    count.GiveBackAt(placement.offering());
    placement.set_held(0);
  }
}

// Only what is counted can be held.
void CountOffer(const Case& before, const Case& after, v1::Offer& offer, PlaceCount& count) {
  const int number = NumberOf(offer.name());
  const v1::Offer* was = OfferOf(before, number);
  if (!IsHeldFor(was) && IsHeldFor(&offer)) {
    if (!count.TakeUpAt(offer.offering())) return offer.clear_hold_until_time();
    count.BeginAfterReport(offer);
  } else if (IsHeldFor(was) && !IsHeldFor(&offer) && count.Counts(*was)) {
    const v1::Placement* placement = PlacementOf(after, number);
    if (placement == nullptr || placement->offering() != was->offering()) count.GiveBackAt(was->offering());
  }
}

}  // namespace

std::map<std::string, v1::Capacity> CountPlaces(const Case& before, Case& after,
                                                const std::map<std::string, v1::Capacity>& capacities) {
  PlaceCount count(capacities);
  for (v1::Placement& placement : *after.mutable_placements()) CountPlacement(before, placement, count);
  for (v1::Offer& offer : *after.mutable_offers()) CountOffer(before, after, offer, count);
  return count.Take();
}

}  // namespace koppel::server
