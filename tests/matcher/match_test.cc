// What each condition and preference of the real rules does, in a world of one offering beside the access desk.

#include "matcher/match.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kSurroundings[] = R"pb(
  areas:
  [ { code: "GM0001" title: "Een" }
    , { code: "GM0002" title: "Twee" }
    , { code: "WK000101" title: "Wijk" parent: "GM0001" }
    , {
      code: "BU00010101"
      title: "Buurt 1"
      parent: "WK000101"
      point { latitude: 52.0 longitude: 5.0 }
    }
    , {
      code: "BU00010102"
      title: "Buurt 2"
      parent: "WK000101"
      point { latitude: 52.0 longitude: 5.1 }
    }]
  name: "areaTables/nl"
)pb";

// One offering and one request; a test changes what it is about.
struct Scene {
  v1::Provider provider = FromText<v1::Provider>(R"pb(name: "providers/p" title: "P" service_areas: "GM0001")pb");
  v1::Location location = FromText<v1::Location>(R"pb(name: "locations/l" title: "L" area: "BU00010101")pb");
  v1::Offering offering;
  v1::Capacity capacity = FromText<v1::Capacity>(R"pb(name: "providers/p/offerings/o/capacity" state: OPEN)pb");
  v1::Referral referral;
  std::vector<v1::DirectoryEntry> more;

  // Adds to what is there, or replaces single values.
  Scene& Offering(const std::string& text) { return Merge(text, offering); }
  Scene& Request(const std::string& text) { return Merge(text, referral); }
  Scene& Capacity(const std::string& text) { return Merge(text, capacity); }
  Scene& Provider(const std::string& text) { return Merge(text, provider); }
  Scene& Location(const std::string& text) { return Merge(text, location); }
  Scene& More(const std::string& text) {
    more.push_back(FromText<v1::DirectoryEntry>(text));
    return *this;
  }

 private:
  Scene& Merge(const std::string& text, google::protobuf::Message& message) {
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &message)) << text;
    return *this;
  }
};

Scene Base() {
  Scene scene;
  scene.Request(R"pb(area: "BU00010101" urgency: NORMAL age: 40 gender: FEMALE languages: "nl")pb");
  scene.More(R"pb(provider { name: "providers/desk" title: "Loket" service_areas: "GM0001" })pb");
  scene.More(R"pb(offering {
                    name: "providers/desk/offerings/access"
                    title: "Toegang"
                    kind: ACCESS
                    form: ON_SITE
                    generalist: true
                    domains: [ BODY, MIND, SOCIAL, SOCIETY ]
                  })pb");
  return scene;
}

// Somebody likes to knit, and there is a group that knits.
Scene Knitting() {
  Scene scene = Base();
  scene.Offering(R"pb(
    name: "providers/p/offerings/o"
    title: "Breien"
    kind: ACTIVITY
    form: GROUP
    domains: SOCIAL
    wishes: "breien"
    enrolment: WALK_IN
  )pb");
  scene.Request(R"pb(needs { domain: SOCIAL wishes: "breien" })pb");
  return scene;
}

// Somebody with dementia has a decision, and there is care for that.
Scene Care() {
  Scene scene = Base();
  scene.Offering(R"pb(
    name: "providers/p/offerings/o"
    title: "Begeleiding"
    kind: CARE
    form: AT_HOME
    domains: MIND
    expertise: "dementie"
    enrolment: WITH_DECISION
    product_categories: "02"
  )pb");
  scene.Request(R"pb(needs { domain: MIND expertise: "dementie" }
                     decision { product_category: "02" })pb");
  return scene;
}

v1::MatchResponse Ask(const Scene& scene, const v1::RuleSet& rules = RealRules()) {
  std::vector<v1::DirectoryEntry> entries = scene.more;
  *entries.emplace_back().mutable_area_table() = FromText<v1::AreaTable>(kSurroundings);
  *entries.emplace_back().mutable_provider() = scene.provider;
  *entries.emplace_back().mutable_location() = scene.location;
  *entries.emplace_back().mutable_offering() = scene.offering;
  *entries.emplace_back().mutable_capacity() = scene.capacity;
  return Match(scene.referral, *BuildWorld(entries, rules), SampleMoment(), 10);
}

