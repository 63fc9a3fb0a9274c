#include "tests/matcher/oracle_layers.h"

#include <algorithm>

#include "tests/matcher/oracle_calendar.h"
#include "tests/matcher/oracle_lists.h"

namespace koppel::oracle {
namespace {

template <typename Rules>
int IndexOf(const Rules& rules, const std::string& id) {
  int index = 0;
  while (index < rules.size() && rules[index].id() != id) ++index;
  return index;
}

// Those that have begun.
template <typename Rules>
Rules Begun(const Rules& rules, absl::CivilDay today) {
  Rules begun;
  for (const auto& rule : rules) {
    if (*DayOf(rule.start_date()) <= today) *begun.Add() = rule;
  }
  return begun;
}

// First what lies below, each rule as `above` has it where it has it; then what only `above` has.
template <typename Rules>
Rules Covered(const Rules& below, const Rules& above) {
  Rules rules;
  for (const auto& rule : below) {
    const int index = IndexOf(above, rule.id());
    *rules.Add() = index < above.size() ? above[index] : rule;
  }
  for (const auto& rule : above) {
    if (IndexOf(below, rule.id()) == below.size()) *rules.Add() = rule;
  }
  return rules;
}

using Routes = google::protobuf::RepeatedPtrField<v1::Route>;

// As Covered, and then each new route moves to just before the one it names.
Routes CoveredRoutes(const Routes& below, const Routes& above) {
  std::vector<v1::Route> routes;
  const Routes covered = Covered(below, above);
  for (int i = 0; i < covered.size(); ++i) {
    const bool is_new = i >= below.size();
    const auto next = std::find_if(routes.begin(), routes.end(), [&](const v1::Route& route) {
      return is_new && !covered[i].before().empty() && route.id() == covered[i].before();
    });
    routes.insert(next, covered[i]);
  }
  return {routes.begin(), routes.end()};
}

v1::RuleSet Laid(const v1::RuleSet& over, v1::RuleSet rules, absl::CivilDay today) {
  *rules.mutable_conditions() = Covered(rules.conditions(), Begun(over.conditions(), today));
  *rules.mutable_preferences() = Covered(rules.preferences(), Begun(over.preferences(), today));
  *rules.mutable_agreements() = Covered(rules.agreements(), Begun(over.agreements(), today));
  *rules.mutable_terms() = Covered(rules.terms(), Begun(over.terms(), today));
  *rules.mutable_routes() = CoveredRoutes(rules.routes(), Begun(over.routes(), today));
  if (over.capacity_shelf_life_days() > 0) rules.set_capacity_shelf_life_days(over.capacity_shelf_life_days());
  return rules;
}

template <typename Rules, typename Off>
Rules Without(const Rules& rules, Off off) {
  Rules kept;
  for (const auto& rule : rules) {
    if (!off(rule)) *kept.Add() = rule;
  }
  return kept;
}

// Only after the last layer, since a lower one may bring back what another switched off.
v1::RuleSet WithoutSwitchedOff(v1::RuleSet rules) {
  *rules.mutable_preferences() =
      Without(rules.preferences(), [](const v1::Preference& each) { return each.points() == 0; });
  *rules.mutable_agreements() = Without(rules.agreements(), [](const v1::Agreement& each) {
    return each.answer_working_days() + each.receipt_working_days() + each.first_contact_working_days() +
               each.start_working_days() ==
           0;
  });
  return rules;
}

v1::RuleSet Stack(const std::string& municipality, const v1::RuleSet& national,
                  const std::vector<v1::RuleSet>& overlays, absl::CivilDay today) {
  v1::RuleSet rules;
  *rules.mutable_weights() = national.weights();
  *rules.mutable_school_holidays() = national.school_holidays();
  rules = Laid(national, rules, today);
  for (const v1::RuleSet& overlay : overlays) {
    const bool here = Contains(overlay.municipalities(), municipality);
    if (here && overlay.level() == v1::RuleSet::MUNICIPALITY) rules = Laid(overlay, rules, today);
  }
  return rules;
}

}  // namespace

v1::RuleSet RulesIn(const std::string& municipality, const v1::RuleSet& national,
                    const std::vector<v1::RuleSet>& overlays, absl::CivilDay today) {
  return WithoutSwitchedOff(Stack(municipality, national, overlays, today));
}

std::map<std::string, v1::RuleSet> TeamRulesIn(const std::string& municipality, const v1::RuleSet& national,
                                               const std::vector<v1::RuleSet>& overlays, absl::CivilDay today) {
  std::map<std::string, v1::RuleSet> rules;
  for (const v1::RuleSet& overlay : overlays) {
    const bool here = Contains(overlay.municipalities(), municipality);
    if (!here || overlay.level() != v1::RuleSet::TEAM) continue;
    rules[overlay.team()] = WithoutSwitchedOff(Laid(overlay, Stack(municipality, national, overlays, today), today));
  }
  return rules;
}

}  // namespace koppel::oracle
