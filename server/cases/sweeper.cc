#include "server/cases/sweeper.h"

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

// Somebody else changed it or took it away, or an import is being folded in: the next round will tell.
bool MayGoNextTime(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsNotFound(status) || absl::IsUnavailable(status);
}

void SweepInto(Swept& swept, const Environment& environment, const std::string& name, absl::Time now) {
  const absl::StatusOr<bool> changed = SweepCase(environment, name, now);
  if (changed.ok()) {
    swept.changed += *changed ? 1 : 0;
  } else if (!MayGoNextTime(changed.status())) {
    swept.stuck[name] = changed.status().code();
  }
}

}  // namespace

absl::StatusOr<Swept> Sweep(const Environment& environment, absl::Time now, size_t limit) {
  Swept swept;
  std::string from;
  do {
    ASSIGN_OR_RETURN(const storage::DuePage due, environment.cases.ListDueFrom(now, from, limit - swept.changed));
    for (const std::string& name : due.names) SweepInto(swept, environment, name, now);
    from = due.next;
  } while (!from.empty() && swept.changed < limit);
  return swept;
}

}  // namespace koppel::server
