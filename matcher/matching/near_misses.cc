#include "matcher/matching/near_misses.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "matcher/matching/judgement.h"

namespace koppel::matcher {
namespace {

constexpr size_t kMaxNearMisses = 3;

struct Miss {
  Candidate candidate;
  int obstacles;
  int distance;

  auto Order() const { return std::make_tuple(obstacles, -candidate.coverage[0].points, distance, candidate.offering); }
};

Miss MakeMiss(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
              Candidate candidate) {
  const PairFacts facts(world, request, request_facts, candidate.offering);
  int obstacles = 0;
  for (const Finding& finding : FindingsOf(facts.rules(), facts)) {
    if (finding.obstructs()) ++obstacles;
  }
  const int distance = facts.DistanceMeters().value_or(std::numeric_limits<int>::max());
  return {std::move(candidate), obstacles, distance};
}

bool ComesNear(const Candidate& candidate) { return candidate.verdict != Verdict::kMayLead && candidate.Answers(0); }

}  // namespace

std::vector<Candidate> FindNearMisses(const World& world, const CompiledRequest& request,
                                      const RequestFacts& request_facts, const std::vector<Candidate>& candidates) {
  std::vector<Miss> misses;
  for (const Candidate& candidate : candidates) {
    if (ComesNear(candidate)) misses.push_back(MakeMiss(world, request, request_facts, candidate));
  }
  if (misses.empty()) {
    for (int offering = 0; offering < static_cast<int>(world.offerings.size()); ++offering) {
      Candidate candidate = MakeCandidate(world, request, request_facts, offering);
      if (ComesNear(candidate)) {
        misses.push_back(MakeMiss(world, request, request_facts, std::move(candidate)));
      }
    }
  }
  const size_t kept = std::min(kMaxNearMisses, misses.size());
  std::partial_sort(misses.begin(), misses.begin() + kept, misses.end(),
                    [](const Miss& a, const Miss& b) { return a.Order() < b.Order(); });
  std::vector<Candidate> nearest;
  for (size_t i = 0; i < kept; ++i) nearest.push_back(std::move(misses[i].candidate));
  return nearest;
}

}  // namespace koppel::matcher
