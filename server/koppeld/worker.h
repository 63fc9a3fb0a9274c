// A thread that runs tasks one after another.

#ifndef KOPPEL_SERVER_KOPPELD_WORKER_H_
#define KOPPEL_SERVER_KOPPELD_WORKER_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace koppel::server {

// Add may be called from any thread. Destroying it finishes the task that runs and drops the others.
class Worker {
 public:
  Worker();
  ~Worker();

  void Add(std::function<void()> task);

 private:
  void Run();
  std::mutex mutex_;
  // Guarded by mutex_:
  std::condition_variable work_;
  std::deque<std::function<void()>> tasks_;
  bool stopped_ = false;

  std::thread thread_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_KOPPELD_WORKER_H_
