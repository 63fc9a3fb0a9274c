#include "tests/matcher/generate_rules.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "matcher/rules/fields.h"
#include "tests/matcher/chance.h"

namespace koppel::matcher {
namespace {

using v1::Condition;

// Every rule of a made-up set begins on one of these: before and after the day of the questions.
constexpr char kBegun[] = "2026-01-01";
constexpr char kLater[] = "2026-12-01";

class Varier {
 public:
  Varier(const v1::Vocabulary& vocabulary, std::mt19937_64& random, v1::RuleSet& rules)
      : vocabulary_(vocabulary), chance_(random), rules_(rules) {}

  // Makes what was read into a variation of itself.
  void Vary() {
    LeaveOut(*rules_.mutable_conditions());
    LeaveOut(*rules_.mutable_preferences());
    LeaveOut(*rules_.mutable_routes());
    for (Condition& condition : *rules_.mutable_conditions()) VaryCondition(condition);
    for (v1::Preference& preference : *rules_.mutable_preferences()) VaryPreference(preference);
    for (int i = chance_.Below(3); i > 0; --i) AddCondition(i);
    for (int i = chance_.Below(3); i > 0; --i) AddPreference(i);
    if (chance_.Percent(30)) AddRoute(1);
    VaryWeights(*rules_.mutable_weights());
    VaryAgreements();
    if (chance_.Percent(30)) AddWord("word", "samen");
    if (chance_.Percent(60)) AddHoliday();
    rules_.set_capacity_shelf_life_days(chance_.Between(10, 90));
  }

  // Lets sets above this one replace some of its rules.
  void Open() {
    for (Condition& condition : *rules_.mutable_conditions()) condition.set_overridable(chance_.Percent(40));
    for (v1::Route& route : *rules_.mutable_routes()) route.set_overridable(chance_.Percent(40));
  }

  // Fills an empty set that lies over these, the national one first.
  void Cover(const std::vector<const v1::RuleSet*>& below) {
    level_ = static_cast<int>(below.size());
    CoverConditions(below);
    CoverPreferences(below);
    CoverAgreements(below);
    if (rules_.level() == v1::RuleSet::MUNICIPALITY) {
      CoverRoutes(below);
      CoverWords(below);
    }
    if (chance_.Percent(30)) rules_.set_capacity_shelf_life_days(chance_.Between(5, 90));
  }

 private:
  // The rules of the sets below as they would be replaced: of each id the lowest.
  template <typename Rules>
  static std::map<std::string, typename Rules::value_type> Lowest(const std::vector<const v1::RuleSet*>& below,
                                                                  const Rules& (v1::RuleSet::*list)() const) {
    std::map<std::string, typename Rules::value_type> lowest;
    for (const v1::RuleSet* set : below) {
      for (const auto& rule : (set->*list)()) lowest[rule.id()] = rule;
    }
    return lowest;
  }

  const char* SomeStart() { return chance_.Percent(20) ? kLater : kBegun; }

  void CoverConditions(const std::vector<const v1::RuleSet*>& below) {
    for (const auto& [id, condition] : Lowest(below, &v1::RuleSet::conditions)) {
      if (!condition.overridable() || !chance_.Percent(40)) continue;
      Condition& own = *rules_.add_conditions() = condition;
      own.set_start_date(SomeStart());
      own.set_overridable(chance_.Percent(50));
      ChangeEffects(own);
    }
    for (int i = chance_.Below(3); i > 0; --i) {
      AddCondition(i);
      rules_.mutable_conditions()->rbegin()->set_overridable(chance_.Percent(50));
    }
    chance_.Shuffle(*rules_.mutable_conditions());
  }

  void CoverPreferences(const std::vector<const v1::RuleSet*>& below) {
    for (const auto& [id, preference] : Lowest(below, &v1::RuleSet::preferences)) {
      if (!chance_.Percent(25)) continue;
      v1::Preference& own = *rules_.add_preferences() = preference;
      own.set_start_date(SomeStart());
      own.set_points(chance_.Percent(30) ? 0 : SomePoints());
    }
    for (int i = chance_.Below(3); i > 0; --i) AddPreference(i);
    chance_.Shuffle(*rules_.mutable_preferences());
  }

