// What the cues of a text say about each of its words: denied, past, asked for, and whom it is about.

#ifndef KOPPEL_MATCHER_READER_CONTEXT_H_
#define KOPPEL_MATCHER_READER_CONTEXT_H_

#include <array>
#include <cstdint>
#include <vector>

#include "koppel/v1/lexicon.pb.h"
#include "matcher/reader/find.h"
#include "matcher/reader/persons.h"

namespace koppel::matcher {

// No cue.
inline constexpr int kNoCue = -1;

// The cues that reach a word, as places in the lexicon's cues; kNoCue for none. By kind, of those that spread.
struct WordContext {
  std::array<int32_t, koppel::v1::LexiconCue::Kind_ARRAYSIZE> cue;
  Person person = Person::kResident;

  WordContext() { cue.fill(kNoCue); }
  int32_t of(koppel::v1::LexiconCue::Kind kind) const { return cue[kind]; }
};

// One for each word, in order. `matches` as FindMatches gives them.
std::vector<WordContext> ReadContext(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                     const koppel::v1::Lexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_CONTEXT_H_
