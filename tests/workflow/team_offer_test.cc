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
using koppel::v1::Referral;

const absl::Time kMeeting = At("2026-11-24T10:00");

class TeamOffers : public testing::Test {
 protected:
  Case SentTo(const std::string& team) {
    Case record = TeamCase();
    record.mutable_referral()->mutable_choice()->set_team(team);
    EXPECT_FALSE(Send(record, {}, setting_, ByAdviser(Monday())).has_value());
    return record;
  }

  Outcome Responds(Case& record, const std::string& fields, const Act& act) {
    v1::RecordMemberResponseRequest request;
    request.set_name(kFirstOffer);
    *request.mutable_response() = Parse<Offer::MemberResponse>(fields);
    return RecordResponse(record, request, setting_, act);
  }

  Outcome Decides(Case& record, const std::string& fields, const Act& act = ByAdviser(kMeeting)) {
    v1::RecordTeamDecisionRequest request;
    request.set_name(kFirstOffer);
    *request.mutable_decision() = Parse<Offer::TeamDecision>(fields);
    return Decide(record, request, setting_, act);
  }

  void ExpectUndecided(const Case& before, const std::string& fields, ReferralSentence sentence,
                       const Act& act = ByAdviser(kMeeting)) {
    Case record = before;
    EXPECT_TRUE(Refused(Decides(record, fields, act), sentence)) << fields;
    EXPECT_EQ(record.SerializeAsString(), before.SerializeAsString());
  }

  void ExpectUnsaid(const Case& before, const std::string& fields, ReferralSentence sentence,
                    const Act& act = ByAdviser(kMeeting)) {
    Case record = before;
    EXPECT_TRUE(Refused(Responds(record, fields, act), sentence)) << fields;
    EXPECT_EQ(record.SerializeAsString(), before.SerializeAsString());
  }

  Setting setting_ = SceneSetting();
};

constexpr char kLeadStarts[] = "starter: 'providers/lister/offerings/thuis' decided_by: 'providers/kwintes'";

// What begins is what the team decided, not what was chosen.
TEST_F(TeamOffers, WhatTheTeamStartsIsWaitedForNoLonger) {
  const auto after_decision_for = [&](const std::string& waits) {
    Case record = SentTo(kTeam);
    Offer& offer = AddOffer(record);
    offer.set_role(v1::Part::LEAD);
    offer.set_offering(waits);
    offer.set_state(Offer::ON_WAITING_LIST);
    const int place = record.offers_size() - 1;
    EXPECT_FALSE(Decides(record, kLeadStarts).has_value());
    return record.offers(place).state();
  };
  EXPECT_EQ(after_decision_for(kOtherLead), Offer::RECALLED);
  EXPECT_EQ(after_decision_for(kLead), Offer::ON_WAITING_LIST);
}

// --- What members say.

TEST_F(TeamOffers, KeepTheLatestOfEachMember) {
  Case record = SentTo(kTeam);
  ASSERT_FALSE(Responds(record, "provider: 'providers/kwintes' verdict: CAN", ByAdviser(kMeeting)).has_value());
  ASSERT_FALSE(Responds(record, "provider: 'providers/lister' verdict: CANNOT", ByAdviser(kMeeting)).has_value());
  ASSERT_FALSE(Responds(record, "provider: 'providers/kwintes' verdict: BETTER_FOR better_provider: 'providers/dock'",
                        ByPartner(kKwintes, kMeeting))
                   .has_value());
  const Offer& offer = record.offers(0);
  ASSERT_EQ(offer.member_responses_size(), 2);
  EXPECT_EQ(offer.member_responses(0).verdict(), Offer::MemberResponse::BETTER_FOR);
  EXPECT_EQ(offer.member_responses(0).recorded_by(), "partner-1");
  EXPECT_EQ(FromProto(offer.member_responses(0).respond_time()), kMeeting);
  EXPECT_EQ(offer.state(), Offer::PENDING);
  EXPECT_EQ(FindClock(record, Clock::RECEIPT, kFirstOffer)->state(), Clock::MET);
  EXPECT_EQ(FindClock(record, Clock::ANSWER, kFirstOffer)->state(), Clock::RUNNING);
}

