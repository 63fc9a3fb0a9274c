// Checks what rule sets say of each other.

#ifndef KOPPEL_MATCHER_RULES_CHAIN_CHECKS_H_
#define KOPPEL_MATCHER_RULES_CHAIN_CHECKS_H_

#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// Reports every set whose level, parent, municipalities or team do not fit the others, and every rule that replaces
// what it may not replace. The sets are in the order of their names.
void CheckChains(const std::vector<koppel::v1::RuleSet>& sets, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_CHAIN_CHECKS_H_
