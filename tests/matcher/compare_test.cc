// Trying out other rules: what is counted for whom, and what is said of it.

#include "matcher/compare.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/trial/fairness.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::HasSubstr;
using testing::Not;
using Response = v1::CompareRuleSetsResponse;

constexpr char kTables[] = R"pb(
  area_table {
    name: "areaTables/nl"
    areas { code: "GM9901" title: "Proefstad" }
    areas { code: "WK990101" title: "Noord" parent: "GM9901" }
    areas { code: "BU99010101" title: "Noordhoek" parent: "WK990101" }
    areas { code: "WK990102" title: "Zuid" parent: "GM9901" }
  }
)pb";

// A group that knits, in the afternoon for anybody; a desk, and a number for danger.
std::vector<v1::DirectoryEntry> Directory() {
  std::vector<v1::DirectoryEntry> entries;
  for (const char* text : {kTables, R"pb(provider { name: "providers/p" title: "P" service_areas: "GM9901" })pb",
                           R"pb(offering {
                                  name: "providers/p/offerings/breien"
                                  title: "Breien"
                                  kind: ACTIVITY
                                  form: GROUP
                                  domains: SOCIAL
                                  wishes: "breien"
                                  enrolment: WALK_IN
                                })pb",
                           R"pb(capacity { name: "providers/p/offerings/breien/capacity" state: OPEN })pb"}) {
    entries.push_back(FromText<v1::DirectoryEntry>(text));
  }
  return entries;
}

// The real rules, and no groups any more for who is younger than 27.
v1::RuleSet RulesAgainstTheYoung() {
  v1::RuleSet rules = RealRules();
  *rules.add_conditions() = FromText<v1::Condition>(R"pb(
    id: "no-groups-for-the-young"
    applies { test { field: "request.age" at_most: 26 } }
    must { not { test { field: "offering.form" is: "GROUP" } } }
    when_unknown: ALLOW
    no { nl: "Te jong." en: "Too young." }
    source: "Proef"
    rationale: "Om te zien wat er verandert."
    justification: "Geen: dit is een proef."
    start_date: "2026-11-01"
  )pb");
  return rules;
}

std::shared_ptr<const World> Before() { return BuildWorld(Directory(), RealRules()); }
std::shared_ptr<const World> After() { return BuildWorld(Directory(), RulesAgainstTheYoung()); }

v1::Referral Somebody(const std::string& more) {
  v1::Referral referral = FromText<v1::Referral>(R"pb(area: "BU99010101"
                                                      needs { domain: SOCIAL wishes: "breien" }
                                                      urgency: NORMAL)pb");
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(more, &referral)) << more;
  return referral;
}

void Add(int times, const std::string& more, std::vector<v1::Referral>& referrals) {
  for (int i = 0; i < times; ++i) referrals.push_back(Somebody(more));
}

// Thirty young and thirty older people.
std::vector<v1::Referral> YoungAndOld() {
  std::vector<v1::Referral> referrals;
  Add(30, "age: 20 gender: FEMALE languages: 'nl'", referrals);
  Add(30, "age: 80 gender: MALE languages: 'ar' area: 'WK990102'", referrals);
  return referrals;
}

Response Compared(const std::vector<v1::Referral>& referrals, const World& base, const World& candidate) {
  return Compare(referrals, base, candidate, SampleMoment()).value();
}

// The counts of a group as "requests other gained lost"; "none" when there is no such group.
std::string Of(const Response::Counts& counts) {
  const auto shown = [](bool is_shown, int count) { return is_shown ? absl::StrCat(count) : std::string("-"); };
  return absl::StrCat(shown(counts.has_requests(), counts.requests()), " ",
                      shown(counts.has_other_first(), counts.other_first()), " ",
                      shown(counts.has_gained(), counts.gained()), " ", shown(counts.has_lost(), counts.lost()));
}

std::string Of(const Response& response, Response::Dimension dimension, const std::string& value) {
  for (const Response::Group& group : response.groups()) {
    if (group.dimension() == dimension && group.value() == value) return Of(group.counts());
  }
  return "none";
}

std::string TitleOf(const Response& response, Response::Dimension dimension, const std::string& value) {
  for (const Response::Group& group : response.groups()) {
    if (group.dimension() == dimension && group.value() == value) return group.title().nl();
  }
  return "none";
}

TEST(Compare, TheSameRulesChangeNothing) {
  const auto world = Before();
  const Response response = Compared(YoungAndOld(), *world, *world);
  EXPECT_EQ(Of(response.total()), "60 0 0 0");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "18-26"), "30 0 0 0");
}

