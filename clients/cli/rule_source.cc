#include "clients/cli/rule_source.h"

#include <string>

#include "absl/strings/match.h"
#include "base/status_macros.h"
#include "clients/cli/files.h"

namespace koppel::cli {
namespace {

constexpr char kRuleSets[] = "ruleSets/";

bool IsFile(const std::string& word) {
  return word == "-" || absl::StartsWith(word, "/") || absl::StrContains(word, ".");
}

}  // namespace

std::string RuleSetName(const std::string& word) { return absl::StartsWith(word, kRuleSets) ? word : kRuleSets + word; }

absl::StatusOr<koppel::v1::RuleSet> ReadRuleSet(Session& session, const std::string& path) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(path, session.in(), kLargestRecordFile));
  koppel::v1::RuleSet rule_set;
  RETURN_IF_ERROR(ParseRecord(file, rule_set));
  return rule_set;
}

absl::StatusOr<koppel::v1::RuleSetSource> SourceOf(Session& session, const std::string& word) {
  koppel::v1::RuleSetSource source;
  if (IsFile(word)) {
    ASSIGN_OR_RETURN(*source.mutable_rule_set(), ReadRuleSet(session, word));
  } else {
    source.set_name(RuleSetName(word));
  }
  return source;
}

}  // namespace koppel::cli
