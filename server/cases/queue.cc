#include "server/cases/queue.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/capacity.h"
#include "base/resource_name.h"
#include "server/cases/step.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/workflow/offers.h"

namespace koppel::server {
namespace {

// Before anything else is read: most rounds find that all is still taken.
absl::StatusOr<bool> MayHaveRoom(const Environment& environment, const std::string& offering) {
  const absl::StatusOr<storage::Stored> stored = environment.directory.Get(CapacityName(offering));
  if (absl::IsNotFound(stored.status())) return false;
  RETURN_IF_ERROR(stored.status());
  return HasRoom(stored->entry.capacity());
}

// What became of an offer that was next.
enum class Turn { kAsked, kPassedOver, kFull };

absl::StatusOr<Turn> AskNext(const Environment& environment, const std::string& name, const std::string& offering,
                             absl::Time now) {
  ASSIGN_OR_RETURN(const bool may_have_room, MayHaveRoom(environment, offering));
  if (!may_have_room) return Turn::kFull;
  const absl::Time then = std::max(now, environment.clock.Now());
  const workflow::Act act{.by = workflow::kItself, .time = then, .parties = {"*"}};
  ASSIGN_OR_RETURN(CaseStep step, BeginStep(environment, ParentOf(name), act, nullptr));
  const auto capacity = step.setting.capacities.find(offering);
  if (capacity == step.setting.capacities.end() || !HasRoom(capacity->second)) return Turn::kFull;
  v1::Offer* offer = workflow::FindOffer(step.record, name);
  if (offer == nullptr || workflow::Free(step.record, *offer, step.setting, step.act).has_value()) {
    return Turn::kPassedOver;
  }
  RETURN_IF_ERROR(CommitStep(environment, step).status());
  return Turn::kAsked;
}

// Tries again when somebody else took the place or changed the case.
absl::StatusOr<Turn> AskOrLose(const Environment& environment, const std::string& name, const std::string& offering,
                               absl::Time now) {
  absl::StatusOr<Turn> turn = Turn::kPassedOver;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    turn = AskNext(environment, name, offering, now);
    if (!absl::IsAborted(turn.status())) break;
  }
  return turn;
}

absl::StatusOr<size_t> FreePlacesOf(const Environment& environment, const std::string& offering, absl::Time now) {
  ASSIGN_OR_RETURN(const bool may_have_room, MayHaveRoom(environment, offering));
  if (!may_have_room) return 0;
  ASSIGN_OR_RETURN(const std::vector<std::string> queue, environment.cases.ListQueue(offering, 0));
  size_t asked = 0;
  for (const std::string& name : queue) {
    if (asked == kMaxAskedAtOnce) break;  // Who is passed over takes no turn.
    const absl::StatusOr<Turn> turn = AskOrLose(environment, name, offering, now);
    if (!turn.ok()) {
      spdlog::warn("queue offer={} code={}", name, absl::StatusCodeToString(turn.status().code()));
      continue;
    }
    if (*turn == Turn::kFull) break;
    asked += *turn == Turn::kAsked ? 1 : 0;
  }
  return asked;
}

}  // namespace

absl::StatusOr<size_t> FreePlaces(const Environment& environment, absl::Time now) {
  ASSIGN_OR_RETURN(const std::vector<std::string> offerings, environment.cases.ListQueued());
  size_t asked = 0;
  for (const std::string& offering : offerings) {
    // What cannot be read holds up nobody who waits elsewhere.
    const absl::StatusOr<size_t> here = FreePlacesOf(environment, offering, now);
    if (!here.ok()) spdlog::warn("queue of={} code={}", offering, absl::StatusCodeToString(here.status().code()));
    asked += here.value_or(0);
  }
  return asked;
}

}  // namespace koppel::server
