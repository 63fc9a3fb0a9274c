// Rules, compiled once and evaluated many times.
//
// Thread safety: CompiledRules is immutable.

#ifndef KOPPEL_MATCHER_RULES_COMPILE_H_
#define KOPPEL_MATCHER_RULES_COMPILE_H_

#include <memory>
#include <vector>

#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

class CompiledRules;

// What a set may hold at most, so that a file from outside cannot take all memory or time.
inline constexpr int kMostRules = 500;  // Of each kind.
inline constexpr int kMostExamples = 200;
inline constexpr int kMostExampleEntries = 1000;
inline constexpr int kDeepestPredicate = 20;

// Checks one set on its own, its examples too; all issues are reported, each with its path in the file. A list that is
// too long is reported alone. Of a lexicon the words are not looked at: see matcher/reader/lexicons.h.
void CheckRules(const koppel::v1::RuleSet& set, std::shared_ptr<const Vocabulary> vocabulary,
                std::vector<Issue>& issues);

// Compiles a chain of sets, the national one first, as they count on `today`. Null when there is any issue in what they
// make together; check every set and the chain first, for paths that can be found in the files.
std::shared_ptr<const CompiledRules> CompileRules(const std::vector<const koppel::v1::RuleSet*>& chain,
                                                  std::shared_ptr<const Vocabulary> vocabulary, absl::CivilDay today,
                                                  std::vector<Issue>& issues);

// The sets it was compiled from, merged.
const koppel::v1::RuleSet& SourceOf(const CompiledRules& rules);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_COMPILE_H_
