#include "matcher/reader/word_table.h"

#include <algorithm>
#include <utility>

namespace koppel::matcher {
namespace {

// What stands beside the known part of a compound has at least so many letters.
constexpr size_t kShortestPart = 2;

void Append(const Slots& from, Slots& to) { to.insert(to.end(), from.begin(), from.end()); }

void SortOnce(Slots& slots) {
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

// Under this key a stem is looked up.
std::string KeyOf(const Stem& stem) { return stem.letters + "~-+"[static_cast<int>(stem.vowel)]; }

}  // namespace

void WordTable::Add(const PatternWord& word, Slot slot) {
  const auto add = [slot](std::vector<Slots>& lists, int place) {
    if (place >= static_cast<int>(lists.size())) lists.resize(place + 1);
    lists[place].push_back(slot);
  };
  switch (word.form) {
    case WordForm::kInflected:
    case WordForm::kExact:
      (word.form == WordForm::kExact ? exact_ : inflected_)[word.folded].push_back(slot);
      forms_.push_back(word.folded);
      break;
    case WordForm::kPrefix:
      add(prefix_slots_, prefixes_.Insert(word.folded));
      forms_.push_back(word.folded);
      break;
    case WordForm::kSuffix:
      add(suffix_slots_, suffixes_.Insert(std::string(word.folded.rbegin(), word.folded.rend())));
      forms_.push_back(word.folded);
      break;
    case WordForm::kCapitals:
      capitals_[word.folded].push_back(slot);
      break;
    case WordForm::kNumber:
      numbers_.push_back(slot);
      break;
  }
}

void WordTable::AddOrdinary(std::string_view word) { ordinary_.emplace(word); }

void WordTable::Finish() {
  Stemmer stemmer;
  FinishStems(stemmer);
  std::sort(forms_.begin(), forms_.end());
  forms_.erase(std::unique(forms_.begin(), forms_.end()), forms_.end());
  known_.reserve(forms_.size());
  for (const std::string& form : forms_) {
    Slots slots;
    CollectForms(form, stemmer.StemsOf(form), slots);
    CollectParts(form, slots);
    SortOnce(slots);
    known_.emplace(form, SlotSet(std::move(slots), static_cast<int>(known_.size())));
  }
  typos_.Fill(std::move(forms_));
}

// A word whose vowel is long is also found by a form that may be either, never by one that is short.
void WordTable::FinishStems(Stemmer& stemmer) {
  for (const auto& [form, slots] : inflected_) {
    Append(slots, exact_[form]);
    const Stem stem = stemmer.StemsOf(form).front();
    for (const Vowel vowel : {Vowel::kEither, Vowel::kShort, Vowel::kLong}) {
      const Stem other{stem.letters, vowel};
      if (MayBeOneWord(stem, other)) Append(slots, by_stem_[KeyOf(other)]);
    }
  }
  inflected_.clear();
  std::vector<std::string> stems;
  for (const std::string& word : ordinary_) stems.push_back(stemmer.StemsOf(word).front().letters);
  ordinary_.insert(stems.begin(), stems.end());
}

const SlotSet* WordTable::FindKnown(const Word& word) const {
  if (word.number || (word.capitals && capitals_.contains(KeyOf(word.folded)))) return nullptr;
  const auto known = known_.find(KeyOf(word.folded));
  return known == known_.end() ? nullptr : &known->second;
}

Slots WordTable::Find(const Word& word, Stemmer& stemmer) const {
  Slots slots;
  if (word.capitals) {
    if (const auto found = capitals_.find(KeyOf(word.folded)); found != capitals_.end()) slots = found->second;
  }
  if (word.number) Append(numbers_, slots);
  CollectAll(word.folded, stemmer, slots);
  SortOnce(slots);
  return slots;
}

bool WordTable::LooksLikeTypo(std::string_view word, Stemmer& stemmer) const {
  Slots forms;
  CollectForms(word, stemmer.StemsOf(word), forms);
  if (!forms.empty()) return false;
  Slots typos;
  CollectTypos(word, typos);
  return !typos.empty();
}

void WordTable::CollectAll(std::string_view word, Stemmer& stemmer, Slots& slots) const {
  const std::vector<Stem> stems = stemmer.StemsOf(word);
  CollectForms(word, stems, slots);
  const bool is_form = !slots.empty();
  CollectParts(word, slots);
  // Part of a compound may be found in a word with a typing error too: "schuldn", "huurachterstnad".
  if (!is_form && !IsOrdinary(word, stems)) CollectTypos(word, slots);
}

void WordTable::CollectForms(std::string_view word, const std::vector<Stem>& stems, Slots& slots) const {
  if (const auto found = exact_.find(KeyOf(word)); found != exact_.end()) Append(found->second, slots);
  for (const Stem& stem : stems) {
    if (const auto found = by_stem_.find(KeyOf(stem)); found != by_stem_.end()) Append(found->second, slots);
  }
}

bool WordTable::IsOrdinary(std::string_view word, const std::vector<Stem>& stems) const {
  if (ordinary_.contains(KeyOf(word))) return true;
  return std::any_of(stems.begin(), stems.end(), [this](const Stem& stem) { return ordinary_.contains(stem.letters); });
}

void WordTable::CollectParts(std::string_view word, Slots& slots) const {
  prefixes_.FindBeginnings(word.begin(), word.end(), [&](int value, int) { Append(prefix_slots_[value], slots); });
  suffixes_.FindBeginnings(word.rbegin(), word.rend(), [&](int value, int letters) {
    const size_t rest = word.size() - letters;
    if (rest == 0 || rest >= kShortestPart) Append(suffix_slots_[value], slots);
  });
}

void WordTable::CollectTypos(std::string_view word, Slots& slots) const {
  typos_.ForEach(word, [&](const std::string& form) { Append(known_.find(form)->second.slots(), slots); });
}

}  // namespace koppel::matcher
