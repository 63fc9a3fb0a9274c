// How the directory stands in a store: its keys and its values.
//
//   directory/head                          DirectoryHead    its revision is that of the directory
//   directory/import                        ImportDecision   the last import
//   directory/record/COLLECTION/NAME        DirectoryRecord  a record, with its history
//   directory/removed/COLLECTION/NAME       DirectoryRemoval the last removal of a record; the others in its history
//   directory/stage/ID                      StageHeader      whose a stage is
//   directory/stage/ID/COLLECTION/NAME      DirectoryRecord  a record of an import that is not folded in yet
//
// COLLECTION is a digit, so that records are in the order of their collections, then of their names.
//
// Records and removals say what their name held before: together they are a chain from the present back.

#ifndef KOPPEL_STORAGE_DIRECTORY_RECORDS_H_
#define KOPPEL_STORAGE_DIRECTORY_RECORDS_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory.h"
#include "storage/store.h"

namespace koppel::storage {

inline constexpr std::string_view kDirectoryPrefix = "directory/";
inline constexpr std::string_view kHeadKey = "directory/head";
inline constexpr std::string_view kImportKey = "directory/import";
inline constexpr std::string_view kRecordPrefix = "directory/record/";
inline constexpr std::string_view kRemovedPrefix = "directory/removed/";
inline constexpr std::string_view kStagePrefix = "directory/stage/";

// The key of a record, or what the keys of records start with whose names start with `name`.
std::string RecordKey(Collection collection, std::string_view name);

// INVALID_ARGUMENT when the name belongs to no collection.
absl::StatusOr<std::string> RecordKeyOf(const std::string& name);

// The name of the record that has this key; nothing when it is the key of something else.
std::optional<std::string> NameInKey(std::string_view key);

// The key of a record within a stage, and back.
std::string StageKey(const std::string& stage, std::string_view record_key);
std::string RecordKeyInStage(const std::string& stage, std::string_view stage_key);

// The key of the removals of a record, and back.
std::string RemovalKey(std::string_view record_key);
std::string RecordKeyOfRemoval(std::string_view removal_key);

// The entry without what the server fills in.
koppel::v1::DirectoryEntry WithoutOutput(koppel::v1::DirectoryEntry entry);

// A record as it is read, last changed by `commit`.
Stored MakeStored(const koppel::internal::DirectoryRecord& record, const Committed& commit);

// When a record or its removal happened: of an import the decision, otherwise the commit that wrote it.
template <typename Message>
Revision RevisionOf(const Message& message, Revision commit) {
  return message.revision() != 0 ? Revision{message.revision()} : commit;
}

// A record as it is read from its place.
absl::StatusOr<Stored> DecodeStored(const Record& record);

// Whether an import is decided and not yet folded in.
bool Stands(const koppel::internal::ImportDecision& decision);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_DIRECTORY_RECORDS_H_
