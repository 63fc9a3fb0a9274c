// koppeld: opens the store, loads the rules, serves until SIGTERM or SIGINT, finishes what is under way, stops.

#include <signal.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "server/environment.h"
#include "server/ids.h"
#include "server/koppeld/courier_rounds.h"
#include "server/koppeld/options.h"
#include "server/koppeld/rounds.h"
#include "server/koppeld/worker.h"
#include "server/limits.h"
#include "server/rules/installation.h"
#include "server/transport/server.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace koppel::server {
namespace {

constexpr int kUsage = 2;
constexpr int kCannotStart = 1;
constexpr std::string_view kRocksDb = "rocksdb://";
// How often health looks at the store.
constexpr timespec kHealthInterval = {.tv_sec = 0, .tv_nsec = 500'000'000};

// Blocks the signals that stop the server, for this thread and all that it starts, so that it can wait for them.
sigset_t BlockStopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void StartLog(const std::string& level) {
  auto log = spdlog::stderr_color_mt("koppeld");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  spdlog::set_default_logger(log);
  spdlog::set_level(spdlog::level::from_str(level == "error" ? "err" : level));
}

absl::Status CheckOptions(const Options& options) {
  RETURN_IF_ERROR(CheckListenAddress(options.listen, options.insecure_loopback));
  if (options.store.starts_with(kRocksDb) && options.store.size() > kRocksDb.size()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("unknown store ", options.store, ": use rocksdb:///path"));
}

// Forgets the answers to request ids that are too old to be repeated, once in every interval.
class RequestForgetter {
 public:
  RequestForgetter(storage::Directory& directory, const Clock& clock) : directory_(directory), clock_(clock) {}

  void Tick() {
    const absl::Time now = clock_.Now();
    if (now < next_) return;
    next_ = now + kForgetInterval;
    const absl::Status status = directory_.ForgetRequests(now - kRequestMemory);
    if (!status.ok()) spdlog::warn("old request ids could not be forgotten: {}", std::string(status.message()));
  }

 private:
  storage::Directory& directory_;
  const Clock& clock_;
  absl::Time next_ = absl::InfinitePast();
};

void ServeUntilStopped(Server& server, const std::function<void()>& tick, const sigset_t& signals) {
  std::cout << "koppeld serves on " << server.address() << std::endl;
  do {
    server.FollowStore();
    tick();
  } while (sigtimedwait(&signals, nullptr, &kHealthInterval) < 0);
  std::cout << "koppeld stops" << std::endl;
  server.Drain(kDrainLimit);
}

absl::Status Run(const Options& options, const sigset_t& signals) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, LoadDutchTimeZone());
  const SystemClock clock(zone);
  ASSIGN_OR_RETURN(const RuleBook book, LoadRules(options.rules, clock.Today()));
  RETURN_IF_ERROR(CheckWords(book));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<storage::RocksDbStore> store,
      storage::RocksDbStore::Open(options.store.substr(kRocksDb.size()), {.clock = [&clock] { return clock.Now(); }}));
  storage::Directory directory(*store);
  RETURN_IF_ERROR(directory.Recover());
  storage::RuleSets rule_sets(*store);
  storage::Cases cases(*store);
  RETURN_IF_ERROR(InstallRules(rule_sets, book, clock));
  Worker worker;
  WorldKeeper world(
      {.store = *store, .directory = directory, .rule_sets = rule_sets, .clock = clock, .vocabulary = book.vocabulary},
      [&worker](std::function<void()> task) { worker.Add(std::move(task)); });
  RETURN_IF_ERROR(world.Start());
  const DevelopmentAuthenticator authenticator;
  LogObserver observer;
  const IdMaker ids = RandomId;
  const Environment environment{.store = *store,
                                .directory = directory,
                                .rule_sets = rule_sets,
                                .cases = cases,
                                .world = world,
                                .clock = clock,
                                .ids = ids,
                                .book = book,
                                .authenticator = authenticator,
                                .observer = observer,
                                .engine = "rocksdb",
                                .version = KOPPEL_VERSION};
  ASSIGN_OR_RETURN(const std::unique_ptr<Server> server, Server::Start(environment, options.listen));
  RequestForgetter forgetter(directory, clock);
  CaseRounds rounds(environment);
  Worker rounds_worker;
  CourierRounds courier(environment, MakeRoads(options));
  const auto tick = [&] {
    world.Tick();
    forgetter.Tick();
    rounds.Tick(rounds_worker);
    courier.Tick();
  };
  ServeUntilStopped(*server, tick, signals);
  return absl::OkStatus();
}

int Fail(const absl::Status& status, int code) {
  std::cerr << "koppeld: " << status.message() << "\n";
  return code;
}

int Main(int argc, const char* const* argv) {
  // Nobody else may connect to the socket or read the records.
  umask(0077);
  Options options;
  if (const auto code = ReadOptions(argc, argv, options); code.has_value()) return *code;
  if (const absl::Status status = CheckOptions(options); !status.ok()) return Fail(status, kUsage);
  StartLog(options.log_level);
  const sigset_t signals = BlockStopSignals();
  const absl::Status status = Run(options, signals);
  return status.ok() ? 0 : Fail(status, kCannotStart);
}

}  // namespace
}  // namespace koppel::server

int main(int argc, char** argv) { return koppel::server::Main(argc, argv); }
