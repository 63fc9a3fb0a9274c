// The program koppeld as it is started and stopped, and killed.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/text_format.h"
#include "koppel/v1/directory_service.grpc.pb.h"
#include "koppel/v1/rule_service.grpc.pb.h"
#include "koppel/v1/status_service.grpc.pb.h"
#include "storage/cases.h"
#include "storage/directory.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/server/local_server.h"

namespace koppel {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A koppeld that runs. Killed when it is destroyed and has not stopped.
class Koppeld {
 public:
  explicit Koppeld(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {}) {
    int out[2];
    EXPECT_EQ(pipe2(out, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) Become(arguments, environment, out[1]);
    close(out[1]);
    output_ = fdopen(out[0], "r");
  }
  ~Koppeld() {
    if (pid_ > 0) Kill();
    fclose(output_);
  }

  // The next line it prints, on either channel; empty at the end.
  std::string ReadLine() {
    char line[4096];
    return fgets(line, sizeof(line), output_) == nullptr ? "" : line;
  }

  // The address it serves on; empty when it stopped instead.
  std::string WaitUntilItServes() {
    const std::string start = "koppeld serves on ";
    for (std::string line = ReadLine(); !line.empty(); line = ReadLine()) {
      if (line.rfind(start, 0) == 0) return line.substr(start.size(), line.size() - start.size() - 1);
    }
    return "";
  }

  void Signal(int signal) { kill(pid_, signal); }

  // The exit code, or -1 when a signal ended it.
  int Wait() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  void Kill() {
    Signal(SIGKILL);
    Wait();
  }

 private:
  [[noreturn]] static void Become(const std::vector<std::string>& arguments,
                                  const std::vector<std::string>& environment, int output) {
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    for (const std::string& variable : environment) putenv(const_cast<char*>(variable.c_str()));
    const std::string program = std::string(KOPPEL_BINARY_DIR) + "/bin/koppeld";
    std::vector<char*> argv = {const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    _exit(127);
  }

  pid_t pid_ = -1;
  FILE* output_ = nullptr;
};

class KoppeldProgram : public ::testing::Test {
 protected:
  KoppeldProgram()
      : folder_(fs::temp_directory_path() / ("koppeld-" + std::to_string(getpid()))),
        store_("--store=rocksdb://" + (folder_ / "store").string()),
        socket_("unix:" + (folder_ / "koppel.sock").string()),
        listen_("--listen=" + socket_) {
    fs::create_directories(folder_);
  }
  ~KoppeldProgram() override { fs::remove_all(folder_); }

  static std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
  }

  static grpc::Status GetStatus(const std::string& address, v1::Status& status) {
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    return v1::StatusService::NewStub(Connect(address))->GetStatus(&context, v1::GetStatusRequest(), &status);
  }

  const fs::path folder_;
  const std::string store_;
  const std::string socket_;
  const std::string listen_;
};

TEST_F(KoppeldProgram, ServesAndStopsCleanlyWhenItIsAskedTo) {
  for (int signal : {SIGTERM, SIGINT}) {
    Koppeld koppeld({store_, listen_});
    EXPECT_EQ(koppeld.WaitUntilItServes(), socket_);
    v1::Status status;
    EXPECT_TRUE(GetStatus(socket_, status).ok());
    EXPECT_EQ(status.store(), "rocksdb");
    EXPECT_TRUE(status.ready());
    koppeld.Signal(signal);
    EXPECT_EQ(koppeld.Wait(), 0);
  }
}

// A set of one municipality, which Koppel has none of. Its rule begins some day.
v1::RuleSet Leeuwarden() {
  v1::RuleSet set;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"(
      name: "ruleSets/leeuwarden" title: "Leeuwarden" level: MUNICIPALITY parent: "ruleSets/nl"
      municipalities: "GM0080"
      preferences { id: "walk-in-here" when { test { field: "offering.walk_in" } } points: 3 source: "Afspraak"
                    rationale: "Laagdrempelig." start_date: "2099-01-01" })",
                                                            &set));
  return set;
}

// A context of somebody who says who it is.
std::unique_ptr<grpc::ClientContext> Of(const std::string& subject) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_wait_for_ready(true);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  context->AddMetadata("koppel-subject", subject);
  return context;
}

