#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offers.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;

const absl::Time kTuesday = At("2026-11-24T10:00");

// Every test has its own.
class OfferSteps : public testing::Test {
 protected:
  // Sends all parts of the choice of ChosenCase.
  Case Sent() {
    Case record = ChosenCase();
    EXPECT_FALSE(Send(record, {}, setting_, ByAdviser(Monday())).has_value());
    return record;
  }

  Case SentAnd(Offer::State state) {
    Case record = Sent();
    record.mutable_offers(0)->set_state(state);
    return record;
  }

  Outcome Say(Case& record, const std::string& fields, const Act& act) {
    auto request = Parse<v1::AnswerOfferRequest>(fields);
    if (request.name().empty()) request.set_name(kFirstOffer);
    return Answer(record, request, setting_, act);
  }

  Outcome LeadSays(Case& record, const std::string& fields, absl::Time time = kTuesday) {
    return Say(record, fields, ByPartner(kKwintes, time));
  }

  // Refused, in the field, with nothing changed.
  void ExpectRefused(const Case& before, const std::string& fields, ReferralSentence sentence,
                     const std::string& field = "") {
    Case record = before;
    const Outcome outcome = LeadSays(record, fields);
    EXPECT_TRUE(Refused(outcome, sentence)) << fields;
    EXPECT_EQ(outcome.value_or(Refusal()).field, field);
    EXPECT_EQ(record.SerializeAsString(), before.SerializeAsString()) << fields;
  }

  Setting setting_ = SceneSetting();
};

Clock::State StateOf(const Case& record, Clock::Kind kind, const std::string& about) {
  const Clock* clock = FindClock(record, kind, about);
  return clock == nullptr ? Clock::STATE_UNSPECIFIED : clock->state();
}

std::string LastEvent(const Case& record) { return record.referral().events().rbegin()->code(); }

// --- Sending.

TEST_F(OfferSteps, SendMakesAnOfferForEveryPart) {
  const Case record = Sent();
  ASSERT_EQ(record.offers_size(), 2);
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  const Offer& lead = record.offers(0);
  EXPECT_EQ(lead.name(), kFirstOffer);
  EXPECT_EQ(lead.role(), Part::LEAD);
  EXPECT_EQ(lead.party(), kKwintes);
  EXPECT_EQ(lead.state(), Offer::PENDING);
  EXPECT_EQ(lead.urgency(), v1::NORMAL);
  EXPECT_EQ(record.offers(1).party(), kDock);
  EXPECT_EQ(record.offers(1).needs(0), 1);
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::RUNNING);
  EXPECT_EQ(StateOf(record, Clock::RECEIPT, kFirstOffer), Clock::RUNNING);
}

TEST_F(OfferSteps, TheLeadGoesToTheTeamOfTheChoice) {
  Case record = TeamCase();
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(Monday())).has_value());
  EXPECT_EQ(record.offers(0).party(), kTeam);
  EXPECT_EQ(record.offers(1).party(), kDock);
}

TEST_F(OfferSteps, SendingTwiceSendsOnce) {
  Case record = Sent();
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(kTuesday)), ReferralSentence::kNothingToSend));
  EXPECT_EQ(record.offers_size(), 2);
}

TEST_F(OfferSteps, SendOnePartAndThenTheRest) {
  Case record = ChosenCase();
  v1::SendOffersRequest request;
  request.set_offering(kJoin);
  ASSERT_FALSE(Send(record, request, setting_, ByAdviser(Monday())).has_value());
  ASSERT_EQ(record.offers_size(), 1);
  EXPECT_EQ(record.offers(0).role(), Part::JOIN);
  EXPECT_TRUE(Refused(Send(record, request, setting_, ByAdviser(Monday())), ReferralSentence::kNothingToSend));
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(Monday())).has_value());
  ASSERT_EQ(record.offers_size(), 2);
  EXPECT_EQ(record.offers(1).role(), Part::LEAD);
}

TEST_F(OfferSteps, SendRefusesWhatIsNotChosen) {
  Case record = AdvisedCase();
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(Monday())), ReferralSentence::kNoChoice));
  record = ChosenCase();
  v1::SendOffersRequest request;
  request.set_offering(kOtherLead);
  const Outcome outcome = Send(record, request, setting_, ByAdviser(Monday()));
  EXPECT_TRUE(Refused(outcome, ReferralSentence::kNoSuchPart));
  EXPECT_EQ(outcome->field, "offering");
  record.mutable_referral()->mutable_choice()->clear_parts();
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(Monday())), ReferralSentence::kNoChoice));
  EXPECT_EQ(record.offers_size(), 0);
}

