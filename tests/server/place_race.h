// A race for places: many clients, each with a case of its own, and two servers on one store.

#ifndef KOPPEL_TESTS_SERVER_PLACE_RACE_H_
#define KOPPEL_TESTS_SERVER_PLACE_RACE_H_

#include <array>
#include <latch>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "base/resource_name.h"
#include "server/cases/queue.h"
#include "server/koppeld/worker.h"
#include "tests/server/case_testing.h"

namespace koppel::server {

inline constexpr int kClients = 64;
inline constexpr int kPlaces = 10;
inline constexpr int kServers = 2;
inline constexpr int kQueueRunners = 4;
inline constexpr absl::Duration kPatience = absl::Seconds(60);
// Between two tries: so that it is not the tries that take the time.
inline constexpr absl::Duration kBreath = absl::Milliseconds(10);

// The core of a server on a store that others use too.
class Core {
 public:
  Core(storage::Store& store, const Clock& clock)
      : directory_(store),
        rule_sets_(store),
        cases_(store),
        world_({store, directory_, rule_sets_, clock, CaseRules().vocabulary},
               [this](std::function<void()> task) { worker_.Add(std::move(task)); }),
        environment_{.store = store,
                     .directory = directory_,
                     .rule_sets = rule_sets_,
                     .cases = cases_,
                     .world = world_,
                     .clock = clock,
                     .ids = ids_,
                     .book = CaseRules(),
                     .authenticator = authenticator_,
                     .observer = observer_,
                     .engine = "test",
                     .version = "test"} {
    const absl::Status installed = InstallRules(rule_sets_, CaseRules(), clock);
    EXPECT_TRUE(installed.ok()) << installed;
    const absl::Status started = world_.Start();
    EXPECT_TRUE(started.ok()) << started;
  }

  // As a client does that is told to try again.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (*handler)(Call&, const Request&), const Request& request) {
    absl::StatusOr<Response> response = absl::AbortedError("not tried");
    while (absl::IsAborted(response.status())) {
      Call call{.environment = environment_,
                .caller = *authenticator_.Identify("unix:", ""),
                .method = "Race",
                .deadline = absl::Now() + kPatience};
      const std::string& name = Request::descriptor()->name();
      call.method = name.substr(0, name.size() - std::string("Request").size());
      response = Serve(call, request, handler);
    }
    return response;
  }

  const Environment& environment() const { return environment_; }

 private:
  // Keeps nothing: there are many calls.
  class Nobody : public CallObserver {
   public:
    void Finished(const Call&, const absl::Status&, const absl::Status&) override {}
  };

  storage::Directory directory_;
  storage::RuleSets rule_sets_;
  storage::Cases cases_;
  IdMaker ids_ = [] { return "unused"; };
  Worker worker_;
  WorldKeeper world_;
  DevelopmentAuthenticator authenticator_;
  Nobody observer_;
  Environment environment_;
};

using Cores = std::array<std::unique_ptr<Core>, kServers>;

// Some click twice, on both servers at once.
inline int ClicksOf(int client) { return 1 + client % 2; }

inline constexpr int kClicks = kClients + kClients / 2;

// One offering with few places and all who want one.
class Race {
 public:
  Race(Cores& cores, int round)
      : cores_(cores), round_(round), offering_(OfferingName("providers/deschoor", absl::StrCat("race-", round))) {}

  // The offering with this many places, and the cases, of each of which it is chosen.
  void Prepare(int free) {
    storage::Changes changes;
    changes.put.push_back(Parse<v1::DirectoryEntry>(absl::StrFormat(
        "offering { name: '%s' title: 'Breien' kind: ACTIVITY form: GROUP domains: SOCIAL }", offering_)));
    changes.put.push_back(Parse<v1::DirectoryEntry>(absl::StrFormat(
        "capacity { name: '%s' state: FREE unit: PLACE reported_free: %d total: 20 }", CapacityName(offering_), free)));
    ASSERT_TRUE(environment().directory.Apply(changes).ok());
    ForClients([this](int client) { PutCase(client); });
  }

  // Everybody clicks until the answer is yes, or `is_over` when all have sent their offers.
  void Run(const std::function<void()>& is_over) {
    std::vector<std::thread> threads;
    for (int client = 0; client < kClients; ++client) {
      for (int click = 0; click < ClicksOf(client); ++click) {
        threads.emplace_back([this, client, click] { Click(client, click); });
      }
    }
    for (int runner = 0; runner < kQueueRunners; ++runner) {
      threads.emplace_back([this, runner] {
        for (; !over_; absl::SleepFor(kBreath)) FreeThem(runner);
      });
    }
    all_sent_.arrive_and_wait();
    is_over();
    over_ = true;
    for (std::thread& thread : threads) thread.join();
  }

  void SetFree(int free) {
    v1::SetCapacityRequest request;
    request.mutable_capacity()->set_name(CapacityName(offering_));
    request.mutable_capacity()->set_state(v1::Capacity::FREE);
    request.mutable_capacity()->set_unit(v1::Capacity::PLACE);
    request.mutable_capacity()->set_reported_free(free);
    const auto response = cores_[0]->Ask(&SetCapacity, request);
    EXPECT_TRUE(response.ok()) << response.status();
  }

