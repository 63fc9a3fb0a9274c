// Does what time asks: warnings, deadlines that passed, holds that ran out. What is due stands in the store, so it
// survives a restart; two servers on one store may both run it.

#ifndef KOPPEL_SERVER_CASES_SWEEPER_H_
#define KOPPEL_SERVER_CASES_SWEEPER_H_

#include <cstddef>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"

namespace koppel::server {

struct Swept {
  size_t changed = 0;
  std::map<std::string, absl::StatusCode> stuck;  // Cases that could not be read or written: their terms stand still.
};

// Changes up to `limit` cases whose next event is not after `now`, the oldest first. A case that somebody else changes
// at the same time, or that cannot be written for a moment, is left for the next round. One that is stuck takes no
// place of another, and neither does one with which there is nothing to do.
absl::StatusOr<Swept> Sweep(const Environment& environment, absl::Time now, size_t limit);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_SWEEPER_H_
