// A text that is handed in as words or on standard input.

#ifndef KOPPEL_CLIENTS_CLI_READING_TEXT_INPUT_H_
#define KOPPEL_CLIENTS_CLI_READING_TEXT_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"

namespace koppel::cli {

// The words as one text; "-" alone is all of standard input. INVALID_ARGUMENT NOT_UTF8, with
// the byte, when the words are not UTF-8; else errors as ReadFile. Nothing of the text is in them.
absl::StatusOr<std::string> ReadText(Session& session, const std::vector<std::string>& words);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_TEXT_INPUT_H_
