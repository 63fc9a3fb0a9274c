#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "koppel/v1/team.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::Team;

std::string Members(const Team& team) {
  return absl::StrJoin(team.members(), ",",
                       [](std::string* out, const Team::Member& member) { out->append(member.provider()); });
}

}  // namespace

template <>
struct Noun<Team> {
  using List = koppel::v1::ListTeamsResponse;
  static constexpr char kCollection[] = "teams";

  static Columns<Team> TableColumns() {
    return {{"NAME", [](const Team& t) { return t.name(); }},
            {"MEMBERS", [](const Team& t) { return absl::StrCat(t.members_size()); }},
            {"DECIDES", [](const Team& t) { return t.decides_who_starts() ? "yes" : "no"; }},
            {"AREAS", [](const Team& t) { return absl::StrJoin(t.service_areas(), ","); }, true},
            {"PROVIDERS", Members, true},
            {"TITLE", [](const Team& t) { return t.title(); }}};
  }
};

std::vector<Command> TeamCommands() { return ResourceCommands<Team>("team", "a", "teams", "teams/vak-2-0"); }

}  // namespace koppel::cli
