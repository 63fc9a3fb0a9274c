#include "matcher/reader/lexicon.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/text_fold.h"

namespace koppel::matcher {
namespace {

// Words of so few letters stand everywhere; they are a last choice to look for.
constexpr size_t kShortWord = 4;
constexpr int kShortWordCost = 50;

// Of a lexicon in which many patterns hang on many words, only so many are laid together by word.
constexpr size_t kMostTriggersOfWords = 2000000;

// What a place adds to the weight of its pattern; a whole word says more than a part of one.
constexpr int kPlaceWeight = 10;
constexpr int kWholeWordWeight = 3;
// At equal length a name that is no need goes before a need, and a need before a cue.
constexpr int kNothingWeight = 2;
constexpr int kEntryWeight = 1;

std::string NameOf(const PatternWord& word) { return absl::StrCat(static_cast<int>(word.form), ":", word.folded); }

std::string NameOf(const PatternPlace& place) {
  std::vector<std::string> words;
  for (const PatternWord& word : place.any_of) words.push_back(NameOf(word));
  std::sort(words.begin(), words.end());
  std::string key;
  for (const std::string& word : words) absl::StrAppend(&key, word, "|");
  return key;
}

bool IsWhole(const PatternWord& word) { return word.form != WordForm::kPrefix && word.form != WordForm::kSuffix; }

int WeightOf(const Pattern& pattern, RuleKind kind) {
  int weight = kind == RuleKind::kNothing ? kNothingWeight : kind == RuleKind::kEntry ? kEntryWeight : 0;
  for (const PatternPhrase& phrase : pattern) {
    for (const PatternPlace& place : phrase) {
      const bool whole = std::all_of(place.any_of.begin(), place.any_of.end(), IsWhole);
      weight += kPlaceWeight + (whole ? kWholeWordWeight : 0);
    }
  }
  return weight;
}

}  // namespace

class LexiconCompiler {
 public:
  LexiconCompiler(MergedLexicon merged, std::vector<LexiconPattern> patterns)
      : written_(std::move(patterns)), result_(new CompiledLexicon) {
    for (const std::string& word : merged.lexicon.abbreviations()) result_->abbreviations_.insert(FoldText(word));
    for (const std::string& word : merged.lexicon.ordinary_words()) result_->table_.AddOrdinary(FoldText(word));
    result_->signs_ = SignTable::Create(merged.lexicon);
    // They are many, and all that is asked of them is in the table.
    merged.lexicon.clear_signs();
    result_->file_ = std::move(merged.lexicon);
    result_->examples_ = std::move(merged.examples);
  }

  std::shared_ptr<const CompiledLexicon> Compile() {
    AssignSlots();
    CountCosts();
    for (CompiledPattern& pattern : result_->patterns_) ChooseTrigger(pattern);
    for (size_t i = 0; i < result_->patterns_.size(); ++i) AddTrigger(static_cast<uint32_t>(i));
    NumberSlots();
    FillTriggers();
    FillTable();
    FillTriggersOfWords();
    return std::move(result_);
  }

 private:
  // A trigger, and where it is tried.
  struct PlacedTrigger {
    Slot slot;
    Side side;
    Trigger trigger;
  };

  // A slot beside a place, and how many words may stand between; or a mark of Trigger::others.
  struct Beside {
    Slot slot;
    int others;
  };

  Slot SlotOf(const PatternPlace& place) {
    const auto [entry, is_new] = numbers_.try_emplace(NameOf(place), static_cast<Slot>(slots_.size()));
    if (is_new) slots_.push_back(&place);
    return entry->second;
  }

  void AssignSlots() {
    for (const LexiconPattern& written : written_) {
      CompiledPattern& compiled = result_->patterns_.emplace_back();
      compiled.kind = written.kind;
      compiled.rule = written.rule;
      compiled.weight = WeightOf(written.pattern, written.kind);
      compiled.first_place = static_cast<uint32_t>(result_->places_.size());
      for (size_t phrase = 0; phrase < written.pattern.size(); ++phrase) AddPlaces(written.pattern[phrase], phrase);
      compiled.places = static_cast<uint8_t>(result_->places_.size() - compiled.first_place);
    }
  }

