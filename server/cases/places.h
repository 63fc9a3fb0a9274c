// What a step of a case does to capacities: a placement takes up a place, and so does a place that is held for an offer
// from the waiting list; what ends gives it back.

#ifndef KOPPEL_SERVER_CASES_PLACES_H_
#define KOPPEL_SERVER_CASES_PLACES_H_

#include <map>
#include <string>

#include "koppel/v1/offering.pb.h"
#include "server/workflow/case.h"

namespace koppel::server {

// The capacities that change between `before` and `after`, by offering; `capacities` as they are now. Fills in
// `held` of the placements in `after`. A held offer that is accepted keeps its place: nothing changes.
//
// A report of the provider counts from its confirm_time. It knows of the placements it has, not of a place that Koppel
// held for an offer nobody answered yet. So a hold from before the report is not in the count any more: when it ends
// nothing is given back, and a yes to it takes up a place. A placement from before the report was a person the provider
// had: when it ends, a place the provider did not report comes free.
std::map<std::string, v1::Capacity> CountPlaces(const workflow::Case& before, workflow::Case& after,
                                                const std::map<std::string, v1::Capacity>& capacities);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_PLACES_H_
