// What time does to a case, and what a case waits for. Called before and after every step, and by the sweeper.

#ifndef KOPPEL_SERVER_WORKFLOW_ELAPSE_H_
#define KOPPEL_SERVER_WORKFLOW_ELAPSE_H_

#include <optional>
#include <string>
#include <vector>

#include "server/workflow/case.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

// What is to be brought to a party: that there is something to look at, and nothing more.
struct Notice {
  std::string party;
  koppel::v1::Waiting::Step step;
  std::optional<absl::Time> due;
};

// What Elapse found out that the server has to act on.
struct Elapsed {
  bool changed = false;
  std::vector<Notice> notices;
  std::vector<std::string> expired;  // Names of offers that expired now: a fresh advice is to be made.
};

// Gives warnings that are due, expires offers and holds, marks terms that passed. Doing it twice is doing it once.
Elapsed Elapse(Case& record, const Setting& setting, absl::Time now);

// Fills in `waiting_for`, `next_event_time`, `declines`, `waiting_at` and, where nothing runs any more, the state.
// After every step. An open case always waits for somebody or has a next event.
void Settle(Case& record, const Setting& setting, absl::Time now);

// Partners that said no and whose cause has not changed.
std::vector<koppel::v1::Decline> DeclinesThatCount(const Case& record, const Setting& setting, absl::Time now);

// Offerings on whose waiting list an offer of the case is: each once, in the order of the offers.
std::vector<std::string> OfferingsWaitedFor(const Case& record);

// Whether partners sent the request to each other: A said it belongs with B, and B that it belongs with A or with where
// it came from.
bool IsPingPong(const Case& record, const Setting& setting);

// The notices of a step: parties the case waits for now and did not before.
std::vector<Notice> NewlyWaiting(const Case& before, const Case& after);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_ELAPSE_H_
