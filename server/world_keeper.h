// Keeps the World up to date: loads directory and rules from the store, watches both, builds the next one, swaps.
//
//   WorldKeeper keeper({store, directory, rule_sets, clock, book.vocabulary}, [&](auto task) { worker.Add(task); });
//   RETURN_IF_ERROR(keeper.Start());
//   std::shared_ptr<const Snapshot> snapshot = keeper.Current();

#ifndef KOPPEL_SERVER_WORLD_KEEPER_H_
#define KOPPEL_SERVER_WORLD_KEEPER_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "matcher/rules/vocabulary.h"
#include "server/clock.h"
#include "server/snapshot.h"
#include "storage/directory.h"
#include "storage/rule_sets.h"
#include "storage/store.h"

namespace koppel::server {

// Runs a task, not on the thread that hands it in, or later.
using Executor = std::function<void(std::function<void()>)>;

// What a World is made of. All must outlive every task handed to the executor.
struct WorldSources {
  storage::Store& store;
  storage::Directory& directory;
  storage::RuleSets& rule_sets;
  const Clock& clock;
  std::shared_ptr<const matcher::Vocabulary> vocabulary;
};

// Thread-safe. Any number of changes while one World is built lead to one more.
class WorldKeeper {
 public:
  WorldKeeper(WorldSources sources, Executor executor);
  ~WorldKeeper();

  // Loads the first snapshot and begins to watch. Call it once, before anything else. FAILED_PRECONDITION with every
  // issue on a line of its own when the active rule sets cannot count together.
  absl::Status Start();

  std::shared_ptr<const Snapshot> Current() const;

  // Waits until the snapshot is of this revision or later; false when that is not so by the deadline.
  bool WaitFor(Revision revision, absl::Time deadline);

  // The snapshot with the rules of this day; those of the day before when it is not there by the deadline.
  std::shared_ptr<const Snapshot> CurrentOn(absl::CivilDay day, absl::Time deadline);

  // Looks whether a new day has begun in the Netherlands, on which other rules may count. Call it every now and then.
  void Tick();

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::unique_ptr<storage::Subscription> directory_subscription_;
  std::unique_ptr<storage::Subscription> rules_subscription_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_WORLD_KEEPER_H_
