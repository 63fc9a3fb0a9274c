#include "matcher/rules/layers.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/rules/compiled_rules.h"
#include "tests/matcher/files.h"
#include "tests/matcher/issues.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

const absl::CivilDay kToday(2026, 11, 21);

// What every rule has, from this day.
std::string Signed(const std::string& id, const std::string& start = "2026-01-01") {
  return absl::StrCat(" id: '", id, "' source: 's' rationale: 'r' start_date: '", start, "' ");
}

std::string Condition(const std::string& id, const std::string& more = "", const std::string& start = "2026-01-01") {
  return absl::StrCat("conditions {", Signed(id, start), "must { test { field: 'offering.pick_up' } } ",
                      "no { nl: 'n' en: 'e' } when_unknown: ALLOW ", more, " }");
}

std::string Preference(const std::string& id, int points) {
  return absl::StrCat("preferences {", Signed(id), "points: ", points, " }");
}

std::string Agreement(const std::string& id, const std::string& urgency, int days) {
  return absl::StrCat("agreements {", Signed(id), "urgency: ", urgency, " answer_working_days: ", days, " }");
}

std::string Route(const std::string& id, const std::string& more = "") {
  return absl::StrCat("routes {", Signed(id), "when { test { field: 'request.speaks_dutch' } } phone: '112' ",
                      "instruction { nl: 'n' en: 'e' } ", more, " }");
}

std::string Word(const std::string& id, const std::string& wish, const std::string& word) {
  return absl::StrCat("terms {", Signed(id), "wish: '", wish, "' words: '", word, "' }");
}

v1::RuleSet National(const std::string& more = "") {
  return FromText<v1::RuleSet>(
      absl::StrCat("name: 'ruleSets/nl' title: 'Land' level: NATIONAL capacity_shelf_life_days: 60 ",
                   "weights { need_percent: 100 exact: 100 } ", more));
}

v1::RuleSet Town(const std::string& more = "", const std::string& name = "gm0034", const std::string& code = "GM0034") {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/", name, "' title: 'Stad' level: MUNICIPALITY ",
                                            "parent: 'ruleSets/nl' municipalities: '", code, "' ", more));
}

v1::RuleSet TeamIn(const std::string& code, const std::string& more = "", const std::string& name = "team") {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/", name, "' title: 'Team' level: TEAM ",
                                            "parent: 'ruleSets/nl' municipalities: '", code, "' team: 'teams/t' ",
                                            more));
}

std::vector<Issue> IssuesOf(std::vector<v1::RuleSet> sets) {
  std::vector<Issue> issues;
  const auto layers = RuleLayers::Create(std::move(sets), CompiledVocabulary(), kToday, issues);
  EXPECT_EQ(layers == nullptr, !issues.empty());
  return issues;
}

