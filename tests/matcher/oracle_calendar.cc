#include "tests/matcher/oracle_calendar.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace koppel::oracle {
namespace {

constexpr int kMinutesOfDay = 1440;
constexpr int kDaysAhead = 366;

int WeekdayOf(absl::CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

int MinuteOf(const std::string& text, int otherwise) {
  int hours = 0, minutes = 0;
  return std::sscanf(text.c_str(), "%d:%d", &hours, &minutes) == 2 ? hours * 60 + minutes : otherwise;
}

bool IsOn(const v1::WeekHours& hours, int weekday) {
  return hours.days().empty() || std::find(hours.days().begin(), hours.days().end(), weekday) != hours.days().end();
}

// A week of minutes.
std::vector<bool> MinutesOf(const WeekHoursList& list) {
  std::vector<bool> minutes(7 * kMinutesOfDay);
  for (const v1::WeekHours& hours : list) {
    const int open = MinuteOf(hours.open_time(), 0);
    const int close = MinuteOf(hours.close_time(), kMinutesOfDay);
    for (int weekday = 1; weekday <= 7; ++weekday) {
      if (!IsOn(hours, weekday)) continue;
      for (int minute = open; minute < close; ++minute) minutes[(weekday - 1) * kMinutesOfDay + minute] = true;
    }
  }
  return minutes;
}

// The place of the day's week in a row of weeks that start on Monday.
int WeekNumber(absl::CivilDay day) {
  const absl::CivilDay some_monday(2001, 1, 1);
  int week = 0;
  const int days = static_cast<int>(day - some_monday);
  week = days >= 0 ? days / 7 : -((-days + 6) / 7);
  return week;
}

bool InWeekOfMonth(const v1::Schedule& schedule, absl::CivilDay day) {
  if (schedule.weeks_of_month().empty()) return true;
  for (int week : schedule.weeks_of_month()) {
    const bool last = (day + 7).month() != day.month();
    if (week == 5 ? last : day.day() > 7 * (week - 1) && day.day() <= 7 * week) return true;
  }
  return false;
}

bool InSchoolHoliday(const v1::Schedule& schedule, absl::CivilDay day, const v1::RuleSet& rules) {
  if (!schedule.closed_in_school_holidays()) return false;
  for (const v1::SchoolHoliday& holiday : rules.school_holidays()) {
    const bool here = std::find(holiday.regions().begin(), holiday.regions().end(), schedule.school_region()) !=
                      holiday.regions().end();
    if (here && *DayOf(holiday.start_date()) <= day && day <= *DayOf(holiday.end_date())) return true;
  }
  return false;
}

bool IsHeld(const v1::Schedule& schedule, absl::CivilDay day, const v1::RuleSet& rules) {
  const auto start = DayOf(schedule.start_date());
  const auto end = DayOf(schedule.end_date());
  if ((start && day < *start) || (end && day > *end)) return false;
  for (const v1::ScheduleException& exception : schedule.exceptions()) {
    const absl::CivilDay first = *DayOf(exception.start_date());
    if (first <= day && day <= DayOf(exception.end_date()).value_or(first)) return exception.open();
  }
  const bool on_weekday = std::any_of(schedule.hours().begin(), schedule.hours().end(),
                                      [&](const v1::WeekHours& hours) { return IsOn(hours, WeekdayOf(day)); });
  if (!on_weekday || !InWeekOfMonth(schedule, day) || InSchoolHoliday(schedule, day, rules)) return false;
  if (schedule.week_interval() < 2 || !start) return true;
  return (WeekNumber(day) - WeekNumber(*start)) % schedule.week_interval() == 0;
}

}  // namespace

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  int year = 0, month = 0, day = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3) return std::nullopt;
  return absl::CivilDay(year, month, day);
}

bool ShareTime(const WeekHoursList& a, const WeekHoursList& b) {
  const std::vector<bool> in_a = MinutesOf(a);
  const std::vector<bool> in_b = MinutesOf(b);
  for (size_t minute = 0; minute < in_a.size(); ++minute) {
    if (in_a[minute] && in_b[minute]) return true;
  }
  return false;
}

std::optional<absl::CivilDay> NextStart(const v1::Schedule& schedule, absl::CivilDay from, const v1::RuleSet& rules) {
  if (schedule.hours().empty()) return std::nullopt;
  const auto start = DayOf(schedule.start_date());
  const bool is_course = schedule.session_count() > 0 && start;
  const absl::CivilDay first = start ? std::max(from, *start) : from;
  int held = 0;
  for (absl::CivilDay day = start.value_or(from); day < from + kDaysAhead; ++day) {
    if (!IsHeld(schedule, day, rules)) continue;
    if (is_course && held >= (schedule.join_any_time() ? schedule.session_count() : 1)) return std::nullopt;
    if (day >= first) return day;
    ++held;
  }
  return std::nullopt;
}

}  // namespace koppel::oracle
