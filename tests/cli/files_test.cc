#include "clients/cli/files.h"

#include <sstream>
#include <string>

#include "clients/cpp/errors.h"
#include "gtest/gtest.h"
#include "koppel/v1/directory_service.pb.h"
#include "koppel/v1/referral.pb.h"
#include "tests/cli/run.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using testing::WriteFile;

absl::Status Parse(const std::string& name, const std::string& text) {
  v1::Referral referral;
  return ParseRecord({name, text}, referral);
}

void ExpectRefused(const absl::Status& status, const std::string& reason, const std::string& said) {
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(client::DetailsOf(status).reason, reason);
  EXPECT_THAT(client::DetailsOf(status).message, HasSubstr(said));
  EXPECT_NE(client::DetailsOf(status).dutch, "");
}

TEST(Files, TheExtensionSaysWhatAFileIsElseItsStart) {
  EXPECT_TRUE(Parse("a.json", "{\"area\": \"GM0034\"}").ok());
  EXPECT_TRUE(Parse("a.textproto", "area: 'GM0034'").ok());
  EXPECT_TRUE(Parse("stdin", "  {\"area\": \"GM0034\"}").ok());
  EXPECT_TRUE(Parse("stdin", "# who\narea: 'GM0034'").ok());
  EXPECT_FALSE(Parse("a.textproto", "{\"area\": \"GM0034\"}").ok());
}

TEST(Files, ErrorsNameTheLine) {
  ExpectRefused(Parse("a.json", "{\n\"area\": \"x\",\n\"neds\": []}"), "FILE_NOT_UNDERSTOOD", "a.json, line 3: ");
  ExpectRefused(Parse("a.json", "{\n\"area\": \"x\",\n\"age\": \"old\"}"), "FILE_NOT_UNDERSTOOD", "line 3: ");
  ExpectRefused(Parse("a.json", "{\n\"area\": \"x\"\n\"age\": 3}"), "FILE_NOT_UNDERSTOOD", "line 3: ");
  ExpectRefused(Parse("a.json", "{\n\"area\": \"x\",\n"), "FILE_NOT_UNDERSTOOD", "line 3: ");
  ExpectRefused(Parse("a.textproto", "area: 'x'\nage: old"), "FILE_NOT_UNDERSTOOD", "line 2: ");
}

TEST(Files, AnEmptyFileIsSaidToBeEmpty) {
  ExpectRefused(Parse("a.json", " \n"), "FILE_EMPTY", "a.json is empty");
  ExpectRefused(Parse("a.textproto", "# only a comment"), "FILE_EMPTY", "a.textproto is empty");
}

TEST(Files, RecordsComeAsObjectArrayLinesOrBlocks) {
  const auto count = [](const std::string& name, const std::string& text) {
    v1::ListTeamsResponse list;
    const absl::Status status = ParseRecords({name, text}, list);
    EXPECT_TRUE(status.ok()) << status;
    return list.teams_size();
  };
  EXPECT_EQ(count("a.json", "{\"name\": \"teams/a\"}"), 1);
  EXPECT_EQ(count("a.json", "[{\"name\": \"teams/a\"}, {\"name\": \"teams/b\"}]"), 2);
  EXPECT_EQ(count("a.jsonl", "{\"name\": \"teams/a\"}\n\n{\"name\": \"teams/b\"}\n"), 2);
  EXPECT_EQ(count("a.textproto", "name: 'teams/a'"), 1);
  EXPECT_EQ(count("a.textproto", "teams { name: 'teams/a' } teams { name: 'teams/b' }"), 2);
}

TEST(Files, ALineOfJsonLinesIsNamed) {
  v1::ListTeamsResponse list;
  ExpectRefused(ParseRecords({"a.jsonl", "{\"name\": \"teams/a\"}\n\n{\"nme\": 1}\n"}, list), "FILE_NOT_UNDERSTOOD",
                "line 3: ");
}

TEST(Files, WhatCannotBeReadIsRefused) {
  std::istringstream in;
  ExpectRefused(ReadFile("/nowhere/x", in, 10).status(), "FILE_NOT_READABLE", "/nowhere/x");
  ExpectRefused(ReadFile("/tmp", in, 10).status(), "FILE_NOT_READABLE", "/tmp");
  ExpectRefused(ReadFile(WriteFile("a", "a\nb\xff\n"), in, 10).status(), "NOT_UTF8", "line 2");
}

TEST(Files, TheLimitIsExact) {
  std::istringstream fits("1234567890");
  EXPECT_EQ(ReadFile("-", fits, 10)->text, "1234567890");
  std::istringstream too_large("12345678901");
  ExpectRefused(ReadFile("-", too_large, 10).status(), "FILE_TOO_LARGE", "stdin");
}

}  // namespace
}  // namespace koppel::cli
