#include <string>
#include <vector>

#include "clients/cli/advice.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/enums.h"
#include "clients/cli/output_file.h"
#include "clients/cli/reading/confirm.h"
#include "clients/cli/reading/report.h"
#include "clients/cli/reading/text_input.h"
#include "clients/cli/request_file.h"
#include "clients/cli/usage.h"
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

absl::Status CheckSources(const Given& given) {
  if (!given.Has("--file") && !given.Has("--text")) return CheckOneOf(given, {"--file", "--text"});
  RETURN_IF_ERROR(CheckGoesWith(given, "--confirm-all", "--text"));
  // Standard input can be read once.
  if (given.Text("--file") != "-" || given.Text("--text") != "-") return absl::OkStatus();
  return UsageError(Text::kOneOfThese, {{"choices", "--file -, --text -"}});
}

// From the file, if there is one, with what other arguments say.
absl::StatusOr<MatchRequest> MakeMatchRequest(Session& session) {
  const Given& given = session.given();
  MatchRequest request;
  if (given.Has("--file")) {
    ASSIGN_OR_RETURN(request, ReadMatchRequest(given.Text("--file"), session.in()));
  }
  if (const auto max = given.Whole("--max")) request.set_max_proposals(*max);
  if (given.Has("--advice")) request.set_with_advice(true);
  koppel::v1::Referral& referral = *request.mutable_referral();
  if (given.Has("--area")) referral.set_area(given.Text("--area"));
  if (given.Has("--urgency")) referral.set_urgency(EnumOf<koppel::v1::Urgency>(given.Text("--urgency")));
  return request;
}

// The text is read and dropped: of it only the needs go into the request.
absl::Status AddNeedsOfText(Session& session, client::Client& koppel, koppel::v1::Referral& referral) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(session, {session.given().Text("--text")}));
  ASSIGN_OR_RETURN(const auto response, koppel.Classify(text, referral.area()));
  ASSIGN_OR_RETURN(const SubtopicTitles titles, AskSubtopicTitles(session, koppel));
  const bool confirm_all = session.given().Has("--confirm-all");
  RETURN_IF_ERROR(ConfirmNeeds({text, response.classification()}, titles, confirm_all, session, referral));
  if (!referral.needs().empty()) return absl::OkStatus();
  const bool urgent = referral.urgency() >= koppel::v1::URGENT;
  return MakeError(absl::StatusCode::kInvalidArgument, "NO_NEEDS",
                   urgent ? Text::kConfirmNoNeedsUrgent : Text::kConfirmNoNeeds);
}

absl::Status RunMatch(Session& session) {
  const Given& given = session.given();
  const bool keeps = given.Has("--advice");
  RETURN_IF_ERROR(CheckSources(given));
  ASSIGN_OR_RETURN(MatchRequest request, MakeMatchRequest(session));
  if (keeps) RETURN_IF_ERROR(CheckMayWrite(given.Text("--advice"), given.Has("--force")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  if (given.Has("--text")) RETURN_IF_ERROR(AddNeedsOfText(session, *koppel, *request.mutable_referral()));
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
           {{"--file", "-f", Shape::kFile, false, "FILE",
             "A Referral or MatchRequest as JSON or textproto; - is standard input"},
            {"--text", "", Shape::kText, false, "TEXT",
             "What the resident said; - is standard input. The urgency in it and each need are shown and, at a "
             "terminal, to "
             "be confirmed or struck; the needs come after those of the file"},
            {"--confirm-all", "", Shape::kFlag, false, "",
             "With --text: confirm every need and the urgency without asking. Without it, where nobody can be asked, "
             "the needs stay unconfirmed, and urgency that was read goes along to be safe"},
            {"--area", "", Shape::kText, false, "CODE", "Where the resident lives (CBS code); goes before the file"},
            {"--urgency", "", Shape::kChoice, false, "URGENCY", "How soon help is needed; goes before the file",
             Choices<koppel::v1::Urgency>()},
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
