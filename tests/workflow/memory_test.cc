// What is remembered of a no: for how long it counts, and when partners send a request to each other.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Decline;
using koppel::v1::Offer;
using koppel::v1::Part;

class Memory : public ::testing::Test {
 protected:
  // Another offer, answered so at this moment.
  Offer& Answered(const std::string& offering, const std::string& reason, absl::Time time,
                  const std::string& better = "", Offer::State state = Offer::DECLINED) {
    Offer& offer = AddOffer(record);
    offer.set_role(Part::LEAD);
    offer.set_offering(offering);
    offer.set_state(state);
    *offer.mutable_send_time() = ToProto(Monday());
    *offer.mutable_answer_time() = ToProto(time);
    offer.set_decline_reason(reason);
    offer.set_better_provider(better);
    return offer;
  }

  // "offering reason until" of what counts at this moment.
  std::vector<std::string> Counting(absl::Time now) const {
    std::vector<std::string> texts;
    for (const Decline& decline : DeclinesThatCount(record, setting, now)) {
      texts.push_back(decline.offering() + " " + decline.reason() + " " + decline.until_date());
    }
    return texts;
  }

  Case record = SubmittedCase();
  Setting setting = SceneSetting();
  const absl::Time noon = At("2026-11-23T12:00");
  const std::string lead = kLead;
};

TEST_F(Memory, NothingWasSaidAndNothingCounts) { EXPECT_TRUE(Counting(noon).empty()); }

TEST_F(Memory, TimeHealsAfterTheDaysOfTheReason) {
  Answered(kLead, "geen-contact", noon);
  const std::vector<std::string> expected = {lead + " geen-contact 2026-12-07"};
  EXPECT_EQ(Counting(noon), expected);
  EXPECT_EQ(Counting(At("2026-12-07T23:59")), expected);
  EXPECT_TRUE(Counting(At("2026-12-08T00:00")).empty());
}

TEST_F(Memory, AnswersAboutRoomCountUntilTheOfferingReportsAnew) {
  Answered(kLead, "vol", noon);
  setting.capacity_report_times[kLead] = noon;  // What was so when they answered.
  setting.capacity_report_times[kJoin] = noon + absl::Hours(1);
  setting.offering_change_times[kLead] = noon + absl::Hours(1);  // Not about room.
  EXPECT_EQ(Counting(noon + absl::Hours(2)), std::vector<std::string>{lead + " vol 2026-12-21"});
  setting.capacity_report_times[kLead] = noon + absl::Seconds(1);
  EXPECT_TRUE(Counting(noon + absl::Hours(2)).empty());
}

TEST_F(Memory, AnswersAboutRoomCountForTheDaysOfTheReason) {
  Answered(kLead, "vol", noon);
  EXPECT_FALSE(Counting(At("2026-12-21T12:00")).empty());
  EXPECT_TRUE(Counting(At("2026-12-22T12:00")).empty());
}

TEST_F(Memory, AnswersAboutTheOfferingCountUntilItChanges) {
  Answered(kLead, "buiten-gebied", noon);
  setting.capacity_report_times[kLead] = noon + absl::Hours(1);
  EXPECT_EQ(Counting(At("2028-01-01T12:00")), std::vector<std::string>{lead + " buiten-gebied "});
  setting.offering_change_times[kLead] = noon + absl::Hours(1);
  EXPECT_TRUE(Counting(At("2028-01-01T12:00")).empty());
}

TEST_F(Memory, AnswersAboutTheRequestCountUntilItChanges) {
  Answered(kLead, "hoort-elders", noon);
  setting.offering_change_times[kLead] = noon + absl::Hours(1);
  EXPECT_EQ(Counting(noon + absl::Hours(2)), std::vector<std::string>{lead + " hoort-elders "});
  *record.mutable_content_time() = ToProto(noon + absl::Hours(1));
  EXPECT_TRUE(Counting(noon + absl::Hours(2)).empty());
}

TEST_F(Memory, SomeAnswersCountAsLongAsTheRequestIsOpen) {
  Answered(kLead, "geen-klik", noon, "", Offer::FAILED);
  *record.mutable_content_time() = ToProto(noon + absl::Hours(1));
  setting.offering_change_times[kLead] = noon + absl::Hours(1);
  EXPECT_EQ(Counting(At("2028-01-01T12:00")), std::vector<std::string>{lead + " geen-klik "});
}

