// A store that dies after a number of commits, as a process does that is killed.

#ifndef KOPPEL_TESTS_STORAGE_BUDGET_STORE_H_
#define KOPPEL_TESTS_STORAGE_BUDGET_STORE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/store.h"

namespace koppel::storage {

// Passes everything on to another store, until it dies; then every commit is UNAVAILABLE. Not thread-safe.
class BudgetStore : public Store {
 public:
  // What happens to the commit that it dies of.
  enum class Last { kLost, kKept };

  BudgetStore(Store& store, int commits, Last last) : store_(store), left_(commits), last_(last) {}

  bool dead() const { return dead_; }

  // Called before every commit, dead or alive.
  std::function<void()> before_commit;

  // Called after every commit that came through.
  std::function<void()> after_commit;

  absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions) override;

  absl::StatusOr<Record> Get(const std::string& key) const override { return store_.Get(key); }
  absl::StatusOr<Listing> List(const std::string& start, const std::string& end, size_t limit) const override {
    return store_.List(start, end, limit);
  }
  absl::StatusOr<std::vector<Record>> History(const std::string& key) const override { return store_.History(key); }
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(std::string prefix, Revision after, Observer observer) override {
    return store_.Watch(std::move(prefix), after, std::move(observer));
  }
  absl::Status Ready() const override { return store_.Ready(); }
  Revision Latest() const override { return store_.Latest(); }
  Limits limits() const override { return store_.limits(); }

 private:
  Store& store_;
  int left_;
  const Last last_;
  bool dead_ = false;
};

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_BUDGET_STORE_H_
