// A house to test handlers in: a store in memory, the real rules, a clock that stands still.

#ifndef KOPPEL_TESTS_SERVER_TESTING_H_
#define KOPPEL_TESTS_SERVER_TESTING_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/rules/installation.h"
#include "server/serve.h"
#include "storage/memory/memory_store.h"

namespace koppel::server {

inline constexpr char kUuid[] = "1b4e28ba-2fa1-4d2e-883f-0016d3cca427";
inline constexpr char kOtherUuid[] = "2b4e28ba-2fa1-4d2e-883f-0016d3cca427";

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

inline std::string RulesFolder() { return KOPPEL_SOURCE_DIR "/matcher/rules"; }

// The rules of Koppel, read once.
inline const RuleBook& Rules() {
  static const RuleBook& book = *new RuleBook(*LoadRules(RulesFolder(), absl::CivilDay(2026, 11, 23)));
  return book;
}

template <typename Detail>
std::optional<Detail> DetailIn(const absl::Status& status) {
  Detail detail;
  const google::rpc::Status details = DetailsOf(status);
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

inline std::vector<std::string> FieldsIn(const absl::Status& status) {
  std::vector<std::string> fields;
  if (const auto bad = DetailIn<google::rpc::BadRequest>(status); bad.has_value()) {
    for (const auto& violation : bad->field_violations()) fields.push_back(violation.field());
  }
  return fields;
}

// Holds for a status, or what holds a status, with this code and this reason.
MATCHER_P2(FailsWith, code, reason, "") {
  absl::Status status;
  if constexpr (std::is_same_v<std::decay_t<decltype(arg)>, absl::Status>) {
    status = arg;
  } else {
    status = arg.status();
  }
  *result_listener << status << " reason " << ReasonOf(status);
  return status.code() == code && ReasonOf(status) == reason;
}

// Runs every task on a thread of its own.
class Threads {
 public:
  ~Threads() {
    for (std::thread& thread : Take()) thread.join();
  }

  void Add(std::function<void()> task) {
    std::lock_guard lock(mutex_);
    threads_.emplace_back(std::move(task));
  }

 private:
  std::vector<std::thread> Take() {
    std::lock_guard lock(mutex_);
    return std::move(threads_);
  }

  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

// Remembers what was told about the calls.
class Notebook : public CallObserver {
 public:
  void Finished(const Call& call, const absl::Status& told, const absl::Status&) override {
    std::lock_guard lock(mutex_);
    lines_.push_back(call.method + " " + ReasonOf(told));
  }

  std::vector<std::string> lines() const {
    std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class House {
 public:
  explicit House(storage::MemoryStore::Options options = {}, const RuleBook& book = Rules())
      : zone_(*LoadDutchTimeZone()),
        clock_(zone_, absl::FromCivil(absl::CivilMinute(2026, 11, 23, 10, 0), zone_)),
        store_(WithClock(std::move(options))),
        directory_(store_),
        rule_sets_(store_),
        cases_(store_),
        world_({store_, directory_, rule_sets_, clock_, book.vocabulary},
               [this](std::function<void()> task) { threads_.Add(std::move(task)); }),
        environment_{.store = store_,
                     .directory = directory_,
                     .rule_sets = rule_sets_,
                     .cases = cases_,
                     .world = world_,
                     .clock = clock_,
                     .ids = ids_,
                     .book = book,
                     .authenticator = authenticator_,
                     .observer = notebook_,
                     .engine = "memory",
                     .version = "test"} {
    EXPECT_TRUE(InstallRules(rule_sets_, book, clock_).ok());
    const absl::Status started = world_.Start();
    EXPECT_TRUE(started.ok()) << started;
  }

  Call NewCall(const std::string& method) {
    return Call{.environment = environment_,
                .caller = caller_.has_value() ? *caller_ : *authenticator_.Identify("unix:", subject_),
                .method = method,
                .deadline = absl::Now() + absl::Seconds(20)};
  }

  // Who calls from now on.
  void As(const std::string& subject) { subject_ = subject; }
  // The same with roles and scopes; nothing: the developer who may do everything.
  void As(std::optional<Caller> caller) { caller_ = std::move(caller); }

  // Calls a handler by the road of every call.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (*handler)(Call&, const Request&),
                               const std::type_identity_t<Request>& request) {
    const std::string& name = Request::descriptor()->name();
    Call call = NewCall(name.substr(0, name.size() - std::string("Request").size()));
    absl::StatusOr<Response> response = Serve(call, request, handler);
    revision_ = call.revision;
    changed_ = call.changed;
    return response;
  }

  // As Ask, with the request as a text proto.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (*handler)(Call&, const Request&), const std::string& text) {
    return Ask(handler, Parse<Request>(text));
  }

  // Puts records where they belong, past all checks, and waits until the world has them.
  void Put(const std::vector<std::string>& entries) {
    storage::Changes changes;
    for (const std::string& entry : entries) changes.put.push_back(Parse<v1::DirectoryEntry>(entry));
    const auto applied = directory_.Apply(changes);
    ASSERT_TRUE(applied.ok()) << applied.status();
    revision_ = applied->revision;
    Settle();
  }

  // Waits until the world has the last change.
  void Settle() { ASSERT_TRUE(world_.WaitFor(revision_, absl::Now() + absl::Seconds(20))); }

  // How many records there are, of all collections.
  size_t Count() { return directory_.ReadAll()->records.size(); }

  // Of the last call: what its answer is based on, and what it changed.
  Revision revision() const { return revision_; }
  const std::vector<std::string>& changed() const { return changed_; }
  FakeClock& clock() { return clock_; }
  storage::Directory& directory() { return directory_; }
  storage::RuleSets& rule_sets() { return rule_sets_; }
  storage::Cases& cases() { return cases_; }
  storage::MemoryStore& store() { return store_; }
  WorldKeeper& world() { return world_; }
  const Environment& environment() const { return environment_; }
  const Notebook& notebook() const { return notebook_; }

 private:
  storage::MemoryStore::Options WithClock(storage::MemoryStore::Options options) {
    options.clock = [this] { return clock_.Now(); };
    return options;
  }

  absl::TimeZone zone_;
  FakeClock clock_;
  storage::MemoryStore store_;
  storage::Directory directory_;
  storage::RuleSets rule_sets_;
  storage::Cases cases_;
  // Counts.
  IdMaker ids_ = [this] { return "id-" + std::to_string(++last_id_); };
  std::atomic<int> last_id_ = 0;
  Threads threads_;
  WorldKeeper world_;
  DevelopmentAuthenticator authenticator_;
  Notebook notebook_;
  std::string subject_;
  std::optional<Caller> caller_;
  Environment environment_;
  Revision revision_;
  std::vector<std::string> changed_;
};

// Lines for Put and for files.
inline constexpr char kTable[] = R"(area_table {
  name: "areaTables/nl" vintage: 2025 source: "Bron: CBS"
  areas { code: "GM0034" title: "Almere" } areas { code: "GM0344" title: "Utrecht" } })";
inline constexpr char kProvider[] = R"(provider {
  name: "providers/kwintes" title: "Kwintes" kind: CARE service_areas: "GM0034" })";
