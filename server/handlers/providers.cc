#include "server/handlers/providers.h"

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::StatusOr<v1::Provider> GetProvider(Call& call, const v1::GetProviderRequest& request) {
  return As<v1::Provider>(GetRecord(call, request.name()));
}

absl::StatusOr<v1::ListProvidersResponse> ListProviders(Call& call, const v1::ListProvidersRequest& request) {
  return ListRecords(call, request, storage::Collection::kProviders, "", &v1::ListProvidersResponse::add_providers);
}

absl::StatusOr<v1::Provider> CreateProvider(Call& call, const v1::CreateProviderRequest& request) {
  return As<v1::Provider>(CreateRecord(call, request, request.provider(), ProviderName(request.provider_id())));
}

absl::StatusOr<v1::Provider> UpdateProvider(Call& call, const v1::UpdateProviderRequest& request) {
  return As<v1::Provider>(UpdateRecord(call, request, request.provider()));
}

absl::StatusOr<google::protobuf::Empty> DeleteProvider(Call& call, const v1::DeleteProviderRequest& request) {
  RETURN_IF_ERROR(DeleteRecord(call, request));
  return google::protobuf::Empty();
}

}  // namespace koppel::server
