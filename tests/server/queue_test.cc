#include "server/cases/queue.h"

#include <thread>

#include "absl/strings/str_replace.h"
#include "server/cases/sweeper.h"
#include "server/limits.h"
#include "storage/case_keys.h"
#include "storage/directory_records.h"
#include "tests/server/case_testing.h"

namespace koppel::server {
namespace {

using v1::Capacity;
using v1::Offer;

size_t FreeNow(CaseHouse& house) {
  const auto asked = FreePlaces(house.environment(), house.clock().Now());
  EXPECT_TRUE(asked.ok()) << asked.status();
  return asked.value_or(0);
}

void Report(CaseHouse& house, int free) {
  const std::string figure = free == 0 ? "state: FULL" : "state: FREE reported_free: " + std::to_string(free);
  const auto set = house.Ask(&SetCapacity, "capacity { name: '" + CapacityName(kGroup) + "' " + figure + " }");
  ASSERT_TRUE(set.ok()) << set.status();
}

Offer FirstOfferOf(CaseHouse& house, const std::string& id) { return house.Stored(id).offers(0); }

class Queue : public testing::Test {
 protected:
  void SetUp() override { Report(house_, 0); }
  CaseHouse house_;
};

TEST_F(Queue, NobodyIsAskedWhileItIsFull) {
  house_.Waiting("r1");
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(FreeNow(house_), 0u);
}

TEST_F(Queue, APlaceThatComesFreeIsHeldForWhoIsNext) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Minutes(1));
  house_.Waiting("r2");
  Report(house_, 1);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FreeNow(house_), 0u);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::PENDING);
  EXPECT_TRUE(FirstOfferOf(house_, "r1").has_hold_until_time());
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 1);
}

TEST_F(Queue, AYesKeepsTheHeldPlace) {
  house_.Waiting("r1");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  const auto yes = house_.Ask(&AnswerOffer, std::string("verdict: YES name: '") + kFirstOffer + "'");
  ASSERT_TRUE(yes.ok()) << yes.status();
  EXPECT_EQ(yes->placement().held(), 1);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 1);
  EXPECT_EQ(house_.CapacityOf(kGroup).reported_free(), 1);
}

TEST_F(Queue, ANoGivesTheHeldPlaceToTheNext) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Minutes(1));
  house_.Waiting("r2");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  ASSERT_TRUE(
      house_.Ask(&AnswerOffer, std::string("verdict: NO decline_reason: 'geen-klik' name: '") + kFirstOffer + "'")
          .ok());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 0);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::PENDING);
}

TEST_F(Queue, AHoldThatRunsOutGivesThePlaceToTheNext) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Minutes(1));
  house_.Waiting("r2");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  house_.GoTo("2026-11-27T00:01");
  ASSERT_EQ(Sweep(house_.environment(), house_.clock().Now(), 10)->changed, 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::EXPIRED);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 0);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::PENDING);
  // A late yes of who let it go is one above the figure, knowingly.
  ASSERT_TRUE(house_.Ask(&AnswerOffer, std::string("verdict: YES name: '") + kFirstOffer + "'").ok());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 2);
  EXPECT_EQ(house_.CapacityOf(kGroup).reported_free(), 2);
}

TEST_F(Queue, APlacementThatEndsMakesRoom) {
  Report(house_, 1);
  house_.Offered("r0");
  ASSERT_TRUE(house_.Ask(&AnswerOffer, "verdict: YES name: '" + house_.NameOf("r0") + "/offers/1'").ok());
  house_.Waiting("r1");
  EXPECT_EQ(FreeNow(house_), 0u);
  ASSERT_TRUE(house_.Ask(&EndPlacement, "reason: NEVER_BEGAN name: '" + house_.NameOf("r0") + "/placements/1'").ok());
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::PENDING);
}

TEST_F(Queue, HasteGoesBeforeLongerWaiting) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Hours(1));
  house_.Create("r2");
  ASSERT_TRUE(house_.Ask(&UpdateReferral, "referral { " + house_.NameField("r2") + " urgency: PRIORITY }").ok());
  house_.clock().Advance(absl::Minutes(1));
  house_.Submit("r2");
  house_.Propose("r2");
  house_.Choose(kGroup, "r2");
  house_.Send("r2", " may_wait: true");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::PENDING);
}

