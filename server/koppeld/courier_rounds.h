// Brings notices while the server runs, on a thread of its own: a mail server that does not answer holds up nobody.

#ifndef KOPPEL_SERVER_KOPPELD_COURIER_ROUNDS_H_
#define KOPPEL_SERVER_KOPPELD_COURIER_ROUNDS_H_

#include <atomic>

#include "absl/time/time.h"
#include "server/environment.h"
#include "server/koppeld/options.h"
#include "server/koppeld/worker.h"
#include "server/notices/notifier.h"

namespace koppel::server {

// The roads the options name: e-mail before a web address.
Roads MakeRoads(const Options& options);

// Tick is called by one thread. The environment must outlive it. Destroying it finishes the notice that is being
// brought.
class CourierRounds {
 public:
  CourierRounds(const Environment& environment, Roads roads) : environment_(environment), roads_(std::move(roads)) {}
  ~CourierRounds() { stopping_ = true; }

  // Begins a round, unless one is under way.
  void Tick();

 private:
  void Run();

  const Environment& environment_;
  const Roads roads_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> under_way_ = false;
  absl::Time not_before_ = absl::InfinitePast();  // Of the thread that has set `under_way_`.
  Worker worker_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_KOPPELD_COURIER_ROUNDS_H_
