#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "google/protobuf/arena.h"
#include "gtest/gtest.h"
#include "matcher/rules/fields.h"
#include "matcher/rules/layers.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate_rules.h"
#include "tests/matcher/issues.h"

namespace koppel::matcher {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A set with nothing wrong.
constexpr char kGood[] = R"pb(
  name: "ruleSets/test"
  title: "Test"
  level: NATIONAL
  capacity_shelf_life_days: 30
  weights { need_percent: 100 exact: 100 join_percent: 35 }
)pb";

std::vector<Issue> IssuesOf(const v1::RuleSet& file) {
  std::vector<Issue> issues;
  const auto rules = RuleLayers::Create({file}, CompiledVocabulary(), absl::CivilDay(2026, 11, 21), issues);
  EXPECT_EQ(rules == nullptr, !issues.empty());
  return issues;
}

// The issues of the good set with something added.
std::vector<Issue> IssuesWith(const std::string& added) { return IssuesOf(FromText<v1::RuleSet>(kGood + added)); }

std::vector<Issue> IssuesWithout(void (*change)(v1::RuleSet&)) {
  v1::RuleSet file = FromText<v1::RuleSet>(kGood);
  change(file);
  return IssuesOf(file);
}

// The issues of a condition that must hold so.
std::vector<Issue> IssuesOfMust(const std::string& predicate) {
  return IssuesWith(
      R"(conditions { id: "c" source: "s" rationale: "r" start_date: "2026-01-01" no { nl: "n" en: "n" } ask { nl: "a" en: "a" }
                       must { )" +
      predicate + " } }");
}

TEST(Rules, TheRealFileHasNoIssues) {
  EXPECT_THAT(IssuesOf(RealRules()), IsEmpty());
  EXPECT_THAT(IssuesWith(""), IsEmpty());
}

TEST(Rules, KeepTheSetTheyCameFrom) {
  std::vector<Issue> issues;
  EXPECT_EQ(
      SourceOf(RuleLayers::Create({RealRules()}, CompiledVocabulary(), absl::CivilDay(2026, 11, 21), issues)->For(""))
          .name(),
      "ruleSets/nl");
}

TEST(Rules, WhatTheSetAsAWholeLacksIsReported) {
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_name(); }), ElementsAre(IssueAt("name", "no name of a rule")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.set_name("ruleSets/Een set"); }),
              ElementsAre(IssueAt("name", "no name of a rule")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_title(); }), ElementsAre(IssueAt("title", "missing")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_capacity_shelf_life_days(); }),
              ElementsAre(IssueAt("capacity_shelf_life_days", "from 1 to 3650")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_weights(); }),
              ElementsAre(IssueAt("weights.need_percent", "missing"), IssueAt("weights.exact", "from 1 to")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.mutable_weights()->set_join_percent(101); }),
              ElementsAre(IssueAt("weights.join_percent", "from 0 to 100")));
}

TEST(Rules, ASetWithoutLevelIsReported) {
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_level(); }), Contains(IssueAt("level", "missing")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.set_level(static_cast<v1::RuleSet::Level>(9)); }),
              Contains(IssueAt("level", "missing")));
}