TEST_F(OfferSteps, WhatWasChosenOnAnotherRequestIsNotSent) {
  Case record = ChosenCase();
  *record.mutable_content_time() = ToProto(Monday() + absl::Nanoseconds(1));
  const std::string before = record.SerializeAsString();
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(kTuesday)), ReferralSentence::kAdviceOutdated));
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST_F(OfferSteps, SendRefusesADraftAndWhatIsOver) {
  for (const auto state : {Referral::DRAFT, Referral::ENDED, Referral::WITHDRAWN}) {
    Case record = ChosenCase();
    record.mutable_referral()->set_state(state);
    EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(Monday())), ReferralSentence::kWrongState));
    EXPECT_EQ(record.offers_size(), 0);
  }
}

TEST_F(OfferSteps, ANoToThisChoiceIsNotAskedAgainButToTheNextIs) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: NO decline_reason: 'geen-contact'").has_value());
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(kTuesday)), ReferralSentence::kNothingToSend));
  *record.mutable_referral()->mutable_choice()->mutable_record_time() = ToProto(At("2026-11-25T10:00"));
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(At("2026-11-25T10:00"))).has_value());
  ASSERT_EQ(record.offers_size(), 3);
  EXPECT_EQ(record.offers(2).role(), Part::LEAD);
  EXPECT_EQ(record.offers(2).replaces(), kFirstOffer);
}

TEST_F(OfferSteps, ThereIsOneLeadAtATime) {
  Case record = Sent();
  v1::Choice& choice = *record.mutable_referral()->mutable_choice();
  choice.mutable_parts(0)->set_offering(kOtherLead);
  *choice.mutable_record_time() = ToProto(kTuesday);
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(kTuesday)), ReferralSentence::kNothingToSend));
  v1::RecallOfferRequest recall;
  recall.set_name(kFirstOffer);
  ASSERT_FALSE(Recall(record, recall, setting_, ByAdviser(kTuesday)).has_value());
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(kTuesday)).has_value());
  EXPECT_EQ(record.offers(2).offering(), kOtherLead);
}

TEST_F(OfferSteps, WhatIsFullWaitsWhereItMay) {
  setting_.capacities[kLead].set_held(2);
  Case record = ChosenCase();
  v1::SendOffersRequest request;
  request.set_may_wait(true);
  ASSERT_FALSE(Send(record, request, setting_, ByAdviser(Monday())).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer), nullptr);
  // Nothing is known of who joins.
  EXPECT_EQ(record.offers(1).state(), Offer::PENDING);
  EXPECT_TRUE(Refused(Send(record, request, setting_, ByAdviser(Monday())), ReferralSentence::kNothingToSend));
}

// The partner may say yes above its figure.
TEST_F(OfferSteps, WhatIsFullIsSentWhereItMayNotWait) {
  setting_.capacities[kLead].set_held(2);
  EXPECT_EQ(Sent().offers(0).state(), Offer::PENDING);
}

TEST_F(OfferSteps, WhatIsNotFullOrNotKnownNeverWaits) {
  v1::SendOffersRequest request;
  request.set_may_wait(true);
  for (const auto state : {v1::Capacity::FREE, v1::Capacity::UNKNOWN, v1::Capacity::OPEN}) {
    setting_.capacities[kLead].set_state(state);
    Case record = ChosenCase();
    ASSERT_FALSE(Send(record, request, setting_, ByAdviser(Monday())).has_value());
    EXPECT_EQ(record.offers(0).state(), Offer::PENDING) << v1::Capacity::State_Name(state);
  }
}

// --- Recall, receipt.

TEST_F(OfferSteps, SilenceIsNotRecalled) {
  Case record = SentAnd(Offer::EXPIRED);
  v1::RecallOfferRequest request;
  request.set_name(kFirstOffer);
  EXPECT_TRUE(Refused(Recall(record, request, setting_, ByAdviser(kTuesday)), ReferralSentence::kOfferClosed));
  EXPECT_EQ(record.offers(0).state(), Offer::EXPIRED);
}

