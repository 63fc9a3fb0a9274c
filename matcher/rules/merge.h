// Makes one set of a chain of sets.

#ifndef KOPPEL_MATCHER_RULES_MERGE_H_
#define KOPPEL_MATCHER_RULES_MERGE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::matcher {

// The name of the set each rule comes from, by the id of the rule.
using Origins = absl::flat_hash_map<std::string, std::string>;

// The sets of the chain, the national one first, as one set with the name of the last. Rules that do not count yet on
// `today` are left out, and so are preferences without points and agreements without days. Does not check whether a
// set may replace what it replaces. `origins` may be null.
koppel::v1::RuleSet MergeSets(const std::vector<const koppel::v1::RuleSet*>& chain, absl::CivilDay today,
                              Origins* origins = nullptr);

// "ruleSets/nl/revisions/3" for a stored set, "ruleSets/nl" for one from a file.
std::string RevisionNameOf(const koppel::v1::RuleSet& set);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_MERGE_H_