TEST(Rules, NumbersThatNoSumCanHoldAreRefused) {
  EXPECT_THAT(IssuesWith(R"pb(preferences {
                                id: "a"
                                points: 2000000000
                                source: "s"
                                rationale: "r"
                                start_date: "2026-01-01"
                                scale { field: "request.age" step: 1 max_steps: 2000000000 }
                              })pb"),
              ElementsAre(IssueAt("preferences[0].points", "from -10000 to 10000"),
                          IssueAt("preferences[0].scale.max_steps", "from 1 to 100")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.mutable_weights()->set_exact(2'000'000'000); }),
              ElementsAre(IssueAt("weights.exact", "from 1 to 10000")));
}

TEST(Rules, EveryRuleNeedsAnIdASourceAndARationale) {
  EXPECT_THAT(IssuesWith(R"pb(preferences { points: 1 })pb"),
              ElementsAre(IssueAt("preferences[0].id", "no good id"), IssueAt("preferences[0].source", "article"),
                          IssueAt("preferences[0].rationale", "why the rule"),
                          IssueAt("preferences[0].start_date", "no date")));
}

TEST(Rules, AnIdHasOnlyLowerCaseLettersDigitsAndHyphens) {
  for (const char* id : {"Age", "a b", "-a", "caf\u00e9", "a.b"}) {
    EXPECT_THAT(IssuesWith(absl::StrCat("preferences { id: '", id,
                                        "' points: 1 source: 's' rationale: 'r' start_date: '2026-01-01' }")),
                ElementsAre(IssueAt("preferences[0].id", "no good id")))
        << id;
  }
}

TEST(Rules, AStartDateMustBeADayOfTheCalendar) {
  EXPECT_THAT(IssuesWith("preferences { id: 'a' points: 1 source: 's' rationale: 'r' start_date: '2026-02-30' }"),
              ElementsAre(IssueAt("preferences[0].start_date", "no date")));
}

TEST(Rules, AnIdUsedTwiceIsReportedAlsoAcrossKinds) {
  EXPECT_THAT(IssuesWith(R"pb(
                preferences { id: "a" points: 1 source: "s" rationale: "r" start_date: "2026-01-01" }
                routes {
                  id: "a"
                  phone: "112"
                  source: "s"
                  rationale: "r"
                  start_date: "2026-01-01"
                  when { test { field: "request.escalated" } }
                  instruction { nl: "n" en: "e" }
                }
              )pb"),
              ElementsAre(IssueAt("routes[0].id", "used twice: \"a\"")));
}

TEST(Rules, ASentenceNeedsBothLanguages) {
  EXPECT_THAT(IssuesWith(R"pb(preferences {
                                id: "a"
                                points: 1
                                source: "s"
                                rationale: "r"
                                start_date: "2026-01-01"
                                yes { nl: "Ja." }
                              })pb"),
              ElementsAre(IssueAt("preferences[0].yes", "both nl and en")));
}

TEST(Rules, AConditionMustSayWhatFollowsFromIt) {
  EXPECT_THAT(IssuesWith(R"pb(conditions { id: "c" source: "s" rationale: "r" start_date: "2026-01-01" })pb"),
              ElementsAre(IssueAt("conditions[0].must", "missing"), IssueAt("conditions[0].no", "stands in the way"),
                          IssueAt("conditions[0].ask", "must be asked")));
  EXPECT_THAT(IssuesWith(R"pb(conditions {
                                id: "c"
                                source: "s"
                                rationale: "r"
                                start_date: "2026-01-01"
                                must { test { field: "offering.pick_up" } }
                                when_no: ALLOW
                                when_unknown: ALLOW
                              })pb"),
              IsEmpty());
}

TEST(Rules, APreferenceNeedsPointsAndAScaleOfANumber) {
  EXPECT_THAT(
      IssuesWith(R"pb(preferences {
                        id: "p"
                        source: "s"
                        rationale: "r"
                        start_date: "2026-01-01"
                        scale { field: "offering.kind" }
                      })pb"),
      ElementsAre(IssueAt("preferences[0].points", "missing"), IssueAt("preferences[0].scale.field", "offering.kind"),
                  IssueAt("preferences[0].scale.step", "1 or more"),
                  IssueAt("preferences[0].scale.max_steps", "from 1 to")));
}

TEST(Rules, ARouteNeedsToKnowWhenAndWhomAndWhat) {
  EXPECT_THAT(IssuesWith(R"pb(routes { id: "r" source: "s" rationale: "r" start_date: "2026-01-01" })pb"),
              ElementsAre(IssueAt("routes[0].instruction", "missing"), IssueAt("routes[0].when", "missing"),
                          IssueAt("routes[0]", "find or phone")));
}

