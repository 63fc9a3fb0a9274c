// GetStatus of StatusService. Contract: proto/koppel/v1/status_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_STATUS_H_
#define KOPPEL_SERVER_HANDLERS_STATUS_H_

#include "absl/status/statusor.h"
#include "koppel/v1/status_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Status> GetStatus(Call& call, const v1::GetStatusRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_STATUS_H_
