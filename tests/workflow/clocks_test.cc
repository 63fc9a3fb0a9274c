#include "server/workflow/clocks.h"

#include <gtest/gtest.h>

#include "base/referral_sentences.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Placement;

absl::Time DueOfKind(const Case& record, Clock::Kind kind, const std::string& about = "") {
  const Clock* clock = FindClock(record, kind, about);
  return clock == nullptr ? absl::InfinitePast() : FromProto(clock->due_time());
}

absl::Time WarnOfKind(const Case& record, Clock::Kind kind, const std::string& about = "") {
  const Clock* clock = FindClock(record, kind, about);
  return clock == nullptr ? absl::InfinitePast() : FromProto(clock->warn_time());
}

Clock::State StateOfKind(const Case& record, Clock::Kind kind, const std::string& about = "") {
  const Clock* clock = FindClock(record, kind, about);
  return clock == nullptr ? Clock::STATE_UNSPECIFIED : clock->state();
}

Case WithOfferClocks(const Setting& setting) {
  Case record = OfferedCase();
  StartOfferClocks(record, record.offers(0), setting);
  return record;
}

// 23 November 2026 is a Monday: three working days on it is Thursday.
TEST(OfferClocks, CountWorkingDaysFromTheOffer) {
  const Case record = WithOfferClocks(SceneSetting());
  EXPECT_EQ(DueOfKind(record, Clock::RECEIPT, kFirstOffer), At("2026-11-25T00:00"));
  EXPECT_EQ(DueOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-11-27T00:00"));
  EXPECT_EQ(WarnOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-11-25T00:00"));
  const Clock& answer = *FindClock(record, Clock::ANSWER, kFirstOffer);
  EXPECT_EQ(FromProto(answer.start_time()), Monday());
  EXPECT_EQ(answer.reason().code(), "term-agreed");
  EXPECT_EQ(answer.reason().text().nl(),
            Say(ReferralSentence::kTermAgreed, {{"days", "3"}, {"source", "Werkafspraak Kwintes"}}).nl());
}

// One working day is too short to warn a working day before.
TEST(OfferClocks, WarnOnTheLastDayOfAShortTerm) {
  const Case record = WithOfferClocks(SceneSetting());
  EXPECT_EQ(WarnOfKind(record, Clock::RECEIPT, kFirstOffer), At("2026-11-24T00:00"));
}

TEST(OfferClocks, WarnNeverWhereTheRulesDoNot) {
  Setting setting = SceneSetting();
  setting.procedure.set_warn_working_days(0);
  const Case record = WithOfferClocks(setting);
  EXPECT_FALSE(FindClock(record, Clock::ANSWER, kFirstOffer)->has_warn_time());
}

TEST(OfferClocks, AreNotThereWithoutAgreement) {
  Case record = OfferedCase();
  StartOfferClocks(record, record.offers(1), SceneSetting());
  EXPECT_EQ(record.referral().clocks_size(), 0);
}

TEST(OfferClocks, RunOverWeekendAndHolidays) {
  Case record = OfferedCase();
  *record.mutable_offers(0)->mutable_send_time() = ToProto(At("2026-12-23T16:00"));
  StartOfferClocks(record, record.offers(0), SceneSetting());
  // 24 December is the first working day, then Christmas and the weekend, 28 the second, 29 the third.
  EXPECT_EQ(DueOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-12-30T00:00"));
}

TEST(PlacementClocks, AreByTheAgreementWithWhomWasAsked) {
  Case record = StartedCase();
  record.mutable_offers(0)->set_party(kTeam);
  StartPlacementClock(record, record.placements(0), SceneSetting(), Monday());
  EXPECT_EQ(DueOfKind(record, Clock::START, kFirstPlacement), At("2026-12-22T00:00"));
  EXPECT_EQ(FindClock(record, Clock::START, kFirstPlacement)->reason().text().nl(),
            Say(ReferralSentence::kTermAgreed, {{"days", "20"}, {"source", "Werkafspraak VAK"}}).nl());
}

TEST(PlacementClocks, StartContactAtTheHandover) {
  Case record = StartedCase();
  StartContactClock(record, record.placements(0), SceneSetting(), At("2026-11-24T15:00"));
  EXPECT_EQ(DueOfKind(record, Clock::FIRST_CONTACT, kFirstPlacement), At("2026-12-02T00:00"));
}

TEST(PlacementClocks, KeepTheDayTheTeamDecidedOn) {
  Case record = StartedCase();
  const Setting setting = SceneSetting();
  StartDecidedContactClock(record, record.placements(0), absl::CivilDay(2026, 11, 25), setting, Monday());
  StartContactClock(record, record.placements(0), setting, Monday());
  EXPECT_EQ(record.referral().clocks_size(), 1);
  EXPECT_EQ(DueOfKind(record, Clock::FIRST_CONTACT, kFirstPlacement), At("2026-11-26T00:00"));
}

// --- By law.

Case WithDates(const std::string& dates) {
  Case record = SubmittedCase();
  record.mutable_referral()->MergeFrom(Parse<v1::Referral>(dates));
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  return record;
}

// The report of Monday 2 November: seven days are over on Monday 9, six weeks on Monday 14 December.
TEST(StatutoryClocks, RunFromTheReportAndTheApplication) {
  const Case record = WithDates("report_date: '2026-11-02' application_date: '2026-11-20'");
  EXPECT_EQ(DueOfKind(record, Clock::PERSONAL_PLAN), At("2026-11-10T00:00"));
  EXPECT_EQ(DueOfKind(record, Clock::INVESTIGATION), At("2026-12-15T00:00"));
  EXPECT_EQ(DueOfKind(record, Clock::DECISION), At("2026-12-05T00:00"));
  EXPECT_EQ(FindClock(record, Clock::INVESTIGATION, "")->reason().text().nl(),
            Say(ReferralSentence::kTermInvestigation, {{"date", "2026-11-02"}}).nl());
}

TEST(StatutoryClocks, SayThatTheyMovedOn) {
  // Two weeks after Friday 11 December is Christmas Day; the weekend follows.
  const Case record = WithDates("application_date: '2026-12-11'");
  EXPECT_EQ(DueOfKind(record, Clock::DECISION), At("2026-12-29T00:00"));
  const std::string text = FindClock(record, Clock::DECISION, "")->reason().text().nl();
  EXPECT_NE(text.find("2026-12-25"), std::string::npos) << text;
}

TEST(StatutoryClocks, AreMetByTheDatesOfTheRequest) {
  const Case in_time = WithDates("report_date: '2026-10-01' investigation_end_date: '2026-11-12'");
  EXPECT_EQ(StateOfKind(in_time, Clock::INVESTIGATION), Clock::MET);
  const Case late = WithDates("report_date: '2026-10-01' investigation_end_date: '2026-11-13'");
  EXPECT_EQ(StateOfKind(late, Clock::INVESTIGATION), Clock::MET_LATE);
}

TEST(StatutoryClocks, ChangeWithTheirDateAndWithNothingElse) {
  Case record = WithDates("report_date: '2026-11-02'");
  record.mutable_referral()->mutable_clocks(1)->set_warned(true);
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_TRUE(FindClock(record, Clock::INVESTIGATION, "")->warned());
  record.mutable_referral()->set_report_date("2026-11-03");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_FALSE(FindClock(record, Clock::INVESTIGATION, "")->warned());
  EXPECT_EQ(DueOfKind(record, Clock::INVESTIGATION), At("2026-12-16T00:00"));
  EXPECT_EQ(record.referral().clocks_size(), 2);
}

// Computed once: a day that became free later moves nothing that runs.
TEST(StatutoryClocks, AreKeptWhenTheCalendarChanges) {
  Case record = WithDates("report_date: '2026-11-02'");
  Setting setting = SceneSetting();
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  setting.calendar = Calendar(zone, FreeDays{{}, {absl::CivilDay(2026, 12, 14)}});
  KeepStatutoryClocks(record, setting, Monday());
  EXPECT_EQ(DueOfKind(record, Clock::INVESTIGATION), At("2026-12-15T00:00"));
}

TEST(StatutoryClocks, DropWithTheirDateAndComeBackWithIt) {
  Case record = WithDates("report_date: '2026-11-02'");
  record.mutable_referral()->clear_report_date();
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::DROPPED);
  record.mutable_referral()->set_report_date("2026-11-02");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::RUNNING);
}

TEST(StatutoryClocks, RunAgainWhenTheDateOnWhichTheyWereMetIsTakenBack) {
  Case record = WithDates("report_date: '2026-10-01' investigation_end_date: '2026-11-12'");
  const absl::Time due = DueOfKind(record, Clock::INVESTIGATION);
  record.mutable_referral()->clear_investigation_end_date();
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::RUNNING);
  EXPECT_FALSE(FindClock(record, Clock::INVESTIGATION, "")->has_met_time());
  EXPECT_EQ(DueOfKind(record, Clock::INVESTIGATION), due);
}

