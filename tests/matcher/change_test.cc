// The smallest change of single candidates, by the real rules, in a world of one offering beside the access desk.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/change/levers.h"
#include "matcher/explain.h"
#include "tests/matcher/files.h"
#include "tests/matcher/record_edits.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using v1::Change;
using v1::Explanation;

constexpr char kOffering[] = "providers/p/offerings/o";

// Somebody likes to knit, and there is a group that knits; a test changes what it is about.
struct Scene {
  v1::AreaTable areas = FromText<v1::AreaTable>(R"pb(
    name: "areaTables/nl"
    areas { code: "GM0001" title: "Een" }
    areas {
      code: "BU00010101"
      title: "Buurt 1"
      parent: "GM0001"
      point { latitude: 52 longitude: 5 }
    }
    areas {
      code: "BU00010102"
      title: "Buurt 2"
      parent: "GM0001"
      point { latitude: 52 longitude: 5.1 }
    })pb");
  v1::Provider provider = FromText<v1::Provider>(R"pb(name: "providers/p" title: "P" service_areas: "GM0001")pb");
  v1::Location location = FromText<v1::Location>(R"pb(name: "locations/l"
                                                      title: "L"
                                                      area: "BU00010102"
                                                      point { latitude: 52 longitude: 5.1 })pb");
  v1::Offering offering = FromText<v1::Offering>(R"pb(name: "providers/p/offerings/o"
                                                      title: "Breien"
                                                      kind: ACTIVITY
                                                      form: GROUP
                                                      domains: SOCIAL
                                                      wishes: "breien")pb");
  v1::Capacity capacity = FromText<v1::Capacity>(R"pb(name: "providers/p/offerings/o/capacity" state: OPEN)pb");
  v1::Referral referral = FromText<v1::Referral>(
      R"pb(area: "BU00010101"
           urgency: NORMAL
           age: 40
           gender: FEMALE
           languages: "nl"
           needs { domain: SOCIAL wishes: "breien" })pb");
  std::vector<v1::DirectoryEntry> more;
  v1::RuleSet rules = RealRules();
};

template <typename Message>
void Merge(const std::string& text, Message& message) {
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &message)) << text;
}

Explanation ExplainScene(const Scene& scene, const std::string& offering = kOffering) {
  std::vector<v1::DirectoryEntry> entries = scene.more;
  *entries.emplace_back().mutable_area_table() = scene.areas;
  *entries.emplace_back().mutable_provider() = scene.provider;
  *entries.emplace_back().mutable_location() = scene.location;
  *entries.emplace_back().mutable_offering() = scene.offering;
  *entries.emplace_back().mutable_capacity() = scene.capacity;
  return Explain(scene.referral, {offering}, *BuildWorld(entries, scene.rules), SampleMoment()).at(0);
}

// The steps as "field: from -> to".
std::vector<std::string> StepsOf(const Explanation& explanation) {
  std::vector<std::string> steps;
  for (const Change::Step& step : explanation.change().steps()) {
    EXPECT_FALSE(step.text().nl().empty());
    EXPECT_EQ(step.text().nl().find('{'), std::string::npos) << step.text().nl();
    EXPECT_EQ(step.text().en().find('{'), std::string::npos) << step.text().en();
    steps.push_back(absl::StrCat(step.field(), ": ", step.from(), " -> ", step.to()));
  }
  return steps;
}

std::vector<std::string> StepsOf(const Scene& scene) { return StepsOf(ExplainScene(scene)); }

std::vector<std::string> UnchangeableOf(const Scene& scene) {
  std::vector<std::string> codes;
  const Explanation explanation = ExplainScene(scene);
  for (const v1::Reason& reason : explanation.unchangeable()) codes.push_back(reason.code());
  return codes;
}

TEST(Change, IsNotNamedForWhatMayLead) {
  const Explanation explanation = ExplainScene(Scene());
  EXPECT_EQ(explanation.standing(), v1::MAY_LEAD);
  EXPECT_FALSE(explanation.has_change());
  EXPECT_THAT(explanation.unchangeable(), IsEmpty());
}

