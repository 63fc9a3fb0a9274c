// Reads the rules and the vocabulary from their files.

#ifndef KOPPEL_SERVER_RULE_FILES_H_
#define KOPPEL_SERVER_RULE_FILES_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "matcher/rules.h"
#include "matcher/vocabulary.h"

namespace koppel::server {

// What Koppel works by.
struct RuleBook {
  std::shared_ptr<const matcher::Vocabulary> vocabulary;
  std::shared_ptr<const matcher::CompiledRules> rules;
};

// Reads `vocabulary.textproto` and the one other `*.textproto` of the folder, the rule set. FAILED_PRECONDITION with
// every issue on a line of its own, with file and place, when something is wrong; NOT_FOUND when a file is missing.
absl::StatusOr<RuleBook> LoadRules(const std::string& folder);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULE_FILES_H_
