// Variations of rules made up by chance.

#ifndef KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_
#define KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_

#include <random>
#include <string>
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

// Sets over these rules for the municipality, perhaps another one, and some of the teams: more conditions, preferences,
// agreements, routes and words, others in the place of those of `rules`, and some that have not begun on 21 November
// 2026. Marks rules of `rules` as overridable. What comes out compiles together with `rules`.
std::vector<v1::RuleSet> MakeOverlays(const v1::Vocabulary& vocabulary, const std::string& municipality,
                                      const std::vector<std::string>& teams, std::mt19937_64& random,
                                      v1::RuleSet& rules);

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_GENERATE_RULES_H_
