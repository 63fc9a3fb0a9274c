// Who can be there until there is a place, for a request on a waiting list.

#ifndef KOPPEL_MATCHER_MATCHING_BRIDGES_H_
#define KOPPEL_MATCHER_MATCHING_BRIDGES_H_

#include <vector>

#include "matcher/matching/candidates.h"
#include "matcher/matching/proposals.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct BridgeDraft {
  std::vector<JoinDraft> walk_ins;  // Best first, each with all needs it answers.
  int coach = kNone;                // The offering of the welfare coach.
};

// Activities that answer a need and keep no places: those worth most as one that joins, by the need they answer best,
// then the first by name. And the coach of the team of what is waited for, also without a social need: somebody is to
// be there meanwhile. Together at most three; the coach keeps a seat. Nothing that is waited for itself, and nothing at
// all where nothing is waited for. Keeps pointers into `candidates`.
BridgeDraft FindBridges(const World& world, const CompiledRequest& request, const std::vector<Candidate>& candidates,
                        const RequestFacts& request_facts);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_BRIDGES_H_
