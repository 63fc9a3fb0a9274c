#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/area_file.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/import_report.h"
#include "koppel/v1/area.pb.h"

namespace koppel::cli {

using koppel::v1::Area;
using koppel::v1::AreaTable;

template <>
struct Noun<AreaTable> {
  using List = koppel::v1::ListAreaTablesResponse;
  static constexpr char kCollection[] = "areaTables";

  static Columns<AreaTable> TableColumns() {
    return {{"NAME", [](const AreaTable& t) { return t.name(); }},
            {"VINTAGE", [](const AreaTable& t) { return absl::StrCat(t.vintage()); }},
            {"AREAS", [](const AreaTable& t) { return absl::StrCat(t.areas_size()); }},
            {"SOURCE", [](const AreaTable& t) { return t.source(); }}};
  }
};

namespace {

Columns<Area> AreaColumns() {
  return {{"NAME", [](const Area& a) { return a.code(); }},
          {"PARENT", [](const Area& a) { return a.parent().empty() ? "-" : a.parent(); }},
          {"LATITUDE", [](const Area& a) { return a.has_point() ? absl::StrCat(a.point().latitude()) : "-"; }, true},
          {"LONGITUDE", [](const Area& a) { return a.has_point() ? absl::StrCat(a.point().longitude()) : "-"; }, true},
          {"TITLE", [](const Area& a) { return a.title(); }}};
}

// To people the areas themselves; to programs the record.
absl::Status RunGetAreas(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(AreaTable table, koppel->Get<AreaTable>(FullName<AreaTable>(session.given().Text("NAME"))));
  if (session.printer().for_people()) {
    session.printer().List(std::vector<Area>(table.areas().begin(), table.areas().end()), AreaColumns());
  } else {
    session.printer().One(table, Noun<AreaTable>::TableColumns());
  }
  return absl::OkStatus();
}

// The tables as a directory file, with its end.
std::string DirectoryLines(const std::vector<AreaTable>& tables) {
  std::string lines;
  for (const AreaTable& table : tables) {
    koppel::v1::DirectoryEntry entry;
    *entry.mutable_area_table() = table;
    lines += ToJson(entry, /*pretty=*/false);
  }
  koppel::v1::DirectoryEntry end;
  end.mutable_end()->set_entries(static_cast<int>(tables.size()));
  return lines + ToJson(end, /*pretty=*/false);
}

absl::Status RunImportAreas(Session& session) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(session.given().Text("FILE"), session.in(), kLargestAreaFile));
  const std::string source = session.given().Has("--source") ? session.given().Text("--source") : "Bron: CBS";
  const AreaFile areas = ParseAreaFile(file.text, source);
  RETURN_IF_ERROR(ReportProblems(session, file.name, areas.problems));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  koppel::v1::ImportDirectoryRequest::Options options;
  options.set_validate_only(session.Change().validate_only);
  options.set_request_id(session.Change().request_id);
  std::istringstream lines(DirectoryLines(areas.tables));
  ASSIGN_OR_RETURN(auto response, koppel->ImportDirectory(std::move(options), lines));
  return ReportImport(session, file.name, response, /*lines_known=*/false);
}

}  // namespace

std::vector<Command> AreaCommands() {
  const Argument name{"NAME", "", Shape::kText, true, "", "Name of the table: areaTables/nl, or areaTables/gm0034"};
  return {{"area", "list", "List the tables of areas", "koppel area list", {}, RunList<AreaTable>},
          {"area", "get", "Show the areas in a table", "koppel area get areaTables/gm0034", {name}, RunGetAreas},
          {"area", "import",
           "Replace tables of areas from a CSV file, and name every offering and rule left without an area",
           "koppel area import areas.csv --validate-only",
           WithChangeArguments(
               {{"FILE", "", Shape::kFile, true, "",
                 "CSV with the columns level, code, name, parent_code, lat, lon, vintage; - is standard input"},
                {"--source", "", Shape::kText, false, "TEXT", "Where the areas come from; default 'Bron: CBS'"}}),
           RunImportAreas}};
}

}  // namespace koppel::cli
