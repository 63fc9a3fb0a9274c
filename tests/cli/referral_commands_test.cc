// The commands for requests for support: what is sent, and what people read of the answer.

#include <set>
#include <string>

#include "clients/cli/commands.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kName[] = "municipalities/GM0034/referrals/x";
constexpr int64_t kMidnight = 1795734000;  // 27 November 2026, 0:00 in the Netherlands.

class ReferralCommands : public ::testing::Test {
 protected:
  Ran Koppel(std::vector<std::string> words) { return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}}); }

  // A request that waits for the answer of a partner until the end of 26 November.
  static v1::Referral WaitingReferral() {
    v1::Referral referral;
    referral.set_name(kName);
    referral.set_state(v1::Referral::OFFERED);
    referral.set_latest_advice(2);
    v1::Waiting& waiting = *referral.add_waiting_for();
    waiting.set_party("providers/a");
    waiting.set_step(v1::Waiting::ANSWER);
    waiting.set_about(std::string(kName) + "/offers/1");
    waiting.mutable_due_time()->set_seconds(kMidnight);
    return referral;
  }

  static v1::Advice AdviceWithTwoProposals() {
    v1::Advice advice;
    advice.set_name(std::string(kName) + "/advices/2");
    for (const char* id : {"a", "b"}) {
      v1::Proposal& proposal = *advice.mutable_record()->add_proposals();
      v1::Part& lead = *proposal.add_parts();
      lead.set_role(v1::Part::LEAD);
      lead.set_offering(std::string("providers/") + id + "/offerings/o");
      lead.set_offering_title(std::string("Aanbod ") + id);
      lead.add_needs(0);
    }
    advice.mutable_record()->mutable_proposals(1)->set_team("teams/t");
    advice.mutable_record()->mutable_referral()->add_needs()->set_domain(v1::MIND);
    advice.mutable_record()->mutable_referral()->add_needs()->set_domain(v1::SOCIAL);
    return advice;
  }

  void HaveAdvice() {
    state_.AnswerWith("GetReferral", WaitingReferral());
    state_.AnswerWith("GetAdvice", AdviceWithTwoProposals());
  }

  // The error of the server, as it comes with its reason and Dutch sentence.
  void Refuse(absl::StatusCode code, const std::string& reason, const std::string& dutch) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    google::rpc::LocalizedMessage message;
    message.set_locale("nl-NL");
    message.set_message(dutch);
    state_.error.set_code(static_cast<int>(code));
    state_.error.add_details()->PackFrom(info);
    state_.error.add_details()->PackFrom(message);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(ReferralCommands, CreateSendsTheFileUnderTheMunicipality) {
  state_.AnswerWith("CreateReferral", WaitingReferral());
  const std::string path = WriteFile("request.json", R"({"area": "BU00340101", "resident": "r1"})");
  const Ran ran = Koppel({"referral", "create", "-f", path, "--municipality", "GM0034", "--id", "x"});
  EXPECT_THAT(ran.out, HasSubstr(std::string(kName) + " created\n")) << ran.err;
  const auto sent = state_.Asked<v1::CreateReferralRequest>();
  EXPECT_EQ(sent.parent(), "municipalities/GM0034");
  EXPECT_EQ(sent.referral_id(), "x");
  EXPECT_EQ(sent.referral().area(), "BU00340101");
  EXPECT_EQ(sent.request_id(), "id-1");
  EXPECT_FALSE(sent.validate_only());
}

TEST_F(ReferralCommands, UpdateSendsNameEtagAndFields) {
  const std::string path = WriteFile("request.json", R"({"urgency": "PRIORITY"})");
  const Ran ran =
      Koppel({"referral", "update", "GM0034/x", "-f", path, "--etag", "e1", "--fields", "urgency", "decision"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const auto sent = state_.Asked<v1::UpdateReferralRequest>();
  EXPECT_EQ(sent.referral().name(), kName);
  EXPECT_EQ(sent.referral().etag(), "e1");
  EXPECT_THAT(sent.update_mask().paths(), ElementsAre("urgency", "decision"));
}

TEST_F(ReferralCommands, AStepTellsWhomTheRequestWaitsForNow) {
  v1::SubmitReferralResponse answer;
  *answer.mutable_referral() = WaitingReferral();
  state_.AnswerWith("SubmitReferral", answer);
  const Ran ran = Koppel({"referral", "submit", "GM0034/x", "--etag", "e1"});
  // The first moment that is too late is the midnight after the last day.
  EXPECT_EQ(ran.out, std::string(kName) +
                         " submitted\n   wacht op providers/a: antwoorden (GM0034/x/1), uiterlijk 2026-11-26\n");
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().name(), kName);
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().etag(), "e1");
}

