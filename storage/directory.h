// The directory in a store: typed records under their resource names.
//
// Every write reads first, checks, and commits with the revision of what it read, so that no reference is left hanging:
//
//   ASSIGN_OR_RETURN(Revision head, directory.Head());
//   ... look at what the write refers to ...
//   Changes changes;
//   changes.put.push_back(entry);
//   changes.expected_head = head;  // Nothing in the directory changed since.
//   ASSIGN_OR_RETURN(Applied done, directory.Apply(changes));
//
// What the store does not take in one commit is staged in pieces and decided by one commit. From that commit on all
// reads give the staged records; they are folded into their places afterwards, and after a crash by Recover. While that
// goes on, writes answer UNAVAILABLE. Revisions, etags and times of such records are those of the decision, before and
// after they are folded in.

#ifndef KOPPEL_STORAGE_DIRECTORY_H_
#define KOPPEL_STORAGE_DIRECTORY_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "koppel/v1/directory_entry.pb.h"
#include "storage/store.h"

namespace koppel::storage {

// The collections of the directory, in the order in which files list them.
enum class Collection { kAreaTables, kProviders, kLocations, kOfferings, kCapacities, kTeams };

// A record of the directory. `entry` has `etag`, `create_time` and `update_time` filled in where its type has them; the
// etag is the revision in double quotes.
struct Stored {
  koppel::v1::DirectoryEntry entry;
  std::string name;
  Revision revision;  // Of the last change of the record.
};

// A page of records in the order of their names.
struct Page {
  std::vector<Stored> records;
  bool more = false;
  Revision revision;  // The revision of the store that was read.
};

// The answer that was given to a request id.
struct Remembered {
  std::string digest;    // Of the request it came with.
  std::string response;  // The serialised response.
};

// What one write does.
struct Changes {
  std::vector<koppel::v1::DirectoryEntry> put;  // With their names; output-only fields are ignored.
  std::vector<std::string> remove;              // Names.
  std::vector<Precondition> unchanged;          // Keys are resource names. Revision{0}: must not exist.
  std::optional<Revision> expected_head;        // Nothing in the directory changed since.
  std::string request_id;                       // Empty: not remembered.
  std::string request_digest;
  // Makes the response to remember, from the records of `put` as they will be read back. Called within Apply, perhaps
  // on another thread and more than once; the same rules as for storage::ValueMaker. Required with a request id.
  std::function<std::string(const std::vector<Stored>&)> response;
  // What changes outside the directory in the same commit, and which keys must be as they were read. A write with which
  // anything changes outside is never staged.
  Batch along;
  std::vector<Precondition> along_preconditions;
};

struct Applied {
  std::vector<Stored> records;  // Those of `put`, in that order, as they will be read back.
  Revision revision;
  absl::Time time = absl::InfinitePast();  // Of the commit; InfinitePast when there was none.
};

// The name of the record an entry holds, such as "providers/x"; empty when it holds none.
std::string NameOf(const koppel::v1::DirectoryEntry& entry);

// Thread-safe. Does not own the store.
class Directory {
 public:
  explicit Directory(Store& store) : store_(store) {}

  // NOT_FOUND when there is no such record; INVALID_ARGUMENT when the name belongs to no collection.
  absl::StatusOr<Stored> Get(const std::string& name) const;

  // Records whose name starts with `parent` (such as "providers/x/"; empty: all) and comes after `after` (empty: from
  // the first). `limit` 0 means all, as they are at one revision.
  absl::StatusOr<Page> List(Collection collection, const std::string& parent, const std::string& after,
                            size_t limit) const;

  // All records of all collections as they are at one revision, in the order of `Collection`, then of name.
  absl::StatusOr<Page> ReadAll() const;

  // As ReadAll at that revision of the store. OUT_OF_RANGE when the store has not come that far, or what is needed to
  // know it is gone: history that was purged, or removals before this version of Koppel wrote them down.
  absl::StatusOr<Page> ReadAllAt(Revision revision) const;

  // The revision of the last change of the directory; of an import: of its decision, also when it is folded in.
  absl::StatusOr<Revision> Head() const;

  // Nothing when the request id is new or forgotten.
  absl::StatusOr<std::optional<Remembered>> Recall(const std::string& request_id) const;

  // The values a record had, oldest first; the present one is the last, unless the record was deleted.
  absl::StatusOr<std::vector<Stored>> History(const std::string& name) const;

  // Writes all or nothing. ABORTED when `unchanged` or `expected_head` does not hold, or the request id was used
  // meanwhile; UNAVAILABLE while an import is being folded in, or when it is not known whether it happened.
  // INVALID_ARGUMENT for a record without a proper name, a name twice, or a record that is too large for the store.
  // Removing what is not there is no error. When nothing is put nor removed, the head stays where it is, and the
  // revision is that of the head, unless something goes along. More than the store takes in one commit is staged; then
  // it is also ABORTED when anything in the directory changed meanwhile. With anything `along` it is INVALID_ARGUMENT.
  absl::StatusOr<Applied> Apply(const Changes& changes);

  // As Apply, and keeps `digest`, which identifies the differences, with the decision. Gives the revision of the
  // decision. Once it is decided the answer is OK, even when folding it in is left to Recover.
  absl::StatusOr<Revision> Import(const Changes& changes, const std::string& digest);

  // Finishes what a crash interrupted: folds in a decided import, drops an undecided one. Call it before serving.
  absl::Status Recover();

  // Forgets the answers to request ids that were given before this moment.
  absl::Status ForgetRequests(absl::Time before);

  // Calls `changed` after every commit after `after` that changed the directory, with the names it changed (empty: an
  // import; read all again). Folding in changes nothing. Errors and rules are those of Store::Watch and
  // storage::Observer: return quickly, do not call the store.
  using ChangedNames = std::function<void(Revision, const std::vector<std::string>& names)>;
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(Revision after, ChangedNames changed);

 private:
  Store& store_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_DIRECTORY_H_
