// The offerings that could take up a request: what the index finds, judged and given points.

#ifndef KOPPEL_MATCHER_MATCHING_CANDIDATES_H_
#define KOPPEL_MATCHER_MATCHING_CANDIDATES_H_

#include <vector>

#include "matcher/matching/coverage.h"
#include "matcher/matching/facts.h"
#include "matcher/matching/judgement.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct Candidate {
  int offering;
  Verdict verdict;
  std::vector<Coverage> coverage;  // For each need.
  int lead_points = 0;             // What it answers, by the place of the needs, and its preferences as a lead.
  int join_preference = 0;         // Its preferences as one that joins.

  bool Answers(size_t need) const { return coverage[need].fit >= Fit::kDomain; }
};

// What one need is worth when this coverage answers it.
int NeedPoints(const CompiledRules& rules, const Coverage& coverage, size_t need);

// All offerings of the resident's municipality that come near a need, in the order of their names; the excluded ones
// too, without points.
std::vector<Candidate> FindCandidates(const World& world, const CompiledRequest& request,
                                      const RequestFacts& request_facts);

// Judges one offering, wherever it is.
Candidate MakeCandidate(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                        int offering);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_CANDIDATES_H_
