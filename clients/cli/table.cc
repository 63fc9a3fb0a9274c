#include "clients/cli/table.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace koppel::cli {
namespace {

constexpr int kGap = 2;
constexpr int kLeastLastColumn = 10;
constexpr char kCut[] = "…";

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// U+0080 to U+009F, written in UTF-8 as C2 80 to C2 9F, steer terminals as the ASCII control characters do.
bool IsWideControl(std::string_view text, size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

// Whether a character begins here that turns the direction of the text or breaks its line: U+061C, U+200E, U+200F,
// U+2028 to U+202E and U+2066 to U+2069. Then how many bytes it has, else 0.
size_t DirectionBytes(std::string_view text) {
  const std::string_view three = text.substr(0, 3);
  if (text.substr(0, 2) == "\xD8\x9C") return 2;
  const bool turns = three == "\xE2\x80\x8E" || three == "\xE2\x80\x8F" ||
                     (three >= "\xE2\x80\xA8" && three <= "\xE2\x80\xAE") ||
                     (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9");
  return turns ? 3 : 0;
}

int Width(std::string_view text) { return static_cast<int>(CountCharacters(text)); }

std::string CutTo(std::string_view text, int width) {
  if (Width(text) <= width) return std::string(text);
  size_t end = 0;
  for (int left = width; end < text.size(); ++end) {
    if (StartsCharacter(text[end]) && left-- == 1) break;
  }
  return std::string(text.substr(0, end)) + kCut;
}

std::vector<int> ColumnWidths(const std::vector<Row>& lines) {
  std::vector<int> widths(lines.front().size(), 0);
  for (const Row& line : lines) {
    for (size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], Width(line[i]));
  }
  return widths;
}

std::string LayOutLine(const Row& line, const std::vector<int>& widths) {
  std::string text;
  for (size_t i = 0; i + 1 < line.size(); ++i) {
    text += line[i] + std::string(widths[i] - Width(line[i]) + kGap, ' ');
  }
  text += CutTo(line.back(), widths.back());
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace

std::string Plain(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (IsWideControl(text, i)) {
      plain += ' ';
      ++i;
    } else if (const size_t bytes = DirectionBytes(text.substr(i)); bytes > 0) {
      plain += ' ';
      i += bytes - 1;
    } else {
      plain += byte < 0x20 || byte == 0x7F ? ' ' : text[i];
    }
  }
  return plain;
}

std::string LayOutTable(const Row& header, const std::vector<Row>& rows, int width) {
  std::vector<Row> lines = {header};
  for (const Row& row : rows) {
    Row& line = lines.emplace_back();
    for (const std::string& cell : row) line.push_back(Plain(cell));
  }
  std::vector<int> widths = ColumnWidths(lines);
  if (width > 0 && widths.size() > 1) {
    int before = 0;
    for (size_t i = 0; i + 1 < widths.size(); ++i) before += widths[i] + kGap;
    widths.back() = std::min(widths.back(), std::max(kLeastLastColumn, width - before));
  }
  std::string text;
  for (const Row& line : lines) text += LayOutLine(line, widths);
  return text;
}

}  // namespace koppel::cli
