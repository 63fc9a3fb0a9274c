#include <algorithm>
#include <atomic>
#include <thread>

#include "base/referral_sentences.h"
#include "server/cases/sweeper.h"
#include "server/handlers/offers.h"
#include "tests/server/case_testing.h"

namespace koppel::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using v1::Offer;
using v1::Placement;
using v1::Referral;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

std::string For(const std::string& name, const std::string& more = "") { return "name: '" + name + "' " + more; }

std::string DutchOf(ReferralSentence sentence, const Arguments& arguments = {}) {
  return Say(sentence, arguments).nl();
}

// That a call is refused with this code, reason and Dutch sentence, and that nothing is stored.
template <typename Request, typename Response>
void ExpectRefused(CaseHouse& house, absl::StatusOr<Response> (*handler)(Call&, const Request&),
                   const std::string& request, absl::StatusCode code, const std::string& reason,
                   const std::string& dutch) {
  const Revision before = house.store().Latest();
  const auto answer = house.Ask(handler, request);
  EXPECT_THAT(answer, FailsWith(code, reason));
  EXPECT_THAT(DutchIn(answer.status()), HasSubstr(dutch));
  EXPECT_EQ(house.store().Latest(), before);
}

// A team decides who starts.
void OfferToTeam(CaseHouse& house) {
  house.Create();
  house.Submit();
  house.Propose();
  house.Choose(kGroup, "r1", "team: 'teams/buurt'");
  house.Send();
}

TEST(Offers, AYesMakesAPlacementThatTakesUpAPlace) {
  CaseHouse house;
  house.Offered();
  EXPECT_EQ(house.Read().state(), Referral::OFFERED);
  house.As(PartnerFor("providers/deschoor"));
  const auto answer = house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->offer().state(), Offer::ACCEPTED);
  EXPECT_FALSE(answer->offer().late());
  EXPECT_EQ(answer->placement().name(), kFirstPlacement);
  EXPECT_EQ(answer->placement().held(), 1);
  EXPECT_EQ(answer->referral().state(), Referral::STARTED);
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 1);
}

TEST(Offers, TheTermsByLawRunFromTheFirstDay) {
  CaseHouse house;
  house.Create("r1", "report_date: '2026-11-20'");
  EXPECT_EQ(house.Read().clocks_size(), 2);
}

// Its own rules say when a team answers.
TEST(Offers, ATeamHasTheTermsOfItsOwnRules) {
  RuleBook book = CaseRules();
  book.sets.push_back(Parse<v1::RuleSet>(R"(
    name: "ruleSets/buurt" title: "Buurtteam" level: TEAM parent: "ruleSets/nl" municipalities: "GM0034"
    team: "teams/buurt"
    agreements { id: "normal" urgency: NORMAL answer_working_days: 2 source: "Eigen proef" rationale: "Proef."
                 start_date: "2026-11-01" })"));
  CaseHouse house(book);
  OfferToTeam(house);
  const Referral stored = house.Read();
  const auto& clocks = stored.clocks();
  const auto answer = std::find_if(clocks.begin(), clocks.end(),
                                   [](const v1::Clock& clock) { return clock.kind() == v1::Clock::ANSWER; });
  ASSERT_NE(answer, clocks.end());
  EXPECT_THAT(answer->reason().text().nl(), HasSubstr("2 werkdagen"));
}

TEST(Offers, AYesAboveTheOwnFigureRaisesIt) {
  CaseHouse house;
  for (const char* id : {"r1", "r2", "r3"}) {
    house.Offered(id);
    ASSERT_TRUE(house.Ask(&AnswerOffer, For(house.NameOf(id) + "/offers/1", "verdict: YES")).ok());
  }
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 3);
  EXPECT_EQ(house.CapacityOf(kGroup).reported_free(), 3);
  EXPECT_EQ(house.CapacityOf(kGroup).total(), 9);
}

TEST(Offers, FromHandoverToTheEnd) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&ConfirmReceipt, For(kFirstOffer)).ok());
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES")).ok());
  const auto handed = house.Ask(&RecordHandover, For(kFirstPlacement, "road: PHONE"));
  ASSERT_TRUE(handed.ok()) << handed.status();
  EXPECT_EQ(handed->placement().state(), Placement::HANDED_OVER);
  house.GoTo("2026-11-24T10:00");
  ASSERT_TRUE(house.Ask(&RecordFirstContact, For(kFirstPlacement)).ok());
  ASSERT_TRUE(house.Ask(&StartPlacement, For(kFirstPlacement)).ok());
  const auto ended = house.Ask(&EndPlacement, For(kFirstPlacement, "reason: GOAL_REACHED"));
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_EQ(ended->referral().state(), Referral::ENDED);
  EXPECT_EQ(ended->placement().held(), 0);
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 0);
  EXPECT_EQ(house.CapacityOf(kGroup).reported_free(), 2);
}

