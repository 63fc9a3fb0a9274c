// Names of rule sets as people write them, and files with one.

#ifndef KOPPEL_CLIENTS_CLI_RULE_SOURCE_H_
#define KOPPEL_CLIENTS_CLI_RULE_SOURCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "koppel/v1/rule_service.pb.h"

namespace koppel::cli {

// The name as the server knows it: "nl" becomes "ruleSets/nl", "nl/revisions/3" becomes "ruleSets/nl/revisions/3".
std::string RuleSetName(const std::string& word);

// The set in a file, or in standard input for "-". Errors as ReadFile and ParseRecord.
absl::StatusOr<koppel::v1::RuleSet> ReadRuleSet(Session& session, const std::string& path);

// A file when the word has a dot, begins with a slash or is "-", which names never do; else a name.
absl::StatusOr<koppel::v1::RuleSetSource> SourceOf(Session& session, const std::string& word);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_RULE_SOURCE_H_
