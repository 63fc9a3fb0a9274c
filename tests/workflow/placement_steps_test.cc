// The steps with a placement: handover, first contact, start, end.

#include <gtest/gtest.h>

#include <string>

#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/placements.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::EndPlacementRequest;
using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::RecordFirstContactRequest;
using koppel::v1::RecordHandoverRequest;
using koppel::v1::Referral;
using koppel::v1::StartPlacementRequest;

// The placement of the scene was accepted on Monday at ten.
class Placements : public ::testing::Test {
 protected:
  Outcome DoHandOver(absl::Time now, absl::Time handover = absl::InfinitePast()) {
    RecordHandoverRequest request;
    request.set_name(kFirstPlacement);
    request.set_road(Placement::WARM);
    if (handover != absl::InfinitePast()) *request.mutable_handover_time() = ToProto(handover);
    return HandOver(record, request, setting, ByAdviser(now));
  }

  Outcome DoContact(absl::Time now, absl::Time contact = absl::InfinitePast()) {
    RecordFirstContactRequest request;
    request.set_name(kFirstPlacement);
    if (contact != absl::InfinitePast()) *request.mutable_contact_time() = ToProto(contact);
    return Contact(record, request, setting, ByPartner(kKwintes, now));
  }

  Outcome DoStart(absl::Time now, const std::string& date = "") {
    StartPlacementRequest request;
    request.set_name(kFirstPlacement);
    request.set_start_date(date);
    return Start(record, request, setting, ByPartner(kKwintes, now));
  }

  Outcome DoEnd(absl::Time now, const std::string& date = "", Placement::EndReason reason = Placement::GOAL_REACHED) {
    EndPlacementRequest request;
    request.set_name(kFirstPlacement);
    request.set_end_date(date);
    request.set_reason(reason);
    const Outcome refused = End(record, request, setting, ByPartner(kKwintes, now));
    if (!refused.has_value()) Settle(record, setting, now);
    return refused;
  }

  const Placement& placement() const { return record.placements(0); }
  const koppel::v1::Event& LastEvent() const { return *record.referral().events().rbegin(); }

  Setting setting = SceneSetting();
  Case record = StartedCase();
  const absl::Time noon = At("2026-11-23T12:00");
  const absl::Time tuesday = At("2026-11-24T12:00");
};

TEST_F(Placements, AHandoverStartsTheTermOfTheFirstContact) {
  ASSERT_FALSE(DoHandOver(tuesday, noon).has_value());
  EXPECT_EQ(placement().state(), Placement::HANDED_OVER);
  EXPECT_EQ(placement().handover_road(), Placement::WARM);
  EXPECT_EQ(FromProto(placement().handover_time()), noon);
  const Clock* clock = FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement);
  ASSERT_NE(clock, nullptr);
  // Five working days after Monday: Monday's end of the next week.
  EXPECT_EQ(FromProto(clock->due_time()), At("2026-12-01T00:00"));
  EXPECT_EQ(LastEvent().code(), "RecordHandover");
  EXPECT_EQ(LastEvent().about(), kFirstPlacement);
  EXPECT_EQ(LastEvent().reason(), "WARM");
}

TEST_F(Placements, AHandoverIsNowWhereNoMomentIsGiven) {
  ASSERT_FALSE(DoHandOver(tuesday).has_value());
  EXPECT_EQ(FromProto(placement().handover_time()), tuesday);
}

TEST_F(Placements, AHandoverIsNotInTheFutureNorBeforeTheYes) {
  const Outcome future = DoHandOver(noon, noon + absl::Seconds(1));
  ASSERT_TRUE(Refused(future, ReferralSentence::kInFuture));
  EXPECT_EQ(future->field, "handover_time");
  record = StartedCase();
  const Outcome early = DoHandOver(noon, At("2026-11-23T09:59"));
  ASSERT_TRUE(Refused(early, ReferralSentence::kTooEarly));
  EXPECT_EQ(early->field, "handover_time");
  EXPECT_NE(Say(early->sentence, early->arguments).nl().find("2026-11-23"), std::string::npos);
  record = StartedCase();
  EXPECT_FALSE(DoHandOver(noon, At("2026-11-23T10:00")).has_value());
}