TEST_F(KoppeldProgram, RulesThatOneWroteAndAnotherActivatedCountAndAreKept) {
  const std::string revision = "ruleSets/leeuwarden/revisions/1";
  {
    Koppeld koppeld({store_, listen_});
    ASSERT_EQ(koppeld.WaitUntilItServes(), socket_);
    const auto stub = v1::RuleService::NewStub(Connect(socket_));
    v1::ApplyRuleSetRequest apply;
    *apply.mutable_rule_set() = Leeuwarden();
    v1::ApplyRuleSetResponse applied;
    const grpc::Status written = stub->ApplyRuleSet(Of("anna").get(), apply, &applied);
    ASSERT_TRUE(written.ok()) << written.error_message();
    EXPECT_EQ(applied.revision().name(), revision);
    v1::ActivateRuleSetsRequest activate;
    activate.add_revisions(revision);
    v1::ActivateRuleSetsResponse activated;
    EXPECT_EQ(stub->ActivateRuleSets(Of("anna").get(), activate, &activated).error_code(),
              grpc::StatusCode::FAILED_PRECONDITION);
    const grpc::Status by_another = stub->ActivateRuleSets(Of("bert").get(), activate, &activated);
    EXPECT_TRUE(by_another.ok()) << by_another.error_message();
  }
  Koppeld koppeld({store_, listen_});
  ASSERT_EQ(koppeld.WaitUntilItServes(), socket_);
  v1::Status status;
  ASSERT_TRUE(GetStatus(socket_, status).ok());
  EXPECT_THAT(status.rule_sets(), testing::Contains(revision));
  EXPECT_THAT(status.rule_sets(), testing::Contains("ruleSets/nl/revisions/1"));
}

TEST_F(KoppeldProgram, OnPortZeroItSaysWhichPortItTook) {
  Koppeld koppeld({store_, "--listen=127.0.0.1:0", "--insecure-loopback"});
  const std::string address = koppeld.WaitUntilItServes();
  EXPECT_THAT(address, testing::MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]*"));
  v1::Status status;
  EXPECT_TRUE(GetStatus(address, status).ok());
}

TEST_F(KoppeldProgram, SaysInOneLineWhyItDoesNotStart) {
  const struct {
    std::vector<std::string> arguments;
    int code;
    const char* says;
  } cases[] = {
      {{}, 2, "--store"},
      {{store_, listen_, "--nonsense"}, 2, "--nonsense"},
      {{"--store=postgres://x", listen_}, 2, "rocksdb:///path"},
      {{store_, "--listen=0.0.0.0:7400"}, 2, "unix:/path"},
      {{store_, "--listen=127.0.0.1:0"}, 2, "--insecure-loopback"},
      {{store_, listen_, "--smtp=smtp://127.0.0.1:25"}, 2, "--notice-from"},
      {{store_, listen_, "--smtp=127.0.0.1:25", "--notice-from=a@b.test"}, 2, "smtp://host:port"},
      {{store_, listen_, "--notice-from=a@b.test\nBcc: c@d.test"}, 2, "one plain e-mail address"},
      {{store_, listen_, "--rules=/no/such/folder"}, 1, "/no/such/folder"},
      {{"--store=rocksdb:///proc/no/such", listen_}, 1, "/proc/no/such"},
      {{store_, "--listen=unix:/no/such/folder/x.sock"}, 1, "/no/such/folder/x.sock"},
  };
  for (const auto& [arguments, code, says] : cases) {
    Koppeld koppeld(arguments);
    std::string last;
    for (std::string line = koppeld.ReadLine(); !line.empty(); line = koppeld.ReadLine()) last = line;
    EXPECT_EQ(koppeld.Wait(), code) << says;
    EXPECT_THAT(last, HasSubstr("koppeld: ")) << says;
    EXPECT_THAT(last, HasSubstr(says));
  }
}

TEST_F(KoppeldProgram, AFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile) {
  const auto socket = [&](const std::string& name) { return "unix:" + (folder_ / name).string(); };
  const std::string file = (folder_ / "koppeld.toml").string();
  std::ofstream(file) << "listen = \"" << socket("file") << "\"\n";
  const std::string config = "--config=" + file;
  EXPECT_EQ(Koppeld({store_, config}).WaitUntilItServes(), socket("file"));
  EXPECT_EQ(Koppeld({store_, config}, {"KOPPEL_LISTEN=" + socket("env")}).WaitUntilItServes(), socket("env"));
  EXPECT_EQ(
      Koppeld({store_, config, "--listen=" + socket("flag")}, {"KOPPEL_LISTEN=" + socket("env")}).WaitUntilItServes(),
      socket("flag"));
}

// Puts a partner in a store and a case that waits for it, with the notice of that.
void StoreNotice(const std::string& folder, const std::string& contact) {
  const auto parse = [](const std::string& text, google::protobuf::Message& message) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  };
  auto store = storage::RocksDbStore::Open(folder, {.clock = [] { return absl::Now(); }});
  ASSERT_TRUE(store.ok()) << store.status();
  storage::Changes changes;
  parse("provider { name: 'providers/x' title: 'X' kind: CARE contact { " + contact + " } }",
        changes.put.emplace_back());
  ASSERT_TRUE(storage::Directory(**store).Apply(changes).ok());
  storage::CaseChange change;
  parse("referral { name: 'municipalities/GM0034/referrals/a' waiting_for { party: 'providers/x' step: ANSWER } }",
        change.record);
  parse("party: 'providers/x' step: ANSWER", change.notices.emplace_back());
  ASSERT_TRUE(storage::Cases(**store).Apply(change).ok());
}

