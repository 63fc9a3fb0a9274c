// Leaves out of a tally what would speak of a few people.
//
// A count from 1 to kSmallCount - 1 is hidden, and with the number of requests of a group all its counts. A zero speaks
// of nobody and is shown: else the worst there is, that all who lose are of one group, would have to be hidden with it.
//
// Then more is hidden, until no hidden count can be computed from what is shown by somebody who knows that
//   - the groups of a dimension add up to the total,
//   - the outcomes of a group are together at most its requests,
//   - a count that is hidden where the requests of its group are shown is at least 1,
//   - and how this code chooses.
// For that the hidden counts of a column must add up to so much, and their rows leave so much room, that each of them
// could have several values, small ones among them. Where it is not so, the next smallest count of the column is hidden
// too, and with it those that are equal. Where nothing is left to hide, the dimension is hidden as a whole, and so it
// is where nearly every request changes, as the columns then tell about each other.
//
// This guards a table that is passed on. Who holds the requests can count for himself.

#ifndef KOPPEL_MATCHER_TRIAL_SMALL_COUNTS_H_
#define KOPPEL_MATCHER_TRIAL_SMALL_COUNTS_H_

#include "matcher/trial/tally.h"

namespace koppel::matcher {

void HideSmallCounts(Tally& tally);

// Whether anything of this dimension is shown.
bool ShowsDimension(const Tally& tally, v1::CompareRuleSetsResponse::Dimension dimension);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_TRIAL_SMALL_COUNTS_H_
