// referral: the road of a request for support as the adviser goes it.

#include <string>
#include <vector>

#include "clients/cli/case/clocks.h"
#include "clients/cli/case/sentences.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/commands/choosing.h"
#include "clients/cli/enums.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Referral;

template <class Request>
Request AboutReferral(const Session& session) {
  Request request;
  request.set_name(FullReferralName(session.given().Text("NAME")));
  return request;
}

absl::StatusOr<Referral> ReadReferral(Session& session) {
  ASSIGN_OR_RETURN(const FileText file, ReadFile(session.given().Text("--file"), session.in(), kLargestRecordFile));
  Referral referral;
  RETURN_IF_ERROR(ParseRecord(file, referral));
  return referral;
}

// Tells of a request that was made or changed.
absl::Status TellOf(Session& session, const Referral& referral, const std::string& done) {
  Printer& printer = session.printer();
  printer.Done(referral.name(), session.Change().validate_only ? "validated" : done, referral);
  if (printer.for_people()) WriteWaiting(referral, session.language(), printer);
  return absl::OkStatus();
}

absl::Status RunCreate(Session& session) {
  v1::CreateReferralRequest request;
  request.set_parent(FullMunicipalityName(session.given().Text("--municipality")));
  request.set_referral_id(session.given().Text("--id"));
  ASSIGN_OR_RETURN(*request.mutable_referral(), ReadReferral(session));
  FillStep(session, request);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const Referral referral, koppel->Call(request));
  return TellOf(session, referral, "created");
}

absl::Status RunUpdate(Session& session) {
  const Given& given = session.given();
  v1::UpdateReferralRequest request;
  Referral& referral = *request.mutable_referral();
  ASSIGN_OR_RETURN(referral, ReadReferral(session));
  if (given.Has("NAME")) referral.set_name(FullReferralName(given.Text("NAME")));
  if (given.Has("--etag")) referral.set_etag(given.Text("--etag"));
  for (const std::string& field : given.Words("--fields")) request.mutable_update_mask()->add_paths(field);
  FillStep(session, request);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const Referral stored, koppel->Call(request));
  return TellOf(session, stored, "updated");
}

absl::StatusOr<Referral> FetchReferral(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  return koppel->Call(AboutReferral<v1::GetReferralRequest>(session));
}

absl::Status RunGet(Session& session) {
  ASSIGN_OR_RETURN(const Referral referral, FetchReferral(session));
  Printer& printer = session.printer();
  printer.One(referral, ReferralColumns(session.printer(), session.language()));
  if (printer.for_people()) WriteWaiting(referral, session.language(), printer);
  return absl::OkStatus();
}

