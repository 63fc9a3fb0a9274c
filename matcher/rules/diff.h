// What differs between two rule sets, rule by rule. Pure.

#ifndef KOPPEL_MATCHER_RULES_DIFF_H_
#define KOPPEL_MATCHER_RULES_DIFF_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// Rules are told apart by their ids, school holidays by title, free days by date, examples by id, entries of the
// example directory by name; a changed order of rules is a change of its own. Parts of a lexicon are told apart by id,
// groups by name, and of their lists of words what came and what went is given. `revision` is no difference.
std::vector<koppel::v1::RuleChange> DiffRules(const koppel::v1::RuleSet& base, const koppel::v1::RuleSet& candidate);

// The rules of `candidate` that are not in `base` or are not the same there, and begin before `today`: none may be
// applied any more. Each with the path of its start date, such as "conditions[3].start_date".
std::vector<Issue> BackdatedRules(const koppel::v1::RuleSet& base, const koppel::v1::RuleSet& candidate,
                                  absl::CivilDay today);

// The rules of `base` that `candidate` changes from a day after `day` on: with `candidate` in its place from `day` on,
// neither the old nor the new rule would count in between. Each with the path of its start date.
std::vector<Issue> RulesWithGap(const koppel::v1::RuleSet& base, const koppel::v1::RuleSet& candidate,
                                absl::CivilDay day);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_DIFF_H_