std::string Codes(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons) {
  return absl::StrJoin(reasons, "",
                       [](std::string* out, const v1::Reason& reason) { absl::StrAppend(out, " ", reason.code()); });
}

// What happens to the offering of the scene: "leads", "joins" with what is asked, or "kept out by" with the obstacles.
std::string Ruling(const Scene& scene, const v1::RuleSet& rules = RealRules()) {
  const v1::MatchResponse response = Ask(scene, rules);
  const std::string& name = scene.offering.name();
  std::string joins = "nowhere";
  for (const v1::Proposal& proposal : response.proposals()) {
    for (const v1::Part& part : proposal.parts()) {
      if (part.offering() != name) continue;
      if (part.role() == v1::Part::LEAD) return absl::StrCat("leads", Codes(part.questions()));
      joins = absl::StrCat("joins", Codes(part.questions()));
    }
  }
  for (const v1::NearMiss& miss : response.near_misses()) {
    if (miss.offering() == name) return absl::StrCat("kept out by", Codes(miss.obstacles()));
  }
  return joins;
}

// The points of one factor of the proposal that the offering leads.
int PointsOf(const Scene& scene, const std::string& factor) {
  const v1::MatchResponse response = Ask(scene);
  for (const v1::Proposal& proposal : response.proposals()) {
    if (proposal.parts(0).offering() != scene.offering.name()) continue;
    for (const v1::Points& points : proposal.factors()) {
      if (points.factor() == factor) return points.points();
    }
  }
  return 0;
}

std::string FirstLead(const v1::MatchResponse& response) {
  return response.proposals().empty() ? "" : response.proposals(0).parts(0).offering();
}

TEST(Condition, WhatFitsLeads) {
  EXPECT_EQ(Ruling(Knitting()), "leads");
  EXPECT_EQ(Ruling(Care()), "leads");
}

TEST(Condition, AreaHasToBeServed) {
  EXPECT_EQ(Ruling(Knitting().Offering("service_areas: 'BU00010101'")), "leads");
  EXPECT_EQ(Ruling(Knitting().Offering("service_areas: 'BU00010102'")), "kept out by in-service-area");
  EXPECT_EQ(Ruling(Knitting().Offering("service_areas: 'GM0002'")), "kept out by in-service-area");
}

TEST(Condition, ContractHasToHoldToday) {
  EXPECT_EQ(Ruling(Care().Offering("contract_start_date: '2026-11-21' contract_end_date: '2026-11-21'")), "leads");
  EXPECT_EQ(Ruling(Care().Offering("contract_end_date: '2026-11-20'")), "kept out by contract");
  EXPECT_EQ(Ruling(Care().Offering("contract_start_date: '2026-11-22'")), "kept out by contract");
}

TEST(Condition, RefusedProviderIsNotProposed) {
  EXPECT_EQ(Ruling(Knitting().Request("refused_providers: 'providers/p'")), "kept out by refused");
  EXPECT_EQ(Ruling(Knitting().Request("refused_providers: 'providers/desk'")), "leads");
}

TEST(Condition, PartnerThatSaidNoIsNotProposedWhileThatCounts) {
  const auto said_no = [](const std::string& text) { return Ruling(Knitting().Request(text)); };
  EXPECT_EQ(said_no("declines { offering: 'providers/p/offerings/o' reason: 'vol' }"), "kept out by declined-before");
  EXPECT_EQ(said_no("declines { offering: 'providers/p/offerings/o' until_date: '2026-11-21' }"),
            "kept out by declined-before");
  EXPECT_EQ(said_no("declines { offering: 'providers/p/offerings/o' until_date: '2026-11-20' }"), "leads");
  EXPECT_EQ(said_no("declines { offering: 'providers/p/offerings/other' }"), "leads");
  EXPECT_EQ(said_no("declines { offering: 'providers/desk/offerings/access' }"), "leads");
}

TEST(Condition, ActivityWaitsWhileThereIsAnEscalation) {
  EXPECT_EQ(Ruling(Knitting()
                       .Request("urgency: ACUTE_DANGER")
                       .Provider("response_terms { urgency: ACUTE_DANGER answer_working_days: 1 }")),
            "kept out by urgent-first");
}

