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

// Where each slot was seen last, going through the words of a text in one direction. A step is the number of a word,
// counted in that direction.
class LastSeen {
 public:
  LastSeen(int slots, const std::vector<Word>& words, bool backwards)
      : words_(words), size_(static_cast<int>(words.size())), backwards_(backwards), seen_(slots, kNever) {}

  // Goes to the next word.
  void Enter(int step) {
    if (step == 0 || SentenceAt(step) != SentenceAt(step - 1)) begin_ = step;
    for (int others = 0; others < kSentenceMark; ++others) earliest_[others] = std::max(begin_, step - 1 - others);
    earliest_[kSentenceMark] = begin_;
    earliest_[kNearMark] = std::max(0, step - kNear);
  }

  // Whether the slots that a trigger asks for were seen near enough.
  bool IsNear(const Trigger& trigger) const {
    return seen_[trigger.beside] >= earliest_[trigger.others] && seen_[trigger.also] >= earliest_[trigger.also_others];
  }
  int WordOf(Slot slot) const { return PlaceOf(seen_[slot]); }
  int PlaceOf(int step) const { return backwards_ ? size_ - 1 - step : step; }

  // Slots are in order; those further on are looked for beside no other.
  void Leave(int step, const Slots& slots) {
    for (const Slot slot : slots) {
      if (slot >= static_cast<Slot>(seen_.size())) return;
      seen_[slot] = step;
    }
  }

 private:
  static constexpr int kNever = -1;

  int SentenceAt(int step) const { return words_[PlaceOf(step)].sentence; }

  const std::vector<Word>& words_;
  int size_;
  bool backwards_;
  int begin_ = 0;                            // Of the sentence.
  std::array<int, kNearMark + 1> earliest_;  // By Trigger::others.
  std::vector<int> seen_;
};

// What the lexicon says of a word of the text.
struct LexiconWord {
  const SlotSet* slots = nullptr;
  std::array<absl::Span<const Trigger>, kSides> triggers;  // By side.
};

// The same of a word that has no triggers of its own in the lexicon, with what it points at.
struct Room {
  SlotSet slots;
  std::array<std::vector<Trigger>, kSides> triggers;
  LexiconWord word;
};

class Finder {
 public:
  Finder(const std::vector<Word>& words, const CompiledLexicon& lexicon) : words_(words), lexicon_(lexicon) {}

  std::vector<PatternMatch> Find() {
    LookUpWords();
    matches_.reserve(words_.size());
    FindAlone();
    FindBeside(Side::kBefore);
    FindBeside(Side::kAfter);
    return KeepHeaviest(words_, std::move(matches_), lexicon_);
  }

 private:
  // A word that has no triggers of its own in the lexicon is looked up once, however often it stands there.
  void LookUpWords() {
    Stemmer stemmer;
    words_of_lexicon_.reserve(words_.size());
    for (const Word& word : words_) {
      const SlotSet* known = lexicon_.table().FindKnown(word);
      if (known != nullptr && known->number() < lexicon_.words_with_triggers()) {
        words_of_lexicon_.push_back(Known(*known));
        continue;
      }
      const auto [room, is_new] = rooms_.try_emplace({word.folded, word.capitals, word.number});
      if (is_new) FillRoom(known != nullptr ? known->slots() : lexicon_.table().Find(word, stemmer), room->second);
      words_of_lexicon_.push_back(room->second.word);
    }
  }

  LexiconWord Known(const SlotSet& slots) const {
    LexiconWord word{&slots, {}};
    for (const Side side : kAllSides) {
      word.triggers[static_cast<int>(side)] = lexicon_.TriggeredByKnown(slots.number(), side);
    }
    return word;
  }

  void FillRoom(Slots slots, Room& room) const {
    room.slots = SlotSet(std::move(slots));
    room.word.slots = &room.slots;
    for (const Side side : kAllSides) {
      std::vector<Trigger>& triggers = room.triggers[static_cast<int>(side)];
      for (const Slot slot : room.slots.slots()) {
        if (slot >= lexicon_.trigger_slots()) break;
        const absl::Span<const Trigger> more = lexicon_.TriggeredBy(slot, side);
        triggers.insert(triggers.end(), more.begin(), more.end());
      }
      room.word.triggers[static_cast<int>(side)] = triggers;
    }
  }

