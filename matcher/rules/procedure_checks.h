// Checks what a rule set says of the road from proposal to start: the days of its agreements, its procedure, the
// reasons for a no, the free days.

#ifndef KOPPEL_MATCHER_RULES_PROCEDURE_CHECKS_H_
#define KOPPEL_MATCHER_RULES_PROCEDURE_CHECKS_H_

#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// What no agreement, reason or warning may be longer than.
inline constexpr int kLongestTerm = 365;

// Reports every issue in this set. What every rule has (id, source, reason, first day) is not looked at.
void CheckProcedure(const koppel::v1::RuleSet& set, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_PROCEDURE_CHECKS_H_
