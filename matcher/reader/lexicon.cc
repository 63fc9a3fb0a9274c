#include "matcher/reader/lexicon.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/text_fold.h"

namespace koppel::matcher {
namespace {

// Words of so few letters stand everywhere; they are a last choice to look for.
constexpr size_t kShortWord = 4;
constexpr int kShortWordCost = 50;

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
    result_->file_ = std::move(merged.lexicon);
    result_->examples_ = std::move(merged.examples);
  }

  std::shared_ptr<const CompiledLexicon> Compile() {
    AssignSlots();
    CountCosts();
    for (CompiledPattern& pattern : result_->patterns_) ChooseTrigger(pattern);
    NumberTriggersFirst();
    for (size_t i = 0; i < result_->patterns_.size(); ++i) AddTrigger(static_cast<int>(i));
    FillTriggers();
    FillTable();
    return std::move(result_);
  }

 private:
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
      for (const PatternPhrase& phrase : written.pattern) {
        std::vector<CompiledPlace>& places = compiled.phrases.emplace_back();
        for (const PatternPlace& place : phrase) places.push_back({SlotOf(place), place.words_before});
      }
    }
    result_->slots_ = static_cast<int>(slots_.size());
  }

  // How often the words of each slot are in patterns: the more, the worse they are to look for.
  void CountCosts() {
    absl::flat_hash_map<std::string, int> uses;
    for (const CompiledPattern& pattern : result_->patterns_) {
      for (const auto& phrase : pattern.phrases) {
        for (const CompiledPlace& place : phrase) {
          for (const PatternWord& word : slots_[place.slot]->any_of) ++uses[NameOf(word)];
        }
      }
    }
    for (const PatternPlace* slot : slots_) {
      int& cost = cost_.emplace_back(0);
      for (const PatternWord& word : slot->any_of) {
        cost += uses[NameOf(word)] + (word.folded.size() < kShortWord ? kShortWordCost : 0);
      }
    }
  }

  void ChooseTrigger(CompiledPattern& pattern) const {
    for (size_t phrase = 0; phrase < pattern.phrases.size(); ++phrase) {
      for (size_t place = 0; place < pattern.phrases[phrase].size(); ++place) {
        if (cost_[pattern.phrases[phrase][place].slot] >= cost_[pattern.trigger()]) continue;
        pattern.trigger_phrase = static_cast<int>(phrase);
        pattern.trigger_place = static_cast<int>(place);
      }
    }
  }

  // So that of the slots of a word, which are in order, those with triggers come first.
  void NumberTriggersFirst() {
    std::vector<bool> triggers(slots_.size(), false);
    for (const CompiledPattern& pattern : result_->patterns_) triggers[pattern.trigger()] = true;
    std::vector<Slot> old(slots_.size());
    std::iota(old.begin(), old.end(), 0);
    const auto rest = std::stable_partition(old.begin(), old.end(), [&](Slot slot) { return triggers[slot]; });
    by_slot_.resize(rest - old.begin());
    std::vector<Slot> number(slots_.size());
    for (size_t i = 0; i < old.size(); ++i) number[old[i]] = static_cast<Slot>(i);
    Renumber(old, number);
  }

  void Renumber(const std::vector<Slot>& old, const std::vector<Slot>& number) {
    for (CompiledPattern& pattern : result_->patterns_) {
      for (auto& phrase : pattern.phrases) {
        for (CompiledPlace& place : phrase) place.slot = number[place.slot];
      }
    }
    std::vector<const PatternPlace*> slots;
    std::vector<int> cost;
    for (const Slot slot : old) {
      slots.push_back(slots_[slot]);
      cost.push_back(cost_[slot]);
    }
    slots_ = std::move(slots);
    cost_ = std::move(cost);
  }

  void AddTrigger(int number) {
    const CompiledPattern& pattern = result_->patterns_[number];
    const std::vector<CompiledPlace>& phrase = pattern.phrases[pattern.trigger_phrase];
    const bool whole = pattern.phrases.size() == 1 && phrase.size() <= 2;
    Trigger trigger{number, pattern.trigger(), pattern.trigger(), 0, 0, whole};
    if (phrase.size() > 1) {
      SetBeside(phrase, pattern.trigger_place, trigger);
      trigger.also = RarestBut(phrase, pattern.trigger_place);
    }
    by_slot_[pattern.trigger()].push_back(trigger);
  }

  void SetBeside(const std::vector<CompiledPlace>& phrase, int place, Trigger& trigger) const {
    const bool last = place + 1 == static_cast<int>(phrase.size());
    const bool before = last || (place > 0 && cost_[phrase[place - 1].slot] < cost_[phrase[place + 1].slot]);
    trigger.step = before ? -1 : 1;
    trigger.beside = phrase[place + trigger.step].slot;
    trigger.others = static_cast<int8_t>(phrase[before ? place : place + 1].words_before);
  }

  // The rarest slot of the other places; a phrase has two or more.
  Slot RarestBut(const std::vector<CompiledPlace>& phrase, int place) const {
    int rarest = place == 0 ? 1 : 0;
    for (int i = 0; i < static_cast<int>(phrase.size()); ++i) {
      if (i != place && cost_[phrase[i].slot] < cost_[phrase[rarest].slot]) rarest = i;
    }
    return phrase[rarest].slot;
  }

  void FillTriggers() {
    for (const std::vector<Trigger>& triggers : by_slot_) {
      result_->first_trigger_.push_back(result_->triggers_.size());
      result_->triggers_.insert(result_->triggers_.end(), triggers.begin(), triggers.end());
    }
    result_->first_trigger_.push_back(result_->triggers_.size());
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
  std::vector<const PatternPlace*> slots_;     // In written_.
  std::vector<int> cost_;                      // By slot.
  std::vector<std::vector<Trigger>> by_slot_;  // Of the slots that have any.
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