TEST(Condition, CareIsNotProposedWhereNoneIsAsked) {
  Scene scene = Care();
  scene.referral.mutable_needs(0)->clear_expertise();
  EXPECT_EQ(Ruling(scene), "leads");  // A decision without expertise.
  scene.referral.clear_decision();
  scene.more.clear();  // Where the desk looks further, nothing is missed.
  EXPECT_EQ(Ruling(scene), "kept out by not-too-heavy decision");
}

TEST(Condition, ExpertiseInPartIsAskedAboutAndNoneIsNoAnswer) {
  Scene scene = Care();
  scene.referral.mutable_needs(0)->add_expertise("lvb");
  EXPECT_EQ(Ruling(scene), "leads expertise");
  scene.referral.mutable_needs(0)->mutable_expertise()->DeleteSubrange(0, 1);
  EXPECT_EQ(Ruling(scene), "nowhere");
}

TEST(Condition, WithoutDecisionCareJoinsTheAccessDesk) {
  Scene scene = Care();
  scene.referral.clear_decision();
  EXPECT_EQ(Ruling(scene), "joins decision");
  EXPECT_EQ(FirstLead(Ask(scene)), "providers/desk/offerings/access");
}

TEST(Condition, DecisionThatHasEndedIsNone) {
  EXPECT_EQ(Ruling(Care().Request("decision { end_date: '2026-11-21' }")), "leads");
  EXPECT_EQ(Ruling(Care().Request("decision { end_date: '2026-11-20' }")), "joins decision");
}

TEST(Condition, ProductCategoryHasToFitAndIsAskedWhenUnknown) {
  EXPECT_EQ(Ruling(Care().Request("decision { product_category: '07' }")), "kept out by product-category");
  EXPECT_EQ(Ruling(Care().Request("decision { product_category: '' }")), "leads product-category");
}

TEST(Condition, ActivityJoinsButDoesNotReplaceCareThatWasDecided) {
  Scene scene = Knitting();
  scene.referral.add_needs()->CopyFrom(Care().referral.needs(0));
  EXPECT_EQ(Ruling(scene), "leads");
  EXPECT_EQ(Ruling(scene.Request("decision { product_category: '02' }")), "joins care-leads");
}

TEST(Condition, HaalzorgIsForWhoIsWillingAndReady) {
  Scene scene = Care().Offering("form: HAALZORG");
  EXPECT_EQ(Ruling(scene), "kept out by haalzorg");
  EXPECT_EQ(Ruling(scene.Request("haalzorg { willing: YES }")), "kept out by haalzorg");
  EXPECT_EQ(Ruling(scene.Request("haalzorg { ready: YES }")), "leads");
  EXPECT_EQ(Ruling(scene.Request("haalzorg { willing: NO }")), "kept out by haalzorg");
}

TEST(Condition, HaalzorgThatWasNotTalkedAboutIsAQuestionAtHome) {
  Scene scene = Care().More(R"pb(offering { name: "providers/p/offerings/haal" kind: CARE form: HAALZORG })pb");
  EXPECT_EQ(Ruling(scene), "leads talk-about-haalzorg");
  EXPECT_EQ(Ruling(scene.Request("haalzorg { willing: NO ready: NO }")), "leads");
}

TEST(Condition, WayThroughTheGpIsAskedAbout) {
  Scene scene = Care();
  scene.offering.clear_enrolment();
  EXPECT_EQ(Ruling(scene.Offering("enrolment: VIA_GP")), "leads via-gp");
}

TEST(Condition, AgeHasToFit) {
  EXPECT_EQ(Ruling(Knitting().Offering("min_age: 40 max_age: 40")), "leads");
  EXPECT_EQ(Ruling(Knitting().Offering("min_age: 41")), "kept out by age");
  EXPECT_EQ(Ruling(Knitting().Offering("max_age: 39")), "kept out by age");
  EXPECT_EQ(Ruling(Knitting().Offering("min_age: 18").Request("age: 17")), "kept out by adult");
}

TEST(Condition, UnknownAgeMayNotLeadAboveEighteen) {
  Scene scene = Knitting();
  scene.referral.clear_age();
  EXPECT_EQ(Ruling(scene), "leads");
  EXPECT_EQ(Ruling(scene.Offering("min_age: 18")), "leads");
  EXPECT_EQ(Ruling(scene.Offering("min_age: 55")), "joins age");
}

