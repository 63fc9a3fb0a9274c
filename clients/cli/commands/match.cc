#include <string>
#include <vector>

#include "clients/cli/advice.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/output_file.h"
#include "clients/cli/request_file.h"
#include "koppel/v1/matching_service.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::MatchRequest;
using koppel::v1::MatchResponse;
using koppel::v1::Proposal;
using koppel::v1::ReplayAdviceResponse;
using Difference = ReplayAdviceResponse::Difference;

void WriteNames(const MatchResponse& response, Printer& printer) {
  for (const Proposal& proposal : response.proposals()) {
    if (!proposal.parts().empty()) printer.Line(proposal.parts(0).offering());
  }
}

void WriteAnswer(Session& session, const MatchResponse& response) {
  Printer& printer = session.printer();
  if (printer.for_people()) {
    WriteAdvice(response, session.language(), printer);
  } else if (printer.output() == Output::kName) {
    WriteNames(response, printer);
  } else {
    printer.Json(response);
  }
}

// The record goes to its file and nowhere else.
absl::Status KeepAdvice(Session& session, MatchResponse& response) {
  const Given& given = session.given();
  const std::string path = given.Text("--advice");
  if (!response.has_advice()) {
    return MakeError(absl::StatusCode::kInternal, "NO_ADVICE", Text::kNoAdvice, {{"file", path}});
  }
  RETURN_IF_ERROR(WriteOutputFile(path, ToJson(response.advice(), /*pretty=*/true), given.Has("--force")));
  response.clear_advice();
  return absl::OkStatus();
}

absl::Status RunMatch(Session& session) {
  const Given& given = session.given();
  const bool keeps = given.Has("--advice");
  ASSIGN_OR_RETURN(MatchRequest request, ReadMatchRequest(given.Text("--file"), session.in()));
  if (keeps) RETURN_IF_ERROR(CheckMayWrite(given.Text("--advice"), given.Has("--force")));
  if (const auto max = given.Whole("--max")) request.set_max_proposals(*max);
  if (keeps) request.set_with_advice(true);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(MatchResponse response, koppel->Match(request));
  if (keeps) RETURN_IF_ERROR(KeepAdvice(session, response));
  WriteAnswer(session, response);
  return absl::OkStatus();
}

std::string ValueOrDash(const std::string& value) { return value.empty() ? "-" : value; }

// The field comes first, as a name does in other tables.
std::vector<Row> DifferenceRows(const ReplayAdviceResponse& response) {
  std::vector<Row> rows;
  for (const Difference& difference : response.differences()) {
    rows.push_back({difference.path(), ValueOrDash(difference.was()), ValueOrDash(difference.is())});
  }
  return rows;
}

void WriteReplay(Session& session, const ReplayAdviceResponse& response) {
  Printer& printer = session.printer();
  if (printer.for_programs()) {
    printer.Json(response);
  } else if (printer.output() == Output::kName) {
    for (const Difference& difference : response.differences()) printer.Line(Plain(difference.path()));
  } else if (response.same()) {
    printer.Line(Say(Text::kAdviceSame, session.language()));
  } else {
    printer.Table({"FIELD", "WAS", "IS"}, DifferenceRows(response));
  }
}

absl::Status RunReplay(Session& session) {
  const std::string path = session.given().Text("FILE");
  ASSIGN_OR_RETURN(FileText file, ReadFile(path, session.in(), kLargestRecordFile));
  koppel::v1::AdviceRecord advice;
  RETURN_IF_ERROR(ParseRecord(file, advice));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(ReplayAdviceResponse response, koppel->ReplayAdvice(advice));
  WriteReplay(session, response);
  if (response.same()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnknown, "ADVICE_DIFFERS", Text::kAdviceDiffers,
                   {{"file", file.name}, {"count", absl::StrCat(response.differences_size())}});
}

}  // namespace

std::vector<Command> MatchCommands() {
  return {{"match",
           "",
           "Propose who could take up a request for support, and say why",
           "koppel match --file request.json --language nl",
           {{"--file", "-f", Shape::kFile, true, "FILE",
             "A Referral or MatchRequest as JSON or textproto; - is standard input"},
            {"--max", "", Shape::kWhole, false, "N", "How many proposals at most; default 5, at most 20"},
            {"--advice", "", Shape::kFile, false, "FILE", "Write the record of the advice here, to keep and replay"},
            {"--force", "", Shape::kFlag, false, "", "With --advice: write over a file that is there"}},
           RunMatch},
          {"match",
           "replay",
           "Work a kept advice out again with the records and rules of then; exit code 1 when it differs",
           "koppel match replay advice.json",
           {{"FILE", "", Shape::kFile, true, "", "What match wrote with --advice; - is standard input"}},
           RunReplay}};
}

}  // namespace koppel::cli
