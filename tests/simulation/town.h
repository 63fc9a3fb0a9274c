// A made-up municipality on a real store, with a clock that is moved by hand and no threads: what happens in it follows
// from its seed alone.

#ifndef KOPPEL_TESTS_SIMULATION_TOWN_H_
#define KOPPEL_TESTS_SIMULATION_TOWN_H_

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"
#include "server/serve.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/temp_folder.h"

namespace koppel::simulation {

inline constexpr char kMunicipality[] = "municipalities/GM0034";
inline constexpr char kTeamName[] = "teams/wijkteam";

// The offerings of the town: the names, in the order of their numbers.
const std::vector<std::string>& OfferingsOfTown();

class Town {
 public:
  // With `sends_next` the rules let the next offer go out by itself after silence.
  Town(absl::Time start, bool sends_next);

  // Closes the store and opens it again, as after a crash: all that was in memory is gone.
  void Restart();

  // Moves the clock on. Never back.
  void MoveTo(absl::Time time);
  absl::Time now() const { return clock_.Now(); }
  const server::Clock& clock() const { return clock_; }

  // What koppeld does at every tick: the sweeper, and places that came free. A second server may do so at once; it must
  // find nothing left to do.
  void Tick();

  // Calls a handler by the road of every call.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(absl::StatusOr<Response> (*handler)(server::Call&, const Request&),
                               const std::type_identity_t<Request>& request) {
    const std::string& name = Request::descriptor()->name();
    server::Call call = NewCall(name.substr(0, name.size() - std::string("Request").size()));
    absl::StatusOr<Response> response = server::Serve(call, request, handler);
    changed_ = call.changed;
    RunTasks();
    return response;
  }

  storage::Cases& cases() { return core_->cases; }
  storage::Directory& directory() { return core_->directory; }
  const server::Environment& environment() const { return core_->environment; }

  // The names of what the last call changed.
  const std::vector<std::string>& changed() const { return changed_; }

  // All cases, by name.
  std::vector<storage::StoredCase> AllCases();

 private:
  // Everything a restart throws away.
  struct Core {
    Core(Town& town, std::unique_ptr<storage::RocksDbStore> opened);

    std::unique_ptr<storage::RocksDbStore> store;
    storage::Directory directory;
    storage::RuleSets rule_sets;
    storage::Cases cases;
    server::WorldKeeper world;
    server::Environment environment;
  };

  class Silent : public server::CallObserver {
   public:
    void Finished(const server::Call&, const absl::Status&, const absl::Status&) override {}
  };

  void Open();
  void Build();
  void RunTasks();
  server::Call NewCall(const std::string& method);

  absl::TimeZone zone_;
  server::FakeClock clock_;
  server::RuleBook book_;
  storage::TempFolder folder_;
  int last_id_ = 0;
  server::IdMaker ids_;
  server::DevelopmentAuthenticator authenticator_;
  Silent observer_;
  std::vector<std::function<void()>> tasks_;
  std::vector<std::string> changed_;
  std::unique_ptr<Core> core_;
};

}  // namespace koppel::simulation

#endif  // KOPPEL_TESTS_SIMULATION_TOWN_H_
