// Dates and times of day as they stand in records.

#ifndef KOPPEL_BASE_CIVIL_H_
#define KOPPEL_BASE_CIVIL_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace koppel {

inline constexpr int kMinutesPerDay = 24 * 60;

// Reads "YYYY-MM-DD". Nothing when it is no date of the calendar.
std::optional<absl::CivilDay> ParseDate(std::string_view text);

// Writes "YYYY-MM-DD".
std::string FormatDate(absl::CivilDay day);

// Reads "HH:MM" from "00:00" to "24:00" as minutes since midnight. Nothing when it is no time of day.
std::optional<int> ParseTimeOfDay(std::string_view text);

// Reads "YYYY-MM-DDTHH:MM", from "T00:00" to "T23:59". Nothing when it is no moment of the calendar.
std::optional<absl::CivilMinute> ParseLocalTime(std::string_view text);

// The day of the week of a day: 1 is Monday, 7 is Sunday, as in koppel::v1::Weekday.
int WeekdayNumber(absl::CivilDay day);

}  // namespace koppel

#endif  // KOPPEL_BASE_CIVIL_H_
