// The methods of DirectoryService about capacities. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_CAPACITIES_H_
#define KOPPEL_SERVER_HANDLERS_CAPACITIES_H_

#include "absl/status/statusor.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Capacity> GetCapacity(Call& call, const v1::GetCapacityRequest& request);
absl::StatusOr<v1::ListCapacitiesResponse> ListCapacities(Call& call, const v1::ListCapacitiesRequest& request);
absl::StatusOr<v1::Capacity> SetCapacity(Call& call, const v1::SetCapacityRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_CAPACITIES_H_