TEST_F(Placements, AHandoverHasARoadAndHappensOnce) {
  RecordHandoverRequest request;
  request.set_name(kFirstPlacement);
  const Outcome refused = HandOver(record, request, setting, ByAdviser(noon));
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "road");
  record = StartedCase();
  ASSERT_FALSE(DoHandOver(noon).has_value());
  EXPECT_TRUE(Refused(DoHandOver(noon), ReferralSentence::kWrongState));
}

TEST_F(Placements, AFirstContactMeetsItsTerm) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoContact(tuesday).has_value());
  EXPECT_EQ(placement().state(), Placement::CONTACTED);
  EXPECT_EQ(FromProto(placement().first_contact_time()), tuesday);
  EXPECT_EQ(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->state(), Clock::MET);
  EXPECT_EQ(LastEvent().code(), "RecordFirstContact");
}

TEST_F(Placements, AFirstContactAfterTheTermIsLate) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoContact(At("2026-12-01T09:00")).has_value());
  EXPECT_EQ(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->state(), Clock::MET_LATE);
}

TEST_F(Placements, AFirstContactThatIsTypedInLaterWasInTime) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoContact(At("2026-12-01T09:00"), At("2026-11-30T23:59")).has_value());
  EXPECT_EQ(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->state(), Clock::MET);
}

TEST_F(Placements, AFirstContactIsNotInTheFutureNorBeforeTheHandover) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  const Case handed_over = record;
  EXPECT_TRUE(Refused(DoContact(tuesday, tuesday + absl::Seconds(1)), ReferralSentence::kInFuture));
  record = handed_over;
  const Outcome early = DoContact(tuesday, noon - absl::Seconds(1));
  ASSERT_TRUE(Refused(early, ReferralSentence::kTooEarly));
  EXPECT_EQ(early->field, "contact_time");
}

TEST_F(Placements, ThereIsNoContactBeforeTheHandoverOrAfterTheStart) {
  EXPECT_TRUE(Refused(DoContact(noon), ReferralSentence::kWrongState));
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoStart(noon).has_value());
  EXPECT_TRUE(Refused(DoContact(noon), ReferralSentence::kWrongState));
}

TEST_F(Placements, AStartMeetsItsTerm) {
  StartPlacementClock(record, placement(), setting, At("2026-11-23T10:00"));
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoContact(noon).has_value());
  ASSERT_FALSE(DoStart(tuesday).has_value());
  EXPECT_EQ(placement().state(), Placement::ACTIVE);
  EXPECT_EQ(placement().start_date(), "2026-11-24");
  EXPECT_EQ(FindClock(record, Clock::START, kFirstPlacement)->state(), Clock::MET);
  EXPECT_EQ(LastEvent().code(), "StartPlacement");
}

TEST_F(Placements, AStartOnTheLastDayOfTheTermIsInTimeAlsoWhenItIsSaidLater) {
  StartPlacementClock(record, placement(), setting, At("2026-11-23T10:00"));
  ASSERT_FALSE(DoHandOver(noon).has_value());
  const Case handed_over = record;
  // Ten working days after Monday 23 November: 7 December.
  ASSERT_FALSE(DoStart(At("2026-12-09T09:00"), "2026-12-07").has_value());
  EXPECT_EQ(FindClock(record, Clock::START, kFirstPlacement)->state(), Clock::MET);
  record = handed_over;
  ASSERT_FALSE(DoStart(At("2026-12-09T09:00"), "2026-12-08").has_value());
  EXPECT_EQ(FindClock(record, Clock::START, kFirstPlacement)->state(), Clock::MET_LATE);
}

TEST_F(Placements, WhoStartsHasHadContact) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoStart(tuesday).has_value());
  EXPECT_EQ(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->state(), Clock::MET);
}

TEST_F(Placements, AStartIsNotInTheFutureNorBeforeTheStepBefore) {
  ASSERT_FALSE(DoHandOver(tuesday).has_value());
  const Case handed_over = record;
  const Outcome future = DoStart(tuesday, "2026-11-25");
  ASSERT_TRUE(Refused(future, ReferralSentence::kInFuture));
  EXPECT_EQ(future->field, "start_date");
  record = handed_over;
  EXPECT_TRUE(Refused(DoStart(tuesday, "2026-11-23"), ReferralSentence::kTooEarly));
  record = handed_over;
  ASSERT_FALSE(DoContact(At("2026-11-26T09:00")).has_value());
  EXPECT_TRUE(Refused(DoStart(At("2026-11-27T09:00"), "2026-11-25"), ReferralSentence::kTooEarly));
}