TEST_F(OfferSteps, SilenceFromBeforeTheRequestWasTakenUpAgainIsNotAnswered) {
  for (const char* code : {kReopened, kLeadLost}) {
    Case record = SentAnd(Offer::EXPIRED);
    Note(record, ByAdviser(kTuesday), code);
    ExpectRefused(record, "verdict: YES", ReferralSentence::kOfferClosed);
  }
}

TEST_F(OfferSteps, RecallDropsTheTerms) {
  Case record = Sent();
  v1::RecallOfferRequest request;
  request.set_name(kFirstOffer);
  ASSERT_FALSE(Recall(record, request, setting_, ByAdviser(kTuesday)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::RECALLED);
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::DROPPED);
  EXPECT_EQ(LastEvent(record), "RecallOffer");
  EXPECT_TRUE(Refused(Recall(record, request, setting_, ByAdviser(kTuesday)), ReferralSentence::kOfferClosed));
}

TEST_F(OfferSteps, ReceiptMeetsItsTermOnce) {
  Case record = Sent();
  v1::ConfirmReceiptRequest request;
  request.set_name(kFirstOffer);
  ASSERT_FALSE(Receive(record, request, setting_, ByPartner(kKwintes, kTuesday)).has_value());
  EXPECT_EQ(StateOf(record, Clock::RECEIPT, kFirstOffer), Clock::MET);
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::RUNNING);
  const std::string once = record.SerializeAsString();
  ASSERT_FALSE(Receive(record, request, setting_, ByPartner(kKwintes, kTuesday + absl::Hours(1))).has_value());
  EXPECT_EQ(record.SerializeAsString(), once);
}

TEST_F(OfferSteps, ReceiptIsForTheParty) {
  Case record = Sent();
  v1::ConfirmReceiptRequest request;
  request.set_name(kFirstOffer);
  const std::string before = record.SerializeAsString();
  EXPECT_TRUE(
      Refused(Receive(record, request, setting_, ByPartner(kLister, kTuesday)), ReferralSentence::kNotYourOffer));
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  EXPECT_TRUE(
      Refused(Receive(record, request, setting_, ByPartner(kKwintes, kTuesday)), ReferralSentence::kOfferClosed));
  record.mutable_offers(0)->set_state(Offer::PENDING);
  EXPECT_EQ(record.SerializeAsString(), before);
}

// --- Yes.

TEST_F(OfferSteps, YesMakesAPlacementAndStartsTheRequest) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: YES").has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_FALSE(record.offers(0).late());
  EXPECT_EQ(record.offers(0).recorded_by(), "");
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  ASSERT_EQ(record.placements_size(), 1);
  EXPECT_EQ(record.placements(0).name(), kFirstPlacement);
  EXPECT_EQ(record.placements(0).offering(), kLead);
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::MET);
  EXPECT_EQ(StateOf(record, Clock::RECEIPT, kFirstOffer), Clock::MET);
  EXPECT_EQ(StateOf(record, Clock::START, kFirstPlacement), Clock::RUNNING);
}

TEST_F(OfferSteps, AYesOfWhoJoinsDoesNotStartTheRequest) {
  Case record = Sent();
  const std::string fields = absl::StrCat("name: '", kSecondOffer, "' verdict: YES");
  ASSERT_FALSE(Say(record, fields, ByPartner(kDock, kTuesday)).has_value());
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  EXPECT_EQ(record.placements_size(), 1);
}

TEST_F(OfferSteps, YesByPhoneSaysWhoRecordedIt) {
  Case record = Sent();
  ASSERT_FALSE(Say(record, "verdict: YES on_behalf_of: 'providers/kwintes'", ByAdviser(kTuesday)).has_value());
  EXPECT_EQ(record.offers(0).recorded_by(), "adviseur-1");
  EXPECT_EQ(record.referral().events().rbegin()->on_behalf_of(), kKwintes);
  EXPECT_EQ(record.referral().events().rbegin()->by(), "adviseur-1");
}

TEST_F(OfferSteps, YesFromADate) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: YES_FROM start_date: '2026-11-24'").has_value());
  EXPECT_EQ(record.placements(0).planned_start_date(), "2026-11-24");
  ExpectRefused(Sent(), "verdict: YES_FROM start_date: '2026-11-23'", ReferralSentence::kTooEarly, "start_date");
  ExpectRefused(Sent(), "verdict: YES_FROM", ReferralSentence::kFieldMissing, "start_date");
}

