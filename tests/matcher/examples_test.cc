#include "matcher/examples.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/rules/layers.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One activity, one offer of care in a team, and a line to call.
constexpr char kNational[] = R"pb(
  name: "ruleSets/nl"
  title: "Landelijk"
  level: NATIONAL
  capacity_shelf_life_days: 60
  weights { need_percent: 100 exact: 100 related: 50 join_percent: 35 domain: 20 generalist: 10 }
  conditions {
    id: "open"
    overridable: true
    must { not { test { field: "offering.capacity_state" is: "STOPPED" } } }
    when_unknown: ALLOW
    no { nl: "Er kan nu niemand bij." en: "Nobody can join now." }
    source: "s"
    rationale: "r"
    start_date: "2026-01-01"
  }
  routes {
    id: "danger"
    when { test { field: "request.urgency" is: "ACUTE_DANGER" } }
    phone: "112"
    instruction { nl: "Bel 112." en: "Call 112." }
    source: "s"
    rationale: "r"
    start_date: "2026-01-01"
  }
  example_directory { provider { name: "providers/p" service_areas: "GM0034" service_areas: "GM0355" } }
  example_directory {
    offering { name: "providers/p/offerings/knit" kind: ACTIVITY form: GROUP domains: SOCIAL wishes: "breien" }
  }
  example_directory {
    offering {
      name: "providers/p/offerings/care"
      kind: CARE
      form: AT_HOME
      domains: MIND
      expertise: "dementie"
      enrolment: WITH_DECISION
    }
  }
  example_directory {
    team {
      name: "teams/t"
      service_areas: "GM0034"
      members { provider: "providers/p" role: PARTNER }
    }
  }
)pb";

constexpr char kKnitting[] = R"(id: "knitting" title: "Breien" moment: "2026-11-21T13:00"
  referral { area: "BU00340202" needs { domain: SOCIAL wishes: "breien" } } )";
constexpr char kDementia[] = R"(id: "dementia" title: "Dementie" moment: "2026-11-21T13:00"
  referral { area: "BU00340202" needs { domain: MIND expertise: "dementie" } } )";

std::string ExampleOf(const std::string& request, const std::string& expected) {
  return absl::StrCat("examples { ", request, expected, " }");
}

v1::RuleSet National(const std::string& more = "") { return FromText<v1::RuleSet>(absl::StrCat(kNational, more)); }

v1::RuleSet Town(const std::string& more) {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/gm0034' title: 'Stad' level: MUNICIPALITY ",
                                            "parent: 'ruleSets/nl' municipalities: 'GM0034' ", more));
}

v1::RuleSet Team(const std::string& more) {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/team' title: 'Team' level: TEAM parent: 'ruleSets/nl' ",
                                            "municipalities: 'GM0034' team: 'teams/t' ", more));
}

// No activity any more, from this day.
std::string NoActivities(const std::string& start_date) {
  return absl::StrCat(R"(conditions {
    id: "no-activities"
    must { not { test { field: "offering.kind" is: "ACTIVITY" } } }
    no { nl: "Geen activiteiten." en: "No activities." }
    when_unknown: ALLOW
    source: "s" rationale: "r" start_date: ")",
                      start_date, "\" }");
}