  void FindAlone() {
    for (int word = 0; word < static_cast<int>(words_.size()); ++word) {
      for (const Trigger& trigger : TriggersOf(word, Side::kAlone)) {
        matches_.push_back({&lexicon_.patterns()[trigger.pattern], {word}});
      }
    }
  }

  // Once in each direction: what is looked for beside a word was then just seen, or is not there.
  void FindBeside(Side side) {
    LastSeen seen(lexicon_.near_slots(side), words_, side == Side::kAfter);
    for (int step = 0; step < static_cast<int>(words_.size()); ++step) {
      seen.Enter(step);
      const int word = seen.PlaceOf(step);
      for (const Trigger& trigger : TriggersOf(word, side)) {
        if (seen.IsNear(trigger)) TryTrigger(trigger, word, seen.WordOf(static_cast<Slot>(trigger.beside)));
      }
      seen.Leave(step, words_of_lexicon_[word].slots->slots());
    }
  }

  void TryTrigger(const Trigger& trigger, int word, int beside) {
    const CompiledPattern& pattern = lexicon_.patterns()[trigger.pattern];
    if (trigger.whole) {
      matches_.push_back({&pattern, {std::min(word, beside), std::max(word, beside)}});
    } else {
      Try(pattern, word);
    }
  }

  absl::Span<const Trigger> TriggersOf(int word, Side side) const {
    return words_of_lexicon_[word].triggers[static_cast<int>(side)];
  }

  bool MayStand(int word, Slot slot) const { return words_of_lexicon_[word].slots->Contains(slot); }

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
  bool FindPhrase(CompiledPlaces places, int place, int word, Places& found) const {
    if (!found.Add(word)) return false;
    for (int at = word, i = place; InOnePhrase(places, place, i - 1); --i) {
      at = Nearest(at - 1, -1, places[i].words_before, places[i - 1].slot);
      if (at < 0 || !found.Add(at)) return false;
    }
    for (int at = word, i = place + 1; InOnePhrase(places, place, i); ++i) {
      at = Nearest(at + 1, 1, places[i].words_before, places[i].slot);
      if (at < 0 || !found.Add(at)) return false;
    }
    return true;
  }

  // Finds the phrase that begins with this place anywhere near, also in the next sentence, at words that are not taken
  // yet.
  bool FindNear(CompiledPlaces places, int place, int around, Places& found) const {
    for (int distance = 1; distance <= kNear; ++distance) {
      for (const int word : {around + distance, around - distance}) {
        if (word < 0 || word >= static_cast<int>(words_.size())) continue;
        if (!MayStand(word, places[place].slot)) continue;
        Places more = found;
        if (!FindPhrase(places, place, word, more) || Overlap(more, found.size)) continue;
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
    const CompiledPlaces places = lexicon_.PlacesOf(pattern);
    Places found;
    if (!FindPhrase(places, pattern.trigger, word, found)) return;
    for (int i = 0; i < static_cast<int>(places.size()); ++i) {
      if (InOnePhrase(places, i, i - 1) || InOnePhrase(places, i, pattern.trigger)) continue;
      if (!FindNear(places, i, word, found)) return;
    }
    std::sort(found.at.begin(), found.at.begin() + static_cast<std::ptrdiff_t>(found.size));
    matches_.push_back({&pattern, {found.at.begin(), found.at.begin() + found.size}});
  }

  const std::vector<Word>& words_;
  const CompiledLexicon& lexicon_;
  std::vector<LexiconWord> words_of_lexicon_;  // Of each word.
  // Of the words that have no triggers of their own in the lexicon, by how they are written, and whether in capitals or
  // as a number.
  absl::node_hash_map<std::tuple<std::string_view, bool, bool>, Room> rooms_;
  std::vector<PatternMatch> matches_;
};

}  // namespace

std::vector<PatternMatch> FindMatches(const std::vector<Word>& words, const CompiledLexicon& lexicon) {
  return Finder(words, lexicon).Find();
}

}  // namespace koppel::matcher
