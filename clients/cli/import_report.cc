#include "clients/cli/import_report.h"

#include <array>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/enums.h"
#include "clients/cli/errors.h"

namespace koppel::cli {
namespace {

using koppel::v1::ImportDirectoryResponse;
using Change = ImportDirectoryResponse::Change;
using Problem = ImportDirectoryResponse::Problem;

absl::Status ProblemsError(const std::string& file, size_t count, Text summary) {
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_PROBLEMS", summary,
                   {{"file", file}, {"count", absl::StrCat(count)}});
}

// "line 12", the name of the record, or both where there is no line.
std::string PlaceOf(const Problem& problem, bool lines_known, Language language) {
  if (lines_known && problem.line() > 0) return Say(Text::kLine, language, {{"line", absl::StrCat(problem.line())}});
  return problem.name();
}

std::string LineFor(const Problem& problem, bool lines_known, Language language) {
  std::vector<std::string> parts = {PlaceOf(problem, lines_known, language)};
  if (problem.warning()) parts.insert(parts.begin(), Say(Text::kWarning, language));
  parts.push_back(problem.field());
  parts.push_back(In(language, problem.message()));
  std::string line;
  for (const std::string& part : parts) {
    if (!part.empty()) absl::StrAppend(&line, line.empty() ? "" : ": ", part);
  }
  return Plain(line);
}

const char* WordOf(Change::Kind kind) {
  switch (kind) {
    case Change::ADDED:
      return "created";
    case Change::REMOVED:
      return "deleted";
    default:
      return "updated";
  }
}

std::string CollectionOf(const std::string& name) {
  const bool capacity = name.size() > 9 && name.compare(name.size() - 9, 9, "/capacity") == 0;
  if (capacity) return "capacities";
  return name.find("/offerings/") != std::string::npos ? "offerings" : name.substr(0, name.find('/'));
}

// How many records of each collection were created, updated and deleted.
std::vector<Row> CountRows(const ImportDirectoryResponse& response) {
  std::map<std::string, std::array<int, 4>> counts;
  for (const Change& change : response.changes()) ++counts[CollectionOf(change.name())][change.kind() & 3];
  std::vector<Row> rows;
  for (const auto& [collection, count] : counts) {
    rows.push_back({collection, absl::StrCat(count[Change::ADDED]), absl::StrCat(count[Change::CHANGED]),
                    absl::StrCat(count[Change::REMOVED])});
  }
  return rows;
}

std::vector<Row> ChangeRows(const ImportDirectoryResponse& response) {
  std::vector<Row> rows;
  for (const Change& change : response.changes()) {
    rows.push_back({change.name(), WordOf(change.kind()), absl::StrJoin(change.fields(), ",")});
  }
  return rows;
}

void WriteChanges(Session& session, const ImportDirectoryResponse& response) {
  Printer& printer = session.printer();
  if (printer.output() == Output::kName) {
    for (const Change& change : response.changes()) printer.Line(change.name());
  } else if (!printer.for_people()) {
    printer.Json(response);
  } else if (printer.output() == Output::kWide || session.given().Has("--validate-only")) {
    printer.Table({"NAME", "CHANGE", "FIELDS"}, ChangeRows(response));
  } else {
    printer.Table({"NAME", "CREATED", "UPDATED", "DELETED"}, CountRows(response));
  }
}

}  // namespace

void WriteProblem(Session& session, const FileProblem& problem) {
  const std::string field = problem.field.empty() ? "" : problem.field + ": ";
  session.err() << Say(Text::kLine, session.language(), {{"line", absl::StrCat(problem.line)}}) << ": "
                << Plain(field + In(session.language(), problem.message)) << "\n";
}

absl::Status ReportProblems(Session& session, const std::string& file, const std::vector<FileProblem>& problems,
                            Text summary) {
  for (const FileProblem& problem : problems) WriteProblem(session, problem);
  return problems.empty() ? absl::OkStatus() : ProblemsError(file, problems.size(), summary);
}

absl::Status ReportImport(Session& session, const std::string& file, const ImportDirectoryResponse& response,
                          bool lines_known) {
  size_t errors = 0;
  for (const Problem& problem : response.problems()) {
    session.err() << LineFor(problem, lines_known, session.language()) << "\n";
    if (!problem.warning()) ++errors;
  }
  if (!session.printer().for_people() || errors == 0) WriteChanges(session, response);
  if (errors > 0) return ProblemsError(file, errors, Text::kFileProblems);
  if (session.printer().for_people()) {
    const Text text = session.given().Has("--validate-only") ? Text::kImportValidated : Text::kImportDone;
    session.err() << Say(text, session.language(),
                         {{"unchanged", absl::StrCat(response.unchanged_count())},
                          {"revision", absl::StrCat(response.revision())}})
                  << "\n";
  }
  return absl::OkStatus();
}

}  // namespace koppel::cli
