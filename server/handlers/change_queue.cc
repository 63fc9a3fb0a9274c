#include "server/handlers/change_queue.h"

#include <utility>

namespace koppel::server {

void ChangeQueue::Add(Revision revision, const std::vector<std::string>& names) {
  const std::lock_guard lock(mutex_);
  if (overflowed_ || revisions_.size() + names.size() > limit_) {
    overflowed_ = true;
    return;
  }
  for (const std::string& name : names) AddName(revision, name);
  complete_ = revision;
  added_.notify_all();
}

void ChangeQueue::AddName(Revision revision, const std::string& name) {
  const auto [known, is_new] = revisions_.try_emplace(name, revision);
  if (!is_new) {
    const auto before = names_.find(known->second);
    before->second.erase(name);
    if (before->second.empty()) names_.erase(before);
    known->second = revision;
  }
  names_[revision].insert(name);
}

std::optional<ChangeQueue::Change> ChangeQueue::Take(absl::Duration limit) {
  std::unique_lock lock(mutex_);
  added_.wait_for(lock, absl::ToChronoNanoseconds(limit), [this] { return !names_.empty() || overflowed_; });
  if (names_.empty()) return std::nullopt;
  return TakeFirst();
}

ChangeQueue::Change ChangeQueue::TakeFirst() {
  const auto first = names_.begin();
  const Revision revision = first->first;
  Change change{std::move(first->second.extract(first->second.begin()).value()), revision, revision};
  if (first->second.empty()) {
    names_.erase(first);
  } else {
    --change.done.value;
  }
  revisions_.erase(change.name);
  return change;
}

std::optional<Revision> ChangeQueue::Overflow() const {
  const std::lock_guard lock(mutex_);
  if (!overflowed_ || !names_.empty()) return std::nullopt;
  return complete_;
}

}  // namespace koppel::server
