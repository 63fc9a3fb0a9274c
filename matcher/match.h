// Who could help with a request, and why. Pure: the same request, world and moment give the same answer.
//
//   koppel::v1::MatchResponse answer = Match(referral, *world, {now, local_now}, 5);
//
// The referral has been validated: codes are in the vocabulary and the area is known. What is unknown all the same is
// passed over. That nothing fits is an answer with `near_misses`. Of a request on a waiting list it also says who can
// be there until there is a place: `bridges`.
//
// Thread safety: Match may be called from any thread.

#ifndef KOPPEL_MATCHER_MATCH_H_
#define KOPPEL_MATCHER_MATCH_H_

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/matching_service.pb.h"
#include "koppel/v1/referral.pb.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// A moment, and what the clocks in the Netherlands say then.
struct Moment {
  absl::Time time;
  absl::CivilMinute local;
};

// At most `max_proposals` proposals. Leaves `revision`, `rule_sets` and `match_time` filled in.
koppel::v1::MatchResponse Match(const koppel::v1::Referral& referral, const World& world, const Moment& now,
                                int max_proposals);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCH_H_