std::vector<v1::ExampleResult> ResultsOf(std::vector<v1::RuleSet> sets, const std::string& name = "",
                                         absl::CivilDay day = absl::CivilDay(2026, 11, 21)) {
  std::vector<Issue> issues;
  RuleLayers::Create(sets, CompiledVocabulary(), absl::CivilDay(2026, 11, 21), issues);
  for (const Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path << " " << issue.message.en();
  return issues.empty() ? RunExamples(sets, name, CompiledVocabulary(), absl::UTCTimeZone(), day)
                        : std::vector<v1::ExampleResult>();
}

// What differs in the one example there is, in English.
std::vector<std::string> Differences(std::vector<v1::RuleSet> sets) {
  const auto results = ResultsOf(std::move(sets));
  EXPECT_EQ(results.size(), 1u);
  std::vector<std::string> differences;
  for (const v1::ExampleResult& result : results) {
    EXPECT_EQ(result.passed(), result.differences().empty());
    for (const v1::LocalizedText& difference : result.differences()) {
      EXPECT_THAT(difference.nl(), HasSubstr("erwacht"));
      EXPECT_THAT(absl::StrCat(difference.nl(), difference.en()), testing::Not(HasSubstr("{")));
      differences.push_back(difference.en());
    }
  }
  return differences;
}

// "set/example passed" in order.
std::vector<std::string> Names(const std::vector<v1::ExampleResult>& results) {
  std::vector<std::string> names;
  for (const v1::ExampleResult& result : results) {
    names.push_back(absl::StrCat(result.rule_set(), " ", result.example(), result.passed() ? "" : " fails"));
  }
  return names;
}

constexpr char kFirst[] = "first: 'providers/p/offerings/knit'";

TEST(RunExamples, AnExampleThatHoldsPassesAndSaysWhichItIs) {
  const auto results = ResultsOf({National(ExampleOf(kKnitting, kFirst))});
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(results[0].rule_set(), "ruleSets/nl");
  EXPECT_EQ(results[0].example(), "knitting");
  EXPECT_EQ(results[0].title(), "Breien");
  EXPECT_TRUE(results[0].passed());
}

TEST(RunExamples, WhatIsLeftEmptyIsNotLookedAt) {
  EXPECT_THAT(Differences({National(ExampleOf(kKnitting, "routes: '-'"))}), IsEmpty());
}

TEST(RunExamples, AnotherFirstIsToldWithWhereTheExpectedOneStands) {
  EXPECT_THAT(Differences({National(ExampleOf(kKnitting, "first: 'providers/p/offerings/care'"))}),
              ElementsAre("Expected as first: providers/p/offerings/care; found: providers/p/offerings/knit. "
                          "Now providers/p/offerings/care stands so: does not answer the request."));
  EXPECT_THAT(Differences({National(ExampleOf(kKnitting, "first: '-'"))}),
              ElementsAre("Expected as first: nothing; found: providers/p/offerings/knit."));
}

TEST(RunExamples, NothingInsteadOfAProposalIsToldWithTheConditionsInTheWay) {
  EXPECT_THAT(
      Differences({National(NoActivities("2026-01-01") + ExampleOf(kKnitting, kFirst))}),
      ElementsAre("Expected as first: providers/p/offerings/knit; found: nothing. Now providers/p/offerings/knit "
                  "stands so: is excluded, because of no-activities."));
}

TEST(RunExamples, ALowerPlaceIsToldWithThePoints) {
  const std::string other = R"(example_directory {
    offering { name: "providers/p/offerings/craft" kind: ACTIVITY form: GROUP domains: SOCIAL wishes: "breien" } }
    preferences { id: "late" when { test { field: "offering.pick_up" } } points: 5
                  source: "s" rationale: "r" start_date: "2026-01-01" })";
  const std::string picked_up = absl::StrReplaceAll(other, {{"kind: ACT", "pick_up: true kind: ACT"}});
  EXPECT_THAT(Differences({National(picked_up + ExampleOf(kKnitting, kFirst))}),
              ElementsAre("Expected as first: providers/p/offerings/knit; found: providers/p/offerings/craft. Now "
                          "providers/p/offerings/knit stands at place 2 with 100 points; the first has 105."));
}

TEST(RunExamples, RoutesAreComparedInOrderAndAsAWhole) {
  const std::string danger = absl::StrReplaceAll(kKnitting, {{"needs {", "urgency: ACUTE_DANGER needs {"}});
  EXPECT_THAT(Differences({National(ExampleOf(danger, "routes: 'danger'"))}), IsEmpty());
  EXPECT_THAT(Differences({National(ExampleOf(danger, "routes: '-'"))}),
              ElementsAre("Expected as routes: nothing; found: danger."));
  EXPECT_THAT(Differences({National(ExampleOf(kKnitting, "routes: 'danger'"))}),
              ElementsAre("Expected as routes: danger; found: nothing."));
}

TEST(RunExamples, TheStandingOfAnOfferingIsCompared) {
  const auto standing = [](const std::string& offering, const std::string& expected) {
    return ExampleOf(kKnitting, absl::StrCat("candidates { offering: 'providers/p/offerings/", offering,
                                             "' standing: ", expected, " }"));
  };
  EXPECT_THAT(Differences({National(standing("knit", "MAY_LEAD"))}), IsEmpty());
  EXPECT_THAT(Differences({National(standing("care", "NO_CANDIDATE"))}), IsEmpty());
  EXPECT_THAT(Differences({National(NoActivities("2026-01-01") + standing("knit", "EXCLUDED"))}), IsEmpty());
  EXPECT_THAT(Differences({National(standing("knit", "MAY_JOIN"))}),
              ElementsAre("Expected of providers/p/offerings/knit: may only join; found: may lead. Now "
                          "providers/p/offerings/knit stands at place 1 with 100 points; the first has 100."));
}

