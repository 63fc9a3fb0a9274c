#include "matcher/matching/candidates.h"

#include <algorithm>
#include <utility>

namespace koppel::matcher {

int NeedPoints(const CompiledRules& rules, const Coverage& coverage, size_t need) {
  return coverage.points * rules.NeedPercent(need) / 100;
}

Candidate MakeCandidate(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                        int offering) {
  Candidate candidate{offering, Verdict::kExcluded, {}, 0, 0};
  candidate.coverage.reserve(request.needs.size());
  for (const CompiledNeed& need : request.needs) {
    candidate.coverage.push_back(CoverageOf(need, world.offerings[offering], world));
  }
  const PairFacts facts(world, request, request_facts, offering);
  const CompiledRules& rules = facts.rules();
  candidate.verdict = Judge(rules, facts);
  if (candidate.verdict == Verdict::kExcluded) return candidate;
  candidate.lead_points = PreferencePoints(rules, facts, true);
  candidate.join_preference = PreferencePoints(rules, facts, false);
  for (size_t need = 0; need < candidate.coverage.size(); ++need) {
    candidate.lead_points += NeedPoints(rules, candidate.coverage[need], need);
  }
  return candidate;
}

std::vector<Candidate> FindCandidates(const World& world, const CompiledRequest& request,
                                      const RequestFacts& request_facts) {
  std::vector<Candidate> candidates;
  if (request.area == kNone) return candidates;
  const auto partition = world.partitions.find(world.areas[request.area].municipality);
  if (partition == world.partitions.end()) return candidates;
  RowsThatAnswer(request, partition->second, world).ForEach([&](size_t row) {
    Candidate candidate = MakeCandidate(world, request, request_facts, partition->second.offerings[row]);
    const bool comes_near = std::any_of(candidate.coverage.begin(), candidate.coverage.end(),
                                        [](const Coverage& coverage) { return coverage.fit != Fit::kNone; });
    if (comes_near) candidates.push_back(std::move(candidate));
  });
  return candidates;
}

}  // namespace koppel::matcher
