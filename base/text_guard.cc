#include "base/text_guard.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <string>

namespace koppel {
namespace {

using Kind = PersonalData::Kind;

// Stands for a character that is in no number and no address.
constexpr char kOther = '?';

// The plain twin of a character: of digits of any script, of what word processors make of spaces and dashes, of
// letters and signs in full width.
char PlainTwin(UChar32 character) {
  constexpr UChar32 kFirstWide = 0xFF01;
  constexpr UChar32 kLastWide = 0xFF5E;
  constexpr UChar32 kMinus = 0x2212;
  constexpr UChar32 kSmallAt = 0xFE6B;
  if (character < 0) return kOther;
  if (character < 0x80) return static_cast<char>(character);
  if (character >= kFirstWide && character <= kLastWide) return static_cast<char>(character - kFirstWide + '!');
  if (const int digit = u_charDigitValue(character); digit >= 0) return static_cast<char>('0' + digit);
  if (character == kSmallAt) return '@';
  if (u_charType(character) == U_SPACE_SEPARATOR) return ' ';
  return u_charType(character) == U_DASH_PUNCTUATION || character == kMinus ? '-' : kOther;
}

// A text in plain twins, one byte a character, without what has no width.
class PlainText {
 public:
  explicit PlainText(std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto size = static_cast<int64_t>(text.size());
    for (int64_t at = 0; at < size;) {
      const int64_t begin = at;
      UChar32 character = 0;
      U8_NEXT(bytes, at, size, character);
      if (character >= 0x80 && u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
      text_.push_back(PlainTwin(character));
      places_.push_back({static_cast<size_t>(begin), static_cast<size_t>(at)});
    }
  }

  std::string_view text() const { return text_; }

  // What stands from `begin` up to `end` here, by its bytes in the text itself.
  PersonalData Found(Kind kind, size_t begin, size_t end) const {
    return {kind, places_[begin].begin, places_[end - 1].end};
  }

 private:
  struct Bytes {
    size_t begin;
    size_t end;
  };

  std::string text_;
  std::vector<Bytes> places_;  // Of each byte of text_.
};

// Digits that stand together, and what stands between them and the group before.
struct Group {
  size_t begin;
  size_t end;
  std::string digits;
  std::string gap;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::vector<Group> GroupsOf(std::string_view text) {
  std::vector<Group> groups;
  size_t last = 0;
  for (size_t at = 0; at < text.size();) {
    if (!IsDigit(text[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    groups.push_back(
        {begin, at, std::string(text.substr(begin, at - begin)), std::string(text.substr(last, begin - last))});
    last = at;
  }
  return groups;
}

bool IsGap(const std::string& gap, std::string_view allowed, size_t longest) {
  return gap.size() <= longest &&
         std::all_of(gap.begin(), gap.end(), [&](char c) { return allowed.find(c) != std::string_view::npos; });
}

bool PassesElevenTest(const std::string& nine) {
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (nine[i] - '0');
  sum -= nine[8] - '0';
  return sum % 11 == 0 && nine.find_first_not_of('0') != std::string::npos;
}

bool IsBetween(const std::string& digits, int low, int high) {
  const int value = std::stoi(digits);
  return value >= low && value <= high;
}

bool IsYear(const std::string& digits) { return digits.size() == 4 && IsBetween(digits, 1900, 2100); }

// "12-03-1985", "1985-03-12", "2024-2025" and "0800-2000" are not numbers of a person.
bool IsDateOrPair(const std::vector<Group>& groups, size_t first, size_t last) {
  if (last - first == 1) return groups[first].digits.size() == 4 && groups[last].digits.size() == 4;
  if (last - first != 2 || groups[first + 1].digits.size() != 2) return false;
  const bool year_first = IsYear(groups[first].digits);
  const std::string& year = year_first ? groups[first].digits : groups[last].digits;
  const std::string& day = year_first ? groups[last].digits : groups[first].digits;
  return IsYear(year) && IsBetween(groups[first + 1].digits, 1, 12) && IsBetween(day, 1, 31);
}

bool IsBsn(const std::vector<Group>& groups, size_t first, size_t last, const std::string& digits) {
  if (digits.size() == 9) return PassesElevenTest(digits);
  return digits.size() == 8 && !IsDateOrPair(groups, first, last) && PassesElevenTest("0" + digits);
}

bool IsPhone(const std::vector<Group>& groups, size_t first, const std::string& digits) {
  const bool plus = !groups[first].gap.empty() && groups[first].gap.back() == '+';
  if (plus) return digits.starts_with("31") && (digits.size() == 11 || (digits.size() == 12 && digits[2] == '0'));
  if (digits.starts_with("0031")) return digits.size() == 13 || (digits.size() == 14 && digits[4] == '0');
  return digits.size() == 10 && digits[0] == '0' && digits[1] != '0';
}

// The last group of the shortest stretch from `first` that is a number of this kind.
std::optional<size_t> EndOf(Kind kind, const std::vector<Group>& groups, size_t first) {
  constexpr size_t kMostDigits = 14;
  std::string digits;
  for (size_t last = first; last < groups.size(); ++last) {
    const bool together = last == first || (kind == Kind::kPhone ? IsGap(groups[last].gap, " .-()/", 3)
                                                                 : IsGap(groups[last].gap, " .-", 3));
    digits += groups[last].digits;
    if (!together || digits.size() > kMostDigits) return std::nullopt;
    if (kind == Kind::kPhone ? IsPhone(groups, first, digits) : IsBsn(groups, first, last, digits)) return last;
  }
  return std::nullopt;
}

void FindNumbers(const PlainText& plain, std::vector<PersonalData>& found) {
  const std::vector<Group> groups = GroupsOf(plain.text());
  for (size_t first = 0; first < groups.size(); ++first) {
    for (Kind kind : {Kind::kPhone, Kind::kBsn}) {
      const std::optional<size_t> last = EndOf(kind, groups, first);
      if (!last.has_value()) continue;
      found.push_back(plain.Found(kind, groups[first].begin, groups[*last].end));
      first = *last;
      break;
    }
  }
}

bool IsMailbox(char c) { return IsLetter(c) || IsDigit(c) || std::string_view("._%+-'").find(c) != std::string::npos; }
bool IsHost(char c) { return IsLetter(c) || IsDigit(c) || c == '.' || c == '-'; }

void FindEmails(const PlainText& plain, std::vector<PersonalData>& found) {
  const std::string_view text = plain.text();
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    size_t begin = at;
    while (begin > 0 && IsMailbox(text[begin - 1])) --begin;
    size_t end = at + 1;
    while (end < text.size() && IsHost(text[end])) ++end;
    const size_t dot = text.substr(at, end - at).find('.');
    if (begin < at && dot != std::string_view::npos && dot > 1 && at + dot + 2 < end) {
      found.push_back(plain.Found(Kind::kEmail, begin, end));
    }
  }
}

}  // namespace

std::vector<PersonalData> FindPersonalData(std::string_view text) {
  std::vector<PersonalData> found;
  const PlainText plain(text);
  FindEmails(plain, found);
  FindNumbers(plain, found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

}  // namespace koppel
