#include "matcher/rules.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/fields.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate_rules.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// A set with nothing wrong.
constexpr char kGood[] = R"pb(
  id: "test"
  start_date: "2026-01-01"
  capacity_shelf_life_days: 30
  weights { need_percent: 100 exact: 100 join_percent: 35 }
)pb";

std::vector<Issue> IssuesOf(const v1::RuleSet& file) {
  std::vector<Issue> issues;
  const auto rules = CompileRules(file, CompiledVocabulary(), issues);
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
  return IssuesWith(R"(conditions { id: "c" source: "s" rationale: "r" no { nl: "n" en: "n" } ask { nl: "a" en: "a" }
                       must { )" +
                    predicate + " } }");
}

auto IssueAt(const std::string& path, const std::string& message) {
  return AllOf(Field(&Issue::path, path), Field(&Issue::message, HasSubstr(message)));
}

TEST(Rules, TheRealFileHasNoIssues) {
  EXPECT_THAT(IssuesOf(RealRules()), IsEmpty());
  EXPECT_THAT(IssuesWith(""), IsEmpty());
}

TEST(Rules, KeepTheSetTheyCameFrom) {
  std::vector<Issue> issues;
  EXPECT_EQ(SourceOf(*CompileRules(RealRules(), CompiledVocabulary(), issues)).id(), "nl");
}

TEST(Rules, WhatTheSetAsAWholeLacksIsReported) {
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_id(); }), ElementsAre(IssueAt("id", "missing")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.set_start_date("2026-02-30"); }),
              ElementsAre(IssueAt("start_date", "no date")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_capacity_shelf_life_days(); }),
              ElementsAre(IssueAt("capacity_shelf_life_days", "1 or more")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.clear_weights(); }),
              ElementsAre(IssueAt("weights.need_percent", "missing"), IssueAt("weights.exact", "1 or more")));
  EXPECT_THAT(IssuesWithout([](v1::RuleSet& r) { r.mutable_weights()->set_join_percent(101); }),
              ElementsAre(IssueAt("weights.join_percent", "0 to 100")));
}

TEST(Rules, EveryRuleNeedsAnIdASourceAndARationale) {
  EXPECT_THAT(IssuesWith(R"pb(preferences { points: 1 })pb"),
              ElementsAre(IssueAt("preferences[0].id", "missing"), IssueAt("preferences[0].source", "missing"),
                          IssueAt("preferences[0].rationale", "missing")));
}

TEST(Rules, AnIdUsedTwiceIsReportedAlsoAcrossKinds) {
  EXPECT_THAT(IssuesWith(R"pb(
                preferences { id: "a" points: 1 source: "s" rationale: "r" }
                routes {
                  id: "a"
                  phone: "112"
                  source: "s"
                  rationale: "r"
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
                                yes { nl: "Ja." }
                              })pb"),
              ElementsAre(IssueAt("preferences[0].yes", "both nl and en")));
}

TEST(Rules, AConditionMustSayWhatFollowsFromIt) {
  EXPECT_THAT(IssuesWith(R"pb(conditions { id: "c" source: "s" rationale: "r" })pb"),
              ElementsAre(IssueAt("conditions[0].must", "missing"), IssueAt("conditions[0].no", "stands in the way"),
                          IssueAt("conditions[0].ask", "must be asked")));
  EXPECT_THAT(IssuesWith(R"pb(conditions {
                                id: "c"
                                source: "s"
                                rationale: "r"
                                must { test { field: "pair.age_fits" } }
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
                        scale { field: "offering.kind" }
                      })pb"),
      ElementsAre(IssueAt("preferences[0].points", "missing"), IssueAt("preferences[0].scale.field", "offering.kind"),
                  IssueAt("preferences[0].scale.step", "1 or more"),
                  IssueAt("preferences[0].scale.max_steps", "1 or more")));
}

TEST(Rules, ARouteNeedsToKnowWhenAndWhomAndWhat) {
  EXPECT_THAT(IssuesWith(R"pb(routes { id: "r" source: "s" rationale: "r" })pb"),
              ElementsAre(IssueAt("routes[0].instruction", "missing"), IssueAt("routes[0].when", "missing"),
                          IssueAt("routes[0]", "find or phone")));
}

TEST(Rules, ARouteSpeaksOfTheRequestAlone) {
  EXPECT_THAT(IssuesWith(R"pb(routes {
                                id: "r"
                                source: "s"
                                rationale: "r"
                                phone: "112"
                                instruction { nl: "n" en: "e" }
                                when { not { test { field: "offering.pick_up" } } }
                              })pb"),
              ElementsAre(IssueAt("routes[0].when", "fields of the request")));
}

TEST(Rules, LimitsAndHolidaysMustBeWhole) {
  EXPECT_THAT(IssuesWith("response_limits { urgency: URGENT }"),
              ElementsAre(IssueAt("response_limits[0]", "1 or more")));
  EXPECT_THAT(IssuesWith(R"pb(school_holidays { start_date: "2026-12-20" end_date: "2026-12-19" })pb"),
              ElementsAre(IssueAt("school_holidays[0]", "end_date")));
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
  EXPECT_THAT(IssuesOfMust(R"pb(test { field: "pair.age_fits" is: "YES" })pb"),
              ElementsAre(IssueAt("conditions[0].must.test", "\"YES\"")));
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
