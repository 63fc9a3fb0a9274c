#include "server/workflow/elapse.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "server/workflow/clocks.h"
#include "server/workflow/offers.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::Referral;
using koppel::v1::Waiting;

constexpr char kJoinPlacement[] = "municipalities/GM0344/referrals/r1/placements/2";

// OfferedCase with the clocks of the lead: receipt by Wednesday 25, answer by Friday 27 at midnight.
Case WithClocks() {
  Case record = OfferedCase();
  StartOfferClocks(record, record.offers(0), SceneSetting());
  return record;
}

Elapsed ElapseIn(Case& record, std::string_view local) { return Elapse(record, SceneSetting(), At(local)); }

std::vector<std::string> CodesOf(const Case& record) {
  std::vector<std::string> codes;
  for (const auto& event : record.referral().events()) codes.push_back(event.code() + " " + event.reason());
  return codes;
}

using Codes = std::vector<std::string>;

// --- Time.

TEST(Elapsing, BeforeAnythingIsDueChangesNothing) {
  Case record = WithClocks();
  const std::string before = record.SerializeAsString();
  const Elapsed elapsed = ElapseIn(record, "2026-11-23T23:59");
  EXPECT_FALSE(elapsed.changed);
  EXPECT_TRUE(elapsed.notices.empty());
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST(Elapsing, WarnsThePartyOnce) {
  Case record = WithClocks();
  const Elapsed elapsed = ElapseIn(record, "2026-11-24T00:00");
  EXPECT_TRUE(elapsed.changed);
  ASSERT_EQ(elapsed.notices.size(), 1);
  EXPECT_EQ(elapsed.notices[0].party, kKwintes);
  EXPECT_EQ(elapsed.notices[0].step, Waiting::ANSWER);
  EXPECT_EQ(elapsed.notices[0].due, At("2026-11-25T00:00"));
  EXPECT_EQ(CodesOf(record), Codes{"warned RECEIPT"});
  EXPECT_EQ(record.referral().events(0).by(), kItself);
  EXPECT_TRUE(ElapseIn(record, "2026-11-24T12:00").notices.empty());
}

TEST(Elapsing, MarksATermThatPassed) {
  Case record = WithClocks();
  ElapseIn(record, "2026-11-25T00:00");
  EXPECT_EQ(FindClock(record, Clock::RECEIPT, kFirstOffer)->state(), Clock::PASSED);
  EXPECT_EQ(record.offers(0).state(), Offer::PENDING);
  EXPECT_EQ(CodesOf(record), (Codes{"warned RECEIPT", "warned ANSWER", "passed RECEIPT"}));
}

TEST(Elapsing, ExpiresAnOfferAtItsDeadline) {
  Case record = WithClocks();
  EXPECT_TRUE(Elapse(record, SceneSetting(), At("2026-11-27T00:00") - absl::Nanoseconds(1)).expired.empty());
  const Elapsed elapsed = ElapseIn(record, "2026-11-27T00:00");
  EXPECT_EQ(elapsed.expired, std::vector<std::string>{kFirstOffer});
  EXPECT_EQ(record.offers(0).state(), Offer::EXPIRED);
  EXPECT_EQ(record.offers(1).state(), Offer::PENDING);
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer)->state(), Clock::PASSED);
  EXPECT_EQ(CodesOf(record).back(), "expired ANSWER");
}

TEST(Elapsing, ExpiresAnOfferAtTheEndOfItsHold) {
  Case record = WithClocks();
  *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(At("2026-11-24T12:00"));
  EXPECT_TRUE(ElapseIn(record, "2026-11-24T11:59").expired.empty());
  EXPECT_EQ(ElapseIn(record, "2026-11-24T12:00").expired, std::vector<std::string>{kFirstOffer});
  EXPECT_EQ(record.offers(0).state(), Offer::EXPIRED);
  EXPECT_TRUE(record.offers(0).has_hold_until_time());
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer)->state(), Clock::DROPPED);
}

