// The table of all commands.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_H_

#include <string>
#include <vector>

#include "clients/cli/command.h"

namespace koppel::cli {

// Every command, in the order in which help shows them.
const std::vector<Command>& AllCommands();

// Options that every command takes.
const std::vector<Argument>& GlobalOptions();

// Null when there is none.
const Command* FindCommand(const std::string& noun, const std::string& verb);

// The verbs of a noun, in the order of the table; empty for an unknown noun. A command of one word has the verb "".
std::vector<std::string> VerbsOf(const std::string& noun);

// Rows of the table, one function per noun; in commands/<noun>.cc.
std::vector<Command> ProviderCommands();
std::vector<Command> OfferingCommands();
std::vector<Command> LocationCommands();
std::vector<Command> TeamCommands();
std::vector<Command> CapacityCommands();
std::vector<Command> AreaCommands();
std::vector<Command> DirectoryCommands();
std::vector<Command> ClassifyCommands();
std::vector<Command> MatchCommands();
std::vector<Command> ExplainCommands();
std::vector<Command> ReferralCommands();
std::vector<Command> OfferCommands();
std::vector<Command> PlacementCommands();
std::vector<Command> InboxCommands();
std::vector<Command> RulesCommands();
std::vector<Command> RuleSheetCommands();
std::vector<Command> VocabularyCommands();
std::vector<Command> StatusCommands();
std::vector<Command> GeneralCommands();

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_H_
