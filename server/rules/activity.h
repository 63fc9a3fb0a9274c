// Which revision of a rule set counts on which day, by what was activated. Pure.
//
// What was activated last counts from its start date on; an earlier activation for that day or later is dropped by it.

#ifndef KOPPEL_SERVER_RULES_ACTIVITY_H_
#define KOPPEL_SERVER_RULES_ACTIVITY_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/rule_service.pb.h"
#include "storage/rule_sets.h"

namespace koppel::server {

// The revision that counts on this day; 0 when none does.
int ActiveOn(const storage::RuleSetEntry& entry, absl::CivilDay day);

// The first activation that counts from a day after this one; nothing when there is none.
std::optional<storage::RuleActivation> PlannedAfter(const storage::RuleSetEntry& entry, absl::CivilDay day);

// Where a revision that exists stands on this day. One that was dropped before it began is RETIRED.
koppel::v1::RuleSetRevision::State StateOn(const storage::RuleSetEntry& entry, int revision, absl::CivilDay day);

// The days after this one from which another revision of some set counts, in order.
std::vector<absl::CivilDay> DaysOfChange(const storage::RuleIndex& index, absl::CivilDay after);

// The revision to go back to: that counted before the present one, where a rollback takes back what it rolled back; 0
// when there is none. `day_of` gives the day in the Netherlands of a moment.
int RevisionBefore(const storage::RuleSetEntry& entry, absl::CivilDay today,
                   const std::function<absl::CivilDay(absl::Time)>& day_of);

// The entry of a set; null when there is no such set.
const storage::RuleSetEntry* FindEntry(const storage::RuleIndex& index, const std::string& name);

// The index as it is after these changes, committed at this moment. The head stays as it was.
storage::RuleIndex IndexAfter(storage::RuleIndex index, const storage::RuleChanges& changes, absl::Time time);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_ACTIVITY_H_
