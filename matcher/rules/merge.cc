#include "matcher/rules/merge.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/civil.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;

template <typename Rule>
int PlaceOf(const RepeatedPtrField<Rule>& rules, const std::string& id) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id() == id; });
  return static_cast<int>(found - rules.begin());
}

bool IsWithoutDays(const v1::Agreement& agreement) {
  return agreement.receipt_working_days() == 0 && agreement.answer_working_days() == 0 &&
         agreement.first_contact_working_days() == 0 && agreement.start_working_days() == 0;
}

// Lays one set over what lies there already.
class Merger {
 public:
  Merger(absl::CivilDay today, Origins* origins) : today_(today), origins_(origins) {}

  void Lay(const v1::RuleSet& set) {
    LayHead(set);
    LayRules(set.conditions(), set.name(), *merged_.mutable_conditions());
    LayRules(set.preferences(), set.name(), *merged_.mutable_preferences());
    LayRules(set.agreements(), set.name(), *merged_.mutable_agreements());
    LayRules(set.terms(), set.name(), *merged_.mutable_terms());
    LayRules(set.decline_reasons(), set.name(), *merged_.mutable_decline_reasons());
    LayRoutes(set.routes(), set.name());
    merged_.mutable_example_directory()->MergeFrom(set.example_directory());
    *merged_.mutable_examples() = set.examples();
  }

  v1::RuleSet Take() {
    Drop(*merged_.mutable_preferences(), [](const v1::Preference& each) { return each.points() == 0; });
    Drop(*merged_.mutable_agreements(), IsWithoutDays);
    return std::move(merged_);
  }

 private:
  void LayHead(const v1::RuleSet& set) {
    merged_.set_name(set.name());
    merged_.set_title(set.title());
    merged_.set_description(set.description());
    merged_.set_level(set.level());
    merged_.set_parent(set.parent());
    merged_.set_team(set.team());
    *merged_.mutable_municipalities() = set.municipalities();
    merged_.set_revision(set.revision());
    if (set.has_weights()) *merged_.mutable_weights() = set.weights();
    if (set.capacity_shelf_life_days() > 0) merged_.set_capacity_shelf_life_days(set.capacity_shelf_life_days());
    merged_.mutable_school_holidays()->MergeFrom(set.school_holidays());
    merged_.mutable_free_days()->MergeFrom(set.free_days());
    // Field by field: what is 0, unspecified or empty stays as it lies there.
    if (set.has_procedure()) merged_.mutable_procedure()->MergeFrom(set.procedure());
  }

  // A date that cannot be read counts as begun; the checks report it.
  template <typename Rule>
  bool Counts(const Rule& rule) const {
    const auto start = ParseDate(rule.start_date());
    return !start || *start <= today_;
  }

  template <typename Rule>
  void LayRules(const RepeatedPtrField<Rule>& rules, const std::string& set, RepeatedPtrField<Rule>& merged) {
    // Within one set nothing replaces anything: an id twice stays twice, for the checks to report.
    const RepeatedPtrField<Rule> above = merged;
    for (const Rule& rule : rules) {
      if (!Counts(rule)) continue;
      Remember(rule.id(), set);
      const int place = PlaceOf(above, rule.id());
      *(place < above.size() ? merged.Mutable(place) : merged.Add()) = rule;
    }
  }

  void LayRoutes(const RepeatedPtrField<v1::Route>& routes, const std::string& set) {
    RepeatedPtrField<v1::Route>& merged = *merged_.mutable_routes();
    const RepeatedPtrField<v1::Route> above = merged;
    for (const v1::Route& route : routes) {
      if (!Counts(route)) continue;
      Remember(route.id(), set);
      if (PlaceOf(above, route.id()) < above.size()) {
        *merged.Mutable(PlaceOf(merged, route.id())) = route;
      } else {
        Insert(route, route.before().empty() ? merged.size() : PlaceOf(merged, route.before()), merged);
      }
    }
  }

  static void Insert(const v1::Route& route, int place, RepeatedPtrField<v1::Route>& merged) {
    *merged.Add() = route;
    for (int at = merged.size() - 1; at > place; --at) merged.SwapElements(at, at - 1);
  }

  void Remember(const std::string& id, const std::string& set) {
    if (origins_ != nullptr) (*origins_)[id] = set;
  }

  template <typename Rule, typename Unwanted>
  static void Drop(RepeatedPtrField<Rule>& rules, Unwanted unwanted) {
    rules.erase(std::remove_if(rules.begin(), rules.end(), unwanted), rules.end());
  }

  const absl::CivilDay today_;
  Origins* origins_;
  v1::RuleSet merged_;
};

}  // namespace

v1::RuleSet MergeSets(const std::vector<const v1::RuleSet*>& chain, absl::CivilDay today, Origins* origins) {
  Merger merger(today, origins);
  for (const v1::RuleSet* set : chain) merger.Lay(*set);
  return merger.Take();
}

std::string RevisionNameOf(const v1::RuleSet& set) {
  return set.revision() == 0 ? set.name() : absl::StrCat(set.name(), "/revisions/", set.revision());
}

}  // namespace koppel::matcher
