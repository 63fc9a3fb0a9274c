// match --advice and match replay.

#include <filesystem>
#include <string>

#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kKeptReferral[] = R"({"area": "BU00340202", "needs": [{"domain": "MIND"}]})";

class KeptAdvice : public ::testing::Test {
 protected:
  KeptAdvice() {
    v1::AdviceRecord& advice = *state_.match_response.mutable_advice();
    advice.set_schema_version(1);
    advice.set_revision(1LL << 60);
    advice.mutable_referral()->set_area("BU00340202");
    advice.add_proposals()->set_rank(1);
    state_.match_response.set_revision(7);
  }

  Ran Koppel(const std::vector<std::string>& words, const std::string& in = kKeptReferral) {
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, in});
  }

  // The path of a file that is not there yet.
  static std::string NewFile() {
    const std::string path = WriteFile("advice.json", "");
    std::filesystem::remove(path);
    return path;
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(KeptAdvice, IsWrittenToItsFileAndCanBeReplayed) {
  const std::string file = NewFile();
  const Ran ran = Koppel({"match", "-f", "-", "--advice", file, "-o", "jsonl"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_TRUE(state_.match_request.with_advice());
  EXPECT_EQ(ran.out, "{\"revision\":\"7\"}\n");
  state_.replay_response.set_same(true);
  const Ran replayed = Koppel({"match", "replay", file});
  EXPECT_EQ(replayed.exit_code, 0) << replayed.err;
  EXPECT_EQ(replayed.out, "Gelijk\n");
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(state_.replay_request.advice(),
                                                                 state_.match_response.advice()));
}

TEST_F(KeptAdvice, IsNotAskedForWithoutAFile) {
  EXPECT_EQ(Koppel({"match", "-f", "-"}).exit_code, 0);
  EXPECT_FALSE(state_.match_request.with_advice());
}

TEST_F(KeptAdvice, NeverWritesOverAFileUnlessForced) {
  const std::string file = WriteFile("advice.json", "old");
  const Ran ran = Koppel({"match", "-f", "-", "--advice", file});
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.err, HasSubstr("bestaat al"));
  EXPECT_EQ(ReadWholeFile(file), "old");
  EXPECT_EQ(state_.calls, 0);
  EXPECT_EQ(Koppel({"match", "-f", "-", "--advice", file, "--force"}).exit_code, 0);
  EXPECT_THAT(ReadWholeFile(file), HasSubstr("\"schema_version\": 1"));
}

TEST_F(KeptAdvice, AFolderThatIsNotThereIsAnError) {
  const Ran ran = Koppel({"match", "-f", "-", "--advice", "/nowhere/advice.json"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("[FILE_NOT_WRITABLE]"));
}

TEST_F(KeptAdvice, AServerThatGivesNoneIsAFailure) {
  state_.match_response.clear_advice();
  const std::string file = NewFile();
  EXPECT_EQ(Koppel({"match", "-f", "-", "--advice", file}).exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(KeptAdvice, TheFieldsThatDifferAreListed) {
  auto& difference = *state_.replay_response.add_differences();
  difference.set_path("proposals[0].parts[0].offering");
  difference.set_was("providers/a/offerings/b");
  const Ran ran = Koppel({"match", "replay", "-"}, "{\"schema_version\": 1}");
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, HasLineWith(Parts{"proposals[0].parts[0].offering", "providers/a/offerings/b", "-"}));
  EXPECT_EQ(ran.err, "koppel: stdin is niet gelijk: 1 veld(en) verschillen [ADVICE_DIFFERS]\n");
  EXPECT_THAT(Koppel({"match", "replay", "-", "-o", "json"}, "{\"schema_version\": 1}").out,
              HasSubstr("\"was\": \"providers/a/offerings/b\""));
}

TEST_F(KeptAdvice, WhatIsNoRecordIsNotSent) {
  EXPECT_EQ(Koppel({"match", "replay", "-"}, "{\"geheim\": 1}").exit_code, 3);
  EXPECT_EQ(Koppel({"match", "replay", "/nowhere/advice.json"}).exit_code, 3);
  EXPECT_EQ(Koppel({"match", "replay"}).exit_code, 2);
  EXPECT_EQ(state_.calls, 0);
}

}  // namespace
}  // namespace koppel::testing
