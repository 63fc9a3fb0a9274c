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
  const absl::StatusOr<size_t> swept = Sweep(environment_, now, kMaxSweptAtOnce);
  if (!swept.ok()) spdlog::warn("what time asks could not be done: {}", std::string(swept.status().message()));
  const absl::StatusOr<size_t> asked = FreePlaces(environment_, now);
  if (!asked.ok()) spdlog::warn("free places could not be offered: {}", std::string(asked.status().message()));
}

}  // namespace koppel::server