TEST_F(OfferSteps, ALateYesCountsAndIsMarked) {
  Case record = Sent();
  Elapse(record, setting_, At("2026-11-27T00:00"));
  ASSERT_EQ(record.offers(0).state(), Offer::EXPIRED);
  ASSERT_FALSE(LeadSays(record, "verdict: YES", At("2026-11-27T09:00")).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_TRUE(record.offers(0).late());
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::MET_LATE);
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
}

// Also where nobody has looked at the clock yet.
TEST_F(OfferSteps, AYesAtTheDeadlineIsLateBeforeItExpired) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: YES", At("2026-11-27T00:00")).has_value());
  EXPECT_TRUE(record.offers(0).late());
  record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: YES", At("2026-11-26T23:59")).has_value());
  EXPECT_FALSE(record.offers(0).late());
}

TEST_F(OfferSteps, ALateYesDoesNotCountOnceAnotherIsAsked) {
  Case record = Sent();
  Elapse(record, setting_, At("2026-11-27T00:00"));
  v1::Choice& choice = *record.mutable_referral()->mutable_choice();
  choice.mutable_parts(0)->set_offering(kOtherLead);
  *choice.mutable_record_time() = ToProto(At("2026-11-27T09:00"));
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(At("2026-11-27T09:00"))).has_value());
  EXPECT_EQ(record.offers(2).replaces(), kFirstOffer);
  ExpectRefused(record, "verdict: YES", ReferralSentence::kOfferReplaced);
}

TEST_F(OfferSteps, AnswersAreGivenOnce) {
  for (const auto state : {Offer::ACCEPTED, Offer::DECLINED, Offer::FAILED, Offer::INTAKE}) {
    ExpectRefused(SentAnd(state), "verdict: YES", ReferralSentence::kOfferAnswered);
    ExpectRefused(SentAnd(state), "verdict: NO decline_reason: 'vol'", ReferralSentence::kOfferAnswered);
  }
}

TEST_F(OfferSteps, WhatIsNotOutIsNotAnswered) {
  ExpectRefused(SentAnd(Offer::RECALLED), "verdict: YES", ReferralSentence::kOfferClosed);
  ExpectRefused(SentAnd(Offer::ON_WAITING_LIST), "verdict: YES", ReferralSentence::kOfferClosed);
  ExpectRefused(SentAnd(Offer::EXPIRED), "verdict: QUESTION question: CONSENT", ReferralSentence::kOfferClosed);
  Case withdrawn = SentAnd(Offer::EXPIRED);
  for (const auto state : {Referral::WITHDRAWN, Referral::ENDED, Referral::SUBMITTED}) {
    withdrawn.mutable_referral()->set_state(state);
    ExpectRefused(withdrawn, "verdict: YES", ReferralSentence::kOfferClosed);
  }
}

TEST_F(OfferSteps, OnlyThePartyAnswers) {
  Case record = Sent();
  const std::string before = record.SerializeAsString();
  const auto refused = ReferralSentence::kNotYourOffer;
  EXPECT_TRUE(Refused(Say(record, "verdict: YES", ByPartner(kLister, kTuesday)), refused));
  EXPECT_TRUE(Refused(Say(record, "verdict: YES", ByAdviser(kTuesday)), refused));
  EXPECT_TRUE(Refused(Say(record, "verdict: YES on_behalf_of: 'providers/lister'", ByAdviser(kTuesday)), refused));
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST_F(OfferSteps, AVerdictIsRequired) { ExpectRefused(Sent(), "", ReferralSentence::kFieldMissing, "verdict"); }

// --- No.

TEST_F(OfferSteps, NoKeepsItsReason) {
  Case record = Sent();
  ASSERT_FALSE(
      LeadSays(record, "verdict: NO decline_reason: 'hoort-elders' better_provider: 'providers/lister'").has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::DECLINED);
  EXPECT_EQ(record.offers(0).decline_reason(), "hoort-elders");
  EXPECT_EQ(record.offers(0).better_provider(), kLister);
  EXPECT_EQ(record.referral().events().rbegin()->reason(), "hoort-elders");
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::MET);
  EXPECT_EQ(record.placements_size(), 0);
}

TEST_F(OfferSteps, NoNeedsAReasonOfTheRules) {
  ExpectRefused(Sent(), "verdict: NO", ReferralSentence::kFieldMissing, "decline_reason");
  ExpectRefused(Sent(), "verdict: NO decline_reason: 'zomaar'", ReferralSentence::kUnknownDeclineReason,
                "decline_reason");
}