TEST_F(KoppeldProgram, TellsPartnersThatSomethingWaitsForThem) {
  LocalServer mailbox("mail");
  LocalServer hook("web");
  StoreNotice((folder_ / "store").string(), "email: 'balie@partner.test'");
  const std::vector<std::string> arguments = {store_, listen_, "--smtp=smtp://127.0.0.1:" + mailbox.port(),
                                              "--notice-from=koppel@almere.test", "--webhook"};
  {
    Koppeld koppeld(arguments);
    EXPECT_EQ(mailbox.Next().at("to"), "balie@partner.test");
  }
  fs::remove_all(folder_ / "store");
  StoreNotice((folder_ / "store").string(), "url: 'http://127.0.0.1:" + hook.port() + "/hook'");
  Koppeld koppeld(arguments);
  EXPECT_EQ(hook.Next().at("path"), "/hook");
}

// More records than one commit takes, all with the same description.
constexpr int kRecords = 12000;

std::string FileOf(const std::string& generation) {
  std::ostringstream file;
  for (int i = 0; i < kRecords; ++i) {
    file << "{\"provider\":{\"name\":\"providers/p" << i << "\",\"title\":\"x\",\"kind\":\"CARE\",\"description\":\""
         << generation << "\"}}\n";
  }
  file << "{\"end\":{\"entries\":" << kRecords << "}}\n";
  return file.str();
}

// An import that has been sent and not yet been answered.
class Sending {
 public:
  Sending(const std::shared_ptr<grpc::Channel>& channel, const std::string& file)
      : stub_(v1::DirectoryService::NewStub(channel)) {
    context_.set_wait_for_ready(true);
    writer_ = stub_->ImportDirectory(&context_, &response_);
    v1::ImportDirectoryRequest message;
    message.mutable_options()->set_replace(true);
    bool sent = writer_->Write(message);
    for (size_t at = 0; sent && at < file.size(); at += 1 << 16) {
      message.set_chunk(file.substr(at, 1 << 16));
      sent = writer_->Write(message);
    }
    writer_->WritesDone();
  }

  // Whether the server said that it is done.
  bool Acknowledged() { return writer_->Finish().ok() && response_.applied(); }

 private:
  std::unique_ptr<v1::DirectoryService::Stub> stub_;
  grpc::ClientContext context_;
  v1::ImportDirectoryResponse response_;
  std::unique_ptr<grpc::ClientWriter<v1::ImportDirectoryRequest>> writer_;
};

// What the directory holds: the descriptions that occur, and how many records.
std::pair<std::set<std::string>, int> Contents(const std::string& address) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  const auto stub = v1::DirectoryService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  std::set<std::string> descriptions;
  int count = 0;
  v1::ListProvidersRequest request;
  request.set_page_size(500);
  do {
    grpc::ClientContext page_context;
    page_context.set_wait_for_ready(true);
    v1::ListProvidersResponse page;
    const grpc::Status status = stub->ListProviders(&page_context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (!status.ok()) break;
    for (const auto& provider : page.providers()) descriptions.insert(provider.description());
    count += page.providers_size();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return {descriptions, count};
}

TEST_F(KoppeldProgram, KilledDuringAnImportItHasAllOfItOrNothing) {
  std::string stored;
  for (int round = 0; round < 8; ++round) {
    const std::string generation = "generation " + std::to_string(round);
    bool acknowledged = false;
    {
      Koppeld koppeld({store_, listen_, "--log-level=off"});
      ASSERT_EQ(koppeld.WaitUntilItServes(), socket_);
      Sending sending(Connect(socket_), FileOf(generation));
      // The moment of the crash differs from round to round; the first import is left alone.
      if (round > 0) {
        absl::SleepFor(absl::Milliseconds(150) * (round - 1));
        koppeld.Kill();
      }
      acknowledged = sending.Acknowledged();
      ASSERT_TRUE(acknowledged || round > 0);
    }
    Koppeld koppeld({store_, listen_, "--log-level=off"});
    ASSERT_EQ(koppeld.WaitUntilItServes(), socket_);
    const auto [descriptions, count] = Contents(socket_);
    EXPECT_EQ(count, kRecords);
    ASSERT_EQ(descriptions.size(), 1u) << "half an import in round " << round;
    if (acknowledged) {
      EXPECT_EQ(*descriptions.begin(), generation);
    } else {
      EXPECT_TRUE(*descriptions.begin() == generation || *descriptions.begin() == stored);
    }
    stored = *descriptions.begin();
  }
}

}  // namespace
}  // namespace koppel