  void WaitForYeses(size_t count) {
    const absl::Time limit = absl::Now() + kPatience;
    while (Winners() < count && absl::Now() < limit) absl::SleepFor(kBreath);
  }

  void FreeThem(int runner) {
    const Environment& environment = cores_[runner % kServers]->environment();
    EXPECT_TRUE(FreePlaces(environment, environment.clock.Now()).ok());
  }

  // Who was told yes has one placement and was told the same at every click; nobody else has any.
  void CheckPlacements() {
    for (int client = 0; client < kClients; ++client) {
      const auto stored = environment().cases.Get(NameOfCase(client));
      ASSERT_TRUE(stored.ok()) << stored.status();
      const std::vector<std::string>& yeses = yeses_[client];
      EXPECT_EQ(stored->record.offers_size(), 1) << client;
      EXPECT_EQ(stored->record.placements_size(), yeses.empty() ? 0 : 1) << client;
      EXPECT_EQ(yeses.size(), yeses.empty() ? 0 : ClicksOf(client)) << client;
      EXPECT_LE(std::set<std::string>(yeses.begin(), yeses.end()).size(), 1) << client << "\n"
                                                                             << yeses.front() << "\n"
                                                                             << yeses.back();
    }
  }

  // Who has none no longer waits.
  void GoHome() {
    ForClients([this](int client) {
      if (!yeses_[client].empty()) return;
      v1::WithdrawReferralRequest request;
      request.set_name(NameOfCase(client));
      request.set_reason(v1::Referral::SOLVED);
      const auto response = cores_[client % kServers]->Ask(&WithdrawReferral, request);
      EXPECT_TRUE(response.ok()) << response.status();
    });
  }

  size_t Winners() {
    std::lock_guard lock(mutex_);
    size_t winners = 0;
    for (const auto& yeses : yeses_) winners += yeses.empty() ? 0 : 1;
    return winners;
  }

  v1::Capacity CapacityNow() { return environment().directory.Get(CapacityName(offering_))->entry.capacity(); }
  size_t Waiting() { return environment().cases.ListQueue(offering_, 0)->size(); }

 private:
  const Environment& environment() const { return cores_[0]->environment(); }

  std::string NameOfCase(int client) const {
    return ReferralName("municipalities/GM0034", absl::StrCat("r", round_, "-", client));
  }

  // The same for every click of a client.
  std::string RequestId(int client, int step) const {
    return absl::StrFormat("%08x-0000-4000-8000-%012x", round_ + 1, 2 * client + step);
  }

  void PutCase(int client) {
    storage::CaseChange change;
    change.record = Parse<workflow::Case>(absl::StrFormat(
        R"(referral { state: SUBMITTED area: 'GM0034' resident: 'q7' urgency: NORMAL needs { domain: SOCIAL }
                      choice { chooser: RESIDENT parts { role: LEAD offering: '%s' needs: 0 } } })",
        offering_));
    change.record.mutable_referral()->set_name(NameOfCase(client));
    const absl::Status stored = environment().cases.Apply(change).status();
    EXPECT_TRUE(stored.ok()) << stored;
  }

  static void ForClients(const std::function<void(int)>& each) {
    std::vector<std::thread> threads;
    for (int client = 0; client < kClients; ++client) threads.emplace_back(each, client);
    for (std::thread& thread : threads) thread.join();
  }

  void Send(int client, int click) {
    v1::SendOffersRequest request;
    request.set_name(NameOfCase(client));
    request.set_may_wait(true);
    request.set_request_id(RequestId(client, 0));
    const auto sent = cores_[click % kServers]->Ask(&SendOffers, request);
    EXPECT_TRUE(sent.ok()) << sent.status();
  }

  absl::StatusOr<v1::AnswerOfferResponse> Answer(int client, int click) {
    v1::AnswerOfferRequest request;
    request.set_name(OfferName(NameOfCase(client), 1));
    request.set_verdict(v1::YES);
    request.set_request_id(RequestId(client, 1));
    return cores_[click % kServers]->Ask(&AnswerOffer, request);
  }

  void Click(int client, int click) {
    Send(client, click);
    all_sent_.arrive_and_wait();
    for (bool last = false; !last;) {
      last = over_;
      const auto response = Answer(client, click);
      if (response.ok()) {
        std::lock_guard lock(mutex_);
        yeses_[client].push_back(response->ShortDebugString());
        return;
      }
      EXPECT_EQ(response.status().code(), absl::StatusCode::kFailedPrecondition) << response.status();
      absl::SleepFor(kBreath);
    }
  }

  Cores& cores_;
  const int round_;
  const std::string offering_;
  std::latch all_sent_{kClicks + 1};
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::array<std::vector<std::string>, kClients> yeses_;  // The answers each was given. Guarded by mutex_.
};

}  // namespace koppel::server

#endif  // KOPPEL_TESTS_SERVER_PLACE_RACE_H_
