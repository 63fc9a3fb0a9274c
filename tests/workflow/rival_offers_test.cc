// Offers of which a request never gets both: two leads, or the same activity twice.

#include <gtest/gtest.h>

#include "base/resource_name.h"
#include "server/workflow/case.h"
#include "server/workflow/offers.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Part;

class RivalOffers : public testing::Test {
 protected:
  // Offer 3, once more for the activity of offer 2.
  static Case AskedAgain(Offer::State first, Offer::State again) {
    Case record = OfferedCase();
    record.mutable_offers(1)->set_state(first);
    Offer& offer = AddOffer(record);
    offer = record.offers(1);
    offer.set_name(OfferName(kCaseName, 3));
    offer.set_state(again);
    return record;
  }

  Outcome DockSays(Case& record, int offer, v1::Verdict verdict) const {
    v1::AnswerOfferRequest request;
    request.set_name(record.offers(offer).name());
    request.set_verdict(verdict);
    return Answer(record, request, setting_, ByPartner(kDock, At("2026-12-08T10:00")));
  }

  Outcome FreeAgain(Case& record) const {
    return Free(record, *record.mutable_offers(2), setting_, {kItself, At("2026-12-08T11:00"), {}});
  }

  const Setting setting_ = SceneSetting();
};

// The partner was silent twice, and says yes to both in the end.
TEST_F(RivalOffers, OfTwoThatWereSilentOneIsAnsweredLate) {
  Case record = AskedAgain(Offer::EXPIRED, Offer::EXPIRED);
  ASSERT_FALSE(DockSays(record, 1, v1::YES_AFTER_INTAKE).has_value());
  const std::string before = record.SerializeAsString();
  EXPECT_TRUE(Refused(DockSays(record, 2, v1::YES), ReferralSentence::kOfferReplaced));
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST_F(RivalOffers, WhoWaitsForAPlaceGoesOnWaitingWhileTheSameActivityIsOut) {
  for (const auto state : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE}) {
    Case record = AskedAgain(state, Offer::ON_WAITING_LIST);
    const std::string before = record.SerializeAsString();
    EXPECT_TRUE(Refused(FreeAgain(record), ReferralSentence::kOfferReplaced));
    EXPECT_EQ(record.SerializeAsString(), before);
  }
  Case record = AskedAgain(Offer::FAILED, Offer::ON_WAITING_LIST);
  EXPECT_FALSE(FreeAgain(record).has_value());
}

TEST_F(RivalOffers, NobodyWaitsAnyLongerForWhatBegins) {
  Case record = AskedAgain(Offer::EXPIRED, Offer::ON_WAITING_LIST);
  ASSERT_FALSE(DockSays(record, 1, v1::YES_AFTER_INTAKE).has_value());
  EXPECT_EQ(record.offers(2).state(), Offer::ON_WAITING_LIST);
  record = AskedAgain(Offer::EXPIRED, Offer::ON_WAITING_LIST);
  ASSERT_FALSE(DockSays(record, 1, v1::YES).has_value());
  EXPECT_EQ(record.offers(2).state(), Offer::RECALLED);
  const auto& events = record.referral().events();
  EXPECT_EQ(events.rbegin()->code(), "recalled");
  EXPECT_EQ(events.rbegin()->by(), kItself);
  EXPECT_EQ(events.rbegin()->about(), record.offers(2).name());
}

// As a case may be from before that was so.
TEST_F(RivalOffers, WhatIsGivenIsNotFreedOnceMore) {
  Case record = AskedAgain(Offer::ACCEPTED, Offer::ON_WAITING_LIST);
  v1::Placement& placement = AddPlacement(record, record.offers(1), ByPartner(kDock, Monday()));
  EXPECT_TRUE(Refused(FreeAgain(record), ReferralSentence::kOfferReplaced));
  placement.set_state(v1::Placement::ENDED);
  EXPECT_FALSE(FreeAgain(record).has_value());
}

// The choice was made anew, and then the yes came to what was sent before.
TEST_F(RivalOffers, ALateYesCountsForTheChoiceAfterIt) {
  Case record = OfferedCase();
  record.mutable_offers(1)->set_state(Offer::EXPIRED);
  *record.mutable_referral()->mutable_choice()->mutable_record_time() = ToProto(At("2026-12-07T10:00"));
  ASSERT_FALSE(DockSays(record, 1, v1::YES).has_value());
  record.mutable_placements(0)->set_state(v1::Placement::ENDED);
  v1::SendOffersRequest request;
  request.set_offering(kJoin);
  EXPECT_TRUE(
      Refused(Send(record, request, setting_, ByAdviser(At("2026-12-14T10:00"))), ReferralSentence::kNothingToSend));
}

TEST_F(RivalOffers, AnotherActivityAndAnotherLeadGoOnWaiting) {
  Case record = AskedAgain(Offer::EXPIRED, Offer::ON_WAITING_LIST);
  record.mutable_offers(2)->set_offering("providers/dock/offerings/wandelen");
  ASSERT_FALSE(DockSays(record, 1, v1::YES).has_value());
  EXPECT_EQ(record.offers(2).state(), Offer::ON_WAITING_LIST);
  record = AskedAgain(Offer::EXPIRED, Offer::ON_WAITING_LIST);
  record.mutable_offers(1)->set_role(Part::LEAD);
  record.mutable_offers(2)->set_role(Part::LEAD);
  record.mutable_offers(2)->set_offering(kOtherLead);
  record.mutable_offers(0)->set_state(Offer::DECLINED);
  ASSERT_FALSE(DockSays(record, 1, v1::YES).has_value());
  EXPECT_EQ(record.offers(2).state(), Offer::ON_WAITING_LIST);
}

}  // namespace
}  // namespace koppel::workflow
