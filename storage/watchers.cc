#include "storage/watchers.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"

namespace koppel::storage {

class Watchers::Ticket : public Subscription {
 public:
  Ticket(std::shared_ptr<Watchers> watchers, int64_t id) : watchers_(std::move(watchers)), id_(id) {}
  ~Ticket() override { watchers_->Remove(id_); }

 private:
  const std::shared_ptr<Watchers> watchers_;
  const int64_t id_;
};

void Watchers::Watcher::Tell(const ChangeSet& change) {
  // What a listing or the replay already showed comes by again when it is published.
  if (change.revision <= told) return;
  told = change.revision;
  const bool touched = std::any_of(change.keys.begin(), change.keys.end(),
                                   [this](const std::string& key) { return key.starts_with(prefix); });
  if (touched) observer(change);
}

absl::StatusOr<std::unique_ptr<Subscription>> Watchers::Add(std::string prefix, Revision after, Observer observer,
                                                            const Replay& replay) {
  const std::lock_guard lock(mutex_);
  Watcher watcher{std::move(prefix), after, std::move(observer)};
  RETURN_IF_ERROR(replay([&watcher](const ChangeSet& change) { watcher.Tell(change); }));
  const int64_t id = ++last_id_;
  watchers_.emplace(id, std::move(watcher));
  return std::make_unique<Ticket>(shared_from_this(), id);
}

void Watchers::Publish(const ChangeSet& change) {
  const std::lock_guard lock(mutex_);
  for (auto& [id, watcher] : watchers_) watcher.Tell(change);
}

void Watchers::Remove(int64_t id) {
  const std::lock_guard lock(mutex_);
  watchers_.erase(id);
}

}  // namespace koppel::storage