TEST_F(ReferralCommands, AStepCanBeTriedFirst) {
  const Ran ran = Koppel({"referral", "submit", kName, "--validate-only", "--request-id", "mine"});
  EXPECT_EQ(ran.out, std::string(kName) + " validated\n");
  EXPECT_TRUE(state_.Asked<v1::SubmitReferralRequest>().validate_only());
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().request_id(), "mine");
}

TEST_F(ReferralCommands, AStepIsTriedAgainWithTheSameRequestId) {
  state_.refusals = 2;
  EXPECT_EQ(Koppel({"referral", "submit", kName}).exit_code, 0);
  EXPECT_EQ(state_.calls, 3);
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().request_id(), "id-1");
}

TEST_F(ReferralCommands, ARefusalIsSaidInDutchWithItsReason) {
  Refuse(absl::StatusCode::kFailedPrecondition, "WRONG_STATE", "De vraag is al ingediend.");
  const Ran ran = Koppel({"referral", "submit", kName});
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_EQ(ran.err, "koppel: De vraag is al ingediend. [WRONG_STATE]\n");
  EXPECT_EQ(ran.out, "");
}

TEST_F(ReferralCommands, SomebodyElsesOfferIsAMatterOfPermission) {
  Refuse(absl::StatusCode::kPermissionDenied, "NOT_YOUR_OFFER", "Dit is niet uw aanmelding.");
  EXPECT_EQ(Koppel({"offer", "accept", "GM0034/x/1"}).exit_code, 7);
}

TEST_F(ReferralCommands, ChooseSendsThePartsAndTheTeamOfTheProposal) {
  HaveAdvice();
  const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--proposal", "2", "--chooser", "together", "--reason",
                          "NEARER", "--note", "dichterbij"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const v1::Choice choice = state_.Asked<v1::ChoosePartsRequest>().choice();
  EXPECT_EQ(choice.advice(), 2);
  EXPECT_EQ(choice.proposal(), 2);
  EXPECT_EQ(choice.team(), "teams/t");
  ASSERT_EQ(choice.parts_size(), 1);
  EXPECT_EQ(choice.parts(0).offering(), "providers/b/offerings/o");
  EXPECT_THAT(choice.parts(0).needs(), ElementsAre(0));
  EXPECT_EQ(choice.chooser(), v1::Choice::TOGETHER);
  EXPECT_EQ(choice.reason(), v1::Choice::NEARER);
  EXPECT_EQ(choice.note(), "dichterbij");
}

TEST_F(ReferralCommands, ChooseTakesOtherPartsAndCountsNeedsFromOne) {
  HaveAdvice();
  const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--part", "LEAD=providers/c/offerings/o",
                          "join=providers/d/offerings/o@2", "--reason", "RESIDENT_PREFERS", "--chooser", "TOGETHER"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const v1::Choice choice = state_.Asked<v1::ChoosePartsRequest>().choice();
  EXPECT_EQ(choice.proposal(), 0);
  ASSERT_EQ(choice.parts_size(), 2);
  EXPECT_THAT(choice.parts(0).needs(), ElementsAre(0, 1));
  EXPECT_EQ(choice.parts(1).role(), v1::Part::JOIN);
  EXPECT_THAT(choice.parts(1).needs(), ElementsAre(1));
}

TEST_F(ReferralCommands, NoneOfTheseSendsNoParts) {
  HaveAdvice();
  Koppel({"referral", "choose", "GM0034/x", "--none", "--reason", "NOTHING_SUITS", "--chooser", "RESIDENT"});
  EXPECT_THAT(state_.Asked<v1::ChoosePartsRequest>().choice().parts(), IsEmpty());
  EXPECT_EQ(state_.Asked<v1::ChoosePartsRequest>().choice().advice(), 2);
}

