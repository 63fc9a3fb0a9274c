#include "server/routes.h"

#include "base/status_macros.h"
#include "server/handlers/area_tables.h"
#include "server/handlers/capacities.h"
#include "server/handlers/compare.h"
#include "server/handlers/export.h"
#include "server/handlers/import.h"
#include "server/handlers/locations.h"
#include "server/handlers/matching.h"
#include "server/handlers/offerings.h"
#include "server/handlers/providers.h"
#include "server/handlers/reading.h"
#include "server/handlers/rule_changes.h"
#include "server/handlers/rule_checks.h"
#include "server/handlers/rule_sets.h"
#include "server/handlers/search.h"
#include "server/handlers/status.h"
#include "server/handlers/teams.h"
#include "server/handlers/vocabulary.h"
#include "server/parsing.h"
#include "server/serve.h"

namespace koppel::server {
namespace {

constexpr char kDirectory[] = "koppel.v1.DirectoryService";
constexpr char kMatching[] = "koppel.v1.MatchingService";
constexpr char kRules[] = "koppel.v1.RuleService";
constexpr char kStatus[] = "koppel.v1.StatusService";

template <typename Request, typename Response>
Unary Answer(absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
  return [handler](Call& call, std::string_view bytes) -> absl::StatusOr<std::string> {
    Request request;
    const absl::Status parsed = ParseRequest(bytes, call.method, request);
    if (!parsed.ok()) return Finish(call, parsed);
    ASSIGN_OR_RETURN(const Response response, Serve(call, request, handler));
    return response.SerializeAsString();
  };
}

absl::Status Gather(const Call& call, const Source& source, ImportUpload& upload) {
  for (std::string bytes; source(bytes);) {
    v1::ImportDirectoryRequest message;
    RETURN_IF_ERROR(ParseRequest(bytes, call.method, message));
    RETURN_IF_ERROR(upload.Add(message));
  }
  // A stream that broke ends as one that is complete.
  return call.cancelled() ? absl::CancelledError("the caller went away") : absl::OkStatus();
}

absl::StatusOr<std::string> Import(Call& call, const Source& source) {
  ImportUpload upload;
  const absl::Status gathered = Gather(call, source, upload);
  if (!gathered.ok()) return Finish(call, gathered);
  ASSIGN_OR_RETURN(const v1::ImportDirectoryResponse response, ServeImport(call, upload));
  return response.SerializeAsString();
}

absl::Status Export(Call& call, std::string_view bytes, const Sink& sink) {
  v1::ExportDirectoryRequest request;
  const absl::Status parsed = ParseRequest(bytes, call.method, request);
  if (!parsed.ok()) return Finish(call, parsed);
  return ServeExport(call, request,
                     [&](const v1::ExportDirectoryResponse& chunk) { return sink(chunk.SerializeAsString()); });
}

}  // namespace

const std::vector<Route>& Routes() {
  static const auto& routes = *new std::vector<Route>{
      {kDirectory, "GetProvider", Answer(&GetProvider)},
      {kDirectory, "ListProviders", Answer(&ListProviders)},
      {kDirectory, "CreateProvider", Answer(&CreateProvider)},
      {kDirectory, "UpdateProvider", Answer(&UpdateProvider)},
      {kDirectory, "DeleteProvider", Answer(&DeleteProvider)},
      {kDirectory, "GetOffering", Answer(&GetOffering)},
      {kDirectory, "ListOfferings", Answer(&ListOfferings)},
      {kDirectory, "CreateOffering", Answer(&CreateOffering)},
      {kDirectory, "UpdateOffering", Answer(&UpdateOffering)},
      {kDirectory, "DeleteOffering", Answer(&DeleteOffering)},
      {kDirectory, "GetLocation", Answer(&GetLocation)},
      {kDirectory, "ListLocations", Answer(&ListLocations)},
      {kDirectory, "CreateLocation", Answer(&CreateLocation)},
      {kDirectory, "UpdateLocation", Answer(&UpdateLocation)},
      {kDirectory, "DeleteLocation", Answer(&DeleteLocation)},
      {kDirectory, "GetTeam", Answer(&GetTeam)},
      {kDirectory, "ListTeams", Answer(&ListTeams)},
      {kDirectory, "CreateTeam", Answer(&CreateTeam)},
      {kDirectory, "UpdateTeam", Answer(&UpdateTeam)},
      {kDirectory, "DeleteTeam", Answer(&DeleteTeam)},
      {kDirectory, "GetAreaTable", Answer(&GetAreaTable)},
      {kDirectory, "ListAreaTables", Answer(&ListAreaTables)},
      {kDirectory, "CreateAreaTable", Answer(&CreateAreaTable)},
      {kDirectory, "UpdateAreaTable", Answer(&UpdateAreaTable)},
      {kDirectory, "DeleteAreaTable", Answer(&DeleteAreaTable)},
      {kDirectory, "GetCapacity", Answer(&GetCapacity)},
      {kDirectory, "ListCapacities", Answer(&ListCapacities)},
      {kDirectory, "SetCapacity", Answer(&SetCapacity)},
      {kDirectory, "SearchOfferings", Answer(&SearchOfferings)},
      {kDirectory, "ListVocabulary", Answer(&ListVocabulary)},
      {kDirectory, "ImportDirectory", Upload(&Import)},
      {kDirectory, "ExportDirectory", Download(&Export)},
      {kMatching, "Classify", Answer(&Classify)},
      {kMatching, "Match", Answer(&Match)},
      {kMatching, "ExplainMatch", Answer(&ExplainMatch)},
      {kMatching, "ReplayAdvice", Answer(&ReplayAdvice)},
      {kRules, "ListRuleSets", Answer(&ListRuleSets)},
      {kRules, "GetRuleSetRevision", Answer(&GetRuleSetRevision)},
      {kRules, "ListRuleSetRevisions", Answer(&ListRuleSetRevisions)},
      {kRules, "ValidateRuleSet", Answer(&ValidateRuleSet)},
      {kRules, "TestRuleSet", Answer(&TestRuleSet)},
      {kRules, "DiffRuleSets", Answer(&DiffRuleSets)},
      {kRules, "CompareRuleSets", Answer(&CompareRuleSets)},
      {kRules, "TryReading", Answer(&TryReading)},
      {kRules, "ApplyRuleSet", Answer(&ApplyRuleSet)},
      {kRules, "ActivateRuleSets", Answer(&ActivateRuleSets)},
      {kRules, "RollbackRuleSet", Answer(&RollbackRuleSet)},
      {kStatus, "GetStatus", Answer(&GetStatus)},
  };
  return routes;
}

}  // namespace koppel::server
