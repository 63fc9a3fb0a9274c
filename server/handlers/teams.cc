#include "server/handlers/teams.h"

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::StatusOr<v1::Team> GetTeam(Call& call, const v1::GetTeamRequest& request) {
  return As<v1::Team>(GetRecord(call, request.name()));
}

absl::StatusOr<v1::ListTeamsResponse> ListTeams(Call& call, const v1::ListTeamsRequest& request) {
  return ListRecords(call, request, storage::Collection::kTeams, "", &v1::ListTeamsResponse::add_teams);
}

absl::StatusOr<v1::Team> CreateTeam(Call& call, const v1::CreateTeamRequest& request) {
  return As<v1::Team>(CreateRecord(call, request, request.team(), TeamName(request.team_id())));
}

absl::StatusOr<v1::Team> UpdateTeam(Call& call, const v1::UpdateTeamRequest& request) {
  return As<v1::Team>(UpdateRecord(call, request, request.team()));
}

absl::StatusOr<google::protobuf::Empty> DeleteTeam(Call& call, const v1::DeleteTeamRequest& request) {
  RETURN_IF_ERROR(DeleteRecord(call, request));
  return google::protobuf::Empty();
}

}  // namespace koppel::server
