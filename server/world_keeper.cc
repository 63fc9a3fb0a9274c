#include "server/world_keeper.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/status_macros.h"
#include "server/rules/active_rules.h"

namespace koppel::server {

// Shared with the tasks, which may run when the keeper is gone.
struct WorldKeeper::State : std::enable_shared_from_this<State> {
  State(WorldSources sources, Executor executor) : sources(std::move(sources)), executor(std::move(executor)) {}

  absl::Status Rebuild();
  absl::StatusOr<std::shared_ptr<const Snapshot>> MakeNext(const Snapshot* present);
  absl::StatusOr<RulesOfDay> RulesBeside(const Snapshot* present);
  std::shared_ptr<const Snapshot> Present();
  void Schedule();
  void RunScheduled();

  const WorldSources sources;
  const Executor executor;

  // Held while a snapshot is made, so that none is swapped for one that was read earlier.
  std::mutex building;

  std::mutex mutex;
  // Guarded by mutex:
  std::condition_variable swapped;
  std::shared_ptr<const Snapshot> snapshot;
  bool scheduled = false;  // A task has been handed in and has not begun to read.
};

// The rules are read after the directory: so both are at least as new as the revision of the snapshot says.
absl::StatusOr<std::shared_ptr<const Snapshot>> WorldKeeper::State::MakeNext(const Snapshot* present) {
  const Revision latest = sources.store.Latest();
  if (present != nullptr) {
    ASSIGN_OR_RETURN(const Revision head, sources.directory.Head());
    if (head <= present->revision) {
      ASSIGN_OR_RETURN(const RulesOfDay rules, RulesBeside(present));
      return WithRules(*present, rules, std::max(latest, present->revision));
    }
  }
  ASSIGN_OR_RETURN(const storage::Page page, sources.directory.ReadAll());
  ASSIGN_OR_RETURN(const RulesOfDay rules, RulesBeside(present));
  return MakeSnapshot(page, rules, sources.vocabulary);
}

// Rules that cannot be used do not keep the directory from being up to date.
absl::StatusOr<RulesOfDay> WorldKeeper::State::RulesBeside(const Snapshot* present) {
  absl::StatusOr<RulesOfDay> rules = ReadRulesOfDay(sources.rule_sets, sources.vocabulary, sources.clock.Today(),
                                                    present == nullptr ? nullptr : &present->rules);
  if (present == nullptr || !absl::IsFailedPrecondition(rules.status())) return rules;
  spdlog::error("the rules stay as they were: {}", std::string(rules.status().message()));
  return present->rules;
}

absl::Status WorldKeeper::State::Rebuild() {
  std::lock_guard one_at_a_time(building);
  const std::shared_ptr<const Snapshot> present = Present();
  ASSIGN_OR_RETURN(std::shared_ptr<const Snapshot> next, MakeNext(present.get()));
  std::lock_guard lock(mutex);
  snapshot = std::move(next);
  swapped.notify_all();
  return absl::OkStatus();
}

std::shared_ptr<const Snapshot> WorldKeeper::State::Present() {
  std::lock_guard lock(mutex);
  return snapshot;
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
  if (!status.ok()) spdlog::error("cannot read directory and rules: {}", std::string(status.message()));
}

WorldKeeper::WorldKeeper(WorldSources sources, Executor executor)
    : state_(std::make_shared<State>(std::move(sources), std::move(executor))) {}

WorldKeeper::~WorldKeeper() = default;

absl::Status WorldKeeper::Start() {
  RETURN_IF_ERROR(state_->Rebuild());
  const Revision revision = Current()->revision;
  State* const state = state_.get();
  ASSIGN_OR_RETURN(directory_subscription_,
                   state->sources.directory.Watch(revision, [state](Revision, const auto&) { state->Schedule(); }));
  ASSIGN_OR_RETURN(rules_subscription_,
                   state->sources.rule_sets.Watch(revision, [state](Revision) { state->Schedule(); }));
  return absl::OkStatus();
}

std::shared_ptr<const Snapshot> WorldKeeper::Current() const { return state_->Present(); }

bool WorldKeeper::WaitFor(Revision revision, absl::Time deadline) {
  if (Current()->revision >= revision) return true;
  // A commit beside directory and rules raises the revision of the store and is not announced here.
  state_->Schedule();
  std::unique_lock lock(state_->mutex);
  return state_->swapped.wait_until(lock, absl::ToChronoTime(deadline),
                                    [&] { return state_->snapshot->revision >= revision; });
}

std::shared_ptr<const Snapshot> WorldKeeper::CurrentOn(absl::CivilDay day, absl::Time deadline) {
  std::shared_ptr<const Snapshot> current = Current();
  if (current->rules.day >= day) return current;
  state_->Schedule();
  std::unique_lock lock(state_->mutex);
  state_->swapped.wait_until(lock, absl::ToChronoTime(deadline), [&] { return state_->snapshot->rules.day >= day; });
  return state_->snapshot;
}

void WorldKeeper::Tick() {
  if (Current()->rules.day != state_->sources.clock.Today()) state_->Schedule();
}

}  // namespace koppel::server
