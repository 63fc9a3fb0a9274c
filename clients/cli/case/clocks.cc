#include "clients/cli/case/clocks.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "clients/cli/case/names.h"
#include "clients/cli/case/report.h"
#include "clients/cli/case/times.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

using koppel::v1::Clock;

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

}  // namespace koppel::cli