TEST_F(Memory, AReasonTheRulesNoLongerKnowCounts) {
  Answered(kLead, "vroeger", noon);
  EXPECT_EQ(Counting(At("2028-01-01T12:00")), std::vector<std::string>{lead + " vroeger "});
}

TEST_F(Memory, SilenceCountsForTwoWeeksFromTheDeadline) {
  record = OfferedCase();
  StartOfferClocks(record, record.offers(0), setting);
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  // Three working days after Monday: the end of Thursday 26 November, so midnight of the 27th.
  EXPECT_EQ(Counting(At("2026-11-27T08:00")), std::vector<std::string>{lead + " no-answer 2026-12-11"});
  EXPECT_TRUE(Counting(At("2026-12-12T00:00")).empty());
}

TEST_F(Memory, WhoIsSilentIsSetAsideWithAllItOffers) {
  const std::string group = "providers/kwintes/offerings/groep";
  record = OfferedCase();
  setting.offering_change_times[group] = setting.offering_change_times[kOtherLead] = Monday();
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(noon);
  const std::vector<std::string> both = {lead + " no-answer 2026-12-07", group + " no-answer 2026-12-07"};
  EXPECT_EQ(Counting(noon), both);
  // What was asked itself has an answer of its own.
  Answered(group, "", noon, "", Offer::ACCEPTED);
  EXPECT_EQ(Counting(noon), std::vector<std::string>{both[0]});
}

TEST_F(Memory, ANoOfAProviderIsAboutOneOffering) {
  setting.offering_change_times["providers/kwintes/offerings/groep"] = Monday();
  Answered(kLead, "geen-contact", noon).set_party(kKwintes);
  EXPECT_EQ(Counting(noon).size(), 1u);
}

TEST_F(Memory, ATeamThatSaysNoOrNothingIsSetAsideWithItsMembers) {
  record = AdvisedCase();  // Proposes the offering of Lister, a member.
  Answered(kLead, "buiten-gebied", noon).set_party(kTeam);
  const std::string other = kOtherLead;
  const std::vector<std::string> counting = Counting(noon);
  EXPECT_EQ(std::count(counting.begin(), counting.end(), other + " buiten-gebied "), 1);
  setting.offering_change_times[kOtherLead] = noon + absl::Hours(1);
  const std::vector<std::string> changed = Counting(noon + absl::Hours(2));
  EXPECT_EQ(std::count(changed.begin(), changed.end(), other + " buiten-gebied "), 0);
  EXPECT_EQ(std::count(changed.begin(), changed.end(), lead + " buiten-gebied "), 1);
}

TEST_F(Memory, TheRulesMaySayWhatSilenceIsWorth) {
  record = OfferedCase();
  setting.decline_reasons.push_back(Parse<koppel::v1::DeclineReason>("id: 'no-answer' cause: TIME days: 2"));
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  *record.mutable_offers(0)->mutable_hold_until_time() = ToProto(noon);
  EXPECT_EQ(Counting(noon), std::vector<std::string>{lead + " no-answer 2026-11-25"});
}

TEST_F(Memory, WhatWasRecalledOrIsOutIsNoNo) {
  for (const Offer::State state :
       {Offer::RECALLED, Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE, Offer::ACCEPTED, Offer::ON_WAITING_LIST}) {
    record = OfferedCase();
    record.mutable_offers(0)->set_state(state);
    EXPECT_TRUE(Counting(noon).empty()) << state;
  }
}

TEST_F(Memory, ANoForAWhileTakesNoLastingOneAway) {
  Answered(kLead, "buiten-gebied", noon);
  Answered(kLead, "geen-contact", noon);
  EXPECT_EQ(Counting(noon), std::vector<std::string>{lead + " buiten-gebied "});
  EXPECT_EQ(Counting(noon + absl::Hours(24 * 30)), std::vector<std::string>{lead + " buiten-gebied "});
  // What was for the offering to change has changed; the other still counts.
  setting.offering_change_times[kLead] = noon + absl::Hours(1);
  EXPECT_EQ(Counting(noon + absl::Hours(2)), std::vector<std::string>{lead + " geen-contact 2026-12-07"});
}

