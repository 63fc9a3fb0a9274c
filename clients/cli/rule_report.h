// Tells people what was found in rule sets: problems, examples, differences, and what a trial counted.

#ifndef KOPPEL_CLIENTS_CLI_RULE_REPORT_H_
#define KOPPEL_CLIENTS_CLI_RULE_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "koppel/v1/rule_service.pb.h"

namespace koppel::cli {

// The reason of the error with which the server refuses rules.
inline constexpr char kRulesRefused[] = "RULES_REFUSED";

// Each problem on a line of standard error: file, rule set, path, what is wrong and what to do. INVALID_ARGUMENT
// FILE_PROBLEMS, with their number, when there are any.
absl::Status ReportRuleProblems(Session& session, const std::string& file,
                                const std::vector<koppel::v1::RuleProblem>& problems);

// When the server refused rules, writes every problem on a line of standard error and leaves the error with the main
// text alone. Other statuses come back as they are.
absl::Status ReportRefusedRules(Session& session, const absl::Status& status);

// Each example with "geslaagd" or "MISLUKT" and, for a miss, what was expected and what was found. INVALID_ARGUMENT
// EXAMPLES_FAILED when one fails.
absl::Status ReportExamples(Session& session, const koppel::v1::TestRuleSetResponse& response);

// A table of the changes; says so on standard error when there are none.
void ReportRuleChanges(Session& session, const std::vector<koppel::v1::RuleChange>& changes);

// Counts in all and by group, then what they mean for whom (proefdraaien).
void WriteComparison(const koppel::v1::CompareRuleSetsResponse& response, Language language, Printer& printer);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_RULE_REPORT_H_
