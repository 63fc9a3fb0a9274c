#include "matcher/change/search.h"

#include <algorithm>
#include <utility>

#include "matcher/change/smallest_change.h"

namespace koppel::matcher {
namespace {

bool SharesAny(const std::vector<Field>& a, const std::vector<Field>& b) {
  return std::any_of(a.begin(), a.end(), [&](Field field) { return std::find(b.begin(), b.end(), field) != b.end(); });
}

bool UsesLever(const Edits& edits, size_t lever) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.lever == lever; });
}

Edits WithEdit(const Edits& edits, const Edit& more) {
  Edits all = edits;
  all.insert(std::upper_bound(all.begin(), all.end(), more), more);
  return all;
}

std::vector<Field> FieldsOf(const CompiledCondition& condition) {
  std::vector<Field> fields = condition.applies.Fields();
  const std::vector<Field> more = condition.must.Fields();
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

}  // namespace

Search::Search(const Situation& situation)
    : situation_(situation), start_(situation), route_fields_(FieldsOfRoutes(situation.request.rules)) {
  for (const Lever& lever : AllLevers()) moves_routes_.push_back(SharesAny(lever.moves, route_fields_));
  for (const CompiledCondition& condition : situation.rules.conditions) {
    const std::vector<Field> fields = FieldsOf(condition);
    const bool on_routes = SharesAny(fields, {Field::kRequestEscalated});
    std::vector<size_t>& levers = levers_of_.emplace_back();
    for (size_t i = 0; i < AllLevers().size(); ++i) {
      if (SharesAny(AllLevers()[i].moves, fields) || (on_routes && moves_routes_[i])) levers.push_back(i);
    }
  }
}

// Makes the edits in the order of the table, judges, and lists for what obstructs what may be tried next: a set that
// does must hold an edit that moves it.
Search::Node Search::Judge(const Edits& edits) const {
  Draft draft = start_;
  bool of_request = false, of_routes = false;
  for (const Edit& edit : edits) {
    const Lever& lever = AllLevers()[edit.lever];
    lever.apply(situation_, edit.value, draft);
    of_request = of_request || lever.of_request;
    of_routes = of_routes || moves_routes_[edit.lever];
  }
  const Trial trial(situation_, std::move(draft), of_request, of_routes);
  Node node{trial.Obstacles(), {}};
  for (size_t condition : node.conditions) {
    std::vector<Edit>& options = node.options.emplace_back();
    for (size_t lever : levers_of_[condition]) {
      if (UsesLever(edits, lever)) continue;
      const std::vector<int> values = AllLevers()[lever].values(situation_, trial.draft());
      for (size_t place = 0; place < values.size(); ++place) options.push_back({lever, place, values[place]});
    }
  }
  return node;
}

const Search::Node& Search::NodeOf(const Edits& edits) {
  const auto found = nodes_.find(edits);
  if (found != nodes_.end()) return found->second;
  return nodes_.emplace(edits, Judge(edits)).first->second;
}

void Search::Consider(const Edits& edits) {
  int cost = 0;
  for (const Edit& edit : edits) cost += AllLevers()[edit.lever].cost;
  if (!best_ || cost < best_->cost || (cost == best_->cost && edits < best_->edits)) {
    best_ = Result{End::kFound, edits, cost};
  }
}

void Search::Look(const Edits& edits, size_t size, std::optional<size_t> condition) {
  if (!seen_.insert(edits).second || nodes_.size() > kMaxTrials) return;
  const Node& node = NodeOf(edits);
  const std::vector<Edit>* fewest = nullptr;
  for (size_t i = 0; i < node.conditions.size(); ++i) {
    if (condition && node.conditions[i] != *condition) continue;
    if (fewest == nullptr || node.options[i].size() < fewest->size()) fewest = &node.options[i];
  }
  if (fewest == nullptr) {
    Consider(edits);
  } else if (edits.size() == size) {
    open_ = open_ || !fewest->empty();
  } else {
    for (const Edit& edit : *fewest) Look(WithEdit(edits, edit), size, condition);
  }
}

Search::Result Search::Find(std::optional<size_t> condition) {
  best_.reset();
  for (size_t size = 0; size <= kMaxSteps; ++size) {
    seen_.clear();
    open_ = false;
    Look({}, size, condition);
    if (nodes_.size() > kMaxTrials) return {End::kTooMuchWork, {}};
    if (best_) return *best_;
    if (!open_) return {End::kNone, {}};
  }
  return {End::kTooLarge, {}};
}

}  // namespace koppel::matcher