  void AddPlaces(const PatternPhrase& written, size_t phrase) {
    for (const PatternPlace& place : written) {
      const auto words_before = static_cast<uint8_t>(place.words_before);
      result_->places_.push_back({SlotOf(place), words_before, static_cast<uint8_t>(phrase)});
    }
  }

  // How often the words of each slot are in patterns: the more, the worse they are to look for.
  void CountCosts() {
    absl::flat_hash_map<std::string, int> uses;
    for (const CompiledPlace& place : result_->places_) {
      for (const PatternWord& word : slots_[place.slot]->any_of) ++uses[NameOf(word)];
    }
    for (const PatternPlace* slot : slots_) {
      int& cost = cost_.emplace_back(0);
      for (const PatternWord& word : slot->any_of) {
        cost += uses[NameOf(word)] + (word.folded.size() < kShortWord ? kShortWordCost : 0);
      }
    }
  }

  void ChooseTrigger(CompiledPattern& pattern) const {
    const CompiledPlaces places = result_->PlacesOf(pattern);
    const auto is_rarer = [this](const CompiledPlace& a, const CompiledPlace& b) {
      return cost_[a.slot] < cost_[b.slot];
    };
    pattern.trigger = static_cast<uint8_t>(std::min_element(places.begin(), places.end(), is_rarer) - places.begin());
  }

  // So that of the slots of a word, which are in order, those with triggers come first, then those that are looked for
  // before others, then those that are after others.
  void NumberSlots() {
    std::vector<bool> triggers(slots_.size(), false);
    std::array<std::vector<bool>, kSides> near;
    near.fill(triggers);
    for (const PlacedTrigger& placed : placed_) {
      triggers[placed.slot] = true;
      near[static_cast<int>(placed.side)][placed.trigger.beside] = true;
      near[static_cast<int>(placed.side)][placed.trigger.also] = true;
    }
    std::vector<Slot> old(slots_.size());
    std::iota(old.begin(), old.end(), 0);
    auto next = old.begin();
    const auto take = [&](const std::vector<bool>& these) {
      next = std::stable_partition(next, old.end(), [&](Slot slot) { return these[slot]; });
      return static_cast<int>(next - old.begin());
    };
    result_->trigger_slots_ = take(triggers);
    for (int side = 0; side < kSides; ++side) result_->near_slots_[side] = take(near[side]);
    Renumber(old);
  }

  void Renumber(const std::vector<Slot>& old) {
    std::vector<Slot> number(slots_.size());
    for (size_t i = 0; i < old.size(); ++i) number[old[i]] = static_cast<Slot>(i);
    for (CompiledPlace& place : result_->places_) place.slot = number[place.slot];
    for (PlacedTrigger& placed : placed_) {
      placed.slot = number[placed.slot];
      placed.trigger.beside = static_cast<uint32_t>(number[placed.trigger.beside]);
      placed.trigger.also = static_cast<uint32_t>(number[placed.trigger.also]);
    }
    std::vector<const PatternPlace*> slots;
    for (const Slot slot : old) slots.push_back(slots_[slot]);
    slots_ = std::move(slots);
  }

  void AddTrigger(uint32_t number) {
    const CompiledPattern& pattern = result_->patterns_[number];
    const CompiledPlaces places = result_->PlacesOf(pattern);
    const Slot slot = places[pattern.trigger].slot;
    if (InOnePhrase(places, pattern.trigger, pattern.trigger - 1) ||
        InOnePhrase(places, pattern.trigger, pattern.trigger + 1)) {
      AddBeside(number, places, pattern.trigger);
    } else if (places.size() > 1) {
      const Slot near = RarestOfOthers(pattern);
      placed_.push_back({slot, Side::kBefore, MakeTrigger(number, {near, kNearMark}, false)});
      placed_.push_back({slot, Side::kAfter, MakeTrigger(number, {near, kNearMark}, false)});
    } else {
      placed_.push_back({slot, Side::kAlone, MakeTrigger(number, {slot, 0}, true)});
    }
  }

  static Trigger MakeTrigger(uint32_t number, Beside beside, bool whole) {
    const auto slot = static_cast<uint32_t>(beside.slot);
    const auto others = static_cast<uint32_t>(beside.others);
    return {slot, others, slot, others, number, whole};
  }

