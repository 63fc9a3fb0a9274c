// A bridge while the lead waits for a place: it is chosen and sent alone, and the lead keeps its turn.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/offers.h"
#include "server/workflow/placements.h"
#include "server/workflow/referral.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Referral;
using koppel::v1::Waiting;

const absl::Time kWednesday = At("2026-11-25T10:00");
constexpr char kWalkIn[] = "providers/dock/offerings/inloop";
constexpr char kBridge[] =
    "advice: 2 chooser: TOGETHER reason: SOONER parts { role: JOIN offering: 'providers/dock/offerings/inloop' needs: "
    "0 } parts { role: COACH offering: 'providers/dock/offerings/coach' }";

// The lead waits since Monday, nobody joins, and there is a later advice.
Case LeadOnTheList() {
  Case record = OfferedCase();
  record.mutable_referral()->mutable_choice()->mutable_parts()->RemoveLast();
  record.mutable_offers()->RemoveLast();
  record.mutable_offers(0)->set_state(Offer::ON_WAITING_LIST);
  record.mutable_referral()->set_latest_advice(2);
  *record.mutable_advice_time() = ToProto(kWednesday);
  return record;
}

class Bridges : public testing::Test {
 protected:
  Outcome ChooseIn(Case& record, const std::string& choice = kBridge) {
    v1::ChoosePartsRequest request;
    *request.mutable_choice() = Parse<v1::Choice>(choice);
    return Choose(record, request, setting_, ByAdviser(kWednesday));
  }

  // With the bridge out: offers 2 and 3.
  Case Bridged() {
    Case record = LeadOnTheList();
    EXPECT_FALSE(ChooseIn(record).has_value());
    EXPECT_FALSE(Send(record, {}, setting_, ByAdviser(kWednesday)).has_value());
    return record;
  }

  Outcome Says(Case& record, const std::string& party, int number, const std::string& verdict) {
    const std::string name = absl::StrCat(kCaseName, "/offers/", number);
    const auto request = Parse<v1::AnswerOfferRequest>(absl::StrCat("name: '", name, "' verdict: ", verdict));
    return Answer(record, request, setting_, ByPartner(party, kWednesday));
  }

  Outcome FreeLead(Case& record) {
    return Free(record, *record.mutable_offers(0), setting_, {kItself, kWednesday, {}});
  }

  // As "party step about".
  std::vector<std::string> WaitsIn(Case& record) {
    Settle(record, setting_, kWednesday);
    std::vector<std::string> waits;
    for (const Waiting& waiting : record.referral().waiting_for()) {
      const std::string about = waiting.about().substr(waiting.about().rfind('/') + 1);
      waits.push_back(absl::StrCat(waiting.party(), " ", Waiting::Step_Name(waiting.step()), " ", about));
    }
    return waits;
  }

  Setting setting_ = SceneSetting();
};

using Waited = std::vector<std::string>;
const std::string kDesk = kMunicipality;

