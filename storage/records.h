// What all records of Koppel in a store have in common: how messages become values and back, and how commits are tried
// again.

#ifndef KOPPEL_STORAGE_RECORDS_H_
#define KOPPEL_STORAGE_RECORDS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "google/protobuf/timestamp.pb.h"
#include "storage/store.h"

namespace koppel::storage {

// The version of every message on disk that this version of Koppel writes.
inline constexpr int kRecordSchema = 1;

// Reads a message from disk. DATA_LOSS when the bytes are no such message; FAILED_PRECONDITION when a newer version of
// Koppel wrote it. Both name the key.
template <typename Message>
absl::StatusOr<Message> Decode(const Record& record) {
  Message message;
  if (!message.ParseFromString(record.value) || message.schema_version() < 1) {
    return absl::DataLossError(absl::StrCat("the record '", record.key, "' is damaged"));
  }
  if (message.schema_version() > kRecordSchema) {
    return absl::FailedPreconditionError(absl::StrCat("the record '", record.key, "' has schema ",
                                                      message.schema_version(),
                                                      "; this version of Koppel reads schema ", kRecordSchema));
  }
  return message;
}

// The bytes of a message for the disk.
template <typename Message>
std::string Encode(Message message) {
  message.set_schema_version(kRecordSchema);
  return message.SerializeAsString();
}

google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

// Nothing when there is no such record.
absl::StatusOr<std::optional<Record>> Find(const Store& store, const std::string& key);

// Commits, again and again as long as the preconditions hold and the store yet says ABORTED.
absl::StatusOr<Committed> CommitWhileHolding(Store& store, const Batch& batch,
                                             absl::Span<const Precondition> preconditions);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_RECORDS_H_
