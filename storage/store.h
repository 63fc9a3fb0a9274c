// The contract of every storage engine: an ordered space of keys with revisions.
//
// A commit is a batch of changes that happens as a whole or not at all. Every commit gets the next revision, and every
// record carries the revision of the commit that last changed it. A commit may ask that records are still as they were
// read; that is all the concurrency control there is.
//
//   ASSIGN_OR_RETURN(Record old, store.Get(key));
//   Batch batch;
//   batch.Put(key, new_value);
//   ASSIGN_OR_RETURN(Committed done, store.Commit(batch, {{key, old.revision}}));
//
// Keys and values are any bytes; keys are ordered as unsigned bytes. An engine that passes
// tests/storage/store_contract.h keeps this contract.

#ifndef KOPPEL_STORAGE_STORE_H_
#define KOPPEL_STORAGE_STORE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "base/types.h"

namespace koppel::storage {

// What a commit became.
struct Committed {
  Revision revision;
  absl::Time time;  // In microseconds; never before the time of an earlier commit.
};

// A record as it was read.
struct Record {
  std::string key;
  std::string value;
  Revision revision;  // Of the commit that last changed it.
  absl::Time time;    // Of that commit.
};

// Asks that the record with this key still has this revision; Revision{0} asks that there is none.
struct Precondition {
  std::string key;
  Revision revision;
};

// Whether older values of a record stay readable through Store::History.
enum class Keep { kCurrent, kHistory };

// Makes a value that speaks of the commit it is part of. Called within Commit, on any thread, perhaps more than once:
// it must return quickly, always say the same, and must not call the store.
using ValueMaker = std::function<std::string(const Committed&)>;

// Changes that happen together. At most one change for each key.
class Batch {
 public:
  struct Change {
    std::string key;
    std::optional<std::string> value;  // Absent, without `make`: the record is deleted.
    ValueMaker make;                   // Makes the value when the revision is known.
    Keep keep = Keep::kCurrent;
  };

  void Put(std::string key, std::string value, Keep keep = Keep::kCurrent) {
    changes_.push_back({std::move(key), std::move(value), nullptr, keep});
  }
  void PutMade(std::string key, ValueMaker make, Keep keep = Keep::kCurrent) {
    changes_.push_back({std::move(key), std::nullopt, std::move(make), keep});
  }
  // Deleting what does not exist is no error, and still a change. History stays until it is purged.
  void Delete(std::string key) { changes_.push_back({std::move(key), std::nullopt, nullptr, Keep::kCurrent}); }

  const std::vector<Change>& changes() const { return changes_; }
  bool empty() const { return changes_.empty(); }

 private:
  std::vector<Change> changes_;
};

// The keys one commit changed, without their values: read those.
struct ChangeSet {
  Revision revision;
  absl::Time time;
  std::vector<std::string> keys;  // In the order of the batch.
};

// Records in the order of their keys, all as they were at one revision.
struct Listing {
  std::vector<Record> records;
  Revision revision;
  bool more = false;  // Whether the limit cut the listing off.
};

// What an engine can take in one commit. More is refused with INVALID_ARGUMENT.
struct Limits {
  int max_operations;  // Changes; and as many preconditions.
  size_t max_bytes;    // Of all keys and values together.
};

// Stops a watch when it is destroyed; no call of the observer runs after that. May outlive the store. Must not be
// destroyed by its own observer.
class Subscription {
 public:
  virtual ~Subscription() = default;
};

// Called once for every commit that touches the watched prefix, in the order of revisions, never two at a time. It is
// called on the thread that commits: it must return quickly and must not call the store.
using Observer = std::function<void(const ChangeSet&)>;

// Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  // NOT_FOUND when there is no record with this key.
  virtual absl::StatusOr<Record> Get(const std::string& key) const = 0;

  // The records with start <= key < end, at the latest revision. `limit` 0 means all of them; an empty `end` means: to
  // the last key.
  virtual absl::StatusOr<Listing> List(const std::string& start, const std::string& end, size_t limit) const = 0;

  // The values a record had, oldest first, as far as they were put with Keep::kHistory and not purged; the present one
  // is the last. That a record was deleted does not show.
  virtual absl::StatusOr<std::vector<Record>> History(const std::string& key) const = 0;

  // Applies the batch if every precondition holds. When it returns OK, the batch survives a crash of the process and
  // of the machine, and every watch was told. ABORTED when a precondition does not hold (an engine may also say so by
  // mistake): read again and decide again. INVALID_ARGUMENT for an empty batch, a key twice, or more than limits().
  // UNAVAILABLE when it is not known whether it happened; then the store takes no commits until it is opened again.
  virtual absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions) = 0;

  // Calls `observer` for every commit after revision `after` that touches a key with this prefix: first for those that
  // already happened (before Watch returns; commits wait meanwhile), then for the others as they happen. OUT_OF_RANGE
  // when the log no longer reaches back to `after`, or never came that far: list, and watch from the revision of the
  // listing.
  virtual absl::StatusOr<std::unique_ptr<Subscription>> Watch(std::string prefix, Revision after,
                                                              Observer observer) = 0;

  // OK when the store can take commits now; else UNAVAILABLE with the reason.
  virtual absl::Status Ready() const = 0;

  // The revision of the last commit. A read may give what a commit wrote a moment before Latest() says so.
  virtual Revision Latest() const = 0;

  virtual Limits limits() const = 0;
};

// The care of a store. Thread-safe.
class StoreAdmin {
 public:
  virtual ~StoreAdmin() = default;

  // Forgets the change log up to and including this revision. Watch from before it answers OUT_OF_RANGE after that.
  // INVALID_ARGUMENT when the store never came that far.
  virtual absl::Status Compact(Revision up_to) = 0;

  // Forgets the history of a record.
  virtual absl::Status PurgeHistory(const std::string& key) = 0;

  // Reads everything back and checks it. DATA_LOSS names the first key at fault.
  virtual absl::Status Verify() const = 0;

  // Makes a copy that can be opened as a store, in a folder that does not exist yet (else ALREADY_EXISTS).
  // FAILED_PRECONDITION when the engine keeps nothing on disk.
  virtual absl::Status Backup(const std::string& folder) = 0;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_STORE_H_
