// UTF-8, the only encoding Koppel takes.

#ifndef KOPPEL_BASE_UTF8_H_
#define KOPPEL_BASE_UTF8_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace koppel {

// Whether all bytes are UTF-8.
bool IsUtf8(std::string_view bytes);

// The first byte that is not UTF-8, counted from 0; nothing when all are.
std::optional<size_t> FirstNotUtf8(std::string_view bytes);

// Whether nothing of a UTF-8 text can be seen: it is empty, or holds white space and characters without width alone.
bool IsBlank(std::string_view text);

// How many characters (code points) a UTF-8 text has.
size_t CountCharacters(std::string_view text);

// The text with U+FFFD in the place of every byte that is not UTF-8.
std::string ReplaceInvalidUtf8(std::string_view bytes);

// At most this many characters from the start, with "..." where something was cut off.
std::string Shorten(std::string_view text, size_t characters);

}  // namespace koppel

#endif  // KOPPEL_BASE_UTF8_H_
