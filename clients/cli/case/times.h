// Moments as people in the Netherlands write them.

#ifndef KOPPEL_CLIENTS_CLI_CASE_TIMES_H_
#define KOPPEL_CLIENTS_CLI_CASE_TIMES_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/timestamp.pb.h"

namespace koppel::cli {

// An error when this machine has no time zone of the Netherlands: no command may show or take a moment then.
absl::Status CheckTimeZone();

// "2026-11-25 14:30", local time in the Netherlands.
std::string LocalTime(const google::protobuf::Timestamp& time);

// "2026-11-25", the day there.
std::string LocalDay(const google::protobuf::Timestamp& time);

// The end of a term: "2026-11-25" where it ends with that day, else with the time of day.
std::string DueTime(const google::protobuf::Timestamp& time);

// Reads "2026-11-25T14:30", local time in the Netherlands. A usage error when it is no such moment.
absl::StatusOr<google::protobuf::Timestamp> ReadLocalTime(const std::string& argument, const std::string& text);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_TIMES_H_