TEST_F(TeamOffers, AreSpokenOfByMembersAlone) {
  const Case record = SentTo(kTeam);
  ExpectUnsaid(record, "provider: 'providers/vreemd' verdict: CAN", ReferralSentence::kNotAMember);
  ExpectUnsaid(record, "provider: 'providers/lister' verdict: CAN", ReferralSentence::kNotYourOffer,
               ByPartner(kKwintes, kMeeting));
  ExpectUnsaid(record, "provider: 'providers/lister'", ReferralSentence::kFieldMissing);
  ExpectUnsaid(record, "provider: 'providers/lister' verdict: BETTER_FOR", ReferralSentence::kFieldMissing);
  ExpectUnsaid(OfferedCase(), "provider: 'providers/kwintes' verdict: CAN", ReferralSentence::kNotATeamOffer);
  Case recalled = record;
  recalled.mutable_offers(0)->set_state(Offer::RECALLED);
  ExpectUnsaid(recalled, "provider: 'providers/kwintes' verdict: CAN", ReferralSentence::kOfferClosed);
}

TEST_F(TeamOffers, AreNotAnsweredWithAYes) {
  Case record = SentTo(kTeam);
  v1::AnswerOfferRequest request;
  request.set_name(kFirstOffer);
  for (const auto verdict : {v1::YES, v1::YES_FROM, v1::YES_AFTER_INTAKE}) {
    request.set_verdict(verdict);
    EXPECT_TRUE(
        Refused(Answer(record, request, setting_, ByPartner(kTeam, kMeeting)), ReferralSentence::kTeamNotDecided));
  }
  EXPECT_EQ(record.offers(0).state(), Offer::PENDING);
  request.set_verdict(v1::NO);
  request.set_decline_reason("hoort-elders");
  EXPECT_FALSE(Answer(record, request, setting_, ByPartner(kTeam, kMeeting)).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::DECLINED);
}

// --- What the team decides.

TEST_F(TeamOffers, GiveTheStarterThePlacement) {
  Case record = SentTo(kTeam);
  ASSERT_FALSE(Decides(record, kLeadStarts).has_value());
  EXPECT_EQ(record.offers(0).state(), Offer::ACCEPTED);
  EXPECT_EQ(record.offers(0).offering(), kLead);
  EXPECT_EQ(FromProto(record.offers(0).team_decision().decide_time()), kMeeting);
  EXPECT_EQ(record.offers(0).recorded_by(), "adviseur-1");
  ASSERT_EQ(record.placements_size(), 1);
  EXPECT_EQ(record.placements(0).offering(), kOtherLead);
  EXPECT_EQ(record.referral().state(), Referral::STARTED);
  EXPECT_EQ(record.offers_size(), 2);
  // By the agreement with the team.
  EXPECT_EQ(FromProto(FindClock(record, Clock::START, kFirstPlacement)->due_time()), At("2026-12-23T00:00"));
}

TEST_F(TeamOffers, AskWhoJoinsAndTheCoach) {
  Case record = SentTo(kTeam);
  ASSERT_FALSE(Decides(record, absl::StrCat(kLeadStarts, " joining: 'providers/welzijn/offerings/eettafel' joining: '",
                                            kJoin, "' coach_at_intake: true"))
                   .has_value());
  // Who joins by the choice is out already.
  ASSERT_EQ(record.offers_size(), 4);
  EXPECT_EQ(record.offers(2).role(), Part::JOIN);
  EXPECT_EQ(record.offers(2).party(), "providers/welzijn");
  EXPECT_EQ(record.offers(2).state(), Offer::PENDING);
  EXPECT_EQ(record.offers(3).role(), Part::COACH);
  EXPECT_EQ(record.offers(3).offering(), kCoach);
}