// What came to an end on the way no longer warns.
TEST(Elapsing, WarnsOfNothingAfterTheEndOfAHold) {
  Case record = WithClocks();
  *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(At("2026-11-23T12:00"));
  EXPECT_TRUE(ElapseIn(record, "2026-11-27T00:00").notices.empty());
  EXPECT_EQ(CodesOf(record), Codes{"expired HOLD"});
}

TEST(Elapsing, LeavesAHoldOfWhatWasAnswered) {
  for (const auto state : {Offer::ACCEPTED, Offer::INTAKE, Offer::QUESTIONED, Offer::RECALLED}) {
    Case record = OfferedCase();
    record.mutable_offers(0)->set_state(state);
    *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(At("2026-11-24T12:00"));
    EXPECT_FALSE(ElapseIn(record, "2026-12-24T12:00").changed);
    EXPECT_EQ(record.offers(0).state(), state);
  }
}

TEST(Elapsing, WarnsAdvisersOfTermsByLaw) {
  Case record = SubmittedCase();
  record.mutable_referral()->set_report_date("2026-11-02");
  record.mutable_referral()->mutable_decision()->set_end_date("2027-03-31");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  const Elapsed elapsed = ElapseIn(record, "2027-02-03T00:00");
  ASSERT_EQ(elapsed.notices.size(), 2);
  for (const Notice& notice : elapsed.notices) {
    EXPECT_EQ(notice.party, kMunicipality);
    EXPECT_EQ(notice.step, Waiting::REVIEW);
  }
  // The first is of the investigation that passed, the second of the decision that ends in eight weeks.
  EXPECT_EQ(elapsed.notices[1].due, At("2027-04-01T00:00"));
}

TEST(Elapsing, TellsWhoMustActOnAPlacement) {
  const Setting setting = SceneSetting();
  Case record = StartedCase();
  StartPlacementClock(record, record.placements(0), setting, Monday());
  Case handed_over = record;
  handed_over.mutable_placements(0)->set_state(Placement::CONTACTED);
  EXPECT_EQ(ElapseIn(record, "2026-12-04T00:00").notices[0].step, Waiting::HAND_OVER);
  const Elapsed elapsed = ElapseIn(handed_over, "2026-12-04T00:00");
  EXPECT_EQ(elapsed.notices[0].step, Waiting::START);
  EXPECT_EQ(elapsed.notices[0].party, kKwintes);
}

TEST(Elapsing, OfWhatIsOverIsNothing) {
  for (const auto state : {Referral::ENDED, Referral::WITHDRAWN}) {
    Case record = WithClocks();
    record.mutable_referral()->set_state(state);
    EXPECT_FALSE(ElapseIn(record, "2027-11-27T00:00").changed);
  }
}

TEST(Elapsing, TwiceIsOnce) {
  Case record = WithClocks();
  ElapseIn(record, "2026-11-27T00:00");
  const std::string once = record.SerializeAsString();
  const Elapsed again = ElapseIn(record, "2026-11-27T00:00");
  EXPECT_FALSE(again.changed);
  EXPECT_TRUE(again.notices.empty() && again.expired.empty());
  EXPECT_EQ(record.SerializeAsString(), once);
}

// But for when it was noticed.
TEST(Elapsing, InStepsIsAtOnce) {
  Case in_steps = WithClocks();
  for (absl::Time now = Monday(); now < At("2026-12-01T00:00"); now += absl::Hours(7)) {
    Elapse(in_steps, SceneSetting(), now);
  }
  Case at_once = WithClocks();
  ElapseIn(at_once, "2026-12-01T00:00");
  EXPECT_EQ(CodesOf(in_steps), CodesOf(at_once));
  in_steps.mutable_referral()->clear_events();
  at_once.mutable_referral()->clear_events();
  EXPECT_EQ(in_steps.DebugString(), at_once.DebugString());
}