  void CoverAgreements(const std::vector<const v1::RuleSet*>& below) {
    std::set<int> agreed;
    for (const auto& [id, agreement] : Lowest(below, &v1::RuleSet::agreements)) {
      agreed.insert(agreement.urgency());
      if (!chance_.Percent(40)) continue;
      v1::Agreement& own = *rules_.add_agreements() = agreement;
      own.set_start_date(SomeStart());
      own.set_answer_working_days(chance_.Below(6));
    }
    for (int urgency = 1; urgency <= 4; ++urgency) {
      if (agreed.count(urgency) == 0 && chance_.Percent(25)) AddAgreement(urgency);
    }
  }

  void CoverRoutes(const std::vector<const v1::RuleSet*>& below) {
    const auto routes = Lowest(below, &v1::RuleSet::routes);
    for (const auto& [id, route] : routes) {
      if (!route.overridable() || !chance_.Percent(40)) continue;
      v1::Route& own = *rules_.add_routes() = route;
      own.set_start_date(SomeStart());
      own.set_phone("14035");
    }
    for (int i = chance_.Below(3); i > 0; --i) {
      AddRoute(i);
      v1::Route& own = *rules_.mutable_routes()->rbegin();
      own.set_start_date(SomeStart());
      if (!routes.empty() && chance_.Percent(60))
        own.set_before(std::next(routes.begin(), chance_.Below(static_cast<int>(routes.size())))->first);
    }
  }

  // Two sets never have one word under two ids.
  void CoverWords(const std::vector<const v1::RuleSet*>& below) {
    if (!Lowest(below, &v1::RuleSet::terms).empty() && chance_.Percent(50)) {
      AddWord("word", chance_.Percent(50) ? "samen" : "keer");
    }
    if (chance_.Percent(50)) AddWord("own-word", "Eén keer");
    if (chance_.Percent(50)) AddWord("more-words", "graag samen");
  }

  template <typename Rules>
  void LeaveOut(Rules& rules) {
    for (int i = rules.size() - 1; i >= 0; --i) {
      if (chance_.Percent(12)) rules.DeleteSubrange(i, 1);
    }
    for (int i = rules.size() - 1; i > 0 && chance_.Percent(50); --i) rules.SwapElements(i, chance_.Below(i + 1));
  }

  void Say(v1::Sentence& sentence) {
    sentence.set_nl("Dat is zo.");
    sentence.set_en("That is so.");
  }

  // With all its sentences, since every effect has something to say.
  void VaryCondition(Condition& condition) {
    if (!chance_.Percent(20)) return;
    ChangeEffects(condition);
  }

  void ChangeEffects(Condition& condition) {
    condition.set_when_no(static_cast<Condition::Effect>(chance_.Below(5)));
    condition.set_when_unknown(static_cast<Condition::Effect>(chance_.Below(5)));
    Say(*condition.mutable_no());
    Say(*condition.mutable_ask());
  }

  void VaryPreference(v1::Preference& preference) {
    if (!chance_.Percent(40)) return;
    preference.set_points(SomePoints());
    preference.set_lead_only(chance_.Percent(30));
    preference.set_join_only(chance_.Percent(30));
    if (preference.has_scale()) preference.mutable_scale()->set_max_steps(chance_.Between(1, 20));
  }

  int SomePoints() {
    const int points = chance_.Between(-60, 60);
    return points == 0 ? 1 : points;
  }

  template <typename Rule>
  void Sign(const char* what, int number, Rule& rule) {
    rule.set_id(absl::StrCat("made-up-", what, "-", level_, "-", number));
    rule.set_source("toeval");
    rule.set_rationale("toeval");
    rule.set_start_date(level_ == 0 ? kBegun : SomeStart());
  }

  void AddCondition(int number) {
    Condition& condition = *rules_.add_conditions();
    Sign("condition", number, condition);
    if (chance_.Percent(50)) *condition.mutable_applies() = SomePredicate(2, "");
    *condition.mutable_must() = SomePredicate(2, "");
    condition.set_justification("toeval");
    ChangeEffects(condition);
  }

  void AddPreference(int number) {
    v1::Preference& preference = *rules_.add_preferences();
    Sign("preference", number, preference);
    if (chance_.Percent(70)) *preference.mutable_when() = SomePredicate(2, "");
    preference.set_points(SomePoints());
    if (!chance_.Percent(40)) return;
    preference.mutable_scale()->set_field(std::string(SomeField(FieldType::kNumber)));
    preference.mutable_scale()->set_step(chance_.Between(1, 40));
    preference.mutable_scale()->set_max_steps(chance_.Between(1, 9));
  }

