// The methods of DirectoryService about area tables. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_AREA_TABLES_H_
#define KOPPEL_SERVER_HANDLERS_AREA_TABLES_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::AreaTable> GetAreaTable(Call& call, const v1::GetAreaTableRequest& request);
absl::StatusOr<v1::ListAreaTablesResponse> ListAreaTables(Call& call, const v1::ListAreaTablesRequest& request);
absl::StatusOr<v1::AreaTable> CreateAreaTable(Call& call, const v1::CreateAreaTableRequest& request);
absl::StatusOr<v1::AreaTable> UpdateAreaTable(Call& call, const v1::UpdateAreaTableRequest& request);
absl::StatusOr<google::protobuf::Empty> DeleteAreaTable(Call& call, const v1::DeleteAreaTableRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_AREA_TABLES_H_
