#include "server/clock.h"

#include "absl/time/clock.h"

namespace koppel::server {

absl::StatusOr<absl::TimeZone> LoadDutchTimeZone() {
  absl::TimeZone zone;
  if (absl::LoadTimeZone("Europe/Amsterdam", &zone)) return zone;
  return absl::FailedPreconditionError("this machine has no time zone Europe/Amsterdam; install the package tzdata");
}

matcher::Moment Clock::Moment() const { return MomentAt(Now()); }

matcher::Moment Clock::MomentAt(absl::Time time) const { return {time, absl::ToCivilMinute(time, zone_)}; }

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::Time FakeClock::Now() const {
  std::lock_guard lock(mutex_);
  return now_;
}

void FakeClock::Advance(absl::Duration step) {
  std::lock_guard lock(mutex_);
  now_ += step;
}

}  // namespace koppel::server
