#include "server/handlers/import.h"

#include <set>

#include "server/handlers/capacities.h"
#include "server/handlers/export.h"
#include "server/handlers/providers.h"
#include "server/import/directory_file.h"
#include "server/limits.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Change = v1::ImportDirectoryResponse::Change;

// The file of these entries, with its end.
std::string FileOf(const std::vector<std::string>& entries) {
  std::string file;
  for (const std::string& entry : entries) file += *WriteLine(Parse<v1::DirectoryEntry>(entry));
  return file + "{\"end\":{\"entries\":" + std::to_string(entries.size()) + "}}\n";
}

std::vector<std::string> Problems(const v1::ImportDirectoryResponse& response) {
  std::vector<std::string> problems;
  for (const auto& problem : response.problems()) {
    problems.push_back(std::to_string(problem.line()) + " " + problem.field() +
                       (problem.warning() ? " (warning)" : ""));
  }
  return problems;
}

class Import : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ImportDirectoryResponse> Send(const std::string& file, const std::string& options = "") {
    ImportUpload upload;
    v1::ImportDirectoryRequest message;
    *message.mutable_options() = Parse<v1::ImportDirectoryRequest::Options>(options);
    EXPECT_TRUE(upload.Add(message).ok());
    // In small pieces, cut anywhere.
    for (size_t at = 0; at < file.size(); at += 100) {
      message.set_chunk(file.substr(at, 100));
      EXPECT_TRUE(upload.Add(message).ok());
    }
    Call call = house.NewCall("ImportDirectory");
    return ServeImport(call, upload);
  }

  // The problems of a file that must be refused; nothing may have been stored.
  std::vector<std::string> ProblemsOf(const std::string& file, const std::string& options = "") {
    const Revision before = house.store().Latest();
    const auto response = Send(file, options);
    EXPECT_TRUE(response.ok()) << response.status();
    if (!response.ok()) return {};
    EXPECT_FALSE(response->applied());
    EXPECT_THAT(response->changes(), IsEmpty());
    EXPECT_EQ(house.store().Latest(), before);
    return Problems(*response);
  }

  std::string Export() {
    std::string file;
    Call call = house.NewCall("ExportDirectory");
    EXPECT_TRUE(ServeExport(call, {}, [&](const auto& chunk) {
                  file += chunk.chunk();
                  return true;
                }).ok());
    return file;
  }

  House house;
};

TEST_F(Import, AFileFillsAnEmptyDirectory) {
  const auto response = Send(FileOf(SmallDirectory()));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_THAT(Problems(*response), IsEmpty());
  EXPECT_TRUE(response->applied());
  EXPECT_EQ(response->changes_size(), static_cast<int>(SmallDirectory().size()));
  EXPECT_GT(response->revision(), response->base_revision());
  EXPECT_EQ(house.Count(), SmallDirectory().size());
  const auto capacity = house.Ask(&GetCapacity, "name: 'providers/kwintes/offerings/thuis/capacity'");
  EXPECT_EQ(capacity->confirm_time().seconds(), 1700000000);
}

TEST_F(Import, WhatIsExportedChangesNothingWhenItIsImported) {
  house.Put(SmallDirectory());
  for (const char* options : {"", "replace: true"}) {
    const auto response = Send(Export(), options);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_THAT(Problems(*response), IsEmpty());
    EXPECT_THAT(response->changes(), IsEmpty());
    EXPECT_EQ(response->unchanged_count(), static_cast<int>(SmallDirectory().size()));
    EXPECT_FALSE(response->applied());
  }
}

TEST_F(Import, AnExportReadsLikeTheProtosAndEndsWithItsCount) {
  house.Put(SmallDirectory());
  const std::string file = Export();
  EXPECT_THAT(file, HasSubstr("\"service_areas\":[\"GM0034\"]"));
  EXPECT_TRUE(file.ends_with("{\"end\":{\"entries\":8}}\n"));
  EXPECT_THAT(file, testing::Not(HasSubstr("etag")));
}

