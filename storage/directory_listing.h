// What a listing of the keys of the directory holds.

#ifndef KOPPEL_STORAGE_DIRECTORY_LISTING_H_
#define KOPPEL_STORAGE_DIRECTORY_LISTING_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/directory.h"
#include "storage/directory_import.h"
#include "storage/store.h"

namespace koppel::storage {

// Records by their keys, as they are read.
using RecordMap = std::map<std::string, Stored>;

// The last decision.
absl::StatusOr<ImportState> ImportStateIn(const Listing& listing);

// The records in their places.
absl::StatusOr<RecordMap> RecordsIn(const Listing& listing);

// Lays the staged records of a decided import over those in their places.
absl::Status Overlay(const Listing& listing, const ImportState& state, RecordMap& records);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_DIRECTORY_LISTING_H_
