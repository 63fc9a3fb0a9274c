#include "base/capacity.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace koppel {
namespace {

using koppel::v1::Capacity;

constexpr int64_t kMost = std::numeric_limits<int32_t>::max();

bool HasFigure(const Capacity& capacity) { return capacity.state() == Capacity::FREE && capacity.has_reported_free(); }

bool IsTaken(const Capacity& capacity) {
  return capacity.state() == Capacity::FULL || capacity.state() == Capacity::WAITING_LIST;
}

// Where the provider said that all was taken and more ended since than began.
bool CameFree(const Capacity& capacity) { return IsTaken(capacity) && capacity.held() < 0; }

bool CountsPlaces(const Capacity& capacity) {
  return capacity.unit() != Capacity::HOURS_PER_WEEK && capacity.unit() != Capacity::HALF_DAY;
}

int32_t Within(int64_t value) { return static_cast<int32_t>(std::clamp<int64_t>(value, -kMost, kMost)); }

// One more than the provider said there was. What is in use stays what it is: the total grows with it.
void RaiseFigure(Capacity& capacity) {
  const int64_t more = int64_t{capacity.held()} - capacity.reported_free();
  if (!HasFigure(capacity) || more <= 0) return;
  capacity.set_reported_free(capacity.held());
  if (capacity.has_total()) capacity.set_total(Within(capacity.total() + more));
}

}  // namespace

std::optional<int> FreeOf(const Capacity& capacity) {
  if (CameFree(capacity)) return Within(-int64_t{capacity.held()});
  if (!capacity.has_reported_free()) return std::nullopt;
  return Within(std::max<int64_t>(int64_t{capacity.reported_free()} - capacity.held(), 0));
}

Capacity::State StateOf(const Capacity& capacity) {
  if (CameFree(capacity)) return Capacity::FREE;
  const bool taken = HasFigure(capacity) && *FreeOf(capacity) == 0;
  return taken ? Capacity::FULL : capacity.state();
}

bool HasRoom(const Capacity& capacity) {
  const Capacity::State state = StateOf(capacity);
  return state == Capacity::OPEN || state == Capacity::ASSESSMENT_FIRST || state == Capacity::FREE;
}

Capacity TakeUp(Capacity capacity) {
  if (!CountsPlaces(capacity) || !(HasFigure(capacity) || CameFree(capacity))) return capacity;
  capacity.set_held(Within(int64_t{capacity.held()} + 1));
  RaiseFigure(capacity);
  return capacity;
}

Capacity GiveBack(Capacity capacity) {
  if (!CountsPlaces(capacity) || !(HasFigure(capacity) || IsTaken(capacity))) return capacity;
  capacity.set_held(Within(int64_t{capacity.held()} - 1));
  return capacity;
}

}  // namespace koppel
