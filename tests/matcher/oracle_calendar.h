// The oracle's own reading of dates, hours and schedules.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_CALENDAR_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_CALENDAR_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::oracle {

using WeekHoursList = google::protobuf::RepeatedPtrField<v1::WeekHours>;

// Reads "YYYY-MM-DD"; nothing for anything else.
std::optional<absl::CivilDay> DayOf(const std::string& text);

// Whether some minute of the week is in both.
bool ShareTime(const WeekHoursList& a, const WeekHoursList& b);

// The first day from `from` on, within a year, on which somebody new can come.
std::optional<absl::CivilDay> NextStart(const v1::Schedule& schedule, absl::CivilDay from, const v1::RuleSet& rules);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_CALENDAR_H_