TEST(StatutoryClocks, AreMetOnAnotherDayWhenTheDateChanges) {
  Case record = WithDates("report_date: '2026-10-01' investigation_end_date: '2026-11-12'");
  record.mutable_referral()->set_investigation_end_date("2026-11-13");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::MET_LATE);
  record.mutable_referral()->set_investigation_end_date("2026-11-12");
  KeepStatutoryClocks(record, SceneSetting(), Monday());
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::MET);
}

TEST(StatutoryClocks, WarnWeeksBeforeADecisionEnds) {
  const Case record = WithDates("decision { start_date: '2026-01-01' end_date: '2027-03-31' }");
  EXPECT_EQ(DueOfKind(record, Clock::DECISION_END), At("2027-04-01T00:00"));
  EXPECT_EQ(WarnOfKind(record, Clock::DECISION_END), At("2027-02-03T00:00"));
}

// --- Met, paused, dropped.

TEST(Meeting, IsLateFromTheDueMomentOn) {
  Case record = WithOfferClocks(SceneSetting());
  Case just = record;
  Meet(just, Clock::ANSWER, kFirstOffer, At("2026-11-27T00:00") - absl::Nanoseconds(1));
  EXPECT_EQ(StateOfKind(just, Clock::ANSWER, kFirstOffer), Clock::MET);
  Meet(record, Clock::ANSWER, kFirstOffer, At("2026-11-27T00:00"));
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::MET_LATE);
}

