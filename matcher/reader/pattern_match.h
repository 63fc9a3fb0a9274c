// A pattern that was found in a text.

#ifndef KOPPEL_MATCHER_READER_PATTERN_MATCH_H_
#define KOPPEL_MATCHER_READER_PATTERN_MATCH_H_

#include "absl/container/inlined_vector.h"
#include "matcher/reader/lexicon.h"

namespace koppel::matcher {

struct PatternMatch {
  const CompiledPattern* pattern;
  absl::InlinedVector<int, 6> words;  // Places of its words in the text, from first to last.

  int first() const { return words.front(); }
  int last() const { return words.back(); }
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_PATTERN_MATCH_H_
