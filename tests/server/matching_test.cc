#include "server/handlers/matching.h"

#include "server/handlers/capacities.h"
#include "server/handlers/providers.h"
#include "server/handlers/status.h"
#include "tests/server/rule_testing.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

constexpr char kReferral[] = "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } }";

TEST(Matching, AProposalComesFromTheDirectoryAndNothingIsStored) {
  House house;
  house.Put(SmallDirectory());
  const Revision before = house.store().Latest();
  const auto answer = house.Ask(&Match, kReferral);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_GT(answer->proposals_size(), 0);
  EXPECT_EQ(answer->proposals(0).parts(0).offering(), "providers/deschoor/offerings/breien");
  EXPECT_EQ(answer->revision(), house.revision().value);
  EXPECT_EQ(house.store().Latest(), before);
}

TEST(Matching, ThatNothingFitsIsAnAnswer) {
  House house;
  house.Put({kTable});
  const auto answer = house.Ask(&Match, kReferral);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->proposals_size(), 0);
}

TEST(Matching, AReadSeesTheWriteItAsksFor) {
  House house;
  house.Put(SmallDirectory());
  ASSERT_TRUE(
      house.Ask(&SetCapacity, "capacity { name: 'providers/deschoor/offerings/breien/capacity' state: STOPPED }").ok());
  const auto answer =
      house.Ask(&Match, std::string(kReferral) + " min_revision: " + std::to_string(house.revision().value));
  ASSERT_TRUE(answer.ok()) << answer.status();
  for (const auto& proposal : answer->proposals()) {
    EXPECT_NE(proposal.parts(0).offering(), "providers/deschoor/offerings/breien");
  }
}

TEST(Matching, ARevisionThatDoesNotComeBeforeTheDeadlineIsUnavailable) {
  House house;
  Call call = house.NewCall("Match");
  call.deadline = absl::Now() + absl::Milliseconds(50);
  const auto answer = Serve(call, Parse<v1::MatchRequest>(std::string(kReferral) + " min_revision: 1000000"), &Match);
  EXPECT_THAT(answer, FailsWith(absl::StatusCode::kUnavailable, "REVISION_NOT_REACHED"));
}

TEST(Matching, TheRuleSetsThatCountedAreNamed) {
  House house({}, SmallRules());
  house.Put(SmallDirectory());
  const auto answer = house.Ask(&Match, kReferral);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->rule_sets(), testing::ElementsAre("ruleSets/nl/revisions/1"));
}

TEST(Matching, AnAdviceIsGivenWhereItIsAskedFor) {
  House house;
  house.Put(SmallDirectory());
  const auto without = house.Ask(&Match, kReferral);
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_FALSE(without->has_advice());
  const auto with = house.Ask(&Match, std::string(kReferral) + " with_advice: true max_proposals: 3");
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_EQ(with->advice().max_proposals(), 3);
  EXPECT_EQ(with->advice().revision(), with->revision());
  EXPECT_EQ(with->advice().vocabulary_digest().size(), 64u);
  EXPECT_EQ(with->advice().proposals_size(), with->proposals_size());
  EXPECT_FALSE(with->advice().proposals(0).parts(0).reasons(0).has_text());
}

TEST(Matching, WhereARequestIsOnItsRoadDoesNotMatter) {
  House house;
  house.Put(SmallDirectory());
  const std::string on_its_road = R"(referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' }
    name: 'municipalities/GM0034/referrals/r' resident: 'r1' state: OFFERED report_date: '2026-11-02' etag: 'x'
    external_references { kind: CASE_NUMBER value: 'Z1' } } with_advice: true)";
  const auto answer = house.Ask(&Match, on_its_road);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->SerializeAsString(),
            house.Ask(&Match, std::string(kReferral) + " with_advice: true")->SerializeAsString());
}

TEST(Matching, APartnerThatSaidNoIsNotProposed) {
  House house;
  house.Put(SmallDirectory());
  const std::string declines = R"(declines { offering: 'providers/deschoor/offerings/breien' reason: 'vol' })";
  const auto answer =
      house.Ask(&Match, "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } " + declines + " }");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->proposals_size(), 0);
}

TEST(Matching, StatusTellsWhatThereIs) {
  House house;
  house.Put(SmallDirectory());
  const auto status = house.Ask(&GetStatus, "");
  ASSERT_TRUE(status.ok());
  EXPECT_TRUE(status->ready());
  EXPECT_EQ(status->store(), "memory");
  EXPECT_EQ(status->world_revision(), house.revision().value);
  std::map<std::string, int> counts;
  for (const auto& count : status->counts()) counts[count.collection()] = count.count();
  EXPECT_EQ(counts["offerings"], 2);
  EXPECT_EQ(counts["providers"], 2);
  EXPECT_EQ(counts["teams"], 1);
  EXPECT_EQ(static_cast<size_t>(status->rule_sets_size()), Rules().sets.size());
}

}  // namespace
}  // namespace koppel::server
