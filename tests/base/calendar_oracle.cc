#include "tests/base/calendar_oracle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace koppel::oracle {
namespace {

// What moves from year to year, as printed on calendars.
struct Year {
  int year;
  const char* good_friday;
  const char* easter_sunday;
  const char* easter_monday;
  const char* kings_day;
  const char* ascension;
  const char* whit_sunday;
  const char* whit_monday;
  const char* summer_time;  // The day on which it begins.
  const char* winter_time;
};

constexpr std::array<Year, 13> kYears = {{
    {2024, "03-29", "03-31", "04-01", "04-27", "05-09", "05-19", "05-20", "03-31", "10-27"},
    {2025, "04-18", "04-20", "04-21", "04-26", "05-29", "06-08", "06-09", "03-30", "10-26"},
    {2026, "04-03", "04-05", "04-06", "04-27", "05-14", "05-24", "05-25", "03-29", "10-25"},
    {2027, "03-26", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17", "03-28", "10-31"},
    {2028, "04-14", "04-16", "04-17", "04-27", "05-25", "06-04", "06-05", "03-26", "10-29"},
    {2029, "03-30", "04-01", "04-02", "04-27", "05-10", "05-20", "05-21", "03-25", "10-28"},
    {2030, "04-19", "04-21", "04-22", "04-27", "05-30", "06-09", "06-10", "03-31", "10-27"},
    {2031, "04-11", "04-13", "04-14", "04-26", "05-22", "06-01", "06-02", "03-30", "10-26"},
    {2032, "03-26", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17", "03-28", "10-31"},
    {2033, "04-15", "04-17", "04-18", "04-27", "05-26", "06-05", "06-06", "03-27", "10-30"},
    {2034, "04-07", "04-09", "04-10", "04-27", "05-18", "05-28", "05-29", "03-26", "10-29"},
    {2035, "03-23", "03-25", "03-26", "04-27", "05-03", "05-13", "05-14", "03-25", "10-28"},
    {2036, "04-11", "04-13", "04-14", "04-26", "05-22", "06-01", "06-02", "03-30", "10-26"},
}};

constexpr int64_t kStartOf2024 = 1704067200;  // 2024-01-01T00:00Z.
constexpr int kDaysOf2036 = 120;

bool IsHoliday(const Year& year, const std::string& day) {
  const std::set<std::string> holidays = {"01-01", year.easter_sunday, year.easter_monday, year.kings_day,
                                          "12-25", year.ascension,     year.whit_sunday,   year.whit_monday,
                                          "12-26"};
  return holidays.contains(day);
}

// Clocks change in the night, after midnight: the day on which summer time begins still starts in winter time.
int HoursAhead(const Year& year, const std::string& day) {
  return day > year.summer_time && day <= year.winter_time ? 2 : 1;
}

std::vector<std::string> DaysOf(int year) {
  const bool leap = year % 4 == 0;
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::vector<std::string> days;
  for (int month = 1; month <= 12; ++month) {
    for (int day = 1; day <= lengths[month - 1]; ++day) {
      char text[16];
      std::snprintf(text, sizeof(text), "%02d-%02d", month, day);
      days.emplace_back(text);
    }
  }
  return days;
}

}  // namespace

ListedDays::ListedDays(const std::set<std::string>& by_decree, std::set<std::string> agreed)
    : agreed_(std::move(agreed)) {
  for (const Year& year : kYears) {
    std::vector<std::string> days = DaysOf(year.year);
    if (year.year == 2036) days.resize(kDaysOf2036);
    for (const std::string& day : days) {
      const int count = static_cast<int>(days_.size());
      const std::string date = std::to_string(year.year) + "-" + day;
      const bool holiday = IsHoliday(year, day) || by_decree.contains(date);
      const int64_t start = kStartOf2024 + int64_t{count} * 86400 - HoursAhead(year, day) * 3600;
      days_.push_back({date, count % 7 + 1, holiday, day == year.good_friday || day == "05-05", start});
    }
  }
}

int ListedDays::PlaceOf(const std::string& date) const {
  const auto found = std::find_if(days_.begin(), days_.end(), [&](const ListedDay& day) { return day.date == date; });
  return static_cast<int>(found - days_.begin());
}

bool ListedDays::IsWorking(int day) const {
  return days_[day].weekday <= 5 && !days_[day].holiday && !agreed_.contains(days_[day].date);
}

bool ListedDays::MovesOn(int day) const { return days_[day].weekday > 5 || days_[day].holiday || days_[day].law; }

int ListedDays::LastOfWorkingDays(int from, int count) const {
  int day = from;
  for (int seen = 0; seen < count;) seen += IsWorking(++day) ? 1 : 0;
  return day;
}

int ListedDays::WorkingDaysBack(int from, int count) const {
  int day = from;
  for (int seen = 0; seen < count;) seen += IsWorking(--day) ? 1 : 0;
  return day;
}

int ListedDays::LastByLaw(int from, int count) const {
  for (int last = from + count;; ++last) {
    int ordinary = 0;
    for (int day = from + 1; day <= last; ++day) ordinary += MovesOn(day) ? 0 : 1;
    if (!MovesOn(last) && (count < 3 || ordinary >= 2)) return last;
  }
}

std::string EasterOfGauss(int year) {
  const int k = year / 100;
  const int m = (15 - (13 + 8 * k) / 25 + k - k / 4) % 30;
  const int n = (4 + k - k / 4) % 7;
  const int a = year % 19;
  const int d = (19 * a + m) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  int march = 22 + d + e;
  if (march == 57) march = 50;
  if (march == 56 && d == 28 && a > 10) march = 49;
  char text[16];
  std::snprintf(text, sizeof(text), "%02d-%02d", march > 31 ? 4 : 3, march > 31 ? march - 31 : march);
  return text;
}

}  // namespace koppel::oracle
