#include "matcher/matching/teams.h"

#include <algorithm>

namespace koppel::matcher {
namespace {

bool TakesPart(const TeamRow& team, const OfferingRow& row, int offering) {
  return std::any_of(team.members.begin(), team.members.end(), [&](const TeamRow::Member& member) {
    if (member.provider != row.provider || member.role != v1::Team::PARTNER) return false;
    if (member.offerings.empty()) return team.WorksIn(row.form);
    return std::find(member.offerings.begin(), member.offerings.end(), offering) != member.offerings.end();
  });
}

}  // namespace

bool WorksFor(const TeamRow& team, const CompiledRequest& request) {
  return std::any_of(team.areas.begin(), team.areas.end(), [&](int area) {
    return std::find(request.around.begin(), request.around.end(), area) != request.around.end();
  });
}

int TeamOf(const World& world, const CompiledRequest& request, int offering) {
  const OfferingRow& row = world.offerings[offering];
  int found = kNone;
  if (row.kind != v1::Offering::CARE) return found;
  for (int i = 0; i < static_cast<int>(world.teams.size()); ++i) {
    const TeamRow& team = world.teams[i];
    if (!TakesPart(team, row, offering) || !WorksFor(team, request)) continue;
    if (found == kNone || (team.decides_who_starts && !world.teams[found].decides_who_starts)) found = i;
  }
  return found;
}

const CompiledRules& RulesFor(const World& world, const CompiledRequest& request, int offering) {
  if (request.team_rules.empty()) return request.rules;
  const int team = TeamOf(world, request, offering);
  for (const auto& [other, rules] : request.team_rules) {
    if (other == team) return *rules;
  }
  return request.rules;
}

}  // namespace koppel::matcher
