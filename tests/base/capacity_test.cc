#include "base/capacity.h"

#include <gtest/gtest.h>

#include <limits>

#include "google/protobuf/util/message_differencer.h"

namespace koppel {
namespace {

using google::protobuf::util::MessageDifferencer;
using koppel::v1::Capacity;

Capacity Free(int reported_free, int held = 0) {
  Capacity capacity;
  capacity.set_name("providers/org-a/offerings/b/capacity");
  capacity.set_state(Capacity::FREE);
  capacity.set_unit(Capacity::PLACE);
  capacity.set_reported_free(reported_free);
  capacity.set_held(held);
  return capacity;
}

Capacity With(Capacity::State state) {
  Capacity capacity;
  capacity.set_state(state);
  return capacity;
}

TEST(Capacity, FreeIsWhatWasReportedLessWhatWasTakenUp) {
  EXPECT_EQ(FreeOf(Free(3)), 3);
  EXPECT_EQ(FreeOf(Free(3, 2)), 1);
  EXPECT_EQ(FreeOf(Free(3, 5)), 0);
  EXPECT_EQ(FreeOf(Free(3, -1)), 4);
}

TEST(Capacity, NothingIsFreeOrNotWhereNothingIsCounted) {
  EXPECT_EQ(FreeOf(With(Capacity::FREE)), std::nullopt);
  EXPECT_EQ(FreeOf(With(Capacity::OPEN)), std::nullopt);
}

TEST(Capacity, WhatIsTakenUpIsFull) {
  EXPECT_EQ(StateOf(Free(2, 1)), Capacity::FREE);
  EXPECT_EQ(StateOf(Free(2, 2)), Capacity::FULL);
  EXPECT_EQ(StateOf(With(Capacity::FREE)), Capacity::FREE);
  EXPECT_EQ(StateOf(With(Capacity::WAITING_LIST)), Capacity::WAITING_LIST);
  Capacity stopped = Free(0);
  stopped.set_state(Capacity::STOPPED);
  EXPECT_EQ(StateOf(stopped), Capacity::STOPPED);
}

TEST(Capacity, HasRoomWhereSomebodyCanStart) {
  EXPECT_TRUE(HasRoom(Free(1)));
  EXPECT_FALSE(HasRoom(Free(1, 1)));
  EXPECT_TRUE(HasRoom(With(Capacity::FREE)));
  EXPECT_TRUE(HasRoom(With(Capacity::OPEN)));
  EXPECT_TRUE(HasRoom(With(Capacity::ASSESSMENT_FIRST)));
  for (auto state :
       {Capacity::STATE_UNSPECIFIED, Capacity::FULL, Capacity::WAITING_LIST, Capacity::STOPPED, Capacity::UNKNOWN}) {
    EXPECT_FALSE(HasRoom(With(state))) << Capacity::State_Name(state);
  }
}

TEST(Capacity, APlacementTakesUpOneAndGivesItBack) {
  for (int held = -3; held < 5; ++held) {
    const Capacity before = Free(5, held);
    const Capacity taken = TakeUp(before);
    EXPECT_EQ(*FreeOf(taken), *FreeOf(before) - 1);
    EXPECT_EQ(taken.reported_free(), 5);
    EXPECT_TRUE(MessageDifferencer::Equals(GiveBack(taken), before)) << held;
  }
}

TEST(Capacity, AboveTheFigureTheFigureIsRaised) {
  Capacity capacity = Free(2, 2);
  capacity.set_total(8);
  const Capacity raised = TakeUp(capacity);
  EXPECT_EQ(raised.reported_free(), 3);
  EXPECT_EQ(raised.held(), 3);
  EXPECT_EQ(raised.total(), 9);
  EXPECT_EQ(StateOf(raised), Capacity::FULL);
  EXPECT_EQ(FreeOf(GiveBack(raised)), 1);
  EXPECT_FALSE(TakeUp(Free(2, 2)).has_total());
}

TEST(Capacity, NothingIsCountedWhereNothingWas) {
  for (auto state : {Capacity::OPEN, Capacity::FULL, Capacity::WAITING_LIST, Capacity::ASSESSMENT_FIRST,
                     Capacity::STOPPED, Capacity::UNKNOWN, Capacity::FREE}) {
    EXPECT_TRUE(MessageDifferencer::Equals(TakeUp(With(state)), With(state))) << Capacity::State_Name(state);
    if (state == Capacity::FULL || state == Capacity::WAITING_LIST) continue;  // A place comes free there.
    EXPECT_TRUE(MessageDifferencer::Equals(GiveBack(With(state)), With(state))) << Capacity::State_Name(state);
  }
}

TEST(Capacity, StaysWithinItsNumbers) {
  constexpr int kMost = std::numeric_limits<int32_t>::max();
  EXPECT_EQ(FreeOf(Free(kMost, -kMost)), kMost);
  EXPECT_EQ(TakeUp(Free(kMost, kMost)).held(), kMost);
  EXPECT_EQ(GiveBack(Free(1, -kMost)).held(), -kMost);
  Capacity full = Free(0);
  full.set_total(kMost);
  EXPECT_EQ(TakeUp(full).total(), kMost);
}

TEST(Capacity, APlaceThatComesFreeWhereAllWasTakenIsFree) {
  for (auto state : {Capacity::FULL, Capacity::WAITING_LIST}) {
    const Capacity freed = GiveBack(With(state));
    EXPECT_EQ(freed.held(), -1);
    EXPECT_EQ(freed.state(), state);
    EXPECT_EQ(StateOf(freed), Capacity::FREE);
    EXPECT_EQ(FreeOf(freed), 1);
    EXPECT_TRUE(HasRoom(freed));
    EXPECT_EQ(FreeOf(GiveBack(freed)), 2);
    const Capacity taken = TakeUp(freed);
    EXPECT_EQ(StateOf(taken), state);
    EXPECT_FALSE(HasRoom(taken));
    EXPECT_EQ(TakeUp(taken).held(), 0);
    EXPECT_FALSE(TakeUp(taken).has_reported_free());
  }
}

TEST(Capacity, HoursAndHalfDaysStayWhatTheProviderSaid) {
  for (auto unit : {Capacity::HOURS_PER_WEEK, Capacity::HALF_DAY}) {
    for (auto state : {Capacity::FREE, Capacity::FULL, Capacity::WAITING_LIST}) {
      Capacity capacity = Free(5);
      capacity.set_state(state);
      capacity.set_unit(unit);
      EXPECT_TRUE(MessageDifferencer::Equals(TakeUp(capacity), capacity));
      EXPECT_TRUE(MessageDifferencer::Equals(GiveBack(capacity), capacity));
    }
  }
}

}  // namespace
}  // namespace koppel
