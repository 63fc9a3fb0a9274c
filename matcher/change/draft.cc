#include "matcher/change/draft.h"

#include <algorithm>
#include <utility>

#include "matcher/matching/escalations.h"
#include "matcher/matching/teams.h"

namespace koppel::matcher {
namespace {

// Collects ages; both sides of every step, so that there is always one of each.
class Ages {
 public:
  void AddStep(int over) {
    Add(over - 1);
    Add(over);
  }

  void AddSteps(const Predicate& predicate) {
    for (Field field : {Field::kRequestAge, Field::kOfferingMinAge, Field::kOfferingMaxAge}) {
      for (int over : predicate.StepsOf(field)) AddStep(over);
    }
  }

  void AddBounds(const OfferingRow& row) {
    if (row.min_age != kNone) AddStep(row.min_age);
    if (row.max_age != kNone) AddStep(row.max_age + 1);
  }

  std::vector<int> Take() {
    std::sort(ages_.begin(), ages_.end());
    ages_.erase(std::unique(ages_.begin(), ages_.end()), ages_.end());
    return std::move(ages_);
  }

 private:
  void Add(int age) {
    if (0 <= age && age <= kOldest) ages_.push_back(age);
  }

  std::vector<int> ages_ = {0, kOldest};
};

// A route may find another offering by its bounds.
void AddBoundsOfOthers(const World& world, const CompiledRequest& request, Ages& ages) {
  const std::vector<Field> fields = FieldsOfRoutes(request.rules);
  if (request.area == kNone || std::find(fields.begin(), fields.end(), Field::kPairAgeFits) == fields.end()) return;
  const auto partition = world.partitions.find(world.areas[request.area].municipality);
  if (partition == world.partitions.end()) return;
  for (int offering : partition->second.offerings) ages.AddBounds(world.offerings[offering]);
}

std::vector<int> AgesWorthTrying(const Situation& situation) {
  Ages ages;
  for (const CompiledCondition& condition : situation.rules.conditions) {
    ages.AddSteps(condition.applies);
    ages.AddSteps(condition.must);
  }
  for (const CompiledRoute& route : situation.request.rules.routes) {
    ages.AddSteps(route.when);
    ages.AddSteps(route.find);
  }
  ages.AddBounds(situation.row());
  if (situation.request.source.has_age()) {
    ages.AddStep(situation.request.source.age());
    ages.AddStep(situation.request.source.age() + 1);
  }
  AddBoundsOfOthers(situation.world, situation.request, ages);
  return ages.Take();
}

}  // namespace

Situation::Situation(const World& world, const CompiledRequest& request, bool escalated, int offering)
    : world(world),
      request(request),
      escalated(escalated),
      offering(offering),
      rules(RulesFor(world, request, offering)),
      ages(AgesWorthTrying(*this)) {}

Draft::Draft(const Situation& situation) : referral(situation.request.source), now(situation.request.now) {
  rows.offering = situation.offering;
  rows.row = situation.row();
  rows.capacity = situation.world.capacities[situation.offering];
  rows.provider_days = situation.world.providers[rows.row.provider].answer_days;
  rows.team = TeamOf(situation.world, situation.request, situation.offering);
  rows.team_days.fill(kNone);
  if (rows.team != kNone) rows.team_days = situation.world.teams[rows.team].answer_days;
}

std::vector<Field> FieldsOfRoutes(const CompiledRules& rules) {
  std::vector<Field> fields;
  for (const CompiledRoute& route : rules.routes) {
    const std::vector<Field> when = route.when.Fields();
    const std::vector<Field> find = route.find.Fields();
    fields.insert(fields.end(), when.begin(), when.end());
    fields.insert(fields.end(), find.begin(), find.end());
    if (route.source->has_find()) {
      fields.insert(fields.end(), {Field::kPairInServiceArea, Field::kPairContractValid});
    }
  }
  return fields;
}

Trial::Trial(const Situation& situation, Draft draft, bool request_changed, bool routes_changed)
    : situation_(situation),
      draft_(std::move(draft)),
      own_request_(request_changed
                       ? std::make_optional<CompiledRequest>(draft_.referral, situation.world, draft_.now, &draft_.rows)
                       : std::nullopt),
      request_facts_(request(), routes_changed ? !FindEscalations(situation.world, request(), &draft_.rows).empty()
                                               : situation.escalated),
      facts_(situation.world, request(), request_facts_, situation.offering, &draft_.rows) {}

std::vector<size_t> Trial::Obstacles() const {
  std::vector<size_t> obstacles;
  const std::vector<CompiledCondition>& conditions = situation_.rules.conditions;
  for (size_t i = 0; i < conditions.size(); ++i) {
    if (Evaluate(conditions[i], facts_).obstructs()) obstacles.push_back(i);
  }
  return obstacles;
}

}  // namespace koppel::matcher
