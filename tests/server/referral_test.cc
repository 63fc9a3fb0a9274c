#include <algorithm>
#include <functional>

#include "server/handlers/matching.h"
#include "server/handlers/referrals.h"
#include "tests/server/case_testing.h"

namespace koppel::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using v1::Referral;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

// That a call is refused with this code and reason, in Dutch with these words, and that nothing is stored.
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

TEST(ReferralSteps, ARequestGoesFromDraftToChosen) {
  CaseHouse house;
  house.Create();
  EXPECT_EQ(house.Read().state(), Referral::DRAFT);
  EXPECT_THAT(house.changed(), ElementsAre(kCase));
  house.Submit();
  EXPECT_EQ(house.Read().state(), Referral::SUBMITTED);
  const auto proposed = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(proposed->advice().name(), std::string(kCase) + "/advices/1");
  ASSERT_EQ(proposed->advice().record().proposals_size(), 2);
  EXPECT_EQ(proposed->advice().fits_size(), 2);
  const auto chosen =
      house.Ask(&ChooseParts, house.NameField("r1") + " choice { advice: 1 proposal: 1 chooser: TOGETHER }");
  ASSERT_TRUE(chosen.ok()) << chosen.status();
  ASSERT_EQ(chosen->referral().choice().parts_size(), 1);
  EXPECT_EQ(chosen->referral().choice().parts(0).offering(),
            proposed->advice().record().proposals(0).parts(0).offering());
  EXPECT_EQ(chosen->referral().choice().recorded_by(), "development");
}

TEST(ReferralSteps, TheAdviceIsKeptAndItsTimeIsThatOfTheCommit) {
  CaseHouse house;
  house.Create();
  house.Submit();
  const auto proposed = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  const auto kept = house.cases().GetAdvice(std::string(kCase) + "/advices/1");
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->SerializeAsString(), proposed->advice().SerializeAsString());
  EXPECT_FALSE(kept->record().referral().has_haalzorg());
  EXPECT_EQ(kept->record().referral().resident(), "");
}

// Both groups can begin after so many weeks.
void PutStarts(CaseHouse& house, int first, int other) {
  const auto group = [](const char* name, int weeks) {
    return "offering { name: '" + std::string(name) + "' title: 'Breien' kind: ACTIVITY form: GROUP domains: SOCIAL " +
           "wishes: 'breien' start_weeks: " + std::to_string(weeks) + " }";
  };
  house.Put({group(kGroup, first), group(kOtherGroup, other)});
}

v1::Advice AdviceFor(CaseHouse& house) {
  const auto proposed = house.Ask(&ProposeMatches, house.NameField("r1"));
  EXPECT_TRUE(proposed.ok()) << proposed.status();
  return proposed.ok() ? proposed->advice() : v1::Advice();
}

// How the proposal that this offering leads fits in the terms.
v1::Fit FitOf(const v1::Advice& advice, const std::string& offering) {
  for (int i = 0; i < advice.record().proposals_size(); ++i) {
    if (advice.record().proposals(i).parts(0).offering() == offering) return advice.fits(i);
  }
  ADD_FAILURE() << offering << " is not proposed";
  return v1::FIT_UNSPECIFIED;
}

std::vector<std::string> WarningsIn(const v1::Advice& advice) {
  std::vector<std::string> codes;
  for (const v1::Reason& warning : advice.warnings()) codes.push_back(warning.code());
  return codes;
}

TEST(ReferralSteps, TheAdviceSaysWhetherHelpStartsInTime) {
  CaseHouse house;
  PutStarts(house, 1, 12);
  house.Create();
  house.Submit();
  // Agreed: within twenty working days.
  const v1::Advice agreed = AdviceFor(house);
  EXPECT_EQ(FitOf(agreed, kGroup), v1::IN_TIME);
  EXPECT_EQ(FitOf(agreed, kOtherGroup), v1::AFTER_AGREEMENT);
  EXPECT_THAT(WarningsIn(agreed), testing::Not(testing::Contains("none-in-time")));
  // By law: two weeks from the application.
  ASSERT_TRUE(
      house.Ask(&UpdateReferral, "referral { " + house.NameField("r1") + " application_date: '2026-11-20' }").ok());
  const v1::Advice by_law = AdviceFor(house);
  EXPECT_EQ(FitOf(by_law, kGroup), v1::IN_TIME);
  EXPECT_EQ(FitOf(by_law, kOtherGroup), v1::AFTER_LAW);
  PutStarts(house, 12, 12);
  EXPECT_THAT(WarningsIn(AdviceFor(house)), ElementsAre("starts-after-law", "none-in-time"));
}

