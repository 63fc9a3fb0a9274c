#include "server/cases/sweeper.h"

#include <thread>

#include "server/cases/step.h"
#include "storage/case_keys.h"
#include "tests/server/case_testing.h"

namespace koppel::server {
namespace {

using v1::Clock;
using v1::Offer;

size_t SweepNow(CaseHouse& house) {
  const auto swept = Sweep(house.environment(), house.clock().Now(), 100);
  EXPECT_TRUE(swept.ok()) << swept.status();
  return swept.ok() ? swept->changed : 0;
}

std::vector<std::string> CodesOf(const v1::Referral& referral) {
  std::vector<std::string> codes;
  for (const v1::Event& event : referral.events()) codes.push_back(event.code());
  return codes;
}

TEST(Sweeper, NothingIsDoneBeforeItsTime) {
  CaseHouse house;
  house.Offered();
  const Revision before = house.store().Latest();
  EXPECT_EQ(SweepNow(house), 0u);
  EXPECT_EQ(house.store().Latest(), before);
}

// An offer of Monday 23 November that is to be answered within five working days.
TEST(Sweeper, WarnsBeforeTheDeadlineAndTellsThePartner) {
  CaseHouse house;
  house.Offered();
  house.Ask(&ConfirmReceipt, std::string("name: '") + kFirstOffer + "'").IgnoreError();
  const size_t told = house.cases().ListNotices(house.clock().Now(), 100)->size();
  house.GoTo("2026-11-27T09:00");
  EXPECT_EQ(SweepNow(house), 1u);
  EXPECT_EQ(SweepNow(house), 0u);
  EXPECT_EQ(house.Stored().offers(0).state(), Offer::PENDING);
  EXPECT_THAT(CodesOf(house.Read()), testing::Contains("warned"));
  const auto notices = house.cases().ListNotices(house.clock().Now(), 100);
  ASSERT_TRUE(notices.ok()) << notices.status();
  EXPECT_EQ(notices->size(), told + 1);
  EXPECT_EQ(notices->back().record.party(), "providers/deschoor");
}

TEST(Sweeper, SilenceExpiresTheOfferAndAFreshAdviceIsReady) {
  CaseHouse house;
  house.Offered();
  house.GoTo("2026-12-01T00:01");
  EXPECT_EQ(SweepNow(house), 1u);
  EXPECT_EQ(SweepNow(house), 0u);
  const workflow::Case record = house.Stored();
  ASSERT_EQ(record.offers_size(), 1);
  EXPECT_EQ(record.offers(0).state(), Offer::EXPIRED);
  EXPECT_EQ(record.referral().latest_advice(), 2);
  const auto advice = house.cases().GetAdvice(std::string(kCase) + "/advices/2");
  ASSERT_TRUE(advice.ok()) << advice.status();
  ASSERT_EQ(advice->set_aside_size(), 1);
  EXPECT_EQ(advice->set_aside(0).offering(), kGroup);
  ASSERT_EQ(advice->record().proposals_size(), 1);
  EXPECT_EQ(advice->record().proposals(0).parts(0).offering(), kOtherGroup);
}

TEST(Sweeper, TheNextOfferGoesOutByItselfWhereTheRulesSaySo) {
  CaseHouse house(SendingRules());
  house.Offered();
  house.GoTo("2026-12-01T00:01");
  EXPECT_EQ(SweepNow(house), 1u);
  const workflow::Case record = house.Stored();
  ASSERT_EQ(record.offers_size(), 2);
  EXPECT_EQ(record.offers(1).party(), "providers/buurthuis");
  EXPECT_EQ(record.offers(1).replaces(), kFirstOffer);
  EXPECT_EQ(record.referral().choice().recorded_by(), "koppel");
  EXPECT_EQ(record.referral().choice().chooser(), v1::Choice::CHOOSER_UNSPECIFIED);
  // And when that one is silent too, nobody is left to ask.
  house.GoTo("2026-12-14T09:00");
  EXPECT_EQ(SweepNow(house), 1u);
  EXPECT_EQ(house.Stored().offers_size(), 2);
  EXPECT_EQ(house.Read().latest_advice(), 3);
}

TEST(Sweeper, AStepAfterTheDeadlineSeesThatItPassed) {
  CaseHouse house;
  house.Offered();
  house.GoTo("2026-12-01T09:00");
  const auto late = house.Ask(&RecallOffer, std::string("name: '") + kFirstOffer + "'");
  const auto receipt = house.Ask(&ConfirmReceipt, std::string("name: '") + kFirstOffer + "'");
  EXPECT_THAT(late, FailsWith(absl::StatusCode::kFailedPrecondition, "OFFER_CLOSED"));
  EXPECT_THAT(receipt, FailsWith(absl::StatusCode::kFailedPrecondition, "OFFER_CLOSED"));
  EXPECT_THAT(CodesOf(house.Read()), testing::Not(testing::Contains("expired")));  // A refusal changes nothing.
}

TEST(Sweeper, AStepAfterTheDeadlineBringsTheFreshAdviceToo) {
  CaseHouse house;
  house.Offered();
  house.GoTo("2026-12-01T09:00");
  const auto updated = house.Ask(&UpdateReferral, "referral { " + house.NameField("r1") + " prefers_walk_in: true }");
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(house.Stored().offers(0).state(), Offer::EXPIRED);
  EXPECT_EQ(updated->latest_advice(), 2);
  EXPECT_EQ(SweepNow(house), 0u);
}

TEST(Sweeper, TermsByLawAreSeen) {
  CaseHouse house;
  house.Create("r1", "report_date: '2026-11-20'");
  house.Submit();
  bool found = false;
  const v1::Referral referral = house.Read();
  for (const Clock& clock : referral.clocks()) {
    if (clock.kind() == Clock::INVESTIGATION) found = clock.state() == Clock::RUNNING;
  }
  EXPECT_TRUE(found);
  house.GoTo("2027-01-05T09:00");
  EXPECT_EQ(SweepNow(house), 1u);
  EXPECT_THAT(CodesOf(house.Read()), testing::Contains("passed"));
}

TEST(Sweeper, TwoServersMaySweepAtTheSameTime) {
  CaseHouse house;
  for (int i = 0; i < 20; ++i) house.Offered("r" + std::to_string(i));
  house.GoTo("2026-12-01T09:00");
  std::vector<std::thread> servers;
  std::atomic<size_t> changed = 0;
  for (int i = 0; i < 4; ++i) {
    servers.emplace_back([&] { changed += Sweep(house.environment(), house.clock().Now(), 100)->changed; });
  }
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(changed + SweepNow(house), 20u);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(house.Read("r" + std::to_string(i)).latest_advice(), 2);
}

TEST(Sweeper, AsManyAsAreAskedFor) {
  CaseHouse house;
  for (int i = 0; i < 5; ++i) house.Offered("r" + std::to_string(i));
  house.GoTo("2026-12-01T09:00");
  EXPECT_EQ(Sweep(house.environment(), house.clock().Now(), 3)->changed, 3u);
  EXPECT_EQ(Sweep(house.environment(), house.clock().Now(), 3)->changed, 2u);
}

TEST(Sweeper, CasesWithNothingToDoStarveNobody) {
  CaseHouse house;
  for (int i = 0; i < 4; ++i) {
    house.Create("stuck" + std::to_string(i));
    storage::CaseChange change;
    const auto stored = house.cases().Get(house.NameOf("stuck" + std::to_string(i)));
    ASSERT_TRUE(stored.ok());
    change.record = stored->record;
    change.record.mutable_referral()->mutable_next_event_time()->set_seconds(1);
    change.expected = stored->revision;
    ASSERT_TRUE(house.cases().Apply(change).ok());
  }
  house.Offered("r1");
  house.GoTo("2026-12-01T09:00");
  EXPECT_EQ(Sweep(house.environment(), house.clock().Now(), 1)->changed, 1u);
}

TEST(Sweeper, ACaseThatCannotBeReadIsNamedAndHoldsUpNobody) {
  CaseHouse house;
  house.Offered("r1");
  house.Offered("r2");
  storage::Batch damage;
  damage.Put(storage::CaseKey(house.NameOf("r1")), "no message");
  ASSERT_TRUE(house.store().Commit(damage, {}).ok());
  house.GoTo("2026-12-01T09:00");
  const auto swept = Sweep(house.environment(), house.clock().Now(), 10);
  ASSERT_TRUE(swept.ok()) << swept.status();
  EXPECT_EQ(swept->changed, 1u);
  EXPECT_THAT(swept->stuck, testing::ElementsAre(testing::Pair(house.NameOf("r1"), absl::StatusCode::kDataLoss)));
}

TEST(Sweeper, AJoinThatFallsSilentBringsAFreshAdviceAndSendsNothing) {
  CaseHouse house(SendingRules());
  house.Create();
  house.Submit();
  house.Propose();
  ASSERT_TRUE(house
                  .Ask(&ChooseParts, house.NameField("r1") + " choice { advice: 1 parts { role: LEAD offering: '" +
                                         kGroup + "' needs: 0 } parts { role: JOIN offering: '" + kOtherGroup +
                                         "' needs: 0 } chooser: RESIDENT reason: RESIDENT_PREFERS }")
                  .ok());
  house.Send();
  ASSERT_TRUE(house.Ask(&AnswerOffer, std::string("verdict: YES name: '") + kFirstOffer + "'").ok());
  house.GoTo("2026-12-01T00:01");
  EXPECT_EQ(SweepNow(house), 1u);
  const workflow::Case record = house.Stored();
  ASSERT_EQ(record.offers_size(), 2);
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_EQ(record.offers(1).state(), Offer::EXPIRED);
  EXPECT_EQ(record.referral().latest_advice(), 2);
}

}  // namespace
}  // namespace koppel::server
