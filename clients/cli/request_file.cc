#include "clients/cli/request_file.h"

#include <string>

#include "base/status_macros.h"
#include "clients/cli/files.h"

namespace koppel::cli {

using koppel::v1::MatchRequest;

absl::StatusOr<MatchRequest> ReadMatchRequest(const std::string& path, std::istream& in) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(path, in, kLargestRecordFile));
  MatchRequest request;
  const absl::Status as_referral = ParseRecord(file, *request.mutable_referral());
  if (as_referral.ok()) return request;
  const absl::Status as_request = ParseRecord(file, request);
  if (as_request.ok()) return request;
  // What it was meant to be shows from the field in which a MatchRequest keeps its referral.
  return file.text.find("referral") == std::string::npos ? as_referral : as_request;
}

}  // namespace koppel::cli
