// Finds the patterns of the lexicon in the words of a text.

#ifndef KOPPEL_MATCHER_READER_FIND_H_
#define KOPPEL_MATCHER_READER_FIND_H_

#include <vector>

#include "matcher/reader/lexicon.h"
#include "matcher/reader/pattern_match.h"
#include "matcher/reader/text.h"

namespace koppel::matcher {

// The matches that count, by their first word: of those that lie over each other the heaviest. Cues are left in where
// they lie under a need, but for denials and what is past: those are part of it ("geen geld").
std::vector<PatternMatch> FindMatches(const std::vector<Word>& words, const CompiledLexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_FIND_H_
