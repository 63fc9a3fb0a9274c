// Patterns of words, as written in a lexicon (koppel/v1/lexicon.proto says how).

#ifndef KOPPEL_MATCHER_READER_PATTERN_H_
#define KOPPEL_MATCHER_READER_PATTERN_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "koppel/v1/common.pb.h"

namespace koppel::matcher {

// How many places a pattern may have, those of all its phrases together.
inline constexpr size_t kMostPlaces = 24;
// How many words may stand in all places of a pattern together, in all its variants and with the words of its groups.
inline constexpr size_t kMostPatternWords = 10000;

// How a word of a pattern is compared with a word of a text.
enum class WordForm { kInflected, kExact, kPrefix, kSuffix, kCapitals, kNumber };

// A word of a pattern.
struct PatternWord {
  WordForm form;
  std::string folded;

  friend bool operator==(const PatternWord&, const PatternWord&) = default;
};

// One place in a pattern: any of these words.
struct PatternPlace {
  std::vector<PatternWord> any_of;
  int words_before = 0;  // So many other words may stand between the place before and this one.
};

// Places in this order.
using PatternPhrase = std::vector<PatternPlace>;

// Phrases in any order, near each other; mostly one.
using Pattern = std::vector<PatternPhrase>;

// How many words stand in all places of a pattern.
size_t CountWords(const Pattern& pattern);

// Words of a group, by its name.
using WordGroups = absl::flat_hash_map<std::string, std::vector<PatternWord>>;

// Reads one word of a pattern, such as "=was" or "schuld*". False when it is not one.
bool ParseWord(std::string_view written, std::vector<PatternPlace>& places);

// Reads a pattern: what is optional, and alternatives of more than one word, give several. Nothing when it can be read,
// else what is wrong with it, going on from its path.
std::optional<koppel::v1::LocalizedText> ParsePattern(std::string_view written, const WordGroups& groups,
                                                      std::vector<Pattern>& patterns);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_PATTERN_H_
