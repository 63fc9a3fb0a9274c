// The rules that count, from the store.

#ifndef KOPPEL_SERVER_RULES_ACTIVE_RULES_H_
#define KOPPEL_SERVER_RULES_ACTIVE_RULES_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/vocabulary.h"
#include "server/call.h"
#include "server/snapshot.h"
#include "storage/rule_sets.h"

namespace koppel::server {

// The rules as they count on this day; `before` itself, which may be null, where they are those still, and the lexicons
// of it where those are.
// FAILED_PRECONDITION with every issue on a line of its own when the active sets cannot count together.
absl::StatusOr<RulesOfDay> ReadRulesOfDay(const storage::RuleSets& rule_sets,
                                          std::shared_ptr<const matcher::Vocabulary> vocabulary, absl::CivilDay day,
                                          const RulesOfDay* before);

// All that a call about rules starts from, as it is in the store.
struct RulesInStore {
  storage::RuleIndex index;
  std::vector<koppel::v1::RuleSet> active;  // Those that count today, in the order of their names.
  absl::CivilDay today;
};

absl::StatusOr<RulesInStore> ReadRulesInStore(const Call& call);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_ACTIVE_RULES_H_
