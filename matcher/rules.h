// Rules, compiled once and evaluated many times.
//
// Thread safety: CompiledRules is immutable.

#ifndef KOPPEL_MATCHER_RULES_H_
#define KOPPEL_MATCHER_RULES_H_

#include <memory>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/vocabulary.h"

namespace koppel::matcher {

class CompiledRules;

// Null when there is any issue; all of them are reported, each with its path in the file.
std::shared_ptr<const CompiledRules> CompileRules(const koppel::v1::RuleSet& file,
                                                  std::shared_ptr<const Vocabulary> vocabulary,
                                                  std::vector<Issue>& issues);

// The set it was compiled from.
const koppel::v1::RuleSet& SourceOf(const CompiledRules& rules);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_H_
