#include "tests/storage/budget_store.h"

namespace koppel::storage {

absl::StatusOr<Committed> BudgetStore::Commit(const Batch& batch, absl::Span<const Precondition> preconditions) {
  if (before_commit) before_commit();
  if (dead_ || left_ == 0) {
    if (!dead_ && last_ == Last::kKept) store_.Commit(batch, preconditions).IgnoreError();
    dead_ = true;
    return absl::UnavailableError("dead");
  }
  absl::StatusOr<Committed> committed = store_.Commit(batch, preconditions);
  if (!committed.ok()) return committed;
  --left_;
  if (after_commit) after_commit();
  return committed;
}

}  // namespace koppel::storage
