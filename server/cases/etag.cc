#include "server/cases/etag.h"

#include "absl/strings/str_cat.h"
#include "server/errors.h"

namespace koppel::server {

absl::Status CheckEtag(const std::string& etag, const storage::StoredCase& stored) {
  if (etag.empty() || etag == absl::StrCat("\"", stored.revision.value, "\"")) return absl::OkStatus();
  return EtagMismatch(stored.record.referral().name());
}

}  // namespace koppel::server
