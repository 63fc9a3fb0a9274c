// What was found of the entries of a lexicon, and what the words around it say about each.

#ifndef KOPPEL_MATCHER_READER_READINGS_H_
#define KOPPEL_MATCHER_READER_READINGS_H_

#include <vector>

#include "absl/container/inlined_vector.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/lexicon.pb.h"
#include "matcher/reader/context.h"
#include "matcher/reader/find.h"

namespace koppel::matcher {

// One entry that was found.
struct Reading {
  const PatternMatch* match = nullptr;
  const koppel::v1::LexiconEntry* entry = nullptr;
  absl::InlinedVector<int, 4> cues;  // That changed how it counts; places in the lexicon's cues.
  bool denied = false;
  bool past = false;
  bool not_asked = false;
  // By what the text says of itself as a whole; see matcher/reader/counting.h.
  bool text_is_past = false;
  bool text_asks_nothing = false;
  bool wished = false;
  bool asked = false;
  bool first = false;
  bool background = false;
  bool in_question = false;  // In a sentence that asks.
  Person person = Person::kResident;
  koppel::v1::Urgency urgency = koppel::v1::URGENCY_UNSPECIFIED;  // Unspecified where it only counts now, and is not.
  absl::InlinedVector<koppel::v1::Domain, 2> domains;
  bool counts = false;

  bool is_so() const { return !denied && !past && !not_asked; }
  bool is_clear() const { return strength() >= koppel::v1::CLEAR; }
  koppel::v1::NeedStrength strength() const {
    return entry->strength() == koppel::v1::NEED_STRENGTH_UNSPECIFIED ? koppel::v1::CLEAR : entry->strength();
  }
};

// By place. `matches` as FindMatches gives them, `context` as ReadContext does; all must outlive the readings. Nothing
// counts yet: see matcher/reader/counting.h.
std::vector<Reading> ReadEntries(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                 const std::vector<WordContext>& context, const koppel::v1::Lexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_READINGS_H_
