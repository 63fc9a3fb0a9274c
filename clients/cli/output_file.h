// Writes files that a command makes.

#ifndef KOPPEL_CLIENTS_CLI_OUTPUT_FILE_H_
#define KOPPEL_CLIENTS_CLI_OUTPUT_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace koppel::cli {

// FAILED_PRECONDITION FILE_EXISTS when there is a file of that name and `replace` is false. For a command that calls
// the server before it writes: asks first, so that no work is lost.
absl::Status CheckMayWrite(const std::string& path, bool replace);

// Half a file never stands under this name. Errors as CheckMayWrite, and INVALID_ARGUMENT FILE_NOT_WRITABLE.
absl::Status WriteOutputFile(const std::string& path, std::string_view text, bool replace);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_OUTPUT_FILE_H_
