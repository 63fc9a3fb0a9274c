#include "base/calendar.h"

#include <utility>

namespace koppel {
namespace {

using absl::CivilDay;

constexpr int kTermWithTwoDays = 3;  // Algemene termijnenwet, art. 2.
constexpr int kLongestMoved = 90;    // Art. 4.

bool IsWeekend(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

CivilDay KingsDay(int year) {
  const CivilDay birthday(year, 4, 27);
  return absl::GetWeekday(birthday) == absl::Weekday::sunday ? birthday - 1 : birthday;
}

bool HasFixedHoliday(CivilDay day) {
  return (day.month() == 1 && day.day() == 1) || (day.month() == 12 && (day.day() == 25 || day.day() == 26));
}

// Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday.
bool GoesWithEaster(CivilDay day) {
  const absl::civil_diff_t after = day - EasterSunday(static_cast<int>(day.year()));
  return after == 0 || after == 1 || after == 39 || after == 49 || after == 50;
}

bool IsGoodFriday(CivilDay day) { return day == EasterSunday(static_cast<int>(day.year())) - 2; }

bool IsLiberationDay(CivilDay day) { return day.month() == 5 && day.day() == 5; }

}  // namespace

// After Meeus, Jones and Butcher: the golden number, the moon of the Gregorian calendar, the Sunday after it.
CivilDay EasterSunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int in_century = year % 100;
  const int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon - in_century % 4) % 7;
  const int back = (golden + 11 * moon + 22 * to_sunday) / 451 * 7;
  const int days = moon + to_sunday - back + 114;
  return CivilDay(year, days / 31, days % 31 + 1);
}

Calendar::Calendar(absl::TimeZone zone, FreeDays free_days) : zone_(zone), free_days_(std::move(free_days)) {}

bool Calendar::IsPublicHoliday(CivilDay day) const {
  return HasFixedHoliday(day) || day == KingsDay(static_cast<int>(day.year())) || GoesWithEaster(day) ||
         free_days_.by_decree.contains(day);
}

bool Calendar::IsWorkingDay(CivilDay day) const {
  return !IsWeekend(day) && !IsPublicHoliday(day) && !free_days_.agreed.contains(day);
}

bool Calendar::MovesTermOn(CivilDay day) const {
  return IsWeekend(day) || IsPublicHoliday(day) || IsGoodFriday(day) || IsLiberationDay(day);
}

CivilDay Calendar::DayOf(absl::Time time) const { return absl::ToCivilDay(time, zone_); }

absl::Time Calendar::StartOf(CivilDay day) const { return absl::FromCivil(day, zone_); }

absl::Time Calendar::AfterWorkingDays(absl::Time start, int days) const {
  CivilDay day = DayOf(start);
  while (days > 0) days -= IsWorkingDay(++day) ? 1 : 0;
  return StartOf(day + 1);
}

absl::Time Calendar::WorkingDaysBefore(absl::Time due, int days) const {
  CivilDay day = DayOf(due - absl::Nanoseconds(1));
  while (days > 0) days -= IsWorkingDay(--day) ? 1 : 0;
  return StartOf(day);
}

absl::Time Calendar::StatutoryEnd(CivilDay from, int days) const {
  const CivilDay last = from + days;
  if (days > kLongestMoved) return StartOf(last + 1);
  int ordinary_days = 0;
  CivilDay day = from;
  const auto is_over = [&] {
    return day >= last && !MovesTermOn(day) && (days < kTermWithTwoDays || ordinary_days >= 2);
  };
  while (!is_over()) ordinary_days += MovesTermOn(++day) ? 0 : 1;
  return StartOf(day + 1);
}

}  // namespace koppel
