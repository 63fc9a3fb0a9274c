// Revisions of rule sets: their contents, and how callers see them.

#ifndef KOPPEL_SERVER_RULES_REVISIONS_H_
#define KOPPEL_SERVER_RULES_REVISIONS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "storage/rule_sets.h"

namespace koppel::server {

// Which revision of which set.
struct RevisionId {
  std::string rule_set;  // "ruleSets/nl".
  int revision = 0;      // 0: the active one.
};

// Reads "ruleSets/{rule_set}" and "ruleSets/{rule_set}/revisions/{revision}"; nothing when it is neither.
std::optional<RevisionId> ParseRuleSetName(const std::string& name);

// How callers see a revision, with its contents. `entry` is that of its set.
koppel::v1::RuleSetRevision Describe(const storage::RuleRevision& revision, const storage::RuleSetEntry& entry,
                                     absl::CivilDay today);

// Whether the two say the same, whatever revision they are.
bool SameRules(const koppel::v1::RuleSet& one, const koppel::v1::RuleSet& other);

// The set in the place of the one of its name, or beside the others where there is none.
std::vector<koppel::v1::RuleSet> WithSet(std::vector<koppel::v1::RuleSet> sets, const koppel::v1::RuleSet& set);

// Reads revisions, each from the store only once. Used by one thread.
class RevisionReader {
 public:
  explicit RevisionReader(const storage::RuleSets& store) : store_(store) {}

  // NOT_FOUND when there is no such revision.
  absl::StatusOr<storage::RuleRevision> Read(const std::string& rule_set, int revision);

  // The sets that count on this day, in the order of their names.
  absl::StatusOr<std::vector<koppel::v1::RuleSet>> ActiveOn(const storage::RuleIndex& index, absl::CivilDay day);

  // Gives this revision, which is not in the store yet, as if it were.
  void Add(const storage::RuleRevision& revision);

 private:
  const storage::RuleSets& store_;
  std::map<std::pair<std::string, int>, storage::RuleRevision> read_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_REVISIONS_H_
