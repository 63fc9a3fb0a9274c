#include "server/routes.h"

#include "base/status_macros.h"
#include "server/handlers/area_tables.h"
#include "server/handlers/capacities.h"
#include "server/handlers/case_reading.h"
#include "server/handlers/compare.h"
#include "server/handlers/export.h"
#include "server/handlers/import.h"
#include "server/handlers/inbox.h"
#include "server/handlers/locations.h"
#include "server/handlers/matching.h"
#include "server/handlers/offerings.h"
#include "server/handlers/offers.h"
#include "server/handlers/placements.h"
#include "server/handlers/providers.h"
#include "server/handlers/reading.h"
#include "server/handlers/referrals.h"
#include "server/handlers/rule_changes.h"
#include "server/handlers/rule_checks.h"
#include "server/handlers/rule_sets.h"
#include "server/handlers/search.h"
#include "server/handlers/status.h"
#include "server/handlers/teams.h"
#include "server/handlers/vocabulary.h"
#include "server/handlers/waiting_offers.h"
#include "server/handlers/watch_referrals.h"
#include "server/parsing.h"
#include "server/serve.h"

namespace koppel::server {
namespace {

constexpr char kDirectory[] = "koppel.v1.DirectoryService";
constexpr char kMatching[] = "koppel.v1.MatchingService";
constexpr char kReferrals[] = "koppel.v1.ReferralService";
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

absl::Status Watch(Call& call, std::string_view bytes, const Sink& sink) {
  v1::WatchReferralsRequest request;
  const absl::Status parsed = ParseRequest(bytes, call.method, request);
  if (!parsed.ok()) return Finish(call, parsed);
  return ServeWatch(call, request,
                    [&](const v1::WatchReferralsResponse& message) { return sink(message.SerializeAsString()); });
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
      {kReferrals, "CreateReferral", Answer(&CreateReferral)},
      {kReferrals, "GetReferral", Answer(&GetReferral)},
      {kReferrals, "ListReferrals", Answer(&ListReferrals)},
      {kReferrals, "UpdateReferral", Answer(&UpdateReferral)},
      {kReferrals, "SubmitReferral", Answer(&SubmitReferral)},
      {kReferrals, "WithdrawReferral", Answer(&WithdrawReferral)},
      {kReferrals, "ReopenReferral", Answer(&ReopenReferral)},
      {kReferrals, "ProposeMatches", Answer(&ProposeMatches)},
      {kReferrals, "ChooseParts", Answer(&ChooseParts)},
      {kReferrals, "SendOffers", Answer(&SendOffers)},
      {kReferrals, "RecallOffer", Answer(&RecallOffer)},
      {kReferrals, "ConfirmReceipt", Answer(&ConfirmReceipt)},
      {kReferrals, "AnswerOffer", Answer(&AnswerOffer)},
      {kReferrals, "ReplyToQuestion", Answer(&ReplyToQuestion)},
      {kReferrals, "RecordMemberResponse", Answer(&RecordMemberResponse)},
      {kReferrals, "RecordTeamDecision", Answer(&RecordTeamDecision)},
      {kReferrals, "ConcludeIntake", Answer(&ConcludeIntake)},
      {kReferrals, "RecordHandover", Answer(&RecordHandover)},
      {kReferrals, "RecordFirstContact", Answer(&RecordFirstContact)},
      {kReferrals, "StartPlacement", Answer(&StartPlacement)},
      {kReferrals, "EndPlacement", Answer(&EndPlacement)},
      {kReferrals, "GetAdvice", Answer(&GetAdvice)},
      {kReferrals, "GetOffer", Answer(&GetOffer)},
      {kReferrals, "ListOffers", Answer(&ListOffers)},
      {kReferrals, "GetPlacement", Answer(&GetPlacement)},
      {kReferrals, "ListPlacements", Answer(&ListPlacements)},
      {kReferrals, "ListInbox", Answer(&ListInbox)},
      {kReferrals, "ListWaitingOffers", Answer(&ListWaitingOffers)},
      {kReferrals, "WatchReferrals", Download(&Watch)},
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
