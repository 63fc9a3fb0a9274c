// koppel offer, koppel placement and koppel offering waiting: what is sent, and what people read.

#include <string>

#include "tests/cli/case_commands.h"

namespace koppel::testing {
namespace {

using ::testing::HasSubstr;

using OfferCommands = CaseCommands;

TEST_F(OfferCommands, AYesMayHaveADateOrAnIntakeAndNotBoth) {
  Koppel({"offer", "accept", "GM0034/x/1", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().name(), std::string(kReferralName) + "/offers/1");
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::YES);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().on_behalf_of(), "providers/a");
  Koppel({"offer", "accept", "GM0034/x/1", "--from", "2026-12-07"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::YES_FROM);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().start_date(), "2026-12-07");
  Koppel({"offer", "accept", "GM0034/x/1", "--after-intake"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::YES_AFTER_INTAKE);
  const int calls = state_.calls;
  EXPECT_EQ(Koppel({"offer", "accept", "GM0034/x/1", "--after-intake", "--from", "2026-12-07"}).exit_code, 2);
  EXPECT_EQ(state_.calls, calls);
}

TEST_F(OfferCommands, ANoHasAReason) {
  EXPECT_EQ(Koppel({"offer", "decline", "GM0034/x/1"}).exit_code, 2);
  Koppel({"offer", "decline", "GM0034/x/1", "--reason", "no-room", "--better", "providers/b"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::NO);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().decline_reason(), "no-room");
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().better_provider(), "providers/b");
}

TEST_F(OfferCommands, AQuestionIsACodeAndItsReplyIsAStep) {
  Koppel({"offer", "ask", "GM0034/x/1", "--question", "consent"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::QUESTION);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().question(), v1::Offer::CONSENT);
  Koppel({"offer", "reply", "GM0034/x/1"});
  EXPECT_EQ(state_.Asked<v1::ReplyToQuestionRequest>().name(), std::string(kReferralName) + "/offers/1");
}

TEST_F(OfferCommands, AnIntakeStartsOrStops) {
  EXPECT_EQ(Koppel({"offer", "intake", "GM0034/x/1"}).exit_code, 2);
  EXPECT_EQ(Koppel({"offer", "intake", "GM0034/x/1", "--starts", "--reason", "no-click"}).exit_code, 2);
  Koppel({"offer", "intake", "GM0034/x/1", "--starts", "--from", "2026-12-07"});
  EXPECT_TRUE(state_.Asked<v1::ConcludeIntakeRequest>().starts());
  EXPECT_EQ(state_.Asked<v1::ConcludeIntakeRequest>().start_date(), "2026-12-07");
  Koppel({"offer", "intake", "GM0034/x/1", "--stops", "--reason", "no-click"});
  EXPECT_FALSE(state_.Asked<v1::ConcludeIntakeRequest>().starts());
  EXPECT_EQ(state_.Asked<v1::ConcludeIntakeRequest>().decline_reason(), "no-click");
}

TEST_F(OfferCommands, ATeamRespondsAndDecides) {
  Koppel({"offer", "respond", "GM0034/x/1", "--member", "providers/a", "--verdict", "BETTER_FOR", "--better",
          "providers/b"});
  const auto response = state_.Asked<v1::RecordMemberResponseRequest>().response();
  EXPECT_EQ(response.provider(), "providers/a");
  EXPECT_EQ(response.verdict(), v1::Offer::MemberResponse::BETTER_FOR);
  EXPECT_EQ(response.better_provider(), "providers/b");
  Koppel({"offer", "decide", "GM0034/x/1", "--starter", "providers/b/offerings/o", "--by", "providers/b", "--joining",
          "providers/c/offerings/o", "providers/d/offerings/o", "--coach", "--first-contact", "2026-12-01"});
  const auto decision = state_.Asked<v1::RecordTeamDecisionRequest>().decision();
  EXPECT_EQ(decision.starter(), "providers/b/offerings/o");
  EXPECT_EQ(decision.decided_by(), "providers/b");
  EXPECT_EQ(decision.joining_size(), 2);
  EXPECT_TRUE(decision.coach_at_intake());
  EXPECT_EQ(decision.first_contact_date(), "2026-12-01");
}

TEST_F(OfferCommands, ReceiptRecallAndList) {
  Koppel({"offer", "receipt", "GM0034/x/1", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::ConfirmReceiptRequest>().on_behalf_of(), "providers/a");
  Koppel({"offer", "recall", "GM0034/x/1", "--etag", "e1"});
  EXPECT_EQ(state_.Asked<v1::RecallOfferRequest>().etag(), "e1");
  Koppel({"offer", "list", "GM0034/x"});
  EXPECT_EQ(state_.Asked<v1::ListOffersRequest>().parent(), kReferralName);
}

TEST_F(OfferCommands, OffersAreListedWithTheDayOfTheAnswer) {
  v1::ListOffersResponse offers;
  for (const char* number : {"1", "2"}) {
    v1::Offer& offer = *offers.add_offers();
    offer.set_name(std::string(kReferralName) + "/offers/" + number);
    offer.set_state(v1::Offer::PENDING);
    offer.set_party(std::string("providers/p") + number);
  }
  state_.AnswerWith("ListOffers", offers);
  v1::Referral referral;
  AddTerm(referral, v1::Clock::RECEIPT, offers.offers(0).name(), "Binnen een werkdag.");
  AddTerm(referral, v1::Clock::ANSWER, offers.offers(0).name(), "Binnen twee werkdagen.");
  AddTerm(referral, v1::Clock::INVESTIGATION, "", "Zes weken na de melding.");
  state_.AnswerWith("GetReferral", referral);
  const Ran ran = Koppel({"offer", "list", "GM0034/x"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "STATE", "DUE", "PARTY"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x/1", "PENDING", "2026-11-26", "providers/p1"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x/2", "PENDING", "-", "providers/p2"}));
  EXPECT_THAT(
      Koppel({"offer", "list", "GM0034/x", "-o", "wide"}).out,
      HasLineWith(Parts{"GM0034/x/1", "2026-11-26", "Binnen twee werkdagen.", "2026-11-26: Zes weken na de melding."}));
}

TEST_F(OfferCommands, APlaceThatIsHeldIsDueWhenTheHoldEnds) {
  v1::ListOffersResponse offers;
  v1::Offer& offer = *offers.add_offers();
  offer.set_name(std::string(kReferralName) + "/offers/1");
  state_.AnswerWith("ListOffers", offers);
  v1::Referral referral = WaitingReferral();
  AddTerm(referral, v1::Clock::ANSWER, offer.name(), "Binnen vijf werkdagen.");
  AddTerm(referral, v1::Clock::ANSWER, std::string(kReferralName) + "/offers/2", "Van een ander.");
  referral.mutable_clocks(1)->mutable_due_time()->set_seconds(kMidnight - 86400);
  referral.mutable_waiting_for(0)->mutable_due_time()->set_seconds(kMidnight - 86400);
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"offer", "list", "GM0034/x", "-o", "wide"}).out,
              HasLineWith(Parts{"GM0034/x/1", "2026-11-25", "Tot dan wordt de plek vrijgehouden."}));
}

