// Reads the rules and the vocabulary from their files.

#ifndef KOPPEL_SERVER_RULE_FILES_H_
#define KOPPEL_SERVER_RULE_FILES_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::server {

// What comes with the program. The rules that count are those in the store.
struct RuleBook {
  std::shared_ptr<const matcher::Vocabulary> vocabulary;
  std::vector<koppel::v1::RuleSet> sets;          // In the order of their files.
  std::map<std::string, std::string> files = {};  // By the name of the set.
};

// Reads `vocabulary.textproto` and every other `*.textproto` in the folder and the folders in it, each a rule set, and
// checks that they can count together on `today`. FAILED_PRECONDITION with every issue on a line of its own, with file
// and place, when something is wrong; NOT_FOUND when a file is missing.
absl::StatusOr<RuleBook> LoadRules(const std::string& folder, absl::CivilDay today);

// Checks the words of the reader, which takes some tenths of a second. Errors as of LoadRules.
absl::Status CheckWords(const RuleBook& book);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULE_FILES_H_
