// Whom to call or send to first.

#ifndef KOPPEL_MATCHER_MATCHING_ESCALATIONS_H_
#define KOPPEL_MATCHER_MATCHING_ESCALATIONS_H_

#include <vector>

#include "matcher/matching/edited_rows.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct EscalationDraft {
  const CompiledRoute* route;
  int offering;  // kNone for a number that stands in the rules alone.
};

// In the order of the rules; each offering and each number once. With `edited` as things would be with those rows.
std::vector<EscalationDraft> FindEscalations(const World& world, const CompiledRequest& request,
                                             const EditedRows* edited = nullptr);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_ESCALATIONS_H_
