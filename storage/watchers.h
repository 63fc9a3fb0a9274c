// Those who watch a store. Each is told of every commit once, in the order of revisions.
//
// Mutexes are of the standard library, not Abseil's: the thread sanitizer must see them, and Debian's Abseil is built
// without it.

#ifndef KOPPEL_STORAGE_WATCHERS_H_
#define KOPPEL_STORAGE_WATCHERS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/store.h"

namespace koppel::storage {

// Thread-safe. Always held by a shared_ptr: subscriptions may outlive the store.
class Watchers : public std::enable_shared_from_this<Watchers> {
 public:
  // Calls `tell` for every change after `after` up to the present, in order.
  using Tell = std::function<void(const ChangeSet&)>;
  using Replay = std::function<absl::Status(const Tell& tell)>;

  // Adds a watcher. `replay` tells it what already happened; nothing is published meanwhile. An error of `replay` is
  // handed on, and nobody is added.
  absl::StatusOr<std::unique_ptr<Subscription>> Add(std::string prefix, Revision after, Observer observer,
                                                    const Replay& replay);

  // Tells everybody of a commit. Called in the order of revisions, by one thread at a time.
  void Publish(const ChangeSet& change);

 private:
  struct Watcher {
    std::string prefix;
    Revision told;  // The last revision it need not be told of any more.
    Observer observer;

    void Tell(const ChangeSet& change);
  };
  class Ticket;

  void Remove(int64_t id);

  std::mutex mutex_;
  int64_t last_id_ = 0;                  // Guarded by mutex_.
  std::map<int64_t, Watcher> watchers_;  // Guarded by mutex_.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_WATCHERS_H_
