// directory import and export, area import.

#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using Change = v1::ImportDirectoryResponse::Change;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kAreas[] =
    "level,code,name,parent_code,province,lat,lon,vintage,seed_municipality,note\n"
    "gemeente,GM0034,Almere,,Flevoland,52.37955,5.25085,2025,ja,\n"
    "wijk,WK003401,Almere-Haven,GM0034,Flevoland,52.34122,5.23659,2014,ja,\n"
    "buurt,BU00340101,Centrum,WK003401,Flevoland,,,2014,ja,\n";

class Imports : public ::testing::Test {
 protected:
  Ran Koppel(std::vector<std::string> words, const std::string& in = "") {
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, in});
  }

  void AddChange(const std::string& name, Change::Kind kind, const char* field = nullptr) {
    Change& change = *state_.import_response.add_changes();
    change.set_name(name);
    change.set_kind(kind);
    if (field != nullptr) change.add_fields(field);
  }

  v1::ImportDirectoryResponse::Problem& AddProblem(int line, const std::string& name, const std::string& field) {
    auto& problem = *state_.import_response.add_problems();
    problem.set_line(line);
    problem.set_name(name);
    problem.set_field(field);
    problem.mutable_message()->set_nl("onbekend gebied");
    problem.mutable_message()->set_en("unknown area");
    return problem;
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Imports, CountsWhatChangedByCollection) {
  AddChange("providers/a", Change::ADDED);
  AddChange("providers/a/offerings/b", Change::ADDED);
  AddChange("providers/a/offerings/c", Change::CHANGED, "title");
  AddChange("providers/a/offerings/c/capacity", Change::REMOVED);
  state_.import_response.set_unchanged_count(7);
  state_.import_response.set_revision(12);
  const Ran ran = Koppel({"directory", "import", WriteFile("d.jsonl", "{}\n"), "--replace"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers", "1", "0", "0"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"offerings", "1", "1", "0"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"capacities", "0", "0", "1"}));
  EXPECT_EQ(ran.err, "7 ongewijzigd; revisie 12\n");
  EXPECT_EQ(state_.imported, "{}\n");
  EXPECT_TRUE(state_.import_options.replace());
}

TEST_F(Imports, ValidateOnlyShowsEachDifference) {
  AddChange("providers/a/offerings/c", Change::CHANGED, "title");
  const Ran ran = Koppel({"directory", "import", "-", "--validate-only"}, "{}\n");
  EXPECT_TRUE(state_.import_options.validate_only());
  EXPECT_EQ(state_.imported, "{}\n");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/a/offerings/c", "updated", "title"}));
}

TEST_F(Imports, EachProblemHasALineAndThenTheyAreCounted) {
  AddProblem(12, "providers/a/offerings/b", "offering.service_areas[0]");
  AddProblem(13, "", "");
  const Ran ran = Koppel({"directory", "import", "-", "--language", "en"}, "{}\n");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(LineCount(ran.err), 3);
  EXPECT_THAT(ran.err, HasSubstr("line 12: offering.service_areas[0]: unknown area\nline 13: unknown area\n"));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"koppel: 2 problem(s) in stdin", "nothing was stored"}));
}

TEST_F(Imports, WarningsDoNotFail) {
  AddProblem(0, "providers/a/offerings/b", "service_areas[0]").set_warning(true);
  const Ran ran = Koppel({"directory", "import", "-"}, "{}\n");
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.err, HasLineWith(Parts{"let op: providers/a/offerings/b: service_areas[0]: onbekend gebied"}));
}

TEST_F(Imports, AFileThatIsNotThereEndsWithThree) {
  const Ran ran = Koppel({"directory", "import", "/nowhere/d.jsonl"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("/nowhere/d.jsonl"));
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Imports, AFolderIsNoFile) {
  EXPECT_EQ(Koppel({"directory", "import", std::filesystem::temp_directory_path().string()}).exit_code, 3);
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Imports, ExportWritesTheFileOrStandardOutput) {
  state_.exported = "{\"end\": {\"entries\": 0}}\n";
  const std::string file = WriteFile("out.jsonl", "old");
  EXPECT_EQ(Koppel({"directory", "export", file}).exit_code, 0);
  EXPECT_EQ(ReadWholeFile(file), state_.exported);
  EXPECT_EQ(Koppel({"directory", "export"}).out, state_.exported);
}

TEST_F(Imports, AnExportThatBreaksOffLeavesTheOldFile) {
  state_.exported = "{\"provider\": {\"name\": \"providers/a\"}}\n";
  state_.error.set_code(static_cast<int>(absl::StatusCode::kUnavailable));
  const std::string file = WriteFile("out.jsonl", "old");
  EXPECT_EQ(Koppel({"directory", "export", file}).exit_code, 6);
  EXPECT_EQ(ReadWholeFile(file), "old");
  EXPECT_FALSE(std::filesystem::exists(file + ".partial"));
}

TEST_F(Imports, AreasBecomeATableOfMunicipalitiesAndOneForEach) {
  AddChange("areaTables/nl", Change::ADDED);
  const Ran ran = Koppel({"area", "import", WriteFile("areas.csv", kAreas)});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"areaTables", "1", "0", "0"}));
  EXPECT_FALSE(state_.import_options.replace());
  EXPECT_EQ(LineCount(state_.imported), 3);
  EXPECT_THAT(state_.imported, HasSubstr("\n{\"end\":{\"entries\":2}}\n"));
  EXPECT_THAT(state_.imported, HasLineWith(Parts{"areaTables/gm0034", "2014", "WK003401", "Bron: CBS"}));
  EXPECT_THAT(state_.imported, HasLineWith(Parts{"areaTables/nl", "2025", "GM0034"}));
}

TEST_F(Imports, AreaImportNamesWhatIsLeftWithoutAnArea) {
  AddProblem(2, "providers/a/offerings/b", "service_areas[0]").set_warning(true);
  const Ran ran = Koppel({"area", "import", "-"}, kAreas);
  EXPECT_EQ(ran.exit_code, 0);
  // The line is one of the lines that were sent, not of the file people know.
  EXPECT_THAT(ran.err, HasLineWith(Parts{"let op: providers/a/offerings/b: service_areas[0]"}));
  EXPECT_THAT(ran.err, Not(HasSubstr("regel")));
}

TEST_F(Imports, AreasWithProblemsAreNotSent) {
  const Ran ran = Koppel({"area", "import", "-"}, std::string(kAreas) + "buurt,BU1,X,WK003401,,,,2014,,\n");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 5: code: ", "BU1"}));
  EXPECT_EQ(state_.calls, 0);
}

}  // namespace
}  // namespace koppel::testing
