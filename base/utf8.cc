#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace koppel {
namespace {

// Gives the next character and moves `at` past it; negative when the bytes there are not UTF-8.
UChar32 Take(std::string_view bytes, size_t& at) {
  const auto* start = reinterpret_cast<const uint8_t*>(bytes.data());
  int64_t index = static_cast<int64_t>(at);
  UChar32 character = 0;
  U8_NEXT(start, index, static_cast<int64_t>(bytes.size()), character);
  at = static_cast<size_t>(index);
  return character;
}

// Moves `at` past the next character; false when the bytes there are not UTF-8.
bool Next(std::string_view bytes, size_t& at) { return Take(bytes, at) >= 0; }

bool IsUnseen(UChar32 character) {
  constexpr UChar32 kEmptyBraille = 0x2800;
  return u_isUWhiteSpace(character) || u_iscntrl(character) || character == kEmptyBraille ||
         u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

}  // namespace

bool IsUtf8(std::string_view bytes) { return !FirstNotUtf8(bytes).has_value(); }

std::optional<size_t> FirstNotUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const size_t begin = at;
    if (!Next(bytes, at)) return begin;
  }
  return std::nullopt;
}

bool IsBlank(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (!IsUnseen(Take(text, at))) return false;
  }
  return true;
}

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) Next(text, at);
  return count;
}

std::string ReplaceInvalidUtf8(std::string_view bytes) {
  std::string text;
  for (size_t at = 0; at < bytes.size();) {
    const size_t begin = at;
    text.append(Next(bytes, at) ? bytes.substr(begin, at - begin) : std::string_view("\uFFFD"));
  }
  return text;
}

std::string Shorten(std::string_view text, size_t characters) {
  size_t at = 0;
  while (at < text.size() && characters-- > 0) Next(text, at);
  return std::string(text.substr(0, at)).append(at < text.size() ? "..." : "");
}

}  // namespace koppel
