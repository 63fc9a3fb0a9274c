// The terms of a case: by agreement and by law. A clock is computed once, when its term begins, and then kept.

#ifndef KOPPEL_SERVER_WORKFLOW_CLOCKS_H_
#define KOPPEL_SERVER_WORKFLOW_CLOCKS_H_

#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/clock.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

// RECEIPT and ANSWER for an offer that was sent, START for a placement, FIRST_CONTACT for one that was handed over. No
// agreement: no clock.
void StartOfferClocks(Case& record, const koppel::v1::Offer& offer, const Setting& setting);
void StartPlacementClock(Case& record, const koppel::v1::Placement& placement, const Setting& setting, absl::Time time);
void StartContactClock(Case& record, const koppel::v1::Placement& placement, const Setting& setting, absl::Time time);
// FIRST_CONTACT by the day the team decided on; StartContactClock keeps it.
void StartDecidedContactClock(Case& record, const koppel::v1::Placement& placement, absl::CivilDay day,
                              const Setting& setting, absl::Time time);

// The terms by law from the dates of the request; a date that was changed makes its term anew. A term is met as long as
// the date on which it was stands in the request.
void KeepStatutoryClocks(Case& record, const Setting& setting, absl::Time now);

// MET, or MET_LATE after the due moment, also where it was marked PASSED before. No such clock: nothing.
void Meet(Case& record, koppel::v1::Clock::Kind kind, const std::string& about, absl::Time time);
// Pausing keeps what is left; going on moves the due and warning moments by the working days it stood still, and is
// never past due where the term ends with a day: what was left of a working day comes back on a working day.
void Pause(Case& record, const std::string& about, const Setting& setting, absl::Time time);
void GoOn(Case& record, const std::string& about, const Setting& setting, absl::Time time);
// DROPPED: every running or paused clock about this offer or placement; with an empty `about` every one of the case.
void Drop(Case& record, const std::string& about);

// Null where there is none.
const koppel::v1::Clock* FindClock(const Case& record, koppel::v1::Clock::Kind kind, const std::string& about);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_CLOCKS_H_
