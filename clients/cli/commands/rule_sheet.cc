// The commands that carry rules to and from offices: export, import and register.

#include "clients/cli/rule_sheet.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/commands/rules.h"
#include "clients/cli/import_report.h"
#include "clients/cli/output_file.h"
#include "clients/cli/register_entry.h"
#include "clients/cli/rule_report.h"
#include "clients/cli/rule_source.h"

namespace koppel::cli {
namespace {

using koppel::v1::RuleSetRevision;
using koppel::v1::RuleSetSummary;

constexpr char kNationalSet[] = "ruleSets/nl";

absl::Status CheckFitsSheet(const koppel::v1::RuleSet& rule_set) {
  if (rule_set.level() != koppel::v1::RuleSet::LEXICON) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "NO_SHEET_OF_LEXICON", Text::kSheetOfLexicon,
                   {{"name", rule_set.name()}});
}

absl::Status RunExportSheet(Session& session) {
  const Given& given = session.given();
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(RuleSetRevision revision,
                   koppel->GetRuleSetRevision(RuleSetName(given.Text("NAME")), /*merged=*/false));
  RETURN_IF_ERROR(CheckFitsSheet(revision.rule_set()));
  const std::string sheet = WriteRuleSheet(revision.rule_set());
  const std::string path = given.Text("FILE");
  if (!path.empty() && path != "-") return WriteOutputFile(path, sheet, given.Has("--force"));
  session.printer().out() << sheet;
  return absl::OkStatus();
}

void TellSheet(Session& session, const std::string& file, const std::string& name, const RuleSheet& sheet) {
  if (!session.printer().for_people()) return;
  if (sheet.left_out > 0) {
    session.err() << Say(Text::kSheetLeftOut, session.language(),
                         {{"count", absl::StrCat(sheet.left_out)}, {"name", name}})
                  << "\n";
  }
  if (sheet.changes.empty()) {
    session.err() << Say(Text::kSheetNoChange, session.language(), {{"file", file}, {"name", name}}) << "\n";
  } else {
    ReportRuleChanges(session, sheet.changes);
  }
}

absl::Status RunImportSheet(Session& session) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(session.given().Text("FILE"), session.in(), kLargestRecordFile));
  const std::string name = RuleSetName(session.given().Text("--base"));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(RuleSetRevision base, koppel->GetRuleSetRevision(name, /*merged=*/false));
  RETURN_IF_ERROR(CheckFitsSheet(base.rule_set()));
  RuleSheet sheet = ReadRuleSheet(file.text, base.rule_set());
  RETURN_IF_ERROR(ReportProblems(session, file.name, sheet.problems));
  TellSheet(session, file.name, name, sheet);
  if (sheet.changes.empty()) return absl::OkStatus();
  return ApplyRules(session, std::move(sheet.rule_set));
}

