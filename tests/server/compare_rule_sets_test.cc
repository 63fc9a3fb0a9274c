#include "server/handlers/compare.h"
#include "server/limits.h"
#include "tests/server/rule_testing.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class Comparing : public ::testing::Test {
 protected:
  Comparing() : house({}, SmallRules()) {
    house.Put(SmallDirectory());
    house.As("anna");
  }

  // A request to try out the set that keeps groups out of Almere on so many who want to knit.
  static v1::CompareRuleSetsRequest Trial(int referrals) {
    v1::CompareRuleSetsRequest request;
    *request.mutable_candidate()->mutable_rule_set() = Almere();
    const auto somebody = Parse<v1::MatchRequest>(kKnitting).referral();
    for (int i = 0; i < referrals; ++i) *request.add_referrals() = somebody;
    return request;
  }

  House house;
};

TEST_F(Comparing, TheCandidateIsTriedOutBesideWhatIsActive) {
  const Revision before = house.store().Latest();
  const auto response = house.Ask(&CompareRuleSets, Trial(10));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->total().requests(), 10);
  EXPECT_EQ(response->total().lost(), 10);
  EXPECT_NE(response->fairness().nl(), "");
  EXPECT_NE(response->fairness().en(), "");
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(Comparing, WhereARequestIsOnItsRoadDoesNotMatter) {
  v1::CompareRuleSetsRequest request = Trial(10);
  const auto plain = house.Ask(&CompareRuleSets, request);
  for (v1::Referral& referral : *request.mutable_referrals()) {
    referral.set_resident("r1");
    referral.set_state(v1::Referral::OFFERED);
    referral.set_report_date("2026-11-02");
  }
  const auto on_its_road = house.Ask(&CompareRuleSets, request);
  ASSERT_TRUE(on_its_road.ok()) << on_its_road.status();
  EXPECT_EQ(on_its_road->SerializeAsString(), plain->SerializeAsString());
}

TEST_F(Comparing, ABaseTakesThePlaceOfWhatIsActive) {
  v1::CompareRuleSetsRequest request = Trial(10);
  *request.mutable_base()->mutable_rule_set() = Almere();
  const auto response = house.Ask(&CompareRuleSets, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->total().lost(), 0);
}

TEST_F(Comparing, ASetThatIsStoredCanBeNamed) {
  v1::CompareRuleSetsRequest request = Trial(10);
  request.mutable_candidate()->set_name("ruleSets/nl");
  const auto response = house.Ask(&CompareRuleSets, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->total().lost(), 0);
  request.mutable_candidate()->set_name("ruleSets/bestaat-niet");
  EXPECT_THAT(house.Ask(&CompareRuleSets, request), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Comparing, RulesWithAFaultAreRefusedWithThePath) {
  v1::CompareRuleSetsRequest request = Trial(10);
  v1::RuleSet& set = *request.mutable_candidate()->mutable_rule_set();
  set.mutable_conditions(0)->mutable_must()->mutable_not_()->mutable_test()->set_field("pair.moon");
  const auto response = house.Ask(&CompareRuleSets, request);
  EXPECT_THAT(response, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(response.status()), ElementsAre("conditions[0].must.not.test.field"));
}

TEST_F(Comparing, MoreRequestsThanTheLimitAreRefusedWithTheLimit) {
  EXPECT_TRUE(house.Ask(&CompareRuleSets, Trial(kMaxWhatIfRequests)).ok());
  const auto response = house.Ask(&CompareRuleSets, Trial(kMaxWhatIfRequests + 1));
  EXPECT_THAT(response, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(response.status()), ElementsAre("referrals"));
  EXPECT_NE(response.status().message().find("2000"), std::string::npos);
}

TEST_F(Comparing, WithoutRequestsThereIsNothingToTry) {
  const auto response = house.Ask(&CompareRuleSets, Trial(0));
  EXPECT_THAT(response, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(response.status()), ElementsAre("referrals"));
}

TEST_F(Comparing, EveryFaultInTheRequestsIsNamedWithItsPlace) {
  v1::CompareRuleSetsRequest request = Trial(4);
  request.mutable_referrals(1)->set_area("GM9999");
  request.mutable_referrals(3)->mutable_needs(0)->set_wish_text("bel 06-12345678");
  request.mutable_referrals(3)->set_age(400);
  const auto response = house.Ask(&CompareRuleSets, request);
  EXPECT_THAT(response, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(response.status()),
              ElementsAre("referrals[1].area", "referrals[3].needs[0].wish_text", "referrals[3].age"));
}

TEST_F(Comparing, StopsWhenTheCallerIsGone) {
  Call call = house.NewCall("CompareRuleSets");
  int asked = 0;
  call.cancelled = [&] { return ++asked > 3; };
  EXPECT_THAT(Serve(call, Trial(100), &CompareRuleSets), FailsWith(absl::StatusCode::kUnavailable, "TRY_AGAIN"));
  EXPECT_LT(asked, 10);
}

}  // namespace
}  // namespace koppel::server
