// What may be chosen, on which advice, and with what reason.

#include <gtest/gtest.h>

#include <string>

#include "server/workflow/referral.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Advice;
using koppel::v1::Choice;
using koppel::v1::ChoosePartsRequest;
using koppel::v1::Referral;

const absl::Time kLater = Monday() + absl::Hours(2);

class Choosing : public ::testing::Test {
 protected:
  Outcome Ask(const std::string& choice) {
    ChoosePartsRequest request;
    *request.mutable_choice() = Parse<Choice>(choice);
    return Choose(record, request, SceneSetting(), ByAdviser(kLater));
  }

  Case record = AdvisedCase();
};

constexpr char kKoffie[] = " parts { role: JOIN offering: 'providers/dock/offerings/koffie' needs: 1 } ";
constexpr char kThuis[] = " parts { role: LEAD offering: 'providers/lister/offerings/thuis' needs: 0 } ";

TEST_F(Choosing, TheFirstProposalNeedsNoReasonAndHasItsParts) {
  ASSERT_FALSE(Ask("advice: 1 proposal: 1 chooser: TOGETHER note: 'liever samen'").has_value());
  const Choice& choice = record.referral().choice();
  ASSERT_EQ(choice.parts_size(), 2);
  EXPECT_EQ(choice.parts(0).offering(), kLead);
  EXPECT_EQ(choice.parts(1).offering(), kJoin);
  EXPECT_EQ(choice.note(), "liever samen");
  EXPECT_EQ(choice.recorded_by(), "adviseur-1");
  EXPECT_EQ(FromProto(choice.record_time()), kLater);
  EXPECT_EQ(record.referral().state(), Referral::SUBMITTED);
  EXPECT_EQ(record.referral().events().rbegin()->code(), "ChooseParts");
}

TEST_F(Choosing, WhatTheCallerSaysOfTheRecordingDoesNotCount) {
  ASSERT_FALSE(Ask("advice: 1 proposal: 1 chooser: TOGETHER recorded_by: 'x' record_time { seconds: 1 }").has_value());
  EXPECT_EQ(record.referral().choice().recorded_by(), "adviseur-1");
  EXPECT_EQ(FromProto(record.referral().choice().record_time()), kLater);
}

TEST_F(Choosing, AnotherProposalNeedsAReasonAndHasItsTeam) {
  const Outcome refused = Ask("advice: 1 proposal: 2 chooser: RESIDENT");
  ASSERT_TRUE(Refused(refused, ReferralSentence::kReasonMissing));
  EXPECT_EQ(refused->field, "choice.reason");
  ASSERT_FALSE(Ask("advice: 1 proposal: 2 chooser: RESIDENT reason: NEARER").has_value());
  EXPECT_EQ(record.referral().choice().parts(0).offering(), kOtherLead);
  EXPECT_EQ(record.referral().choice().team(), kTeam);
  EXPECT_EQ(record.referral().events().rbegin()->reason(), "NEARER");
}

TEST_F(Choosing, PartsThatAreGivenMustBeThoseOfTheProposal) {
  const std::string own = std::string("advice: 1 chooser: RESIDENT reason: NEARER") + kThuis + kKoffie;
  for (const char* proposal : {" proposal: 1", " proposal: 2"}) {
    const Outcome refused = Ask(own + proposal);
    ASSERT_TRUE(Refused(refused, ReferralSentence::kNoSuchProposal)) << proposal;
    EXPECT_EQ(refused->field, "choice.proposal");
  }
  EXPECT_FALSE(Ask(own).has_value());
  EXPECT_EQ(record.referral().choice().parts_size(), 2);
  const std::string same = std::string("advice: 1 proposal: 1 chooser: RESIDENT") + kKoffie +
                           "parts { role: LEAD offering: 'providers/kwintes/offerings/ambulant' needs: 0 }";
  EXPECT_FALSE(Ask(same).has_value());
}

