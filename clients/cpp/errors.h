// What a server says when it cannot answer, taken apart.
//
// Calls of the client return absl::Status. Its payload keeps the details that came with the call (google.rpc.Status);
// DetailsOf reads them back:
//
//   client::ErrorDetails details = client::DetailsOf(answer.status());
//   for (const client::Violation& violation : details.violations) ...

#ifndef KOPPEL_CLIENTS_CPP_ERRORS_H_
#define KOPPEL_CLIENTS_CPP_ERRORS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace koppel::client {

// A field of the request that was refused.
struct Violation {
  std::string field;  // Such as "referral.needs[1].subtopic".
  std::string description;
};

struct ErrorDetails {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string reason;   // ErrorInfo.reason, such as "ETAG_MISMATCH"; empty when the error did not come from Koppel.
  std::string message;  // English.
  std::string dutch;    // Empty when none came along.
  std::map<std::string, std::string> metadata;
  std::vector<Violation> violations;  // In the order in which they came.
};

// Keeps code, message and details. Details that cannot be read are dropped.
absl::Status ToStatus(const grpc::Status& status);

// A status that carries `details` as if it had come from a server.
absl::Status ToStatus(const google::rpc::Status& details);

// For a status without details only code and message are filled.
ErrorDetails DetailsOf(const absl::Status& status);

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_ERRORS_H_
