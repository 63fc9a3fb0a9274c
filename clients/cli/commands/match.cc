#include <optional>
#include <string>
#include <vector>

#include "clients/cli/advice.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "koppel/v1/matching_service.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::MatchRequest;
using koppel::v1::Proposal;

// The file holds a Referral or a whole MatchRequest. What it was meant to be, when it is neither, shows from the field
// in which a MatchRequest keeps its referral.
absl::StatusOr<MatchRequest> ParseRequest(const FileText& file) {
  MatchRequest request;
  const absl::Status as_referral = ParseRecord(file, *request.mutable_referral());
  if (as_referral.ok()) return request;
  const absl::Status as_request = ParseRecord(file, request);
  if (as_request.ok()) return request;
  return file.text.find("referral") == std::string::npos ? as_referral : as_request;
}

void WriteNames(const koppel::v1::MatchResponse& response, Printer& printer) {
  for (const Proposal& proposal : response.proposals()) {
    if (!proposal.parts().empty()) printer.Line(proposal.parts(0).offering());
  }
}

absl::Status RunMatch(Session& session) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(session.given().Text("--file"), session.in(), kLargestRecordFile));
  ASSIGN_OR_RETURN(MatchRequest request, ParseRequest(file));
  if (const auto max = session.given().Whole("--max")) request.set_max_proposals(*max);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(koppel::v1::MatchResponse response, koppel->Match(request));
  Printer& printer = session.printer();
  if (printer.for_people()) {
    WriteAdvice(response, session.language(), printer);
  } else if (printer.output() == Output::kName) {
    WriteNames(response, printer);
  } else {
    printer.Json(response);
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> MatchCommands() {
  return {{"match",
           "",
           "Propose who could take up a request for support, and say why",
           "koppel match --file request.json --language nl",
           {{"--file", "-f", Shape::kFile, true, "FILE",
             "A Referral or MatchRequest as JSON or textproto; - is standard input"},
            {"--max", "", Shape::kWhole, false, "N", "How many proposals at most; default 5, at most 20"}},
           RunMatch}};
}

}  // namespace koppel::cli
