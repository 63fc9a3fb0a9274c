// How the directory stands in a store: its keys and its values.
//
//   directory/head                          DirectoryHead    its revision is that of the directory
//   directory/import                        ImportDecision   the last import
//   directory/record/COLLECTION/NAME        DirectoryRecord  a record
//   directory/stage/ID                      StageHeader      whose a stage is
//   directory/stage/ID/COLLECTION/NAME      DirectoryRecord  a record of an import that is not folded in yet
//   request/ID                              RequestMemory    the answer to a request id
//
// COLLECTION is a digit, so that records are in the order of their collections, then of their names.

#ifndef KOPPEL_STORAGE_DIRECTORY_RECORDS_H_
#define KOPPEL_STORAGE_DIRECTORY_RECORDS_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory.h"
#include "storage/store.h"

namespace koppel::storage {

inline constexpr std::string_view kDirectoryPrefix = "directory/";
inline constexpr std::string_view kHeadKey = "directory/head";
inline constexpr std::string_view kImportKey = "directory/import";
inline constexpr std::string_view kRecordPrefix = "directory/record/";
inline constexpr std::string_view kStagePrefix = "directory/stage/";
inline constexpr std::string_view kRequestPrefix = "request/";

// The version of every message on disk that this version of Koppel writes.
inline constexpr int kRecordSchema = 1;

// The key of a record, or what the keys of records start with whose names start with `name`.
std::string RecordKey(Collection collection, std::string_view name);

// INVALID_ARGUMENT when the name belongs to no collection.
absl::StatusOr<std::string> RecordKeyOf(const std::string& name);

// The name of the record that has this key; nothing when it is the key of something else.
std::optional<std::string> NameInKey(std::string_view key);

// The key of a record within a stage, and back.
std::string StageKey(const std::string& stage, std::string_view record_key);
std::string RecordKeyInStage(const std::string& stage, std::string_view stage_key);

std::string RequestKey(const std::string& request_id);

// The entry without what the server fills in.
koppel::v1::DirectoryEntry WithoutOutput(koppel::v1::DirectoryEntry entry);

// A record as it is read, last changed by `commit`.
Stored MakeStored(const koppel::internal::DirectoryRecord& record, const Committed& commit);

// A record as it is read from its place.
absl::StatusOr<Stored> DecodeStored(const Record& record);

google::protobuf::Timestamp ToTimestamp(absl::Time time);

// Whether an import is decided and not yet folded in.
bool Stands(const koppel::internal::ImportDecision& decision);

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

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_DIRECTORY_RECORDS_H_