TEST(Rules, ARouteSpeaksOfTheRequestAlone) {
  EXPECT_THAT(IssuesWith(R"pb(routes {
                                id: "r"
                                source: "s"
                                rationale: "r"
                                start_date: "2026-01-01"
                                phone: "112"
                                instruction { nl: "n" en: "e" }
                                when { not { test { field: "offering.pick_up" } } }
                              })pb"),
              ElementsAre(IssueAt("routes[0].when", "only speak of the request")));
}

TEST(Rules, LimitsAndHolidaysMustBeWhole) {
  EXPECT_THAT(IssuesWith("agreements { id: 'a' source: 's' rationale: 'r' start_date: '2026-01-01' }"),
              ElementsAre(IssueAt("agreements[0].urgency", "is missing")));
  EXPECT_THAT(IssuesWith(R"pb(school_holidays { start_date: "2026-12-20" end_date: "2026-12-19" })pb"),
              ElementsAre(IssueAt("school_holidays[0]", "end_date")));
}

TEST(Rules, EveryStepOfAnAgreementIsWithinAYear) {
  const std::string start = "agreements { id: 'a' source: 's' rationale: 'r' start_date: '2026-01-01' urgency: NORMAL ";
  for (const char* step : {"answer", "receipt", "first_contact", "start"}) {
    const std::string field = absl::StrCat(step, "_working_days");
    EXPECT_THAT(IssuesWith(start + field + ": 365 }"), IsEmpty());
    EXPECT_THAT(IssuesWith(start + field + ": 366 }"), ElementsAre(IssueAt("agreements[0]." + field, "0 to 365")));
    EXPECT_THAT(IssuesWith(start + field + ": -1 }"), ElementsAre(IssueAt("agreements[0]." + field, "0 to 365")));
  }
}

TEST(Rules, TheProcedureIsWithinAYearAndHasASource) {
  EXPECT_THAT(IssuesWith("procedure { warn_working_days: 365 question_pauses: YES source: 's' }"), IsEmpty());
  EXPECT_THAT(IssuesWith("procedure { warn_working_days: -1 decision_warning_weeks: 366 hold_working_days: 1000 "
                         "question_pauses: 7 sends_next: 3 }"),
              ElementsAre(IssueAt("procedure.warn_working_days", "0 to 365"),
                          IssueAt("procedure.decision_warning_weeks", "0 to 365"),
                          IssueAt("procedure.hold_working_days", "0 to 365"), IssueAt("procedure.question_pauses", "7"),
                          IssueAt("procedure.sends_next", "3"), IssueAt("procedure.source", "name the article")));
}

// The issues of a reason for a no with this in it.
std::vector<Issue> IssuesOfReason(const std::string& inside) {
  return IssuesWith("decline_reasons { id: 'a' source: 's' rationale: 'r' start_date: '2026-01-01' " + inside + " }");
}

TEST(Rules, AReasonForANoHasATitleACauseAndAnEnd) {
  const std::string title = "title { nl: 'n' en: 'e' } ";
  EXPECT_THAT(IssuesOfReason(title + "cause: NOTHING"), IsEmpty());
  EXPECT_THAT(IssuesOfReason(title + "cause: TIME days: 14"), IsEmpty());
  EXPECT_THAT(IssuesOfReason("cause: NOTHING"), ElementsAre(IssueAt("decline_reasons[0].title", "both nl and en")));
  EXPECT_THAT(IssuesOfReason("title { nl: 'n' } cause: NOTHING"),
              ElementsAre(IssueAt("decline_reasons[0].title", "both nl and en")));
  EXPECT_THAT(IssuesOfReason(title), ElementsAre(IssueAt("decline_reasons[0].cause", "is missing")));
  EXPECT_THAT(IssuesOfReason(title + "cause: 9"), ElementsAre(IssueAt("decline_reasons[0].cause", "9")));
  EXPECT_THAT(IssuesOfReason(title + "cause: TIME"), ElementsAre(IssueAt("decline_reasons[0].days", "1 or more")));
  EXPECT_THAT(IssuesOfReason(title + "cause: CAPACITY days: 366"),
              ElementsAre(IssueAt("decline_reasons[0].days", "0 to 365")));
}

