// A set that somebody hands in, beside the revisions of it that are stored.

#ifndef KOPPEL_SERVER_RULES_DRAFTS_H_
#define KOPPEL_SERVER_RULES_DRAFTS_H_

#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "koppel/v1/rules.pb.h"
#include "server/call.h"
#include "server/rules/active_rules.h"
#include "server/rules/checks.h"
#include "storage/rule_sets.h"

namespace koppel::server {

// Where words of the reader count that are in the draft, or were in the active set of its name.
std::set<std::string> PlacesOfDraft(const koppel::v1::RuleSet& set, const RulesInStore& rules);

// In the set and in all that count with it today. With `examples` those are run where nothing else is wrong.
RuleProblems ProblemsInDraft(const Call& call, const koppel::v1::RuleSet& set, const RulesInStore& rules,
                             bool examples = false);

// The rules that are new, or not as in the active revision, and begin before today.
RuleProblems Backdated(const koppel::v1::RuleSet& set, const RulesInStore& rules);

// The latest revision of a set; nothing when there is no such set.
absl::StatusOr<std::optional<storage::RuleRevision>> LatestOf(const Call& call, const std::string& name,
                                                              const storage::RuleIndex& index);

// What the rule sets of this call are checked against.
RuleGround GroundOf(const Call& call);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_DRAFTS_H_
