// What the commands of the noun "rules" share.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_RULES_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_RULES_H_

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::cli {

// The option --note of commands that store a draft.
Argument NoteArgument();

// Stores the set as a draft, with the note and the options of a change that were given, and says what came of it.
absl::Status ApplyRules(Session& session, koppel::v1::RuleSet rule_set);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_RULES_H_
