#include "storage/records.h"

#include <utility>

#include "base/status_macros.h"

namespace koppel::storage {
namespace {

// So often a commit is tried again that is refused although its preconditions hold.
constexpr int kCommitAttempts = 100;

absl::StatusOr<bool> Hold(const Store& store, absl::Span<const Precondition> preconditions) {
  for (const Precondition& precondition : preconditions) {
    ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store, precondition.key));
    if ((record ? record->revision : Revision{0}) != precondition.revision) return false;
  }
  return true;
}

}  // namespace

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>((time - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

absl::StatusOr<std::optional<Record>> Find(const Store& store, const std::string& key) {
  absl::StatusOr<Record> record = store.Get(key);
  if (absl::IsNotFound(record.status())) return std::nullopt;
  RETURN_IF_ERROR(record.status());
  return *std::move(record);
}

absl::StatusOr<Committed> CommitWhileHolding(Store& store, const Batch& batch,
                                             absl::Span<const Precondition> preconditions) {
  absl::StatusOr<Committed> committed = store.Commit(batch, preconditions);
  for (int attempt = 1; attempt < kCommitAttempts && absl::IsAborted(committed.status()); ++attempt) {
    ASSIGN_OR_RETURN(const bool hold, Hold(store, preconditions));
    if (!hold) break;
    committed = store.Commit(batch, preconditions);
  }
  return committed;
}

}  // namespace koppel::storage
