// What would have answered the resident's first need, had nothing stood in the way.

#ifndef KOPPEL_MATCHER_MATCHING_NEAR_MISSES_H_
#define KOPPEL_MATCHER_MATCHING_NEAR_MISSES_H_

#include <vector>

#include "matcher/matching/candidates.h"

namespace koppel::matcher {

// What is excluded, or could only join where nobody leads. At most three: fewest obstacles first, then those that
// answer best, then the nearest. Looks in the resident's municipality, and elsewhere only when there is nothing there.
std::vector<Candidate> FindNearMisses(const World& world, const CompiledRequest& request,
                                      const RequestFacts& request_facts, const std::vector<Candidate>& candidates);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_NEAR_MISSES_H_
