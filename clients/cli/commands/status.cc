#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"

namespace koppel::cli {
namespace {

std::vector<Row> StatusRows(const koppel::v1::Status& status) {
  std::vector<Row> rows = {{"version", status.version()},
                           {"store", status.store()},
                           {"ready", status.ready() ? "yes" : "no"},
                           {"store_revision", absl::StrCat(status.store_revision())},
                           {"world_revision", absl::StrCat(status.world_revision())},
                           {"rule_sets", absl::StrJoin(status.rule_sets(), ",")}};
  for (const auto& count : status.counts()) rows.push_back({count.collection(), absl::StrCat(count.count())});
  return rows;
}

absl::Status RunStatus(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(koppel::v1::Status status, koppel->GetStatus());
  Printer& printer = session.printer();
  if (printer.output() == Output::kName) {
    printer.Line(session.settings().server);
  } else if (printer.for_people()) {
    printer.Table({"NAME", "VALUE"}, StatusRows(status));
  } else {
    printer.Json(status);
  }
  return absl::OkStatus();
}

absl::Status RunHealth(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const bool serving, koppel->IsServing());
  if (!serving) {
    return MakeError(absl::StatusCode::kUnavailable, "NOT_SERVING", Text::kNotServing,
                     {{"server", session.settings().server}});
  }
  session.printer().Line(session.printer().for_programs() ? "{\"status\": \"SERVING\"}" : "serving");
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> StatusCommands() {
  return {{"status", "", "Show the state of the server", "koppel status --output json", {}, RunStatus},
          {"health",
           "",
           "Ask whether the server can serve; exit code 6 when not",
           "koppel health --timeout 2s",
           {},
           RunHealth}};
}

}  // namespace koppel::cli