// --- What a case waits for, as "party step about".

std::vector<std::string> WaitsFor(Case& record, const Setting& setting = SceneSetting()) {
  Settle(record, setting, Monday());
  std::vector<std::string> waits;
  for (const Waiting& waiting : record.referral().waiting_for()) {
    const std::string about = waiting.about().substr(waiting.about().rfind('/') + 1);
    waits.push_back(absl::StrCat(waiting.party(), " ", Waiting::Step_Name(waiting.step()), " ", about));
  }
  return waits;
}

using Waits = std::vector<std::string>;

const std::string kAdvisers = kMunicipality;

TEST(Settling, BeforeAnythingIsSent) {
  Case draft = DraftCase();
  EXPECT_EQ(WaitsFor(draft), Waits{kAdvisers + " SUBMIT "});
  Case submitted = SubmittedCase();
  EXPECT_EQ(WaitsFor(submitted), Waits{kAdvisers + " ADVISE "});
  Case advised = AdvisedCase();
  EXPECT_EQ(WaitsFor(advised), Waits{kAdvisers + " CHOOSE "});
  Case chosen = ChosenCase();
  EXPECT_EQ(WaitsFor(chosen), Waits{kAdvisers + " SEND "});
  chosen.mutable_referral()->mutable_choice()->clear_parts();
  EXPECT_EQ(WaitsFor(chosen), Waits{kAdvisers + " REVIEW "});
}

TEST(Settling, AnAdviceThatIsOutdatedIsAskedForAnew) {
  Case record = AdvisedCase();
  *record.mutable_content_time() = ToProto(Monday() + absl::Minutes(1));
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " ADVISE "});
}

TEST(Settling, OffersWaitForTheirPartiesTheSoonestFirst) {
  Case record = WithClocks();
  EXPECT_EQ(WaitsFor(record), (Waits{"providers/kwintes ANSWER 1", "providers/dock ANSWER 2"}));
  EXPECT_EQ(FromProto(record.referral().waiting_for(0).due_time()), At("2026-11-27T00:00"));
  EXPECT_FALSE(record.referral().waiting_for(1).has_due_time());
  EXPECT_EQ(FromProto(record.referral().next_event_time()), At("2026-11-24T00:00"));
}

TEST(Settling, AHoldIsTheSoonerDue) {
  Case record = WithClocks();
  *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(At("2026-11-23T12:00"));
  WaitsFor(record);
  EXPECT_EQ(FromProto(record.referral().waiting_for(0).due_time()), At("2026-11-23T12:00"));
  EXPECT_EQ(FromProto(record.referral().next_event_time()), At("2026-11-23T12:00"));
}

TEST(Settling, WhoIsLateIsWaitedForSinceWhenItWasDue) {
  Case record = StartedCase();
  record.mutable_placements(0)->set_state(Placement::HANDED_OVER);
  StartContactClock(record, record.placements(0), SceneSetting(), Monday());
  ElapseIn(record, "2026-12-24T00:00");
  EXPECT_EQ(WaitsFor(record),
            (Waits{kAdvisers + " REVIEW 1", "providers/kwintes FIRST_CONTACT 1", "providers/dock ANSWER 2"}));
  EXPECT_EQ(FromProto(record.referral().waiting_for(1).due_time()), At("2026-12-01T00:00"));
}

TEST(Settling, TheAdvisersSeeThatAnOfferWasNotReceivedUntilItExpires) {
  Case record = WithClocks();
  ElapseIn(record, "2026-11-25T00:00");
  EXPECT_EQ(WaitsFor(record),
            (Waits{kAdvisers + " REVIEW 1", "providers/kwintes ANSWER 1", "providers/dock ANSWER 2"}));
  EXPECT_EQ(record.referral().waiting_for(0).about(), kFirstOffer);
  ElapseIn(record, "2026-11-27T00:00");
  EXPECT_EQ(WaitsFor(record), (Waits{kAdvisers + " ADVISE ", "providers/dock ANSWER 2"}));
}