TEST(Offers, ARepeatedYesIsGivenOnce) {
  CaseHouse house;
  house.Offered();
  const std::string request = For(kFirstOffer, std::string("verdict: YES request_id: '") + kUuid + "'");
  const auto first = house.Ask(&AnswerOffer, request);
  const auto second = house.Ask(&AnswerOffer, request);
  ASSERT_TRUE(first.ok() && second.ok()) << first.status() << second.status();
  EXPECT_EQ(first->placement().SerializeAsString(), second->placement().SerializeAsString());
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 1);
}

TEST(Offers, OfManyWhoAnswerAtOnceOneIsHeard) {
  CaseHouse house;
  house.Offered();
  std::atomic<int> heard = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      Call call = house.NewCall("AnswerOffer");
      const auto answer = Serve(call, Parse<v1::AnswerOfferRequest>(For(kFirstOffer, "verdict: YES")), &AnswerOffer);
      heard += answer.ok() ? 1 : 0;
      refused += ReasonOf(answer.status()) == "OFFER_ANSWERED" ? 1 : 0;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(heard, 1);
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 1);
}

TEST(Offers, APartnerThatDeclinedIsSetAsideWithItsReason) {
  CaseHouse house;
  house.Offered();
  const auto no = house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: NO decline_reason: 'geen-klik'"));
  ASSERT_TRUE(no.ok()) << no.status();
  ASSERT_EQ(no->referral().declines_size(), 1);
  const auto advice = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(advice.ok()) << advice.status();
  ASSERT_EQ(advice->advice().set_aside_size(), 1);
  EXPECT_EQ(advice->advice().set_aside(0).offering(), kGroup);
  EXPECT_THAT(advice->advice().set_aside(0).reason().text().nl(), HasSubstr("De Schoor"));
  ASSERT_EQ(advice->advice().record().proposals_size(), 1);
  EXPECT_EQ(advice->advice().record().proposals(0).parts(0).offering(), kOtherGroup);
}

TEST(Offers, PartnersThatSendARequestToEachOtherAreToMeet) {
  CaseHouse house;
  house.Offered();
  const std::string elsewhere = "verdict: NO decline_reason: 'hoort-elders' better_provider: ";
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, elsewhere + "'providers/buurthuis'")).ok());
  house.clock().Advance(absl::Hours(1));
  house.Propose();
  house.Choose(kOtherGroup);
  house.Send();
  const auto back = house.Ask(&AnswerOffer, For(kSecondOffer, elsewhere + "'providers/deschoor'"));
  ASSERT_TRUE(back.ok()) << back.status();
  const auto& waiting = back->referral().waiting_for();
  EXPECT_TRUE(std::any_of(waiting.begin(), waiting.end(),
                          [](const v1::Waiting& one) { return one.step() == v1::Waiting::MEET; }));
  const auto advice = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(advice.ok()) << advice.status();
  ASSERT_GT(advice->advice().warnings_size(), 0);
  EXPECT_EQ(advice->advice().warnings(0).code(), "ping-pong");
}

TEST(Offers, WhoWouldBeBetterMustBeKnown) {
  CaseHouse house;
  house.Offered();
  const std::string before = house.Read().SerializeAsString();
  const auto no = house.Ask(&AnswerOffer, For(kFirstOffer,
                                              "verdict: NO decline_reason: 'hoort-elders'"
                                              " better_provider: 'providers/nobody'"));
  const auto response =
      house.Ask(&RecordMemberResponse, For(kFirstOffer,
                                           "response { provider: 'providers/deschoor' verdict: BETTER_FOR"
                                           " better_provider: 'providers/nobody' }"));
  EXPECT_THAT(FieldsIn(no.status()), ElementsAre("better_provider"));
  EXPECT_THAT(FieldsIn(response.status()), ElementsAre("response.better_provider"));
  EXPECT_EQ(house.Read().SerializeAsString(), before);
}

