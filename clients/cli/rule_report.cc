#include "clients/cli/rule_report.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/enums.h"
#include "clients/cli/errors.h"
#include "clients/cpp/errors.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using Counts = v1::CompareRuleSetsResponse::Counts;
using Group = v1::CompareRuleSetsResponse::Group;
using v1::CompareRuleSetsResponse;
using v1::ExampleResult;
using v1::RuleChange;
using v1::RuleProblem;

void AppendPart(const std::string& part, std::string& line) {
  if (!part.empty()) absl::StrAppend(&line, line.empty() ? "" : ": ", part);
}

void WriteExample(const ExampleResult& result, Language language, Printer& printer) {
  const Text mark = result.passed() ? Text::kExamplePassed : Text::kExampleFailed;
  printer.Line(
      Plain(absl::StrCat(Say(mark, language), "  ", result.rule_set(), "  ", result.example(), ": ", result.title())));
  for (const auto& difference : result.differences()) printer.Line(Plain("    - " + In(language, difference)));
}

std::string WordForChange(RuleChange::Kind kind) {
  switch (kind) {
    case RuleChange::ADDED:
      return "added";
    case RuleChange::REMOVED:
      return "removed";
    default:
      return "changed";
  }
}

std::string OrDash(const std::string& text) { return text.empty() ? "-" : text; }

Columns<RuleChange> RuleChangeColumns() {
  return {{"PATH", [](const RuleChange& c) { return c.path(); }},
          {"CHANGE", [](const RuleChange& c) { return WordForChange(c.kind()); }},
          {"BEFORE", [](const RuleChange& c) { return OrDash(c.before()); }},
          {"AFTER", [](const RuleChange& c) { return OrDash(c.after()); }}};
}

Text TextFor(CompareRuleSetsResponse::Dimension dimension) {
  switch (dimension) {
    case CompareRuleSetsResponse::SUBTOPIC:
      return Text::kBySubtopic;
    case CompareRuleSetsResponse::WIJK:
      return Text::kByWijk;
    case CompareRuleSetsResponse::AGE_GROUP:
      return Text::kByAge;
    case CompareRuleSetsResponse::GENDER:
      return Text::kByGender;
    case CompareRuleSetsResponse::LANGUAGE:
      return Text::kByLanguage;
    default:
      return Text::kByOther;
  }
}

std::string CountOrDash(bool known, int count) { return known ? absl::StrCat(count) : "-"; }

Row CountCells(const Counts& counts) {
  return {CountOrDash(counts.has_requests(), counts.requests()),
          CountOrDash(counts.has_other_first(), counts.other_first()),
          CountOrDash(counts.has_gained(), counts.gained()), CountOrDash(counts.has_lost(), counts.lost())};
}

bool HasDash(const Counts& counts) {
  const Row cells = CountCells(counts);
  return std::find(cells.begin(), cells.end(), "-") != cells.end();
}

bool AnyLeftOut(const CompareRuleSetsResponse& response) {
  return HasDash(response.total()) || std::any_of(response.groups().begin(), response.groups().end(),
                                                  [](const Group& group) { return HasDash(group.counts()); });
}

bool IsTooSmall(const Group& group) { return !group.counts().has_requests(); }

std::string GroupTitle(const Group& group, Language language) {
  const std::string& title = In(language, group.title());
  if (!title.empty()) return title;
  return group.value().empty() ? Say(Text::kGroupUnknown, language) : group.value();
}

// With `with_small` also the groups of which nothing is shown.
std::vector<Row> GroupRows(const CompareRuleSetsResponse& response, Language language, bool with_small) {
  const auto row = [](const std::string& by, const std::string& title, const Counts& counts) {
    Row cells = {by};
    for (std::string& cell : CountCells(counts)) cells.push_back(std::move(cell));
    cells.push_back(title);
    return cells;
  };
  const std::string all = Say(Text::kAllRequests, language);
  std::vector<Row> rows = {row(all, "", response.total())};
  for (const Group& group : response.groups()) {
    if (!with_small && IsTooSmall(group)) continue;
    rows.push_back(row(Say(TextFor(group.dimension()), language), GroupTitle(group, language), group.counts()));
  }
  return rows;
}