TEST(Rules, AReasonForANoIsARuleWithAnIdOfItsOwn) {
  const std::string title = " title { nl: 'n' en: 'e' } cause: NOTHING ";
  const std::string good =
      "decline_reasons { id: 'a' source: 's' rationale: 'r' start_date: '2026-01-01'" + title + "}";
  EXPECT_THAT(IssuesWith(good + good), ElementsAre(IssueAt("decline_reasons[1].id", "used twice")));
  EXPECT_THAT(
      IssuesWith("decline_reasons { id: 'B!' start_date: 'nu'" + title + "}"),
      ElementsAre(IssueAt("decline_reasons[0].id", "no good id"), IssueAt("decline_reasons[0].source", "missing"),
                  IssueAt("decline_reasons[0].rationale", "missing"),
                  IssueAt("decline_reasons[0].start_date", "no date")));
}

TEST(Rules, AFreeDayHasADateATitleAndASource) {
  EXPECT_THAT(IssuesWith("free_days { free_date: '2027-05-07' title: 't' source: 's' by_decree: true }"), IsEmpty());
  EXPECT_THAT(IssuesWith("free_days { free_date: '2027-02-29' }"),
              ElementsAre(IssueAt("free_days[0].free_date", "no date"), IssueAt("free_days[0].title", "missing"),
                          IssueAt("free_days[0].source", "name the article")));
}

TEST(Rules, WordsAreKnownShortAndUsedOnce) {
  const auto issues_of = [](const std::string& more) {
    return IssuesWith("terms { id: 't' source: 's' rationale: 'r' start_date: '2026-01-01' " + more + " }");
  };
  EXPECT_THAT(issues_of("wish: 'breien' words: 'een twee drie vier'"), IsEmpty());
  EXPECT_THAT(issues_of("wish: 'breien' words: 'een twee drie vier vijf'"),
              ElementsAre(IssueAt("terms[0].words[0]", "at most 4")));
  EXPECT_THAT(issues_of("wish: 'toveren' words: 'x'"), ElementsAre(IssueAt("terms[0].wish", "\"toveren\"")));
  EXPECT_THAT(issues_of("wish: 'breien'"), ElementsAre(IssueAt("terms[0].words", "is empty")));
  EXPECT_THAT(issues_of("wish: 'breien' words: '!'"), ElementsAre(IssueAt("terms[0].words[0]", "is empty")));
  EXPECT_THAT(issues_of("wish: 'breien' words: 'x' words: 'X.'"),
              ElementsAre(IssueAt("terms[0].words[1]", "stands at another rule")));
}

TEST(Rules, WhatAPredicateGetsWrongIsReportedWithItsPath) {
  EXPECT_THAT(IssuesOfMust(R"pb(all_of { of { test { field: "pair.age_fit" } } })pb"),
              ElementsAre(IssueAt("conditions[0].must.all_of.of[0].test.field", "\"pair.age_fit\"")));
  EXPECT_THAT(IssuesOfMust(R"pb(any_of {})pb"), ElementsAre(IssueAt("conditions[0].must.any_of", "empty")));
  EXPECT_THAT(IssuesOfMust("not { }"), ElementsAre(IssueAt("conditions[0].must.not", "says nothing")));
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "offering.kind" is: "HELP" })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "\"HELP\"")));
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "request.expertise" is: "toveren" })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "\"toveren\"")));
  EXPECT_THAT(IssuesOfMust(R"pb(test {
                                  field: "offering.kind"
                                  in {}
                                })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "names no symbol")));
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "offering.kind" })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "not a flag")));
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "offering.kind" at_least: 1 })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "not a number")));
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "offering.pick_up" is: "YES" })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "no values to choose from")));
}

