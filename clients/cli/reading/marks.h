// Shows a text with marks on the words that the reader used.

#ifndef KOPPEL_CLIENTS_CLI_READING_MARKS_H_
#define KOPPEL_CLIENTS_CLI_READING_MARKS_H_

#include <string>
#include <string_view>

#include "clients/cli/texts.h"
#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

// The text with a newline at its end and without control characters but newlines. `styled`: marked words are underlined
// and, where they count, in the colour of their domain, with a line below that says which colour is what. Else they
// stand in brackets, such as "[geest: slaapt slecht]" or "[geest, telt niet: niet somber]".
std::string MarkText(std::string_view text, const koppel::v1::Classification& reading, bool styled, Language language);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_MARKS_H_
