// The small questions everybody asks of a case, and what a refusal is to a program.

#include "server/workflow/case.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Part;

TEST(Events, AreKeptUpToALimit) {
  Case record = DraftCase();
  for (int i = 0; i < kMaxEvents + 3; ++i) Note(record, ByAdviser(Monday() + absl::Seconds(i)), "x");
  EXPECT_EQ(record.referral().events_size(), kMaxEvents);
  EXPECT_EQ(FromProto(record.referral().events(0).event_time()), Monday() + absl::Seconds(3));
}

TEST(Replacing, ALaterLeadTakesThePlaceOfAnEarlierOne) {
  Case record = OfferedCase();
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  EXPECT_FALSE(IsReplaced(record, record.offers(0)));
  Offer& next = AddOffer(record);
  next.set_role(Part::LEAD);
  next.set_offering(kOtherLead);
  for (const Offer::State state : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE, Offer::ACCEPTED}) {
    next.set_state(state);
    EXPECT_TRUE(IsReplaced(record, record.offers(0))) << state;
  }
  for (const Offer::State state : {Offer::DECLINED, Offer::RECALLED, Offer::EXPIRED, Offer::ON_WAITING_LIST}) {
    next.set_state(state);
    EXPECT_FALSE(IsReplaced(record, record.offers(0))) << state;
  }
}

// One that waited comes out after the one that bridged was silent: two yeses would make two leads.
TEST(Replacing, AnEarlierLeadThatIsOutOrRunsTakesThePlaceToo) {
  Case record = OfferedCase();
  Offer& bridge = AddOffer(record);
  bridge.set_role(Part::LEAD);
  bridge.set_offering(kOtherLead);
  bridge.set_state(Offer::EXPIRED);
  EXPECT_TRUE(IsReplaced(record, record.offers(2)));
  record.mutable_offers(0)->set_state(Offer::ON_WAITING_LIST);
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
  record.mutable_offers(0)->set_state(Offer::ACCEPTED);
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
  v1::Placement& placement = AddPlacement(record, record.offers(0), ByPartner(kKwintes, Monday()));
  EXPECT_TRUE(IsReplaced(record, record.offers(2)));
  placement.set_state(v1::Placement::ENDED);
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
}

// Both were silent; the first is answered late, and then the second.
TEST(Replacing, AnEarlierOfferOfTheSameActivityThatIsOutOrRunsTakesThePlaceToo) {
  Case record = OfferedCase();
  Offer& again = AddOffer(record);
  again.set_role(Part::JOIN);
  again.set_offering(kJoin);
  again.set_state(Offer::EXPIRED);
  for (const Offer::State state : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE}) {
    record.mutable_offers(1)->set_state(state);
    EXPECT_TRUE(IsReplaced(record, record.offers(2))) << state;
  }
  record.mutable_offers(1)->set_state(Offer::EXPIRED);
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
  record.mutable_offers(1)->set_state(Offer::ACCEPTED);
  v1::Placement& placement = AddPlacement(record, record.offers(1), ByPartner(kDock, Monday()));
  EXPECT_TRUE(IsReplaced(record, record.offers(2)));
  placement.set_state(v1::Placement::ENDED);
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
  record.mutable_offers(1)->set_state(Offer::INTAKE);
  record.mutable_offers(2)->set_offering("providers/dock/offerings/wandelen");
  EXPECT_FALSE(IsReplaced(record, record.offers(2)));
}

TEST(Replacing, TwoThatJoinForOneNeedReplaceEachOtherOnlyWhenOneIsNoLongerChosen) {
  Case record = OfferedCase();
  record.mutable_offers(1)->set_state(Offer::EXPIRED);
  Offer& next = AddOffer(record);
  next.set_role(Part::JOIN);
  next.set_offering("providers/dock/offerings/wandelen");
  next.add_needs(1);
  next.set_state(Offer::PENDING);
  EXPECT_FALSE(IsReplaced(record, record.offers(1)));
  record.mutable_referral()->mutable_choice()->mutable_parts()->DeleteSubrange(1, 1);
  EXPECT_TRUE(IsReplaced(record, record.offers(1)));
  record.mutable_offers(2)->set_needs(0, 0);
  EXPECT_FALSE(IsReplaced(record, record.offers(1)));
}

TEST(ActingFor, IsForThePartyItselfOrOnItsBehalf) {
  EXPECT_TRUE(MayActFor(kKwintes, "", ByPartner(kKwintes, Monday())));
  EXPECT_TRUE(MayActFor(kKwintes, "", ByPartner("*", Monday())));
  EXPECT_TRUE(MayActFor(kKwintes, kKwintes, ByAdviser(Monday())));
  EXPECT_FALSE(MayActFor(kKwintes, "", ByPartner(kDock, Monday())));
  EXPECT_FALSE(MayActFor(kKwintes, "", ByAdviser(Monday())));
  EXPECT_FALSE(MayActFor(kKwintes, kDock, ByPartner(kDock, Monday())));
}

TEST(Refusals, HaveTheReasonOfTheContract) {
  EXPECT_STREQ(KindOf(ReferralSentence::kMayNotDecide).reason, "NOT_A_MEMBER");
  EXPECT_STREQ(KindOf(ReferralSentence::kPlacementRuns).reason, "PLACEMENT_RUNS");
  EXPECT_EQ(KindOf(ReferralSentence::kNotYourOffer).code, absl::StatusCode::kPermissionDenied);
}

TEST(Refusals, AreOfTheRequestOrOfTheMoment) {
  std::vector<ReferralSentence> of_the_request;
  for (int i = 0; i <= static_cast<int>(ReferralSentence::kTooEarly); ++i) {
    const auto sentence = static_cast<ReferralSentence>(i);
    if (KindOf(sentence).code == absl::StatusCode::kInvalidArgument) of_the_request.push_back(sentence);
  }
  EXPECT_EQ(of_the_request,
            (std::vector<ReferralSentence>{ReferralSentence::kNoSuchProposal, ReferralSentence::kNoLead,
                                           ReferralSentence::kUnknownNeed, ReferralSentence::kNoSuchPart,
                                           ReferralSentence::kUnknownDeclineReason, ReferralSentence::kFieldMissing,
                                           ReferralSentence::kInFuture, ReferralSentence::kTooEarly}));
}

}  // namespace
}  // namespace koppel::workflow