TEST_F(Import, ADryRunGivesTheSameDifferencesAndStoresNothing) {
  house.Put({kTable, kProvider, kOffering});
  const std::string file =
      FileOf({kTable, kOtherProvider, R"(provider { name: "providers/kwintes" title: "Kwintes Zorg" kind: CARE })"});
  const Revision before = house.store().Latest();
  const auto dry = Send(file, "validate_only: true");
  ASSERT_TRUE(dry.ok()) << dry.status();
  EXPECT_FALSE(dry->applied());
  EXPECT_EQ(house.store().Latest(), before);
  const auto real = Send(file);
  ASSERT_TRUE(real.ok()) << real.status();
  EXPECT_TRUE(real->applied());
  ASSERT_EQ(dry->changes_size(), 2);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(dry->changes(i).SerializeAsString(), real->changes(i).SerializeAsString());
  EXPECT_EQ(real->changes(0).name(), "providers/deschoor");
  EXPECT_EQ(real->changes(0).kind(), Change::ADDED);
  EXPECT_EQ(real->changes(1).kind(), Change::CHANGED);
  EXPECT_THAT(real->changes(1).fields(), UnorderedElementsAre("title", "service_areas"));
  EXPECT_EQ(house.Count(), 4u);  // Merging removes nothing.
}

TEST_F(Import, ReplacingRemovesWhatIsNotInTheFile) {
  house.Put(SmallDirectory());
  const auto response = Send(FileOf({kTable, kProvider}), "replace: true");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_THAT(Problems(*response), IsEmpty());
  EXPECT_EQ(response->changes_size(), 6);
  for (const Change& change : response->changes()) EXPECT_EQ(change.kind(), Change::REMOVED);
  EXPECT_EQ(house.Count(), 2u);
}

TEST_F(Import, AFileThatIsCutOffHalfWayIsRefusedWhereverItIsCut) {
  const std::string file = FileOf(SmallDirectory());
  const size_t last_line = file.rfind('\n', file.size() - 2) + 1;
  for (size_t cut = 1; cut < last_line; cut += 37) {
    EXPECT_FALSE(ProblemsOf(file.substr(0, cut), "replace: true").empty()) << cut;
  }
  EXPECT_THAT(ProblemsOf(file.substr(0, file.find('\n') + 40)), Contains("2 "));
}

TEST_F(Import, WhenMergingAMissingEndIsAWarning) {
  const std::string file = *WriteLine(Parse<v1::DirectoryEntry>(kTable));
  const auto response = Send(file);
  ASSERT_TRUE(response.ok());
  EXPECT_TRUE(response->applied());
  EXPECT_THAT(Problems(*response), ElementsAre("0 end (warning)"));
}

TEST_F(Import, TheEndCountsTheLinesAndIsTheLast) {
  const std::string line = *WriteLine(Parse<v1::DirectoryEntry>(kTable));
  EXPECT_THAT(ProblemsOf(line + "{\"end\":{\"entries\":2}}\n"), ElementsAre("2 end.entries"));
  EXPECT_THAT(ProblemsOf("{\"end\":{}}\n" + line), ElementsAre("2 "));
  EXPECT_THAT(ProblemsOf(line, "replace: true"), ElementsAre("0 end"));
}

TEST_F(Import, LineMadeToConfuseTheParserIsAProblemLikeAnyOther) {
  for (const char* line : {"{\"(\":1}\n", "{\"()\":1}\n", "{\")\":1}\n", "{\"(\\n)\":1}\n"}) {
    EXPECT_THAT(ProblemsOf(line), ElementsAre(testing::StartsWith("1 "), "0 end (warning)")) << line;
  }
}

TEST_F(Import, EveryProblemIsNamedWithLineAndField) {
  EXPECT_THAT(
      ProblemsOf("{\"provider\":{\"name\":\"providers/a\",\"title\":\"A\",\"kind\":\"CARE\",\"color\":1}}\n"
                 "{\"provider\":{\"name\":\"providers/b\",\"title\":\"B\",\"kind\":\"CARE\","
                 "\"expertise\":[\"dementie\",\"onzin\"],\"service_areas\":[\"GM34\"]}}\n"
                 "{}\n"
                 "\n"
                 "nonsense\n"
                 "{\"offering\":{\"name\":\"providers/none/offerings/x\",\"title\":\"X\",\"kind\":\"CARE\","
                 "\"form\":\"AT_HOME\",\"domains\":[\"MIND\"],\"location\":\"locations/none\"}}\n"
                 "{\"provider\":{\"name\":\"providers/b\",\"kind\":\"CARE\"}}\n"),
      ElementsAre("1 provider.color", "2 provider.expertise[1]", "2 provider.service_areas[0]", "3 ", "5 ",
                  "6 offering.location", "6 offering.name", "7 provider.name", "7 provider.title", "0 end (warning)"));
}

