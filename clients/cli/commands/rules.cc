#include "clients/cli/commands/rules.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/enums.h"
#include "clients/cli/rule_report.h"
#include "clients/cli/rule_source.h"
#include "clients/cli/usage.h"
#include "google/protobuf/text_format.h"
#include "koppel/v1/rule_service.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::RuleSet;
using koppel::v1::RuleSetRevision;
using koppel::v1::RuleSetSource;
using koppel::v1::RuleSetSummary;

// Two thousand requests fit.
constexpr size_t kLargestRequestsFile = 16 << 20;

std::string Dash(const std::string& text) { return text.empty() ? "-" : text; }

// "ruleSets/nl/revisions/3" as "3".
std::string NumberOfRevision(const std::string& name) {
  return name.empty() ? "-" : name.substr(name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1);
}

std::string PlannedCell(const RuleSetSummary& summary) {
  if (summary.planned_revision().empty()) return "-";
  return NumberOfRevision(summary.planned_revision()) + " (" + summary.planned_start_date() + ")";
}

std::string LevelCell(const RuleSetSummary& summary, Language language) {
  if (summary.level() == RuleSet::LEXICON) return Say(Text::kLevelLexicon, language);
  return NameOf(summary.level());
}

Columns<RuleSetSummary> SummaryColumns(Language language) {
  return {{"NAME", [](const RuleSetSummary& s) { return s.name(); }},
          {"LEVEL", [language](const RuleSetSummary& s) { return LevelCell(s, language); }},
          {"PARENT", [](const RuleSetSummary& s) { return Dash(s.parent()); }},
          {"ACTIVE", [](const RuleSetSummary& s) { return NumberOfRevision(s.active_revision()); }},
          {"PLANNED", PlannedCell},
          {"LATEST", [](const RuleSetSummary& s) { return NumberOfRevision(s.latest_revision()); }, true},
          {"TITLE", [](const RuleSetSummary& s) { return s.title(); }}};
}

std::string DayOf(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone());
}

const RuleSetRevision::Activation* LastActivation(const RuleSetRevision& revision) {
  return revision.activations().empty() ? nullptr : &revision.activations(revision.activations_size() - 1);
}

std::string FromCell(const RuleSetRevision& revision) {
  const auto* activation = LastActivation(revision);
  return activation == nullptr ? "-" : activation->start_date();
}

std::string ActivatedByCell(const RuleSetRevision& revision) {
  const auto* activation = LastActivation(revision);
  return activation == nullptr ? "-" : activation->activated_by();
}

Columns<RuleSetRevision> RevisionColumns() {
  return {{"NAME", [](const RuleSetRevision& r) { return r.name(); }},
          {"STATE", [](const RuleSetRevision& r) { return NameOf(r.state()); }},
          {"AUTHOR", [](const RuleSetRevision& r) { return Dash(r.author()); }},
          {"CREATED", [](const RuleSetRevision& r) { return DayOf(r.create_time()); }},
          {"FROM", FromCell},
          {"ACTIVATED_BY", ActivatedByCell},
          {"NOTE", [](const RuleSetRevision& r) { return Dash(r.note()); }}};
}

// The set as a file that can be applied again.
std::string AsTextproto(const RuleSetRevision& revision, const std::string& comment) {
  RuleSet rule_set = revision.rule_set();
  rule_set.clear_revision();
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  // Fails for messages of types that are not known alone.
  printer.PrintToString(rule_set, &text);
  return absl::StrCat("# proto-file: koppel/v1/rules.proto\n# proto-message: koppel.v1.RuleSet\n# ", comment, "\n\n",
                      text);
}

absl::Status RunListRuleSets(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const std::vector<RuleSetSummary> summaries, koppel->ListRuleSets());
  session.printer().List(summaries, SummaryColumns(session.language()));
  TellWhenEmpty(session, summaries.empty());
  return absl::OkStatus();
}

absl::Status RunGetRuleSet(Session& session) {
  const bool merged = session.given().Has("--merged");
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(RuleSetRevision revision,
                   koppel->GetRuleSetRevision(RuleSetName(session.given().Text("NAME")), merged));
  Printer& printer = session.printer();
  if (printer.output() == Output::kName) {
    printer.Line(revision.name());
  } else if (printer.for_programs()) {
    printer.Json(revision.rule_set());
  } else {
    const Text text = merged ? Text::kRuleSetMerged : Text::kRuleSetOf;
    const std::string comment = Say(text, session.language(), {{"revision", revision.name()}});
    printer.out() << AsTextproto(revision, Plain(comment));
  }
  return absl::OkStatus();
}

