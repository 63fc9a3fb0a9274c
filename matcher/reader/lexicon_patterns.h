// Reads the patterns of a lexicon, and reports what is wrong in it.

#ifndef KOPPEL_MATCHER_READER_LEXICON_PATTERNS_H_
#define KOPPEL_MATCHER_READER_LEXICON_PATTERNS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/reader/lexicon_merge.h"
#include "matcher/reader/pattern.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// What a pattern stands for. kUnless: an entry that does not count in this sentence.
enum class RuleKind : uint8_t { kEntry, kNothing, kCue, kUnless };

// How many patterns a lexicon may hold, so that one from outside cannot take all memory.
inline constexpr int kMostPatterns = 100000;
// How many words they may hold, those of a group wherever it is used.
inline constexpr size_t kMostLexiconWords = 1000000;
// How many words a group may have.
inline constexpr int kMostGroupWords = 500;

// A pattern of a lexicon, and where it stands.
struct LexiconPattern {
  Pattern pattern;
  RuleKind kind;
  int rule;  // Its place in entries (also of kUnless), nothings or cues.
};

// Every issue is reported, each with its set and its path there; of too many patterns or words only that, once, for the
// set that has the most.
std::vector<LexiconPattern> ReadPatterns(const MergedLexicon& merged, const Vocabulary& vocabulary,
                                         std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICON_PATTERNS_H_
