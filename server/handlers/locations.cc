#include "server/handlers/locations.h"

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::StatusOr<v1::Location> GetLocation(Call& call, const v1::GetLocationRequest& request) {
  return As<v1::Location>(GetRecord(call, request.name()));
}

absl::StatusOr<v1::ListLocationsResponse> ListLocations(Call& call, const v1::ListLocationsRequest& request) {
  return ListRecords(call, request, storage::Collection::kLocations, "", &v1::ListLocationsResponse::add_locations);
}

absl::StatusOr<v1::Location> CreateLocation(Call& call, const v1::CreateLocationRequest& request) {
  return As<v1::Location>(CreateRecord(call, request, request.location(), LocationName(request.location_id())));
}

absl::StatusOr<v1::Location> UpdateLocation(Call& call, const v1::UpdateLocationRequest& request) {
  return As<v1::Location>(UpdateRecord(call, request, request.location()));
}

absl::StatusOr<google::protobuf::Empty> DeleteLocation(Call& call, const v1::DeleteLocationRequest& request) {
  RETURN_IF_ERROR(DeleteRecord(call, request));
  return google::protobuf::Empty();
}

}  // namespace koppel::server
