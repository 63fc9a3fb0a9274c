// What a trial of rules means for whom, in a few plain sentences for an administrator.

#ifndef KOPPEL_MATCHER_TRIAL_FAIRNESS_H_
#define KOPPEL_MATCHER_TRIAL_FAIRNESS_H_

#include "koppel/v1/rule_service.pb.h"

namespace koppel::matcher {

// A group stands out in a count when it has at least this many requests and so have the others together,
inline constexpr int kLargeEnough = 20;
// its share is at least this many percent of the share among the others,
inline constexpr int kTimesPercent = 150;
// and at least this many percentage points larger.
inline constexpr int kPointsMore = 10;

// Speaks of what is shown in the answer alone, so that it tells no hidden count. Names the groups that stand out,
// largest differences first, eight at most. Says what to look at, and that this is no proof of fairness.
koppel::v1::LocalizedText FairnessOf(const koppel::v1::CompareRuleSetsResponse& shown);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_TRIAL_FAIRNESS_H_
