#include <map>

#include "server/handlers/matching.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;

constexpr char kReferral[] = "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } } ";
constexpr char kKnit[] = "providers/deschoor/offerings/breien";
constexpr char kHome[] = "providers/kwintes/offerings/thuis";

std::vector<std::string> OfferingsIn(const v1::ExplainMatchResponse& response) {
  std::vector<std::string> offerings;
  for (const v1::Explanation& explanation : response.explanations()) offerings.push_back(explanation.offering());
  return offerings;
}

TEST(ExplainMatch, OneOfferingIsExplained) {
  House house;
  house.Put(SmallDirectory());
  const auto answer = house.Ask(&ExplainMatch, std::string(kReferral) + "candidate: '" + kKnit + "'");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(OfferingsIn(*answer), ElementsAre(kKnit));
  EXPECT_EQ(answer->explanations(0).standing(), v1::MAY_LEAD);
  EXPECT_EQ(answer->explanations(0).rank(), 1);
  EXPECT_GT(answer->explanations(0).findings_size(), 0);
  EXPECT_EQ(answer->revision(), house.revision().value);
  EXPECT_EQ(answer->next_page_token(), "");
}

TEST(ExplainMatch, WhereARequestIsOnItsRoadDoesNotMatterAndANoDoes) {
  House house;
  house.Put(SmallDirectory());
  const auto explain = [&](const std::string& more) {
    return house.Ask(&ExplainMatch, "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } " + more +
                                        " } candidate: '" + kKnit + "'");
  };
  const auto on_its_road = explain("resident: 'r1' state: OFFERED report_date: '2026-11-02'");
  ASSERT_TRUE(on_its_road.ok()) << on_its_road.status();
  EXPECT_EQ(on_its_road->SerializeAsString(), explain("")->SerializeAsString());
  const auto declined = explain(std::string("declines { offering: '") + kKnit + "' reason: 'vol' }");
  ASSERT_TRUE(declined.ok()) << declined.status();
  EXPECT_EQ(declined->explanations(0).standing(), v1::EXCLUDED);
  EXPECT_EQ(declined->explanations(0).change().steps(0).field(), "referral.declines");
}

TEST(ExplainMatch, AnOfferingThatIsNotThereIsNotFound) {
  House house;
  house.Put(SmallDirectory());
  EXPECT_THAT(house.Ask(&ExplainMatch, std::string(kReferral) + "candidate: 'providers/x/offerings/y'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST(ExplainMatch, WithoutCandidateAllThatServeTheMunicipalityAreExplainedInPages) {
  House house;
  house.Put(SmallDirectory());
  const auto first = house.Ask(&ExplainMatch, std::string(kReferral) + "page_size: 1");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_THAT(OfferingsIn(*first), ElementsAre(kKnit));
  ASSERT_NE(first->next_page_token(), "");
  const std::string token = "page_token: '" + first->next_page_token() + "'";
  const auto second = house.Ask(&ExplainMatch, std::string(kReferral) + "page_size: 1 " + token);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(OfferingsIn(*second), ElementsAre(kHome));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST(ExplainMatch, APageTokenOfAnotherQuestionIsRefused) {
  House house;
  house.Put(SmallDirectory());
  const auto first = house.Ask(&ExplainMatch, std::string(kReferral) + "page_size: 1");
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string other = "referral { area: 'GM0034' needs { domain: MIND } } page_token: '";
  EXPECT_THAT(house.Ask(&ExplainMatch, other + first->next_page_token() + "'"),
              FailsWith(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST(ExplainMatch, WhereNobodyServesNothingIsExplained) {
  House house;
  house.Put({kTable});
  const auto answer = house.Ask(&ExplainMatch, kReferral);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(OfferingsIn(*answer), ElementsAre());
}

TEST(ExplainMatch, EveryFaultInTheReferralIsNamed) {
  House house;
  house.Put(SmallDirectory());
  const auto answer =
      house.Ask(&ExplainMatch, "referral { area: 'GM9999' needs { domain: SOCIAL subtopic: 'x' } } candidate: 'thuis'");
  EXPECT_THAT(answer, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(answer.status()), ElementsAre("referral.area", "referral.needs[0].subtopic", "candidate"));
}

TEST(ExplainMatch, StopsWhenTheCallerIsGone) {
  House house;
  house.Put(SmallDirectory());
  Call call = house.NewCall("ExplainMatch");
  call.cancelled = [] { return true; };
  EXPECT_THAT(Serve(call, Parse<v1::ExplainMatchRequest>(kReferral), &ExplainMatch),
              FailsWith(absl::StatusCode::kUnavailable, "TRY_AGAIN"));
}

}  // namespace
}  // namespace koppel::server
