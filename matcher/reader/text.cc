#include "matcher/reader/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace koppel::matcher {
namespace {

bool IsAsciiLetter(UChar32 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(UChar32 c) { return c >= '0' && c <= '9'; }
bool IsApostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4; }

// Characters that are written over another, or not at all: accents, joiners, marks of direction, selectors.
bool IsInvisible(UChar32 c) {
  if (c < 0x80) return false;
  const int8_t type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR || type == U_ENCLOSING_MARK;
}

bool IsCapital(UChar32 c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(c) != 0; }
bool IsSmall(UChar32 c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(c) != 0; }

bool IsWordCharacter(UChar32 c) {
  if (c < 0x80) return IsAsciiLetter(c) || IsDigit(c);
  return c > 0 && u_isalnum(c);
}

Gap GapOf(UChar32 c) {
  switch (c) {
    case '!':
    case '?':
    case '\n':
    case 0x2026:
      return Gap::kSentence;
    case ';':
    case ':':
    case 0x2013:
    case 0x2014:
      return Gap::kClause;
    case ',':
    case '(':
    case ')':
      return Gap::kComma;
    default:
      return Gap::kSpace;
  }
}

// Appends a character of a word in small letters without its accents.
void AppendFolded(UChar32 c, const icu::Normalizer2& normalizer, std::vector<char>& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    return;
  }
  icu::UnicodeString decomposed;
  if (!normalizer.getDecomposition(c, decomposed)) decomposed = icu::UnicodeString(c);
  decomposed.foldCase();
  icu::UnicodeString kept;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 part = decomposed.char32At(i);
    if (u_isalnum(part)) kept.append(part);
  }
  std::string utf8;
  kept.toUTF8String(utf8);
  out.insert(out.end(), utf8.begin(), utf8.end());
}

}  // namespace

class TextScanner {
 public:
  TextScanner(std::string_view text, const Abbreviations& abbreviations) : text_(text), abbreviations_(abbreviations) {
    UErrorCode error = U_ZERO_ERROR;
    normalizer_ = icu::Normalizer2::getNFKDInstance(error);
    result_.letters_.reserve(text.size());
  }

  WordsOfText Scan() {
    while (Peek()) {
      if (IsWordCharacter(next_)) {
        ScanWord();
      } else {
        ScanGap();
      }
    }
    PointAtLetters();
    return std::move(result_);
  }

 private:
  // Looks at the next character; false at the end.
  bool Peek() {
    if (at_ >= static_cast<int32_t>(text_.size())) return false;
    after_ = at_;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data());
    U8_NEXT(bytes, after_, static_cast<int32_t>(text_.size()), next_);
    return true;
  }

  void Take() {
    at_ = after_;
    ++character_;
  }

  void ScanWord() {
    Word word{{}, at_, at_, character_, character_, sentence_, gap_, false, true, false};
    starts_.push_back(result_.letters_.size());
    int big = 0;
    int small = 0;
    while (Peek() && ContinuesWord()) {
      if (IsWordCharacter(next_)) {
        AppendFolded(next_, *normalizer_, result_.letters_);
        word.number = word.number && IsDigit(next_);
        big += IsCapital(next_) ? 1 : 0;
        small += IsSmall(next_) ? 1 : 0;
      }
      const bool is_seen = !IsInvisible(next_) || u_charType(next_) != U_FORMAT_CHAR;
      Take();
      if (last_was_part_ && is_seen) {
        word.end_byte = at_;
        word.end_character = character_;
      }
    }
    word.capitals = big >= 2 && small == 0;
    result_.words_.push_back(word);
    gap_ = Gap::kSpace;
  }

  // Whether the next character belongs to the word being read.
  bool ContinuesWord() {
    last_was_part_ = true;
    if (IsWordCharacter(next_) || IsInvisible(next_)) return true;
    const bool between_digits = (next_ == '.' || next_ == ',') && at_ > 0 && IsDigit(text_[at_ - 1]) && DigitFollows();
    if (between_digits) return true;
    last_was_part_ = false;
    return IsApostrophe(next_) && LetterFollows();
  }

  bool DigitFollows() const { return after_ < static_cast<int32_t>(text_.size()) && IsDigit(text_[after_]); }

  bool LetterFollows() const {
    return after_ < static_cast<int32_t>(text_.size()) &&
           (IsAsciiLetter(text_[after_]) || static_cast<unsigned char>(text_[after_]) >= 0xC3);
  }

  void ScanGap() {
    Gap gap = GapOf(next_);
    if (next_ == '.' && EndsSentence()) gap = Gap::kSentence;
    if (next_ == '-' && at_ > 0 && text_[at_ - 1] == ' ' && !LetterFollows()) gap = Gap::kClause;
    if (next_ == '?') MarkQuestion();
    if (gap == Gap::kSentence && gap_ != Gap::kSentence && !result_.words_.empty()) ++sentence_;
    gap_ = std::max(gap_, gap);
    Take();
  }

  // The words of the sentence that ends here; each is marked once, however many question marks follow.
  void MarkQuestion() {
    for (size_t i = result_.words_.size(); i > 0 && !result_.words_[i - 1].question; --i) {
      if (result_.words_[i - 1].sentence != result_.words_.back().sentence) return;
      result_.words_[i - 1].question = true;
    }
  }

  // The character after the next one; 0 at the end.
  UChar32 Following() const {
    if (after_ >= static_cast<int32_t>(text_.size())) return 0;
    int32_t end = after_;
    UChar32 following = 0;
    const auto* bytes = reinterpret_cast<const uint8_t*>(text_.data());
    U8_NEXT(bytes, end, static_cast<int32_t>(text_.size()), following);
    return following;
  }

  // A full stop ends a sentence unless it stands after an abbreviation or a single letter, or within something. Where
  // the space after it was forgotten, a capital begins the next one.
  bool EndsSentence() const {
    const UChar32 following = Following();
    if (IsWordCharacter(following) && !u_isupper(following)) return false;
    if (result_.words_.empty() || result_.words_.back().end_byte != at_) return true;
    const std::string_view last = Letters().substr(starts_.back());
    const bool letter = last.size() == 1 && !result_.words_.back().number;
    return !letter && !abbreviations_.contains(KeyOf(last));
  }

  std::string_view Letters() const { return {result_.letters_.data(), result_.letters_.size()}; }

  // Only when all are read: until then the letters may move.
  void PointAtLetters() {
    const std::string_view letters = Letters();
    for (size_t i = 0; i < starts_.size(); ++i) {
      const size_t end = i + 1 < starts_.size() ? starts_[i + 1] : letters.size();
      result_.words_[i].folded = letters.substr(starts_[i], end - starts_[i]);
    }
  }

  std::string_view text_;
  const Abbreviations& abbreviations_;
  const icu::Normalizer2* normalizer_ = nullptr;
  WordsOfText result_;
  std::vector<size_t> starts_;
  int32_t at_ = 0;
  int32_t after_ = 0;
  int32_t character_ = 0;
  int32_t sentence_ = 0;
  UChar32 next_ = 0;
  Gap gap_ = Gap::kSentence;
  bool last_was_part_ = true;
};

WordsOfText ReadText(std::string_view text, const Abbreviations& abbreviations) {
  return TextScanner(text, abbreviations).Scan();
}

}  // namespace koppel::matcher