TEST_F(Import, AValueThatDoesNotFitIsNamedWithItsField) {
  EXPECT_THAT(ProblemsOf("{\"provider\":{\"name\":\"providers/a\",\"title\":\"A\",\"kind\":\"ONZIN\"}}\n"
                         "{\"capacity\":{\"confirm_time\":\"gisteren\"}}\n"
                         "{\"colour\":{}}\n"
                         "{\"end\":{\"entries\":3}}\n"),
              ElementsAre("1 provider.kind", "2 capacity.confirm_time", "3 colour"));
}

TEST_F(Import, TextThatIsNotUtf8IsRefusedByItsField) {
  EXPECT_THAT(ProblemsOf("{\"provider\":{\"name\":\"providers/a\",\"title\":\"Caf\xe9\",\"kind\":\"CARE\"}}\n"
                         "{\"end\":{\"entries\":1}}\n"),
              ElementsAre("1 provider.title"));
  EXPECT_THAT(ProblemsOf("\xff\xfe\n{\"end\":{\"entries\":1}}\n"), ElementsAre("1 "));
}

TEST_F(Import, AnUnknownAreaIsAProblemOnceThereAreAreas) {
  const std::string location = R"(location { name: "locations/x" title: "x" area: "GM9999" })";
  EXPECT_THAT(ProblemsOf(FileOf({kTable, location})), ElementsAre("2 location.area"));
  house.Put({kTable});
  EXPECT_THAT(ProblemsOf(FileOf({location})), ElementsAre("1 location.area"));
}

TEST_F(Import, WithoutAnyAreaTableCodesAreTakenOnTrust) { EXPECT_TRUE(Send(FileOf({kProvider}))->applied()); }

