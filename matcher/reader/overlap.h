// Which of the matches that lie over each other count.

#ifndef KOPPEL_MATCHER_READER_OVERLAP_H_
#define KOPPEL_MATCHER_READER_OVERLAP_H_

#include <vector>

#include "matcher/reader/lexicon.h"
#include "matcher/reader/pattern_match.h"
#include "matcher/reader/text.h"

namespace koppel::matcher {

// The matches that count, by their first word, as FindMatches says (matcher/reader/find.h). `matches` are all that were
// found, in any order.
std::vector<PatternMatch> KeepHeaviest(const std::vector<Word>& words, std::vector<PatternMatch> matches,
                                       const CompiledLexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_OVERLAP_H_
