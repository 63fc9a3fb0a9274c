// Names of cases that changed, on their way from the store to one who watches. Holds each name once, however often it
// changed, and no more than kMaxWatchedNames.

#ifndef KOPPEL_SERVER_HANDLERS_CHANGE_QUEUE_H_
#define KOPPEL_SERVER_HANDLERS_CHANGE_QUEUE_H_

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "server/limits.h"

namespace koppel::server {

// Thread-safe.
class ChangeQueue {
 public:
  struct Change {
    std::string name;
    Revision revision;  // Of the latest change of this name.
    Revision done;      // When this one is told, all up to here are told.
  };

  // `after`: everything up to this revision was told before.
  explicit ChangeQueue(Revision after, size_t limit = kMaxWatchedNames) : limit_(limit), complete_(after) {}

  // Adds what one commit changed. Called in the order of revisions; returns at once.
  void Add(Revision revision, const std::vector<std::string>& names);

  // Takes the one whose latest change is the oldest. Nothing when there is none within `limit`.
  std::optional<Change> Take(absl::Duration limit);

  // When it is empty and names were left out for lack of room: the revision up to which none was. A new queue goes on
  // from there.
  std::optional<Revision> Overflow() const;

 private:
  void AddName(Revision revision, const std::string& name);
  Change TakeFirst();

  const size_t limit_;
  mutable std::mutex mutex_;
  // Guarded by mutex_:
  std::condition_variable added_;
  std::map<Revision, std::set<std::string>> names_;
  absl::flat_hash_map<std::string, Revision> revisions_;
  Revision complete_;
  bool overflowed_ = false;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_CHANGE_QUEUE_H_