TEST_F(ReferralCommands, ChooseWantsOneWayOfChoosingAndAPartThatCanBeRead) {
  HaveAdvice();
  EXPECT_EQ(Koppel({"referral", "choose", "GM0034/x", "--chooser", "RESIDENT"}).exit_code, 2);
  EXPECT_EQ(Koppel({"referral", "choose", "GM0034/x", "--none", "--proposal", "1", "--chooser", "RESIDENT"}).exit_code,
            2);
  for (const char* part :
       {"providers/a/offerings/o", "CHIEF=providers/a/offerings/o", "LEAD=providers/a@0", "LEAD=providers/a@x"}) {
    const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--chooser", "RESIDENT", "--part", part});
    EXPECT_EQ(ran.exit_code, 2) << part;
    EXPECT_THAT(ran.err, HasSubstr("--part"));
  }
  EXPECT_EQ(state_.asked.count("ChooseParts"), 0u);
}

TEST_F(ReferralCommands, ChooseWantsToKnowWhoChose) {
  HaveAdvice();
  const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--proposal", "1"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--chooser"));
  EXPECT_EQ(state_.asked.count("ChooseParts"), 0u);
}

TEST_F(ReferralCommands, ChooseTellsOnWhichAdviceUnlessItWasNamed) {
  HaveAdvice();
  std::vector<std::string> words = {"referral", "choose", "GM0034/x", "--proposal", "1", "--chooser", "RESIDENT"};
  EXPECT_THAT(Koppel(words).err, HasSubstr("Gekozen op advies 2 van "));
  words.insert(words.end(), {"--number", "2"});
  EXPECT_EQ(Koppel(words).err, "");
}

TEST_F(ReferralCommands, WithoutAnAdviceThereIsNothingToChooseFrom) {
  const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--none", "--chooser", "RESIDENT"});
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.err, HasSubstr("nog geen advies"));
  EXPECT_EQ(state_.asked.count("ChooseParts"), 0u);
}

TEST_F(ReferralCommands, ProposeShowsWhatWasSetAsideAndWhatIsInTime) {
  v1::ProposeMatchesResponse answer;
  *answer.mutable_advice() = AdviceWithTwoProposals();
  answer.mutable_advice()->add_fits(v1::IN_TIME);
  answer.mutable_advice()->add_fits(v1::AFTER_LAW);
  answer.mutable_advice()->add_warnings()->mutable_text()->set_nl("Partners sturen de vraag naar elkaar.");
  auto& aside = *answer.mutable_advice()->add_set_aside();
  aside.mutable_reason()->mutable_text()->set_nl("Kwintes zei eerder nee.");
  const v1::Advice::SetAside same = aside;
  *answer.mutable_advice()->add_set_aside() = same;
  state_.AnswerWith("ProposeMatches", answer);
  const Ran ran = Koppel({"referral", "propose", "GM0034/x", "--max", "2"});
  EXPECT_EQ(state_.Asked<v1::ProposeMatchesRequest>().max_proposals(), 2);
  EXPECT_THAT(ran.out, HasSubstr("Aanbod a"));
  EXPECT_THAT(ran.out, HasSubstr("Partners sturen de vraag naar elkaar."));
  // Once, for two offerings of the same partner.
  EXPECT_THAT(ran.out, HasSubstr("Kwintes zei eerder nee.\n\n"));
  EXPECT_EQ(ran.out.find("Kwintes zei"), ran.out.rfind("Kwintes zei"));
  EXPECT_THAT(ran.out, HasSubstr("Voorstel 1: kan op tijd beginnen\n"));
  EXPECT_THAT(ran.out, HasSubstr("Voorstel 2: begint later dan de wettelijke termijn\n"));
}

