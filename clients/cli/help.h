// Help and the reference in docs/cli.md, both from the table of commands.

#ifndef KOPPEL_CLIENTS_CLI_HELP_H_
#define KOPPEL_CLIENTS_CLI_HELP_H_

#include <ostream>
#include <string>

namespace koppel::cli {

// Help for as much as the words name: all commands, those of a noun, or one command. False when they name nothing.
bool WriteHelp(const std::string& noun, const std::string& verb, std::ostream& out);

// The whole reference as Markdown.
void WriteReference(std::ostream& out);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_HELP_H_