TEST(Compare, WhoLosesAllProposalsIsCountedInEveryGroup) {
  const Response response = Compared(YoungAndOld(), *Before(), *After());
  EXPECT_EQ(Of(response.total()), "60 0 0 30");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "18-26"), "30 0 0 30");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "75+"), "30 0 0 0");
  EXPECT_EQ(Of(response, Response::GENDER, "FEMALE"), "30 0 0 30");
  EXPECT_EQ(Of(response, Response::LANGUAGE, "NOT_DUTCH"), "30 0 0 0");
  EXPECT_EQ(Of(response, Response::WIJK, "WK990101"), "30 0 0 30");
  EXPECT_EQ(Of(response, Response::WIJK, "WK990102"), "30 0 0 0");
  EXPECT_EQ(Of(response, Response::SUBTOPIC, ""), "60 0 0 30");
}

TEST(Compare, TheOtherWayRoundTheyGain) {
  EXPECT_EQ(Of(Compared(YoungAndOld(), *After(), *Before()).total()), "60 0 30 0");
}

TEST(Compare, AnotherFirstProposalIsCounted) {
  std::vector<v1::DirectoryEntry> directory = Directory();
  directory.push_back(FromText<v1::DirectoryEntry>(R"pb(
    offering {
      name: "providers/p/offerings/haken"
      title: "Breien thuis"
      kind: ACTIVITY
      form: ONLINE
      domains: SOCIAL
      wishes: "breien"
    }
  )pb"));
  directory.push_back(
      FromText<v1::DirectoryEntry>(R"pb(capacity { name: "providers/p/offerings/haken/capacity" state: OPEN })pb"));
  const Response response =
      Compared(YoungAndOld(), *BuildWorld(directory, RealRules()), *BuildWorld(directory, RulesAgainstTheYoung()));
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "75+"), "30 0 0 0");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "18-26"), "30 30 0 0");
}

TEST(Compare, AnotherFirstRouteIsCounted) {
  v1::RuleSet rules = RealRules();
  for (v1::Route& route : *rules.mutable_routes()) {
    if (!route.phone().empty()) route.set_phone(absl::StrCat(route.phone(), "0"));
  }
  std::vector<v1::Referral> referrals;
  Add(30, "age: 40 urgency: ACUTE_DANGER", referrals);
  EXPECT_EQ(Of(Compared(referrals, *Before(), *BuildWorld(Directory(), rules)).total()), "30 30 0 0");
}

TEST(Compare, GroupsAreNamedForPeople) {
  const Response response = Compared(YoungAndOld(), *Before(), *Before());
  EXPECT_EQ(TitleOf(response, Response::AGE_GROUP, "18-26"), "18 tot en met 26 jaar");
  EXPECT_EQ(TitleOf(response, Response::AGE_GROUP, "75+"), "75 jaar en ouder");
  EXPECT_EQ(TitleOf(response, Response::GENDER, "FEMALE"), "vrouw");
  EXPECT_EQ(TitleOf(response, Response::LANGUAGE, "DUTCH"), "spreekt Nederlands");
  EXPECT_EQ(TitleOf(response, Response::WIJK, "WK990101"), "Noord");
  EXPECT_EQ(TitleOf(response, Response::SUBTOPIC, ""), "niet bekend");
}

TEST(Compare, AgesAtTheEdgesFallInTheirGroups) {
  std::vector<v1::Referral> referrals;
  for (int age : {0, 17, 18, 26, 27, 64, 65, 74, 75, 120}) Add(5, absl::StrCat("age: ", age), referrals);
  Add(10, "", referrals);
  const Response response = Compared(referrals, *Before(), *Before());
  for (const char* group : {"0-17", "18-26", "27-64", "65-74", "75+", ""}) {
    EXPECT_EQ(Of(response, Response::AGE_GROUP, group), "10 0 0 0") << group;
  }
}

TEST(Compare, SmallGroupsShowNothing) {
  std::vector<v1::Referral> referrals = YoungAndOld();
  Add(2, "age: 40 gender: FEMALE languages: 'nl'", referrals);
  Add(9, "age: 70 gender: FEMALE languages: 'nl'", referrals);
  const Response response = Compared(referrals, *Before(), *After());
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "27-64"), "- - - -");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "65-74"), "- - - -");
  EXPECT_EQ(Of(response, Response::AGE_GROUP, "18-26"), "30 0 0 30");
}

