// The one place where a status of Koppel becomes a status of gRPC.

#ifndef KOPPEL_SERVER_TRANSPORT_STATUS_H_
#define KOPPEL_SERVER_TRANSPORT_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace koppel::server {

// With the details of the catalogue as google.rpc.Status in `grpc-status-details-bin`.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_TRANSPORT_STATUS_H_