TEST(Offers, TheFigureReportedAnewMakesThatAFullPartnerMayBeAskedAgain) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: NO decline_reason: 'vol'")).ok());
  house.clock().Advance(absl::Hours(1));
  ASSERT_TRUE(
      house.Ask(&SetCapacity, "capacity { name: '" + CapacityName(kGroup) + "' state: FREE reported_free: 4 }").ok());
  house.Settle();
  const auto advice = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_EQ(advice->advice().set_aside_size(), 0);
  EXPECT_EQ(advice->advice().record().proposals_size(), 2);
}

TEST(Offers, AYesByPhoneAfterTheDeadlineCountsAndIsLate) {
  CaseHouse house;
  house.Offered();
  house.GoTo("2026-12-07T09:00");
  const auto answer = house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES on_behalf_of: 'providers/deschoor'"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(answer->offer().late());
  EXPECT_EQ(answer->offer().recorded_by(), "development");
  EXPECT_EQ(answer->referral().state(), Referral::STARTED);
}

TEST(Offers, AnIntakeThatStopsIsNotAPlacement) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES_AFTER_INTAKE")).ok());
  const auto stopped = house.Ask(&ConcludeIntake, For(kFirstOffer, "starts: false decline_reason: 'geen-klik'"));
  ASSERT_TRUE(stopped.ok()) << stopped.status();
  EXPECT_EQ(stopped->offer().state(), Offer::FAILED);
  EXPECT_EQ(house.CapacityOf(kGroup).held(), 0);
}

TEST(Offers, AQuestionStopsTheClockUntilTheReply) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: QUESTION question: CONSENT")).ok());
  house.GoTo("2026-12-14T09:00");
  ASSERT_TRUE(Sweep(house.environment(), house.clock().Now(), 10).ok());
  EXPECT_EQ(house.Stored().offers(0).state(), Offer::QUESTIONED);
  const auto replied = house.Ask(&ReplyToQuestion, For(kFirstOffer));
  ASSERT_TRUE(replied.ok()) << replied.status();
  EXPECT_EQ(replied->offer().state(), Offer::PENDING);
}

TEST(Offers, ATeamDecidesWhoStarts) {
  CaseHouse house;
  OfferToTeam(house);
  EXPECT_EQ(house.Stored().offers(0).party(), "teams/buurt");
  const auto said =
      house.Ask(&RecordMemberResponse, For(kFirstOffer, "response { provider: 'providers/deschoor' verdict: CANNOT }"));
  ASSERT_TRUE(said.ok()) << said.status();
  const auto decided =
      house.Ask(&RecordTeamDecision, For(kFirstOffer, std::string("decision { starter: '") + kOtherGroup +
                                                          "' decided_by: 'providers/buurthuis' joining: '" + kGroup +
                                                          "' first_contact_date: '2026-11-26' }"));
  ASSERT_TRUE(decided.ok()) << decided.status();
  EXPECT_EQ(decided->placement().offering(), kOtherGroup);
  EXPECT_EQ(house.Stored().offers_size(), 2);
  EXPECT_EQ(house.Stored().offers(1).party(), "providers/deschoor");
}

TEST(BadAnswer, ToSomebodyElsesOffer) {
  CaseHouse house;
  house.Offered();
  house.As(PartnerFor("providers/buurthuis"));
  const std::string dutch =
      DutchOf(ReferralSentence::kNotYourOffer, {{"name", kFirstOffer}, {"party", "providers/deschoor"}});
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES"), kDenied, "NOT_YOUR_OFFER", dutch);
  // Only an adviser records what another said.
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES on_behalf_of: 'providers/deschoor'"), kDenied,
                "NOT_YOUR_OFFER", dutch);
}

TEST(BadAnswer, OnBehalfOfSomebodyElse) {
  CaseHouse house;
  house.Offered();
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES on_behalf_of: 'providers/kwintes'"), kDenied,
                "NOT_YOUR_OFFER", "providers/deschoor");
}

TEST(BadAnswer, Twice) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES")).ok());
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: NO decline_reason: 'vol'"), kFailed, "OFFER_ANSWERED",
                "al beantwoord");
}

