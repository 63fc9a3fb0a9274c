// Runs one command line. All it touches is handed in, so that tests run commands in their own process.

#ifndef KOPPEL_CLIENTS_CLI_RUN_H_
#define KOPPEL_CLIENTS_CLI_RUN_H_

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/settings.h"
#include "clients/cpp/caller.h"

namespace koppel::cli {

struct Surroundings {
  EnvironmentReader environment;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  client::CallOptions calls;  // Its timeout and subject are not used.
};

// `words` are those after the name of the program. Gives the exit code; see errors.h.
int Run(const std::vector<std::string>& words, std::istream& in, std::ostream& out, std::ostream& err,
        const Surroundings& surroundings);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_RUN_H_
