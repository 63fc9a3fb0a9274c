#include "base/text_fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "absl/strings/str_split.h"

namespace koppel {
namespace {

// Decomposed, so that an accent is a character of its own that can be left out.
icu::UnicodeString Decompose(std::string_view text) {
  const icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKDInstance(error);
  icu::UnicodeString decomposed;
  normalizer->normalize(source, decomposed, error);
  return decomposed.foldCase();
}

bool IsAccent(UChar32 c) { return u_charType(c) == U_NON_SPACING_MARK; }

}  // namespace

std::string FoldText(std::string_view text) {
  const icu::UnicodeString decomposed = Decompose(text);
  icu::UnicodeString folded;
  bool gap = false;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (IsAccent(c)) continue;
    if (!u_isalnum(c)) {
      gap = true;
      continue;
    }
    if (gap && !folded.isEmpty()) folded.append(' ');
    gap = false;
    folded.append(c);
  }
  std::string utf8;
  folded.toUTF8String(utf8);
  return utf8;
}

std::vector<std::string> FoldWords(std::string_view text) {
  return absl::StrSplit(FoldText(text), ' ', absl::SkipEmpty());
}

}  // namespace koppel