std::shared_ptr<const RuleLayers> LayersOf(std::vector<v1::RuleSet> sets, absl::CivilDay today = kToday) {
  std::vector<Issue> issues;
  auto layers = RuleLayers::Create(std::move(sets), CompiledVocabulary(), today, issues);
  for (const Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path << " " << issue.message.en();
  return layers;
}

// Each condition with the set it comes from.
std::vector<std::pair<std::string, std::string>> ConditionsOf(const CompiledRules& rules) {
  std::vector<std::pair<std::string, std::string>> conditions;
  for (const CompiledCondition& condition : rules.conditions) {
    conditions.emplace_back(condition.source->id(), condition.origin);
  }
  return conditions;
}

std::vector<std::pair<std::string, int>> PreferencesOf(const CompiledRules& rules) {
  std::vector<std::pair<std::string, int>> preferences;
  for (const CompiledPreference& each : rules.preferences) {
    preferences.emplace_back(each.source->id(), each.source->points());
  }
  return preferences;
}

std::vector<std::string> RoutesOf(const CompiledRules& rules) {
  std::vector<std::string> routes;
  for (const CompiledRoute& route : rules.routes) routes.push_back(route.source->id());
  return routes;
}

// ------------------------------------------------------------------------------------------------- what a set adds

TEST(Layers, AMunicipalityAddsConditionsForItsResidentsAlone) {
  const auto layers = LayersOf({National(Condition("a")), Town(Condition("b"))});
  EXPECT_THAT(ConditionsOf(layers->For("GM0034")), ElementsAre(Pair("a", "ruleSets/nl"), Pair("b", "ruleSets/gm0034")));
  EXPECT_THAT(ConditionsOf(layers->For("GM0355")), ElementsAre(Pair("a", "ruleSets/nl")));
  EXPECT_THAT(ConditionsOf(layers->For("")), ElementsAre(Pair("a", "ruleSets/nl")));
}

TEST(Layers, ATeamBuildsOnTheSetOfTheMunicipality) {
  const auto layers = LayersOf({National(Condition("a")), Town(Condition("b")), TeamIn("GM0034", Condition("c"))});
  ASSERT_EQ(layers->TeamsIn("GM0034").size(), 1u);
  const auto& [team, rules] = layers->TeamsIn("GM0034")[0];
  EXPECT_EQ(team, "teams/t");
  EXPECT_THAT(ConditionsOf(*rules),
              ElementsAre(Pair("a", "ruleSets/nl"), Pair("b", "ruleSets/gm0034"), Pair("c", "ruleSets/team")));
  EXPECT_THAT(rules->sets, ElementsAre("ruleSets/nl", "ruleSets/gm0034", "ruleSets/team"));
  EXPECT_THAT(ConditionsOf(layers->For("GM0034")), ElementsAre(Pair("a", "ruleSets/nl"), Pair("b", "ruleSets/gm0034")));
  EXPECT_THAT(layers->TeamsIn("GM0355"), IsEmpty());
}

TEST(Layers, ASetMayBuildOnOneOfItsOwnLevel) {
  v1::RuleSet neighbour = Town(Condition("c"), "gm0355", "GM0355");
  neighbour.set_parent("ruleSets/gm0034");
  const auto layers = LayersOf({National(Condition("a")), Town(Condition("b")), neighbour});
  EXPECT_THAT(ConditionsOf(layers->For("GM0355")),
              ElementsAre(Pair("a", "ruleSets/nl"), Pair("b", "ruleSets/gm0034"), Pair("c", "ruleSets/gm0355")));
}

TEST(Layers, RulesNameTheRevisionsTheyWereMadeFrom) {
  v1::RuleSet national = National(), town = Town();
  national.set_revision(3);
  town.set_revision(12);
  EXPECT_THAT(LayersOf({town, national})->For("GM0034").sets,
              ElementsAre("ruleSets/nl/revisions/3", "ruleSets/gm0034/revisions/12"));
}

TEST(Layers, RoutesComeAfterThoseAboveOrBeforeTheOneTheyName) {
  const auto layers = LayersOf({National(Route("a") + Route("b")), Town(Route("c") + Route("d", "before: 'b'"))});
  EXPECT_THAT(RoutesOf(layers->For("GM0034")), ElementsAre("a", "d", "b", "c"));
}

TEST(Layers, WordsOfAMunicipalityAreUnderstoodThereAlone) {
  const auto layers = LayersOf({National(), Town(Word("w", "breien", "De Pennenclub"))});
  const auto wishes = [&](std::string_view municipality) {
    std::vector<std::string> codes;
    for (TermId id : CompiledVocabulary()->WishesIn("naar de pennenclub", layers->For(municipality).wish_words)) {
      codes.push_back(CompiledVocabulary()->term(id).code());
    }
    return codes;
  };
  EXPECT_THAT(wishes("GM0034"), ElementsAre("breien"));
  EXPECT_THAT(wishes("GM0355"), IsEmpty());
}

// --------------------------------------------------------------------------------------------- what a set replaces

TEST(Layers, AnOverridableConditionIsReplacedInItsPlace) {
  const auto layers = LayersOf(
      {National(Condition("a", "overridable: true") + Condition("b")), Town(Condition("a", "when_no: ALLOW"))});
  EXPECT_THAT(ConditionsOf(layers->For("GM0034")), ElementsAre(Pair("a", "ruleSets/gm0034"), Pair("b", "ruleSets/nl")));
  EXPECT_EQ(layers->For("GM0034").conditions[0].when_no, v1::Condition::ALLOW);
  EXPECT_EQ(layers->For("GM0355").conditions[0].when_no, v1::Condition::EXCLUDE);
}

TEST(Layers, RelaxingAConditionThatIsNotOverridableIsRefused) {
  EXPECT_THAT(IssuesOf({National(Condition("a")), Town(Condition("b") + Condition("a", "when_no: ALLOW"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "conditions[1].id", "\"a\" is of ruleSets/nl")));
  EXPECT_THAT(IssuesOf({National(Route("a")), Town(Route("a"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "routes[0].id", "\"a\" is of ruleSets/nl")));
}

TEST(Layers, WhatTheMunicipalityClosedTheTeamMayNotOpen) {
  EXPECT_THAT(IssuesOf({National(Condition("a", "overridable: true")), Town(Condition("a")),
                        TeamIn("GM0034", Condition("a", "when_no: ALLOW"))}),
              ElementsAre(IssueIn("ruleSets/team", "conditions[0].id", "\"a\" is of ruleSets/gm0034")));
}

TEST(Layers, PreferencesAreReplacedByIdAndSwitchedOffWithoutPoints) {
  const auto layers = LayersOf({National(Preference("a", 5) + Preference("b", 6)), Town(Preference("b", 9)),
                                TeamIn("GM0034", Preference("a", 0))});
  EXPECT_THAT(PreferencesOf(layers->For("GM0034")), ElementsAre(Pair("a", 5), Pair("b", 9)));
  EXPECT_THAT(PreferencesOf(*layers->TeamsIn("GM0034")[0].second), ElementsAre(Pair("b", 9)));
}

TEST(Layers, APreferenceWithoutPointsThatReplacesNothingIsRefused) {
  EXPECT_THAT(IssuesOf({National(Preference("a", 0))}),
              ElementsAre(IssueIn("ruleSets/nl", "preferences[0].points", "counts nothing")));
  EXPECT_THAT(IssuesOf({National(), Town(Preference("a", 0))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "preferences[0].points", "counts nothing")));
}

TEST(Layers, AgreementsAreReplacedByIdAndTakenAwayWithoutDays) {
  const auto layers = LayersOf({National(Agreement("u", "URGENT", 2) + Agreement("p", "PRIORITY", 5)),
                                Town(Agreement("u", "URGENT", 1) + Agreement("p", "PRIORITY", 0))});
  EXPECT_EQ(layers->For("GM0034").answer_limit[v1::URGENT], 1);
  EXPECT_EQ(layers->For("GM0034").answer_limit[v1::PRIORITY], 0);
  EXPECT_EQ(layers->For("GM0355").answer_limit[v1::URGENT], 2);
  EXPECT_EQ(layers->For("GM0355").answer_limit[v1::PRIORITY], 5);
}

TEST(Layers, AnAgreementCountsWhileItHasAnyDays) {
  const auto layers = LayersOf({National(Agreement("u", "URGENT", 2) + Agreement("p", "PRIORITY", 5)),
                                Town("agreements {" + Signed("u") + "urgency: URGENT first_contact_working_days: 4 }" +
                                     Agreement("p", "PRIORITY", 0))});
  const v1::RuleSet& town = SourceOf(layers->For("GM0034"));
  ASSERT_EQ(town.agreements_size(), 1);
  EXPECT_EQ(town.agreements(0).id(), "u");
  EXPECT_EQ(town.agreements(0).first_contact_working_days(), 4);
  EXPECT_EQ(layers->For("GM0034").answer_limit[v1::URGENT], 0);
}

// ------------------------------------------------------------------------------------------- from proposal to start

std::string Reason(const std::string& id, int days, const std::string& start = "2026-01-01") {
  return absl::StrCat("decline_reasons {", Signed(id, start), "title { nl: 'n' en: 'e' } cause: CAPACITY days: ", days,
                      " }");
}

std::string FreeDay(const std::string& date, const std::string& more = "") {
  return absl::StrCat("free_days { free_date: '", date, "' title: 't' source: 's' ", more, " }");
}

// The ids with their days.
std::vector<std::pair<std::string, int>> ReasonsIn(const v1::RuleSet& rules) {
  std::vector<std::pair<std::string, int>> reasons;
  for (const v1::DeclineReason& reason : rules.decline_reasons()) reasons.emplace_back(reason.id(), reason.days());
  return reasons;
}

TEST(Layers, OfTheProcedureALowerSetReplacesWhatItNames) {
  const auto layers = LayersOf(
      {National("procedure { warn_working_days: 1 decision_warning_weeks: 8 hold_working_days: 3 "
                "question_pauses: YES sends_next: NO source: 'land' }"),
       Town("procedure { hold_working_days: 5 question_pauses: NO source: 'stad' }"), Town("", "gm0355", "GM0355")});
  const v1::Procedure& town = SourceOf(layers->For("GM0034")).procedure();
  EXPECT_EQ(town.warn_working_days(), 1);
  EXPECT_EQ(town.decision_warning_weeks(), 8);
  EXPECT_EQ(town.hold_working_days(), 5);
  EXPECT_EQ(town.question_pauses(), v1::Procedure::NO);
  EXPECT_EQ(town.sends_next(), v1::Procedure::NO);
  EXPECT_EQ(town.source(), "stad");
  EXPECT_EQ(SourceOf(layers->For("GM0355")).procedure().hold_working_days(), 3);
  EXPECT_EQ(SourceOf(layers->For("")).procedure().question_pauses(), v1::Procedure::YES);
}

TEST(Layers, WithoutAProcedureThereIsNone) {
  const auto layers = LayersOf({National(), Town()});
  EXPECT_FALSE(SourceOf(layers->For("GM0034")).has_procedure());
}

TEST(Layers, ReasonsAreReplacedByIdFromTheirFirstDayOn) {
  const auto layers = LayersOf({National(Reason("full", 28) + Reason("late", 56)),
                                Town(Reason("full", 14) + Reason("own", 7) + Reason("late", 3, "2026-11-22"))});
  EXPECT_THAT(ReasonsIn(SourceOf(layers->For("GM0034"))),
              ElementsAre(Pair("full", 14), Pair("late", 56), Pair("own", 7)));
  EXPECT_THAT(ReasonsIn(SourceOf(layers->For("GM0355"))), ElementsAre(Pair("full", 28), Pair("late", 56)));
}

TEST(Layers, AReasonDoesNotReplaceARuleOfAnotherKind) {
  EXPECT_THAT(IssuesOf({National(Preference("a", 3)), Town(Reason("a", 28))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "decline_reasons[0].id", "preferences")));
}

TEST(Layers, FreeDaysAreThoseOfTheWholeChain) {
  const auto layers = LayersOf({National(FreeDay("2027-05-07", "by_decree: true")), Town(FreeDay("2026-12-24"))});
  const v1::RuleSet& town = SourceOf(layers->For("GM0034"));
  ASSERT_EQ(town.free_days_size(), 2);
  EXPECT_TRUE(town.free_days(0).by_decree());
  EXPECT_EQ(town.free_days(1).free_date(), "2026-12-24");
  EXPECT_EQ(SourceOf(layers->For("GM0355")).free_days_size(), 1);
}

TEST(Layers, ADecreeIsNationalAndATeamHasNoRoadOfItsOwn) {
  EXPECT_THAT(IssuesOf({National(), Town(FreeDay("2026-12-24") + FreeDay("2026-12-28", "by_decree: true"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "free_days[1].by_decree", "national set")));
  EXPECT_THAT(IssuesOf({National(), TeamIn("GM0034", "procedure { hold_working_days: 3 source: 's' }" + Reason("a", 1) +
                                                         FreeDay("2026-12-24"))}),
              ElementsAre(IssueIn("ruleSets/team", "procedure", "not for the set of a team"),
                          IssueIn("ruleSets/team", "decline_reasons", "not for the set of a team"),
                          IssueIn("ruleSets/team", "free_days", "not for the set of a team")));
}

TEST(Layers, AnUrgencyHasOneAgreement) {
  EXPECT_THAT(IssuesOf({National(Agreement("u", "URGENT", 2)), Town(Agreement("v", "URGENT", 1))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "agreements[0].id", "agreement \"u\" of ruleSets/nl")));
  EXPECT_THAT(IssuesOf({National(Agreement("u", "URGENT", 2) + Agreement("v", "URGENT", 1))}),
              ElementsAre(IssueIn("ruleSets/nl", "agreements[1].urgency", "an agreement in this set")));
}

TEST(Layers, AWordHasOneRule) {
  EXPECT_THAT(IssuesOf({National(Word("w", "breien", "pennenclub")), Town(Word("v", "koken", "Pennenclub"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "terms[0].words[0]", "stands at \"w\" of ruleSets/nl")));
  EXPECT_THAT(IssuesOf({National(Word("w", "breien", "pennenclub")), Town(Word("w", "koken", "pennenclub"))}),
              IsEmpty());
}

TEST(Layers, AnIdIsOfOneKindAllTheWayDown) {
  EXPECT_THAT(IssuesOf({National(Preference("a", 1)), Town(Condition("a"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "conditions[0].id", "used in ruleSets/nl under preferences")));
}

TEST(Layers, ARouteIsTriedBeforeOneThatIsAboveIt) {
  EXPECT_THAT(IssuesOf({National(Route("a")), Town(Route("b") + Route("c", "before: 'b'"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "routes[1].before", "no route \"b\" above")));
}

TEST(Layers, TheShelfLifeOfALowerSetGoesFirst) {
  const auto layers = LayersOf({National(), Town("capacity_shelf_life_days: 14")});
  EXPECT_EQ(layers->For("GM0034").source.capacity_shelf_life_days(), 14);
  EXPECT_EQ(layers->For("GM0355").source.capacity_shelf_life_days(), 60);
}

// ------------------------------------------------------------------------------------------------------ start dates

TEST(Layers, ARuleCountsFromItsFirstDayAndUntilThenWhatItReplaces) {
  const std::vector<v1::RuleSet> sets = {
      National(Condition("a", "overridable: true") + Condition("b", "", "2026-12-02")),
      Town(Condition("a", "when_no: ALLOW", "2026-12-01"))};
  const auto before = LayersOf(sets, absl::CivilDay(2026, 11, 30));
  EXPECT_THAT(ConditionsOf(before->For("GM0034")), ElementsAre(Pair("a", "ruleSets/nl")));
  const auto first_day = LayersOf(sets, absl::CivilDay(2026, 12, 1));
  EXPECT_THAT(ConditionsOf(first_day->For("GM0034")), ElementsAre(Pair("a", "ruleSets/gm0034")));
  const auto after = LayersOf(sets, absl::CivilDay(2026, 12, 2));
  EXPECT_THAT(ConditionsOf(after->For("GM0034")), ElementsAre(Pair("a", "ruleSets/gm0034"), Pair("b", "ruleSets/nl")));
}

// ------------------------------------------------------------------------------------------------- who builds on whom

TEST(Layers, ACircleIsRefusedInEverySetOfIt) {
  v1::RuleSet one = Town("", "gm0034", "GM0034"), other = Town("", "gm0355", "GM0355");
  one.set_parent("ruleSets/gm0355");
  other.set_parent("ruleSets/gm0034");
  EXPECT_THAT(IssuesOf({National(), one, other}),
              UnorderedElementsAre(IssueIn("ruleSets/gm0034", "parent", "ruleSets/gm0355 builds on ruleSets/gm0034"),
                                   IssueIn("ruleSets/gm0355", "parent", "ruleSets/gm0034 builds on ruleSets/gm0355")));
  one.set_parent("ruleSets/gm0034");
  EXPECT_THAT(IssuesOf({National(), one}), ElementsAre(IssueIn("ruleSets/gm0034", "parent", "makes a circle")));
}

TEST(Layers, AParentMustBeThereAndNotBelow) {
  v1::RuleSet town = Town();
  town.clear_parent();
  EXPECT_THAT(IssuesOf({National(), town}), ElementsAre(IssueIn("ruleSets/gm0034", "parent", "is missing")));
  town.set_parent("ruleSets/gone");
  EXPECT_THAT(IssuesOf({National(), town}), ElementsAre(IssueIn("ruleSets/gm0034", "parent", "ruleSets/gone is no")));
  town.set_parent("ruleSets/team");
  EXPECT_THAT(IssuesOf({National(), town, TeamIn("GM0355")}),
              ElementsAre(IssueIn("ruleSets/gm0034", "parent", "ruleSets/team does not fit above")));
  EXPECT_THAT(IssuesOf({National("parent: 'ruleSets/nl'")}),
              ElementsAre(IssueIn("ruleSets/nl", "parent", "must be empty")));
}

TEST(Layers, ThereIsOneNationalSet) {
  v1::RuleSet second = National();
  second.set_name("ruleSets/nl-2");
  EXPECT_THAT(IssuesOf({National(), second}), ElementsAre(IssueIn("ruleSets/nl-2", "level", "already: ruleSets/nl")));
  EXPECT_THAT(IssuesOf({}), ElementsAre(IssueIn("", "level", "no national set")));
}

TEST(Layers, AMunicipalityHasOneSetAndATeamOneInEachMunicipality) {
  EXPECT_THAT(IssuesOf({National(), Town(), Town("", "gm0034-2")}),
              ElementsAre(IssueIn("ruleSets/gm0034-2", "municipalities[0]", "already: ruleSets/gm0034")));
  EXPECT_THAT(IssuesOf({National(), TeamIn("GM0034"), TeamIn("GM0355", "municipalities: 'GM0034'", "team-2")}),
              ElementsAre(IssueIn("ruleSets/team-2", "municipalities[1]", "already: ruleSets/team")));
  EXPECT_THAT(IssuesOf({National(), TeamIn("GM0034"), TeamIn("GM0355", "", "team-2")}), IsEmpty());
}

TEST(Layers, ASetSaysWhereItCounts) {
  EXPECT_THAT(IssuesOf({National("municipalities: 'GM0034'")}),
              ElementsAre(IssueIn("ruleSets/nl", "municipalities", "must be empty")));
  EXPECT_THAT(IssuesOf({National("team: 'teams/t'")}),
              ElementsAre(IssueIn("ruleSets/nl", "team", "only for a set of level TEAM")));
  EXPECT_THAT(IssuesOf({National(), Town("municipalities: 'GM0355'")}),
              ElementsAre(IssueIn("ruleSets/gm0034", "municipalities", "exactly one")));
  for (const char* code : {"WK003402", "GM34", "GM00345", "GMabcd"}) {
    EXPECT_THAT(IssuesOf({National(), Town("", "town", code)}),
                ElementsAre(IssueIn("ruleSets/town", "municipalities[0]", "no municipality")))
        << code;
  }
  v1::RuleSet team = TeamIn("GM0034");
  team.clear_municipalities();
  team.set_team("t");
  EXPECT_THAT(IssuesOf({National(), team}), ElementsAre(IssueIn("ruleSets/team", "municipalities", "is missing"),
                                                        IssueIn("ruleSets/team", "team", "no name of a team")));
}

TEST(Layers, ANameIsOfOneSet) {
  EXPECT_THAT(IssuesOf({National(), Town(), Town("", "gm0034", "GM0355")}),
              ElementsAre(IssueIn("ruleSets/gm0034", "name", "more than one set")));
}

TEST(Layers, WeightsAndHolidaysAreNationalAndATeamHasNoRoutesOrWords) {
  EXPECT_THAT(IssuesOf({National(), Town("weights { exact: 1 } school_holidays { title: 'x' start_date: '2026-12-01' "
                                         "end_date: '2026-12-02' }")}),
              ElementsAre(IssueIn("ruleSets/gm0034", "weights", "national set"),
                          IssueIn("ruleSets/gm0034", "school_holidays", "national set")));
  EXPECT_THAT(IssuesOf({National(), TeamIn("GM0034", Route("a") + Word("w", "breien", "pennenclub"))}),
              ElementsAre(IssueIn("ruleSets/team", "routes", "not for the set of a team"),
                          IssueIn("ruleSets/team", "terms", "not for the set of a team")));
}

// ---------------------------------------------------------------------------------------------------------- lexicons

v1::RuleSet LexiconOf(const std::string& more = "", const std::string& name = "lexicon") {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/", name, "' title: 'Woorden' level: LEXICON ",
                                            "lexicon { entries { id: 'x' domains: BODY words: 'ziek' } } ", more));
}

TEST(Layers, LexiconsStandBesideTheChainsAndTheSetsOfTheirMunicipality) {
  const auto layers = LayersOf({National(), Town(), LexiconOf(), LexiconOf("municipalities: 'GM0034'", "lexicon-a"),
                                LexiconOf("municipalities: 'GM0034'", "lexicon-b"), TeamIn("GM0034")});
  ASSERT_NE(layers, nullptr);
  std::vector<std::string> names;
  for (const v1::RuleSet& set : layers->sets()) names.push_back(set.name());
  EXPECT_THAT(names, ElementsAre("ruleSets/gm0034", "ruleSets/nl", "ruleSets/team"));
  EXPECT_THAT(layers->For("GM0034").sets, ElementsAre("ruleSets/nl", "ruleSets/gm0034"));
  EXPECT_EQ(ChainsOf({National(), LexiconOf("municipalities: 'GM0034'")}).size(), 1u);
}

TEST(Layers, ALexiconIsForEverybodyOrOneMunicipalityAndBuildsOnNothing) {
  EXPECT_THAT(IssuesOf({National(), LexiconOf("municipalities: 'GM0034' municipalities: 'GM0344'")}),
              ElementsAre(IssueIn("ruleSets/lexicon", "municipalities", "more than one municipality")));
  EXPECT_THAT(IssuesOf({National(), LexiconOf("municipalities: 'WK003401'")}),
              ElementsAre(IssueIn("ruleSets/lexicon", "municipalities[0]", "is no municipality")));
  EXPECT_THAT(IssuesOf({National(), LexiconOf("parent: 'ruleSets/nl'")}),
              ElementsAre(IssueIn("ruleSets/lexicon", "parent", "does not belong in a lexicon")));
  EXPECT_THAT(IssuesOf({National(), LexiconOf("team: 'teams/t'")}),
              ElementsAre(IssueIn("ruleSets/lexicon", "team", "only for a set of level TEAM")));
  v1::RuleSet town = Town();
  town.set_parent("ruleSets/lexicon");
  EXPECT_THAT(IssuesOf({National(), LexiconOf(), town}),
              ElementsAre(IssueIn("ruleSets/gm0034", "parent", "does not fit above")));
}

TEST(Layers, ALexiconHoldsWordsAloneAndNoOtherSetHoldsWordsForReading) {
  const v1::RuleSet other = LexiconOf(
      absl::StrCat(Condition("c"), Preference("p", 1), Route("r"), "weights { exact: 1 } capacity_shelf_life_days: 3 ",
                   Agreement("a", "NORMAL", 3), Word("w", "breien", "haken"), "school_holidays { title: 'h' } ",
                   "procedure {}", Reason("d", 1), FreeDay("2026-12-24"),
                   "example_directory { provider { name: 'providers/p' } } examples { id: 'e' }"));
  std::vector<std::string> paths;
  for (const Issue& issue : IssuesOf({National(), other})) {
    EXPECT_THAT(issue, IssueIn("ruleSets/lexicon", issue.path, "does not belong in a lexicon"));
    paths.push_back(issue.path);
  }
  EXPECT_THAT(paths, ElementsAre("conditions", "preferences", "routes", "weights", "capacity_shelf_life_days",
                                 "agreements", "terms", "school_holidays", "procedure", "decline_reasons", "free_days",
                                 "example_directory", "examples"));
  EXPECT_THAT(IssuesOf({National("lexicon {}"), Town("lexicon { abbreviations: 'mw' }")}),
              UnorderedElementsAre(IssueIn("ruleSets/nl", "lexicon", "of level LEXICON only"),
                                   IssueIn("ruleSets/gm0034", "lexicon", "of level LEXICON only")));
}

TEST(Layers, ALexiconHasANameAndATitle) {
  v1::RuleSet set = LexiconOf();
  set.set_name("ruleSets/Woorden");
  set.clear_title();
  EXPECT_THAT(IssuesOf({National(), set}), UnorderedElementsAre(IssueIn("ruleSets/Woorden", "name", "no name"),
                                                                IssueIn("ruleSets/Woorden", "title", "missing")));
}

// ---------------------------------------------------------------------------------------------------------- together

TEST(Layers, AllProblemsOfAllSetsAreReportedAtOnce) {
  EXPECT_THAT(IssuesOf({National(Condition("a") + Preference("B", 1)), Town(Condition("a") + Preference("C", 1))}),
              UnorderedElementsAre(IssueIn("ruleSets/nl", "preferences[0].id", "no good id"),
                                   IssueIn("ruleSets/gm0034", "preferences[0].id", "no good id"),
                                   IssueIn("ruleSets/gm0034", "conditions[0].id", "may not be replaced")));
}

// -------------------------------------------------------------------------------------------------------- examples

std::string ExampleIn(const std::string& area, const std::string& expected) {
  return absl::StrCat("examples { id: 'x' title: 'x' moment: '2026-11-21T13:00' ", expected, " referral { area: '",
                      area, "' needs { domain: SOCIAL } } }");
}

TEST(Layers, AnExampleMayNameWhatIsAboveItAndNotWhatIsBelow) {
  EXPECT_THAT(IssuesOf({National(Route("a")), Town(ExampleIn("BU00340202", "routes: 'a'"))}), IsEmpty());
  EXPECT_THAT(IssuesOf({National(ExampleIn("BU00340202", "routes: 'b'")), Town(Route("b"))}),
              ElementsAre(IssueIn("ruleSets/nl", "examples[0].routes[0]", "no such route")));
}

TEST(Layers, AnExampleLiesWhereItsSetCounts) {
  EXPECT_THAT(IssuesOf({National(), Town(ExampleIn("BU03550101", "first: '-'"))}),
              ElementsAre(IssueIn("ruleSets/gm0034", "examples[0].referral.area", "does not lie where")));
}

}  // namespace
}  // namespace koppel::matcher
