// koppel referral: what is sent, and what people read.

#include <set>
#include <string>

#include "clients/cli/commands.h"
#include "tests/cli/case_commands.h"

namespace koppel::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using ReferralCommands = CaseCommands;

TEST_F(ReferralCommands, CreateSendsTheFileUnderTheMunicipality) {
  state_.AnswerWith("CreateReferral", WaitingReferral());
  const std::string path = WriteFile("request.json", R"({"area": "BU00340101", "resident": "r1"})");
  const Ran ran = Koppel({"referral", "create", "-f", path, "--municipality", "GM0034", "--id", "x"});
  EXPECT_THAT(ran.out, HasSubstr(std::string(kReferralName) + " created\n")) << ran.err;
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
  EXPECT_EQ(sent.referral().name(), kReferralName);
  EXPECT_EQ(sent.referral().etag(), "e1");
  EXPECT_THAT(sent.update_mask().paths(), ElementsAre("urgency", "decision"));
}

TEST_F(ReferralCommands, AStepTellsWhomTheRequestWaitsForNow) {
  v1::SubmitReferralResponse answer;
  *answer.mutable_referral() = WaitingReferral();
  state_.AnswerWith("SubmitReferral", answer);
  const Ran ran = Koppel({"referral", "submit", "GM0034/x", "--etag", "e1"});
  // The first moment that is too late is the midnight after the last day.
  EXPECT_EQ(ran.out, std::string(kReferralName) +
                         " submitted\n   wacht op providers/a: antwoorden (GM0034/x/1), uiterlijk 2026-11-26\n");
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().name(), kReferralName);
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().etag(), "e1");
}

TEST_F(ReferralCommands, AStepCanBeTriedFirst) {
  const Ran ran = Koppel({"referral", "submit", kReferralName, "--validate-only", "--request-id", "mine"});
  EXPECT_EQ(ran.out, std::string(kReferralName) + " validated\n");
  EXPECT_TRUE(state_.Asked<v1::SubmitReferralRequest>().validate_only());
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().request_id(), "mine");
}

TEST_F(ReferralCommands, AStepIsTriedAgainWithTheSameRequestId) {
  state_.refusals = 2;
  EXPECT_EQ(Koppel({"referral", "submit", kReferralName}).exit_code, 0);
  EXPECT_EQ(state_.calls, 3);
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().request_id(), "id-1");
}

TEST_F(ReferralCommands, ARefusalIsSaidInDutchWithItsReason) {
  Refuse(absl::StatusCode::kFailedPrecondition, "WRONG_STATE", "De vraag is al ingediend.");
  const Ran ran = Koppel({"referral", "submit", kReferralName});
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
  event.set_about(std::string(kReferralName) + "/offers/1");
  event.set_on_behalf_of("providers/a");
  event.set_reason("no-room");
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"referral", "history", "GM0034/x", "-o", "wide"}).out,
              HasLineWith(Parts{"2026-11-27 00:00", "AnswerOffer", "anna", "GM0034/x/1", "no-room", "providers/a"}));
}

TEST_F(ReferralCommands, SendTellsWhichOffersWereMade) {
  v1::SendOffersResponse answer;
  v1::Offer& offer = *answer.add_offers();
  offer.set_name(std::string(kReferralName) + "/offers/1");
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
  referral.set_name(kReferralName);
  referral.add_waiting_for()->mutable_due_time()->set_seconds(kMidnight);
  AddTerm(referral, v1::Clock::ANSWER, "", "Afgesproken.");
  AddTerm(referral, v1::Clock::PERSONAL_PLAN, "", "De inwoner mag een plan geven.");
  AddTerm(referral, v1::Clock::INVESTIGATION, "", "Zes weken.");
  state_.AnswerWith("ListReferrals", response);
  EXPECT_THAT(Koppel({"referral", "list", "--municipality", "GM0034", "-o", "wide"}).out,
              HasLineWith(Parts{"GM0034/x", "2026-11-26", "Afgesproken.", "2026-11-26: Zes weken."}));
}

TEST_F(ReferralCommands, WithdrawAndReopen) {
  Koppel({"referral", "withdraw", "GM0034/x", "--reason", "SOLVED"});
  EXPECT_EQ(state_.Asked<v1::WithdrawReferralRequest>().reason(), v1::Referral::SOLVED);
  Koppel({"referral", "reopen", "GM0034/x"});
  EXPECT_EQ(state_.Asked<v1::ReopenReferralRequest>().name(), kReferralName);
}

TEST(CommandTable, EveryStepCanBeTriedFirstRepeatedAndTiedToAnEtag) {
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
