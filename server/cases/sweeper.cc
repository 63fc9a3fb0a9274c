#include "server/cases/sweeper.h"

#include <spdlog/spdlog.h>

#include <string>

#include "server/cases/step.h"

namespace koppel::server {
namespace {

// Whether anything was to be done.
absl::StatusOr<bool> SweepCase(const Environment& environment, const std::string& name, absl::Time now) {
  const workflow::Act act{.by = workflow::kItself, .time = now, .parties = {"*"}};
  ASSIGN_OR_RETURN(CaseStep step, BeginStep(environment, name, act, nullptr));
  if (!step.elapsed.changed) {
    workflow::Case settled = step.record;
    workflow::Settle(settled, step.setting, now);
    if (settled.SerializeAsString() == step.before.record.SerializeAsString()) return false;
  }
  RETURN_IF_ERROR(CommitStep(environment, step).status());
  return true;
}

// One that cannot be read is met again every round, so it is no warning each time.
bool SweepOrLeave(const Environment& environment, const std::string& name, absl::Time now) {
  const absl::StatusOr<bool> swept = SweepCase(environment, name, now);
  if (swept.ok()) return *swept;
  if (!absl::IsAborted(swept.status()) && !absl::IsNotFound(swept.status())) {
    spdlog::debug("sweep case={} code={}", name, absl::StatusCodeToString(swept.status().code()));
  }
  return false;
}

}  // namespace

absl::StatusOr<size_t> Sweep(const Environment& environment, absl::Time now, size_t limit) {
  size_t changed = 0;
  std::string from;
  do {
    ASSIGN_OR_RETURN(const storage::DuePage due, environment.cases.ListDueFrom(now, from, limit - changed));
    for (const std::string& name : due.names) changed += SweepOrLeave(environment, name, now) ? 1 : 0;
    from = due.next;
  } while (!from.empty() && changed < limit);
  return changed;
}

}  // namespace koppel::server
