// SearchOfferings of DirectoryService. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_SEARCH_H_
#define KOPPEL_SERVER_HANDLERS_SEARCH_H_

#include "absl/status/statusor.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::SearchOfferingsResponse> SearchOfferings(Call& call, const v1::SearchOfferingsRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_SEARCH_H_
