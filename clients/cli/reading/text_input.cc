#include "clients/cli/reading/text_input.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sentences.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "clients/cli/errors.h"
#include "clients/cli/files.h"

namespace koppel::cli {
namespace {

// More than the server takes: that says how long a text may be.
constexpr size_t kLargestText = 1 << 20;

// INVALID_ARGUMENT NOT_UTF8 with the first byte that is not UTF-8, from 1.
absl::Status CheckArgument(const std::string& text) {
  const auto byte = FirstNotUtf8(text);
  if (!byte.has_value()) return absl::OkStatus();
  const auto detail = koppel::Say(Sentence::kNotUtf8At, {{"byte", absl::StrCat(*byte + 1)}});
  koppel::v1::LocalizedText message;
  message.set_nl("text: " + detail.nl());
  message.set_en("text: " + detail.en());
  return MakeError(absl::StatusCode::kInvalidArgument, "NOT_UTF8", message);
}

}  // namespace

absl::StatusOr<std::string> ReadText(Session& session, const std::vector<std::string>& words) {
  if (words != std::vector<std::string>{"-"}) {
    std::string text = absl::StrJoin(words, " ");
    RETURN_IF_ERROR(CheckArgument(text));
    return text;
  }
  ASSIGN_OR_RETURN(FileText file, ReadFile("-", session.in(), kLargestText));
  // At a terminal the end of the text is not the end of what is typed.
  if (session.in_is_terminal()) session.in().clear();
  return std::move(file.text);
}

}  // namespace koppel::cli
