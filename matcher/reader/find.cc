#include "matcher/reader/find.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/container/node_hash_map.h"
#include "absl/types/span.h"
#include "matcher/reader/overlap.h"

namespace koppel::matcher {
namespace {

// Phrases that may stand in any order stand at most so many words away from the first one found.
constexpr int kNear = 12;

// A few places in a text, without memory of its own on the heap.
struct Places {
  std::array<int, kMostPlaces> at;
  size_t size = 0;

  bool Add(int place) {
    if (size == kMostPlaces) return false;
    at[size++] = place;
    return true;
  }
};

class Finder {
 public:
  Finder(const std::vector<Word>& words, const CompiledLexicon& lexicon)
      : words_(words), lexicon_(lexicon), here_(lexicon.slots(), 0) {}

  std::vector<PatternMatch> Find() {
    LookUpWords();
    const int size = static_cast<int>(words_.size());
    for (int begin = 0, end = 0; begin < size; begin = end) {
      while (end < size && words_[end].sentence == words_[begin].sentence) ++end;
      MarkSlotsOf(begin, end);
      for (int word = begin; word < end; ++word) TryTriggers(word);
    }
    return KeepHeaviest(words_, std::move(matches_), lexicon_);
  }

 private:
  // Each word that the table does not know as it is written is looked up once, however often it stands there.
  void LookUpWords() {
    Stemmer stemmer;
    slots_.reserve(words_.size());
    for (const Word& word : words_) {
      if (const Slots* known = lexicon_.table().FindKnown(word)) {
        slots_.push_back(*known);
        continue;
      }
      const auto [room, is_new] = rooms_.try_emplace({word.folded, word.capitals, word.number});
      if (is_new) room->second = lexicon_.table().Find(word, stemmer);
      slots_.push_back(room->second);
    }
  }

  void MarkSlotsOf(int begin, int end) {
    if (++mark_ == 0) {
      std::fill(here_.begin(), here_.end(), 0);
      mark_ = 1;
    }
    for (int word = begin; word < end; ++word) {
      for (const Slot slot : slots_[word]) here_[slot] = mark_;
    }
  }

  bool IsHere(Slot slot) const { return here_[slot] == mark_; }

  void TryTriggers(int word) {
    for (const Slot slot : slots_[word]) {
      if (slot >= lexicon_.trigger_slots()) return;
      for (const Trigger& trigger : lexicon_.TriggeredBy(slot)) {
        if (IsHere(trigger.also)) TryTrigger(trigger, word);
      }
    }
  }

  void TryTrigger(const Trigger& trigger, int word) {
    int beside = word;
    if (trigger.step != 0) beside = Nearest(word + trigger.step, trigger.step, trigger.others, trigger.beside);
    if (beside < 0) return;
    const CompiledPattern& pattern = lexicon_.patterns()[trigger.pattern];
    if (!trigger.whole_pattern) {
      Try(pattern, word);
      return;
    }
    PatternMatch& match = matches_.emplace_back(PatternMatch{&pattern, {std::min(word, beside)}});
    if (beside != word) match.words.push_back(std::max(word, beside));
  }

  bool MayStand(int word, Slot slot) const {
    const absl::Span<const Slot> slots = slots_[word];
    return std::binary_search(slots.begin(), slots.end(), slot);
  }

  // The nearest word from `from` on, at most `others` words further in this direction, that may stand in the slot; -1
  // when there is none in the sentence.
  int Nearest(int from, int step, int others, Slot slot) const {
    for (int word = from, tried = 0; tried <= others; word += step, ++tried) {
      if (word < 0 || word >= static_cast<int>(words_.size())) return -1;
      if (words_[word].sentence != words_[from - step].sentence) return -1;
      if (MayStand(word, slot)) return word;
    }
    return -1;
  }

  // Finds the rest of a phrase around one of its places.
  bool FindPhrase(const std::vector<CompiledPlace>& phrase, int place, int word, Places& found) const {
    if (!found.Add(word)) return false;
    for (int at = word, i = place; i > 0; --i) {
      at = Nearest(at - 1, -1, phrase[i].words_before, phrase[i - 1].slot);
      if (at < 0 || !found.Add(at)) return false;
    }
    for (int at = word, i = place + 1; i < static_cast<int>(phrase.size()); ++i) {
      at = Nearest(at + 1, 1, phrase[i].words_before, phrase[i].slot);
      if (at < 0 || !found.Add(at)) return false;
    }
    return true;
  }

  // Finds a phrase anywhere near, also in the next sentence, at words that are not taken yet.
  bool FindNear(const std::vector<CompiledPlace>& phrase, int around, Places& found) const {
    for (int distance = 1; distance <= kNear; ++distance) {
      for (const int word : {around + distance, around - distance}) {
        if (word < 0 || word >= static_cast<int>(words_.size())) continue;
        if (!MayStand(word, phrase[0].slot)) continue;
        Places more = found;
        if (!FindPhrase(phrase, 0, word, more) || Overlap(more, found.size)) continue;
        found = more;
        return true;
      }
    }
    return false;
  }

  static bool Overlap(const Places& places, size_t before) {
    const auto middle = places.at.begin() + static_cast<std::ptrdiff_t>(before);
    const auto end = places.at.begin() + static_cast<std::ptrdiff_t>(places.size);
    return std::any_of(middle, end, [&](int place) { return std::find(places.at.begin(), middle, place) != middle; });
  }

  void Try(const CompiledPattern& pattern, int word) {
    Places found;
    if (!FindPhrase(pattern.phrases[pattern.trigger_phrase], pattern.trigger_place, word, found)) return;
    for (size_t i = 0; i < pattern.phrases.size(); ++i) {
      if (static_cast<int>(i) != pattern.trigger_phrase && !FindNear(pattern.phrases[i], word, found)) return;
    }
    std::sort(found.at.begin(), found.at.begin() + static_cast<std::ptrdiff_t>(found.size));
    matches_.push_back({&pattern, {found.at.begin(), found.at.begin() + found.size}});
  }

  const std::vector<Word>& words_;
  const CompiledLexicon& lexicon_;
  std::vector<absl::Span<const Slot>> slots_;  // Of each word.
  // Of the words whose slots stand nowhere else, by how they are written, and whether in capitals or as a number.
  absl::node_hash_map<std::tuple<std::string_view, bool, bool>, Slots> rooms_;
  std::vector<uint8_t> here_;  // Of each slot: mark_ where a word of the sentence may stand there.
  uint8_t mark_ = 0;           // Of this sentence.
  std::vector<PatternMatch> matches_;
};

}  // namespace

std::vector<PatternMatch> FindMatches(const std::vector<Word>& words, const CompiledLexicon& lexicon) {
  return Finder(words, lexicon).Find();
}

}  // namespace koppel::matcher
