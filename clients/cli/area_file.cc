#include "clients/cli/area_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/csv.h"
#include "clients/cli/texts.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

// What is known of a level of areas. The order is that of lying within.
struct Level {
  const char* name;
  const char* prefix;
  size_t digits;
};

constexpr std::array<Level, 3> kLevels = {{{"gemeente", "GM", 4}, {"wijk", "WK", 6}, {"buurt", "BU", 8}}};
constexpr std::array<const char*, 7> kColumns = {"level", "code", "name", "parent_code", "lat", "lon", "vintage"};
constexpr size_t kMunicipalityDigits = 4;

bool IsCodeOf(const Level& level, std::string_view code) {
  return code.size() == 2 + level.digits && code.substr(0, 2) == level.prefix &&
         std::all_of(code.begin() + 2, code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// An area's row, before it is known to be right in the whole.
struct AreaRow {
  int line = 0;
  int level = 0;
  int vintage = 0;
  v1::Area area;
};

class AreaReader {
 public:
  AreaReader(std::string_view text, std::string source) : csv_(ParseCsv(text)), source_(std::move(source)) {}

  AreaFile Read() {
    if (csv_.unclosed_quote_line != 0) Add(csv_.unclosed_quote_line, "", Text::kQuoteNotClosed);
    if (ReadHeader()) {
      for (size_t i = 1; i < csv_.rows.size(); ++i) ReadRow(csv_.rows[i]);
      CheckParents();
      MakeTables();
    }
    std::stable_sort(result_.problems.begin(), result_.problems.end(),
                     [](const FileProblem& a, const FileProblem& b) { return a.line < b.line; });
    return std::move(result_);
  }

 private:
  void Add(int line, const std::string& field, Text text, const koppel::Arguments& arguments = {}) {
    result_.problems.push_back({line, field, Say(text, arguments)});
  }

  bool ReadHeader() {
    const std::vector<std::string> header = csv_.rows.empty() ? std::vector<std::string>() : csv_.rows.front().cells;
    for (size_t i = 0; i < header.size(); ++i) {
      if (!columns_.emplace(absl::AsciiStrToLower(header[i]), i).second) {
        Add(1, "", Text::kColumnTwice, {{"column", header[i]}});
      }
    }
    std::vector<std::string> missing;
    for (const char* column : kColumns) {
      if (columns_.count(column) == 0) missing.push_back(column);
    }
    if (!missing.empty()) Add(1, "", Text::kColumnMissing, {{"columns", absl::StrJoin(missing, ", ")}});
    return missing.empty();
  }

  void ReadRow(const CsvRow& row) {
    const size_t expected = csv_.rows.front().cells.size();
    if (row.cells.size() != expected) {
      return Add(row.line, "", Text::kTooFewCells,
                 {{"count", absl::StrCat(row.cells.size())}, {"expected", absl::StrCat(expected)}});
    }
    const auto cell = [&](const char* column) { return row.cells[columns_.at(column)]; };
    AreaRow area{row.line, ReadLevel(row.line, cell("level")), 0, {}};
    if (area.level < 0) return;
    area.area.set_title(cell("name"));
    area.area.set_parent(cell("parent_code"));
    if (cell("name").empty()) Add(row.line, "name", Text::kAreaTitleMissing);
    ReadPoint(row.line, cell("lat"), cell("lon"), area.area);
    if (!absl::SimpleAtoi(cell("vintage"), &area.vintage) || area.vintage < 1900 || area.vintage > 2200) {
      Add(row.line, "vintage", Text::kBadNumber, {{"value", cell("vintage")}, {"example", "2025"}});
    }
    if (ReadCode(row.line, cell("code"), area)) rows_.emplace(area.area.code(), std::move(area));
  }

  int ReadLevel(int line, const std::string& name) {
    for (size_t i = 0; i < kLevels.size(); ++i) {
      if (name == kLevels[i].name) return static_cast<int>(i);
    }
    Add(line, "level", Text::kUnknownLevel, {{"value", name}});
    return -1;
  }

  bool ReadCode(int line, const std::string& code, AreaRow& row) {
    const Level& level = kLevels[row.level];
    if (!IsCodeOf(level, code)) {
      Add(line, "code", Text::kBadAreaCode,
          {{"value", code}, {"level", level.name}, {"prefix", level.prefix}, {"digits", absl::StrCat(level.digits)}});
      return false;
    }
    if (const auto known = rows_.find(code); known != rows_.end()) {
      Add(line, "code", Text::kAreaTwice, {{"value", code}, {"line", absl::StrCat(known->second.line)}});
      return false;
    }
    row.area.set_code(code);
    return true;
  }

  void ReadPoint(int line, const std::string& latitude, const std::string& longitude, v1::Area& area) {
    if (latitude.empty() && longitude.empty()) return;
    if (latitude.empty() || longitude.empty()) {
      return Add(line, latitude.empty() ? "lat" : "lon", Text::kPointIncomplete);
    }
    double north = 0;
    double east = 0;
    if (!ReadDegrees(line, "lat", latitude, "52.37955", north) |
        !ReadDegrees(line, "lon", longitude, "5.25085", east)) {
      return;
    }
    if (!(north >= 50 && north <= 54 && east >= 3 && east <= 8)) return Add(line, "lat", Text::kPointOutside);
    area.mutable_point()->set_latitude(north);
    area.mutable_point()->set_longitude(east);
  }

  bool ReadDegrees(int line, const char* column, const std::string& cell, const char* example, double& degrees) {
    if (absl::SimpleAtod(cell, &degrees)) return true;
    Add(line, column, Text::kBadNumber, {{"value", cell}, {"example", example}});
    return false;
  }

  // A municipality lies in nothing. A file for one municipality need not hold the municipality itself; the wijken of
  // its buurten it must hold, as they go into the same table.
  void CheckParents() {
    for (const auto& [code, row] : rows_) {
      const std::string& parent = row.area.parent();
      if (row.level == 0 && !parent.empty()) {
        Add(row.line, "parent_code", Text::kAreaParentWrong, {{"value", parent}, {"level", "-"}, {"code", code}});
      } else if (row.level > 0 && !IsParent(row, parent)) {
        Add(row.line, "parent_code", Text::kAreaParentWrong,
            {{"value", parent}, {"level", kLevels[row.level - 1].name}, {"code", code}});
      } else if (row.level == 2 && rows_.count(parent) == 0) {
        Add(row.line, "parent_code", Text::kAreaParentMissing, {{"value", parent}});
      }
    }
  }

  // The code of a wijk starts with the digits of its municipality, that of a buurt with those of its wijk.
  static bool IsParent(const AreaRow& row, const std::string& parent) {
    const Level& level = kLevels[row.level - 1];
    return IsCodeOf(level, parent) && row.area.code().compare(2, level.digits, parent, 2, level.digits) == 0;
  }

  void MakeTables() {
    std::map<std::string, v1::AreaTable> tables;
    for (const auto& [code, row] : rows_) {
      const std::string name =
          row.level == 0 ? "areaTables/nl" : absl::StrCat("areaTables/gm", code.substr(2, kMunicipalityDigits));
      v1::AreaTable& table = tables[name];
      if (table.areas().empty()) {
        table.set_name(name);
        table.set_vintage(row.vintage);
        table.set_source(source_);
      } else if (table.vintage() != row.vintage) {
        Add(row.line, "vintage", Text::kVintagesMixed,
            {{"value", absl::StrCat(row.vintage)}, {"table", name}, {"expected", absl::StrCat(table.vintage())}});
      }
      *table.add_areas() = row.area;
    }
    for (auto& [name, table] : tables) result_.tables.push_back(std::move(table));
  }

  CsvText csv_;
  std::string source_;
  std::map<std::string, size_t> columns_;
  std::map<std::string, AreaRow> rows_;  // By code.
  AreaFile result_;
};

}  // namespace

AreaFile ParseAreaFile(std::string_view text, const std::string& source) { return AreaReader(text, source).Read(); }

}  // namespace koppel::cli