TEST_F(OfferSteps, NoCountsFromTheWaitingListAndLate) {
  for (const auto state : {Offer::ON_WAITING_LIST, Offer::EXPIRED}) {
    Case record = SentAnd(state);
    ASSERT_FALSE(LeadSays(record, "verdict: NO decline_reason: 'vol'").has_value());
    EXPECT_EQ(record.offers(0).state(), Offer::DECLINED);
  }
}

// --- A question back.

TEST_F(OfferSteps, AQuestionStopsTheClockAndTheReplyLetsItGoOn) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: QUESTION question: SAFETY").has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::QUESTIONED);
  EXPECT_EQ(record.offers(0).question(), Offer::SAFETY);
  EXPECT_FALSE(record.offers(0).has_answer_time());
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::PAUSED);
  EXPECT_EQ(StateOf(record, Clock::RECEIPT, kFirstOffer), Clock::MET);
  v1::ReplyToQuestionRequest request;
  request.set_name(kFirstOffer);
  ASSERT_FALSE(Reply(record, request, setting_, ByAdviser(At("2026-11-25T10:00"))).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::PENDING);
  EXPECT_EQ(FromProto(FindClock(record, Clock::ANSWER, kFirstOffer)->due_time()), At("2026-11-28T00:00"));
  EXPECT_TRUE(Refused(Reply(record, request, setting_, ByAdviser(kTuesday)), ReferralSentence::kNoQuestion));
}

TEST_F(OfferSteps, AQuestionStopsNothingWhereTheRulesSaySo) {
  setting_.procedure.set_question_pauses(v1::Procedure::NO);
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: QUESTION question: SAFETY").has_value());
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::RUNNING);
  EXPECT_EQ(Elapse(record, setting_, At("2026-11-27T00:00")).expired, std::vector<std::string>{kFirstOffer});
}

TEST_F(OfferSteps, AQuestionIsAboutSomething) {
  ExpectRefused(Sent(), "verdict: QUESTION", ReferralSentence::kFieldMissing, "question");
}

TEST_F(OfferSteps, AQuestionMayBeFollowedByAnotherAndByAYes) {
  Case record = Sent();
  ASSERT_FALSE(LeadSays(record, "verdict: QUESTION question: SAFETY").has_value());
  ASSERT_FALSE(LeadSays(record, "verdict: QUESTION question: CONSENT").has_value());
  EXPECT_EQ(record.offers(0).question(), Offer::CONSENT);
  ASSERT_FALSE(LeadSays(record, "verdict: YES", At("2026-12-15T10:00")).has_value());
  EXPECT_FALSE(record.offers(0).late());
}

// --- The intake.

class Intakes : public OfferSteps {
 protected:
  Case AtIntake() {
    Case record = Sent();
    EXPECT_FALSE(LeadSays(record, "verdict: YES_AFTER_INTAKE").has_value());
    EXPECT_EQ(record.offers(0).state(), Offer::INTAKE);
    EXPECT_EQ(record.placements_size(), 0);
    EXPECT_EQ(record.referral().state(), Referral::OFFERED);
    return record;
  }

  Outcome Conclude(Case& record, const std::string& fields, const Act& act) {
    auto request = Parse<v1::ConcludeIntakeRequest>(fields);
    request.set_name(kFirstOffer);
    return ConcludeIntake(record, request, setting_, act);
  }

  void ExpectNotConcluded(const Case& before, const std::string& fields, ReferralSentence sentence) {
    Case record = before;
    EXPECT_TRUE(Refused(Conclude(record, fields, ByPartner(kKwintes, kTuesday)), sentence)) << fields;
    EXPECT_EQ(record.SerializeAsString(), before.SerializeAsString());
  }
};

