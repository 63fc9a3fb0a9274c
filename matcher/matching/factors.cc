#include "matcher/matching/factors.h"

#include <string>

namespace koppel::matcher {
namespace {

void AddPoints(const std::string& factor, int points, Factors& factors) {
  if (points == 0) return;
  v1::Points& line = *factors.Add();
  line.set_factor(factor);
  line.set_points(points);
}

}  // namespace

Factors FactorsOf(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                  const Candidate& lead, int join_points) {
  const PairFacts facts(world, request, request_facts, lead.offering);
  Factors factors;
  int answers = 0;
  for (size_t need = 0; need < lead.coverage.size(); ++need) {
    answers += NeedPoints(facts.rules(), lead.coverage[need], need);
  }
  AddPoints("lead", answers, factors);
  AddPoints("join", join_points, factors);
  for (const CompiledPreference& preference : facts.rules().preferences) {
    AddPoints(preference.source->id(), PointsOf(preference, facts, true), factors);
  }
  return factors;
}

}  // namespace koppel::matcher
