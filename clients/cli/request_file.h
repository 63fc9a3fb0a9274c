// Reads a request for support from a file.

#ifndef KOPPEL_CLIENTS_CLI_REQUEST_FILE_H_
#define KOPPEL_CLIENTS_CLI_REQUEST_FILE_H_

#include <istream>
#include <string>

#include "absl/status/statusor.h"
#include "koppel/v1/matching_service.pb.h"

namespace koppel::cli {

// The file, or `in` for "-", holds a Referral or a whole MatchRequest, as JSON or textproto. Errors as ReadFile and
// ParseRecord; nothing of the request is repeated in them.
absl::StatusOr<koppel::v1::MatchRequest> ReadMatchRequest(const std::string& path, std::istream& in);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_REQUEST_FILE_H_
