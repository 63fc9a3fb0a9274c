// Puts the commits of a store in order: one revision after another, many in one write.
//
// It has no thread of its own. Whoever comes first becomes the leader: it takes the commits that wait behind it, checks
// each against the records and against those before it, gives them revisions, writes them all at once, tells the
// watchers, and wakes the others. Commits that come meanwhile wait for the next leader, the first among them.
//
// When a write fails, it is not known what is on disk: every commit of that group, and every later one, gets
// UNAVAILABLE until the store is opened again.

#ifndef KOPPEL_STORAGE_SEQUENCER_H_
#define KOPPEL_STORAGE_SEQUENCER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "storage/engine.h"
#include "storage/store.h"
#include "storage/watchers.h"

namespace koppel::storage {

// Thread-safe. Does not own the engine.
class Sequencer {
 public:
  // `last` is the last commit the engine holds.
  Sequencer(Engine& engine, Limits limits, std::function<absl::Time()> clock, const Committed& last);

  // As Store::Commit.
  absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions);

  // As Store::Watch.
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(std::string prefix, Revision after, Observer observer);

  // As Store::Ready.
  absl::Status Ready() const;

  // As Store::Latest.
  Revision Latest() const { return Revision{latest_.load()}; }

  // How many commits are waiting or being written.
  size_t Pending() const;

 private:
  struct Request;
  class Group;
  using Requests = std::vector<Request*>;

  Requests TakeQueue();
  void Lead(const Requests& requests);
  void Finish(const Requests& requests);
  absl::Status Write(Group& group);

  Engine& engine_;
  const Limits limits_;
  const std::function<absl::Time()> clock_;
  const std::shared_ptr<Watchers> watchers_ = std::make_shared<Watchers>();

  mutable std::mutex mutex_;
  std::deque<Request*> queue_;  // Guarded by mutex_. Those that the leader took stay in front until they are done.
  absl::Status failure_;        // Guarded by mutex_. Why no commits are taken any more.

  Committed last_;               // Touched by the leader alone.
  std::atomic<int64_t> latest_;  // The revision of last_, for everybody.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_SEQUENCER_H_
