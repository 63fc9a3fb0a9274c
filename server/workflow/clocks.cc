#include "server/workflow/clocks.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/referral_sentences.h"
#include "base/resource_name.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;

constexpr int kPersonalPlanDays = 7;    // Wmo 2015 art. 2.3.2, second paragraph.
constexpr int kInvestigationDays = 42;  // Wmo 2015 art. 2.3.2, first paragraph.
constexpr int kDecisionDays = 14;       // Wmo 2015 art. 2.3.5, second paragraph.

template <typename Clocks>
auto* LatestIn(Clocks& clocks, Clock::Kind kind, const std::string& about) {
  const auto found = std::find_if(clocks.rbegin(), clocks.rend(),
                                  [&](const Clock& clock) { return clock.kind() == kind && clock.about() == about; });
  return found == clocks.rend() ? nullptr : &*found;
}

Clock* LatestClock(Case& record, Clock::Kind kind, const std::string& about) {
  return LatestIn(*record.mutable_referral()->mutable_clocks(), kind, about);
}

void Explain(Clock& clock, const char* code, ReferralSentence sentence, const Arguments& arguments) {
  auto& reason = *clock.mutable_reason();
  reason.set_code(code);
  *reason.mutable_text() = Say(sentence, arguments);
  for (const auto& [name, value] : arguments) {
    auto& argument = *reason.add_arguments();
    argument.set_name(std::string(name));
    argument.set_value(value);
  }
}

// So many working days before; where the term is too short for that, on its last day.
std::optional<absl::Time> WarnTimeOf(const Setting& setting, absl::Time start, absl::Time due) {
  const int days = setting.procedure.warn_working_days();
  if (days <= 0) return std::nullopt;
  const absl::Time warn = setting.calendar.WorkingDaysBefore(due, days);
  if (warn > start) return warn;
  const absl::Time last_day = setting.calendar.WorkingDaysBefore(due, 0);
  return last_day > start ? std::optional(last_day) : std::nullopt;
}

Clock NewClock(Clock::Kind kind, const std::string& about, absl::Time start, absl::Time due,
               std::optional<absl::Time> warn) {
  Clock clock;
  clock.set_kind(kind);
  clock.set_about(about);
  clock.set_state(Clock::RUNNING);
  *clock.mutable_start_time() = ToProto(start);
  *clock.mutable_due_time() = ToProto(due);
  if (warn.has_value()) *clock.mutable_warn_time() = ToProto(*warn);
  return clock;
}

// --- Terms by agreement.

struct AgreedTerm {
  Clock::Kind kind;
  int working_days;
};

void StartAgreed(Case& record, const AgreedTerm& term, const std::string& about, const std::string& source,
                 const Setting& setting, absl::Time start) {
  if (term.working_days <= 0) return;
  const absl::Time due = setting.calendar.AfterWorkingDays(start, term.working_days);
  Clock clock = NewClock(term.kind, about, start, due, WarnTimeOf(setting, start, due));
  Explain(clock, "term-agreed", ReferralSentence::kTermAgreed,
          {{"days", absl::StrCat(term.working_days)}, {"source", source}});
  *record.mutable_referral()->add_clocks() = std::move(clock);
}

// What was agreed with whom the offer of the placement was sent to: a team's agreement goes before a member's.
const Agreed& AgreedForPlacement(Case& record, const v1::Placement& placement, const Setting& setting) {
  const std::string& referral = record.referral().name();
  const v1::Offer* offer = FindOffer(record, OfferName(referral, NumberOf(placement.name())));
  return AgreedWith(setting, offer != nullptr ? offer->party() : ParentOf(placement.offering()));
}

// --- Terms by law.

struct StatutoryTerm {
  Clock::Kind kind;
  std::string from;  // The day on which it begins; empty: it does not run.
  std::string met;   // The day on which it was met; empty: not yet.
  int days;
  const char* code;
  ReferralSentence sentence;
};

std::vector<StatutoryTerm> StatutoryTermsOf(const v1::Referral& referral) {
  return {{Clock::PERSONAL_PLAN, referral.report_date(), referral.personal_plan_date(), kPersonalPlanDays,
           "term-personal-plan", ReferralSentence::kTermPersonalPlan},
          {Clock::INVESTIGATION, referral.report_date(), referral.investigation_end_date(), kInvestigationDays,
           "term-investigation", ReferralSentence::kTermInvestigation},
          {Clock::DECISION, referral.application_date(), referral.decision_date(), kDecisionDays, "term-decision",
           ReferralSentence::kTermDecision}};
}

