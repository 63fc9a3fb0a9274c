// The lexicon, ready to read texts with.

#ifndef KOPPEL_MATCHER_READER_LEXICON_H_
#define KOPPEL_MATCHER_READER_LEXICON_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "koppel/v1/lexicon.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/reader/lexicon_merge.h"
#include "matcher/reader/lexicon_patterns.h"
#include "matcher/reader/text.h"
#include "matcher/reader/word_table.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// A place in a compiled pattern.
struct CompiledPlace {
  Slot slot;
  int words_before;
};

// A pattern of an entry, a nothing or a cue.
struct CompiledPattern {
  std::vector<std::vector<CompiledPlace>> phrases;
  int trigger_phrase = 0;  // The place that is looked for first: the one with the rarest words.
  int trigger_place = 0;
  Slot trigger() const { return phrases[trigger_phrase][trigger_place].slot; }
  RuleKind kind = RuleKind::kEntry;
  int rule = 0;    // Its place in entries (also of kUnless), nothings or cues of the file.
  int weight = 0;  // The heavier of two that lie over each other wins.
};

// A pattern that is looked for around a word that may stand in a slot. What most patterns are given up by, or found by,
// stands here, so that they need not be looked at.
struct Trigger {
  int pattern;
  Slot also;           // The rarest other slot of its phrase: in the same sentence, or the pattern is not there.
  Slot beside;         // That of the place before or after it in its phrase,
  int8_t step;         // which is in this direction: -1 or 1; 0 where the phrase has one place, and no other slots,
  int8_t others;       // and at most so many words further.
  bool whole_pattern;  // Whether the pattern has no other places.
};

// Immutable after CompileLexicon, and thread-safe.
class CompiledLexicon {
 public:
  const koppel::v1::Lexicon& file() const { return file_; }
  const WordTable& table() const { return table_; }
  const Abbreviations& abbreviations() const { return abbreviations_; }
  const std::vector<CompiledPattern>& patterns() const { return patterns_; }

  // Where each example of the file comes from.
  const std::vector<LexiconOrigin>& examples() const { return examples_; }

  // How many slots there are; only those below `trigger_slots` have triggers.
  int slots() const { return slots_; }
  int trigger_slots() const { return static_cast<int>(first_trigger_.size()) - 1; }
  absl::Span<const Trigger> TriggeredBy(Slot slot) const {
    return absl::MakeConstSpan(triggers_).subspan(first_trigger_[slot],
                                                  first_trigger_[slot + 1] - first_trigger_[slot]);
  }

 private:
  friend class LexiconCompiler;
  CompiledLexicon() = default;

  koppel::v1::Lexicon file_;
  WordTable table_;
  Abbreviations abbreviations_;
  std::vector<LexiconOrigin> examples_;
  std::vector<CompiledPattern> patterns_;
  int slots_ = 0;
  std::vector<Trigger> triggers_;      // By slot.
  std::vector<size_t> first_trigger_;  // Of each slot, and one more at the end.
};

// The lexicons of these sets as one, in their order (matcher/reader/lexicon_merge.h). Null when there is any issue; all
// of them are reported, each with its set and path. Does not run the examples: see matcher/reader/lexicon_examples.h.
std::shared_ptr<const CompiledLexicon> CompileLexicon(const std::vector<const koppel::v1::RuleSet*>& sets,
                                                      const Vocabulary& vocabulary, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICON_H_
