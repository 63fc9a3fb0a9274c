// Which team an offering would work in for a request.

#ifndef KOPPEL_MATCHER_MATCHING_TEAMS_H_
#define KOPPEL_MATCHER_MATCHING_TEAMS_H_

#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

// The team that works where the resident lives and in which the provider is a partner with this offering; only care is
// given in teams. kNone when there is none. A team that decides who starts goes before one that does not.
int TeamOf(const World& world, const CompiledRequest& request, int offering);

// Whether the team works where the resident lives.
bool WorksFor(const TeamRow& team, const CompiledRequest& request);

// The rules for this request and offering: those of the offering's team where it has its own, else the municipality's.
const CompiledRules& RulesFor(const World& world, const CompiledRequest& request, int offering);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_TEAMS_H_
