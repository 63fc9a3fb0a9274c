// Keeps the World up to date: loads it from the directory, watches, builds the next one, swaps.
//
//   WorldKeeper keeper(directory, book, [&](auto task) { worker.Add(std::move(task)); });
//   RETURN_IF_ERROR(keeper.Start());
//   std::shared_ptr<const Snapshot> snapshot = keeper.Current();

#ifndef KOPPEL_SERVER_WORLD_KEEPER_H_
#define KOPPEL_SERVER_WORLD_KEEPER_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "server/snapshot.h"
#include "storage/directory.h"

namespace koppel::server {

// Runs a task, not on the thread that hands it in, or later.
using Executor = std::function<void(std::function<void()>)>;

// Thread-safe. Any number of changes while one World is built lead to one more. The directory must outlive every task
// handed to the executor.
class WorldKeeper {
 public:
  WorldKeeper(storage::Directory& directory, RuleBook book, Executor executor);
  ~WorldKeeper();

  // Loads the first snapshot and begins to watch. Call it once, before anything else.
  absl::Status Start();

  std::shared_ptr<const Snapshot> Current() const;

  // Waits until the snapshot is of this revision or later; false when that is not so by the deadline.
  bool WaitFor(Revision revision, absl::Time deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::unique_ptr<storage::Subscription> subscription_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_WORLD_KEEPER_H_