TEST(Condition, GenderHasToFitWhereTheGroupIsForOne) {
  EXPECT_EQ(Ruling(Knitting().Offering("gender_policy: WOMEN_ONLY")), "leads");
  EXPECT_EQ(Ruling(Knitting().Offering("gender_policy: MEN_ONLY")), "kept out by gender");
  EXPECT_EQ(Ruling(Knitting().Offering("gender_policy: MEN_ONLY").Request("gender: OTHER")), "joins gender");
  EXPECT_EQ(Ruling(Knitting().Offering("gender_policy: MEN_ONLY").Request("gender: GENDER_UNSPECIFIED")),
            "joins gender");
}

TEST(Condition, MixedGroupIsNotForWhoWantsTheSameGender) {
  const Scene scene = Knitting().Request("same_gender_only: true");
  EXPECT_EQ(Ruling(scene), "kept out by same-gender");
  EXPECT_EQ(Ruling(Scene(scene).Offering("gender_policy: WOMEN_ONLY")), "leads");
  EXPECT_EQ(Ruling(Scene(scene).Offering("form: AT_HOME")), "joins same-gender");
}

TEST(Condition, LanguageKeepsOutOfAGroupButAsksForAnInterpreterInCare) {
  EXPECT_EQ(Ruling(Knitting().Offering("languages: 'tr'")), "kept out by language-of-group");
  EXPECT_EQ(Ruling(Knitting().Offering("languages: ['tr', 'nl']")), "leads");
  Scene turkish = Care();
  turkish.referral.set_languages(0, "tr");
  EXPECT_EQ(Ruling(turkish), "leads interpreter");
  EXPECT_EQ(Ruling(Scene(turkish).Offering("languages: 'nl'")), "leads interpreter");
  EXPECT_EQ(Ruling(Scene(turkish).Offering("languages: 'tr'")), "leads");
}

TEST(Condition, WheelchairHasToGetInAndIsAskedWhenUnknown) {
  const Scene scene = Knitting().Request("access_needs: WHEELCHAIR");
  EXPECT_EQ(Ruling(scene), "leads wheelchair");
  EXPECT_EQ(Ruling(Scene(scene).Offering("wheelchair_accessible: true")), "leads");
  EXPECT_EQ(Ruling(Scene(scene).Offering("wheelchair_accessible: false")), "kept out by wheelchair");
  EXPECT_EQ(Ruling(Scene(scene).Offering("location: 'locations/l'").Location("wheelchair_accessible: false")),
            "kept out by wheelchair");
  EXPECT_EQ(Ruling(Care().Request("access_needs: WHEELCHAIR")), "leads");  // At home.
}

TEST(Condition, GroupThatDoesNotFetchOnlyJoins) {
  const Scene scene = Knitting().Request("access_needs: PICK_UP");
  EXPECT_EQ(Ruling(scene), "joins pick-up");
  EXPECT_EQ(Ruling(Scene(scene).Offering("pick_up: true")), "leads");
}

TEST(Condition, TimesHaveToFitWhenTheyAreKnown) {
  const Scene scene = Knitting().Request("availability { days: MONDAY open_time: '09:00' close_time: '12:00' }");
  EXPECT_EQ(Ruling(scene), "leads");
  EXPECT_EQ(Ruling(Scene(scene).Offering("schedule { hours { days: MONDAY open_time: '11:00' } }")), "leads");
  EXPECT_EQ(Ruling(Scene(scene).Offering("schedule { hours { days: MONDAY open_time: '12:00' } }")),
            "kept out by times");
}

TEST(Condition, DistanceCountsOnlyWhenTheResidentSetsALimit) {
  Scene scene = Knitting().Offering("location: 'locations/l'").Location("point { latitude: 52.0 longitude: 5.1 }");
  EXPECT_EQ(Ruling(scene), "leads");
  EXPECT_EQ(Ruling(scene.Request("max_distance_meters: 7000")), "leads");
  EXPECT_EQ(Ruling(scene.Request("max_distance_meters: 6000")), "kept out by distance");
  scene.location.clear_point();
  EXPECT_EQ(Ruling(scene), "leads distance");
}

