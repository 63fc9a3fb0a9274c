// The whole road: the real server on an empty store, the sample directory imported by the real client, the cases asked
// through the public API.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "tests/scoring/process.h"
#include "tests/scoring/scorer.h"

namespace koppel::scoring {
namespace {

const std::string kSource = KOPPEL_SOURCE_DIR;
const std::string kPrograms = absl::StrCat(KOPPEL_BINARY_DIR, "/bin/");

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A server with the sample directory, in a folder that goes away with it.
class SampleServer {
 public:
  SampleServer()
      : folder_(MakeFolder()),
        address_(absl::StrCat("unix:", folder_, "/koppel.sock")),
        process_({absl::StrCat(kPrograms, "koppeld"), "--store", absl::StrCat("rocksdb://", folder_, "/store"),
                  "--listen", address_, "--insecure-loopback", "--rules", absl::StrCat(kSource, "/matcher/rules")},
                 absl::StrCat(folder_, "/koppeld.log")),
        channel_(grpc::CreateChannel(address_, grpc::InsecureChannelCredentials())) {}

  ~SampleServer() { std::filesystem::remove_all(folder_); }

  bool Serves() {
    const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(60);
    while (process_.is_running() && std::chrono::system_clock::now() < deadline) {
      if (channel_->WaitForConnected(std::chrono::system_clock::now() + std::chrono::milliseconds(200))) return true;
    }
    return false;
  }

  // Runs a command of the client; its output when it fails, else empty.
  std::string Run(const std::vector<std::string>& words) {
    std::vector<std::string> command = {absl::StrCat(kPrograms, "koppel"), "--server", address_};
    command.insert(command.end(), words.begin(), words.end());
    const std::string output = absl::StrCat(folder_, "/koppel.log");
    Process client(command, output);
    const int code = client.Wait();
    return code == 0 ? "" : absl::StrCat("exit code ", code, ": ", ReadFile(output));
  }

  std::string log() const { return ReadFile(absl::StrCat(folder_, "/koppeld.log")); }
  int Stop() { return process_.Stop(); }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  static std::string MakeFolder() {
    std::string path = (std::filesystem::temp_directory_path() / "koppel-scoring-XXXXXX").string();
    return mkdtemp(path.data());
  }

  std::string folder_;
  std::string address_;
  Process process_;
  std::shared_ptr<grpc::Channel> channel_;
};

// Prints every miss.
Score ScoreFile(const SampleServer& server, const std::string& name) {
  std::ifstream in(absl::StrCat(kSource, "/tests/scoring/", name));
  const absl::StatusOr<std::vector<ScoringCase>> cases = ReadCases(in);
  EXPECT_TRUE(cases.ok()) << cases.status();
  std::ostringstream misses;
  const absl::StatusOr<Score> score = ScoreCases(*cases, server.channel(), {}, misses);
  EXPECT_TRUE(score.ok()) << score.status() << "\n" << server.log();
  PrintSummary(*score, misses);
  std::cout << misses.str();
  return *score;
}

TEST(Scoring, SampleDirectoryAnswersTheCasesWell) {
  SampleServer server;
  ASSERT_TRUE(server.Serves()) << server.log();
  ASSERT_EQ(server.Run({"area", "import", absl::StrCat(kSource, "/clients/samples/areas.csv")}), "");
  ASSERT_EQ(server.Run({"directory", "import", absl::StrCat(kSource, "/clients/samples/directory.jsonl")}), "");

  const Score agreed = ScoreFile(server, "matching-dev.jsonl");
  EXPECT_EQ(agreed.cases, 60);
  EXPECT_EQ(agreed.forbidden, 0);
  EXPECT_GE(agreed.first, 54);
  EXPECT_GE(agreed.within_three, 58);

  const Score more = ScoreFile(server, "matching-more.jsonl");
  EXPECT_EQ(more.cases, 90);
  EXPECT_EQ(more.forbidden, 0);
  EXPECT_GE(more.first, 85);
  EXPECT_GE(more.within_three, 87);
  EXPECT_EQ(server.Stop(), 0) << server.log();
}

}  // namespace
}  // namespace koppel::scoring