TEST_F(Placements, AStartIsNotBeforeTheHandoverNorTwice) {
  EXPECT_TRUE(Refused(DoStart(noon), ReferralSentence::kWrongState));
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoStart(noon).has_value());
  EXPECT_TRUE(Refused(DoStart(noon), ReferralSentence::kWrongState));
}

// --- The end.

TEST_F(Placements, TheRequestEndsWithItsLastPlacement) {
  record.mutable_offers(1)->set_state(Offer::DECLINED);
  record.mutable_referral()->set_report_date("2026-11-20");
  KeepStatutoryClocks(record, setting, noon);
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoStart(noon).has_value());
  ASSERT_FALSE(DoEnd(tuesday).has_value());
  EXPECT_EQ(placement().state(), Placement::ENDED);
  EXPECT_EQ(placement().end_date(), "2026-11-24");
  EXPECT_EQ(placement().end_reason(), Placement::GOAL_REACHED);
  EXPECT_EQ(record.referral().state(), Referral::ENDED);
  EXPECT_EQ(FindClock(record, Clock::INVESTIGATION, "")->state(), Clock::DROPPED);
  EXPECT_EQ(LastEvent().code(), "ended");
  EXPECT_EQ(LastEvent().by(), kItself);
}

// The resident is still without help: somebody else is looked for, and the terms by law run on.
TEST_F(Placements, ARequestWhoseLeadNeverBeganIsAdvisedAnew) {
  const Case started = record;
  for (const auto reason : {Placement::NEVER_BEGAN, Placement::PROVIDER_STOPPED}) {
    record = started;
    record.mutable_offers(1)->set_state(Offer::EXPIRED);
    record.mutable_referral()->set_report_date("2026-11-20");
    KeepStatutoryClocks(record, setting, noon);
    ASSERT_FALSE(DoEnd(noon, "", reason).has_value());
    EXPECT_EQ(record.referral().state(), Referral::SUBMITTED);
    EXPECT_FALSE(record.referral().has_choice());
    EXPECT_EQ(FindClock(record, Clock::INVESTIGATION, "")->state(), Clock::RUNNING);
    ASSERT_EQ(record.referral().waiting_for_size(), 1);
    EXPECT_EQ(record.referral().waiting_for(0).step(), koppel::v1::Waiting::ADVISE);
    EXPECT_EQ(LastEvent().code(), kLeadLost);
  }
}

TEST_F(Placements, WhoJoinsGoesOnWhileANewLeadIsLookedFor) {
  Offer& join = *record.mutable_offers(1);
  join.set_state(Offer::ACCEPTED);
  AddPlacement(record, join, ByPartner(kDock, noon)).set_state(Placement::ACTIVE);
  ASSERT_FALSE(DoEnd(noon, "", Placement::PROVIDER_STOPPED).has_value());
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  ASSERT_EQ(record.referral().waiting_for_size(), 1);
  EXPECT_EQ(record.referral().waiting_for(0).step(), koppel::v1::Waiting::ADVISE);
}

TEST_F(Placements, TheRequestGoesOnWhileAnOfferIsOutOrWaits) {
  for (const Offer::State state : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE, Offer::ON_WAITING_LIST}) {
    record = StartedCase();
    record.mutable_offers(1)->set_state(state);
    ASSERT_FALSE(DoEnd(noon).has_value());
    EXPECT_EQ(record.referral().state(), Referral::STARTED) << state;
  }
}

TEST_F(Placements, TheRequestGoesOnWhileAnotherPlacementRuns) {
  Offer& join = *record.mutable_offers(1);
  join.set_state(Offer::ACCEPTED);
  AddPlacement(record, join, ByPartner(kDock, noon));
  ASSERT_FALSE(DoEnd(noon).has_value());
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  EXPECT_EQ(record.placements(1).state(), Placement::PLANNED);
}

TEST_F(Placements, AnEndDropsTheTermsOfThePlacement) {
  StartPlacementClock(record, placement(), setting, noon);
  StartOfferClocks(record, record.offers(0), setting);
  ASSERT_FALSE(DoHandOver(noon).has_value());
  ASSERT_FALSE(DoEnd(tuesday).has_value());
  EXPECT_EQ(FindClock(record, Clock::START, kFirstPlacement)->state(), Clock::DROPPED);
  EXPECT_EQ(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->state(), Clock::DROPPED);
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer)->state(), Clock::RUNNING);
}

