#include "matcher/matching/proposals.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "matcher/matching/facts.h"
#include "matcher/matching/teams.h"

namespace koppel::matcher {
namespace {

struct Joiner {
  const Candidate* candidate;
  int value;
};

// Who could join for one need, best first: anywhere, and at each place.
struct Joiners {
  std::vector<Joiner> anywhere;
  absl::flat_hash_map<int, std::vector<Joiner>> at;
};

// Care and activities join; the desk that gives access and help in crisis do not.
bool MayJoinFor(const World& world, const Candidate& candidate, size_t need) {
  if (candidate.verdict == Verdict::kExcluded) return false;
  const v1::Offering::Kind kind = world.offerings[candidate.offering].kind;
  const Fit fit = candidate.coverage[need].fit;
  if (kind == v1::Offering::CARE) return fit >= Fit::kPartial;
  if (kind != v1::Offering::ACTIVITY) return false;
  return candidate.Answers(need);
}

Joiners FindJoiners(const World& world, const CompiledRules& rules, const std::vector<Candidate>& candidates,
                    size_t need) {
  Joiners joiners;
  for (const Candidate& candidate : candidates) {
    if (!MayJoinFor(world, candidate, need)) continue;
    const int value = NeedPoints(rules, candidate.coverage[need], need) + candidate.join_preference;
    joiners.anywhere.push_back({&candidate, value});
  }
  // Candidates come in the order of their names, which decides among equals.
  std::stable_sort(joiners.anywhere.begin(), joiners.anywhere.end(),
                   [](const Joiner& a, const Joiner& b) { return a.value > b.value; });
  for (const Joiner& joiner : joiners.anywhere) {
    const int location = world.offerings[joiner.candidate->offering].location;
    if (location != kNone) joiners.at[location].push_back(joiner);
  }
  return joiners;
}

// Composes the proposals of one request.
class Composer {
 public:
  Composer(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
           const std::vector<Candidate>& candidates)
      : world_(world), request_(request), request_facts_(request_facts) {
    for (size_t need = 0; need < request.needs.size(); ++need) {
      joiners_.push_back(FindJoiners(world, request.rules, candidates, need));
    }
  }

  ProposalDraft Compose(const Candidate& lead) const {
    ProposalDraft draft;
    draft.lead = &lead;
    for (size_t need = 0; need < request_.needs.size(); ++need) AddNeed(need, draft);
    draft.points = lead.lead_points + draft.join_points;
    draft.team = TeamOf(world_, request_, lead.offering);
    draft.coach = FindCoach(draft);
    return draft;
  }

 private:
  void AddNeed(size_t need, ProposalDraft& draft) const {
    const int index = static_cast<int>(need);
    if (draft.lead->coverage[need].fit != Fit::kNone) draft.lead_needs.push_back(index);
    if (draft.lead->Answers(need)) return;
    for (JoinDraft& join : draft.joins) {
      if (!join.candidate->Answers(need)) continue;
      join.needs.push_back(index);
      return;
    }
    AddJoiner(need, draft);
  }

  void AddJoiner(size_t need, ProposalDraft& draft) const {
    const v1::Weights& weights = world_.weights();
    const int place = world_.offerings[draft.lead->offering].location;
    const Joiner* anywhere = FirstFree(joiners_[need].anywhere, draft);
    const auto at_place = joiners_[need].at.find(place);
    const Joiner* here = at_place == joiners_[need].at.end() ? nullptr : FirstFree(at_place->second, draft);
    if (anywhere == nullptr) return;
    const bool stays = here != nullptr && here->value + weights.same_place() >= anywhere->value;
    const Joiner& best = stays ? *here : *anywhere;
    draft.joins.push_back({best.candidate, {static_cast<int>(need)}});
    const bool same_place = place != kNone && world_.offerings[best.candidate->offering].location == place;
    draft.join_points += best.value * weights.join_percent() / 100 + (same_place ? weights.same_place() : 0);
  }

  // The first that has no part in the proposal yet.
  static const Joiner* FirstFree(const std::vector<Joiner>& joiners, const ProposalDraft& draft) {
    for (const Joiner& joiner : joiners) {
      if (!HasPart(draft, joiner.candidate->offering)) return &joiner;
    }
    return nullptr;
  }

  int FindCoach(const ProposalDraft& draft) const {
    if (draft.team == kNone || (request_.domains & (1u << v1::SOCIAL)) == 0) return kNone;
    for (const TeamRow::Member& member : world_.teams[draft.team].members) {
      if (member.role != v1::Team::COACH) continue;
      for (int offering : member.offerings) {
        if (HasPart(draft, offering)) return kNone;
        const Candidate candidate = MakeCandidate(world_, request_, request_facts_, offering);
        if (candidate.verdict != Verdict::kExcluded) return offering;
      }
    }
    return kNone;
  }

  static bool HasPart(const ProposalDraft& draft, int offering) {
    return draft.lead->offering == offering ||
           std::any_of(draft.joins.begin(), draft.joins.end(),
                       [&](const JoinDraft& join) { return join.candidate->offering == offering; });
  }

  const World& world_;
  const CompiledRequest& request_;
  const RequestFacts& request_facts_;
  std::vector<Joiners> joiners_;
};

// What decides among equal points; the name decides last.
std::pair<int, int> FairTurn(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                             const Candidate& lead) {
  constexpr int kLast = std::numeric_limits<int>::max();
  const PairFacts facts(world, request, request_facts, lead.offering);
  const Value load = facts.Read(Field::kOfferingLoadPercent);
  const Value start = facts.Read(Field::kPairStartDays);
  return {load.known ? load.number : kLast, start.known ? start.number : kLast};
}

}  // namespace

std::vector<ProposalDraft> ComposeProposals(const World& world, const CompiledRequest& request,
                                            const std::vector<Candidate>& candidates, const RequestFacts& request_facts,
                                            size_t max_proposals) {
  const Composer composer(world, request, request_facts, candidates);
  std::vector<ProposalDraft> drafts;
  for (const Candidate& candidate : candidates) {
    if (candidate.verdict == Verdict::kMayLead) drafts.push_back(composer.Compose(candidate));
  }
  const auto before = [&](const ProposalDraft& a, const ProposalDraft& b) {
    if (a.points != b.points) return a.points > b.points;
    const auto turn_a = FairTurn(world, request, request_facts, *a.lead);
    const auto turn_b = FairTurn(world, request, request_facts, *b.lead);
    return turn_a != turn_b ? turn_a < turn_b : a.lead->offering < b.lead->offering;
  };
  const size_t kept = std::min(max_proposals, drafts.size());
  std::partial_sort(drafts.begin(), drafts.begin() + kept, drafts.end(), before);
  drafts.resize(kept);
  for (size_t i = 0; i < drafts.size(); ++i) {
    const bool equal = i > 0 && drafts[i].points == drafts[i - 1].points;
    drafts[i].rank = equal ? drafts[i - 1].rank : static_cast<int>(i) + 1;
  }
  return drafts;
}

}  // namespace koppel::matcher