  void AddRoute(int number) {
    v1::Route& route = *rules_.add_routes();
    Sign("route", number, route);
    *route.mutable_when() = SomePredicate(1, "request.");
    if (chance_.Percent(70)) *route.mutable_find() = SomePredicate(1, "");
    if (!route.has_find() || chance_.Percent(50)) route.set_phone("14034");
    Say(*route.mutable_instruction());
  }

  std::string_view SomeField(FieldType type) {
    for (;;) {
      const std::string_view name = chance_.OneOf(FieldNames());
      if (FindField(name)->type == type) return name;
    }
  }

  // Puts predicates in predicates up to this depth; only fields whose name starts so.
  v1::Predicate SomePredicate(int depth, std::string_view start) {
    v1::Predicate predicate;
    const int shape = depth == 0 ? 0 : chance_.Below(5);
    if (shape == 1) {
      *predicate.mutable_not_() = SomePredicate(depth - 1, start);
    } else if (shape == 2 || shape == 3) {
      auto& list = shape == 2 ? *predicate.mutable_all_of() : *predicate.mutable_any_of();
      for (int i = chance_.Between(1, 3); i > 0; --i) *list.add_of() = SomePredicate(depth - 1, start);
    } else {
      std::string_view name;
      do {
        name = chance_.OneOf(FieldNames());
      } while (name.substr(0, start.size()) != start);
      FillTest(*FindField(name), *predicate.mutable_test());
    }
    return predicate;
  }

  void FillTest(const FieldInfo& info, v1::Test& test) {
    test.set_field(std::string(info.name));
    if (chance_.Percent(20)) {
      test.set_known(chance_.Percent(50));
    } else if (info.type == FieldType::kNumber) {
      chance_.Percent(50) ? test.set_at_least(chance_.Below(80)) : test.set_at_most(chance_.Below(80));
    } else if (info.type != FieldType::kFlag) {
      if (chance_.Percent(50)) {
        test.set_is(SomeSymbol(info));
      } else {
        for (int i = chance_.Between(1, 3); i > 0; --i) test.mutable_in()->add_of(SomeSymbol(info));
      }
    }
  }

  std::string SomeSymbol(const FieldInfo& info) {
    if (info.symbols != nullptr)
      return info.symbols->value(chance_.Between(1, info.symbols->value_count() - 1))->name();
    for (;;) {
      const v1::Term term = chance_.OneOf(vocabulary_.terms());
      if (term.kind() == info.terms) return term.code();
    }
  }

  void VaryWeights(v1::Weights& weights) {
    if (!chance_.Percent(50)) return;
    weights.clear_need_percent();
    for (int i = chance_.Between(1, 4); i > 0; --i) weights.add_need_percent(chance_.Between(10, 120));
    weights.set_exact(chance_.Between(50, 150));
    weights.set_narrower(chance_.Between(20, 120));
    weights.set_related(chance_.Between(20, 120));
    weights.set_partial(chance_.Between(20, 120));
    weights.set_domain(chance_.Between(10, 80));
    weights.set_generalist(chance_.Between(5, 60));
    weights.set_join_percent(chance_.Below(101));
    weights.set_same_place(chance_.Below(60));
  }

  void VaryAgreements() {
    for (int urgency = 1; urgency <= 4; ++urgency) {
      if (!chance_.Percent(25)) continue;
      auto& agreements = *rules_.mutable_agreements();
      agreements.erase(std::remove_if(agreements.begin(), agreements.end(),
                                      [&](const auto& each) { return each.urgency() == urgency; }),
                       agreements.end());
      AddAgreement(urgency);
    }
  }

  void AddAgreement(int urgency) {
    v1::Agreement& agreement = *rules_.add_agreements();
    Sign("agreement", urgency, agreement);
    agreement.set_urgency(static_cast<v1::Urgency>(urgency));
    agreement.set_answer_working_days(chance_.Between(1, 6));
  }

  void AddWord(const std::string& id, const std::string& word) {
    v1::WordRule& rule = *rules_.add_terms();
    Sign("word", 1, rule);
    rule.set_id(id);
    rule.add_words(word);
    for (;;) {
      const v1::Term term = chance_.OneOf(vocabulary_.terms());
      rule.set_wish(term.code());
      if (term.kind() == v1::WISH) return;
    }
  }

