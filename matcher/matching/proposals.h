// Puts parts together: for every lead, the best joining offering for each need it leaves open.

#ifndef KOPPEL_MATCHER_MATCHING_PROPOSALS_H_
#define KOPPEL_MATCHER_MATCHING_PROPOSALS_H_

#include <vector>

#include "matcher/matching/candidates.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct JoinDraft {
  const Candidate* candidate;
  std::vector<int> needs;
};

struct ProposalDraft {
  const Candidate* lead;
  std::vector<int> lead_needs;
  std::vector<JoinDraft> joins;  // In the order of the needs.
  int coach = kNone;             // The offering of the welfare coach of the lead's team, where a social need stands.
  int team = kNone;
  int join_points = 0;  // What those who join count for, and being at the same place.
  int points = 0;       // The whole.
  int rank = 0;
};

// The best proposals, best first; equal points have an equal rank. Among equals the least loaded goes first, then the
// one that can start first, then the first by name. Keeps pointers into `candidates`.
std::vector<ProposalDraft> ComposeProposals(const World& world, const CompiledRequest& request,
                                            const std::vector<Candidate>& candidates, const RequestFacts& request_facts,
                                            size_t max_proposals);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_PROPOSALS_H_