TEST_F(Queue, WhereNothingIsCountedNothingIsHeld) {
  house_.Waiting("r1");
  ASSERT_TRUE(house_.Ask(&SetCapacity, "capacity { name: '" + CapacityName(kGroup) + "' state: OPEN }").ok());
  ASSERT_EQ(FreeNow(house_), 1u);
  EXPECT_FALSE(FirstOfferOf(house_, "r1").has_hold_until_time());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 0);
}

TEST_F(Queue, TwoServersNeverHoldOnePlaceTwice) {
  for (int i = 0; i < 12; ++i) house_.Waiting("r" + std::to_string(i));
  Report(house_, 5);
  std::vector<std::thread> servers;
  std::atomic<size_t> asked = 0;
  for (int i = 0; i < 4; ++i) {
    servers.emplace_back([&] { asked += *FreePlaces(house_.environment(), house_.clock().Now()); });
  }
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(asked, 5u);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 5);
  EXPECT_EQ(house_.CapacityOf(kGroup).reported_free(), 5);
}

TEST_F(Queue, AReportDoesNotForgetThatAnOlderHoldIsOut) {
  for (const char* id : {"r1", "r2", "r3"}) {
    house_.Waiting(id);
    house_.clock().Advance(absl::Minutes(1));
  }
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  house_.GoTo("2026-11-25T10:00");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::PENDING);
  // The older hold runs out; its place is the one that the second has.
  house_.GoTo("2026-11-27T00:01");
  ASSERT_TRUE(Sweep(house_.environment(), house_.clock().Now(), 10).ok());
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::EXPIRED);
  EXPECT_EQ(FirstOfferOf(house_, "r2").state(), Offer::PENDING);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 1);
  EXPECT_EQ(FreeNow(house_), 0u);
  EXPECT_EQ(FirstOfferOf(house_, "r3").state(), Offer::ON_WAITING_LIST);
}

TEST_F(Queue, AYesToAHoldFromBeforeTheReportTakesThePlaceOfTheReport) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Minutes(1));
  house_.Waiting("r2");
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  house_.clock().Advance(absl::Hours(1));
  Report(house_, 1);
  ASSERT_TRUE(house_.Ask(&AnswerOffer, std::string("verdict: YES name: '") + kFirstOffer + "'").ok());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 1);
  EXPECT_EQ(FreeNow(house_), 0u);
}

TEST_F(Queue, APlacementThatEndsWhereAllWasSaidToBeTakenMakesRoom) {
  Report(house_, 1);
  house_.Offered("r0");
  ASSERT_TRUE(house_.Ask(&AnswerOffer, "verdict: YES name: '" + house_.NameOf("r0") + "/offers/1'").ok());
  house_.clock().Advance(absl::Hours(1));
  Report(house_, 0);
  house_.Waiting("r1");
  ASSERT_TRUE(house_.Ask(&EndPlacement, "reason: NEVER_BEGAN name: '" + house_.NameOf("r0") + "/placements/1'").ok());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), -1);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_TRUE(FirstOfferOf(house_, "r1").has_hold_until_time());
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 0);
  house_.Waiting("r2");
  EXPECT_EQ(FreeNow(house_), 0u);
}

TEST_F(Queue, WhatCannotBeReadHoldsUpNobodyElsewhere) {
  house_.Waiting("r1");
  const std::string first = "providers/a/offerings/a";
  storage::Batch damage;
  damage.Put(storage::QueuePrefix(first) + "0/0/" + house_.NameOf("r0") + "/offers/1", "");
  damage.Put(*storage::RecordKeyOf(CapacityName(first)), "no message");
  ASSERT_TRUE(house_.store().Commit(damage, {}).ok());
  Report(house_, 1);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::PENDING);
}

// The same request under another name.
void Copy(CaseHouse& house, const std::string& from, const std::string& to) {
  const std::string text = house.Stored(from).ShortDebugString();
  storage::CaseChange change;
  change.record = Parse<workflow::Case>(absl::StrReplaceAll(text, {{house.NameOf(from), house.NameOf(to)}}));
  ASSERT_TRUE(house.cases().Apply(change).ok());
}