TEST(Condition, NobodyStartsWhereThereIsNoRoom) {
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FULL")), "kept out by not-full");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE reported_free: 0")), "kept out by not-full");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: WAITING_LIST")), "kept out by no-waiting-list");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: STOPPED")), "kept out by not-stopped");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE reported_free: 1")), "leads");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE reported_free: 2 held: 1")), "leads");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE reported_free: 2 held: 2")), "kept out by not-full");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE reported_free: 0 held: -1")), "leads");
}

TEST(Condition, RoomThatIsNotCertainIsAskedAbout) {
  EXPECT_EQ(Ruling(Knitting().Capacity("state: UNKNOWN")), "leads room-known");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: ASSESSMENT_FIRST")), "leads assessment-first");
  // 61 days before, and 60.
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE confirm_time { seconds: 1789984800 }")), "leads figure-fresh");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: FREE confirm_time { seconds: 1790078400 }")), "leads");
  EXPECT_EQ(Ruling(Knitting().Capacity("state: OPEN confirm_time { seconds: 1 }")), "leads");
}

TEST(Condition, AnswerHasToComeInTimeForTheUrgency) {
  const Scene scene = Care().Request("urgency: PRIORITY");
  const auto agreed = [](int days) {
    return absl::StrCat("response_terms { urgency: PRIORITY answer_working_days: ", days, " }");
  };
  EXPECT_EQ(Ruling(scene), "leads answers-in-time");
  EXPECT_EQ(Ruling(Scene(scene).Provider(agreed(5))), "leads");
  EXPECT_EQ(Ruling(Scene(scene).Provider(agreed(6))), "kept out by answers-in-time");
  // What the team agreed goes before what the provider agreed.
  const std::string team = "team { name: 'teams/t' service_areas: 'GM0001' members { provider: 'providers/p' } ";
  EXPECT_EQ(Ruling(Scene(scene).Provider(agreed(6)).More(absl::StrCat(team, agreed(2), " }"))), "leads");
}

TEST(Condition, UrgencyThatIsNotStatedCountsAsNormal) {
  v1::RuleSet rules = RealRules();
  for (v1::Agreement& each : *rules.mutable_agreements()) {
    if (each.urgency() == v1::NORMAL) each.set_answer_working_days(3);
  }
  const Scene scene = Care()
                          .Request("urgency: URGENCY_UNSPECIFIED")
                          .Provider("response_terms { urgency: NORMAL answer_working_days: 4 }");
  EXPECT_EQ(Ruling(scene, rules), "kept out by answers-in-time");
  EXPECT_EQ(Ruling(scene), "leads");
}

TEST(Preference, TheOrderOfTheResidentCounts) {
  Scene scene = Knitting();
  scene.referral.add_needs()->set_domain(v1::BODY);
  EXPECT_EQ(PointsOf(scene, "lead"), 100);
  scene.referral.mutable_needs()->SwapElements(0, 1);
  EXPECT_EQ(PointsOf(scene, "lead"), 60);
}

TEST(Preference, TheLightestSufficientHelpGoesFirst) { EXPECT_EQ(PointsOf(Knitting(), "lighter"), 10); }

TEST(Preference, WishesOfTheResidentCount) {
  EXPECT_EQ(PointsOf(Knitting().Request("involved_providers: 'providers/p'"), "already-involved"), 20);
  EXPECT_EQ(PointsOf(Knitting().Request("preferred_forms: GROUP"), "preferred-form"), 20);
  EXPECT_EQ(PointsOf(Knitting().Request("prefers_walk_in: true"), "walk-in"), 25);
  EXPECT_EQ(PointsOf(Knitting().Request("prefers_small_group: true").Offering("group_size: 8"), "small-group"), 15);
  EXPECT_EQ(PointsOf(Knitting().Request("prefers_small_group: true").Offering("group_size: 9"), "small-group"), 0);
  EXPECT_EQ(PointsOf(Knitting().Request("preferred_hours { days: FRIDAY }").Offering("schedule { hours {} }"),
                     "preferred-time"),
            25);
  EXPECT_EQ(
      PointsOf(Knitting().Request("target_groups: 'ouderen'").Offering("target_groups: 'ouderen'"), "target-group"),
      10);
}