TEST(Change, OfAFullGroupIsAFreePlace) {
  Scene scene;
  scene.capacity.set_state(v1::Capacity::FULL);
  EXPECT_THAT(StepsOf(scene), ElementsAre("capacity.state: FULL -> FREE"));
  const Explanation explanation = ExplainScene(scene);
  EXPECT_EQ(explanation.change().steps(0).who(), Change::PROVIDER);
  EXPECT_EQ(explanation.change().steps(0).text().nl(), "Nodig: P meldt dat er plek vrij is bij Breien.");
  EXPECT_GT(explanation.change().cost(), 0);
}

TEST(Change, OfATakenLastPlaceIsAFreePlaceThatIsReportedAnew) {
  Scene scene;
  Merge("state: FREE reported_free: 2 held: 2", scene.capacity);
  EXPECT_THAT(StepsOf(scene), ElementsAre("capacity.state: FULL -> FREE"));
  scene.capacity.set_held(1);
  EXPECT_EQ(ExplainScene(scene).standing(), v1::MAY_LEAD);
}

TEST(Change, OfANoIsTheProvidersOrATimeToWait) {
  Scene scene;
  v1::Decline& decline = *scene.referral.add_declines();
  decline.set_offering(kOffering);
  decline.set_reason("te-zwaar");
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.declines: te-zwaar -> -"));
  const Change::Step by_provider = ExplainScene(scene).change().steps(0);
  EXPECT_EQ(by_provider.who(), Change::PROVIDER);
  EXPECT_EQ(by_provider.text().nl(), "Nodig: P laat weten dat het nu wel kan.");

  decline.set_until_date("2026-12-01");
  EXPECT_THAT(StepsOf(scene), ElementsAre("time: 2026-11-21 -> 2026-12-02"));
  const Change::Step by_time = ExplainScene(scene).change().steps(0);
  EXPECT_EQ(by_time.who(), Change::TIME);
  EXPECT_EQ(by_time.text().nl(), "Nodig: wachten tot 2026-12-02. Dan mag P opnieuw worden gevraagd.");

  decline.set_until_date("2026-11-20");
  EXPECT_EQ(ExplainScene(scene).standing(), v1::MAY_LEAD);
}

TEST(Change, WaitsForTheLastOfSeveralNoes) {
  Scene scene;
  for (const char* until : {"2026-12-01", "2026-12-24", "2026-11-30"}) {
    v1::Decline& decline = *scene.referral.add_declines();
    decline.set_offering(kOffering);
    decline.set_until_date(until);
  }
  EXPECT_THAT(StepsOf(scene), ElementsAre("time: 2026-11-21 -> 2026-12-25"));
  scene.offering.set_contract_start_date("2026-12-28");
  EXPECT_THAT(StepsOf(scene), ElementsAre("time: 2026-11-21 -> 2026-12-28"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).text().nl(),
            "Nodig: wachten tot 2026-12-28. Dan begint het contract met P.");
}

TEST(Change, OfTwoObstaclesIsTwoStepsInTheOrderOfTheTable) {
  Scene scene;
  scene.capacity.set_state(v1::Capacity::WAITING_LIST);
  scene.referral.add_refused_providers("providers/p");
  EXPECT_THAT(StepsOf(scene),
              ElementsAre("referral.refused_providers: providers/p -> -", "capacity.state: WAITING_LIST -> FREE"));
}

TEST(Change, OfAgeIsTheNearestBoundWhenTheAgeIsKnown) {
  Scene scene;
  scene.offering.set_min_age(55);
  EXPECT_THAT(StepsOf(scene), ElementsAre("offering.min_age: 55 -> 40"));
  scene.offering.clear_min_age();
  scene.offering.set_max_age(30);
  EXPECT_THAT(StepsOf(scene), ElementsAre("offering.max_age: 30 -> 40"));
}

TEST(Change, OfAnAgeThatIsNotKnownNamesAllAgesThatDo) {
  Scene scene;
  scene.referral.clear_age();
  scene.offering.set_min_age(55);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.age: ? -> at least 55"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).who(), Change::ADVISER);
  scene.offering.set_max_age(64);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.age: ? -> 55 to 64"));
  scene.offering.clear_min_age();
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.age: ? -> at most 64"));
}