TEST(Compare, FewRequestsSayNothing) {
  std::vector<v1::Referral> referrals;
  Add(4, "age: 20", referrals);
  const Response response = Compared(referrals, *Before(), *After());
  EXPECT_EQ(Of(response.total()), "- - - -");
  EXPECT_EQ(response.groups_size(), 0);
  EXPECT_THAT(response.fairness().nl(), HasSubstr("te weinig aanvragen"));
}

TEST(Compare, StopsWhenTheCallerIsGone) {
  int asked = 0;
  const auto world = Before();
  const auto response = Compare(YoungAndOld(), *world, *world, SampleMoment(), [&] { return ++asked == 3; });
  EXPECT_FALSE(response.has_value());
  EXPECT_EQ(asked, 3);
}

TEST(Fairness, AGroupThatLosesMoreIsNamedWithItsShare) {
  const std::string text = Compared(YoungAndOld(), *Before(), *After()).fairness().nl();
  EXPECT_THAT(text,
              HasSubstr("De groep leeftijd \"18 tot en met 26 jaar\" verliest vaker alle voorstellen: 100 procent, "
                        "en de andere aanvragen 0 procent."));
  EXPECT_THAT(text, Not(HasSubstr("75 jaar")));
  EXPECT_THAT(text, HasSubstr("Bekijk voor u activeert"));
  EXPECT_THAT(text, HasSubstr("Of de regels eerlijk zijn, blijkt er niet uit"));
}

TEST(Fairness, WhereNothingChangesNoGroupStandsOut) {
  const auto world = Before();
  const v1::LocalizedText text = Compared(YoungAndOld(), *world, *world).fairness();
  EXPECT_THAT(text.nl(), HasSubstr("Geen groep die we laten zien, springt eruit."));
  EXPECT_THAT(text.en(), HasSubstr("No group that is shown stands out."));
  EXPECT_THAT(text.nl(), Not(HasSubstr("wie niets meer krijgt")));
}

// A response with one group among others, made by hand.
Response Shown(int group_requests, int group_lost, int total_requests, int total_lost) {
  Response response;
  response.mutable_total()->set_requests(total_requests);
  response.mutable_total()->set_lost(total_lost);
  Response::Group& group = *response.add_groups();
  group.set_dimension(Response::GENDER);
  group.mutable_title()->set_nl("groep");
  group.mutable_counts()->set_requests(group_requests);
  group.mutable_counts()->set_lost(group_lost);
  return response;
}

bool Names(const Response& response) { return FairnessOf(response).nl().find("\"groep\"") != std::string::npos; }

TEST(Fairness, AGroupStandsOutFromOneAndAHalfTimesAndTenPointsOn) {
  EXPECT_TRUE(Names(Shown(20, 6, 120, 26)));    // 30 against 20 percent.
  EXPECT_FALSE(Names(Shown(20, 6, 120, 27)));   // 30 against 21: not ten points.
  EXPECT_FALSE(Names(Shown(20, 5, 120, 21)));   // 25 against 16: one and a half times, not ten points.
  EXPECT_FALSE(Names(Shown(20, 14, 120, 64)));  // 70 against 50: twenty points, not one and a half times.
}

TEST(Fairness, ASmallGroupDoesNotStandOutNorAgainstFewOthers) {
  EXPECT_TRUE(Names(Shown(20, 20, 40, 20)));
  EXPECT_FALSE(Names(Shown(19, 19, 40, 19)));
  EXPECT_FALSE(Names(Shown(20, 20, 39, 20)));
}

TEST(Fairness, WhatIsNotShownIsNotSpokenOf) {
  Response hidden = Shown(20, 20, 40, 20);
  hidden.mutable_groups(0)->mutable_counts()->clear_lost();
  EXPECT_FALSE(Names(hidden));
  EXPECT_THAT(FairnessOf(hidden).nl(), HasSubstr("Aanvragen die een ander eerste voorstel of een andere eerste route "
                                                 "krijgen: niet getoond."));
}

TEST(Fairness, EightDifferencesAreNamedAndTheOthersCounted) {
  Response response = Shown(20, 20, 400, 20);
  for (int i = 0; i < 10; ++i) *response.add_groups() = response.groups(0);
  EXPECT_THAT(FairnessOf(response).nl(), HasSubstr("Nog 3 verschillen zijn minder groot"));
}

}  // namespace
}  // namespace koppel::matcher