absl::Status RunListRevisions(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const std::vector<RuleSetRevision> revisions,
                   koppel->ListRuleSetRevisions(RuleSetName(session.given().Text("NAME"))));
  session.printer().List(revisions, RevisionColumns());
  TellWhenEmpty(session, revisions.empty());
  return absl::OkStatus();
}

absl::Status RunValidate(Session& session) {
  const std::string path = session.given().Text("--file");
  ASSIGN_OR_RETURN(RuleSet rule_set, ReadRuleSet(session, path));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->ValidateRuleSet(rule_set));
  if (session.printer().for_programs()) session.printer().Json(response);
  RETURN_IF_ERROR(ReportRuleProblems(session, path == "-" ? "stdin" : path,
                                     {response.problems().begin(), response.problems().end()}));
  if (!session.printer().for_programs()) session.printer().Done(rule_set.name(), "validated", rule_set);
  return absl::OkStatus();
}

absl::Status RunTest(Session& session) {
  const Given& given = session.given();
  RETURN_IF_ERROR(CheckOneOf(given, {"NAME", "--file"}));
  RuleSetSource source;
  if (given.Has("NAME")) {
    ASSIGN_OR_RETURN(source, SourceOf(session, given.Text("NAME")));
  } else {
    ASSIGN_OR_RETURN(*source.mutable_rule_set(), ReadRuleSet(session, given.Text("--file")));
  }
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto response = koppel->TestRuleSet(source);
  if (!response.ok()) return ReportRefusedRules(session, response.status());
  return ReportExamples(session, *response);
}

absl::Status RunDiff(Session& session) {
  ASSIGN_OR_RETURN(RuleSetSource base, SourceOf(session, session.given().Text("BASE")));
  ASSIGN_OR_RETURN(RuleSetSource candidate, SourceOf(session, session.given().Text("CANDIDATE")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->DiffRuleSets(base, candidate));
  ReportRuleChanges(session, {response.changes().begin(), response.changes().end()});
  return absl::OkStatus();
}

absl::Status RunCompare(Session& session) {
  const Given& given = session.given();
  koppel::v1::CompareRuleSetsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_candidate(), SourceOf(session, given.Text("--candidate")));
  if (given.Has("--base")) {
    ASSIGN_OR_RETURN(*request.mutable_base(), SourceOf(session, given.Text("--base")));
  }
  ASSIGN_OR_RETURN(FileText file, ReadFile(given.Text("--file"), session.in(), kLargestRequestsFile));
  koppel::v1::CompareRuleSetsRequest requests;  // Of its own: reading clears the message.
  RETURN_IF_ERROR(ParseRecords(file, requests, "referrals"));
  request.mutable_referrals()->Swap(requests.mutable_referrals());
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto response = koppel->CompareRuleSets(request);
  if (!response.ok()) return ReportRefusedRules(session, response.status());
  if (session.printer().for_programs()) {
    session.printer().Json(*response);
  } else {
    WriteComparison(*response, session.language(), session.printer());
  }
  return absl::OkStatus();
}

// "active", or "planned (2027-01-01)".
std::string StateOf(const RuleSetRevision& revision) {
  const std::string state = absl::AsciiStrToLower(NameOf(revision.state()));
  return revision.state() == RuleSetRevision::PLANNED ? absl::StrCat(state, " (", FromCell(revision), ")") : state;
}

void TellRevision(Session& session, const RuleSetRevision& revision) {
  session.printer().Done(revision.name(), session.Change().validate_only ? "validated" : StateOf(revision), revision);
}

absl::Status RunApplyRuleSet(Session& session) {
  ASSIGN_OR_RETURN(RuleSet rule_set, ReadRuleSet(session, session.given().Text("--file")));
  return ApplyRules(session, std::move(rule_set));
}

absl::Status RunActivate(Session& session) {
  std::vector<std::string> revisions = session.given().Words("REVISION");
  for (std::string& revision : revisions) revision = RuleSetName(revision);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto response = koppel->ActivateRuleSets(revisions, session.given().Text("--from"), session.Change());
  if (!response.ok()) return ReportRefusedRules(session, response.status());
  for (const RuleSetRevision& revision : response->revisions()) TellRevision(session, revision);
  return absl::OkStatus();
}

