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
    for (const auto& entry : fs::directory_iterator(RulesFolder())) {
      fs::copy(entry.path(), folder_ / entry.path().filename());
    }
  }
  ~RuleFiles() override { fs::remove_all(folder_); }

  void Append(const std::string& file, const std::string& text) {
    std::ofstream(folder_ / file, std::ios::app) << text;
  }

  absl::Status Load() { return LoadRules(folder_.string()).status(); }

  fs::path folder_;
};

TEST_F(RuleFiles, TheRulesOfKoppelLoad) { EXPECT_TRUE(Load().ok()) << Load(); }

TEST_F(RuleFiles, AMistakeInTheTextIsReportedWithFileAndLine) {
  Append("vocabulary.textproto", "\nterms { nonsense: 1 }\n");
  const absl::Status status = Load();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("vocabulary.textproto:"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("nonsense"));
}

TEST_F(RuleFiles, AMistakeInTheMeaningIsReportedWithFileAndPath) {
  Append("nl.textproto", "\nconditions { id: 'x' must { test { field: 'no.such_field' } } }\n");
  const absl::Status status = Load();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nl.textproto: conditions["));
}

TEST_F(RuleFiles, AFolderWithoutOneRuleSetIsRefused) {
  fs::copy(folder_ / "nl.textproto", folder_ / "second.textproto");
  EXPECT_EQ(Load().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(LoadRules("/no/such/folder").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace koppel::server