inline constexpr char kOtherProvider[] = R"(provider {
  name: "providers/deschoor" title: "De Schoor" kind: WELFARE service_areas: "GM0034" })";
inline constexpr char kLocation[] = R"(location {
  name: "locations/cartoon" title: "De Cartoon" area: "GM0034" point { latitude: 52.37 longitude: 5.22 } })";
inline constexpr char kOffering[] = R"(offering {
  name: "providers/kwintes/offerings/thuis" title: "Begeleiding aan huis" kind: CARE form: AT_HOME domains: MIND })";
inline constexpr char kActivity[] = R"(offering {
  name: "providers/deschoor/offerings/breien" title: "Breicaf\303\251" kind: ACTIVITY form: GROUP domains: SOCIAL
  location: "locations/cartoon" wishes: "breien" })";
inline constexpr char kCapacity[] = R"(capacity {
  name: "providers/kwintes/offerings/thuis/capacity" state: FREE reported_free: 2
  confirm_time { seconds: 1700000000 } })";
inline constexpr char kTeam[] = R"(team {
  name: "teams/vak" title: "VAK" service_areas: "GM0034"
  members { provider: "providers/kwintes" role: PARTNER offerings: "providers/kwintes/offerings/thuis" } })";

inline std::vector<std::string> SmallDirectory() {
  return {kTable, kProvider, kOtherProvider, kLocation, kOffering, kActivity, kCapacity, kTeam};
}

}  // namespace koppel::server

#endif  // KOPPEL_TESTS_SERVER_TESTING_H_