TEST_F(OfferCommands, AnOfferIsShownWithLatenessAndReason) {
  v1::Offer offer;
  offer.set_name(std::string(kReferralName) + "/offers/1");
  offer.set_state(v1::Offer::ACCEPTED);
  offer.set_late(true);
  state_.AnswerWith("GetOffer", offer);
  EXPECT_THAT(Koppel({"offer", "get", "GM0034/x/1"}).out, HasSubstr("ACCEPTED (late)"));
  EXPECT_EQ(Koppel({"offer", "get", "GM0034/x/1", "-o", "name"}).out, offer.name() + "\n");
}

TEST_F(OfferCommands, WaitingAsksForOneOffering) {
  v1::ListWaitingOffersResponse answer;
  v1::Offer& offer = *answer.add_offers();
  offer.set_name(std::string(kReferralName) + "/offers/1");
  offer.set_urgency(v1::PRIORITY);
  offer.mutable_send_time()->set_seconds(kMidnight);
  state_.AnswerWith("ListWaitingOffers", answer);
  v1::Referral referral;
  AddTerm(referral, v1::Clock::INVESTIGATION, "", "Zes weken na de melding.");
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"offering", "waiting", "providers/a/offerings/o", "-o", "wide"}).out,
              HasLineWith(Parts{"GM0034/x/1", "PRIORITY", "2026-11-27 00:00", "2026-11-26: Zes weken na de melding."}));
  EXPECT_EQ(state_.Asked<v1::ListWaitingOffersRequest>().offering(), "providers/a/offerings/o");
}

TEST_F(OfferCommands, AHandoverHasARoadAndAMomentInDutchTime) {
  Koppel({"placement", "handover", "GM0034/x/1", "--road", "WARM", "--at", "2026-11-27T00:00"});
  const auto sent = state_.Asked<v1::RecordHandoverRequest>();
  EXPECT_EQ(sent.name(), std::string(kReferralName) + "/placements/1");
  EXPECT_EQ(sent.road(), v1::Placement::WARM);
  EXPECT_EQ(sent.handover_time().seconds(), kMidnight);
  const Ran wrong = Koppel({"placement", "handover", "GM0034/x/1", "--road", "WARM", "--at", "gisteren"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--at"));
}

TEST_F(OfferCommands, PlacementsAreListedWithWhatIsDueAndWhy) {
  v1::ListPlacementsResponse answer;
  v1::Placement& placement = *answer.add_placements();
  placement.set_name(std::string(kReferralName) + "/placements/1");
  placement.set_state(v1::Placement::HANDED_OVER);
  state_.AnswerWith("ListPlacements", answer);
  v1::Referral referral;
  AddTerm(referral, v1::Clock::FIRST_CONTACT, placement.name(), "Binnen vijf werkdagen.");
  AddTerm(referral, v1::Clock::DECISION, "", "Twee weken na de aanvraag.");
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"placement", "list", "GM0034/x", "-o", "wide"}).out,
              HasLineWith(Parts{"GM0034/x/1", "HANDED_OVER", "2026-11-26", "Binnen vijf werkdagen.",
                                "2026-11-26: Twee weken na de aanvraag."}));
  EXPECT_THAT(Koppel({"placement", "list", "GM0034/x"}).out, HasLineWith(Parts{"HANDED_OVER", "2026-11-26"}));
}

TEST_F(OfferCommands, ContactStartAndEnd) {
  Koppel({"placement", "contact", "GM0034/x/1"});
  EXPECT_FALSE(state_.Asked<v1::RecordFirstContactRequest>().has_contact_time());
  Koppel({"placement", "start", "GM0034/x/1", "--date", "2026-12-01", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::StartPlacementRequest>().start_date(), "2026-12-01");
  EXPECT_EQ(state_.Asked<v1::StartPlacementRequest>().on_behalf_of(), "providers/a");
  Koppel({"placement", "end", "GM0034/x/1", "--reason", "MOVED_ON"});
  EXPECT_EQ(state_.Asked<v1::EndPlacementRequest>().reason(), v1::Placement::MOVED_ON);
}

}  // namespace
}  // namespace koppel::testing