TEST(Preference, PlaceAndTimeAndLoadCountInSteps) {
  const Scene here = Knitting().Offering("location: 'locations/l'").Request("prefers_nearby: true");
  EXPECT_EQ(PointsOf(here, "same-buurt"), 8);
  EXPECT_EQ(PointsOf(here, "nearby-wanted"), 20);
  EXPECT_EQ(PointsOf(Scene(here).Location("point { latitude: 52.0 longitude: 5.1 }"), "closer"), -12);  // 6.8 km.
  EXPECT_EQ(PointsOf(Scene(here).Location("point { latitude: 52.0 longitude: 5.01 }"), "closer"), -1);  // 684 m.
  EXPECT_EQ(PointsOf(Knitting().Offering("start_weeks: 3"), "starts-soon"), -1);
  EXPECT_EQ(PointsOf(Knitting().Offering("start_weeks: 4"), "starts-soon"), -2);
  EXPECT_EQ(PointsOf(Knitting().Capacity("state: FREE reported_free: 5 total: 10"), "load"), -2);
  EXPECT_EQ(PointsOf(Knitting().Capacity("state: FREE reported_free: 9 held: 4 total: 10"), "load"), -2);
}

TEST(Proposal, SaysTheStateThatIsLeftAfterPlacements) {
  const Scene scene = Knitting().Capacity("state: FREE reported_free: 2 held: 1");
  EXPECT_EQ(Ask(scene).proposals(0).parts(0).capacity_state(), v1::Capacity::FREE);
}

// What only matters to the road of a request changes nothing in the answer.
TEST(Proposal, IsTheSameWhereverTheRequestIsOnItsRoad) {
  Scene scene = Knitting();
  const std::string before = Ask(scene).DebugString();
  scene.Request(R"pb(name: "municipalities/GM0001/referrals/r"
                     resident: "r1"
                     state: OFFERED
                     preferred_helper: MALE
                     needs_interpreter: true
                     payment: PERSONAL_BUDGET
                     report_date: "2026-01-01"
                     reporter { relation: PROVIDER provider: "providers/p" }
                     latest_advice: 3
                     etag: "x")pb");
  EXPECT_EQ(Ask(scene).DebugString(), before);
}

TEST(Proposal, JoinAtThePlaceOfTheLeadWinsAnEqualOneElsewhere) {
  Scene scene = Care().Offering("form: ON_SITE location: 'locations/l'");
  scene.Request("needs { domain: SOCIAL wishes: 'breien' }");
  for (const char* place : {"a", "l"}) {
    scene.More(absl::StrCat("offering { name: 'providers/desk/offerings/breien-", place,
                            "' kind: ACTIVITY form: GROUP domains: SOCIAL wishes: 'breien' location: 'locations/",
                            place, "' }"));
  }
  scene.More("location { name: 'locations/a' area: 'BU00010101' }");
  const v1::Proposal best = Ask(scene).proposals(0);
  ASSERT_EQ(best.parts_size(), 2);
  EXPECT_EQ(best.parts(1).offering(), "providers/desk/offerings/breien-l");
  EXPECT_EQ(best.parts(1).role(), v1::Part::JOIN);
  EXPECT_THAT(best.parts(1).needs(), ElementsAre(1));
}

TEST(Proposal, WhoJoinsAndWorksInTheDomainAlsoAnswersAPlainNeedThere) {
  Scene scene = Care().Request("needs { domain: SOCIAL wishes: 'breien' } needs { domain: SOCIAL }");
  scene.More(R"pb(offering {
                    name: "providers/desk/offerings/breien"
                    kind: ACTIVITY
                    form: GROUP
                    domains: SOCIAL
                    wishes: "breien"
                  })pb");
  scene.More(R"pb(offering { name: "providers/desk/offerings/anders" kind: ACTIVITY form: GROUP domains: SOCIAL })pb");
  const v1::Proposal best = Ask(scene).proposals(0);
  ASSERT_EQ(best.parts_size(), 2);
  EXPECT_THAT(best.parts(1).needs(), ElementsAre(1, 2));
}