TEST_F(ReferralCommands, ProposeShowsTheSentencesOfWhatIsStillSaid) {
  v1::ProposeMatchesResponse answer;
  *answer.mutable_advice() = AdviceWithTwoProposals();
  v1::AdviceRecord& record = *answer.mutable_advice()->mutable_record();
  record.set_max_proposals(2);
  const auto add = [](v1::Part& part, const std::string& code, const std::string& value, const std::string& text) {
    v1::Reason& reason = *part.add_reasons();
    reason.set_code(code);
    reason.add_arguments()->set_value(value);
    if (!text.empty()) reason.mutable_text()->set_nl(text);
  };
  v1::Part& kept = *record.mutable_proposals(0)->mutable_parts(0);
  add(kept, "near", "1", "");
  add(kept, "free", "3", "");
  *state_.match_response.mutable_proposals() = record.proposals();
  v1::Part& now = *state_.match_response.mutable_proposals(0)->mutable_parts(0);
  now.clear_reasons();
  now.set_offering_title("Nieuwe naam");
  add(now, "near", "1", "Dichtbij.");
  add(now, "free", "2", "Nog 2 plekken.");
  state_.AnswerWith("ProposeMatches", answer);
  const Ran ran = Koppel({"referral", "propose", "GM0034/x"});
  EXPECT_EQ(state_.match_request.max_proposals(), 2);
  EXPECT_THAT(ran.out, HasSubstr("Dichtbij."));
  // What was kept stays: no fact of today takes its place.
  EXPECT_THAT(ran.out, Not(HasSubstr("Nog 2 plekken.")));
  EXPECT_THAT(ran.out, HasSubstr("Aanbod a"));
  EXPECT_EQ(LineCount(Koppel({"referral", "propose", "GM0034/x", "-o", "jsonl"}).out), 1);
}

TEST_F(ReferralCommands, ClocksShowTermMomentStateAndWhyWithoutCutting) {
  v1::Referral referral;
  const std::string why =
      "Het onderzoek duurt ten hoogste zes weken vanaf de melding, zo staat het in de wet, en meer.";
  for (const auto state : {v1::Clock::MET, v1::Clock::RUNNING}) {
    v1::Clock& clock = *referral.add_clocks();
    clock.set_kind(state == v1::Clock::MET ? v1::Clock::PERSONAL_PLAN : v1::Clock::INVESTIGATION);
    clock.set_state(state);
    clock.mutable_due_time()->set_seconds(kMidnight + (state == v1::Clock::MET ? 0 : 3600 * 14));
    clock.mutable_reason()->mutable_text()->set_nl(why);
  }
  state_.AnswerWith("GetReferral", referral);
  const Ran ran = Koppel({"referral", "clocks", "GM0034/x"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"TERMIJN", "UITERLIJK", "STAND", "WAAROM"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"onderzoek", "2026-11-27 14:00", "loopt", why}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"persoonlijk plan", "2026-11-26", "gehaald", why}));
  EXPECT_LT(ran.out.find("loopt"), ran.out.find("gehaald"));
}

TEST_F(ReferralCommands, HistoryShowsEveryEvent) {
  v1::Referral referral;
  v1::Event& event = *referral.add_events();
  event.mutable_event_time()->set_seconds(kMidnight);
  event.set_code("AnswerOffer");
  event.set_by("anna");
  event.set_about(std::string(kName) + "/offers/1");
  event.set_on_behalf_of("providers/a");
  event.set_reason("no-room");
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"referral", "history", "GM0034/x", "-o", "wide"}).out,
              HasLineWith(Parts{"2026-11-27 00:00", "AnswerOffer", "anna", "GM0034/x/1", "no-room", "providers/a"}));
}

TEST_F(ReferralCommands, SendTellsWhichOffersWereMade) {
  v1::SendOffersResponse answer;
  v1::Offer& offer = *answer.add_offers();
  offer.set_name(std::string(kName) + "/offers/1");
  offer.set_state(v1::Offer::ON_WAITING_LIST);
  offer.set_party("providers/a");
  state_.AnswerWith("SendOffers", answer);
  const Ran ran = Koppel({"referral", "send", "GM0034/x", "--offering", "providers/a/offerings/o", "--may-wait"});
  EXPECT_TRUE(state_.Asked<v1::SendOffersRequest>().may_wait());
  EXPECT_EQ(state_.Asked<v1::SendOffersRequest>().offering(), "providers/a/offerings/o");
  EXPECT_THAT(ran.out, HasSubstr("GM0034/x/1"));
  EXPECT_THAT(ran.out, HasSubstr("ON_WAITING_LIST"));
}

