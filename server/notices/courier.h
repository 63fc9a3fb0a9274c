// Brings the notices that wait in the store. A notice is brought at least once: where a server stops between bringing
// and writing that down, it comes again.

#ifndef KOPPEL_SERVER_NOTICES_COURIER_H_
#define KOPPEL_SERVER_NOTICES_COURIER_H_

#include <cstddef>
#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"
#include "server/notices/notifier.h"

namespace koppel::server {

// What became of the notices that were due.
struct Delivered {
  int brought = 0;
  int postponed = 0;  // Could not be brought, and are tried again.
  int dropped = 0;    // Tried for a week, or nothing waits for the party any more.
};

// Tries at most `limit` notices, the oldest. To a provider by its contact; to a team by those of its members that may
// start or give access. Whoever has several gets one, with the earliest date. May take kNoticeTimeout for each address:
// not for a thread that others wait for; looks at `stop` before each notice.
absl::StatusOr<Delivered> Deliver(
    const Environment& environment, const Roads& roads, absl::Time now, size_t limit,
    const std::function<bool()>& stop = [] { return false; });

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_NOTICES_COURIER_H_
