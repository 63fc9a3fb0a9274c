// The etag of a case: the revision of its last change, in double quotes.

#ifndef KOPPEL_SERVER_CASES_ETAG_H_
#define KOPPEL_SERVER_CASES_ETAG_H_

#include <string>

#include "absl/status/status.h"
#include "storage/cases.h"

namespace koppel::server {

// ABORTED ETAG_MISMATCH when `etag` is given and is not that of the case.
absl::Status CheckEtag(const std::string& etag, const storage::StoredCase& stored);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_ETAG_H_
