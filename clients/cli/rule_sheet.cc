#include "clients/cli/rule_sheet.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "clients/cli/rule_sheet_rows.h"
#include "clients/cli/texts.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using google::protobuf::FieldDescriptor;
using koppel::v1::LocalizedText;
using koppel::v1::RuleChange;

constexpr char kSheetStart[] = "\xEF\xBB\xBF";  // A byte order mark.
constexpr char kSeparator = ';';

// ---- Formulas.

// Whether a spreadsheet might take the text for a formula, or an apostrophe for its own.
bool LooksLikeFormula(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n\v\f");
  if (start == std::string_view::npos) return false;
  return text.front() == '\t' || text.front() == '\r' ||
         std::string_view("=+-@'").find(text[start]) != std::string::npos;
}

std::string Guarded(const std::string& text) { return LooksLikeFormula(text) ? "'" + text : text; }

std::string Unguarded(const std::string& cell) {
  const bool guarded = !cell.empty() && cell.front() == '\'' && LooksLikeFormula(std::string_view(cell).substr(1));
  return guarded ? cell.substr(1) : cell;
}

std::string Quoted(const std::string& cell) {
  const bool plain = cell.find_first_of(";,\"\r\n") == std::string::npos && Normal(kId, cell) == cell;
  return plain ? cell : absl::StrCat("\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
}

std::string LineOf(const SheetRow& row) {
  std::vector<std::string> cells = {row.kind, Quoted(Guarded(row.id))};
  for (int column = kFor; column < kColumnCount; ++column) {
    const Place& place = row.places[column];
    const bool number = place.message != nullptr && place.field->cpp_type() == FieldDescriptor::CPPTYPE_INT32;
    cells.push_back(Quoted(number ? TextOf(place) : Guarded(TextOf(place))));
  }
  return absl::StrJoin(cells, std::string(1, kSeparator)) + "\r\n";
}

// ---- Reading.

class SheetReader {
 public:
  explicit SheetReader(const v1::RuleSet& base) {
    sheet_.rule_set = base;
    for (SheetRow& row : RowsOf(sheet_.rule_set)) {
      const auto key = std::make_pair(row.kind, Normal(kId, row.id));
      rows_.emplace(key, std::move(row));
    }
  }

  RuleSheet Read(std::string_view text) {
    const std::string_view header = text.substr(0, text.find('\n'));
    const CsvText csv = ParseCsv(text, header.find(kSeparator) == std::string_view::npos ? ',' : kSeparator);
    if (csv.unclosed_quote_line > 0) Problem(csv.unclosed_quote_line, "", Say(Text::kQuoteNotClosed));
    if (csv.rows.empty()) {
      MissingColumns(1);
    } else if (TakeHeader(csv.rows.front())) {
      for (size_t i = 1; i < csv.rows.size(); ++i) TakeRow(csv.rows[i]);
    }
    for (const auto& [key, row] : rows_) sheet_.left_out += row.line == 0 && !row.is_part ? 1 : 0;
    return std::move(sheet_);
  }

 private:
  void Problem(int line, const std::string& field, const LocalizedText& message) {
    sheet_.problems.push_back({line, field, message});
  }

  bool MissingColumns(int line) {
    std::vector<std::string> missing;
    for (int column = 0; column < kColumnCount; ++column) {
      if (positions_[column] < 0) missing.push_back(kSheetHeaders[column]);
    }
    if (missing.empty()) return false;
    Problem(line, "", Say(Text::kColumnMissing, {{"columns", absl::StrJoin(missing, ", ")}}));
    return true;
  }

  bool TakeHeader(const CsvRow& header) {
    width_ = header.cells.size();
    for (size_t i = 0; i < header.cells.size(); ++i) {
      const auto* known = std::find(kSheetHeaders.begin(), kSheetHeaders.end(), absl::AsciiStrToLower(header.cells[i]));
      if (known == kSheetHeaders.end()) continue;
      int& position = positions_[known - kSheetHeaders.begin()];
      if (position >= 0) Problem(header.line, "", Say(Text::kColumnTwice, {{"column", *known}}));
      position = static_cast<int>(i);
    }
    return !MissingColumns(header.line);
  }

  void TakeRow(const CsvRow& row) {
    if (std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); })) return;
    if (row.cells.size() < width_) {
      return Problem(
          row.line, "",
          Say(Text::kTooFewCells, {{"count", absl::StrCat(row.cells.size())}, {"expected", absl::StrCat(width_)}}));
    }
    SheetCells cells;
    for (int column = 0; column < kColumnCount; ++column) {
      cells[column] = Normal(column, Unguarded(row.cells[positions_[column]]));
    }
    cells[kKind] = absl::AsciiStrToLower(cells[kKind]);
    TakeCells(cells, row.line);
  }

  void TakeCells(const SheetCells& cells, int line) {
    if (KindNamed(cells[kKind]) == nullptr && cells[kKind] != kWeightKind && cells[kKind] != kProcedureKind) {
      return Problem(line, kSheetHeaders[kKind],
                     Say(Text::kSheetUnknownKind, {{"value", cells[kKind]}, {"kinds", KindWords()}}));
    }
    if (cells[kId].empty()) return Problem(line, kSheetHeaders[kId], Say(Text::kSheetIdMissing));
    const auto found = rows_.find({cells[kKind], cells[kId]});
    if (found == rows_.end()) return TakeNew(cells, line);
    SheetRow& row = found->second;
    if (row.line > 0) {
      return Problem(line, kSheetHeaders[kId],
                     Say(Text::kSheetRowTwice, {{"id", row.id}, {"line", absl::StrCat(row.line)}}));
    }
    row.line = line;
    for (int column = kFor; column < kColumnCount; ++column) TakeCell(row, column, cells[column]);
  }

  // A cell that says what the set says already leaves the set as it is, to the byte.
  void TakeCell(const SheetRow& row, int column, const std::string& cell) {
    const Place& place = row.places[column];
    const std::string before = TextOf(place);
    if (cell == Normal(column, before)) return;
    if (place.message == nullptr) {
      return Problem(row.line, kSheetHeaders[column],
                     Say(Text::kSheetCellNotHere, {{"kind", row.kind}, {"column", kSheetHeaders[column]}}));
    }
    if (const auto wrong = SetTo(place, column, cell)) return Problem(row.line, kSheetHeaders[column], *wrong);
    const std::string index = place.index < 0 ? "" : absl::StrCat("[", place.index, "]");
    AddChange(RuleChange::CHANGED, absl::StrCat(row.path, ".", place.field->name(), index), before, TextOf(place));
  }

  void AddChange(RuleChange::Kind kind, const std::string& path, const std::string& before, const std::string& after) {
    RuleChange& change = sheet_.changes.emplace_back();
    change.set_kind(kind);
    change.set_path(path);
    change.set_before(before);
    change.set_after(after);
  }

  // The kind of a rule of the set with this id; empty when there is none.
  std::string KindOfId(const std::string& id) const {
    for (const auto& [key, row] : rows_) {
      if (key.second == id) return key.first;
    }
    return "";
  }

  // Why no row of this kind and id can be added; nothing when it can.
  std::optional<LocalizedText> RefuseNew(const SheetCells& cells) const {
    const RowKind* kind = KindNamed(cells[kKind]);
    const std::string& set = sheet_.rule_set.name();
    if (const std::string was = KindOfId(cells[kId]); !was.empty()) {
      return Say(Text::kSheetKindChanged, {{"id", cells[kId]}, {"name", set}, {"was", was}, {"value", cells[kKind]}});
    }
    const Arguments which = {{"id", cells[kId]}, {"name", set}};
    if (cells[kKind] == kProcedureKind) return Say(Text::kSheetUnknownStep, which);
    if (kind == nullptr) return Say(Text::kSheetUnknownWeight, which);
    if (kind->refused_when_new) return Say(*kind->refused_when_new, which);
    return std::nullopt;
  }

  void TakeNew(const SheetCells& cells, int line) {
    if (const auto refused = RefuseNew(cells)) return Problem(line, kSheetHeaders[kId], *refused);
    std::vector<SheetRow> rows = AddRows(*KindNamed(cells[kKind]), cells[kId], sheet_.rule_set);
    SheetRow& row = rows.front();
    row.line = line;
    FillNew(row, cells);
    const std::string after = cells[kWords].empty() ? cells[kValue] : cells[kWords];
    AddChange(RuleChange::ADDED, row.path, "", absl::StrCat(cells[kFor], ": ", after));
    for (SheetRow& each : rows) {
      const auto key = std::make_pair(each.kind, cells[kId]);
      rows_.emplace(key, std::move(each));
    }
  }

  // Every column the kind has must be filled in.
  void FillNew(const SheetRow& row, const SheetCells& cells) {
    for (int column = kFor; column < kColumnCount; ++column) {
      const Place& place = row.places[column];
      if (place.message == nullptr && cells[column].empty()) continue;
      if (place.message == nullptr) {
        Problem(row.line, kSheetHeaders[column],
                Say(Text::kSheetCellNotHere, {{"kind", row.kind}, {"column", kSheetHeaders[column]}}));
      } else if (cells[column].empty()) {
        Problem(row.line, kSheetHeaders[column], Say(Text::kSheetCellEmpty));
      } else if (const auto wrong = SetTo(place, column, cells[column])) {
        Problem(row.line, kSheetHeaders[column], *wrong);
      }
    }
  }

  RuleSheet sheet_;
  std::map<std::pair<std::string, std::string>, SheetRow> rows_;  // By kind and id.
  std::array<int, kColumnCount> positions_ = {-1, -1, -1, -1, -1, -1, -1, -1};
  size_t width_ = 0;
};

}  // namespace

std::string WriteRuleSheet(const v1::RuleSet& rule_set) {
  v1::RuleSet copy = rule_set;
  std::string text = absl::StrCat(kSheetStart, absl::StrJoin(kSheetHeaders, std::string(1, kSeparator)), "\r\n");
  for (const SheetRow& row : RowsOf(copy)) text += LineOf(row);
  return text;
}

RuleSheet ReadRuleSheet(std::string_view text, const v1::RuleSet& base) { return SheetReader(base).Read(text); }

}  // namespace koppel::cli
