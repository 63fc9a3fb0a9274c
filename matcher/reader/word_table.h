// Tells at which places of patterns a word of a text may stand: by its forms, as part of a compound, as an
// abbreviation, and with one typing error.

#ifndef KOPPEL_MATCHER_READER_WORD_TABLE_H_
#define KOPPEL_MATCHER_READER_WORD_TABLE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "matcher/reader/pattern.h"
#include "matcher/reader/stem.h"
#include "matcher/reader/text.h"
#include "matcher/reader/trie.h"
#include "matcher/reader/typo_index.h"

namespace koppel::matcher {

// A place of a pattern, the same for places with the same words.
using Slot = int32_t;

// Slots in order, each once.
using Slots = std::vector<Slot>;

// The slots of a word, with a digest that tells of most others at a glance that they are not among them.
class SlotSet {
 public:
  SlotSet() = default;
  explicit SlotSet(Slots slots, int number = kNoNumber) : slots_(std::move(slots)), number_(number) {
    for (const Slot slot : slots_) digest_[PartOf(slot)] |= BitOf(slot);
  }

  const Slots& slots() const { return slots_; }
  // Of the word among those that the table knows as they are written, from 0.
  int number() const { return number_; }
  bool Contains(Slot slot) const {
    return (digest_[PartOf(slot)] & BitOf(slot)) != 0 && std::binary_search(slots_.begin(), slots_.end(), slot);
  }

 private:
  static constexpr int kNoNumber = -1;
  static constexpr uint32_t kParts = 4;
  static constexpr uint32_t kBits = 64;

  static size_t PartOf(Slot slot) { return static_cast<uint32_t>(slot) / kBits % kParts; }
  static uint64_t BitOf(Slot slot) { return uint64_t{1} << (static_cast<uint32_t>(slot) % kBits); }

  std::array<uint64_t, kParts> digest_ = {};
  Slots slots_;
  int number_ = kNoNumber;
};

// Filled with Add and AddOrdinary, then Finish, then only read: thread-safe from then on.
class WordTable {
 public:
  // This word may stand in this slot.
  void Add(const PatternWord& word, Slot slot);
  // This folded word, in all its forms, is no typing error of another.
  void AddOrdinary(std::string_view word);
  void Finish();

  // The slots of a word that stands in a pattern as it is written; null for all others.
  const SlotSet* FindKnown(const Word& word) const;

  // Calls `use` with the slots of each word that stands in a pattern, by their numbers.
  template <typename Use>
  void ForEachKnown(Use use) const {
    std::vector<const SlotSet*> by_number(known_.size());
    for (const auto& [form, slots] : known_) by_number[slots.number()] = &slots;
    for (const SlotSet* slots : by_number) use(*slots);
  }

  // The slots of a word, whatever it is. Takes time linear in the word, and as many steps as it has slots.
  Slots Find(const Word& word, Stemmer& stemmer) const;

  // Whether a folded word has slots only because it may be a typing error. Such a word, if it is an ordinary one, has
  // to be added as that.
  bool LooksLikeTypo(std::string_view word, Stemmer& stemmer) const;

 private:
  void CollectForms(std::string_view word, const std::vector<Stem>& stems, Slots& slots) const;
  void CollectParts(std::string_view word, Slots& slots) const;
  void CollectTypos(std::string_view word, Slots& slots) const;
  void CollectAll(std::string_view word, Stemmer& stemmer, Slots& slots) const;
  bool IsOrdinary(std::string_view word, const std::vector<Stem>& stems) const;
  void FinishStems(Stemmer& stemmer);

  absl::flat_hash_map<std::string, Slots> exact_;
  absl::flat_hash_map<std::string, Slots> inflected_;
  absl::flat_hash_map<std::string, Slots> by_stem_;
  absl::flat_hash_map<std::string, Slots> capitals_;
  Trie prefixes_;
  Trie suffixes_;                    // Written backwards.
  std::vector<Slots> prefix_slots_;  // By the value in prefixes_.
  std::vector<Slots> suffix_slots_;
  Slots numbers_;
  std::vector<std::string> forms_;                   // Words as they are written in patterns; none once finished.
  absl::flat_hash_map<std::string, SlotSet> known_;  // All slots of those words.
  TypoIndex typos_;                                  // Of those words.
  absl::flat_hash_set<std::string> ordinary_;        // Words, and their stems.
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_WORD_TABLE_H_