TEST_F(ReferralCommands, WhatIsOnlyCheckedIsSaidSo) {
  for (const char* step : {"propose", "send"}) {
    EXPECT_THAT(Koppel({"referral", step, "GM0034/x", "--validate-only"}).err,
                HasSubstr("alleen gecontroleerd, niets bewaard"));
    EXPECT_THAT(Koppel({"referral", step, "GM0034/x"}).err, Not(HasSubstr("alleen gecontroleerd")));
  }
}

TEST_F(ReferralCommands, ListAsksForOneState) {
  Koppel({"referral", "list", "--municipality", "GM0034", "--state", "offered", "--resident", "r1"});
  const auto asked = state_.Asked<v1::ListReferralsRequest>();
  EXPECT_EQ(asked.parent(), "municipalities/GM0034");
  EXPECT_THAT(asked.states(), ElementsAre(v1::Referral::OFFERED));
  EXPECT_EQ(asked.resident(), "r1");
}

TEST_F(ReferralCommands, TheListSaysWhenAndWhyByAgreementAndByLaw) {
  v1::ListReferralsResponse response;
  v1::Referral& referral = *response.add_referrals();
  referral.set_name(kName);
  referral.add_waiting_for()->mutable_due_time()->set_seconds(kMidnight);
  for (const auto kind : {v1::Clock::ANSWER, v1::Clock::INVESTIGATION}) {
    v1::Clock& clock = *referral.add_clocks();
    clock.set_kind(kind);
    clock.set_state(v1::Clock::RUNNING);
    clock.mutable_due_time()->set_seconds(kMidnight + (kind == v1::Clock::ANSWER ? 0 : 5 * 86400));
    clock.mutable_reason()->mutable_text()->set_nl(kind == v1::Clock::ANSWER ? "Afgesproken." : "Zes weken.");
  }
  state_.AnswerWith("ListReferrals", response);
  EXPECT_THAT(Koppel({"referral", "list", "--municipality", "GM0034", "-o", "wide"}).out,
              HasLineWith(Parts{"GM0034/x", "2026-11-26", "Afgesproken.", "2026-12-01: Zes weken."}));
}

TEST_F(ReferralCommands, WithdrawAndReopen) {
  Koppel({"referral", "withdraw", "GM0034/x", "--reason", "SOLVED"});
  EXPECT_EQ(state_.Asked<v1::WithdrawReferralRequest>().reason(), v1::Referral::SOLVED);
  Koppel({"referral", "reopen", "GM0034/x"});
  EXPECT_EQ(state_.Asked<v1::ReopenReferralRequest>().name(), kName);
}

// ---- Offers.

TEST_F(ReferralCommands, AYesMayHaveADateOrAnIntakeAndNotBoth) {
  Koppel({"offer", "accept", "GM0034/x/1", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().name(), std::string(kName) + "/offers/1");
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

TEST_F(ReferralCommands, ANoHasAReason) {
  EXPECT_EQ(Koppel({"offer", "decline", "GM0034/x/1"}).exit_code, 2);
  Koppel({"offer", "decline", "GM0034/x/1", "--reason", "no-room", "--better", "providers/b"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::NO);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().decline_reason(), "no-room");
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().better_provider(), "providers/b");
}

TEST_F(ReferralCommands, AQuestionIsACodeAndItsReplyIsAStep) {
  Koppel({"offer", "ask", "GM0034/x/1", "--question", "consent"});
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().verdict(), v1::QUESTION);
  EXPECT_EQ(state_.Asked<v1::AnswerOfferRequest>().question(), v1::Offer::CONSENT);
  Koppel({"offer", "reply", "GM0034/x/1"});
  EXPECT_EQ(state_.Asked<v1::ReplyToQuestionRequest>().name(), std::string(kName) + "/offers/1");
}

