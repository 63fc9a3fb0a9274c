#include "server/handlers/capacities.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"
#include "server/proto_time.h"

namespace koppel::server {
namespace {

using koppel::v1::Capacity;

// The place in the order of ListCapacities: who never said anything comes before all.
using Place = std::tuple<int64_t, std::string>;

Place PlaceOf(const Capacity& capacity) {
  const int64_t micros = capacity.has_confirm_time() ? absl::ToUnixMicros(FromProto(capacity.confirm_time()))
                                                     : std::numeric_limits<int64_t>::min();
  return {micros, capacity.name()};
}

Capacity Unknown(const std::string& offering) {
  Capacity capacity;
  capacity.set_name(CapacityName(offering));
  capacity.set_state(Capacity::UNKNOWN);
  return capacity;
}

int ShelfLifeDays(const Call& call) {
  return matcher::SourceOf(call.environment.world.Current()->rules.layers->For("")).capacity_shelf_life_days();
}

// What a caller wants to see.
class Filter {
 public:
  Filter(const Call& call, const v1::ListCapacitiesRequest& request) {
    if (request.has_confirmed_before()) before_ = FromProto(request.confirmed_before());
    if (!request.stale_only()) return;
    skip_open_ = true;
    before_ = std::min(before_, call.environment.clock.Now() - absl::Hours(24) * (ShelfLifeDays(call) + 1));
  }

  bool Wants(const Capacity& capacity) const {
    if (skip_open_ && capacity.state() == Capacity::OPEN) return false;
    return !capacity.has_confirm_time() || FromProto(capacity.confirm_time()) < before_;
  }

 private:
  absl::Time before_ = absl::InfiniteFuture();
  bool skip_open_ = false;
};

// The capacity of every offering of the provider, also of those without a record.
absl::StatusOr<std::vector<Capacity>> ReadCapacities(Call& call, const std::string& prefix) {
  storage::Directory& directory = call.environment.directory;
  ASSIGN_OR_RETURN(const storage::Page offerings, directory.List(storage::Collection::kOfferings, prefix, "", 0));
  ASSIGN_OR_RETURN(const storage::Page stored, directory.List(storage::Collection::kCapacities, prefix, "", 0));
  absl::flat_hash_map<std::string, const Capacity*> by_name;
  for (const auto& record : stored.records) by_name[record.name] = &record.entry.capacity();
  std::vector<Capacity> capacities;
  for (const auto& offering : offerings.records) {
    const auto found = by_name.find(CapacityName(offering.name));
    capacities.push_back(found == by_name.end() ? Unknown(offering.name) : *found->second);
  }
  call.revision = offerings.revision;
  return capacities;
}

}  // namespace

absl::StatusOr<Capacity> GetCapacity(Call& call, const v1::GetCapacityRequest& request) {
  const std::string offering = ParentOf(request.name());
  RETURN_IF_ERROR(GetRecord(call, offering).status());
  ASSIGN_OR_RETURN(const std::optional<storage::Stored> stored, FindRecord(call, request.name()));
  return stored.has_value() ? stored->entry.capacity() : Unknown(offering);
}

absl::StatusOr<v1::ListCapacitiesResponse> ListCapacities(Call& call, const v1::ListCapacitiesRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  const bool all = request.parent().empty() || request.parent() == kAnyParent;
  if (!all) RETURN_IF_ERROR(GetRecord(call, request.parent()).status());
  ASSIGN_OR_RETURN(std::vector<Capacity> capacities, ReadCapacities(call, all ? "" : request.parent() + "/"));

  const Filter filter(call, request);
  std::erase_if(capacities, [&](const Capacity& capacity) {
    const bool seen =
        wanted.from.has_value() && PlaceOf(capacity) <= Place(wanted.from->offset(), wanted.from->last_key());
    return seen || !filter.Wants(capacity);
  });
  std::sort(capacities.begin(), capacities.end(), [](const auto& a, const auto& b) { return PlaceOf(a) < PlaceOf(b); });

  v1::ListCapacitiesResponse response;
  response.set_shelf_life_days(ShelfLifeDays(call));
  const size_t count = std::min(capacities.size(), static_cast<size_t>(wanted.size));
  for (size_t i = 0; i < count; ++i) *response.add_capacities() = capacities[i];
  if (count < capacities.size()) {
    const auto& [micros, name] = PlaceOf(capacities[count - 1]);
    response.set_next_page_token(wanted.Next(name, micros, call.revision.value));
  }
  return response;
}

absl::StatusOr<Capacity> SetCapacity(Call& call, const v1::SetCapacityRequest& request) {
  const std::string& name = request.capacity().name();
  ASSIGN_OR_RETURN(const std::optional<storage::Stored> current, FindRecord(call, name));
  RETURN_IF_ERROR(CheckEtag(request.capacity().etag(), name, current));
  Capacity capacity = request.capacity();
  *capacity.mutable_confirm_time() = ToProto(call.environment.clock.Now());
  capacity.clear_held();  // Counted from here.
  return As<Capacity>(PutRecord(call, capacity, current, request.validate_only()));
}

}  // namespace koppel::server
