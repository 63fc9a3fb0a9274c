#include "storage/memory/memory_store.h"

#include <memory>
#include <utility>

#include "storage/memory/memory_engine.h"

namespace koppel::storage {

MemoryStore::MemoryStore(Options options)
    : EngineStore(std::make_unique<MemoryEngine>(), options.limits, std::move(options.clock)),
      conflicts_(options.conflicts),
      compactions_(options.compactions),
      random_(options.random) {
  Start().IgnoreError();  // An empty map has nothing that could be wrong.
}

bool MemoryStore::Chance(double likelihood) {
  if (likelihood <= 0) return false;
  const std::lock_guard lock(random_mutex_);
  return std::bernoulli_distribution(likelihood)(random_);
}

void MemoryStore::CompactSomewhere() {
  const int64_t latest = Latest().value;
  int64_t up_to;
  {
    const std::lock_guard lock(random_mutex_);
    up_to = std::uniform_int_distribution<int64_t>(0, latest)(random_);
  }
  Compact(Revision{up_to}).IgnoreError();  // Memory takes every write.
}

absl::StatusOr<Committed> MemoryStore::Commit(const Batch& batch, absl::Span<const Precondition> preconditions) {
  if (!preconditions.empty() && Chance(conflicts_)) return absl::AbortedError("a conflict by chance");
  absl::StatusOr<Committed> committed = EngineStore::Commit(batch, preconditions);
  if (committed.ok() && Chance(compactions_)) CompactSomewhere();
  return committed;
}

absl::Status MemoryStore::Backup(const std::string&) {
  return absl::FailedPreconditionError("a store in memory keeps nothing on disk");
}

}  // namespace koppel::storage
