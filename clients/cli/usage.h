// Checks which arguments may be given together.

#ifndef KOPPEL_CLIENTS_CLI_USAGE_H_
#define KOPPEL_CLIENTS_CLI_USAGE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/command.h"

namespace koppel::cli {

// An error of use when not exactly one of these arguments was given.
absl::Status CheckOneOf(const Given& given, const std::vector<std::string>& names);

// An error of use when the first was given without the second.
absl::Status CheckGoesWith(const Given& given, const std::string& name, const std::string& other);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_USAGE_H_