  void AddHoliday() {
    v1::SchoolHoliday& holiday = *rules_.add_school_holidays();
    holiday.set_title("kerstvakantie");
    for (int region = 1; region <= 3; ++region) {
      if (chance_.Percent(60)) holiday.add_regions(static_cast<v1::SchoolRegion>(region));
    }
    holiday.set_start_date("2026-12-19");
    holiday.set_end_date("2027-01-03");
  }

  const v1::Vocabulary& vocabulary_;
  Chance chance_;
  v1::RuleSet& rules_;
  int level_ = 0;  // How many sets lie under it.
};

v1::RuleSet EmptyOverlay(v1::RuleSet::Level level, const std::string& id, const std::string& municipality) {
  v1::RuleSet set;
  set.set_name("ruleSets/" + id);
  set.set_title("Een regelset");
  set.set_level(level);
  set.set_parent("ruleSets/nl");
  set.add_municipalities(municipality);
  return set;
}

}  // namespace

const std::vector<std::string_view>& FieldNames() {
  static const std::vector<std::string_view> kNames = {
      "request.urgency",
      "request.domains",
      "request.first_domain",
      "request.first_need_plain",
      "request.expertise",
      "request.subtopics",
      "request.wishes",
      "request.target_groups",
      "request.access_needs",
      "request.preferred_forms",
      "request.age",
      "request.gender",
      "request.haalzorg_willing",
      "request.haalzorg_ready",
      "request.has_decision",
      "request.asks_expertise",
      "request.awaits_decision",
      "request.care_awarded",
      "request.speaks_dutch",
      "request.same_gender_only",
      "request.prefers_walk_in",
      "request.prefers_nearby",
      "request.prefers_small_group",
      "request.escalated",
      "offering.kind",
      "offering.form",
      "offering.domains",
      "offering.subtopics",
      "offering.expertise",
      "offering.target_groups",
      "offering.generalist",
      "offering.needs_decision",
      "offering.via_gp",
      "offering.walk_in",
      "offering.pick_up",
      "offering.takes_urgent",
      "offering.min_age",
      "offering.max_age",
      "offering.group_size",
      "offering.cost_cents",
      "offering.capacity_state",
      "offering.capacity_age_days",
      "offering.capacity_stale",
      "offering.load_percent",
      "pair.in_service_area",
      "pair.contract_valid",
      "pair.expertise",
      "pair.answers_more",
      "pair.age_fits",
      "pair.gender_fits",
      "pair.same_gender_group",
      "pair.language_shared",
      "pair.wheelchair_fits",
      "pair.time_fits",
      "pair.preferred_time",
      "pair.preferred_form",
      "pair.category_fits",
      "pair.provider_refused",
      "pair.declined",
      "pair.provider_involved",
      "pair.target_group_shared",
      "pair.distance_meters",
      "pair.within_distance",
      "pair.same_buurt",
      "pair.answers_in_time",
      "pair.start_days",
      "pair.haalzorg_offered",
  };
  return kNames;
}

void VaryRules(const v1::Vocabulary& vocabulary, std::mt19937_64& random, v1::RuleSet& rules) {
  Varier(vocabulary, random, rules).Vary();
}

std::vector<v1::RuleSet> MakeOverlays(const v1::Vocabulary& vocabulary, const std::string& municipality,
                                      const std::vector<std::string>& teams, std::mt19937_64& random,
                                      v1::RuleSet& rules) {
  Chance chance(random);
  Varier(vocabulary, random, rules).Open();
  std::vector<v1::RuleSet> overlays;
  std::vector<const v1::RuleSet*> below = {&rules};
  overlays.reserve(teams.size() + 2);
  if (chance.Percent(80)) {
    overlays.push_back(EmptyOverlay(v1::RuleSet::MUNICIPALITY, "here", municipality));
    Varier(vocabulary, random, overlays.back()).Cover({&rules});
    below.push_back(&overlays.back());
  }
  if (chance.Percent(30)) {
    overlays.push_back(EmptyOverlay(v1::RuleSet::MUNICIPALITY, "elsewhere", "GM0099"));
    Varier(vocabulary, random, overlays.back()).Cover({&rules});
  }
  for (size_t i = 0; i < teams.size(); ++i) {
    if (!chance.Percent(75)) continue;
    overlays.push_back(EmptyOverlay(v1::RuleSet::TEAM, absl::StrCat("team-", i), municipality));
    overlays.back().set_team(teams[i]);
    Varier(vocabulary, random, overlays.back()).Cover(below);
  }
  return overlays;
}

}  // namespace koppel::matcher