TEST(Rules, TheSetOfAnIssueIsNamedAlsoInsideAPredicate) {
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "pair.age_fit" })pb"),
              ElementsAre(IssueIn("ruleSets/test", "conditions[0].must.test.field", "pair.age_fit")));
}

std::string Nested(int layers) {
  std::string text = "test { field: 'offering.pick_up' }";
  for (int i = 1; i < layers; ++i) text = i % 2 == 0 ? "not { " + text + " }" : "all_of { of { " + text + " } }";
  return text;
}

TEST(Rules, APredicateMayHaveTwentyLayersAndNoMore) {
  EXPECT_THAT(IssuesOfMust(Nested(20)), IsEmpty());
  EXPECT_THAT(IssuesOfMust(Nested(21)), ElementsAre(IssueAt("conditions[0].must", "at most 20 layers")));
}

// Built in memory: no parser would let it in.
TEST(Rules, APredicateWithVeryManyLayersDoesNotTakeTheStack) {
  v1::RuleSet set = FromText<v1::RuleSet>(kGood);
  google::protobuf::Arena arena;
  auto* predicate = google::protobuf::Arena::CreateMessage<v1::Predicate>(&arena);
  predicate->mutable_test()->set_field("offering.pick_up");
  for (int i = 0; i < 1'000; ++i) {
    auto* outer = google::protobuf::Arena::CreateMessage<v1::Predicate>(&arena);
    outer->mutable_not_()->Swap(predicate);
    predicate = outer;
  }
  v1::Route& route = *set.add_routes();
  route.set_id("deep");
  *route.mutable_when() = *predicate;
  EXPECT_THAT(IssuesOf(set), Contains(IssueAt("routes[0].when", "too deep")));
}

TEST(Rules, AListThatIsTooLongIsReportedAlone) {
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) {
                for (int i = 0; i < 501; ++i) r.add_conditions();
              }),
              Contains(IssueAt("conditions", "at most 500")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) {
                for (int i = 0; i < 201; ++i) r.add_examples();
              }),
              ElementsAre(IssueAt("examples", "at most 200")));
}

// ------------------------------------------------------------------------------------------------- justification

constexpr char kOfAge[] = R"(conditions {
  id: "c" source: "s" rationale: "r" start_date: "2026-01-01" no { nl: "n" en: "n" } ask { nl: "a" en: "a" } )";

TEST(Rules, ADistinctionByAgeGenderOrLanguageNeedsAJustification) {
  for (const char* field : {"pair.age_fits", "pair.gender_fits", "pair.language_shared", "request.speaks_dutch"}) {
    const std::string test = absl::StrCat("test { field: '", field, "' }");
    const std::string nested =
        absl::StrCat("any_of { of { not { ", test, " } } of { test { field: 'offering.pick_up' } } }");
    EXPECT_THAT(IssuesWith(absl::StrCat(kOfAge, "must { ", nested, " } }")),
                ElementsAre(IssueAt("conditions[0].justification", field)));
    EXPECT_THAT(IssuesWith(absl::StrCat(kOfAge, "must { ", nested, " } justification: 'omdat' }")), IsEmpty());
  }
}

TEST(Rules, ADistinctionInWhereAConditionAppliesNeedsAJustificationToo) {
  EXPECT_THAT(IssuesWith(absl::StrCat(kOfAge, "applies { test { field: 'request.gender' is: 'FEMALE' } } ",
                                      "must { test { field: 'offering.pick_up' } } }")),
              ElementsAre(IssueAt("conditions[0].justification", "request.gender")));
  EXPECT_THAT(IssuesWith(absl::StrCat(kOfAge, "must { test { field: 'offering.pick_up' } } }")), IsEmpty());
}

// ------------------------------------------------------------------------------------------------------ examples

