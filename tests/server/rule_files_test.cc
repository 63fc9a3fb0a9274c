#include "server/rule_files.h"

#include <filesystem>
#include <fstream>

#include "tests/server/testing.h"

namespace koppel::server {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RuleFiles : public ::testing::Test {
 protected:
  RuleFiles() : folder_(fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::copy_file(fs::path(RulesFolder()) / "vocabulary.textproto", folder_ / "vocabulary.textproto");
    fs::create_directories(folder_ / "national");
    fs::copy_file(fs::path(RulesFolder()) / "national" / "nl.textproto", folder_ / "national" / "nl.textproto");
  }
  ~RuleFiles() override { fs::remove_all(folder_); }

  void Append(const std::string& file, const std::string& text) {
    std::ofstream(folder_ / file, std::ios::app) << text;
  }

  absl::Status Load() { return LoadRules(folder_.string(), absl::CivilDay(2026, 11, 21)).status(); }

  fs::path folder_;
};

TEST_F(RuleFiles, TheRulesOfKoppelLoad) {
  const auto book = LoadRules(RulesFolder(), absl::CivilDay(2026, 11, 21));
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_GT(book->sets.size(), 1u);
  EXPECT_GT(book->vocabulary->size(), 0);
  EXPECT_TRUE(CheckWords(*book).ok());
}

TEST_F(RuleFiles, FilesMayStandInFoldersAndTheirRevisionDoesNotCount) {
  Append("national/nl.textproto", "\nrevision: 7\n");
  const auto book = LoadRules(folder_.string(), absl::CivilDay(2026, 11, 21));
  ASSERT_TRUE(book.ok()) << book.status();
  ASSERT_EQ(book->sets.size(), 1u);
  EXPECT_EQ(book->sets[0].name(), "ruleSets/nl");
  EXPECT_EQ(book->sets[0].revision(), 0);
}

TEST_F(RuleFiles, ANameThatTwoFilesHaveIsRefusedWithBoth) {
  fs::copy_file(folder_ / "national" / "nl.textproto", folder_ / "second.textproto");
  const absl::Status status = Load();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("second.textproto: name: "));
  EXPECT_THAT(std::string(status.message()), HasSubstr("nl.textproto"));
}

TEST_F(RuleFiles, AMistakeInTheTextIsReportedWithFileAndLine) {
  Append("vocabulary.textproto", "\nterms { nonsense: 1 }\n");
  const absl::Status status = Load();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("vocabulary.textproto:"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("nonsense"));
}

TEST_F(RuleFiles, AMistakeInTheMeaningIsReportedWithFileAndPath) {
  Append("national/nl.textproto", "\nconditions { id: 'x' must { test { field: 'no.such_field' } } }\n");
  const absl::Status status = Load();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nl.textproto: conditions["));
}

TEST_F(RuleFiles, AMistakeInALexiconIsReportedWithFileAndPath) {
  Append("words.textproto", R"(name: "ruleSets/lexicon-x" title: "X" level: LEXICON
                               lexicon { entries { id: "x" domains: BODY words: "goed" words: "(half" } })");
  const auto book = LoadRules(folder_.string(), absl::CivilDay(2026, 11, 21));
  ASSERT_TRUE(book.ok()) << book.status();
  const absl::Status status = CheckWords(*book);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("words.textproto: lexicon.entries[0].words[1]: "));
}

TEST_F(RuleFiles, AFolderWithoutRuleSetsIsRefused) {
  fs::remove_all(folder_ / "national");
  EXPECT_EQ(Load().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(LoadRules("/no/such/folder", absl::CivilDay(2026, 11, 21)).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace koppel::server