TEST_F(Choosing, AnotherTeamIsNotThatProposal) {
  EXPECT_TRUE(
      Refused(Ask("advice: 1 proposal: 1 chooser: RESIDENT team: 'teams/vak'"), ReferralSentence::kNoSuchProposal));
  EXPECT_TRUE(Refused(Ask("advice: 1 proposal: 2 chooser: RESIDENT reason: SOONER team: 'teams/x'"),
                      ReferralSentence::kNoSuchProposal));
}

TEST_F(Choosing, AProposalThatIsNotThereIsRefused) {
  for (const char* proposal : {"proposal: 3", "proposal: -1"}) {
    const std::string choice = std::string("advice: 1 chooser: RESIDENT reason: NEARER ") + proposal;
    EXPECT_TRUE(Refused(Ask(choice), ReferralSentence::kNoSuchProposal)) << proposal;
  }
}

TEST_F(Choosing, NoneOfTheseIsAChoiceWithAReason) {
  EXPECT_TRUE(Refused(Ask("advice: 1 chooser: RESIDENT"), ReferralSentence::kReasonMissing));
  ASSERT_FALSE(Ask("advice: 1 chooser: RESIDENT reason: NOTHING_SUITS").has_value());
  EXPECT_TRUE(record.referral().has_choice());
  EXPECT_EQ(record.referral().choice().parts_size(), 0);
}

TEST_F(Choosing, SaysWhoChose) {
  const Outcome refused = Ask("advice: 1 proposal: 1");
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "choice.chooser");
}

TEST_F(Choosing, ExactlyOneStarts) {
  const std::string start = "advice: 1 chooser: RESIDENT reason: SOONER";
  EXPECT_TRUE(Refused(Ask(start + kKoffie), ReferralSentence::kNoLead));
  EXPECT_TRUE(Refused(Ask(start + kThuis + kThuis), ReferralSentence::kNoLead));
  EXPECT_FALSE(Ask(start + kThuis).has_value());
}

TEST_F(Choosing, AfterTheStartSomethingMayJoinAlone) {
  record.mutable_referral()->set_state(Referral::STARTED);
  EXPECT_FALSE(Ask(std::string("advice: 1 chooser: RESIDENT reason: SOONER") + kKoffie).has_value());
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
}

TEST_F(Choosing, APartIsFilledInWhole) {
  const std::string start = "advice: 1 chooser: RESIDENT reason: SOONER ";
  Outcome refused = Ask(start + kThuis + "parts { offering: 'providers/dock/offerings/koffie' }");
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "choice.parts[1].role");
  refused = Ask(start + "parts { role: LEAD }");
  ASSERT_TRUE(Refused(refused, ReferralSentence::kFieldMissing));
  EXPECT_EQ(refused->field, "choice.parts[0].offering");
}

TEST_F(Choosing, ANeedThatIsNotThereIsRefused) {
  for (const char* need : {"2", "-1"}) {
    const Outcome refused = Ask(std::string("advice: 1 chooser: RESIDENT reason: SOONER") + kThuis +
                                "parts { role: JOIN offering: 'providers/dock/offerings/koffie' needs: " + need + " }");
    ASSERT_TRUE(Refused(refused, ReferralSentence::kUnknownNeed)) << need;
    EXPECT_EQ(refused->field, "choice.parts[1].needs");
    // People count from 1.
    EXPECT_EQ(refused->arguments[0].second, need == std::string("2") ? "3" : "0");
  }
}

