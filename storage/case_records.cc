#include "storage/case_records.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/records.h"

namespace koppel::storage {

using koppel::internal::CaseRecord;

CaseRecord ForDisk(CaseRecord record) {
  koppel::v1::Referral& referral = *record.mutable_referral();
  referral.clear_etag();
  referral.clear_create_time();
  referral.clear_update_time();
  return record;
}

StoredCase MakeCase(CaseRecord record, const Committed& commit) {
  record.clear_schema_version();  // A matter of the disk.
  if (!record.has_create_time()) *record.mutable_create_time() = ToTimestamp(commit.time);
  koppel::v1::Referral& referral = *record.mutable_referral();
  referral.set_etag(absl::StrCat("\"", commit.revision.value, "\""));
  *referral.mutable_create_time() = record.create_time();
  *referral.mutable_update_time() = ToTimestamp(commit.time);
  return {std::move(record), commit.revision, commit.time};
}

absl::StatusOr<StoredCase> DecodeCase(const Record& record) {
  ASSIGN_OR_RETURN(CaseRecord decoded, Decode<CaseRecord>(record));
  return MakeCase(std::move(decoded), {record.revision, record.time});
}

}  // namespace koppel::storage