TEST(RunExamples, ConditionsThatAreOpenAreComparedAndOthersMayBeAmongThem) {
  const auto open = [](const std::string& condition) {
    return ExampleOf(
        kKnitting, absl::StrCat("candidates { offering: 'providers/p/offerings/knit' conditions: '", condition, "' }"));
  };
  EXPECT_THAT(Differences({National(NoActivities("2026-01-01") + open("no-activities"))}), IsEmpty());
  EXPECT_THAT(Differences({National(open("open"))}), IsEmpty());  // No capacity is known.
  const std::string figure =
      "example_directory { capacity { name: 'providers/p/offerings/knit/capacity' state: OPEN } }";
  EXPECT_THAT(
      Differences({National(figure + open("open"))}),
      ElementsAre("Expected that open does not hold or is not known for providers/p/offerings/knit; it holds or "
                  "does not apply."));
}

// ------------------------------------------------------------------------------------------------ under which rules

TEST(RunExamples, AnExampleIsAskedUnderTheRulesOfItsDay) {
  const std::string later = absl::StrReplaceAll(kKnitting, {{"2026-11-21", "2026-12-01"}, {"knitting", "later"}});
  EXPECT_THAT(Names(ResultsOf(
                  {National(NoActivities("2026-12-01") + ExampleOf(kKnitting, kFirst) + ExampleOf(later, kFirst))})),
              ElementsAre("ruleSets/nl knitting", "ruleSets/nl later fails"));
}

TEST(RunExamples, AnOldExampleIsAskedUnderTheRulesOfTheDayThatIsChecked) {
  const std::vector<v1::RuleSet> sets = {National(NoActivities("2026-12-01") + ExampleOf(kKnitting, kFirst))};
  EXPECT_THAT(Names(ResultsOf(sets, "", absl::CivilDay(2026, 11, 30))), ElementsAre("ruleSets/nl knitting"));
  EXPECT_THAT(Names(ResultsOf(sets, "", absl::CivilDay(2026, 12, 1))), ElementsAre("ruleSets/nl knitting fails"));
}

TEST(RunExamples, AnExampleOfTheCountryDoesNotSeeTheMunicipality) {
  EXPECT_THAT(Names(ResultsOf({National(ExampleOf(kKnitting, kFirst)),
                               Town(NoActivities("2026-01-01") + ExampleOf(kKnitting, kFirst))})),
              ElementsAre("ruleSets/gm0034 knitting fails", "ruleSets/nl knitting"));
}

TEST(RunExamples, AnExampleOfTheMunicipalitySeesItsTeamsAndTheDirectoryAboveIt) {
  const std::string closed = R"(conditions {
    id: "team-full"
    must { test { field: "offering.pick_up" } }
    no { nl: "Het team is vol." en: "The team is full." }
    source: "s" rationale: "r" start_date: "2026-01-01" when_unknown: ALLOW })";
  const std::string lead = "first: 'providers/p/offerings/care'";
  EXPECT_THAT(Names(ResultsOf({National(), Town(ExampleOf(kDementia, lead))})),
              ElementsAre("ruleSets/gm0034 dementia"));
  EXPECT_THAT(Names(ResultsOf({National(), Town(ExampleOf(kDementia, lead)), Team(closed)})),
              ElementsAre("ruleSets/gm0034 dementia fails"));
  EXPECT_THAT(Names(ResultsOf({National(), Team(closed + ExampleOf(kDementia, lead))})),
              ElementsAre("ruleSets/team dementia fails"));
}

TEST(RunExamples, ALowerDirectoryReplacesARecordByItsName) {
  const std::string gone = R"(example_directory {
    offering { name: "providers/p/offerings/knit" kind: ACTIVITY form: GROUP domains: SOCIAL wishes: "koken" } })";
  EXPECT_THAT(Names(ResultsOf({National(ExampleOf(kKnitting, kFirst)), Town(gone + ExampleOf(kKnitting, kFirst))})),
              ElementsAre("ruleSets/gm0034 knitting fails", "ruleSets/nl knitting"));
}

TEST(RunExamples, ATeamOfMoreMunicipalitiesIsAskedInEach) {
  const std::string there = absl::StrReplaceAll(kKnitting, {{"BU00340202", "BU03550101"}, {"knitting", "there"}});
  v1::RuleSet team = Team(ExampleOf(kKnitting, kFirst) + ExampleOf(there, kFirst));
  team.add_municipalities("GM0355");
  EXPECT_THAT(Names(ResultsOf({National(), Town(NoActivities("2026-01-01")), team})),
              ElementsAre("ruleSets/team knitting fails", "ruleSets/team there"));
}

TEST(RunExamples, ATeamHasTheDirectoryOfTheMunicipalityItIsAskedIn) {
  const std::string gone = R"(example_directory {
    offering { name: "providers/p/offerings/knit" kind: ACTIVITY form: GROUP domains: SOCIAL wishes: "koken" } })";
  const std::string there = absl::StrReplaceAll(kKnitting, {{"BU00340202", "BU03550101"}, {"knitting", "there"}});
  v1::RuleSet team = Team(ExampleOf(kKnitting, kFirst) + ExampleOf(there, kFirst));
  team.add_municipalities("GM0355");
  EXPECT_THAT(Names(ResultsOf({National(), Town(gone), team})),
              ElementsAre("ruleSets/team knitting fails", "ruleSets/team there"));
}