TEST(Change, OfAGenderThatIsNotKnownIsToAsk) {
  Scene scene;
  scene.referral.clear_gender();
  scene.offering.set_gender_policy(v1::Offering::MEN_ONLY);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.gender: ? -> MALE"));
}

TEST(Change, OfAGenderThatIsKnownIsNobodys) {
  Scene scene;
  scene.offering.set_gender_policy(v1::Offering::MEN_ONLY);
  EXPECT_THAT(UnchangeableOf(scene), ElementsAre("gender"));
  EXPECT_FALSE(ExplainScene(scene).has_change());
}

TEST(Change, NamesOnlyWhatCannotChangeWhenOtherThingsCan) {
  Scene scene;
  scene.offering.set_gender_policy(v1::Offering::MEN_ONLY);
  scene.capacity.set_state(v1::Capacity::FULL);
  EXPECT_THAT(UnchangeableOf(scene), ElementsAre("gender"));
}

TEST(Change, OfUrgencyIsNobodys) {
  Scene scene;
  scene.referral.set_urgency(v1::ACUTE_DANGER);
  EXPECT_THAT(UnchangeableOf(scene), ElementsAre("urgent-first"));
}

TEST(Change, OfHaalzorgIsTheResidents) {
  Scene scene;
  scene.offering.set_form(v1::HAALZORG);
  scene.referral.mutable_haalzorg()->set_willing(v1::HaalzorgTalk::NO);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.haalzorg.willing: NO -> YES", "referral.haalzorg.ready: ? -> YES"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).who(), Change::RESIDENT);
}

TEST(Change, OfTheHoursAddsThoseOfTheOffering) {
  Scene scene;
  Merge(R"pb(schedule { hours { days: TUESDAY open_time: "10:00" close_time: "12:00" } })pb", scene.offering);
  Merge(R"pb(availability { days: MONDAY open_time: "09:00" close_time: "17:00" })pb", scene.referral);
  EXPECT_THAT(StepsOf(scene),
              ElementsAre("referral.availability: maandag 09:00-17:00 -> maandag 09:00-17:00; dinsdag 10:00-12:00"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).text().en(),
            "Needed: the resident can also come on Tuesday 10:00-12:00.");
}

TEST(Change, OfTheDistanceIsAsFarAsThePlaceIs) {
  Scene scene;
  scene.offering.set_location("locations/l");
  scene.referral.set_max_distance_meters(1000);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.max_distance_meters: 1000 -> 6845"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).text().nl(), "Nodig: de inwoner kan 6,9 km ver gaan.");
}

TEST(Change, OfTheAreaIsOnlyForWhoWorksInTheMunicipality) {
  Scene scene;
  scene.offering.add_service_areas("BU00010102");
  EXPECT_THAT(StepsOf(scene), ElementsAre("offering.service_areas: BU00010102 -> BU00010102, BU00010101"));
  scene.offering.set_service_areas(0, "GM0002");
  EXPECT_THAT(UnchangeableOf(scene), ElementsAre("not-in-municipality"));
}

TEST(Change, OfTheContractIsToWaitOrToExtendIt) {
  Scene scene;
  scene.offering.set_contract_start_date("2026-12-01");
  EXPECT_THAT(StepsOf(scene), ElementsAre("time: 2026-11-21 -> 2026-12-01"));
  EXPECT_EQ(ExplainScene(scene).change().steps(0).who(), Change::TIME);
  scene.offering.clear_contract_start_date();
  scene.offering.set_contract_end_date("2026-11-01");
  EXPECT_THAT(StepsOf(scene), ElementsAre("offering.contract_end_date: 2026-11-01 -> -"));
}

TEST(Change, OfALanguageIsSomebodyWhoSpeaksIt) {
  Scene scene;
  scene.referral.set_languages(0, "ar");
  scene.offering.add_languages("nl");
  EXPECT_THAT(StepsOf(scene), ElementsAre("offering.languages: nl -> nl, ar"));
}

