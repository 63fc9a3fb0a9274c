#include "matcher/world/schedule.h"

#include <algorithm>

#include "base/civil.h"

namespace koppel::matcher {
namespace {

constexpr uint32_t kEveryDay = 0b11111110;
constexpr int kHorizonDays = 366;
constexpr int kLastOfMonth = 5;

absl::CivilDay MondayOf(absl::CivilDay day) { return day - (WeekdayNumber(day) - 1); }

}  // namespace

Hours CompileHours(const v1::WeekHours& hours) {
  Hours compiled{0, ParseTimeOfDay(hours.open_time()).value_or(0),
                 ParseTimeOfDay(hours.close_time()).value_or(kMinutesPerDay)};
  for (int day : hours.days()) compiled.weekdays |= 1u << day;
  if (compiled.weekdays == 0) compiled.weekdays = kEveryDay;
  return compiled;
}

std::vector<Hours> CompileAllHours(const google::protobuf::RepeatedPtrField<v1::WeekHours>& hours) {
  std::vector<Hours> compiled;
  for (const v1::WeekHours& each : hours) compiled.push_back(CompileHours(each));
  return compiled;
}

Schedule::Schedule(const v1::Schedule& source)
    : hours_(CompileAllHours(source.hours())),
      week_interval_(std::max(1, source.week_interval())),
      start_(ParseDate(source.start_date())),
      end_(ParseDate(source.end_date())),
      session_count_(source.session_count()),
      join_any_time_(source.join_any_time()) {
  for (const Hours& hours : hours_) weekdays_ |= hours.weekdays;
  for (int week : source.weeks_of_month()) weeks_of_month_ |= 1u << week;
  if (source.closed_in_school_holidays()) closed_regions_ = 1u << source.school_region();
  for (const v1::ScheduleException& exception : source.exceptions()) {
    const auto first = ParseDate(exception.start_date());
    if (!first) continue;
    exceptions_.push_back({{*first, ParseDate(exception.end_date()).value_or(*first)}, exception.open()});
  }
}

bool Schedule::Overlaps(absl::Span<const Hours> others) const {
  return std::any_of(hours_.begin(), hours_.end(), [&](const Hours& own) {
    return std::any_of(others.begin(), others.end(), [&](const Hours& other) { return own.Overlaps(other); });
  });
}

bool Schedule::InRhythm(absl::CivilDay day) const {
  if ((weekdays_ & (1u << WeekdayNumber(day))) == 0) return false;
  if (weeks_of_month_ != 0 && !InWeekOfMonth(day)) return false;
  if (week_interval_ == 1 || !start_) return true;
  return ((MondayOf(day) - MondayOf(*start_)) / 7) % week_interval_ == 0;
}

bool Schedule::InWeekOfMonth(absl::CivilDay day) const {
  const int week = (day.day() - 1) / 7 + 1;
  const bool is_last = (day + 7).month() != day.month();
  return (week < kLastOfMonth && (weeks_of_month_ & (1u << week)) != 0) ||
         (is_last && (weeks_of_month_ & (1u << kLastOfMonth)) != 0);
}

bool Schedule::TakesPlace(absl::CivilDay day, absl::Span<const SchoolHoliday> holidays) const {
  if ((start_ && day < *start_) || (end_ && day > *end_)) return false;
  for (const Exception& exception : exceptions_) {
    if (exception.days.Holds(day)) return exception.open;
  }
  if (!InRhythm(day)) return false;
  return std::none_of(holidays.begin(), holidays.end(), [&](const SchoolHoliday& holiday) {
    return (holiday.regions & closed_regions_) != 0 && holiday.days.Holds(day);
  });
}

std::optional<absl::CivilDay> Schedule::FirstOfCourse(absl::Span<const SchoolHoliday> holidays) const {
  for (absl::CivilDay day = *start_; day < *start_ + kHorizonDays; ++day) {
    if (TakesPlace(day, holidays)) return day;
  }
  return std::nullopt;
}

bool Schedule::CourseEnded(absl::CivilDay day, absl::Span<const SchoolHoliday> holidays) const {
  int sessions = 0;
  for (absl::CivilDay past = *start_; past < day && past < *start_ + kHorizonDays; ++past) {
    if (TakesPlace(past, holidays)) ++sessions;
  }
  return sessions >= session_count_;
}

std::optional<absl::CivilDay> Schedule::NextStart(absl::CivilDay from, absl::Span<const SchoolHoliday> holidays) const {
  if (by_appointment()) return std::nullopt;
  // A course without a first day is given again and again; one with a first day is counted from there.
  const bool counted = session_count_ > 0 && start_.has_value();
  if (counted && !join_any_time_) {
    const auto first = FirstOfCourse(holidays);
    return first && *first >= from ? first : std::nullopt;
  }
  for (absl::CivilDay day = start_ ? std::max(from, *start_) : from; day < from + kHorizonDays; ++day) {
    if (!TakesPlace(day, holidays)) continue;
    if (counted && CourseEnded(day, holidays)) return std::nullopt;
    return day;
  }
  return std::nullopt;
}

}  // namespace koppel::matcher