TEST_F(TeamOffers, SetTheDayOfTheFirstContact) {
  Case record = SentTo(kTeam);
  ASSERT_FALSE(Decides(record, absl::StrCat(kLeadStarts, " first_contact_date: '2026-11-26'")).has_value());
  EXPECT_EQ(FromProto(FindClock(record, Clock::FIRST_CONTACT, kFirstPlacement)->due_time()), At("2026-11-27T00:00"));
  ExpectUndecided(SentTo(kTeam), absl::StrCat(kLeadStarts, " first_contact_date: '2026-11-23'"),
                  ReferralSentence::kTooEarly);
}

TEST_F(TeamOffers, AreDecidedByPartnersWithoutAnAccessMember) {
  for (const std::string member : {"providers/kwintes", "providers/lister", "providers/dock"}) {
    Case record = SentTo(kTeam);
    const std::string fields = absl::StrCat("starter: '", kLead, "' decided_by: '", member, "'");
    EXPECT_FALSE(Decides(record, fields).has_value()) << member;
  }
  ExpectUndecided(SentTo(kTeam), absl::StrCat("starter: '", kLead, "' decided_by: 'providers/u-centraal'"),
                  ReferralSentence::kMayNotDecide);
}

TEST_F(TeamOffers, AreDecidedByTheAccessMemberWhereThereIsOne) {
  ExpectUndecided(SentTo(kTeamWithAccess), kLeadStarts, ReferralSentence::kMayNotDecide);
  Case record = SentTo(kTeamWithAccess);
  const std::string fields = absl::StrCat("starter: '", kLead, "' decided_by: 'providers/wijkteam'");
  EXPECT_FALSE(Decides(record, fields, ByPartner("providers/wijkteam", kMeeting)).has_value());
  EXPECT_EQ(record.offers(0).recorded_by(), "");
}

TEST_F(TeamOffers, AreDecidedByNobodyElse) {
  const Case record = SentTo(kTeam);
  const std::string stranger = absl::StrCat("starter: '", kLead, "' decided_by: 'providers/vreemd'");
  ExpectUndecided(record, stranger, ReferralSentence::kNotAMember);
  ExpectUndecided(record, kLeadStarts, ReferralSentence::kNotYourOffer, ByPartner(kDock, kMeeting));
  ExpectUndecided(record, "starter: 'providers/vreemd/offerings/x' decided_by: 'providers/kwintes'",
                  ReferralSentence::kNotOfferedByMember);
  ExpectUndecided(OfferedCase(), kLeadStarts, ReferralSentence::kNotATeamOffer);
  setting_.teams.clear();
  ExpectUndecided(record, kLeadStarts, ReferralSentence::kNotAMember);
}

TEST_F(TeamOffers, AreDecidedOnce) {
  Case record = SentTo(kTeam);
  ASSERT_FALSE(Decides(record, kLeadStarts).has_value());
  ExpectUndecided(record, kLeadStarts, ReferralSentence::kOfferAnswered);
  Case recalled = SentTo(kTeam);
  recalled.mutable_offers(0)->set_state(Offer::RECALLED);
  ExpectUndecided(recalled, kLeadStarts, ReferralSentence::kOfferClosed);
}

TEST_F(TeamOffers, CountLateUntilAnotherIsAsked) {
  Case record = SentTo(kTeam);
  Elapse(record, setting_, At("2026-12-01T00:00"));
  ASSERT_EQ(record.offers(0).state(), Offer::EXPIRED);
  Case decided = record;
  ASSERT_FALSE(Decides(decided, kLeadStarts, ByAdviser(At("2026-12-01T09:00"))).has_value());
  EXPECT_TRUE(decided.offers(0).late());
  *record.mutable_referral()->mutable_choice()->mutable_record_time() = ToProto(At("2026-12-01T09:00"));
  record.mutable_referral()->mutable_choice()->clear_team();
  ASSERT_FALSE(Send(record, {}, setting_, ByAdviser(At("2026-12-01T09:00"))).has_value());
  ExpectUndecided(record, kLeadStarts, ReferralSentence::kOfferReplaced, ByAdviser(At("2026-12-01T10:00")));
}

}  // namespace
}  // namespace koppel::workflow
