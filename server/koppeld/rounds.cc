#include "server/koppeld/rounds.h"

#include <spdlog/spdlog.h>

#include <string>

#include "server/cases/queue.h"
#include "server/cases/sweeper.h"
#include "server/limits.h"

namespace koppel::server {

void CaseRounds::Tick(Worker& worker) {
  if (under_way_.exchange(true)) return;
  worker.Add([this] {
    GoRound();
    under_way_ = false;
  });
}

void CaseRounds::GoRound() {
  const absl::Time now = environment_.clock.Now();
  const absl::StatusOr<Swept> swept = Sweep(environment_, now, kMaxSweptAtOnce);
  if (swept.ok()) {
    TellOfStuck(swept->stuck);
  } else {
    spdlog::warn("what time asks could not be done: {}", std::string(swept.status().message()));
  }
  const absl::StatusOr<size_t> asked = FreePlaces(environment_, now);
  if (!asked.ok()) spdlog::warn("free places could not be offered: {}", std::string(asked.status().message()));
}

// A round comes every half second: a case is told of when it gets stuck.
void CaseRounds::TellOfStuck(const std::map<std::string, absl::StatusCode>& stuck) {
  for (const auto& [name, code] : stuck) {
    if (stuck_.contains(name)) continue;
    spdlog::error("case {} is stuck, its terms stand still: {}", name, absl::StatusCodeToString(code));
  }
  stuck_ = stuck;
}

}  // namespace koppel::server