TEST(Proposal, EqualPointsShareARankAndTheLeastLoadedGoesFirst) {
  Scene scene = Knitting().Capacity("state: FREE reported_free: 5 total: 10");
  scene.More(R"pb(offering {
                    name: "providers/desk/offerings/breien"
                    kind: ACTIVITY
                    form: GROUP
                    domains: SOCIAL
                    wishes: "breien"
                  })pb");
  v1::RuleSet rules = RealRules();
  rules.clear_preferences();
  const v1::MatchResponse response = Ask(scene, rules);
  EXPECT_EQ(FirstLead(response), "providers/p/offerings/o");  // Its load is known; the other by its name comes first.
  EXPECT_EQ(response.proposals(0).rank(), 1);
  EXPECT_EQ(response.proposals(1).rank(), 1);
  EXPECT_EQ(response.proposals(2).rank(), 3);
}

TEST(Match, WithoutNeedsProposesNothing) {
  Scene scene = Knitting();
  scene.referral.clear_needs();
  EXPECT_THAT(Ask(scene).proposals(), IsEmpty());
}

TEST(Match, SaysThatNoSignalOfUrgencyWasFound) {
  EXPECT_EQ(Codes(Ask(Knitting().Request("urgency: URGENCY_UNSPECIFIED")).remarks()), " no-urgency-signal");
  EXPECT_EQ(Codes(Ask(Knitting()).remarks()), "");
}

TEST(Match, SaysWhichNeedsNobodyConfirmedAndProposesTheSame) {
  Scene scene = Knitting();
  scene.referral.add_needs()->set_domain(v1::SOCIAL);
  scene.referral.add_needs()->set_domain(v1::SOCIAL);
  v1::MatchResponse confirmed = Ask(scene);
  scene.referral.mutable_needs(0)->set_unconfirmed(true);
  scene.referral.mutable_needs(2)->set_unconfirmed(true);
  v1::MatchResponse unconfirmed = Ask(scene);
  ASSERT_EQ(Codes(unconfirmed.remarks()), " unconfirmed" + Codes(confirmed.remarks()));
  EXPECT_EQ(unconfirmed.remarks(0).text().nl(),
            "Uit een tekst gelezen en door niemand bevestigd: hulpvraag 1, 3. Loop dat na met de inwoner.");
  ASSERT_EQ(unconfirmed.remarks(0).arguments_size(), 1);
  EXPECT_EQ(unconfirmed.remarks(0).arguments(0).value(), "1, 3");
  confirmed.clear_remarks();
  unconfirmed.clear_remarks();
  EXPECT_EQ(unconfirmed.SerializeAsString(), confirmed.SerializeAsString());
}

TEST(Match, NamesThePlainNeedThatANearMissWouldAnswer) {
  Scene scene = Knitting().Capacity("state: FULL");
  scene.referral.mutable_needs(0)->clear_wishes();
  scene.more.clear();
  const v1::MatchResponse response = Ask(scene);
  ASSERT_EQ(response.near_misses_size(), 1);
  EXPECT_THAT(response.near_misses(0).needs(), ElementsAre(0));
}

TEST(Match, SaysWhatKeepsTheOnlyOfferingFromLeading) {
  Scene scene = Knitting().Request("access_needs: PICK_UP");
  scene.more.clear();
  const v1::MatchResponse response = Ask(scene);
  EXPECT_THAT(response.proposals(), IsEmpty());
  ASSERT_EQ(response.near_misses_size(), 1);
  EXPECT_EQ(Codes(response.near_misses(0).obstacles()), " pick-up");
  EXPECT_EQ(Codes(response.remarks()), " nothing-fits no-offer");
}

TEST(Match, EscalatesToNobodyWhoseContractHasEnded) {
  Scene scene = Care().Request("urgency: URGENT");
  scene.referral.mutable_needs(0)->clear_expertise();
  scene.Offering("kind: ACCESS contract_end_date: '2020-01-01'");
  scene.more.clear();
  EXPECT_EQ(Ask(scene).escalations(0).offering(), "");
  scene.Offering("contract_end_date: '2999-01-01'");
  EXPECT_EQ(Ask(scene).escalations(0).offering(), scene.offering.name());
}

}  // namespace
}  // namespace koppel::matcher