TEST(Settling, WhatWasChosenOnAnotherRequestIsNotSent) {
  Case record = ChosenCase();
  *record.mutable_content_time() = ToProto(Monday() + absl::Minutes(1));
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " ADVISE "});
  record.mutable_referral()->set_latest_advice(2);
  *record.mutable_advice_time() = ToProto(Monday() + absl::Minutes(2));
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " CHOOSE "});
}

TEST(Settling, ATeamOfferWaitsForMembersWhoHaveNotSpokenAndForTheTeam) {
  Case record = OfferedCase();
  record.mutable_offers(0)->set_party(kTeam);
  record.mutable_offers(1)->set_state(Offer::RECALLED);
  record.mutable_offers(0)->add_member_responses()->set_provider(kLister);
  record.mutable_referral()->mutable_choice()->mutable_parts()->RemoveLast();
  EXPECT_EQ(WaitsFor(record), (Waits{"providers/dock RESPOND 1", "providers/kwintes RESPOND 1", "teams/vak DECIDE 1"}));
}

TEST(Settling, EveryOtherStateOfAnOffer) {
  const std::pair<Offer::State, std::string> waits[] = {
      {Offer::QUESTIONED, kAdvisers + " REPLY 2"},       {Offer::INTAKE, "providers/dock CONCLUDE_INTAKE 2"},
      {Offer::ON_WAITING_LIST, kAdvisers + " REVIEW 2"}, {Offer::DECLINED, kAdvisers + " REVIEW "},
      {Offer::FAILED, kAdvisers + " REVIEW "},           {Offer::EXPIRED, kAdvisers + " REVIEW "},
      {Offer::RECALLED, kAdvisers + " SEND "},
  };
  for (const auto& [state, wait] : waits) {
    Case record = StartedCase();
    record.mutable_placements(0)->set_state(Placement::ACTIVE);
    record.mutable_offers(1)->set_state(state);
    EXPECT_EQ(WaitsFor(record), Waits{wait});
  }
}

TEST(Settling, ALeadThatFailedIsLookedForAnew) {
  for (const auto state : {Offer::DECLINED, Offer::FAILED, Offer::EXPIRED}) {
    Case record = OfferedCase();
    record.mutable_offers(0)->set_state(state);
    EXPECT_EQ(WaitsFor(record), (Waits{kAdvisers + " ADVISE ", "providers/dock ANSWER 2"}));
    // A fresh advice is there.
    record.mutable_referral()->set_latest_advice(2);
    EXPECT_EQ(WaitsFor(record), (Waits{kAdvisers + " CHOOSE ", "providers/dock ANSWER 2"}));
  }
}

TEST(Settling, WhoWasToJoinIsChosenAnewFromAFreshAdvice) {
  Case record = StartedCase();
  record.mutable_placements(0)->set_state(Placement::ACTIVE);
  record.mutable_offers(1)->set_state(Offer::DECLINED);
  record.mutable_referral()->set_latest_advice(2);
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " CHOOSE "});
}

TEST(Settling, PlacementsWaitForTheirNextStep) {
  const std::pair<Placement::State, std::string> waits[] = {
      {Placement::PLANNED, kAdvisers + " HAND_OVER 1"},
      {Placement::HANDED_OVER, "providers/kwintes FIRST_CONTACT 1"},
      {Placement::CONTACTED, "providers/kwintes START 1"},
      {Placement::ACTIVE, kAdvisers + " REVIEW "},
  };
  for (const auto& [state, wait] : waits) {
    Case record = StartedCase();
    record.mutable_offers(1)->set_state(Offer::ACCEPTED);
    Placement& join = AddPlacement(record, record.offers(1), ByPartner(kDock, Monday()));
    EXPECT_EQ(join.name(), kJoinPlacement);
    join.set_state(Placement::ENDED);
    record.mutable_placements(0)->set_state(state);
    EXPECT_EQ(WaitsFor(record), Waits{wait});
  }
}