TEST_F(Intakes, ThatGoWellStart) {
  Case record = AtIntake();
  ASSERT_FALSE(Conclude(record, "starts: true start_date: '2026-12-01'", ByPartner(kKwintes, kTuesday)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_EQ(record.placements(0).planned_start_date(), "2026-12-01");
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
}

TEST_F(Intakes, ThatStopFail) {
  Case record = AtIntake();
  ASSERT_FALSE(Conclude(record, "decline_reason: 'geen-klik'", ByPartner(kKwintes, kTuesday)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::FAILED);
  EXPECT_EQ(record.offers(0).decline_reason(), "geen-klik");
  EXPECT_EQ(record.placements_size(), 0);
}

TEST_F(Intakes, AreRefusedWithTheirReasons) {
  ExpectNotConcluded(AtIntake(), "", ReferralSentence::kFieldMissing);
  // Known, and no reason to stop after an intake.
  ExpectNotConcluded(AtIntake(), "decline_reason: 'vol'", ReferralSentence::kUnknownDeclineReason);
  ExpectNotConcluded(AtIntake(), "starts: true start_date: '2026-11-01'", ReferralSentence::kTooEarly);
  ExpectNotConcluded(Sent(), "starts: true", ReferralSentence::kNoIntake);
  Case record = AtIntake();
  EXPECT_TRUE(Refused(Conclude(record, "starts: true", ByPartner(kDock, kTuesday)), ReferralSentence::kNotYourOffer));
}

// --- A place came free.

class Holds : public OfferSteps {
 protected:
  Case Freed() {
    Case record = SentAnd(Offer::ON_WAITING_LIST);
    Drop(record, "");
    EXPECT_FALSE(Free(record, *record.mutable_offers(0), setting_, {kItself, kTuesday, {}}).has_value());
    return record;
  }
};

TEST_F(Holds, LastSomeWorkingDays) {
  const Case record = Freed();
  EXPECT_EQ(record.offers(0).state(), Offer::PENDING);
  EXPECT_EQ(FromProto(record.offers(0).hold_until_time()), At("2026-11-28T00:00"));
  EXPECT_EQ(StateOf(record, Clock::ANSWER, kFirstOffer), Clock::RUNNING);
  EXPECT_EQ(FromProto(FindClock(record, Clock::ANSWER, kFirstOffer)->due_time()), At("2026-11-28T00:00"));
}

TEST_F(Holds, AreOnlyForWhoWaits) {
  Case record = Freed();
  const std::string before = record.SerializeAsString();
  const Act act = {kItself, kTuesday, {}};
  EXPECT_TRUE(Refused(Free(record, *record.mutable_offers(0), setting_, act), ReferralSentence::kOfferClosed));
  EXPECT_EQ(record.SerializeAsString(), before);
}

// One request never gets two leads; one that runs as a bridge is for the advisers to end.
TEST_F(Holds, WaitWhileAnotherLeadIsOut) {
  Case record = SentAnd(Offer::ON_WAITING_LIST);
  Offer& other = AddOffer(record);
  other.set_role(Part::LEAD);
  other.set_offering(kOtherLead);
  const Act act = {kItself, kTuesday, {}};
  for (const auto state : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE}) {
    record.mutable_offers(2)->set_state(state);
    const std::string before = record.SerializeAsString();
    EXPECT_TRUE(Refused(Free(record, *record.mutable_offers(0), setting_, act), ReferralSentence::kOfferReplaced));
    EXPECT_EQ(record.SerializeAsString(), before);
  }
  record.mutable_offers(2)->set_state(Offer::ACCEPTED);
  AddPlacement(record, record.offers(2), ByPartner(kLister, kTuesday));
  EXPECT_FALSE(Free(record, *record.mutable_offers(0), setting_, act).has_value());
}

// The deadline itself is later, but the place was for somebody else by then.
TEST_F(Holds, ThatEndedMakeAYesLate) {
  setting_.agreed[kKwintes].answer = 10;
  Case record = Freed();
  ASSERT_EQ(Elapse(record, setting_, At("2026-11-28T00:00")).expired, std::vector<std::string>{kFirstOffer});
  ASSERT_FALSE(LeadSays(record, "verdict: YES", At("2026-11-28T09:00")).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_TRUE(record.offers(0).late());
}

TEST_F(Holds, StandStillWhileAQuestionIsOpen) {
  Case record = Freed();
  ASSERT_FALSE(LeadSays(record, "verdict: QUESTION question: SAFETY").has_value());
  EXPECT_TRUE(Elapse(record, setting_, At("2026-12-08T00:00")).expired.empty());
  v1::ReplyToQuestionRequest request;
  request.set_name(kFirstOffer);
  ASSERT_FALSE(Reply(record, request, setting_, ByAdviser(At("2026-12-08T10:00"))).has_value());
  EXPECT_EQ(FromProto(record.offers(0).hold_until_time()), At("2026-12-12T00:00"));
}

}  // namespace
}  // namespace koppel::workflow
