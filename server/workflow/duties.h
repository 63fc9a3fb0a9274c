// Who has to do what in a case: what Elapse warns of and Settle writes down.

#ifndef KOPPEL_SERVER_WORKFLOW_DUTIES_H_
#define KOPPEL_SERVER_WORKFLOW_DUTIES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "koppel/v1/clock.pb.h"
#include "koppel/v1/offer.pb.h"
#include "koppel/v1/referral.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

struct Duty {
  std::string party;
  koppel::v1::Waiting::Step step;
};

// Nothing where nobody has to do anything about it.
std::optional<Duty> DutyOf(const Case& record, const koppel::v1::Offer& offer);
std::optional<Duty> DutyOf(const Case& record, const koppel::v1::Placement& placement);
// Of a term that runs out.
std::optional<Duty> DutyOf(const Case& record, const koppel::v1::Clock& clock);

// Whether the place that is held for the offer comes free at the end of the hold. Not while a question is open and time
// stands still for it.
bool HoldEnds(const koppel::v1::Offer& offer, const Setting& setting);

// By when; nothing where no term runs or ran out. Of an offer the soonest of deadline and hold.
std::optional<absl::Time> DueOf(const Case& record, const koppel::v1::Offer& offer, const Setting& setting);
std::optional<absl::Time> DueOf(const Case& record, const koppel::v1::Placement& placement);

// What the advisers have to do with an open request itself, apart from its offers and placements.
std::vector<koppel::v1::Waiting::Step> AdviserSteps(const Case& record, const Setting& setting);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_DUTIES_H_