absl::Status RunRollback(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto revision = koppel->RollbackRuleSet(RuleSetName(session.given().Text("NAME")), session.Change());
  if (!revision.ok()) return ReportRefusedRules(session, revision.status());
  TellRevision(session, *revision);
  return absl::OkStatus();
}

Argument NameArgument(bool required) {
  return {"NAME", "", Shape::kText, required, "", "Name of the set, such as ruleSets/nl"};
}

Argument SetFileArgument(bool required) {
  return {"--file", "-f", Shape::kFile, required, "FILE", "A RuleSet as textproto or JSON; - is standard input"};
}

std::vector<Command> ReadingCommands() {
  const Argument either{"NAME", "", Shape::kText, true, "", "Name of the set or of a revision, such as ruleSets/nl"};
  const Argument merged{"--merged", "", Shape::kFlag,
                        false,      "", "Together with the sets it builds on, as it counts today"};
  const std::string source = "; a name, or a file when it has a dot";
  return {{"rules", "list", "List the rule sets", "koppel rules list --output wide", {}, RunListRuleSets},
          {"rules",
           "get",
           "Show a rule set as a file that can be applied again",
           "koppel rules get ruleSets/nl --merged",
           {either, merged},
           RunGetRuleSet},
          {"rules",
           "revisions",
           "List the revisions of a rule set, who wrote them, and who activated them from when",
           "koppel rules revisions ruleSets/nl",
           {NameArgument(true)},
           RunListRevisions},
          {"rules",
           "validate",
           "Check a rule set and every set that builds on it: all problems at once, each with its path",
           "koppel rules validate --file gm0034.textproto",
           {SetFileArgument(true)},
           RunValidate},
          {"rules",
           "test",
           "Run the examples in a rule set and in every set that builds on it",
           "koppel rules test ruleSets/nl",
           {{"NAME", "", Shape::kFile, false, "", "Which set" + source}, SetFileArgument(false)},
           RunTest},
          {"rules",
           "diff",
           "Show what differs between two rule sets, rule by rule",
           "koppel rules diff ruleSets/gm0034 gm0034.textproto",
           {{"BASE", "", Shape::kFile, true, "", "From which set" + source},
            {"CANDIDATE", "", Shape::kFile, true, "", "To which set" + source}},
           RunDiff},
          {"rules",
           "compare",
           "Try out what another rule set would change for the residents in a file of requests (proefdraaien)",
           "koppel rules compare --candidate gm0034.textproto --file requests.jsonl",
           {{"--candidate", "", Shape::kFile, true, "SET", "What to try out" + source},
            {"--base", "", Shape::kFile, false, "SET",
             "What to compare with, default the active set of that name" + source},
            {"--file", "-f", Shape::kFile, true, "FILE", "Lines of JSON, a Referral on each; - is standard input"}},
           RunCompare}};
}

std::vector<Command> ChangingCommands() {
  return {{"rules", "apply", "Store a rule set as a draft",
           "koppel rules apply --file gm0034.textproto --note rustige-groepen",
           WithChangeArguments({SetFileArgument(true), NoteArgument()}), RunApplyRuleSet},
          {"rules", "activate", "Make drafts of somebody else the active rules, all of them or none",
           "koppel rules activate ruleSets/gm0034/revisions/2 --from 2027-01-01",
           WithChangeArguments(
               {{"REVISION", "", Shape::kWords, true, "", "Names of revisions of different sets"},
                {"--from", "", Shape::kText, false, "DATE", "The first day on which they count; default today"}}),
           RunActivate},
          {"rules", "rollback", "Make the revision that was active before active again, from today",
           "koppel rules rollback ruleSets/gm0034", WithChangeArguments({NameArgument(true)}), RunRollback}};
}

}  // namespace

Argument NoteArgument() {
  return {"--note", "", Shape::kText, false, "TEXT", "What it is about, for the list of revisions"};
}

absl::Status ApplyRules(Session& session, RuleSet rule_set) {
  rule_set.clear_revision();
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto revision = koppel->ApplyRuleSet(rule_set, session.given().Text("--note"), session.Change());
  if (!revision.ok()) return ReportRefusedRules(session, revision.status());
  // What is checked alone has no revision yet.
  if (session.Change().validate_only) {
    session.printer().Done(rule_set.name(), "validated", *revision);
  } else {
    TellRevision(session, *revision);
  }
  return absl::OkStatus();
}

std::vector<Command> RulesCommands() {
  std::vector<Command> commands = ReadingCommands();
  for (Command& command : ChangingCommands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace koppel::cli
