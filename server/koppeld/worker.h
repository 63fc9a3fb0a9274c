// A thread that runs tasks one after another.

#ifndef KOPPEL_SERVER_KOPPELD_WORKER_H_
#define KOPPEL_SERVER_KOPPELD_WORKER_H_

#include <deque>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace koppel::server {

// Add may be called from any thread. Destroying it finishes the task that runs and drops the others.
class Worker {
 public:
  Worker();
  ~Worker();

  void Add(std::function<void()> task);

 private:
  void Run();
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stopped_ || !tasks_.empty(); }

  absl::Mutex mutex_;
  std::deque<std::function<void()>> tasks_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_KOPPELD_WORKER_H_