TEST(ReferralSteps, AKeptAdviceIsWorkedOutAgain) {
  CaseHouse house;
  house.Offered();
  ASSERT_TRUE(
      house.Ask(&AnswerOffer, std::string("verdict: NO decline_reason: 'geen-klik' name: '") + kFirstOffer + "'").ok());
  house.Propose();
  house.clock().Advance(absl::Hours(1));
  for (const char* number : {"1", "2"}) {
    v1::ReplayAdviceRequest request;
    const auto kept = house.cases().GetAdvice(std::string(kCase) + "/advices/" + number);
    ASSERT_TRUE(kept.ok()) << kept.status();
    *request.mutable_advice() = kept->record();
    const auto replayed = house.Ask(&ReplayAdvice, request);
    ASSERT_TRUE(replayed.ok()) << replayed.status();
    EXPECT_TRUE(replayed->same()) << replayed->ShortDebugString();
  }
}

TEST(ReferralSteps, KoppelChoosesAnIdWhereNoneIsGiven) {
  CaseHouse house;
  const auto created = house.Ask(&CreateReferral,
                                 "parent: 'municipalities/GM0034' referral { resident: 'q7' area: 'GM0034' needs { "
                                 "domain: SOCIAL } }");
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->name(), "municipalities/GM0034/referrals/id-1");
  EXPECT_NE(created->etag(), "");
  EXPECT_TRUE(created->has_create_time());
}

TEST(ReferralSteps, WordsOfTheResidentAreReadForWishesAndNotKept) {
  CaseHouse house;
  const auto created = house.Ask(&CreateReferral,
                                 "parent: 'municipalities/GM0034' referral { resident: 'q7' area: 'GM0034' needs { "
                                 "domain: SOCIAL wish_text: 'samen breien' } }");
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_THAT(created->needs(0).wishes(), ElementsAre("breien"));
  EXPECT_EQ(created->needs(0).wish_text(), "");
}

TEST(ReferralSteps, WhatTheCallerMayNotSetIsIgnored) {
  CaseHouse house;
  house.Create("r1", "state: STARTED latest_advice: 7 declines { offering: 'providers/kwintes/offerings/thuis' }");
  EXPECT_EQ(house.Read().state(), Referral::DRAFT);
  EXPECT_EQ(house.Read().latest_advice(), 0);
  EXPECT_EQ(house.Read().declines_size(), 0);
}

// The investigation of a report of half a year ago had six weeks.
TEST(ReferralSteps, ATermThatIsOverAlreadyIsSeenInTheSameStep) {
  CaseHouse house;
  house.Create("r1", "report_date: '2026-05-04'");
  const Referral referral = house.Read();
  const auto late = std::count_if(referral.clocks().begin(), referral.clocks().end(),
                                  [](const v1::Clock& clock) { return clock.state() == v1::Clock::PASSED; });
  EXPECT_EQ(late, 2);
  EXPECT_FALSE(referral.has_next_event_time());
  ASSERT_GT(referral.waiting_for_size(), 1);
  EXPECT_TRUE(referral.waiting_for(0).has_due_time());
}

TEST(ReferralSteps, AnUpdateChangesWhatTheMaskNames) {
  CaseHouse house;
  house.Create();
  const auto updated =
      house.Ask(&UpdateReferral, "referral { name: '" + std::string(kCase) +
                                     "' urgency: PRIORITY resident: 'other' } update_mask { paths: 'urgency' }");
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->urgency(), v1::PRIORITY);
  EXPECT_EQ(updated->resident(), "q7");
  EXPECT_EQ(house.Read().urgency(), v1::PRIORITY);
}

TEST(ReferralSteps, ARepeatedRequestIsDoneOnce) {
  CaseHouse house;
  const std::string request = std::string("parent: 'municipalities/GM0034' request_id: '") + kUuid +
                              "' referral { resident: 'q7' area: 'GM0034' needs { domain: SOCIAL } }";
  const auto first = house.Ask(&CreateReferral, request);
  const auto second = house.Ask(&CreateReferral, request);
  ASSERT_TRUE(first.ok() && second.ok()) << first.status() << second.status();
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_EQ(house.cases().List("municipalities/GM0034", "", 10)->cases.size(), 1u);
}