// The text of a refusal speaks of its fields one after the other, in the language of the caller. Gives what stands
// before the first, then the piece about each; then those it does not speak of, as they came.
std::vector<std::string> SplitAtFields(const std::string& text, const std::vector<client::Violation>& violations) {
  std::vector<size_t> starts = {0, text.size()};
  std::vector<std::string> others;
  for (const client::Violation& violation : violations) {
    const size_t start = text.find(" " + violation.field + ": ");
    if (start == std::string::npos) {
      others.push_back(violation.field + ": " + violation.description);
    } else {
      starts.push_back(start + 1);
    }
  }
  std::sort(starts.begin(), starts.end());
  std::vector<std::string> parts;
  for (size_t i = 0; i + 1 < starts.size(); ++i) {
    const size_t last = text.find_last_not_of(" ;", starts[i + 1] - 1);
    if (starts[i] == starts[i + 1] || last == std::string::npos || last < starts[i]) continue;
    parts.push_back(text.substr(starts[i], last + 1 - starts[i]));
  }
  if (parts.empty()) parts.emplace_back();
  parts.insert(parts.end(), others.begin(), others.end());
  return parts;
}

}  // namespace

absl::Status ReportRuleProblems(Session& session, const std::string& file, const std::vector<RuleProblem>& problems) {
  for (const RuleProblem& problem : problems) {
    std::string line;
    for (const std::string& part :
         {file, problem.rule_set(), problem.path(), In(session.language(), problem.message())}) {
      AppendPart(part, line);
    }
    session.err() << Plain(line) << "\n";
  }
  if (problems.empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_PROBLEMS", Text::kFileProblems,
                   {{"file", file}, {"count", absl::StrCat(problems.size())}});
}

absl::Status ReportRefusedRules(Session& session, const absl::Status& status) {
  const client::ErrorDetails details = client::DetailsOf(status);
  if (details.reason != kRulesRefused) return status;
  v1::LocalizedText main;
  main.set_nl(details.dutch);
  main.set_en(details.message);
  const std::vector<std::string> parts = SplitAtFields(In(session.language(), main), details.violations);
  for (size_t i = 1; i < parts.size(); ++i) session.err() << Plain(parts[i]) << "\n";
  main.set_nl(parts.front());
  main.set_en(parts.front());
  return MakeError(details.code, details.reason, main);
}

absl::Status ReportExamples(Session& session, const v1::TestRuleSetResponse& response) {
  Printer& printer = session.printer();
  const auto failed = std::count_if(response.results().begin(), response.results().end(),
                                    [](const ExampleResult& result) { return !result.passed(); });
  if (printer.for_programs()) printer.Json(response);
  for (const ExampleResult& result : response.results()) {
    if (printer.for_people()) WriteExample(result, session.language(), printer);
    if (printer.output() == Output::kName) printer.Line(Plain(result.rule_set() + " " + result.example()));
  }
  const koppel::Arguments counts = {{"failed", absl::StrCat(failed)}, {"total", absl::StrCat(response.results_size())}};
  if (failed > 0) {
    return MakeError(absl::StatusCode::kInvalidArgument, "EXAMPLES_FAILED", Text::kExamplesFailed, counts);
  }
  if (printer.for_people()) {
    const Text text = response.results().empty() ? Text::kNoExamples : Text::kExamplesPassed;
    session.err() << Say(text, session.language(), counts) << "\n";
  }
  return absl::OkStatus();
}

void ReportRuleChanges(Session& session, const std::vector<RuleChange>& changes) {
  session.printer().List(changes, RuleChangeColumns());
  if (changes.empty() && session.printer().for_people()) {
    session.err() << Say(Text::kNoDifference, session.language()) << "\n";
  }
}

void WriteComparison(const CompareRuleSetsResponse& response, Language language, Printer& printer) {
  const auto say = [language](Text text) { return Say(text, language); };
  printer.Table({say(Text::kHeaderBy), say(Text::kHeaderRequests), say(Text::kHeaderOtherFirst),
                 say(Text::kHeaderGained), say(Text::kHeaderLost), say(Text::kHeaderGroup)},
                GroupRows(response, language, printer.output() == Output::kWide));
  printer.Line("");
  const auto small = std::count_if(response.groups().begin(), response.groups().end(), IsTooSmall);
  if (AnyLeftOut(response)) printer.Line(say(Text::kCountsLeftOut));
  if (small > 0) printer.Line(Say(Text::kGroupsTooSmall, language, {{"count", absl::StrCat(small)}}));
  printer.Line("");
  printer.Line(printer.Bold(say(Text::kFairness)));
  printer.Line(Plain(In(language, response.fairness())));
}

}  // namespace koppel::cli
