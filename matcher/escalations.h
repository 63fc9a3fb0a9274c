// Whom to call or send to first.

#ifndef KOPPEL_MATCHER_ESCALATIONS_H_
#define KOPPEL_MATCHER_ESCALATIONS_H_

#include <vector>

#include "matcher/request.h"
#include "matcher/world_data.h"

namespace koppel::matcher {

struct EscalationDraft {
  const CompiledRoute* route;
  int offering;  // kNone for a number that stands in the rules alone.
};

// In the order of the rules; each offering and each number once.
std::vector<EscalationDraft> FindEscalations(const World& world, const CompiledRequest& request);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_ESCALATIONS_H_
