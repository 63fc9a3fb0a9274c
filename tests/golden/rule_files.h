// The rule sets that Koppel comes with, as files.

#ifndef KOPPEL_TESTS_GOLDEN_RULE_FILES_H_
#define KOPPEL_TESTS_GOLDEN_RULE_FILES_H_

#include <string>
#include <vector>

#include "koppel/v1/rules.pb.h"

namespace koppel::golden {

struct RuleFile {
  std::string folder;  // "national", "municipalities" or "teams".
  std::string id;      // The name of the file, such as "gm0034".
  koppel::v1::RuleSet set;
};

// Every file of matcher/rules but the vocabulary and the lexicons, by id. A failure of the test where one cannot be
// read.
const std::vector<RuleFile>& RuleFiles();

// The sets of the lexicons.
std::vector<koppel::v1::RuleSet> LexiconsOfFiles();

// The sets of RuleFiles.
std::vector<koppel::v1::RuleSet> RuleSetsOfFiles();

}  // namespace koppel::golden

#endif  // KOPPEL_TESTS_GOLDEN_RULE_FILES_H_
