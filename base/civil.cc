#include "base/civil.h"

#include "absl/strings/str_format.h"

namespace koppel {
namespace {

// The number in these digits; -1 when there is anything but digits.
int Digits(std::string_view text) {
  int number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = Digits(text.substr(0, 4));
  const int month = Digits(text.substr(5, 2));
  const int day = Digits(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const absl::CivilDay date(year, month, day);
  // CivilDay turns 31 June into 1 July; a date that changed was none.
  if (date.month() != month || date.day() != day) return std::nullopt;
  return date;
}

std::string FormatDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::optional<int> ParseTimeOfDay(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hours = Digits(text.substr(0, 2));
  const int minutes = Digits(text.substr(3, 2));
  if (hours < 0 || minutes < 0 || minutes > 59) return std::nullopt;
  const int total = hours * 60 + minutes;
  if (total > kMinutesPerDay) return std::nullopt;
  return total;
}

std::optional<absl::CivilMinute> ParseLocalTime(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T') return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDate(text.substr(0, 10));
  const std::optional<int> minutes = ParseTimeOfDay(text.substr(11));
  if (!day || !minutes || *minutes == kMinutesPerDay) return std::nullopt;
  return absl::CivilMinute(*day) + *minutes;
}

int WeekdayNumber(absl::CivilDay day) {
  // absl::Weekday counts from Monday, 0.
  return static_cast<int>(absl::GetWeekday(day)) + 1;
}

}  // namespace koppel
