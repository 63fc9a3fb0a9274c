// The methods of DirectoryService about locations. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_LOCATIONS_H_
#define KOPPEL_SERVER_HANDLERS_LOCATIONS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Location> GetLocation(Call& call, const v1::GetLocationRequest& request);
absl::StatusOr<v1::ListLocationsResponse> ListLocations(Call& call, const v1::ListLocationsRequest& request);
absl::StatusOr<v1::Location> CreateLocation(Call& call, const v1::CreateLocationRequest& request);
absl::StatusOr<v1::Location> UpdateLocation(Call& call, const v1::UpdateLocationRequest& request);
absl::StatusOr<google::protobuf::Empty> DeleteLocation(Call& call, const v1::DeleteLocationRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_LOCATIONS_H_
