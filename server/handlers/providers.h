// The methods of DirectoryService about providers. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_PROVIDERS_H_
#define KOPPEL_SERVER_HANDLERS_PROVIDERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Provider> GetProvider(Call& call, const v1::GetProviderRequest& request);
absl::StatusOr<v1::ListProvidersResponse> ListProviders(Call& call, const v1::ListProvidersRequest& request);
absl::StatusOr<v1::Provider> CreateProvider(Call& call, const v1::CreateProviderRequest& request);
absl::StatusOr<v1::Provider> UpdateProvider(Call& call, const v1::UpdateProviderRequest& request);
absl::StatusOr<google::protobuf::Empty> DeleteProvider(Call& call, const v1::DeleteProviderRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_PROVIDERS_H_
