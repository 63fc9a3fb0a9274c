// Working days and statutory terms in the Netherlands.
//
// Agreements count working days: Monday to Friday, without public holidays and the free days of the rules. A term by
// law counts calendar days, and when its last day is a Saturday, a Sunday or a public holiday it ends on the next day
// that is none (Algemene termijnenwet, art. 1; in a term of at least three days at least two are none of these, art.
// 2). For the law Good Friday and 5 May count too, and days equated by decree (art. 3). Nobody is free on 5 May by law
// alone: where people do not work on it, the rules name it as a free day.
//
// A term ends with its last day: at midnight in the Netherlands, which is the first moment that is too late.

#ifndef KOPPEL_BASE_CALENDAR_H_
#define KOPPEL_BASE_CALENDAR_H_

#include <set>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace koppel {

// Days the calendar cannot know; from the rules.
struct FreeDays {
  std::set<absl::CivilDay> agreed;     // Nobody works; terms by law run on.
  std::set<absl::CivilDay> by_decree;  // Equal to a public holiday.
};

// Easter Sunday of a year from 1583 on.
absl::CivilDay EasterSunday(int year);

// Thread-safe; a value.
class Calendar {
 public:
  // `zone` is that of the Netherlands.
  Calendar(absl::TimeZone zone, FreeDays free_days);

  // New Year's Day, Easter Sunday and Monday, King's Day (27 April, on a Sunday the day before), Ascension Day, Whit
  // Sunday and Monday, both days of Christmas, and days equated by decree.
  bool IsPublicHoliday(absl::CivilDay day) const;

  // Monday to Friday, no public holiday, no agreed free day.
  bool IsWorkingDay(absl::CivilDay day) const;

  // Whether a term by law may not end on this day: a Saturday, a Sunday, a public holiday, Good Friday or 5 May.
  bool MovesTermOn(absl::CivilDay day) const;

  // The day on which a moment falls in the Netherlands.
  absl::CivilDay DayOf(absl::Time time) const;

  // The first moment of a day in the Netherlands; the end of the day before.
  absl::Time StartOf(absl::CivilDay day) const;

  // The end of the `days`-th working day after the day of `start`; with 0 the end of that day itself.
  absl::Time AfterWorkingDays(absl::Time start, int days) const;

  // The start of the `days`-th working day before the last day of a term that ends at `due`; of that day with 0.
  absl::Time WorkingDaysBefore(absl::Time due, int days) const;

  // The end of a term by law of so many days that begins on the day after `from` (art. 1 and 2). A term of more than 90
  // days is not moved on (art. 4).
  absl::Time StatutoryEnd(absl::CivilDay from, int days) const;

 private:
  absl::TimeZone zone_;
  FreeDays free_days_;
};

}  // namespace koppel

#endif  // KOPPEL_BASE_CALENDAR_H_
