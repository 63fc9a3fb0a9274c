#include "matcher/matching/bridges.h"

#include <algorithm>
#include <utility>

#include "matcher/matching/teams.h"

namespace koppel::matcher {
namespace {

constexpr size_t kMaxBridges = 3;

struct WalkIn {
  JoinDraft draft;
  int value;
};

bool IsWaitedFor(const CompiledRequest& request, int offering) {
  return std::find(request.waiting_at.begin(), request.waiting_at.end(), offering) != request.waiting_at.end();
}

bool KeepsNoPlaces(const World& world, int offering) {
  return world.offerings[offering].kind == v1::Offering::ACTIVITY &&
         world.capacities[offering].state == v1::Capacity::OPEN;
}

// The first of the team that may be proposed. A coach is given for the whole request, so no need is looked at.
int CoachOf(const World& world, const CompiledRequest& request, const RequestFacts& request_facts, int team) {
  for (const TeamRow::Member& member : world.teams[team].members) {
    if (member.role != v1::Team::COACH) continue;
    for (int offering : member.offerings) {
      if (IsWaitedFor(request, offering)) continue;
      if (MakeCandidate(world, request, request_facts, offering).verdict != Verdict::kExcluded) return offering;
    }
  }
  return kNone;
}

int FindCoach(const World& world, const CompiledRequest& request, const RequestFacts& request_facts) {
  for (int offering : request.waiting_at) {
    const int team = TeamOf(world, request, offering);
    const int coach = team == kNone ? kNone : CoachOf(world, request, request_facts, team);
    if (coach != kNone) return coach;
  }
  return kNone;
}

WalkIn MakeWalkIn(const CompiledRequest& request, const Candidate& candidate) {
  WalkIn walk_in{{&candidate, {}}, 0};
  int best = 0;
  for (size_t need = 0; need < request.needs.size(); ++need) {
    if (!candidate.Answers(need)) continue;
    walk_in.draft.needs.push_back(static_cast<int>(need));
    best = std::max(best, NeedPoints(request.rules, candidate.coverage[need], need));
  }
  walk_in.value = best + candidate.join_preference;
  return walk_in;
}

std::vector<WalkIn> FindWalkIns(const World& world, const CompiledRequest& request,
                                const std::vector<Candidate>& candidates, int coach) {
  std::vector<WalkIn> walk_ins;
  for (const Candidate& candidate : candidates) {
    const int offering = candidate.offering;
    if (candidate.verdict == Verdict::kExcluded || !KeepsNoPlaces(world, offering)) continue;
    if (offering == coach || IsWaitedFor(request, offering)) continue;
    WalkIn walk_in = MakeWalkIn(request, candidate);
    if (!walk_in.draft.needs.empty()) walk_ins.push_back(std::move(walk_in));
  }
  // Candidates come in the order of their names, which decides among equals.
  std::stable_sort(walk_ins.begin(), walk_ins.end(),
                   [](const WalkIn& a, const WalkIn& b) { return a.value > b.value; });
  return walk_ins;
}

}  // namespace

BridgeDraft FindBridges(const World& world, const CompiledRequest& request, const std::vector<Candidate>& candidates,
                        const RequestFacts& request_facts) {
  BridgeDraft draft;
  if (request.waiting_at.empty()) return draft;
  draft.coach = FindCoach(world, request, request_facts);
  const size_t seats = kMaxBridges - (draft.coach == kNone ? 0 : 1);
  for (WalkIn& walk_in : FindWalkIns(world, request, candidates, draft.coach)) {
    if (draft.walk_ins.size() == seats) break;
    draft.walk_ins.push_back(std::move(walk_in.draft));
  }
  return draft;
}

}  // namespace koppel::matcher