TEST(ReferralSteps, OfARequestOnlyTheNameIsRemembered) {
  CaseHouse house;
  house.Create("r1", "external_references { kind: CASE_NUMBER value: 'Z-2026-81' }");
  house.Submit();
  const std::string request = house.NameField("r1") + " request_id: '" + kUuid + "'";
  const auto first = house.Ask(&ProposeMatches, request);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto remembered = house.directory().Recall(kUuid);
  ASSERT_TRUE(remembered.ok() && remembered->has_value());
  EXPECT_THAT((*remembered)->response, testing::Not(HasSubstr("Z-2026-81")));
  EXPECT_THAT((*remembered)->response, testing::Not(HasSubstr("breien")));
  EXPECT_THAT((*remembered)->response, HasSubstr(kCase));
  const auto second = house.Ask(&ProposeMatches, request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
}

TEST(ReferralSteps, TryingStoresNothing) {
  CaseHouse house;
  house.Create();
  const Revision before = house.store().Latest();
  const auto tried = house.Ask(&SubmitReferral, house.NameField("r1") + " validate_only: true");
  ASSERT_TRUE(tried.ok()) << tried.status();
  EXPECT_EQ(tried->referral().state(), Referral::SUBMITTED);
  EXPECT_EQ(house.store().Latest(), before);
  EXPECT_EQ(house.Read().state(), Referral::DRAFT);
}

TEST(ReferralSteps, WhoIsNoAdviserMakesNoRequest) {
  CaseHouse house;
  house.As(PartnerFor("providers/deschoor"));
  ExpectRefused(house, &CreateReferral, "parent: 'municipalities/GM0034'", absl::StatusCode::kPermissionDenied,
                "NOT_ALLOWED", "");
}

// The team stands in the advice alone until it is chosen.
TEST(ReferralSteps, TheNumberOfAProposalIsEnoughAlsoWhereATeamDecides) {
  CaseHouse house;
  house.Put({R"(offering { name: "providers/kwintes/offerings/thuis" title: "Thuis" kind: CARE form: AT_HOME
                           domains: MIND expertise: "dementie" })",
             R"(team { name: "teams/zorg" title: "Zorgteam" service_areas: "GM0034" decides_who_starts: true
                       members { provider: "providers/kwintes" role: PARTNER } })"});
  house.Create("r1", "needs { domain: MIND expertise: 'dementie' }");
  house.Submit();
  const auto proposed = house.Ask(&ProposeMatches, house.NameField("r1"));
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  int number = 0;
  for (int i = 0; i < proposed->advice().record().proposals_size(); ++i) {
    if (proposed->advice().record().proposals(i).team() == "teams/zorg") number = i + 1;
  }
  ASSERT_GT(number, 0);
  const auto chosen = house.Ask(
      &ChooseParts, absl::StrCat(house.NameField("r1"), " choice { advice: 1 chooser: RESIDENT proposal: ", number,
                                 " reason: NEARER }"));
  ASSERT_TRUE(chosen.ok()) << chosen.status();
  EXPECT_EQ(house.Read().choice().team(), "teams/zorg");
}

TEST(BadReferral, BadFieldsAreNamed) {
  CaseHouse house;
  const std::string head = "parent: 'municipalities/GM0034' referral { area: 'GM0034' needs { domain: SOCIAL } ";
  ExpectRefused(house, &CreateReferral, head + "}", kInvalid, "INVALID_FIELDS", "referral.resident");
  ExpectRefused(house, &CreateReferral, head + "resident: 'Jan Jansen' }", kInvalid, "INVALID_FIELDS",
                "referral.resident");
  ExpectRefused(house, &CreateReferral,
                head + "resident: 'q7' decision { start_date: '2027-01-01' end_date: '2026-12-31' } }", kInvalid,
                "INVALID_FIELDS", "referral.decision.end_date");
  ExpectRefused(house, &CreateReferral, head + "resident: 'q7' involved_providers: 'providers/niemand' }", kInvalid,
                "INVALID_FIELDS", "referral.involved_providers[0]");
  ExpectRefused(house, &CreateReferral,
                head + "resident: 'q7' external_references { kind: CASE_NUMBER value: '123456782' } }", kInvalid,
                "INVALID_FIELDS", "referral.external_references[0].value");
}

TEST(BadReferral, TheSentenceAboutADecisionThatEndsBeforeItBegins) {
  CaseHouse house;
  house.Create();
  ExpectRefused(
      house, &UpdateReferral,
      "referral { name: '" + std::string(kCase) + "' decision { start_date: '2027-01-01' end_date: '2026-12-31' } }",
      kInvalid, "INVALID_FIELDS", Say(Sentence::kEndBeforeStart).nl());
}