// The active revisions of the set and of those it builds on, the national one first.
std::vector<std::string> ChainOf(const std::string& name, const std::vector<RuleSetSummary>& summaries) {
  std::map<std::string, const RuleSetSummary*> by_name;
  for (const RuleSetSummary& summary : summaries) by_name[summary.name()] = &summary;
  std::vector<std::string> chain;
  auto at = by_name.find(name);
  // Bounded, so that a circle ends.
  while (at != by_name.end() && chain.size() < summaries.size()) {
    chain.push_back(at->second->active_revision());
    at = by_name.find(at->second->parent());
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

// The active revisions of the lexicons that count for the residents of this set.
std::vector<std::string> LexiconsOf(const koppel::v1::RuleSet& rules, const std::vector<RuleSetSummary>& summaries) {
  const auto counts = [&rules](const RuleSetSummary& summary) {
    if (summary.level() != koppel::v1::RuleSet::LEXICON || summary.active_revision().empty()) return false;
    const auto& lexicon = summary.municipalities();
    const auto& set = rules.municipalities();
    return lexicon.empty() || std::find(set.begin(), set.end(), lexicon.Get(0)) != set.end();
  };
  std::vector<std::string> lexicons;
  for (const RuleSetSummary& summary : summaries) {
    if (counts(summary)) lexicons.push_back(summary.active_revision());
  }
  return lexicons;
}

std::string FirstDayOf(const std::vector<RuleSetRevision>& revisions) {
  std::string first;
  for (const RuleSetRevision& revision : revisions) {
    for (const auto& activation : revision.activations()) {
      if (first.empty() || activation.start_date() < first) first = activation.start_date();
    }
  }
  return first;
}

absl::StatusOr<RegisterSource> SourceOfEntry(Session& session, const std::string& name) {
  RegisterSource source;
  source.organization = session.given().Text("--organization");
  source.contact = session.given().Text("--contact");
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(RuleSetRevision merged, koppel->GetRuleSetRevision(name, /*merged=*/true));
  source.rules = merged.rule_set();
  ASSIGN_OR_RETURN(const std::vector<RuleSetSummary> summaries, koppel->ListRuleSets());
  source.revisions = ChainOf(name, summaries);
  source.lexicons = LexiconsOf(source.rules, summaries);
  ASSIGN_OR_RETURN(const std::vector<RuleSetRevision> revisions, koppel->ListRuleSetRevisions(name));
  source.begin_date = FirstDayOf(revisions);
  return source;
}

// The text may hold line ends, and nothing else that steers a terminal.
void WriteLines(const std::string& text, Printer& printer) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    printer.Line(Plain(std::string_view(text).substr(start, end - start)));
    start = end + 1;
  }
}

absl::Status RunRegister(Session& session) {
  const std::string name = session.given().Has("NAME") ? RuleSetName(session.given().Text("NAME")) : kNationalSet;
  ASSIGN_OR_RETURN(const RegisterSource source, SourceOfEntry(session, name));
  const std::vector<RegisterField> entry = MakeRegisterEntry(source);
  Printer& printer = session.printer();
  if (printer.output() == Output::kName) {
    printer.Line(name);
  } else if (printer.for_programs()) {
    printer.out() << RegisterJson(entry);
  } else {
    WriteLines(RegisterText(entry, source), printer);
  }
  if (const auto missing = MissingFields(entry); !missing.empty()) {
    session.err() << Say(Text::kRegisterMissing, session.language(), {{"fields", absl::StrJoin(missing, ", ")}})
                  << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> RuleSheetCommands() {
  const Argument name{"NAME", "", Shape::kText, true, "", "Name of the set, such as ruleSets/nl"};
  return {
      {"rules",
       "export",
       "Write points, weights, agreements, words and reasons for a no as a spreadsheet (CSV) that an office can edit",
       "koppel rules export ruleSets/nl nl.csv",
       {name,
        {"FILE", "", Shape::kFile, false, "", "Where to write; default standard output"},
        {"--force", "", Shape::kFlag, false, "", "Write over a file that is there"}},
       RunExportSheet},
      {"rules", "import", "Store the values of a spreadsheet (CSV) as a draft; rules without a row stay as they are",
       "koppel rules import nl.csv --base ruleSets/nl --validate-only",
       WithChangeArguments({{"FILE", "", Shape::kFile, true, "", "CSV as export writes it; - is standard input"},
                            {"--base", "", Shape::kText, true, "NAME", "The set whose active revision it changes"},
                            NoteArgument()}),
       RunImportSheet},
      {"rules",
       "register",
       "Write an entry for the Dutch Algoritmeregister from the active rules",
       "koppel rules register ruleSets/gm0034 --output json",
       {{"NAME", "", Shape::kText, false, "", "Name of the set; default ruleSets/nl"},
        {"--organization", "", Shape::kText, false, "TEXT", "Who uses it, such as 'Gemeente Almere'"},
        {"--contact", "", Shape::kText, false, "TEXT", "E-mail address or web page for questions about it"}},
       RunRegister}};
}

}  // namespace koppel::cli