TEST(RunExamples, AChangeOfASetRunsTheExamplesOfAllThatItIsPartOf) {
  const std::vector<v1::RuleSet> sets = {National(ExampleOf(kKnitting, kFirst)), Town(ExampleOf(kKnitting, kFirst)),
                                         Team(ExampleOf(kKnitting, kFirst))};
  EXPECT_THAT(Names(ResultsOf(sets, "ruleSets/nl")),
              ElementsAre("ruleSets/gm0034 knitting", "ruleSets/nl knitting", "ruleSets/team knitting"));
  EXPECT_THAT(Names(ResultsOf(sets, "ruleSets/gm0034")),
              ElementsAre("ruleSets/gm0034 knitting", "ruleSets/team knitting"));
  EXPECT_THAT(Names(ResultsOf(sets, "ruleSets/team")),
              ElementsAre("ruleSets/gm0034 knitting", "ruleSets/team knitting"));
  EXPECT_THAT(ResultsOf(sets, "ruleSets/gone"), IsEmpty());
}

// ---------------------------------------------------------------------------------------------------------- lexicons

constexpr char kWords[] = R"pb(
  name: "ruleSets/words"
  title: "Woorden"
  level: LEXICON
  lexicon {
    entries { id: "ill" domains: BODY words: "ziek" }
    entries { id: "sad" domains: MIND words: "somber" }
    examples { id: "b" text: "Zij is somber." domains: MIND primary: MIND }
    examples { id: "a" text: "Hij is ziek." domains: BODY }
  }
)pb";

// In this town an illness is something else.
constexpr char kTownWords[] = R"pb(
  name: "ruleSets/town-words"
  title: "Woorden"
  level: LEXICON
  municipalities: "GM0034"
  lexicon { entries { id: "ill" domains: MIND words: "ziek" } }
)pb";

std::vector<std::string> OutcomesIn(const std::vector<v1::RuleSet>& sets, const std::set<std::string>& places) {
  std::vector<std::string> outcomes;
  std::vector<Issue> issues;
  for (const v1::ExampleResult& result : RunLexiconExamples(sets, places, *CompiledVocabulary(), issues)) {
    outcomes.push_back(absl::StrCat(result.rule_set(), " ", result.example(), result.passed() ? " holds" : ""));
    for (const auto& difference : result.differences()) absl::StrAppend(&outcomes.back(), " ", difference.en());
  }
  return outcomes;
}

TEST(LexiconExamples, AreGivenInTheOrderOfTheFileWithTheirTextAsTitle) {
  const auto words = FromText<v1::RuleSet>(kWords);
  EXPECT_THAT(OutcomesIn({words}, {""}), ElementsAre("ruleSets/words b holds", "ruleSets/words a holds"));
  std::vector<Issue> issues;
  EXPECT_EQ(RunLexiconExamples({words}, {""}, *CompiledVocabulary(), issues)[0].title(), "Zij is somber.");
}

TEST(LexiconExamples, HoldWhenTheyAreReadAsTheySayInEveryPlaceAndAreGivenOnce) {
  const std::vector<v1::RuleSet> sets = {FromText<v1::RuleSet>(kWords), FromText<v1::RuleSet>(kTownWords)};
  EXPECT_THAT(OutcomesIn(sets, {""}), ElementsAre("ruleSets/words b holds", "ruleSets/words a holds"));
  EXPECT_THAT(
      OutcomesIn(sets, {"", "GM0034"}),
      ElementsAre("ruleSets/words b holds", "ruleSets/words a Expected as domains: BODY; read: MIND (+MIND: ill)."));
}

TEST(LexiconExamples, OneThatIsReplacedIsAskedAsTheOther) {
  auto town = FromText<v1::RuleSet>(kTownWords);
  *town.mutable_lexicon()->add_examples() =
      FromText<v1::LexiconExample>("id: 'a' text: 'Hij is ziek.' domains: MIND subtopics: 'stemming'");
  const std::vector<v1::RuleSet> sets = {FromText<v1::RuleSet>(kWords), town};
  EXPECT_THAT(OutcomesIn(sets, {"GM0034"}),
              ElementsAre("ruleSets/town-words a Expected as subtopics: stemming; read: - (+MIND: ill).",
                          "ruleSets/words b holds"));
}

}  // namespace
}  // namespace koppel::matcher
