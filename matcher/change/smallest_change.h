// The smallest change that lets a candidate lead: as few levers as possible, then the least cost, then the order of the
// table. Exact: every set of levers that could do is looked at, and the whole candidate is judged again after each.
//
// It holds for the rules as they count today, also where a step is to wait.

#ifndef KOPPEL_MATCHER_CHANGE_SMALLEST_CHANGE_H_
#define KOPPEL_MATCHER_CHANGE_SMALLEST_CHANGE_H_

#include <optional>

#include "koppel/v1/explanation.pb.h"
#include "matcher/matching/reason.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

// A larger change is of no use to anybody.
inline constexpr int kMaxSteps = 6;

// How many drafts are judged for one candidate before it is left at that.
inline constexpr int kMaxTrials = 20000;

struct Remedy {
  std::optional<v1::Change> change;
  // Why there is none: what stands in the way that no change removes; where each could be removed by itself, all that
  // stands in the way; or that a bound was reached.
  google::protobuf::RepeatedPtrField<v1::Reason> unchangeable;
};

// For a candidate that may not lead. `escalated`: whether a route applies.
Remedy FindRemedy(const World& world, const CompiledRequest& request, bool escalated, int offering);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_CHANGE_SMALLEST_CHANGE_H_
