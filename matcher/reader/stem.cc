#include "matcher/reader/stem.h"

#include <libstemmer.h>

#include <algorithm>

namespace koppel::matcher {
namespace {

// Shorter ones are mostly no verb.
constexpr size_t kShortestVerb = 4;
constexpr size_t kShortestStem = 3;
// Longer ones are no words; what the stemmer does with them is not worth its time.
constexpr size_t kLongestWord = 60;
// Shorter ones end in an -s of their own: "mens".
constexpr size_t kShortestPlural = 5;
// Shorter ones are no derived words: "dig".
constexpr size_t kShortestDerived = 5;
// What stands before these endings is a word of its own only when it is longer: "overheid", "woning".
constexpr size_t kShortestBeforeHeid = 5;
constexpr size_t kShortestBeforeIng = 4;

bool IsPlain(std::string_view word) {
  return word.size() <= kLongestWord &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

bool DropEnd(std::string_view& word, std::string_view end) {
  if (!word.ends_with(end)) return false;
  word.remove_suffix(end.size());
  return true;
}

// What words share that are no form of the word before their ending: "geldig", "moeilijke", "openbaar" and "openbare"
// (openb). Nothing for other words.
std::string_view DerivedStem(std::string_view word) {
  for (const std::string_view end : {"", "heid", "heden", "ere", "er", "e", "s", "st", "ste"}) {
    std::string_view rest = word;
    if (!DropEnd(rest, end) || rest.size() < kShortestDerived) continue;
    if (rest.ends_with("ig") || rest.ends_with("lijk")) return rest;
    if (rest.ends_with("baar")) return rest.substr(0, rest.size() - 3);
    if (rest.ends_with("bar")) return rest.substr(0, rest.size() - 2);
  }
  return {};
}

// Whether the stemmer would cut off what belongs to the word.
bool IsItsOwnStem(std::string_view word) {
  std::string_view rest = word;
  if (DropEnd(rest, "heid")) return rest.size() < kShortestBeforeHeid;
  if (DropEnd(rest, "ing")) return rest.size() < kShortestBeforeIng;
  return word.size() < kShortestPlural && word.ends_with('s');
}

// "vallen" is of "val"; but "wassen" not of "was".
bool EndsTwice(std::string_view cut) {
  if (cut.size() <= kShortestStem || cut.back() != cut[cut.size() - 2] || IsVowel(cut.back())) return false;
  return cut.back() != 's' || cut.size() > kShortestStem + 1;
}

// How the last vowel of a word is said whose stem is `cut`, which has every vowel once.
Vowel VowelOf(std::string_view word, std::string_view cut) {
  const size_t size = cut.size();
  if (size < 2 || !IsVowel(cut[size - 2]) || IsVowel(cut[size - 1])) return Vowel::kEither;
  if (size > 2 && IsVowel(cut[size - 3])) return Vowel::kEither;
  if (word.size() < size || word.substr(0, size - 1) != cut.substr(0, size - 1)) return Vowel::kEither;
  if (word[size - 1] == word[size - 2]) return Vowel::kLong;
  return word.size() > size && IsVowel(word[size]) ? Vowel::kEither : Vowel::kShort;
}

}  // namespace

bool MayBeOneWord(const Stem& a, const Stem& b) {
  return a.letters == b.letters && (a.vowel == b.vowel || a.vowel == Vowel::kEither || b.vowel == Vowel::kEither);
}

Stemmer::Stemmer() : stemmer_(sb_stemmer_new("dutch", nullptr)) {}
Stemmer::~Stemmer() { sb_stemmer_delete(stemmer_); }

// Good until the next call.
std::string_view Stemmer::Cut(std::string_view word) {
  const auto* letters = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer_, letters, static_cast<int>(word.size()));
  if (stem == nullptr) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<size_t>(sb_stemmer_length(stemmer_))};
}

Stem Stemmer::StemOf(std::string_view word) {
  if (IsItsOwnStem(word)) return {std::string(word)};
  if (const std::string_view derived = DerivedStem(word); !derived.empty()) return {std::string(derived)};
  std::string_view cut = Cut(word);
  if (EndsTwice(cut)) cut.remove_suffix(1);
  Stem stem{std::string(cut), VowelOf(word, cut)};
  if (!cut.empty() && cut.back() == 'z') stem.letters.back() = 's';
  if (!cut.empty() && cut.back() == 'v') stem.letters.back() = 'f';
  return stem;
}

std::vector<Stem> Stemmer::StemsOf(std::string_view word) {
  if (!IsPlain(word)) return {{std::string(word)}};
  std::vector<Stem> stems = {StemOf(word)};
  if (word.size() < kShortestVerb || word.back() != 't') return stems;
  word.remove_suffix(1);
  // "kunst" is no form of "kun".
  const bool ends_in_s = word.back() == 's' && !IsVowel(word[word.size() - 2]);
  Stem verb = ends_in_s ? Stem{std::string(word)} : StemOf(word);
  if (verb.letters.size() >= kShortestStem && verb != stems[0]) stems.push_back(std::move(verb));
  return stems;
}

}  // namespace koppel::matcher