TEST_F(ReferralCommands, AnIntakeStartsOrStops) {
  EXPECT_EQ(Koppel({"offer", "intake", "GM0034/x/1"}).exit_code, 2);
  EXPECT_EQ(Koppel({"offer", "intake", "GM0034/x/1", "--starts", "--reason", "no-click"}).exit_code, 2);
  Koppel({"offer", "intake", "GM0034/x/1", "--starts", "--from", "2026-12-07"});
  EXPECT_TRUE(state_.Asked<v1::ConcludeIntakeRequest>().starts());
  EXPECT_EQ(state_.Asked<v1::ConcludeIntakeRequest>().start_date(), "2026-12-07");
  Koppel({"offer", "intake", "GM0034/x/1", "--stops", "--reason", "no-click"});
  EXPECT_FALSE(state_.Asked<v1::ConcludeIntakeRequest>().starts());
  EXPECT_EQ(state_.Asked<v1::ConcludeIntakeRequest>().decline_reason(), "no-click");
}

TEST_F(ReferralCommands, ATeamRespondsAndDecides) {
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

TEST_F(ReferralCommands, ReceiptRecallAndList) {
  Koppel({"offer", "receipt", "GM0034/x/1", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::ConfirmReceiptRequest>().on_behalf_of(), "providers/a");
  Koppel({"offer", "recall", "GM0034/x/1", "--etag", "e1"});
  EXPECT_EQ(state_.Asked<v1::RecallOfferRequest>().etag(), "e1");
  Koppel({"offer", "list", "GM0034/x"});
  EXPECT_EQ(state_.Asked<v1::ListOffersRequest>().parent(), kName);
}

TEST_F(ReferralCommands, OffersAreListedWithTheDayOfTheAnswer) {
  v1::ListOffersResponse offers;
  for (const char* number : {"1", "2"}) {
    v1::Offer& offer = *offers.add_offers();
    offer.set_name(std::string(kName) + "/offers/" + number);
    offer.set_state(v1::Offer::PENDING);
    offer.set_party(std::string("providers/p") + number);
  }
  state_.AnswerWith("ListOffers", offers);
  v1::Referral referral;
  for (const auto kind : {v1::Clock::RECEIPT, v1::Clock::ANSWER}) {
    v1::Clock& clock = *referral.add_clocks();
    clock.set_kind(kind);
    clock.set_about(offers.offers(0).name());
    clock.set_state(v1::Clock::RUNNING);
    clock.mutable_due_time()->set_seconds(kMidnight + (kind == v1::Clock::ANSWER ? 0 : 3600));
    clock.mutable_reason()->mutable_text()->set_nl("Binnen twee werkdagen.");
  }
  v1::Clock& by_law = *referral.add_clocks();
  by_law.set_kind(v1::Clock::INVESTIGATION);
  by_law.set_state(v1::Clock::RUNNING);
  by_law.mutable_due_time()->set_seconds(kMidnight + 5 * 86400);
  by_law.mutable_reason()->mutable_text()->set_nl("Zes weken na de melding.");
  state_.AnswerWith("GetReferral", referral);
  const Ran ran = Koppel({"offer", "list", "GM0034/x"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "STATE", "DUE", "PARTY"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x/1", "PENDING", "2026-11-26", "providers/p1"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x/2", "PENDING", "-", "providers/p2"}));
  EXPECT_THAT(
      Koppel({"offer", "list", "GM0034/x", "-o", "wide"}).out,
      HasLineWith(Parts{"GM0034/x/1", "2026-11-26", "Binnen twee werkdagen.", "2026-12-01: Zes weken na de melding."}));
}

TEST_F(ReferralCommands, AnOfferIsShownWithLatenessAndReason) {
  v1::Offer offer;
  offer.set_name(std::string(kName) + "/offers/1");
  offer.set_state(v1::Offer::ACCEPTED);
  offer.set_late(true);
  state_.AnswerWith("GetOffer", offer);
  EXPECT_THAT(Koppel({"offer", "get", "GM0034/x/1"}).out, HasSubstr("ACCEPTED (late)"));
  EXPECT_EQ(Koppel({"offer", "get", "GM0034/x/1", "-o", "name"}).out, offer.name() + "\n");
}

TEST_F(ReferralCommands, WaitingAsksForOneOffering) {
  v1::ListWaitingOffersResponse answer;
  v1::Offer& offer = *answer.add_offers();
  offer.set_name(std::string(kName) + "/offers/1");
  offer.set_urgency(v1::PRIORITY);
  offer.mutable_send_time()->set_seconds(kMidnight);
  state_.AnswerWith("ListWaitingOffers", answer);
  EXPECT_THAT(Koppel({"offering", "waiting", "providers/a/offerings/o"}).out,
              HasLineWith(Parts{"GM0034/x/1", "PRIORITY", "2026-11-27 00:00"}));
  EXPECT_EQ(state_.Asked<v1::ListWaitingOffersRequest>().offering(), "providers/a/offerings/o");
}

// ---- Placements.

TEST_F(ReferralCommands, AHandoverHasARoadAndAMomentInDutchTime) {
  Koppel({"placement", "handover", "GM0034/x/1", "--road", "WARM", "--at", "2026-11-27T00:00"});
  const auto sent = state_.Asked<v1::RecordHandoverRequest>();
  EXPECT_EQ(sent.name(), std::string(kName) + "/placements/1");
  EXPECT_EQ(sent.road(), v1::Placement::WARM);
  EXPECT_EQ(sent.handover_time().seconds(), kMidnight);
  const Ran wrong = Koppel({"placement", "handover", "GM0034/x/1", "--road", "WARM", "--at", "gisteren"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--at"));
}

TEST_F(ReferralCommands, ContactStartAndEnd) {
  Koppel({"placement", "contact", "GM0034/x/1"});
  EXPECT_FALSE(state_.Asked<v1::RecordFirstContactRequest>().has_contact_time());
  Koppel({"placement", "start", "GM0034/x/1", "--date", "2026-12-01", "--on-behalf-of", "providers/a"});
  EXPECT_EQ(state_.Asked<v1::StartPlacementRequest>().start_date(), "2026-12-01");
  EXPECT_EQ(state_.Asked<v1::StartPlacementRequest>().on_behalf_of(), "providers/a");
  Koppel({"placement", "end", "GM0034/x/1", "--reason", "MOVED_ON"});
  EXPECT_EQ(state_.Asked<v1::EndPlacementRequest>().reason(), v1::Placement::MOVED_ON);
}

// ---- The inbox.

class InboxCommand : public ReferralCommands {
 protected:
  static v1::WatchReferralsResponse Change(const std::string& token) {
    v1::WatchReferralsResponse change;
    change.set_resume_token(token);
    *change.mutable_referral() = WaitingReferral();
    return change;
  }

  void EndWith(absl::StatusCode code, const std::string& reason) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    state_.watch_end.set_code(static_cast<int>(code));
    state_.watch_end.add_details()->PackFrom(info);
  }
};

TEST_F(InboxCommand, ShowsWhatHasToBeDoneByWhen) {
  v1::ListInboxResponse answer;
  v1::InboxItem& item = *answer.add_items();
  item.set_referral(kName);
  item.mutable_waiting()->set_step(v1::Waiting::CHOOSE);
  item.mutable_waiting()->mutable_due_time()->set_seconds(kMidnight);
  state_.AnswerWith("ListInbox", answer);
  const Ran ran = Koppel({"inbox", "--party", "GM0034"});
  EXPECT_EQ(state_.Asked<v1::ListInboxRequest>().party(), "municipalities/GM0034");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x", "2026-11-26", "kiezen"}));
  EXPECT_THAT(state_.watches, IsEmpty());
}

TEST_F(InboxCommand, TheSoonestIsOnTopAndWhatHasNoDateComesLast) {
  v1::ListInboxResponse answer;
  for (const int64_t due : {int64_t{0}, kMidnight + 86400, kMidnight}) {
    v1::InboxItem& item = *answer.add_items();
    item.set_referral("municipalities/GM0034/referrals/r" + std::to_string(due));
    if (due > 0) item.mutable_waiting()->mutable_due_time()->set_seconds(due);
  }
  v1::InboxItem& first = *answer.mutable_items(2);
  v1::Clock& agreed = *first.add_clocks();
  agreed.set_kind(v1::Clock::ANSWER);
  agreed.set_state(v1::Clock::RUNNING);
  agreed.mutable_due_time()->set_seconds(kMidnight);
  agreed.mutable_reason()->mutable_text()->set_nl("Binnen twee werkdagen.");
  v1::Clock& by_law = *first.add_clocks();
  by_law.set_kind(v1::Clock::INVESTIGATION);
  by_law.set_state(v1::Clock::RUNNING);
  by_law.mutable_due_time()->set_seconds(kMidnight + 5 * 86400);
  state_.AnswerWith("ListInbox", answer);
  const Ran ran = Koppel({"inbox", "--party", "GM0034", "-o", "wide"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "UITERLIJK", "WAT", "WAAROM", "WETTELIJK"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"2026-11-26", "Binnen twee werkdagen.", "2026-12-01"}));
  const size_t last = ran.out.find("GM0034/r0 ");
  const size_t top = ran.out.find("GM0034/r" + std::to_string(kMidnight) + " ");
  const size_t middle = ran.out.find("GM0034/r" + std::to_string(kMidnight + 86400) + " ");
  ASSERT_NE(last, std::string::npos) << ran.out;
  EXPECT_LT(top, middle);
  EXPECT_LT(middle, last);
}

TEST_F(InboxCommand, WatchGoesOnAfterTheLastChangeWhenTheServerStops) {
  state_.watched = {{Change("t1"), Change("t2")}, {Change("t3")}};
  EndWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED");
  const Ran ran = Koppel({"inbox", "--party", "providers/a", "--watch"});
  EXPECT_EQ(ran.exit_code, 7);
  ASSERT_EQ(state_.watches.size(), 2u);
  EXPECT_EQ(state_.watches[0].party(), "providers/a");
  EXPECT_EQ(state_.watches[0].resume_token(), "");
  EXPECT_EQ(state_.watches[1].resume_token(), "t2");
  EXPECT_EQ(LineCount(ran.out), 6);
  EXPECT_THAT(ran.out, HasSubstr(std::string(kName) + " OFFERED\n   wacht op providers/a"));
}

TEST_F(InboxCommand, WatchListsAgainWhenWhatChangedIsNoLongerKept) {
  state_.watched = {{Change("t1")}};
  EndWith(absl::StatusCode::kOutOfRange, "NO_LONGER_KEPT");
  const Ran ran = Koppel({"inbox", "--party", "GM0034", "--watch"});
  // The second watch hears nothing: the same refusal is not asked for a third time.
  EXPECT_EQ(state_.watches.size(), 2u);
  EXPECT_EQ(state_.watches[1].resume_token(), "");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("niet alles wat er ondertussen veranderde"));
}

