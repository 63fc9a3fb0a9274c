// Does what time asks: warnings, deadlines that passed, holds that ran out. What is due stands in the store, so it
// survives a restart; two servers on one store may both run it.

#ifndef KOPPEL_SERVER_CASES_SWEEPER_H_
#define KOPPEL_SERVER_CASES_SWEEPER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"

namespace koppel::server {

struct Swept {
  size_t changed = 0;
  std::vector<std::string> stuck;  // Names of cases that could not be read or written; their terms stand still.
};

// Changes up to `limit` cases whose next event is not after `now`, the oldest first. A case that somebody else changes
// at the same time is left for the next round. One that is stuck, or with which there is nothing to do, takes no place
// of another.
absl::StatusOr<Swept> Sweep(const Environment& environment, absl::Time now, size_t limit);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_SWEEPER_H_
