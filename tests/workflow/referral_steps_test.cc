// The steps of the adviser: from draft to advice, withdrawing and reopening.

#include <gtest/gtest.h>

#include <string>

#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/referral.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Advice;
using koppel::v1::ChoosePartsRequest;
using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;

const absl::Time kLater = Monday() + absl::Hours(2);

std::string LastEvent(const Case& record) {
  const auto& events = record.referral().events();
  return events.empty() ? "" : events.rbegin()->code();
}

// --- Create, update, submit.

TEST(NewCases, AreDraftsWithoutWhatOnlyKoppelSets) {
  Referral given = OfferedCase().referral();
  given.set_name("municipalities/GM0344/referrals/else");
  given.add_declines()->set_offering(kLead);
  given.set_withdraw_reason(Referral::DIED);
  const Case made = NewCase(kCaseName, given, ByAdviser(Monday()));
  EXPECT_EQ(made.referral().name(), kCaseName);
  EXPECT_EQ(made.referral().state(), Referral::DRAFT);
  EXPECT_EQ(made.referral().resident(), "q7");
  EXPECT_EQ(made.referral().needs_size(), 2);
  EXPECT_EQ(made.referral().declines_size(), 0);
  EXPECT_FALSE(made.referral().has_choice());
  EXPECT_EQ(made.referral().latest_advice(), 0);
  EXPECT_EQ(made.referral().withdraw_reason(), Referral::WITHDRAW_REASON_UNSPECIFIED);
  EXPECT_EQ(made.schema_version(), 1);
  EXPECT_EQ(FromProto(made.content_time()), Monday());
  EXPECT_EQ(LastEvent(made), "CreateReferral");
}

