// The methods of DirectoryService about offerings. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_OFFERINGS_H_
#define KOPPEL_SERVER_HANDLERS_OFFERINGS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Offering> GetOffering(Call& call, const v1::GetOfferingRequest& request);
absl::StatusOr<v1::ListOfferingsResponse> ListOfferings(Call& call, const v1::ListOfferingsRequest& request);
absl::StatusOr<v1::Offering> CreateOffering(Call& call, const v1::CreateOfferingRequest& request);
absl::StatusOr<v1::Offering> UpdateOffering(Call& call, const v1::UpdateOfferingRequest& request);
absl::StatusOr<google::protobuf::Empty> DeleteOffering(Call& call, const v1::DeleteOfferingRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_OFFERINGS_H_