  void AddBeside(uint32_t number, CompiledPlaces places, int place) {
    const bool first = !InOnePhrase(places, place, place - 1);
    const bool last = !InOnePhrase(places, place, place + 1);
    const bool before = last || (!first && cost_[places[place - 1].slot] < cost_[places[place + 1].slot]);
    const std::vector<Beside> besides = PlacesBeside(places, place, before ? -1 : 1);
    Trigger trigger = MakeTrigger(number, besides[0], places.size() == 2);
    for (size_t i = 1; i < besides.size(); ++i) {
      if (i > 1 && cost_[besides[i].slot] >= cost_[trigger.also]) continue;
      trigger.also = static_cast<uint32_t>(besides[i].slot);
      trigger.also_others = static_cast<uint32_t>(besides[i].others);
    }
    placed_.push_back({places[place].slot, before ? Side::kBefore : Side::kAfter, trigger});
  }

  // The places of its phrase on one side of a place, the nearest first.
  static std::vector<Beside> PlacesBeside(CompiledPlaces places, int place, int step) {
    std::vector<Beside> besides;
    int others = 0;
    for (int i = place + step; InOnePhrase(places, place, i); i += step) {
      others += places[step > 0 ? i : i + 1].words_before;
      besides.push_back({places[i].slot, std::min(others, kSentenceMark)});
      ++others;
    }
    return besides;
  }

  // The rarest slot that another phrase than that of the trigger begins with.
  Slot RarestOfOthers(const CompiledPattern& pattern) const {
    const CompiledPlaces places = result_->PlacesOf(pattern);
    Slot rarest = -1;
    for (int i = 0; i < static_cast<int>(places.size()); ++i) {
      if (InOnePhrase(places, i, i - 1) || InOnePhrase(places, i, pattern.trigger)) continue;
      if (rarest < 0 || cost_[places[i].slot] < cost_[rarest]) rarest = places[i].slot;
    }
    return rarest;
  }

  void FillTriggers() {
    const auto key = [](const PlacedTrigger& placed) { return std::tie(placed.slot, placed.side); };
    std::stable_sort(placed_.begin(), placed_.end(),
                     [&](const PlacedTrigger& a, const PlacedTrigger& b) { return key(a) < key(b); });
    auto next = placed_.begin();
    for (Slot slot = 0; slot < result_->trigger_slots_; ++slot) {
      for (int side = 0; side < kSides; ++side) {
        result_->by_slot_.Begin();
        for (; next != placed_.end() && next->slot == slot && static_cast<int>(next->side) == side; ++next) {
          result_->by_slot_.Add({next->trigger});
        }
      }
    }
    result_->by_slot_.Finish();
  }

  // So that of most words of a text all triggers stand together.
  void FillTriggersOfWords() {
    result_->table_.ForEachKnown([&](const SlotSet& word) {
      if (result_->by_word_.size() > kMostTriggersOfWords) return;
      for (const Side side : kAllSides) {
        result_->by_word_.Begin();
        for (const Slot slot : word.slots()) {
          if (slot < result_->trigger_slots_) result_->by_word_.Add(result_->TriggeredBy(slot, side));
        }
      }
      ++result_->words_with_triggers_;
    });
    result_->by_word_.Finish();
  }

  void FillTable() {
    for (size_t i = 0; i < slots_.size(); ++i) {
      for (const PatternWord& word : slots_[i]->any_of) result_->table_.Add(word, static_cast<Slot>(i));
    }
    result_->table_.Finish();
  }

  std::vector<LexiconPattern> written_;  // In the order of result_->patterns_.
  std::shared_ptr<CompiledLexicon> result_;
  absl::flat_hash_map<std::string, Slot> numbers_;
  std::vector<const PatternPlace*> slots_;  // In written_.
  std::vector<int> cost_;                   // By slot.
  std::vector<PlacedTrigger> placed_;
};

std::shared_ptr<const CompiledLexicon> CompileLexicon(const std::vector<const koppel::v1::RuleSet*>& sets,
                                                      const Vocabulary& vocabulary, std::vector<Issue>& issues) {
  const size_t issues_before = issues.size();
  MergedLexicon merged = MergeLexicons(sets, issues);
  std::vector<LexiconPattern> patterns = ReadPatterns(merged, vocabulary, issues);
  if (issues.size() > issues_before) return nullptr;
  return LexiconCompiler(std::move(merged), std::move(patterns)).Compile();
}

}  // namespace koppel::matcher