absl::Status RunList(Session& session) {
  const Given& given = session.given();
  v1::ListReferralsRequest request;
  request.set_parent(FullMunicipalityName(given.Text("--municipality")));
  request.set_resident(given.Text("--resident"));
  if (given.Has("--state")) request.add_states(EnumOf<Referral::State>(given.Text("--state")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  return ShowList(session, response.referrals(), ReferralColumns(session.printer(), session.language()));
}

absl::Status RunSubmit(Session& session) {
  return RunStep(session, AboutReferral<v1::SubmitReferralRequest>(session), "submitted");
}

absl::Status RunWithdraw(Session& session) {
  auto request = AboutReferral<v1::WithdrawReferralRequest>(session);
  request.set_reason(EnumOf<Referral::WithdrawReason>(session.given().Text("--reason")));
  return RunStep(session, std::move(request), "withdrawn");
}

absl::Status RunReopen(Session& session) {
  return RunStep(session, AboutReferral<v1::ReopenReferralRequest>(session), "reopened");
}

void WriteAdviceOf(Session& session, client::Client& koppel, v1::Advice advice) {
  Printer& printer = session.printer();
  if (printer.for_people()) {
    AddSentences(koppel, advice);
    printer.Line(printer.Bold(advice.name()));
    WriteKeptAdvice(advice, session.language(), printer);
  } else if (printer.output() == Output::kName) {
    printer.Line(advice.name());
  } else {
    printer.Json(advice);
  }
}

// What was proposed or would be sent looks the same as the real thing.
void TellWhenOnlyChecked(Session& session) {
  if (!session.Change().validate_only) return;
  session.err() << Say(SheetSentence::kOnlyChecked, session.language()) << "\n";
}

absl::Status RunPropose(Session& session) {
  auto request = AboutReferral<v1::ProposeMatchesRequest>(session);
  request.set_max_proposals(session.given().Whole("--max").value_or(0));
  FillStep(session, request);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  WriteAdviceOf(session, *koppel, response.advice());
  TellWhenOnlyChecked(session);
  return absl::OkStatus();
}

absl::Status RunAdvice(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const v1::Advice advice, FetchAdvice(session, *koppel));
  WriteAdviceOf(session, *koppel, advice);
  return absl::OkStatus();
}

absl::Status RunSend(Session& session) {
  auto request = AboutReferral<v1::SendOffersRequest>(session);
  request.set_offering(session.given().Text("--offering"));
  request.set_may_wait(session.given().Has("--may-wait"));
  FillStep(session, request);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  TellWhenOnlyChecked(session);
  Printer& printer = session.printer();
  if (printer.for_programs()) {
    printer.Json(response);
    return absl::OkStatus();
  }
  printer.List(std::vector<v1::Offer>(response.offers().begin(), response.offers().end()),
               OfferColumns(session.printer()));
  if (printer.for_people()) WriteWaiting(response.referral(), session.language(), printer);
  return absl::OkStatus();
}

absl::Status RunClocks(Session& session) {
  ASSIGN_OR_RETURN(const Referral referral, FetchReferral(session));
  const std::vector<v1::Clock> clocks(referral.clocks().begin(), referral.clocks().end());
  Printer& printer = session.printer();
  if (printer.for_people()) {
    WriteClocks(clocks, session.language(), printer);
  } else {
    printer.List(clocks, Columns<v1::Clock>{{"TERM", [](const v1::Clock& c) { return NameOf(c.kind()); }}});
  }
  TellWhenEmpty(session, clocks.empty());
  return absl::OkStatus();
}

absl::Status RunHistory(Session& session) {
  ASSIGN_OR_RETURN(const Referral referral, FetchReferral(session));
  return ShowList(session, referral.events(), EventColumns());
}

// ---- The rows of the table.

Argument RecordFile() {
  return {"--file", "-f", Shape::kFile, true, "FILE", "A Referral as JSON or textproto; - is standard input"};
}

Argument MunicipalityArgument() {
  return {"--municipality", "", Shape::kText, true, "CODE", "Which municipality, such as GM0034"};
}

std::vector<Command> RecordCommands() {
  return {
      {"referral",
       "list",
       "List the requests for support of a municipality",
       "koppel referral list --municipality GM0034 --state OFFERED",
       {MunicipalityArgument(),
        {"--state", "", Shape::kChoice, false, "STATE", "Only those in this state", Choices<Referral::State>()},
        {"--resident", "", Shape::kText, false, "ID", "Only of this resident (a pseudonym)"}},
       RunList},
      {"referral",
       "get",
       "Show a request for support and what it waits for",
       "koppel referral get GM0034/x --output json",
       {ReferralArgument()},
       RunGet},
      {"referral", "create", "Make a request for support, as a draft",
       "koppel referral create --file request.json --municipality GM0034 --id x",
       WithChangeArguments(
           {RecordFile(),
            MunicipalityArgument(),
            {"--id", "", Shape::kText, false, "ID",
             "The last part of its name, never anything about the resident; best left out: Koppel then chooses one at "
             "random"}}),
       RunCreate},
      {"referral", "update", "Change what was written in a request; what the file leaves out stays, unless it is named",
       "koppel referral update GM0034/x --file request.json --fields urgency decision",
       StepArguments({{"NAME", "", Shape::kText, false, "", "The request, such as GM0034/x; goes before the file"},
                      RecordFile(),
                      {"--fields", "", Shape::kWords, false, "FIELD...",
                       "Which fields to take over, also where the file leaves them out"}}),
       RunUpdate}};
}

std::vector<Command> StateCommands() {
  return {
      {"referral", "submit", "Hand in a request that is a draft", "koppel referral submit GM0034/x",
       StepArguments({ReferralArgument()}), RunSubmit},
      {"referral", "withdraw", "Call a request off; offers that are out are recalled",
       "koppel referral withdraw GM0034/x --reason SOLVED",
       StepArguments({ReferralArgument(),
                      {"--reason", "", Shape::kChoice, true, "REASON", "Why", Choices<Referral::WithdrawReason>()}}),
       RunWithdraw},
      {"referral", "reopen", "Take up again a request that was called off or has ended",
       "koppel referral reopen GM0034/x", StepArguments({ReferralArgument()}), RunReopen},
      {"referral", "propose", "Ask for proposals and keep them as an advice",
       "koppel referral propose GM0034/x --max 3",
       StepArguments({ReferralArgument(),
                      {"--max", "", Shape::kWhole, false, "N", "How many proposals at most; default 5, at most 20"}}),
       RunPropose},
      {"referral",
       "advice",
       "Show an advice that was kept",
       "koppel referral advice GM0034/x --number 1",
       {ReferralArgument(), AdviceNumberArgument()},
       RunAdvice}};
}

std::vector<Command> RoadCommands() {
  return {{"referral", "send", "Send an offer for every part of the choice that has none out",
           "koppel referral send GM0034/x --may-wait",
           StepArguments({ReferralArgument(),
                          {"--offering", "", Shape::kText, false, "NAME", "Only the part with this offering"},
                          {"--may-wait", "", Shape::kFlag, false, "", "To the waiting list where there is no room"}}),
           RunSend},
          {"referral",
           "clocks",
           "Show the terms of a request: by when, how each stands, and why",
           "koppel referral clocks GM0034/x",
           {ReferralArgument()},
           RunClocks},
          {"referral",
           "history",
           "Show what happened to a request, the oldest first",
           "koppel referral history GM0034/x --output wide",
           {ReferralArgument()},
           RunHistory}};
}

}  // namespace

std::vector<Command> ReferralCommands() {
  std::vector<Command> rows;
  for (const auto some : {RecordCommands, StateCommands, ChoosingCommands, RoadCommands}) {
    for (Command& row : some()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace koppel::cli
