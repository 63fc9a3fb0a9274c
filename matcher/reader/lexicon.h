// The lexicon, ready to read texts with.

#ifndef KOPPEL_MATCHER_READER_LEXICON_H_
#define KOPPEL_MATCHER_READER_LEXICON_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "koppel/v1/lexicon.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/reader/lexicon_merge.h"
#include "matcher/reader/lexicon_patterns.h"
#include "matcher/reader/signs.h"
#include "matcher/reader/text.h"
#include "matcher/reader/word_table.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// A place in a compiled pattern.
struct CompiledPlace {
  Slot slot;
  uint8_t words_before;
  uint8_t phrase;  // Its number in the pattern, from 0.
};

// The places of a pattern, those of each phrase together and in order.
using CompiledPlaces = absl::Span<const CompiledPlace>;

// Whether both are places, by their numbers, and stand in the same phrase.
inline bool InOnePhrase(CompiledPlaces places, int a, int b) {
  const int size = static_cast<int>(places.size());
  return a >= 0 && b >= 0 && a < size && b < size && places[a].phrase == places[b].phrase;
}

// A pattern of an entry, a nothing or a cue. Its places are CompiledLexicon::PlacesOf.
struct CompiledPattern {
  uint32_t first_place = 0;
  uint8_t places = 0;
  uint8_t trigger = 0;  // The place that is looked for first: the one with the rarest words.
  RuleKind kind = RuleKind::kEntry;
  int32_t rule = 0;    // Its place in entries (also of kUnless), nothings or cues of the file.
  int32_t weight = 0;  // The heavier of two that lie over each other wins.
};

// Phrases that may stand in any order stand at most so many words away from the first one found.
inline constexpr int kNear = 12;

// A pattern that is looked for around a word that may stand in a slot. What most patterns are given up by, or found by,
// stands here, so that they need not be looked at.
struct Trigger {
  uint32_t beside : 28;  // Another slot of it: on this side of the word, or the pattern is not there.
  uint32_t others : 4;   // At most so many words stand between, as "~9" says; or kNearMark, or kSentenceMark.
  uint32_t also : 28;    // The same of one more slot on this side, or of the same.
  uint32_t also_others : 4;
  uint32_t pattern : 31;
  uint32_t whole : 1;  // Whether the pattern has no other places.
};
inline constexpr int kNearMark = 15;      // At most kNear words away, in any sentence.
inline constexpr int kSentenceMark = 14;  // Anywhere in the sentence.

// On which side of a word `beside` is looked for; kAlone: nowhere, the pattern has one phrase of one place.
enum class Side { kAlone, kBefore, kAfter };
inline constexpr int kSides = 3;
inline constexpr Side kAllSides[kSides] = {Side::kAlone, Side::kBefore, Side::kAfter};

// Triggers by number, of a slot or a word, and by side.
class TriggerTable {
 public:
  // Fills in the next number and side; the sides of one number come after each other.
  void Begin() { first_.push_back(static_cast<uint32_t>(triggers_.size())); }
  void Add(absl::Span<const Trigger> triggers) { triggers_.insert(triggers_.end(), triggers.begin(), triggers.end()); }
  // When all are filled in.
  void Finish() { Begin(); }
  size_t size() const { return triggers_.size(); }

  absl::Span<const Trigger> Of(int number, Side side) const {
    const uint32_t* first = &first_[number * kSides + static_cast<int>(side)];
    return {triggers_.data() + first[0], first[1] - first[0]};
  }

 private:
  std::vector<Trigger> triggers_;
  std::vector<uint32_t> first_;  // Of each number and side, and one more at the end.
};

// Immutable after CompileLexicon, and thread-safe.
class CompiledLexicon {
 public:
  const koppel::v1::Lexicon& file() const { return file_; }
  const WordTable& table() const { return table_; }
  const Abbreviations& abbreviations() const { return abbreviations_; }
  const std::vector<CompiledPattern>& patterns() const { return patterns_; }
  CompiledPlaces PlacesOf(const CompiledPattern& pattern) const {
    return {places_.data() + pattern.first_place, pattern.places};
  }
  const SignTable& signs() const { return signs_; }

  // Where each example of the file comes from.
  const std::vector<LexiconOrigin>& examples() const { return examples_; }

  // Slots below `trigger_slots` have triggers; those that are looked for on a side of others are below `near_slots`.
  int trigger_slots() const { return trigger_slots_; }
  int near_slots(Side side) const { return near_slots_[static_cast<int>(side)]; }
  absl::Span<const Trigger> TriggeredBy(Slot slot, Side side) const { return by_slot_.Of(slot, side); }
  // Those of all its slots together, of a word that the table knows as it is written: of the first so many numbers.
  int words_with_triggers() const { return words_with_triggers_; }
  absl::Span<const Trigger> TriggeredByKnown(int number, Side side) const { return by_word_.Of(number, side); }

 private:
  friend class LexiconCompiler;
  CompiledLexicon() = default;

  koppel::v1::Lexicon file_;
  WordTable table_;
  Abbreviations abbreviations_;
  std::vector<LexiconOrigin> examples_;
  std::vector<CompiledPattern> patterns_;
  std::vector<CompiledPlace> places_;  // Of all patterns, one after another.
  SignTable signs_;
  int trigger_slots_ = 0;
  std::array<int, kSides> near_slots_ = {};
  TriggerTable by_slot_;
  TriggerTable by_word_;  // Of the words that the table knows, by their numbers.
  int words_with_triggers_ = 0;
};

// The lexicons of these sets as one, in their order (matcher/reader/lexicon_merge.h). Null when there is any issue; all
// of them are reported, each with its set and path. Does not run the examples: see matcher/reader/lexicon_examples.h.
std::shared_ptr<const CompiledLexicon> CompileLexicon(const std::vector<const koppel::v1::RuleSet*>& sets,
                                                      const Vocabulary& vocabulary, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICON_H_