TEST(BadReferral, ANameThatIsTakenOrMissing) {
  CaseHouse house;
  house.Create();
  ExpectRefused(house, &CreateReferral,
                "parent: 'municipalities/GM0034' referral_id: 'r1' referral { resident: 'q7' area: 'GM0034' needs { "
                "domain: SOCIAL } }",
                absl::StatusCode::kAlreadyExists, "RECORD_EXISTS", kCase);
  ExpectRefused(house, &CreateReferral,
                "parent: 'municipalities/GM0999' referral { resident: 'q7' area: 'GM0034' needs { domain: SOCIAL } }",
                absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", "municipalities/GM0999");
  ExpectRefused(house, &SubmitReferral, house.NameField("r2"), absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", "r2");
  ExpectRefused(house, &UpdateReferral, "referral { " + house.NameField("r2") + " urgency: URGENT }",
                absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", "r2");
  ExpectRefused(house, &UpdateReferral, "referral { name: 'providers/x' urgency: URGENT }", kInvalid, "INVALID_FIELDS",
                "referral.name");
}

TEST(BadReferral, AnOldEtag) {
  CaseHouse house;
  house.Create();
  const std::string etag = house.Read().etag();
  house.Submit();
  ExpectRefused(house, &WithdrawReferral, house.NameField("r1") + " reason: SOLVED etag: '" + etag + "'",
                absl::StatusCode::kAborted, "ETAG_MISMATCH", kCase);
  ExpectRefused(house, &UpdateReferral,
                "referral { " + house.NameField("r1") + " urgency: URGENT etag: '" + etag + "' }",
                absl::StatusCode::kAborted, "ETAG_MISMATCH", kCase);
  const auto now =
      house.Ask(&WithdrawReferral, house.NameField("r1") + " reason: SOLVED etag: '" + house.Read().etag() + "'");
  EXPECT_TRUE(now.ok()) << now.status();
}

TEST(BadReferral, ARequestThatWasCalledOff) {
  CaseHouse house;
  house.Create();
  house.Submit();
  ASSERT_TRUE(house.Ask(&WithdrawReferral, house.NameField("r1") + " reason: NOT_WANTED").ok());
  ExpectRefused(house, &ProposeMatches, house.NameField("r1"), kFailed, "WRONG_STATE", "Dit kan nu niet");
  ExpectRefused(house, &UpdateReferral, "referral { " + house.NameField("r1") + " urgency: URGENT }", kFailed,
                "WRONG_STATE", kCase);
  ExpectRefused(house, &SendOffers, house.NameField("r1"), kFailed, "WRONG_STATE", kCase);
  const auto again = house.Ask(&ReopenReferral, house.NameField("r1"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->referral().state(), Referral::SUBMITTED);
}

TEST(BadChoice, NeedsNobodyConfirmed) {
  CaseHouse house;
  house.Create("r1", "needs { domain: MIND unconfirmed: true }");
  house.Submit();
  house.Propose();
  ExpectRefused(house, &ChooseParts,
                house.NameField("r1") +
                    " choice { advice: 1 chooser: RESIDENT reason: NEARER parts { role: LEAD "
                    "offering: 'providers/kwintes/offerings/thuis' needs: 1 } }",
                kFailed, "UNCONFIRMED_NEEDS", "Nog niet bevestigd");
}

TEST(BadChoice, AnAdviceFromBeforeTheRequestWasChanged) {
  CaseHouse house;
  house.Create();
  house.Submit();
  house.Propose();
  house.clock().Advance(absl::Minutes(1));
  ASSERT_TRUE(house.Ask(&UpdateReferral, "referral { " + house.NameField("r1") + " urgency: PRIORITY }").ok());
  const std::string choice = house.NameField("r1") + " choice { advice: 1 proposal: 1 chooser: RESIDENT }";
  ExpectRefused(house, &ChooseParts, choice, kFailed, "ADVICE_OUTDATED", "niet meer actueel");
  house.clock().Advance(absl::Minutes(1));
  house.Propose();
  ExpectRefused(house, &ChooseParts, choice, kFailed, "ADVICE_OUTDATED", "niet meer actueel");
}

TEST(BadChoice, NotTheFirstWithoutAReasonAndOfferingsThatAreNotThere) {
  CaseHouse house;
  house.Create();
  house.Submit();
  house.Propose();
  const std::string head = house.NameField("r1") + " choice { advice: 1 chooser: RESIDENT ";
  ExpectRefused(house, &ChooseParts, head + "proposal: 2 }", kFailed, "REASON_MISSING", "waarom");
  ExpectRefused(house, &ChooseParts, head + "parts { role: LEAD offering: 'providers/x/offerings/y' } reason: NEARER }",
                kInvalid, "INVALID_FIELDS", "choice.parts[0].offering");
  const auto none = house.Ask(&ChooseParts, head + "reason: NOTHING_SUITS }");
  EXPECT_TRUE(none.ok()) << none.status();
}

}  // namespace
}  // namespace koppel::server
