#include "clients/cli/case/clocks.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/case/names.h"
#include "clients/cli/case/report.h"
#include "clients/cli/case/times.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

using koppel::v1::Clock;

bool RunsOrPassed(const Clock& clock) { return clock.state() == Clock::RUNNING || clock.state() == Clock::PASSED; }

// What has to be done by law; a personal plan is what the resident may do.
bool IsByLaw(const Clock& clock) { return clock.kind() > Clock::PERSONAL_PLAN; }

bool IsOver(const Clock& clock) { return clock.state() != Clock::RUNNING && clock.state() != Clock::PAUSED; }

bool ComesFirst(const Clock& one, const Clock& other) {
  return std::make_tuple(IsOver(one), one.due_time().seconds()) <
         std::make_tuple(IsOver(other), other.due_time().seconds());
}

Row ClockRow(const Clock& clock, Language language) {
  return {WordIn(language, clock.kind()), DueTime(clock.due_time()), WordIn(language, clock.state()),
          clock.about().empty() ? "-" : ShortName(clock.about()), In(language, clock.reason().text())};
}

}  // namespace

void WriteClocks(std::vector<Clock> clocks, Language language, Printer& printer) {
  std::stable_sort(clocks.begin(), clocks.end(), ComesFirst);
  std::vector<Row> rows;
  for (const Clock& clock : clocks) rows.push_back(ClockRow(clock, language));
  if (rows.empty()) return;
  const Row header = {Say(SheetSentence::kColumnTerm, language), Say(SheetSentence::kColumnDue, language),
                      Say(SheetSentence::kColumnStands, language), Say(SheetSentence::kColumnAbout, language),
                      Say(SheetSentence::kColumnWhy, language)};
  const std::string text = LayOutTable(header, rows, /*width=*/0);
  printer.out() << text;
}

std::string SoonestByLaw(const Clocks& clocks, Language language) {
  const Clock* soonest = nullptr;
  for (const Clock& clock : clocks) {
    if (!IsByLaw(clock) || !RunsOrPassed(clock)) continue;
    if (soonest == nullptr || clock.due_time().seconds() < soonest->due_time().seconds()) soonest = &clock;
  }
  if (soonest == nullptr) return "-";
  const std::string why = In(language, soonest->reason().text());
  return absl::StrCat(DueTime(soonest->due_time()), why.empty() ? "" : ": ", why);
}

std::string WhyDue(const Clocks& clocks, const v1::Waiting& waiting, Language language) {
  if (!waiting.has_due_time()) return "-";
  for (const Clock& clock : clocks) {
    const bool is_about_it = clock.about() == waiting.about() || clock.about().empty();
    std::string why = In(language, clock.reason().text());
    if (is_about_it && clock.due_time().seconds() == waiting.due_time().seconds() && !why.empty()) return why;
  }
  // The answer to an offer is due sooner than agreed where a place is held for it.
  return waiting.step() == v1::Waiting::ANSWER ? Say(SheetSentence::kPlaceIsHeld, language) : "-";
}

const Clock* NextTermOf(const Clocks& clocks, const std::string& offer_or_placement) {
  const Clock* next = nullptr;
  for (const Clock& clock : clocks) {
    if (clock.about() != offer_or_placement || clock.kind() == Clock::RECEIPT || !RunsOrPassed(clock)) continue;
    if (next == nullptr || clock.due_time().seconds() < next->due_time().seconds()) next = &clock;
  }
  return next;
}

}  // namespace koppel::cli