// Says so where the term would have ended on a day on which it may not.
void ExplainMove(Clock& clock, const Setting& setting, absl::CivilDay last) {
  if (FromProto(clock.due_time()) == setting.calendar.StartOf(last + 1)) return;
  const v1::LocalizedText moved = Say(ReferralSentence::kTermMovedOn, {{"date", FormatDate(last)}});
  auto& text = *clock.mutable_reason()->mutable_text();
  text.set_nl(absl::StrCat(text.nl(), " ", moved.nl()));
  text.set_en(absl::StrCat(text.en(), " ", moved.en()));
}

Clock StatutoryClock(const StatutoryTerm& term, absl::CivilDay from, const Setting& setting) {
  const absl::Time start = setting.calendar.StartOf(from);
  const absl::Time due = setting.calendar.StatutoryEnd(from, term.days);
  Clock clock = NewClock(term.kind, "", start, due, WarnTimeOf(setting, start, due));
  Explain(clock, term.code, term.sentence, {{"date", FormatDate(from)}});
  ExplainMove(clock, setting, from + term.days);
  return clock;
}

Clock DecisionEndClock(const v1::Decision& decision, absl::CivilDay end, const Setting& setting, absl::Time now) {
  const auto begin = ParseDate(decision.start_date());
  const int weeks = setting.procedure.decision_warning_weeks();
  const absl::Time due = setting.calendar.StartOf(end + 1);
  const auto warn = weeks > 0 ? std::optional(setting.calendar.StartOf(end - 7 * weeks)) : std::nullopt;
  Clock clock =
      NewClock(Clock::DECISION_END, "", begin.has_value() ? setting.calendar.StartOf(*begin) : now, due, warn);
  Explain(clock, "term-decision-end", ReferralSentence::kTermDecisionEnd, {{"date", FormatDate(end)}});
  return clock;
}

bool IsLive(const Clock& clock) {
  return clock.state() == Clock::RUNNING || clock.state() == Clock::PAUSED || clock.state() == Clock::PASSED;
}

// The same term: what was computed for it stays, also when the calendar has changed since.
bool IsSameTerm(const Clock& kept, const Clock& made) {
  if (kept.state() == Clock::DROPPED) return false;
  const bool by_end = made.kind() == Clock::DECISION_END;
  return by_end ? FromProto(kept.due_time()) == FromProto(made.due_time())
                : FromProto(kept.start_time()) == FromProto(made.start_time());
}

// Of each kind there is one clock; it is made anew in its place.
void KeepClock(Case& record, Clock made) {
  Clock* kept = LatestClock(record, made.kind(), "");
  if (kept != nullptr && IsSameTerm(*kept, made)) return;
  if (kept == nullptr) kept = record.mutable_referral()->add_clocks();
  *kept = std::move(made);
}

// A term that was met on another day, or was not met after all, runs as it did before.
void RunAgain(Case& record, Clock::Kind kind, std::optional<absl::Time> met) {
  Clock* kept = LatestClock(record, kind, "");
  if (kept == nullptr || !kept->has_met_time() || met == FromProto(kept->met_time())) return;
  kept->set_state(Clock::RUNNING);
  kept->clear_met_time();
}

void DropStatutory(Case& record, Clock::Kind kind) {
  Clock* kept = LatestClock(record, kind, "");
  if (kept != nullptr && IsLive(*kept)) kept->set_state(Clock::DROPPED);
}

// --- Standing still.

// How many working days on a clock moves that stood still. What was left of a working day when it stopped is given on
// the first working day on which it runs again.
int WorkingDaysStill(const Calendar& calendar, absl::Time from, absl::Time to) {
  const absl::CivilDay stopped = calendar.DayOf(from);
  absl::CivilDay again = calendar.DayOf(to);
  while (calendar.IsWorkingDay(stopped) && !calendar.IsWorkingDay(again)) ++again;
  int days = 0;
  for (absl::CivilDay day = stopped + 1; day <= again; ++day) days += calendar.IsWorkingDay(day) ? 1 : 0;
  return days;
}

// The end of a day stays the end of a day.
absl::Time MovedEnd(const Calendar& calendar, absl::Time end, int days) {
  return days == 0 ? end : calendar.AfterWorkingDays(end - absl::Nanoseconds(1), days);
}

// The start of a day stays the start of a day.
absl::Time MovedStart(const Calendar& calendar, absl::Time start, int days) {
  return days == 0 ? start : calendar.WorkingDaysBefore(calendar.AfterWorkingDays(start, days), 0);
}

void MoveOn(Clock& clock, const Calendar& calendar, absl::Time time) {
  const int days = WorkingDaysStill(calendar, FromProto(clock.pause_time()), time);
  clock.set_state(Clock::RUNNING);
  clock.clear_pause_time();
  *clock.mutable_due_time() = ToProto(MovedEnd(calendar, FromProto(clock.due_time()), days));
  if (!clock.has_warn_time()) return;
  const absl::Time warn = MovedStart(calendar, FromProto(clock.warn_time()), days);
  *clock.mutable_warn_time() = ToProto(warn);
  if (warn > time) clock.clear_warned();
}

}  // namespace

