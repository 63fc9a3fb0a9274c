// Who is next: asks those who wait for a place when one comes free, for whatever reason it did.

#ifndef KOPPEL_SERVER_CASES_QUEUE_H_
#define KOPPEL_SERVER_CASES_QUEUE_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"

namespace koppel::server {

// For every offering somebody waits for: as long as there is room, the offer that is next goes out and its place is
// held, in one commit. How many went out. Two servers may both run it; no place is held twice. `now` is when the round
// began; each offer goes out at the moment of the clock.
absl::StatusOr<size_t> FreePlaces(const Environment& environment, absl::Time now);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_QUEUE_H_
