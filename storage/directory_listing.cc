#include "storage/directory_listing.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory_records.h"
#include "storage/records.h"

namespace koppel::storage {

using koppel::internal::DirectoryRecord;
using koppel::internal::ImportDecision;

absl::StatusOr<ImportState> ImportStateIn(const Listing& listing) {
  ImportState state;
  for (const Record& record : listing.records) {
    if (record.key != kImportKey) continue;
    ASSIGN_OR_RETURN(state.decision, Decode<ImportDecision>(record));
    state.commit = {record.revision, record.time};
  }
  return state;
}

absl::StatusOr<RecordMap> RecordsIn(const Listing& listing) {
  RecordMap records;
  for (const Record& record : listing.records) {
    if (!record.key.starts_with(kRecordPrefix)) continue;
    ASSIGN_OR_RETURN(Stored stored, DecodeStored(record));
    records.insert_or_assign(record.key, std::move(stored));
  }
  return records;
}

absl::Status Overlay(const Listing& listing, const ImportState& state, RecordMap& records) {
  const std::string prefix = absl::StrCat(std::string(kStagePrefix), state.decision.stage(), "/");
  for (const Record& record : listing.records) {
    if (!record.key.starts_with(prefix)) continue;
    ASSIGN_OR_RETURN(const DirectoryRecord staged, Decode<DirectoryRecord>(record));
    const std::string key = RecordKeyInStage(state.decision.stage(), record.key);
    if (staged.removed()) {
      records.erase(key);
    } else {
      records.insert_or_assign(key, MakeStored(staged, state.commit));
    }
  }
  return absl::OkStatus();
}

}  // namespace koppel::storage
