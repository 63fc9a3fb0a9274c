// Variations of rules made up by chance.

#ifndef KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_
#define KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_

#include <random>
#include <string_view>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"

namespace koppel::matcher {

// The names of all fields.
const std::vector<std::string_view>& FieldNames();

// Leaves rules out, changes effects, points, weights and order, and adds rules about random fields. What comes out
// compiles.
void VaryRules(const v1::Vocabulary& vocabulary, std::mt19937_64& random, v1::RuleSet& rules);

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_
