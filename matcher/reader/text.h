// A text as words that can be compared, each with its place in the text.
//
//   ReadText("Dhr. is  één keer gevallen.").words[2]  is "een", bytes 10 to 15, characters 10 to 13

#ifndef KOPPEL_MATCHER_READER_TEXT_H_
#define KOPPEL_MATCHER_READER_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace koppel::matcher {

// What stands before a word, from weak to strong; of several the strongest counts.
enum class Gap : uint8_t { kSpace, kComma, kClause, kSentence };

// A word: letters and digits, without case and accents, apostrophes and characters that have no width left out.
struct Word {
  std::string_view folded;  // In the buffer of its WordsOfText.
  int32_t begin_byte;
  int32_t end_byte;
  int32_t begin_character;
  int32_t end_character;
  int32_t sentence;  // Counted from 0.
  Gap gap;
  bool capitals;  // At least two letters, and no small ones.
  bool number;    // Digits alone.
  bool question;  // In a sentence that ends in a question mark.
};

// The words of one text, in order.
class WordsOfText {
 public:
  WordsOfText(const WordsOfText&) = delete;
  WordsOfText& operator=(const WordsOfText&) = delete;
  WordsOfText(WordsOfText&&) = default;

  const std::vector<Word>& words() const { return words_; }

 private:
  friend class TextScanner;
  WordsOfText() = default;

  // All folded words one after another. A vector, not a string: it keeps its place when it is moved.
  std::vector<char> letters_;
  std::vector<Word> words_;
};

// A word as Abseil's tables look it up.
inline absl::string_view KeyOf(std::string_view word) { return {word.data(), word.size()}; }

// Words whose full stop ends no sentence, folded.
using Abbreviations = absl::flat_hash_set<std::string>;

// Time and memory are linear in the text. Bytes that are not UTF-8 stand between words.
WordsOfText ReadText(std::string_view text, const Abbreviations& abbreviations);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_TEXT_H_