// Help is given, and the next thing to happen is that the decision ends.
TEST(Settling, WhatRunsWaitsForTheEndOfTheDecision) {
  Case record = StartedCase();
  record.mutable_offers()->RemoveLast();
  record.mutable_referral()->mutable_choice()->mutable_parts()->RemoveLast();
  record.mutable_placements(0)->set_state(Placement::ACTIVE);
  record.mutable_referral()->mutable_decision()->set_end_date("2027-03-31");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(WaitsFor(record), Waits{});
  EXPECT_EQ(FromProto(record.referral().next_event_time()), At("2027-02-03T00:00"));
  ElapseIn(record, "2027-02-03T00:00");
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " REVIEW "});
  EXPECT_EQ(FromProto(record.referral().waiting_for(0).due_time()), At("2027-04-01T00:00"));
  ElapseIn(record, "2027-04-01T00:00");
  EXPECT_EQ(WaitsFor(record), Waits{kAdvisers + " REVIEW "});
  EXPECT_FALSE(record.referral().has_next_event_time());
}

TEST(Settling, PartnersThatSentItToEachOtherMeet) {
  Case record = OfferedCase();
  for (Offer& offer : *record.mutable_offers()) {
    offer.set_state(Offer::DECLINED);
    offer.set_decline_reason("past-niet");
    *offer.mutable_answer_time() = ToProto(Monday());
  }
  record.mutable_offers(0)->set_better_provider(kDock);
  record.mutable_offers(1)->set_better_provider(kKwintes);
  EXPECT_EQ(WaitsFor(record), (Waits{kAdvisers + " ADVISE ", kAdvisers + " MEET "}));
  EXPECT_EQ(record.referral().declines_size(), 2);
}

TEST(Settling, WhatIsOverWaitsForNothing) {
  for (const auto state : {Referral::ENDED, Referral::WITHDRAWN}) {
    Case record = OfferedCase();
    Settle(record, SceneSetting(), Monday());
    record.mutable_referral()->set_state(state);
    EXPECT_EQ(WaitsFor(record), Waits{});
    EXPECT_FALSE(record.referral().has_next_event_time());
  }
}

TEST(Settling, EndsWhatHasNothingRunningAnyMore) {
  Case record = StartedCase();
  record.mutable_placements(0)->set_state(Placement::ENDED);
  Settle(record, SceneSetting(), Monday());
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  record.mutable_offers(1)->set_state(Offer::DECLINED);
  Settle(record, SceneSetting(), Monday());
  EXPECT_EQ(record.referral().state(), Referral::ENDED);
  EXPECT_EQ(record.referral().events().rbegin()->code(), "ended");
}

TEST(Settling, TwiceIsOnce) {
  Case record = WithClocks();
  Settle(record, SceneSetting(), Monday());
  const std::string once = record.SerializeAsString();
  Settle(record, SceneSetting(), Monday());
  EXPECT_EQ(record.SerializeAsString(), once);
}

TEST(NewNotices, AreForThoseWhoDidNotWaitBefore) {
  Case before = OfferedCase();
  before.mutable_offers()->RemoveLast();
  WaitsFor(before);
  Case after = WithClocks();
  WaitsFor(after);
  const std::vector<Notice> notices = NewlyWaiting(before, after);
  ASSERT_EQ(notices.size(), 1);
  EXPECT_EQ(notices[0].party, kDock);
  EXPECT_EQ(notices[0].step, Waiting::ANSWER);
  EXPECT_EQ(notices[0].due, std::nullopt);
  EXPECT_TRUE(NewlyWaiting(after, after).empty());
}

}  // namespace
}  // namespace koppel::workflow
