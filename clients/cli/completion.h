// Completion of command lines. The scripts for the shells only ask `koppel __complete` what may come next.

#ifndef KOPPEL_CLIENTS_CLI_COMPLETION_H_
#define KOPPEL_CLIENTS_CLI_COMPLETION_H_

#include <string>
#include <vector>

namespace koppel::cli {

// What may stand at the place of the last of `words` (which may be empty) and begins with it. Empty where the shell
// should offer file names, or where nothing can be foreseen.
std::vector<std::string> Complete(const std::vector<std::string>& words);

// The script for "bash", "zsh" or "fish"; empty for other shells.
std::string CompletionScript(const std::string& shell);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMPLETION_H_
