// Errors of the command line: how they are made, which exit code they have and how they are written.

#ifndef KOPPEL_CLIENTS_CLI_ERRORS_H_
#define KOPPEL_CLIENTS_CLI_ERRORS_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/texts.h"

namespace koppel::cli {

// Scripts rely on these: never change a number.
enum ExitCode : int {
  kExitOk = 0,
  kExitFailure = 1,
  kExitUsage = 2,
  kExitInvalid = 3,
  kExitNotFound = 4,
  kExitConflict = 5,
  kExitUnavailable = 6,
  kExitPermission = 7,
};

struct ExitCodeRow {
  ExitCode code;
  std::string meaning;
};

// The exit codes with their meaning, for help and documents.
const std::vector<ExitCodeRow>& ExitCodes();

// The command was not used as it should be; ends with kExitUsage.
absl::Status UsageError(Text text, const koppel::Arguments& arguments = {});

// An error of the command line itself, in both languages. `reason` as in ErrorInfo, such as "FILE_NOT_READABLE".
absl::Status MakeError(absl::StatusCode code, const std::string& reason, Text text,
                       const koppel::Arguments& arguments = {});
absl::Status MakeError(absl::StatusCode code, const std::string& reason, const koppel::v1::LocalizedText& text);

// What an error message may want to name.
struct ErrorSurroundings {
  Language language = Language::kDutch;
  std::string server;
  absl::Duration timeout;
};

// Writes the error on one line, with all fields that were refused, and gives its exit code.
ExitCode PrintError(const absl::Status& error, const ErrorSurroundings& surroundings, std::ostream& err);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_ERRORS_H_
