#include "matcher/reader/pattern.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/reader_sentences.h"
#include "base/text_fold.h"
#include "base/utf8.h"

namespace koppel::matcher {
namespace {

constexpr int kUsualGap = 4;
constexpr size_t kMostVariants = 256;
// Each may double the variants.
constexpr int kMostOptional = 8;
// More are no pattern, and expanding them would go too deep.
constexpr size_t kLongestPattern = 4000;
constexpr int kMostBrackets = 100;
constexpr size_t kShownCharacters = 80;

std::string Join(std::string_view a, std::string_view b, std::string_view c) {
  std::string all(a);
  return all.append(b).append(c);
}

// Where the bracket that opens at `open` closes; npos when it does not, or another opens within it.
size_t Closing(std::string_view text, size_t open) {
  const size_t first = text.find_first_of("()", open + (text[open] == '(' ? 1 : 2));
  return first != std::string_view::npos && text[first] == ')' ? first : std::string_view::npos;
}

std::vector<std::string> Alternatives(std::string_view inside) {
  return absl::StrSplit(absl::string_view(inside.data(), inside.size()), '|');
}

bool HasLongAlternative(std::string_view inside) {
  for (const std::string& part : Alternatives(inside)) {
    if (part.find(' ') != std::string::npos) return true;
  }
  return false;
}

bool Expand(std::string_view text, std::vector<std::string>& variants);

// Replaces "?(a|b)" and "?word" by the word and by nothing.
bool ExpandOptional(std::string_view text, size_t mark, std::vector<std::string>& variants) {
  size_t end = text.find(' ', mark);
  if (mark + 1 < text.size() && text[mark + 1] == '(') {
    end = Closing(text, mark);
    if (end == std::string_view::npos) return false;
    ++end;
  }
  if (end == std::string_view::npos) end = text.size();
  const std::string_view word = text.substr(mark + 1, end - mark - 1);
  return Expand(Join(text.substr(0, mark), word, text.substr(end)), variants) &&
         Expand(Join(text.substr(0, mark), "", text.substr(end)), variants);
}

// Replaces "(a|b|c d)" by "(a|b)" and by each alternative of more than one word.
bool ExpandLong(std::string_view text, size_t open, size_t close, std::vector<std::string>& variants) {
  std::string single;
  std::vector<std::string> choices;
  for (const std::string& part : Alternatives(text.substr(open + 1, close - open - 1))) {
    if (part.find(' ') != std::string::npos) {
      choices.push_back(part);
    } else {
      absl::StrAppend(&single, single.empty() ? "" : "|", part);
    }
  }
  if (!single.empty()) choices.push_back(absl::StrCat("(", single, ")"));
  for (const std::string& choice : choices) {
    if (!Expand(Join(text.substr(0, open), choice, text.substr(close + 1)), variants)) return false;
  }
  return true;
}

bool Expand(std::string_view text, std::vector<std::string>& variants) {
  if (variants.size() > kMostVariants) return false;
  if (const size_t mark = text.find('?'); mark != std::string_view::npos) return ExpandOptional(text, mark, variants);
  for (size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const size_t close = Closing(text, open);
    if (close == std::string_view::npos) return false;
    if (HasLongAlternative(text.substr(open + 1, close - open - 1))) return ExpandLong(text, open, close, variants);
  }
  variants.emplace_back(text);
  return true;
}

bool MayExpand(std::string_view written) {
  return written.size() <= kLongestPattern && std::count(written.begin(), written.end(), '?') <= kMostOptional &&
         std::count(written.begin(), written.end(), '(') <= kMostBrackets;
}

bool IsCapitals(std::string_view word) {
  int big = 0;
  for (const char c : word) {
    if (std::islower(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80) return false;
    big += std::isupper(static_cast<unsigned char>(c)) ? 1 : 0;
  }
  return big >= 2;
}

WordForm FormOf(std::string_view& word) {
  if (word == "#") return WordForm::kNumber;
  if (word.front() == '=') {
    word.remove_prefix(1);
    return WordForm::kExact;
  }
  if (word.front() == '*') {
    word.remove_prefix(1);
    return WordForm::kSuffix;
  }
  if (word.back() == '*') {
    word.remove_suffix(1);
    return WordForm::kPrefix;
  }
  return IsCapitals(word) ? WordForm::kCapitals : WordForm::kInflected;
}

std::string WithoutApostrophes(std::string_view word) {
  std::string kept;
  for (const char c : word) {
    if (c != '\'') kept.push_back(c);
  }
  return kept;
}

// What is wrong with a pattern; nothing when it can be read.
struct Problem {
  ReaderSentence sentence;
  std::string word = "";
  size_t max = 0;
};
using MaybeProblem = std::optional<Problem>;

Problem TooManyWords() { return {ReaderSentence::kTooManyChoices, "", kMostPatternWords}; }

MaybeProblem AppendGroup(std::string_view name, const WordGroups& groups, PatternPlace& place) {
  const auto group = groups.find(absl::string_view(name.data(), name.size()));
  if (group == groups.end()) return Problem{ReaderSentence::kNoSuchGroup, std::string(name)};
  // Before they are copied: a group may be named a thousand times in one pattern.
  if (place.any_of.size() + group->second.size() > kMostPatternWords) return TooManyWords();
  place.any_of.insert(place.any_of.end(), group->second.begin(), group->second.end());
  return std::nullopt;
}

// "burn-out" gives two places, most words one.
MaybeProblem AppendAlternatives(const std::vector<std::string>& written, const WordGroups& groups,
                                PatternPhrase& phrase) {
  PatternPlace together;
  for (const std::string& word : written) {
    if (word.empty()) return Problem{ReaderSentence::kEmptyWord};
    if (word.front() == '@') {
      if (MaybeProblem problem = AppendGroup(word.substr(1), groups, together)) return problem;
      continue;
    }
    PatternPhrase places;
    if (!ParseWord(word, places)) return Problem{ReaderSentence::kNotAWord, word};
    if (places.size() > 1 && written.size() > 1) return Problem{ReaderSentence::kHyphen, word};
    if (places.size() > 1) {
      phrase.insert(phrase.end(), places.begin(), places.end());
      return std::nullopt;
    }
    together.any_of.push_back(places[0].any_of[0]);
  }
  phrase.push_back(std::move(together));
  return std::nullopt;
}

// Reads "~" and "~2"; false when it is something else.
bool ReadGap(std::string_view token, int& gap) {
  if (token == "~") {
    gap = kUsualGap;
    return true;
  }
  if (token.size() != 2 || token[0] != '~' || token[1] < '1' || token[1] > '9') return false;
  gap = token[1] - '0';
  return true;
}

MaybeProblem ParsePhrase(std::string_view written, const WordGroups& groups, PatternPhrase& phrase) {
  int gap = 0;
  const std::vector<std::string> tokens =
      absl::StrSplit(absl::string_view(written.data(), written.size()), ' ', absl::SkipEmpty());
  for (const std::string& token : tokens) {
    if (ReadGap(token, gap)) continue;
    if (token.front() == '~') return Problem{ReaderSentence::kNotAGap, token};
    const size_t first = phrase.size();
    const bool many = token.front() == '(' && token.back() == ')';
    const std::vector<std::string> words =
        many ? Alternatives(std::string_view(token).substr(1, token.size() - 2)) : std::vector<std::string>{token};
    if (MaybeProblem problem = AppendAlternatives(words, groups, phrase)) return problem;
    if (phrase.size() > kMostPlaces) return Problem{ReaderSentence::kTooManyPlaces, "", kMostPlaces};
    phrase[first].words_before = gap;
    gap = 0;
  }
  if (phrase.empty()) return Problem{ReaderSentence::kEmptyPattern};
  return std::nullopt;
}

size_t CountPlaces(const Pattern& pattern) {
  size_t count = 0;
  for (const PatternPhrase& phrase : pattern) count += phrase.size();
  return count;
}

MaybeProblem ParseVariant(std::string_view written, const WordGroups& groups, Pattern& pattern) {
  const std::vector<std::string> phrases = absl::StrSplit(absl::string_view(written.data(), written.size()), '&');
  for (const std::string& part : phrases) {
    if (MaybeProblem problem = ParsePhrase(part, groups, pattern.emplace_back())) return problem;
    if (CountPlaces(pattern) > kMostPlaces) return Problem{ReaderSentence::kTooManyPlaces, "", kMostPlaces};
  }
  return std::nullopt;
}

MaybeProblem ParseVariants(std::string_view written, const WordGroups& groups, std::vector<Pattern>& patterns) {
  std::vector<std::string> variants;
  if (!MayExpand(written) || !Expand(written, variants)) return Problem{ReaderSentence::kBrackets};
  size_t words = 0;
  for (const std::string& variant : variants) {
    Pattern pattern;
    if (MaybeProblem problem = ParseVariant(variant, groups, pattern)) return problem;
    words += CountWords(pattern);
    if (words > kMostPatternWords) return TooManyWords();
    patterns.push_back(std::move(pattern));
  }
  return std::nullopt;
}

}  // namespace

size_t CountWords(const Pattern& pattern) {
  size_t count = 0;
  for (const PatternPhrase& phrase : pattern) {
    for (const PatternPlace& place : phrase) count += place.any_of.size();
  }
  return count;
}

bool ParseWord(std::string_view written, std::vector<PatternPlace>& places) {
  if (written.empty()) return false;
  std::string_view word = written;
  const WordForm form = FormOf(word);
  if (form == WordForm::kNumber) {
    places.push_back({{{form, ""}}, 0});
    return true;
  }
  const std::vector<std::string> parts = FoldWords(WithoutApostrophes(word));
  for (const std::string& part : parts) places.push_back({{{form, part}}, 0});
  return !parts.empty();
}

std::optional<koppel::v1::LocalizedText> ParsePattern(std::string_view written, const WordGroups& groups,
                                                      std::vector<Pattern>& patterns) {
  const MaybeProblem problem = ParseVariants(written, groups, patterns);
  if (!problem.has_value()) return std::nullopt;
  const std::string pattern = Shorten(written, kShownCharacters);
  return Say(problem->sentence, {{"pattern", pattern},
                                 {"group", Shorten(problem->word, kShownCharacters)},
                                 {"word", Shorten(problem->word, kShownCharacters)},
                                 {"max", std::to_string(problem->max)}});
}

}  // namespace koppel::matcher
