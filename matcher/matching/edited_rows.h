// A candidate as it would be after a change. Read in place of the rows of the World, so that the whole matcher can
// judge what is not so yet.

#ifndef KOPPEL_MATCHER_MATCHING_EDITED_ROWS_H_
#define KOPPEL_MATCHER_MATCHING_EDITED_ROWS_H_

#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct EditedRows {
  int offering = kNone;
  OfferingRow row;
  CapacityCell capacity;
  AnswerDays provider_days;  // Of its provider, for all its offerings.
  int team = kNone;          // The team it works in; kNone: no team.
  AnswerDays team_days;
};

// The row of an offering: the edited one, where it is that.
inline const OfferingRow& RowOf(const World& world, const EditedRows* edited, int offering) {
  return edited != nullptr && edited->offering == offering ? edited->row : world.offerings[offering];
}

inline const CapacityCell& CapacityOf(const World& world, const EditedRows* edited, int offering) {
  return edited != nullptr && edited->offering == offering ? edited->capacity : world.capacities[offering];
}

inline const AnswerDays& ProviderDaysOf(const World& world, const EditedRows* edited, int provider) {
  return edited != nullptr && edited->row.provider == provider ? edited->provider_days
                                                               : world.providers[provider].answer_days;
}

inline const AnswerDays& TeamDaysOf(const World& world, const EditedRows* edited, int team) {
  return edited != nullptr && edited->team == team ? edited->team_days : world.teams[team].answer_days;
}

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_EDITED_ROWS_H_
