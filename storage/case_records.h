// The values of cases: how a case as it is read becomes the record on disk and back.

#ifndef KOPPEL_STORAGE_CASE_RECORDS_H_
#define KOPPEL_STORAGE_CASE_RECORDS_H_

#include "absl/status/statusor.h"
#include "koppel/internal/record.pb.h"
#include "storage/cases.h"
#include "storage/store.h"

namespace koppel::storage {

// The record without what is filled in when it is read; the time of its making stays.
koppel::internal::CaseRecord ForDisk(koppel::internal::CaseRecord record);

// A record from disk as it is read, last changed by `commit`.
StoredCase MakeCase(koppel::internal::CaseRecord record, const Committed& commit);

absl::StatusOr<StoredCase> DecodeCase(const Record& record);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_CASE_RECORDS_H_