TEST(Meeting, MakesAPassedTermMetLate) {
  Case record = WithOfferClocks(SceneSetting());
  record.mutable_referral()->mutable_clocks(1)->set_state(Clock::PASSED);
  Meet(record, Clock::ANSWER, kFirstOffer, At("2026-11-30T10:00"));
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::MET_LATE);
}

TEST(Meeting, OfNothingIsNothing) {
  Case record = WithOfferClocks(SceneSetting());
  Drop(record, kFirstOffer);
  const std::string before = record.SerializeAsString();
  Meet(record, Clock::ANSWER, kFirstOffer, Monday());
  Meet(record, Clock::START, kFirstOffer, Monday());
  EXPECT_EQ(record.SerializeAsString(), before);
}

TEST(Pausing, KeepsTheWorkingDaysThatAreLeft) {
  const Setting setting = SceneSetting();
  Case record = WithOfferClocks(setting);
  Pause(record, kFirstOffer, setting, At("2026-11-24T10:00"));
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::PAUSED);
  // Wednesday, Thursday, Friday and Monday went by.
  GoOn(record, kFirstOffer, setting, At("2026-11-30T10:00"));
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::RUNNING);
  EXPECT_EQ(DueOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-12-03T00:00"));
  EXPECT_EQ(WarnOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-12-01T00:00"));
}

TEST(Pausing, WarnsAgainWhereTheWarningMovedOn) {
  const Setting setting = SceneSetting();
  Case record = WithOfferClocks(setting);
  record.mutable_referral()->mutable_clocks(1)->set_warned(true);  // At the start of Wednesday.
  Pause(record, kFirstOffer, setting, At("2026-11-25T10:00"));
  Case soon = record;
  GoOn(soon, kFirstOffer, setting, At("2026-11-25T16:00"));
  EXPECT_TRUE(FindClock(soon, Clock::ANSWER, kFirstOffer)->warned());
  // A week later it moved on to Wednesday 2 December: that has begun.
  GoOn(record, kFirstOffer, setting, At("2026-12-02T10:00"));
  EXPECT_TRUE(FindClock(record, Clock::ANSWER, kFirstOffer)->warned());
  Case early = WithOfferClocks(setting);
  early.mutable_referral()->mutable_clocks(1)->set_warned(true);
  Pause(early, kFirstOffer, setting, At("2026-11-24T10:00"));
  GoOn(early, kFirstOffer, setting, At("2026-11-30T10:00"));
  EXPECT_FALSE(FindClock(early, Clock::ANSWER, kFirstOffer)->warned());
}

TEST(Pausing, OnTheSameDayMovesNothing) {
  const Setting setting = SceneSetting();
  Case record = WithOfferClocks(setting);
  Pause(record, kFirstOffer, setting, At("2026-11-24T10:00"));
  GoOn(record, kFirstOffer, setting, At("2026-11-24T16:00"));
  EXPECT_EQ(DueOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-11-27T00:00"));
}

// Friday 27 November is the last day; the answer to the question comes on Saturday.
TEST(Pausing, GivesBackTheRestOfAWorkingDayOnAWorkingDay) {
  const Setting setting = SceneSetting();
  Case record = WithOfferClocks(setting);
  *record.mutable_referral()->mutable_clocks(1)->mutable_due_time() = ToProto(At("2026-11-28T00:00"));
  Case stopped_in_weekend = record;
  Pause(record, kFirstOffer, setting, At("2026-11-27T15:00"));
  GoOn(record, kFirstOffer, setting, At("2026-11-28T10:00"));
  EXPECT_EQ(DueOfKind(record, Clock::ANSWER, kFirstOffer), At("2026-12-01T00:00"));
  // All of Monday and Tuesday is left on Saturday as it is on Sunday.
  *stopped_in_weekend.mutable_referral()->mutable_clocks(1)->mutable_due_time() = ToProto(At("2026-12-02T00:00"));
  Pause(stopped_in_weekend, kFirstOffer, setting, At("2026-11-28T10:00"));
  GoOn(stopped_in_weekend, kFirstOffer, setting, At("2026-11-29T10:00"));
  EXPECT_EQ(DueOfKind(stopped_in_weekend, Clock::ANSWER, kFirstOffer), At("2026-12-02T00:00"));
}

TEST(Pausing, IsNoDelayOfTheAnswer) {
  const Setting setting = SceneSetting();
  Case record = WithOfferClocks(setting);
  Pause(record, kFirstOffer, setting, At("2026-11-24T10:00"));
  Meet(record, Clock::ANSWER, kFirstOffer, At("2026-12-24T10:00"));
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::MET);
}

TEST(Dropping, IsOfOneOfferOrOfAll) {
  const Setting setting = SceneSetting();
  Case record = WithDates("report_date: '2026-11-02'");
  v1::Clock& other = *record.mutable_referral()->add_clocks();
  other.set_kind(Clock::ANSWER);
  other.set_about(kFirstOffer);
  other.set_state(Clock::PAUSED);
  Drop(record, kFirstOffer);
  EXPECT_EQ(StateOfKind(record, Clock::ANSWER, kFirstOffer), Clock::DROPPED);
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::RUNNING);
  Drop(record, "");
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::DROPPED);
}

TEST(Dropping, LeavesWhatIsMet) {
  Case record = WithDates("report_date: '2026-10-01' investigation_end_date: '2026-11-12'");
  Drop(record, "");
  EXPECT_EQ(StateOfKind(record, Clock::INVESTIGATION), Clock::MET);
}

}  // namespace
}  // namespace koppel::workflow
