// The rule sets in a store: their revisions, which never change, and who made which one active from when.
//
//   ASSIGN_OR_RETURN(RuleIndex index, rule_sets.ReadIndex());
//   ... decide ...
//   RuleChanges changes;
//   changes.expected_head = index.head;  // No rule set changed since.
//   ASSIGN_OR_RETURN(Revision done, rule_sets.Apply(changes));

#ifndef KOPPEL_STORAGE_RULE_SETS_H_
#define KOPPEL_STORAGE_RULE_SETS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "koppel/v1/rules.pb.h"
#include "storage/store.h"

namespace koppel::storage {

// A revision of a rule set as it was written. `rule_set` has its name and its revision number.
struct RuleRevision {
  koppel::v1::RuleSet rule_set;
  std::string author;
  std::string note;
  absl::Time create_time;  // Of the commit; ignored when writing.
};

// A revision was made active.
struct RuleActivation {
  std::string name;        // Of the set: "ruleSets/nl".
  int revision = 0;        // Which one.
  std::string start_date;  // From which day, "YYYY-MM-DD".
  std::string activated_by;
  bool rollback = false;
  absl::Time activate_time;  // Of the commit; ignored when writing.
};

// What there is of one set.
struct RuleSetEntry {
  std::string name;
  int latest = 0;                           // The number of the latest revision; they run from 1.
  std::vector<RuleActivation> activations;  // Oldest first.
};

struct RuleIndex {
  std::vector<RuleSetEntry> sets;  // In the order of their names.
  Revision head;                   // Of the last change of any rule set; 0 when there never was one.
};

// What one write does.
struct RuleChanges {
  std::vector<RuleRevision> add;         // Each the next number of its set.
  std::vector<RuleActivation> activate;  // Of revisions that exist or are added here.
  Revision expected_head;                // No rule set changed since.
  std::string request_id;                // Empty: not remembered.
  std::string request_digest;
  // Makes the response to remember, for the moment of the commit. The rules are those of storage::ValueMaker. Required
  // with a request id.
  std::function<std::string(absl::Time)> response;
};

// Thread-safe. Does not own the store.
class RuleSets {
 public:
  explicit RuleSets(Store& store) : store_(store) {}

  // All sets and their activations, without contents, as they are at one revision.
  absl::StatusOr<RuleIndex> ReadIndex() const;

  // NOT_FOUND when there is no such revision.
  absl::StatusOr<RuleRevision> Get(const std::string& name, int revision) const;

  // Writes all or nothing; gives revision and time of the commit. ABORTED when `expected_head` does not hold or the
  // request id was used meanwhile; INVALID_ARGUMENT for a number that is not the next one, an activation of what does
  // not exist, a set twice, or more than the store takes in one commit; UNAVAILABLE when it is not known whether it
  // happened.
  absl::StatusOr<Committed> Apply(const RuleChanges& changes);

  // Calls `changed` after every commit after `after` that changed a rule set. Errors and rules are those of
  // Store::Watch and storage::Observer: return quickly, do not call the store.
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(Revision after, std::function<void(Revision)> changed);

 private:
  Store& store_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_RULE_SETS_H_
