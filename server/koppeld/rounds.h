// What is done for cases every half second, on a thread of its own: what time asks, and who is next for a free place.

#ifndef KOPPEL_SERVER_KOPPELD_ROUNDS_H_
#define KOPPEL_SERVER_KOPPELD_ROUNDS_H_

#include <atomic>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "server/environment.h"
#include "server/koppeld/worker.h"

namespace koppel::server {

// The environment and this object outlive the tasks of the worker.
class CaseRounds {
 public:
  explicit CaseRounds(const Environment& environment) : environment_(environment) {}

  // Hands the worker the next round, unless one is under way.
  void Tick(Worker& worker);

 private:
  void GoRound();
  void TellOfStuck(const std::map<std::string, absl::StatusCode>& stuck);

  const Environment& environment_;
  std::atomic<bool> under_way_ = false;
  std::map<std::string, absl::StatusCode> stuck_;  // In the last round. Used by one round at a time.
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_KOPPELD_ROUNDS_H_
