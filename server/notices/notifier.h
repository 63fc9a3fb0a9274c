// Brings word to a partner that something waits for it. A notice is content-free: nothing of a resident, no name of a
// request; what it is about stands in Koppel.

#ifndef KOPPEL_SERVER_NOTICES_NOTIFIER_H_
#define KOPPEL_SERVER_NOTICES_NOTIFIER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/referral.pb.h"

namespace koppel::server {

struct Notice {
  std::string id;     // Letters and digits; the same when it is brought again.
  std::string party;  // "providers/x" or "teams/x".
  koppel::v1::Waiting::Step step = koppel::v1::Waiting::STEP_UNSPECIFIED;
  std::optional<absl::Time> due;           // The first moment that is too late; absent: no term was agreed.
  std::optional<absl::CivilDay> last_day;  // The last day in time, in the Netherlands.
  absl::Time now;                          // When it is brought.
};

// Thread-safe.
class Notifier {
 public:
  virtual ~Notifier() = default;

  // Whether the contact has an address for this road.
  virtual bool Reaches(const koppel::v1::Contact& contact) const = 0;

  // Takes seconds at most. OK when the other side took it; FAILED_PRECONDITION when it refuses; UNAVAILABLE when it may
  // take it later. The message names no address.
  virtual absl::Status Bring(const Notice& notice, const koppel::v1::Contact& contact) const = 0;
};

// The roads there are, the best one first.
using Roads = std::vector<std::unique_ptr<Notifier>>;

// What the notice says, in Dutch, one sentence a line.
std::vector<std::string> LinesOf(const Notice& notice);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_NOTICES_NOTIFIER_H_
