// The time. Nothing else in Koppel reads a clock.

#ifndef KOPPEL_SERVER_CLOCK_H_
#define KOPPEL_SERVER_CLOCK_H_

#include <mutex>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "matcher/match.h"

namespace koppel::server {

// The time zone of the Netherlands. FAILED_PRECONDITION when this machine has no time zone data.
absl::StatusOr<absl::TimeZone> LoadDutchTimeZone();

// Thread-safe.
class Clock {
 public:
  explicit Clock(absl::TimeZone zone) : zone_(zone) {}
  virtual ~Clock() = default;

  virtual absl::Time Now() const = 0;

  // Now, and what the clocks in the Netherlands say.
  matcher::Moment Moment() const;

  // That moment, and what the clocks in the Netherlands say then.
  matcher::Moment MomentAt(absl::Time time) const;

  // The present day in the Netherlands.
  absl::CivilDay Today() const { return absl::CivilDay(Moment().local); }

  // The time zone of the Netherlands.
  absl::TimeZone zone() const { return zone_; }

 private:
  absl::TimeZone zone_;
};

class SystemClock : public Clock {
 public:
  using Clock::Clock;
  absl::Time Now() const override;
};

// Stands still until it is moved.
class FakeClock : public Clock {
 public:
  FakeClock(absl::TimeZone zone, absl::Time now) : Clock(zone), now_(now) {}

  absl::Time Now() const override;
  void Advance(absl::Duration step);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;  // Guarded by mutex_.
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CLOCK_H_
