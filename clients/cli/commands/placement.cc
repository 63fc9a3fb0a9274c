// placement: from the handover to the end of help.

#include <string>
#include <vector>

#include "clients/cli/case/times.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/commands/terms.h"
#include "clients/cli/enums.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Placement;

template <class Request>
Request AboutPlacement(const Session& session) {
  Request request;
  request.set_name(FullPlacementName(session.given().Text("NAME")));
  return request;
}

absl::Status RunGetPlacement(Session& session) {
  return RunShow(session, AboutPlacement<v1::GetPlacementRequest>(session), PlacementColumns(session.printer()));
}

absl::Status RunListPlacements(Session& session) {
  v1::ListPlacementsRequest request;
  request.set_parent(FullReferralName(session.given().Text("NAME")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  return ShowListWithTerms(session, *koppel, response.placements(), PlacementColumns(session.printer()));
}

absl::Status RunHandover(Session& session) {
  const Given& given = session.given();
  auto request = AboutPlacement<v1::RecordHandoverRequest>(session);
  request.set_road(EnumOf<Placement::Road>(given.Text("--road")));
  if (given.Has("--at")) {
    ASSIGN_OR_RETURN(*request.mutable_handover_time(), ReadLocalTime("--at", given.Text("--at")));
  }
  return RunStep(session, std::move(request), "handed over");
}

absl::Status RunContact(Session& session) {
  const Given& given = session.given();
  auto request = AboutPlacement<v1::RecordFirstContactRequest>(session);
  if (given.Has("--at")) {
    ASSIGN_OR_RETURN(*request.mutable_contact_time(), ReadLocalTime("--at", given.Text("--at")));
  }
  return RunStep(session, std::move(request), "contacted");
}

absl::Status RunStart(Session& session) {
  auto request = AboutPlacement<v1::StartPlacementRequest>(session);
  request.set_start_date(session.given().Text("--date"));
  return RunStep(session, std::move(request), "started");
}

absl::Status RunEnd(Session& session) {
  const Given& given = session.given();
  auto request = AboutPlacement<v1::EndPlacementRequest>(session);
  request.set_reason(EnumOf<Placement::EndReason>(given.Text("--reason")));
  request.set_end_date(given.Text("--date"));
  return RunStep(session, std::move(request), "ended");
}

Argument MomentArgument() {
  return {"--at", "", Shape::kText, false, "MOMENT", "When, such as 2026-11-25T14:30 in the Netherlands; default now"};
}

Argument DayArgument(const std::string& which) {
  return {"--date", "", Shape::kText, false, "DATE", which + " (YYYY-MM-DD); default today"};
}

std::vector<Command> PlacementSteps() {
  return {{"placement", "handover", "Record that contact details were passed on, and by which road",
           "koppel placement handover GM0034/x/1 --road SECURE_MAIL",
           StepArguments({PlacementArgument(),
                          {"--road", "", Shape::kChoice, true, "ROAD", "By which road", Choices<Placement::Road>()},
                          MomentArgument()}),
           RunHandover},
          {"placement", "contact", "Record the first contact with the resident",
           "koppel placement contact GM0034/x/1 --at 2026-11-25T14:30",
           StepArguments({PlacementArgument(), MomentArgument(), OnBehalfArgument()}), RunContact},
          {"placement", "start", "Record that help has begun", "koppel placement start GM0034/x/1 --date 2026-12-01",
           StepArguments({PlacementArgument(), DayArgument("The first day"), OnBehalfArgument()}), RunStart},
          {"placement", "end", "Record that help is over, or never began; what it held comes free",
           "koppel placement end GM0034/x/1 --reason GOAL_REACHED",
           StepArguments({PlacementArgument(),
                          {"--reason", "", Shape::kChoice, true, "REASON", "Why", Choices<Placement::EndReason>()},
                          DayArgument("The last day"),
                          OnBehalfArgument()}),
           RunEnd}};
}

}  // namespace

std::vector<Command> PlacementCommands() {
  std::vector<Command> rows = {{"placement",
                                "list",
                                "List the placements of a request, the oldest first",
                                "koppel placement list GM0034/x --output wide",
                                {ReferralArgument()},
                                RunListPlacements},
                               {"placement",
                                "get",
                                "Show a placement",
                                "koppel placement get GM0034/x/1 --output json",
                                {PlacementArgument()},
                                RunGetPlacement}};
  for (Command& row : PlacementSteps()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace koppel::cli
