#include "server/world_keeper.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/status_macros.h"

namespace koppel::server {

// Shared with the tasks, which may run when the keeper is gone.
struct WorldKeeper::State : std::enable_shared_from_this<State> {
  State(storage::Directory& directory, RuleBook book, Executor executor)
      : directory(directory), book(std::move(book)), executor(std::move(executor)) {}

  absl::Status Rebuild();
  void Schedule();
  void RunScheduled();

  storage::Directory& directory;
  const RuleBook book;
  const Executor executor;

  std::mutex mutex;
  // Guarded by mutex:
  std::condition_variable swapped;
  std::shared_ptr<const Snapshot> snapshot;
  bool scheduled = false;  // A task has been handed in and has not begun to read.
};

absl::Status WorldKeeper::State::Rebuild() {
  ASSIGN_OR_RETURN(const storage::Page page, directory.ReadAll());
  std::shared_ptr<const Snapshot> next = MakeSnapshot(page, book);
  std::lock_guard lock(mutex);
  if (snapshot == nullptr || snapshot->revision < next->revision) snapshot = std::move(next);
  swapped.notify_all();
  return absl::OkStatus();
}

void WorldKeeper::State::Schedule() {
  {
    std::lock_guard lock(mutex);
    if (scheduled) return;
    scheduled = true;
  }
  executor([weak = weak_from_this()] {
    if (const auto state = weak.lock()) state->RunScheduled();
  });
}

void WorldKeeper::State::RunScheduled() {
  {
    std::lock_guard lock(mutex);
    scheduled = false;
  }
  const absl::Status status = Rebuild();
  if (!status.ok()) spdlog::error("cannot read the directory: {}", std::string(status.message()));
}

WorldKeeper::WorldKeeper(storage::Directory& directory, RuleBook book, Executor executor)
    : state_(std::make_shared<State>(directory, std::move(book), std::move(executor))) {}

WorldKeeper::~WorldKeeper() = default;

absl::Status WorldKeeper::Start() {
  RETURN_IF_ERROR(state_->Rebuild());
  ASSIGN_OR_RETURN(subscription_,
                   state_->directory.Watch(Current()->revision,
                                           [state = state_.get()](Revision, const auto&) { state->Schedule(); }));
  return absl::OkStatus();
}

std::shared_ptr<const Snapshot> WorldKeeper::Current() const {
  std::lock_guard lock(state_->mutex);
  return state_->snapshot;
}

bool WorldKeeper::WaitFor(Revision revision, absl::Time deadline) {
  if (Current()->revision >= revision) return true;
  // A commit beside the directory raises the revision of the store and is not announced here.
  state_->Schedule();
  std::unique_lock lock(state_->mutex);
  return state_->swapped.wait_until(lock, absl::ToChronoTime(deadline),
                                    [&] { return state_->snapshot->revision >= revision; });
}

}  // namespace koppel::server
