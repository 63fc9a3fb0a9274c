#include "server/handlers/area_tables.h"

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::StatusOr<v1::AreaTable> GetAreaTable(Call& call, const v1::GetAreaTableRequest& request) {
  return As<v1::AreaTable>(GetRecord(call, request.name()));
}

absl::StatusOr<v1::ListAreaTablesResponse> ListAreaTables(Call& call, const v1::ListAreaTablesRequest& request) {
  return ListRecords(call, request, storage::Collection::kAreaTables, "", &v1::ListAreaTablesResponse::add_area_tables);
}

absl::StatusOr<v1::AreaTable> CreateAreaTable(Call& call, const v1::CreateAreaTableRequest& request) {
  return As<v1::AreaTable>(CreateRecord(call, request, request.area_table(), AreaTableName(request.area_table_id())));
}

absl::StatusOr<v1::AreaTable> UpdateAreaTable(Call& call, const v1::UpdateAreaTableRequest& request) {
  return As<v1::AreaTable>(UpdateRecord(call, request, request.area_table()));
}

absl::StatusOr<google::protobuf::Empty> DeleteAreaTable(Call& call, const v1::DeleteAreaTableRequest& request) {
  RETURN_IF_ERROR(DeleteRecord(call, request));
  return google::protobuf::Empty();
}

}  // namespace koppel::server
