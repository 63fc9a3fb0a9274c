// The methods of DirectoryService about teams. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_TEAMS_H_
#define KOPPEL_SERVER_HANDLERS_TEAMS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::Team> GetTeam(Call& call, const v1::GetTeamRequest& request);
absl::StatusOr<v1::ListTeamsResponse> ListTeams(Call& call, const v1::ListTeamsRequest& request);
absl::StatusOr<v1::Team> CreateTeam(Call& call, const v1::CreateTeamRequest& request);
absl::StatusOr<v1::Team> UpdateTeam(Call& call, const v1::UpdateTeamRequest& request);
absl::StatusOr<google::protobuf::Empty> DeleteTeam(Call& call, const v1::DeleteTeamRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_TEAMS_H_
