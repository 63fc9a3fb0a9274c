// Imports that do not fit in one commit: staged in pieces, decided by one commit, folded in afterwards.
//
// A stage is no part of the directory: nobody reads it until an ImportDecision names it.

#ifndef KOPPEL_STORAGE_DIRECTORY_IMPORT_H_
#define KOPPEL_STORAGE_DIRECTORY_IMPORT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "base/types.h"
#include "koppel/internal/record.pb.h"
#include "storage/store.h"

namespace koppel::storage {

// A record that is to be written under a key, or removed from it.
struct PlannedRecord {
  std::string key;
  koppel::internal::DirectoryRecord record;
};

// The last decision, and the revision of the record it stands in.
struct ImportState {
  koppel::internal::ImportDecision decision;
  Committed commit;
};

absl::StatusOr<ImportState> ReadImportState(const Store& store);

// Removes a record in a commit, and writes that down where there is one. `decision` is that of an import that is folded
// in; absent: the commit itself.
void AddRemoval(const PlannedRecord& planned, std::optional<Revision> decision, Batch& batch);

// A stage that is being filled. When somebody else takes the same stage, the next call answers ABORTED.
class Stage {
 public:
  Stage(Store& store, std::string id) : store_(store), id_(std::move(id)) {}

  // Puts the records into the stage, after removing what an earlier attempt left there. INVALID_ARGUMENT for a record
  // that is too large for the store.
  absl::Status Fill(const std::vector<PlannedRecord>& records);

  // Removes the stage, unless somebody else took it.
  absl::Status Drop();

  // Holds as long as the stage is as Fill left it.
  Precondition Untouched() const;

 private:
  std::string HeaderKey() const;
  absl::Status Take();
  absl::Status Clear();
  absl::Status CommitPiece(Batch batch);

  Store& store_;
  const std::string id_;
  Revision header_;  // Of the stage's header when this object last wrote it.
};

// Puts the records of the decided import into their places. OK when there is none.
absl::Status FoldIn(Store& store);

// Removes all stages. Only when no import is under way and none stands.
absl::Status DropStages(Store& store);

// Deletes these records in as many commits as it takes, each with these preconditions.
absl::Status DeleteInPieces(Store& store, const std::vector<Record>& records,
                            absl::Span<const Precondition> preconditions);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_DIRECTORY_IMPORT_H_
