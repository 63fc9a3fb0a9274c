#include "clients/cli/case/times.h"

#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "base/civil.h"
#include "clients/cli/errors.h"

namespace koppel::cli {
namespace {

// UTC where it is not installed; see CheckTimeZone.
absl::TimeZone Netherlands() {
  absl::TimeZone zone;
  absl::LoadTimeZone("Europe/Amsterdam", &zone);
  return zone;
}

absl::CivilSecond ToLocal(const google::protobuf::Timestamp& time) {
  return absl::ToCivilSecond(absl::FromUnixSeconds(time.seconds()), Netherlands());
}

}  // namespace

absl::Status CheckTimeZone() {
  absl::TimeZone zone;
  if (absl::LoadTimeZone("Europe/Amsterdam", &zone)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, "NO_TIME_ZONE", Text::kNoTimeZone);
}

std::string LocalTime(const google::protobuf::Timestamp& time) {
  const absl::CivilSecond local = ToLocal(time);
  return absl::StrFormat("%s %02d:%02d", FormatDate(absl::CivilDay(local)), local.hour(), local.minute());
}

std::string LocalDay(const google::protobuf::Timestamp& time) { return FormatDate(absl::CivilDay(ToLocal(time))); }

std::string DueTime(const google::protobuf::Timestamp& time) {
  const absl::CivilSecond local = ToLocal(time);
  const absl::CivilDay day(local);
  return local == absl::CivilSecond(day) ? FormatDate(day - 1) : LocalTime(time);
}

absl::StatusOr<google::protobuf::Timestamp> ReadLocalTime(const std::string& argument, const std::string& text) {
  const auto local = ParseLocalTime(text);
  if (!local.has_value()) return UsageError(Text::kNotAMoment, {{"argument", argument}, {"value", text}});
  google::protobuf::Timestamp time;
  time.set_seconds(absl::ToUnixSeconds(absl::FromCivil(absl::CivilSecond(*local), Netherlands())));
  return time;
}

}  // namespace koppel::cli