TEST_F(Choosing, OnlyConfirmedNeedsCount) {
  record.mutable_referral()->mutable_needs(1)->set_unconfirmed(true);
  const Outcome refused = Ask("advice: 1 proposal: 1 chooser: RESIDENT");
  ASSERT_TRUE(Refused(refused, ReferralSentence::kUnconfirmedNeeds));
  EXPECT_EQ(Say(refused->sentence, refused->arguments).nl().find("Nog niet bevestigd: hulpvraag 2."), 0u);
  EXPECT_EQ(KindOf(refused->sentence).code, absl::StatusCode::kFailedPrecondition);
  EXPECT_STREQ(KindOf(refused->sentence).reason, "UNCONFIRMED_NEEDS");
  // The other proposal is for the first need alone.
  EXPECT_FALSE(Ask("advice: 1 proposal: 2 chooser: RESIDENT reason: SOONER").has_value());
}

TEST_F(Choosing, APartWithoutNeedsIsForAllOfThem) {
  record.mutable_referral()->mutable_needs(1)->set_unconfirmed(true);
  const std::string start = "advice: 1 chooser: RESIDENT reason: SOONER ";
  EXPECT_TRUE(Refused(Ask(start + "parts { role: LEAD offering: 'providers/lister/offerings/thuis' }"),
                      ReferralSentence::kUnconfirmedNeeds));
  EXPECT_FALSE(Ask(start + kThuis + "parts { role: COACH offering: 'providers/dock/offerings/coach' }").has_value());
}

TEST_F(Choosing, AnAdviceThatIsNotTheLatestIsOutdated) {
  for (const char* advice : {"0", "2"}) {
    const Outcome refused = Ask(std::string("proposal: 1 chooser: RESIDENT advice: ") + advice);
    EXPECT_TRUE(Refused(refused, ReferralSentence::kAdviceOutdated)) << advice;
  }
  record.mutable_referral()->set_latest_advice(2);
  EXPECT_TRUE(Refused(Ask("advice: 1 proposal: 1 chooser: RESIDENT"), ReferralSentence::kAdviceOutdated));
}

TEST_F(Choosing, WithoutAnyAdviceIsRefused) {
  record = SubmittedCase();
  EXPECT_TRUE(Refused(Ask("proposal: 1 chooser: RESIDENT"), ReferralSentence::kAdviceOutdated));
}

TEST_F(Choosing, AChangeOfTheRequestOutdatesTheAdvice) {
  Referral changed = record.referral();
  changed.mutable_needs(0)->set_subtopic("angst");
  ASSERT_FALSE(Update(record, changed, SceneSetting(), ByAdviser(Monday() + absl::Hours(1))).has_value());
  EXPECT_TRUE(Refused(Ask("advice: 1 proposal: 1 chooser: RESIDENT"), ReferralSentence::kAdviceOutdated));
}

// Of two servers one has a clock that is behind; and in a test no time goes by.
TEST_F(Choosing, AChangeOutdatesTheAdviceWhateverTheClockSays) {
  for (const absl::Time time : {Monday(), Monday() - absl::Seconds(5)}) {
    record = AdvisedCase();
    Referral changed = record.referral();
    changed.mutable_needs(0)->set_subtopic("angst");
    ASSERT_FALSE(Update(record, changed, SceneSetting(), ByAdviser(time)).has_value());
    EXPECT_TRUE(Refused(Ask("advice: 1 proposal: 1 chooser: RESIDENT"), ReferralSentence::kAdviceOutdated));
    TakeIn(record, Parse<Advice>("name: 'municipalities/GM0344/referrals/r1/advices/2' record { proposals {} }"),
           ByAdviser(time));
    EXPECT_FALSE(Ask("advice: 2 chooser: RESIDENT reason: NOTHING_SUITS").has_value());
  }
}

TEST_F(Choosing, IsRefusedForADraftAndForWhatIsOver) {
  for (const Referral::State state : {Referral::DRAFT, Referral::ENDED, Referral::WITHDRAWN}) {
    record.mutable_referral()->set_state(state);
    EXPECT_TRUE(Refused(Ask("advice: 1 proposal: 1 chooser: RESIDENT"), ReferralSentence::kWrongState));
  }
}

}  // namespace
}  // namespace koppel::workflow