TEST_F(Bridges, AreChosenAloneWhileTheLeadWaits) {
  Case record = LeadOnTheList();
  ASSERT_FALSE(ChooseIn(record).has_value());
  EXPECT_EQ(record.referral().choice().parts_size(), 2);
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  EXPECT_EQ(record.offers(0).state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(WaitsIn(record), (Waited{kDesk + " SEND ", kDesk + " REVIEW 1"}));
}

TEST_F(Bridges, AreNotChosenAloneWhileNoLeadWaits) {
  for (const auto state : {Offer::PENDING, Offer::INTAKE, Offer::DECLINED, Offer::EXPIRED, Offer::RECALLED}) {
    Case record = LeadOnTheList();
    record.mutable_offers(0)->set_state(state);
    const std::string before = record.SerializeAsString();
    const Outcome refused = ChooseIn(record);
    ASSERT_TRUE(Refused(refused, ReferralSentence::kNoLead)) << Offer::State_Name(state);
    EXPECT_EQ(refused->field, "choice.parts");
    EXPECT_EQ(record.SerializeAsString(), before);
  }
}

TEST_F(Bridges, AreNotChosenAloneWhileOnlyWhoJoinsWaits) {
  Case record = LeadOnTheList();
  record.mutable_offers(0)->set_role(Part::JOIN);
  EXPECT_TRUE(Refused(ChooseIn(record), ReferralSentence::kNoLead));
}

TEST_F(Bridges, MayNotHaveTwoLeadsEither) {
  Case record = LeadOnTheList();
  const std::string lead = " parts { role: LEAD offering: 'providers/lister/offerings/thuis' needs: 0 }";
  EXPECT_TRUE(Refused(ChooseIn(record, kBridge + lead + lead), ReferralSentence::kNoLead));
}

TEST_F(Bridges, AreSentToTheirProvidersAndTheLeadKeepsWaiting) {
  Case record = Bridged();
  ASSERT_EQ(record.offers_size(), 3);
  EXPECT_EQ(record.offers(0).state(), Offer::ON_WAITING_LIST);
  EXPECT_EQ(record.offers(1).role(), Part::JOIN);
  EXPECT_EQ(record.offers(1).offering(), kWalkIn);
  EXPECT_EQ(record.offers(1).party(), kDock);
  EXPECT_EQ(record.offers(2).role(), Part::COACH);
  EXPECT_EQ(WaitsIn(record), (Waited{kDesk + " REVIEW 1", "providers/dock ANSWER 2", "providers/dock ANSWER 3"}));
  EXPECT_TRUE(Refused(Send(record, {}, setting_, ByAdviser(kWednesday)), ReferralSentence::kNothingToSend));
}

TEST_F(Bridges, ThatSayYesStartNothing) {
  Case record = Bridged();
  ASSERT_FALSE(Says(record, kDock, 2, "YES").has_value());
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  EXPECT_EQ(WaitsIn(record), (Waited{kDesk + " HAND_OVER 2", kDesk + " REVIEW 1", "providers/dock ANSWER 3"}));
}

TEST_F(Bridges, LeaveTheLeadItsTurn) {
  Case record = Bridged();
  ASSERT_FALSE(Says(record, kDock, 2, "YES").has_value());
  ASSERT_FALSE(FreeLead(record).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::PENDING);
  EXPECT_EQ(OfferingsWaitedFor(record), Waited{});
  ASSERT_FALSE(Says(record, kKwintes, 1, "YES").has_value());
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  ASSERT_EQ(record.placements_size(), 2);
  EXPECT_EQ(record.placements(1).role(), Part::LEAD);
  EXPECT_EQ(WaitsIn(record), (Waited{kDesk + " HAND_OVER 1", kDesk + " HAND_OVER 2", "providers/dock ANSWER 3"}));
}

TEST_F(Bridges, ThatSayNoAreForTheAdviserToReplace) {
  Case record = Bridged();
  ASSERT_FALSE(Says(record, kDock, 2, "NO decline_reason: 'geen-contact'").has_value());
  EXPECT_EQ(WaitsIn(record), (Waited{kDesk + " REVIEW ", kDesk + " REVIEW 1", "providers/dock ANSWER 3"}));
  EXPECT_FALSE(FreeLead(record).has_value());
}

// What was chosen last has no lead: another is to be looked for.
TEST_F(Bridges, DoNotStandInForALeadThatSaidNoOrWasRecalled) {
  for (const bool recalled : {false, true}) {
    Case record = Bridged();
    if (recalled) {
      v1::RecallOfferRequest recall;
      recall.set_name(kFirstOffer);
      ASSERT_FALSE(Recall(record, recall, setting_, ByAdviser(kWednesday)).has_value());
    } else {
      ASSERT_FALSE(FreeLead(record).has_value());
      ASSERT_FALSE(Says(record, kKwintes, 1, "NO decline_reason: 'geen-contact'").has_value());
    }
    const Waited waits = WaitsIn(record);
    EXPECT_EQ(waits.front(), kDesk + " ADVISE ");
    EXPECT_TRUE(Refused(ChooseIn(record), ReferralSentence::kNoLead));
  }
}

TEST_F(Bridges, ThatHaveEndedLeaveTheRequestOpen) {
  Case record = Bridged();
  ASSERT_FALSE(Says(record, kDock, 2, "YES").has_value());
  ASSERT_FALSE(Says(record, kDock, 3, "NO decline_reason: 'vol'").has_value());
  v1::EndPlacementRequest end;
  end.set_name(record.placements(0).name());
  end.set_reason(v1::Placement::NEVER_BEGAN);
  ASSERT_FALSE(End(record, end, setting_, {"adviseur-1", kWednesday, {"*"}}).has_value());
  Settle(record, setting_, kWednesday);
  EXPECT_EQ(record.referral().state(), Referral::OFFERED);
  EXPECT_EQ(record.offers(0).state(), Offer::ON_WAITING_LIST);
}

// --- What is waited for.

TEST_F(Bridges, WhatIsWaitedForIsNamedOnceInTheOrderOfTheOffers) {
  Case record = OfferedCase();
  WaitsIn(record);
  EXPECT_EQ(record.referral().waiting_at_size(), 0);
  for (Offer& offer : *record.mutable_offers()) offer.set_state(Offer::ON_WAITING_LIST);
  Offer& again = AddOffer(record);
  again = record.offers(0);
  again.set_role(Part::JOIN);
  WaitsIn(record);
  EXPECT_EQ(Waited(record.referral().waiting_at().begin(), record.referral().waiting_at().end()),
            (Waited{kLead, kJoin}));
  record.mutable_offers(0)->set_state(Offer::PENDING);
  record.mutable_offers(2)->set_state(Offer::RECALLED);
  WaitsIn(record);
  EXPECT_EQ(Waited(record.referral().waiting_at().begin(), record.referral().waiting_at().end()), Waited{kJoin});
}

TEST_F(Bridges, WhatIsOverIsWaitedForNoLonger) {
  Case record = LeadOnTheList();
  WaitsIn(record);
  EXPECT_EQ(record.referral().waiting_at_size(), 1);
  ASSERT_FALSE(Withdraw(record, Referral::SOLVED, setting_, ByAdviser(kWednesday)).has_value());
  WaitsIn(record);
  EXPECT_EQ(record.referral().waiting_at_size(), 0);
}

TEST_F(Bridges, NobodyWritesWhatIsWaitedFor) {
  Referral given = DraftCase().referral();
  given.add_waiting_at(kLead);
  EXPECT_EQ(NewCase(kCaseName, given, ByAdviser(kWednesday)).referral().waiting_at_size(), 0);
  Case record = LeadOnTheList();
  WaitsIn(record);
  ASSERT_FALSE(Update(record, DraftCase().referral(), setting_, ByAdviser(kWednesday)).has_value());
  EXPECT_EQ(record.referral().waiting_at_size(), 1);
}

}  // namespace
}  // namespace koppel::workflow