void StartOfferClocks(Case& record, const v1::Offer& offer, const Setting& setting) {
  const Agreed& agreed = AgreedWith(setting, offer.party());
  const std::string& about = offer.name();
  const absl::Time start = FromProto(offer.send_time());
  StartAgreed(record, {Clock::RECEIPT, agreed.receipt}, about, agreed.source, setting, start);
  StartAgreed(record, {Clock::ANSWER, agreed.answer}, about, agreed.source, setting, start);
}

void StartPlacementClock(Case& record, const v1::Placement& placement, const Setting& setting, absl::Time time) {
  const Agreed& agreed = AgreedForPlacement(record, placement, setting);
  StartAgreed(record, {Clock::START, agreed.start}, placement.name(), agreed.source, setting, time);
}

// A day on which the team decided goes before the agreement.
void StartContactClock(Case& record, const v1::Placement& placement, const Setting& setting, absl::Time time) {
  if (FindClock(record, Clock::FIRST_CONTACT, placement.name()) != nullptr) return;
  const Agreed& agreed = AgreedForPlacement(record, placement, setting);
  StartAgreed(record, {Clock::FIRST_CONTACT, agreed.first_contact}, placement.name(), agreed.source, setting, time);
}

void StartDecidedContactClock(Case& record, const v1::Placement& placement, absl::CivilDay day, const Setting& setting,
                              absl::Time time) {
  const absl::Time due = setting.calendar.StartOf(day + 1);
  Clock clock = NewClock(Clock::FIRST_CONTACT, placement.name(), time, due, WarnTimeOf(setting, time, due));
  Explain(clock, "term-decided", ReferralSentence::kTermDecided, {{"date", FormatDate(day)}});
  *record.mutable_referral()->add_clocks() = std::move(clock);
}

void KeepStatutoryClocks(Case& record, const Setting& setting, absl::Time now) {
  for (const StatutoryTerm& term : StatutoryTermsOf(record.referral())) {
    const auto from = ParseDate(term.from);
    if (!from.has_value()) {
      DropStatutory(record, term.kind);
      continue;
    }
    KeepClock(record, StatutoryClock(term, *from, setting));
    const auto met = ParseDate(term.met);
    const auto met_time = met.has_value() ? std::optional(setting.calendar.StartOf(*met)) : std::nullopt;
    RunAgain(record, term.kind, met_time);
    if (met_time.has_value()) Meet(record, term.kind, "", *met_time);
  }
  const v1::Decision& decision = record.referral().decision();
  const auto end = ParseDate(decision.end_date());
  if (!end.has_value()) return DropStatutory(record, Clock::DECISION_END);
  KeepClock(record, DecisionEndClock(decision, *end, setting, now));
}

void Meet(Case& record, Clock::Kind kind, const std::string& about, absl::Time time) {
  Clock* clock = LatestClock(record, kind, about);
  if (clock == nullptr || !IsLive(*clock)) return;
  // While it stood still no time went by.
  const absl::Time gone = clock->state() == Clock::PAUSED ? FromProto(clock->pause_time()) : time;
  const bool late = gone >= FromProto(clock->due_time());
  clock->set_state(late ? Clock::MET_LATE : Clock::MET);
  *clock->mutable_met_time() = ToProto(time);
}

void Pause(Case& record, const std::string& about, const Setting&, absl::Time time) {
  for (Clock& clock : *record.mutable_referral()->mutable_clocks()) {
    if (clock.about() != about || clock.state() != Clock::RUNNING) continue;
    clock.set_state(Clock::PAUSED);
    *clock.mutable_pause_time() = ToProto(time);
  }
}

void GoOn(Case& record, const std::string& about, const Setting& setting, absl::Time time) {
  for (Clock& clock : *record.mutable_referral()->mutable_clocks()) {
    if (clock.about() == about && clock.state() == Clock::PAUSED) MoveOn(clock, setting.calendar, time);
  }
}

void Drop(Case& record, const std::string& about) {
  for (Clock& clock : *record.mutable_referral()->mutable_clocks()) {
    const bool stands = clock.state() == Clock::RUNNING || clock.state() == Clock::PAUSED;
    if (stands && (about.empty() || clock.about() == about)) clock.set_state(Clock::DROPPED);
  }
}

const Clock* FindClock(const Case& record, Clock::Kind kind, const std::string& about) {
  return LatestIn(record.referral().clocks(), kind, about);
}

}  // namespace koppel::workflow
