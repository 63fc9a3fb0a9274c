// Reads the words of a command line by the table of commands.

#ifndef KOPPEL_CLIENTS_CLI_PARSER_H_
#define KOPPEL_CLIENTS_CLI_PARSER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/command.h"

namespace koppel::cli {

// The command that the words speak of. Options may stand before and between noun and verb.
struct Found {
  std::string noun;                    // Empty when there is no word.
  std::string verb;                    // Empty when there is none, or none is needed.
  const Command* command = nullptr;    // Null when the words name no command.
  std::vector<std::string> remaining;  // All words but noun and verb.
};
Found FindCommandIn(const std::vector<std::string>& words);

struct Invocation {
  const Command* command = nullptr;
  Given given;
};

// A usage error when the words are no command or its arguments are not as the table says.
absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& words);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_PARSER_H_