TEST(Updates, TakeOverWhatTheAdviserWroteAndNothingElse) {
  Case record = ChosenCase();
  Referral changed = DraftCase().referral();
  changed.set_name("municipalities/GM0344/referrals/else");
  changed.set_urgency(koppel::v1::PRIORITY);
  changed.clear_resident();
  changed.add_declines()->set_offering(kLead);
  ASSERT_FALSE(Update(record, changed, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.referral().urgency(), koppel::v1::PRIORITY);
  EXPECT_EQ(record.referral().resident(), "");
  EXPECT_EQ(record.referral().name(), kCaseName);
  EXPECT_EQ(record.referral().declines_size(), 0);
  EXPECT_EQ(record.referral().state(), Referral::SUBMITTED);
  EXPECT_EQ(record.referral().choice().parts_size(), 2);
  EXPECT_EQ(FromProto(record.content_time()), kLater);
  EXPECT_EQ(LastEvent(record), "UpdateReferral");
}

TEST(Updates, ThatChangeNothingOutdateNothing) {
  Case record = AdvisedCase();
  const std::string before = record.SerializeAsString();
  const Referral same = record.referral();
  ASSERT_FALSE(Update(record, same, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST(Updates, StartTheTermsByLaw) {
  Case record = DraftCase();
  Referral changed = record.referral();
  changed.set_report_date("2026-11-23");
  ASSERT_FALSE(Update(record, changed, SceneSetting(), ByAdviser(kLater)).has_value());
  const Clock* clock = FindClock(record, Clock::INVESTIGATION, "");
  ASSERT_NE(clock, nullptr);
  EXPECT_EQ(FromProto(clock->due_time()), At("2027-01-05T00:00"));
}

TEST(Updates, AreRefusedWhenTheRequestIsNoLongerOpen) {
  for (const Referral::State state : {Referral::ENDED, Referral::WITHDRAWN}) {
    Case record = SubmittedCase();
    record.mutable_referral()->set_state(state);
    const Outcome refused = Update(record, DraftCase().referral(), SceneSetting(), ByAdviser(kLater));
    ASSERT_TRUE(Refused(refused, ReferralSentence::kWrongState));
    EXPECT_EQ(Say(refused->sentence, refused->arguments).nl().find("Dit kan nu niet: wijzigen."), 0u);
  }
}

TEST(Submitting, IsForDraftsOnceAndStartsTheTermsByLaw) {
  Case record = DraftCase();
  record.mutable_referral()->set_report_date("2026-11-20");
  ASSERT_FALSE(Submit(record, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.referral().state(), Referral::SUBMITTED);
  EXPECT_NE(FindClock(record, Clock::PERSONAL_PLAN, ""), nullptr);
  EXPECT_EQ(LastEvent(record), "SubmitReferral");
  EXPECT_TRUE(Refused(Submit(record, SceneSetting(), ByAdviser(kLater)), ReferralSentence::kWrongState));
}

// --- Withdraw and reopen.

TEST(Withdrawing, TakesBackWhatIsOutAndDropsTheClocks) {
  Case record = OfferedCase();
  const Setting setting = SceneSetting();
  StartOfferClocks(record, record.offers(0), setting);
  record.mutable_offers(1)->set_state(Offer::DECLINED);
  ASSERT_FALSE(Withdraw(record, Referral::SOLVED, setting, ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.referral().state(), Referral::WITHDRAWN);
  EXPECT_EQ(record.referral().withdraw_reason(), Referral::SOLVED);
  EXPECT_EQ(record.offers(0).state(), Offer::RECALLED);
  EXPECT_EQ(record.offers(1).state(), Offer::DECLINED);
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer)->state(), Clock::DROPPED);
  EXPECT_EQ(LastEvent(record), "WithdrawReferral");
  EXPECT_EQ(record.referral().events().rbegin()->reason(), "SOLVED");
}

TEST(Withdrawing, RemembersWhoWasSilent) {
  Case record = OfferedCase();
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  ASSERT_FALSE(Withdraw(record, Referral::MISTAKE, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::EXPIRED);
  ASSERT_FALSE(Reopen(record, SceneSetting(), ByAdviser(kLater)).has_value());
  const auto declines = DeclinesThatCount(record, SceneSetting(), kLater);
  ASSERT_EQ(declines.size(), 1u);
  EXPECT_EQ(declines[0].offering(), kLead);
}

TEST(Withdrawing, TakesBackWhatWaitsToo) {
  for (const Offer::State state : {Offer::ON_WAITING_LIST, Offer::INTAKE, Offer::QUESTIONED}) {
    Case record = OfferedCase();
    record.mutable_offers(0)->set_state(state);
    ASSERT_FALSE(Withdraw(record, Referral::MOVED, SceneSetting(), ByAdviser(kLater)).has_value());
    EXPECT_EQ(record.offers(0).state(), Offer::RECALLED);
  }
}

TEST(Withdrawing, IsRefusedWhileHelpRuns) {
  Case record = StartedCase();
  const Outcome refused = Withdraw(record, Referral::SOLVED, SceneSetting(), ByAdviser(kLater));
  ASSERT_TRUE(Refused(refused, ReferralSentence::kPlacementRuns));
  EXPECT_NE(Say(refused->sentence, refused->arguments).nl().find(kFirstPlacement), std::string::npos);
}

TEST(Withdrawing, IsPossibleWhenHelpHasEnded) {
  Case record = StartedCase();
  record.mutable_placements(0)->set_state(Placement::ENDED);
  ASSERT_FALSE(Withdraw(record, Referral::SOLVED, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_EQ(record.offers(1).state(), Offer::RECALLED);
}

TEST(Withdrawing, NeedsAReasonAndAnOpenRequest) {
  Case record = SubmittedCase();
  const Outcome refused = Withdraw(record, Referral::WITHDRAW_REASON_UNSPECIFIED, SceneSetting(), ByAdviser(kLater));
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "reason");
  ASSERT_FALSE(Withdraw(record, Referral::MISTAKE, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_TRUE(
      Refused(Withdraw(record, Referral::MISTAKE, SceneSetting(), ByAdviser(kLater)), ReferralSentence::kWrongState));
}

TEST(Reopening, BeginsAnewAndNeedsANewAdvice) {
  Case record = ChosenCase();
  record.mutable_referral()->set_report_date("2026-11-20");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  ASSERT_FALSE(Withdraw(record, Referral::SOLVED, SceneSetting(), ByAdviser(kLater)).has_value());
  ASSERT_EQ(FindClock(record, Clock::INVESTIGATION, "")->state(), Clock::DROPPED);
  ASSERT_FALSE(Reopen(record, SceneSetting(), ByAdviser(kLater)).has_value());
  EXPECT_EQ(record.referral().state(), Referral::SUBMITTED);
  EXPECT_EQ(record.referral().withdraw_reason(), Referral::WITHDRAW_REASON_UNSPECIFIED);
  EXPECT_FALSE(record.referral().has_choice());
  EXPECT_EQ(FindClock(record, Clock::INVESTIGATION, "")->state(), Clock::RUNNING);
  EXPECT_EQ(LastEvent(record), "ReopenReferral");
  const auto request = Parse<ChoosePartsRequest>("choice { advice: 1 proposal: 1 chooser: RESIDENT }");
  EXPECT_TRUE(Refused(Choose(record, request, SceneSetting(), ByAdviser(kLater)), ReferralSentence::kAdviceOutdated));
}

TEST(Reopening, IsRefusedWhileTheRequestIsOpen) {
  for (Case record : {DraftCase(), SubmittedCase(), OfferedCase(), StartedCase()}) {
    EXPECT_TRUE(Refused(Reopen(record, SceneSetting(), ByAdviser(kLater)), ReferralSentence::kWrongState));
  }
}

// --- Advice.

TEST(Proposing, IsForRequestsThatAreHandedInAndOpen) {
  EXPECT_TRUE(Refused(MayPropose(DraftCase()), ReferralSentence::kWrongState));
  for (const Case& record : {SubmittedCase(), OfferedCase(), StartedCase()})
    EXPECT_FALSE(MayPropose(record).has_value());
  Case record = SubmittedCase();
  record.mutable_referral()->set_state(Referral::WITHDRAWN);
  EXPECT_TRUE(Refused(MayPropose(record), ReferralSentence::kWrongState));
}

TEST(Proposing, KeepsNumberPartsAndTime) {
  const auto advice = Parse<Advice>(R"pb(
    name: "municipalities/GM0344/referrals/r1/advices/3"
    record {
      proposals { parts { role: LEAD offering: "providers/a/offerings/b" provider: "providers/a" needs: 0 needs: 1 } }
      proposals {
        parts { role: LEAD offering: "providers/c/offerings/d" needs: 1 }
        parts { role: COACH offering: "providers/e/offerings/f" }
        team: "teams/vak"
      }
    })pb");
  Case record = AdvisedCase();
  TakeIn(record, advice, ByAdviser(kLater));
  EXPECT_EQ(record.referral().latest_advice(), 3);
  ASSERT_EQ(record.proposed_size(), 2);
  EXPECT_EQ(record.proposed(0).parts(0).offering(), "providers/a/offerings/b");
  EXPECT_EQ(record.proposed(0).parts(0).needs_size(), 2);
  EXPECT_EQ(record.proposed(1).parts(1).role(), Part::COACH);
  EXPECT_EQ(record.proposed(1).team(), "teams/vak");
  EXPECT_EQ(FromProto(record.advice_time()), kLater);
  EXPECT_EQ(LastEvent(record), "ProposeMatches");
}

}  // namespace
}  // namespace koppel::workflow