TEST_F(Memory, OfTwoForAWhileTheLongerIsShown) {
  Answered(kLead, "geen-contact", noon + absl::Hours(24));
  Answered(kLead, "geen-contact", noon);
  EXPECT_EQ(Counting(noon), std::vector<std::string>{lead + " geen-contact 2026-12-08"});
}

TEST_F(Memory, AYesEndsWhatTheOfferingSaidBefore) {
  Answered(kLead, "buiten-gebied", noon);
  Answered(kLead, "", noon, "", Offer::ACCEPTED);
  EXPECT_TRUE(Counting(noon).empty());
}

TEST_F(Memory, ANewOfferThatWasRecalledLeavesTheNoBefore) {
  Answered(kLead, "buiten-gebied", noon);
  Answered(kLead, "", noon, "", Offer::RECALLED);
  EXPECT_EQ(Counting(noon).size(), 1u);
}

TEST_F(Memory, EveryOfferingHasItsOwn) {
  Answered(kLead, "vol", noon);
  Answered(kOtherLead, "geen-contact", noon);
  EXPECT_EQ(Counting(noon).size(), 2u);
}

// --- To and fro.

TEST_F(Memory, TwoThatNameEachOtherArePingPong) {
  Answered(kLead, "past-niet", noon, kLister);
  EXPECT_FALSE(IsPingPong(record, setting));
  Answered(kOtherLead, "vol", noon, kKwintes);
  EXPECT_TRUE(IsPingPong(record, setting));
}

TEST_F(Memory, ToAndFroMayHaveAnotherInBetween) {
  Answered(kLead, "past-niet", noon, kLister);
  Answered(kJoin, "vol", noon);
  Answered(kOtherLead, "hoort-elders", noon, kKwintes);
  EXPECT_TRUE(IsPingPong(record, setting));
}

TEST_F(Memory, SentOnToOneThatSaysItBelongsElsewhereIsPingPong) {
  Answered(kLead, "vol", noon, kLister);
  Answered(kOtherLead, "hoort-elders", noon);
  EXPECT_TRUE(IsPingPong(record, setting));
}

TEST_F(Memory, TwoInARowThatSayItBelongsElsewhereArePingPong) {
  Answered(kLead, "past-niet", noon);
  Answered(kOtherLead, "hoort-elders", noon);
  EXPECT_TRUE(IsPingPong(record, setting));
}

TEST_F(Memory, AChainIsNotPingPong) {
  Answered(kLead, "past-niet", noon, kLister);
  Answered(kOtherLead, "hoort-elders", noon, kDock);
  EXPECT_FALSE(IsPingPong(record, setting));
}

TEST_F(Memory, OneThatSaysItTwiceIsNotPingPong) {
  Answered(kLead, "past-niet", noon);
  Answered("providers/kwintes/offerings/groep", "hoort-elders", noon);
  EXPECT_FALSE(IsPingPong(record, setting));
}

TEST_F(Memory, OneThatNamesItselfIsNotPingPong) {
  Answered(kLead, "past-niet", noon, kKwintes);
  Answered("providers/kwintes/offerings/groep", "past-niet", noon, kKwintes);
  EXPECT_FALSE(IsPingPong(record, setting));
}

TEST_F(Memory, NoRoomTwiceIsNotPingPong) {
  Answered(kLead, "vol", noon);
  Answered(kOtherLead, "vol", noon);
  EXPECT_FALSE(IsPingPong(record, setting));
}

TEST_F(Memory, AChangedRequestIsAnotherMatter) {
  Answered(kLead, "past-niet", noon);
  Answered(kOtherLead, "hoort-elders", noon);
  *record.mutable_content_time() = ToProto(noon + absl::Seconds(1));
  EXPECT_FALSE(IsPingPong(record, setting));
}

TEST_F(Memory, AYesEndsThePingPong) {
  Answered(kLead, "past-niet", noon);
  Answered(kOtherLead, "hoort-elders", noon);
  Answered(kJoin, "", noon, "", Offer::ACCEPTED);
  EXPECT_FALSE(IsPingPong(record, setting));
}

}  // namespace
}  // namespace koppel::workflow