// A set with one example with nothing wrong, in which something is replaced.
std::vector<Issue> IssuesOfExample(const std::string& old_text, const std::string& new_text) {
  constexpr char kExample[] = R"(
    example_directory { provider { name: "providers/p" service_areas: "GM0034" } }
    example_directory { offering { name: "providers/p/offerings/o" kind: ACTIVITY wishes: "breien" } }
    examples {
      id: "knitting"
      title: "Breien"
      moment: "2026-11-21T13:00"
      referral { area: "BU00340202" needs { domain: SOCIAL wishes: "breien" } }
      first: "providers/p/offerings/o"
      candidates { offering: "providers/p/offerings/o" standing: MAY_LEAD }
    })";
  return IssuesWith(absl::StrReplaceAll(kExample, {{old_text, new_text}}));
}

TEST(Examples, AWholeExampleHasNoIssues) { EXPECT_THAT(IssuesOfExample("", ""), IsEmpty()); }

TEST(Examples, WhatAnExampleLacksIsReported) {
  EXPECT_THAT(IssuesOfExample(R"(id: "knitting")", ""), ElementsAre(IssueAt("examples[0].id", "no good id")));
  EXPECT_THAT(IssuesOfExample(R"(title: "Breien")", ""), ElementsAre(IssueAt("examples[0].title", "missing")));
  EXPECT_THAT(IssuesOfExample("T13:00", ""), ElementsAre(IssueAt("examples[0].moment", "YYYY-MM-DDTHH:MM")));
  EXPECT_THAT(IssuesOfExample("T13:00", "T24:00"), ElementsAre(IssueAt("examples[0].moment", "YYYY-MM-DDTHH:MM")));
  EXPECT_THAT(IssuesOfExample("11-21T", "11-31T"), ElementsAre(IssueAt("examples[0].moment", "YYYY-MM-DDTHH:MM")));
  EXPECT_THAT(IssuesOfExample(R"(area: "BU00340202")", ""),
              ElementsAre(IssueAt("examples[0].referral.area", "missing")));
  EXPECT_THAT(IssuesOfExample(R"(needs { domain: SOCIAL wishes: "breien" })", ""),
              ElementsAre(IssueAt("examples[0].referral.needs", "missing")));
  EXPECT_THAT(IssuesOfExample("standing: MAY_LEAD", ""),
              ElementsAre(IssueAt("examples[0].candidates[0]", "expects nothing")));
  EXPECT_THAT(IssuesWith(R"pb(examples {
                                id: "x"
                                title: "x"
                                moment: "2026-11-21T13:00"
                                referral {
                                  area: "GM0034"
                                  needs { domain: SOCIAL }
                                }
                              })pb"),
              ElementsAre(IssueAt("examples[0]", "expects nothing")));
}

TEST(Examples, AnIdUsedTwiceIsReported) {
  EXPECT_THAT(IssuesOfExample("examples {", R"(examples {
      id: "knitting" title: "Breien" moment: "2026-11-21T13:00" first: "-"
      referral { area: "GM0034" needs { domain: SOCIAL } } }
    examples {)"),
              ElementsAre(IssueAt("examples[1].id", "used twice")));
}

TEST(Examples, NamesThatAreNowhereAreReported) {
  const std::string first = R"(first: "providers/p/offerings/o")";
  EXPECT_THAT(IssuesOfExample(first, R"(first: "providers/p/offerings/x")"),
              ElementsAre(IssueAt("examples[0].first[0]", "providers/p/offerings/x")));
  EXPECT_THAT(IssuesOfExample(R"(candidates { offering: "providers/p/offerings/o")",
                              R"(candidates { offering: "providers/p/offerings/y")"),
              ElementsAre(IssueAt("examples[0].candidates[0].offering", "providers/p/offerings/y")));
  EXPECT_THAT(IssuesOfExample(R"(candidates { offering: "providers/p/offerings/o")", "candidates {"),
              ElementsAre(IssueAt("examples[0].candidates[0].offering", "example_directory")));
  EXPECT_THAT(IssuesOfExample(first, R"(routes: "alarm")"), ElementsAre(IssueAt("examples[0].routes[0]", "\"alarm\"")));
  EXPECT_THAT(IssuesOfExample("standing: MAY_LEAD", R"(conditions: "age")"),
              ElementsAre(IssueAt("examples[0].candidates[0].conditions[0]", "\"age\"")));
  EXPECT_THAT(IssuesOfExample(first, R"(first: "-")"), IsEmpty());
  EXPECT_THAT(IssuesOfExample(first, first + R"( first: "-")"),
              ElementsAre(IssueAt("examples[0].first", "means none")));
}