TEST(BadAnswer, AfterAnotherIsOut) {
  CaseHouse house;
  house.Offered();
  house.GoTo("2026-12-07T09:00");
  ASSERT_EQ(Sweep(house.environment(), house.clock().Now(), 10)->changed, 1u);
  house.Choose(kOtherGroup);
  house.Send();
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES"), kFailed, "OFFER_REPLACED",
                DutchOf(ReferralSentence::kOfferReplaced, {{"name", kFirstOffer}}));
  EXPECT_EQ(house.Stored().offers(1).replaces(), kFirstOffer);
}

TEST(BadAnswer, ToAnOfferThatIsClosedOrNotThere) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&RecallOffer, For(kFirstOffer)).ok());
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES"), kFailed, "OFFER_CLOSED", "niet meer open");
  ExpectRefused(house, &AnswerOffer, For(kSecondOffer, "verdict: YES"), absl::StatusCode::kNotFound, "RECORD_NOT_FOUND",
                kSecondOffer);
  ExpectRefused(house, &EndPlacement, For(kFirstPlacement, "reason: GONE"), absl::StatusCode::kNotFound,
                "RECORD_NOT_FOUND", kFirstPlacement);
}

TEST(BadAnswer, FieldsThatAreMissingOrUnknown) {
  CaseHouse house;
  house.Offered();
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer), kInvalid, "INVALID_FIELDS", "verdict");
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: NO"), kInvalid, "INVALID_FIELDS",
                DutchOf(ReferralSentence::kFieldMissing));
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: NO decline_reason: 'zomaar'"), kInvalid,
                "INVALID_FIELDS", "zomaar");
  const auto answer = house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: NO decline_reason: 'zomaar'"));
  EXPECT_THAT(FieldsIn(answer.status()), testing::ElementsAre("decline_reason"));
}

TEST(BadAnswer, ATeamDecisionByWhoIsNoMemberOrMayNot) {
  CaseHouse house;
  OfferToTeam(house);
  const std::string head = std::string("decision { starter: '") + kOtherGroup + "' decided_by: ";
  house.Put({R"(provider { name: "providers/vreemd" title: "Vreemd" kind: CARE })"});
  ExpectRefused(house, &RecordTeamDecision, For(kFirstOffer, head + "'providers/vreemd' }"), kDenied, "NOT_A_MEMBER",
                DutchOf(ReferralSentence::kNotAMember, {{"provider", "providers/vreemd"}, {"team", "teams/buurt"}}));
  ExpectRefused(house, &RecordTeamDecision, For(kFirstOffer, head + "'providers/kwintes' }"), kDenied, "NOT_A_MEMBER",
                "mag in teams/buurt niet besluiten");
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES"), kFailed, "TEAM_NOT_DECIDED", "team besluit");
  house.As(PartnerFor("providers/vreemd"));
  ExpectRefused(house, &RecordTeamDecision, For(kFirstOffer, head + "'providers/buurthuis' }"), kDenied,
                "NOT_YOUR_OFFER", "providers/buurthuis");
}

TEST(BadAnswer, SendingTwiceOrNothing) {
  CaseHouse house;
  house.Create();
  house.Submit();
  house.Propose();
  ExpectRefused(house, &SendOffers, house.NameField("r1"), kFailed, "NO_CHOICE", "nog niets gekozen");
  house.Choose();
  house.Send();
  ExpectRefused(house, &SendOffers, house.NameField("r1"), kFailed, "NOTHING_TO_SEND", "niets meer aan te melden");
}

TEST(BadAnswer, AWithdrawnRequestTakesNoAnswer) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&WithdrawReferral, house.NameField("r1") + " reason: NOT_WANTED").ok());
  ExpectRefused(house, &AnswerOffer, For(kFirstOffer, "verdict: YES"), kFailed, "OFFER_CLOSED", "niet meer open");
}

TEST(BadPlacement, StepsOutOfOrder) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(house.Ask(&AnswerOffer, For(kFirstOffer, "verdict: YES")).ok());
  ExpectRefused(house, &RecordFirstContact, For(kFirstPlacement), kFailed, "WRONG_STATE", kFirstPlacement);
  ExpectRefused(house, &RecordHandover, For(kFirstPlacement, "road: PHONE handover_time { seconds: 4000000000 }"),
                kInvalid, "INVALID_FIELDS", DutchOf(ReferralSentence::kInFuture));
  ExpectRefused(house, &WithdrawReferral, house.NameField("r1") + " reason: MOVED", kFailed, "PLACEMENT_RUNS",
                kFirstPlacement);
}

}  // namespace
}  // namespace koppel::server
