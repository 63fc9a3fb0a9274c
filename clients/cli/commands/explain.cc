#include <algorithm>
#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/explanation.h"
#include "clients/cli/request_file.h"
#include "clients/cli/usage.h"

namespace koppel::cli {
namespace {

using koppel::v1::ExplainMatchRequest;
using koppel::v1::Explanation;

absl::StatusOr<ExplainMatchRequest> MakeRequest(Session& session) {
  const Given& given = session.given();
  RETURN_IF_ERROR(CheckOneOf(given, {"REQUEST", "--file"}));
  RETURN_IF_ERROR(CheckOneOf(given, {"--candidate", "--all"}));
  const std::string path = given.Has("REQUEST") ? given.Text("REQUEST") : given.Text("--file");
  ASSIGN_OR_RETURN(koppel::v1::MatchRequest match, ReadMatchRequest(path, session.in()));
  ExplainMatchRequest request;
  request.mutable_referral()->Swap(match.mutable_referral());
  request.set_min_revision(match.min_revision());
  request.set_candidate(given.Text("--candidate"));
  return request;
}

absl::Status RunExplain(Session& session) {
  ASSIGN_OR_RETURN(ExplainMatchRequest request, MakeRequest(session));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(std::vector<Explanation> explanations, koppel->ExplainMatch(request));
  Printer& printer = session.printer();
  const Language language = session.language();
  if (session.given().Has("--all")) {
    if (printer.for_people()) {
      WriteExplanations(explanations, language, printer);
    } else {
      printer.List(explanations, ExplanationColumns(language));
    }
    TellWhenEmpty(session, explanations.empty());
    return absl::OkStatus();
  }
  for (const Explanation& explanation : explanations) {
    if (printer.for_people()) {
      WriteExplanation(explanation, language, printer);
    } else {
      printer.One(explanation, ExplanationColumns(language));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> ExplainCommands() {
  const std::string request = "A Referral or MatchRequest as JSON or textproto; - is standard input";
  return {{"explain",
           "",
           "Say why an offering is or is not proposed for a request, and what would change that",
           "koppel explain request.json --candidate providers/org-kwintes/offerings/begeleiding-thuis",
           {{"REQUEST", "", Shape::kFile, false, "", request},
            {"--file", "-f", Shape::kFile, false, "FILE", "The same as REQUEST"},
            {"--candidate", "", Shape::kText, false, "NAME", "Which offering"},
            {"--all", "", Shape::kFlag, false, "", "All that serve the resident's municipality, as a table"}},
           RunExplain}};
}

}  // namespace koppel::cli
