#include "matcher/matching/escalations.h"

#include <algorithm>

#include "matcher/matching/facts.h"

namespace koppel::matcher {
namespace {

// The first offering, by name, that serves the resident's area under a contract that holds, and for which the route's
// statement is not known to be untrue: in an emergency, missing data is no reason to pass somebody over.
int FindOffering(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                 const Predicate& find, const EditedRows* edited) {
  const auto partition = world.partitions.find(world.areas[request.area].municipality);
  if (partition == world.partitions.end()) return kNone;
  for (int offering : partition->second.offerings) {
    const PairFacts facts(world, request, request_facts, offering, edited);
    if (facts.Read(Field::kPairInServiceArea).number == 0 || facts.Read(Field::kPairContractValid).number == 0)
      continue;
    if (find.Holds(facts) != Tri::kNo) return offering;
  }
  return kNone;
}

bool IsListed(const std::vector<EscalationDraft>& drafts, const EscalationDraft& draft) {
  return std::any_of(drafts.begin(), drafts.end(), [&](const EscalationDraft& other) {
    if (draft.offering != kNone || other.offering != kNone) return draft.offering == other.offering;
    return draft.route->source->phone() == other.route->source->phone();
  });
}

}  // namespace

std::vector<EscalationDraft> FindEscalations(const World& world, const CompiledRequest& request,
                                             const EditedRows* edited) {
  std::vector<EscalationDraft> drafts;
  for (const CompiledRoute& route : request.rules.routes) {
    const RequestFacts request_facts(request, !drafts.empty());
    if (route.when.Holds(request_facts) != Tri::kYes) continue;
    EscalationDraft draft{&route, kNone};
    if (route.source->has_find() && request.area != kNone) {
      draft.offering = FindOffering(world, request, request_facts, route.find, edited);
    }
    if (draft.offering == kNone && route.source->phone().empty()) continue;
    if (!IsListed(drafts, draft)) drafts.push_back(draft);
  }
  return drafts;
}

}  // namespace koppel::matcher