TEST_F(InboxCommand, WatchGivesUpOnAServerThatStaysAway) {
  state_.watch_end.set_code(static_cast<int>(absl::StatusCode::kUnavailable));
  EXPECT_EQ(Koppel({"inbox", "--party", "GM0034", "--watch", "--timeout", "10s"}).exit_code, 6);
  EXPECT_GT(state_.watches.size(), 3u);
}

// ---- The table of commands.

TEST(CaseCommands, EveryStepCanBeTriedFirstRepeatedAndTiedToAnEtag) {
  const std::set<std::string> reading = {"list", "get", "advice", "choice-sheet", "clocks", "history"};
  int steps = 0;
  for (const cli::Command& command : cli::AllCommands()) {
    const bool of_a_case = command.noun == "referral" || command.noun == "offer" || command.noun == "placement";
    if (!of_a_case || reading.count(command.verb) > 0) continue;
    ++steps;
    std::set<std::string> names;
    for (const cli::Argument& argument : command.arguments) names.insert(argument.name);
    EXPECT_EQ(names.count("--validate-only"), 1u) << command.name();
    EXPECT_EQ(names.count("--request-id"), 1u) << command.name();
    EXPECT_EQ(names.count("--etag"), command.verb == "create" ? 0u : 1u) << command.name();
  }
  EXPECT_EQ(steps, 21);
}

}  // namespace
}  // namespace koppel::testing