TEST(Examples, CodesThatAreNotInTheVocabularyAreReported) {
  EXPECT_THAT(IssuesOfExample("SOCIAL wishes: \"breien\"", "SOCIAL wishes: \"toveren\""),
              ElementsAre(IssueAt("examples[0].referral.needs[0].wishes[0]", "\"toveren\"")));
  EXPECT_THAT(IssuesOfExample("ACTIVITY wishes: \"breien\"", "ACTIVITY wishes: \"toveren\""),
              ElementsAre(IssueAt("example_directory[1].offering.wishes[0]", "\"toveren\"")));
  EXPECT_THAT(IssuesOfExample("domain: SOCIAL", "domain: SOCIAL subtopic: \"x\" expertise: \"y\""),
              ElementsAre(IssueAt("examples[0].referral.needs[0].subtopic", "\"x\""),
                          IssueAt("examples[0].referral.needs[0].expertise[0]", "\"y\"")));
}

TEST(Examples, ValuesThatNoProgramKnowsAreReported) {
  EXPECT_THAT(IssuesOfExample("SOCIAL", "77"), ElementsAre(IssueAt("examples[0].referral.needs[0].domain", "77")));
  EXPECT_THAT(IssuesOfExample("ACTIVITY", "99"), ElementsAre(IssueAt("example_directory[1].offering.kind", "99")));
  EXPECT_THAT(IssuesOfExample("MAY_LEAD", "12"), ElementsAre(IssueAt("examples[0].candidates[0].standing", "missing")));
  EXPECT_THAT(IssuesWith(R"(school_holidays { regions: 40 start_date: "2026-12-20" end_date: "2026-12-21" })"),
              ElementsAre(IssueAt("school_holidays[0].regions", "40")));
}

TEST(Examples, AnEntryOfTheDirectoryNeedsARecordWithAName) {
  EXPECT_THAT(IssuesOfExample(R"(provider { name: "providers/p" service_areas: "GM0034" })", ""),
              ElementsAre(IssueAt("example_directory[0]", "no good name")));
  EXPECT_THAT(IssuesOfExample(R"(provider { name: "providers/p" service_areas: "GM0034" })", "end { entries: 1 }"),
              ElementsAre(IssueAt("example_directory[0]", "no good name")));
  EXPECT_THAT(IssuesOfExample(R"(name: "providers/p" service)", R"(name: "teams/p" service)"),
              ElementsAre(IssueAt("example_directory[0].provider.name", "providers/{provider}")));
}

TEST(Fields, AllStandInTheDocumentAndTheDocumentNamesNoOthers) {
  const std::string page = ReadProjectFile("docs/rules.md");
  std::set<std::string> named;
  for (absl::string_view line : absl::StrSplit(page, '\n')) {
    if (!absl::ConsumePrefix(&line, "| `")) continue;
    const std::string name(line.substr(0, line.find('`')));
    if (absl::StrContains(name, '.') && !absl::StrContains(name, ' ')) named.insert(name);
  }
  for (const std::string& name : named) EXPECT_NE(FindField(name), nullptr) << name;
  EXPECT_THAT(named, SizeIs(kFieldCount));
}

TEST(Fields, AllAreTriedOnMadeUpQuestions) {
  EXPECT_THAT(FieldNames(), SizeIs(kFieldCount));
  for (std::string_view name : FieldNames()) EXPECT_NE(FindField(name), nullptr) << name;
}

}  // namespace
}  // namespace koppel::matcher