TEST(Change, OfADecisionComesBeforeItsCategory) {
  Scene scene;
  scene.offering.set_kind(v1::Offering::CARE);
  scene.offering.set_form(v1::AT_HOME);
  scene.offering.add_enrolment(v1::Offering::WITH_DECISION);
  scene.offering.add_expertise("dementie");
  scene.offering.add_product_categories("02");
  scene.referral.mutable_needs(0)->add_expertise("dementie");
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.decision: - -> yes"));
  Merge(R"pb(decision { product_category: "01" })pb", scene.referral);
  EXPECT_THAT(StepsOf(scene), ElementsAre("referral.decision.product_category: 01 -> 02"));
}

TEST(Change, TakesTheCheaperOfTwoSingleSteps) {
  Scene scene;
  scene.capacity.set_state(v1::Capacity::FREE);
  scene.capacity.mutable_confirm_time()->set_seconds(
      absl::ToUnixSeconds(SampleMoment().time - absl::Hours(24 * 100 + 14)));
  Merge(R"pb(conditions {
               id: "fresh-only"
               must {
                 any_of {
                   of { not { test { field: "offering.capacity_stale" } } }
                   of { test { field: "offering.pick_up" } }
                 }
               }
               no { nl: "Oud." en: "Old." }
               when_unknown: ALLOW
               source: "test"
               rationale: "test"
               start_date: "2026-01-01"
             })pb",
        scene.rules);
  EXPECT_THAT(StepsOf(scene), ElementsAre("capacity.confirm_time: 2026-08-12 -> 2026-11-21"));
}

TEST(Change, OfMoreThanSixThingsIsSaidToBeTooLarge) {
  Scene scene;
  scene.capacity.set_state(v1::Capacity::FULL);
  scene.referral.add_refused_providers("providers/p");
  scene.referral.set_languages(0, "ar");
  scene.referral.add_access_needs(v1::WHEELCHAIR);
  scene.referral.add_access_needs(v1::PICK_UP);
  scene.offering.add_languages("nl");
  scene.offering.set_wheelchair_accessible(false);
  scene.offering.set_min_age(55);
  scene.offering.set_contract_end_date("2026-11-01");
  EXPECT_THAT(UnchangeableOf(scene), ElementsAre("more-changes"));
  scene.offering.clear_contract_end_date();
  EXPECT_THAT(StepsOf(scene), SizeIs(6));
}

TEST(Change, OfAnAnswerTermIsTheTeamsWhereItAgreedOne) {
  Scene scene;
  for (v1::Agreement& each : *scene.rules.mutable_agreements()) {
    if (each.urgency() == v1::NORMAL) each.set_answer_working_days(3);
  }
  Merge(R"pb(response_terms { urgency: NORMAL answer_working_days: 5 })pb", scene.provider);
  EXPECT_THAT(StepsOf(scene), ElementsAre("provider.response_terms: 5 -> 3"));
  scene.offering.set_kind(v1::Offering::CARE);
  scene.offering.set_form(v1::AT_HOME);
  scene.offering.add_expertise("dementie");
  scene.referral.mutable_needs(0)->add_expertise("dementie");
  scene.more.push_back(FromText<v1::DirectoryEntry>(R"pb(
    team {
      name: "teams/t"
      title: "T"
      service_areas: "GM0001"
      members { provider: "providers/p" role: PARTNER }
      response_terms { urgency: NORMAL answer_working_days: 7 }
    })pb"));
  EXPECT_THAT(StepsOf(scene), ElementsAre("team.response_terms: 7 -> 3"));
}

// The table of docs/rules.md, the records in the tests and the matcher speak of the same fields.
TEST(Levers, AreThoseThatTheRecordsHave) {
  std::vector<std::string> paths;
  for (const Lever& lever : AllLevers()) paths.push_back(lever.path);
  EXPECT_EQ(paths, oracle::FieldsThatChange());
  for (const Lever& lever : AllLevers()) {
    EXPECT_GT(lever.cost, 0) << lever.path;
    EXPECT_THAT(lever.moves, testing::Not(IsEmpty())) << lever.path;
  }
}

}  // namespace
}  // namespace koppel::matcher
