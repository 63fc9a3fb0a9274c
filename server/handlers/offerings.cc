#include "server/handlers/offerings.h"

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::StatusOr<v1::Offering> GetOffering(Call& call, const v1::GetOfferingRequest& request) {
  return As<v1::Offering>(GetRecord(call, request.name()));
}

absl::StatusOr<v1::ListOfferingsResponse> ListOfferings(Call& call, const v1::ListOfferingsRequest& request) {
  std::string prefix;
  if (request.parent() != kAnyParent) {
    RETURN_IF_ERROR(GetRecord(call, request.parent()).status());
    prefix = request.parent() + "/";
  }
  return ListRecords(call, request, storage::Collection::kOfferings, prefix, &v1::ListOfferingsResponse::add_offerings);
}

absl::StatusOr<v1::Offering> CreateOffering(Call& call, const v1::CreateOfferingRequest& request) {
  return As<v1::Offering>(
      CreateRecord(call, request, request.offering(), OfferingName(request.parent(), request.offering_id())));
}

absl::StatusOr<v1::Offering> UpdateOffering(Call& call, const v1::UpdateOfferingRequest& request) {
  return As<v1::Offering>(UpdateRecord(call, request, request.offering()));
}

absl::StatusOr<google::protobuf::Empty> DeleteOffering(Call& call, const v1::DeleteOfferingRequest& request) {
  RETURN_IF_ERROR(DeleteRecord(call, request));
  return google::protobuf::Empty();
}

}  // namespace koppel::server