TEST_F(Queue, HoweverManyArePassedOverWhoIsBehindThemIsAsked) {
  house_.Waiting("r1");
  house_.clock().Advance(absl::Minutes(1));
  house_.Waiting("last");
  house_.Choose(kOtherGroup, "r1");
  house_.Send("r1");
  for (size_t i = 0; i < kMaxAskedAtOnce; ++i) Copy(house_, "r1", "copy" + std::to_string(i));
  Report(house_, 1);
  EXPECT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "last").state(), Offer::PENDING);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::ON_WAITING_LIST);
}

// --- A bridge meanwhile.

class BridgeInQueue : public Queue {
 protected:
  void SetUp() override {
    Queue::SetUp();
    const std::string room = "capacity { name: '" + CapacityName(kOtherGroup) + "' state: OPEN }";
    ASSERT_TRUE(house_.Ask(&SetCapacity, room).ok());
    house_.Settle();  // The advice is made from what the world knows.
    house_.Waiting("r1");
  }

  v1::AdviceRecord Advise() {
    const auto proposed = house_.Ask(&ProposeMatches, house_.NameField("r1"));
    EXPECT_TRUE(proposed.ok()) << proposed.status();
    return proposed.ok() ? proposed->advice().record() : v1::AdviceRecord();
  }

  absl::StatusOr<v1::ChoosePartsResponse> ChooseBridge(const v1::Part& bridge) {
    return house_.Ask(&ChooseParts,
                      absl::StrCat(house_.NameField("r1"), " choice { advice: ", house_.Read().latest_advice(),
                                   " parts { role: ", v1::Part::Role_Name(bridge.role()), " offering: '",
                                   bridge.offering(), "' needs: 0 } chooser: TOGETHER reason: SOONER }"));
  }

  absl::Status SayYes(const char* offer) {
    return house_.Ask(&AnswerOffer, absl::StrCat("verdict: YES name: '", offer, "'")).status();
  }
};

TEST_F(BridgeInQueue, IsProposedWhileTheRequestWaitsAndRecordedWithTheQuestion) {
  EXPECT_THAT(house_.Read().waiting_at(), testing::ElementsAre(kGroup));
  const v1::AdviceRecord record = Advise();
  EXPECT_THAT(record.referral().waiting_at(), testing::ElementsAre(kGroup));
  ASSERT_EQ(record.bridges_size(), 1);
  EXPECT_EQ(record.bridges(0).offering(), kOtherGroup);
  EXPECT_EQ(record.bridges(0).role(), v1::Part::JOIN);
  EXPECT_THAT(record.bridges(0).needs(), testing::ElementsAre(0));
}

TEST_F(BridgeInQueue, RunsUntilThePlaceIsThereAndTheLeadStarts) {
  const v1::AdviceRecord record = Advise();
  ASSERT_EQ(record.bridges_size(), 1);
  const auto chosen = ChooseBridge(record.bridges(0));
  ASSERT_TRUE(chosen.ok()) << chosen.status();
  house_.Send();
  EXPECT_EQ(house_.Stored().offers(1).party(), "providers/buurthuis");
  ASSERT_TRUE(SayYes(kSecondOffer).ok());
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(house_.Read().state(), v1::Referral::OFFERED);
  EXPECT_THAT(Advise().bridges(), testing::IsEmpty()) << "it is there already";
  EXPECT_EQ(FreeNow(house_), 0u);
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  EXPECT_EQ(FirstOfferOf(house_, "r1").state(), Offer::PENDING);
  EXPECT_THAT(house_.Read().waiting_at(), testing::IsEmpty());
  EXPECT_THAT(Advise().bridges(), testing::IsEmpty());
  ASSERT_TRUE(SayYes(kFirstOffer).ok());
  EXPECT_EQ(house_.Read().state(), v1::Referral::STARTED);
  ASSERT_EQ(house_.Stored().placements_size(), 2);
  EXPECT_EQ(house_.CapacityOf(kGroup).held(), 1);
}

TEST_F(BridgeInQueue, IsNotChosenAloneOnceThePlaceIsThere) {
  const v1::AdviceRecord record = Advise();
  ASSERT_EQ(record.bridges_size(), 1);
  Report(house_, 1);
  ASSERT_EQ(FreeNow(house_), 1u);
  const std::string before = house_.Stored().SerializeAsString();
  EXPECT_THAT(ChooseBridge(record.bridges(0)), FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_EQ(house_.Stored().SerializeAsString(), before);
}

}  // namespace
}  // namespace koppel::server