TEST_F(Import, WhatIsLeftWithoutAnAreaIsNamedAsAWarning) {
  house.Put(SmallDirectory());
  const auto response = Send(FileOf({R"(area_table { name: "areaTables/nl" vintage: 2026 source: "Bron: CBS"
                                                     areas { code: "GM0344" title: "Utrecht" } })"}));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->applied());
  std::set<std::string> names;
  for (const auto& problem : response->problems()) {
    EXPECT_TRUE(problem.warning());
    EXPECT_THAT(problem.message().nl(), HasSubstr("GM0034"));
    names.insert(problem.name());
  }
  EXPECT_THAT(names, testing::IsSupersetOf({"locations/cartoon", "providers/deschoor", "providers/kwintes", "teams/vak",
                                            "ruleSets/gm0034"}));
  EXPECT_FALSE(names.contains("ruleSets/gm0355"));
}

TEST_F(Import, TheDirectoryMustStillBeAtTheBaseRevision) {
  house.Put(SmallDirectory());
  const auto dry = Send(FileOf({kProvider}), "validate_only: true");
  ASSERT_TRUE(
      house.Ask(&SetCapacity, "capacity { name: 'providers/kwintes/offerings/thuis/capacity' state: FULL }").ok());
  const std::string base = "base_revision: " + std::to_string(dry->base_revision());
  EXPECT_THAT(Send(FileOf({kProvider}), base), FailsWith(absl::StatusCode::kAborted, "DIRECTORY_CHANGED"));
}

TEST_F(Import, ARepeatedImportGetsTheFirstAnswerAndAnotherFileIsRefused) {
  const std::string id = "request_id: '" + std::string(kUuid) + "'";
  const auto first = Send(FileOf({kTable, kProvider}), id);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(first->applied());
  const Revision after = house.store().Latest();
  const auto second = Send(FileOf({kTable, kProvider}), id);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(house.store().Latest(), after);
  EXPECT_THAT(Send(FileOf({kTable}), id), FailsWith(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_F(Import, MoreThanOneCommitTakesIsStillAllOrNothing) {
  std::vector<std::string> entries = {kTable};
  for (int i = 0; i < 1000; ++i) {
    entries.push_back("provider { name: 'providers/p" + std::to_string(i) + "' title: 'x' kind: CARE }");
  }
  const auto response = Send(FileOf(entries));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->applied());
  EXPECT_EQ(house.Count(), entries.size());
  EXPECT_TRUE(house.Ask(&CreateProvider, "provider_id: 'na' provider { title: 'x' kind: CARE }").ok());
}

TEST_F(Import, AnImportMayBeUsedAsMinimumRevisionAtOnce) {
  const auto response = Send(FileOf(SmallDirectory()));
  ASSERT_TRUE(response.ok());
  EXPECT_TRUE(house.world().WaitFor(Revision{response->revision()}, absl::Now() + absl::Seconds(20)));
  EXPECT_EQ(house.world().Current()->offerings->size(), 2u);
}

TEST_F(Import, ManyProblemsAreCountedNotAllNamed) {
  std::string file;
  for (int i = 0; i < kMaxProblems + 50; ++i) file += "{}\n";
  const auto problems = ProblemsOf(file);
  EXPECT_EQ(problems.size(), static_cast<size_t>(kMaxProblems) + 1);
}

TEST_F(Import, AFileOverTheLimitIsRefused) {
  ImportUpload upload;
  v1::ImportDirectoryRequest message;
  message.mutable_options();
  ASSERT_TRUE(upload.Add(message).ok());
  message.set_chunk(std::string(kMaxImportBytes, ' '));
  EXPECT_TRUE(upload.Add(message).ok());
  message.set_chunk(" ");
  EXPECT_THAT(upload.Add(message), FailsWith(absl::StatusCode::kResourceExhausted, "FILE_TOO_LARGE"));
}

constexpr char kThuisCapacity[] = "providers/kwintes/offerings/thuis/capacity";

std::string ReportOf(const std::string& figures, int confirmed) {
  return std::string("capacity { name: '") + kThuisCapacity + "' state: FREE " + figures +
         " confirm_time { seconds: " + std::to_string(confirmed) + " } }";
}

TEST_F(Import, WhatPlacementsTookUpStaysUntilANewerReport) {
  house.Put({kTable, kProvider, kOffering, ReportOf("reported_free: 3 held: 2", 1000)});
  const auto held = [&] { return house.Ask(&GetCapacity, std::string("name: '") + kThuisCapacity + "'")->held(); };
  for (const char* figures : {"reported_free: 3", "reported_free: 3 held: 7"}) {
    const std::string file = FileOf({ReportOf(figures, 1000)});
    EXPECT_THAT(Send(file, "validate_only: true")->changes(), IsEmpty());
    EXPECT_THAT(Send(file)->changes(), IsEmpty());
  }
  EXPECT_EQ(held(), 2);
  ASSERT_TRUE(Send(FileOf({ReportOf("reported_free: 4 total: 9", 1000)}))->applied());
  EXPECT_EQ(held(), 2);
  const std::string newer = FileOf({ReportOf("reported_free: 4 total: 9 held: 7", 1001)});
  const auto dry = Send(newer, "validate_only: true");
  const auto real = Send(newer);
  ASSERT_EQ(real->changes_size(), 1);
  EXPECT_THAT(real->changes(0).fields(), UnorderedElementsAre("confirm_time", "held"));
  EXPECT_EQ(dry->changes(0).SerializeAsString(), real->changes(0).SerializeAsString());
  EXPECT_EQ(held(), 0);
}

TEST_F(Import, ANewCapacityHasNothingTakenUp) {
  house.Put({kTable, kProvider, kOffering});
  ASSERT_TRUE(Send(FileOf({ReportOf("reported_free: 3 held: 2", 1000)}))->applied());
  EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kThuisCapacity + "'")->held(), 0);
}

}  // namespace
}  // namespace koppel::server