TEST_F(Placements, AnEndIsNotInTheFutureNorBeforeTheStart) {
  ASSERT_FALSE(DoHandOver(tuesday).has_value());
  ASSERT_FALSE(DoStart(tuesday).has_value());
  const Case active = record;
  const Outcome future = DoEnd(tuesday, "2026-11-25");
  ASSERT_TRUE(Refused(future, ReferralSentence::kInFuture));
  EXPECT_EQ(future->field, "end_date");
  record = active;
  EXPECT_TRUE(Refused(DoEnd(tuesday, "2026-11-23"), ReferralSentence::kTooEarly));
}

TEST_F(Placements, WhatNeverBeganEndsNotBeforeTheYes) {
  EXPECT_TRUE(Refused(DoEnd(noon, "2026-11-22"), ReferralSentence::kTooEarly));
  record = StartedCase();
  EXPECT_FALSE(DoEnd(noon, "2026-11-23").has_value());
}

TEST_F(Placements, AnEndHasAReasonAndHappensOnce) {
  EndPlacementRequest request;
  request.set_name(kFirstPlacement);
  const Outcome refused = End(record, request, setting, ByPartner(kKwintes, noon));
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "reason");
  record = StartedCase();
  ASSERT_FALSE(DoEnd(noon).has_value());
  EXPECT_TRUE(Refused(DoEnd(noon), ReferralSentence::kWrongState));
}

// --- Who may.

TEST_F(Placements, AnotherPartnerMayNotSayHowItGoes) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  RecordFirstContactRequest contact;
  contact.set_name(kFirstPlacement);
  StartPlacementRequest start;
  start.set_name(kFirstPlacement);
  EndPlacementRequest end;
  end.set_name(kFirstPlacement);
  end.set_reason(Placement::PROVIDER_STOPPED);
  const Act stranger = ByPartner(kDock, noon);
  EXPECT_TRUE(Refused(Contact(record, contact, setting, stranger), ReferralSentence::kNotYourOffer));
  EXPECT_TRUE(Refused(Start(record, start, setting, stranger), ReferralSentence::kNotYourOffer));
  EXPECT_TRUE(Refused(End(record, end, setting, stranger), ReferralSentence::kNotYourOffer));
  EXPECT_EQ(placement().state(), Placement::HANDED_OVER);
}

TEST_F(Placements, TheAdviserSaysItOnBehalfOfThePartner) {
  ASSERT_FALSE(DoHandOver(noon).has_value());
  RecordFirstContactRequest request;
  request.set_name(kFirstPlacement);
  EXPECT_TRUE(Refused(Contact(record, request, setting, ByAdviser(noon)), ReferralSentence::kNotYourOffer));
  request.set_on_behalf_of(kDock);
  EXPECT_TRUE(Refused(Contact(record, request, setting, ByAdviser(noon)), ReferralSentence::kNotYourOffer));
  request.set_on_behalf_of(kKwintes);
  ASSERT_FALSE(Contact(record, request, setting, ByAdviser(noon)).has_value());
  EXPECT_EQ(LastEvent().by(), "adviseur-1");
  EXPECT_EQ(LastEvent().on_behalf_of(), kKwintes);
}

TEST_F(Placements, TheTeamThatWasAskedMaySayItToo) {
  record.mutable_offers(0)->set_party(kTeam);
  ASSERT_FALSE(DoHandOver(noon).has_value());
  RecordFirstContactRequest request;
  request.set_name(kFirstPlacement);
  EXPECT_FALSE(Contact(record, request, setting, ByPartner(kTeam, noon)).has_value());
  EXPECT_FALSE(DoStart(noon).has_value());  // By the provider itself.
}

TEST_F(Placements, OneThatIsNotThereIsRefused) {
  RecordHandoverRequest request;
  request.set_name("municipalities/GM0344/referrals/r1/placements/9");
  request.set_road(Placement::PHONE);
  EXPECT_TRUE(Refused(HandOver(record, request, setting, ByAdviser(noon)), ReferralSentence::kWrongState));
}

}  // namespace
}  // namespace koppel::workflow
