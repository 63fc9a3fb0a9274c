#include "matcher/reader/signs.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace koppel::matcher {
namespace {

using koppel::v1::Domain;
using koppel::v1::LexiconSign;

constexpr size_t kSignLetters = 5;
constexpr std::string_view kNumberWord = "#";
// A text with fewer signs is no surer of each of them.
constexpr size_t kFewestSigns = 10;
// In fewer words patterns see all that there is; and in fewer than that what they see is not doubted.
constexpr size_t kFewestWords = 6;
constexpr size_t kFewestWordsToDoubt = 8;

bool IsSignWord(std::string_view word) {
  if (word == kNumberWord) return true;
  const WordsOfText read = ReadText(word, {});
  return read.words().size() == 1 && SignWord(read.words()[0]) == word;
}

// Each once.
template <typename Counts>
std::vector<FoundSign> FindSigns(const std::vector<Word>& words, const SignTable& table, Counts counts) {
  std::vector<FoundSign> found;
  std::vector<bool> seen(table.size(), false);
  table.ForEach(words, counts, [&](int sign, int first_word, int count) {
    if (seen[sign]) return;
    seen[sign] = true;
    found.push_back({sign, first_word, count});
  });
  return found;
}

}  // namespace

SubjectPoints PointsOf(const LexiconSign& sign) {
  return {sign.body(), sign.mind(), sign.social(), sign.society(), sign.danger(), sign.need()};
}

// A letter may take several bytes.
std::string_view CutForSign(std::string_view folded) {
  size_t letters = 0;
  for (size_t i = 0; i < folded.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(folded[i]) & 0xC0) != 0x80;
    if (begins && ++letters > kSignLetters) return folded.substr(0, i);
  }
  return folded;
}

std::string_view SignWord(const Word& word) { return word.number ? kNumberWord : CutForSign(word.folded); }

bool IsSignWords(std::string_view words) {
  const size_t space = words.find(' ');
  if (space == std::string_view::npos) return IsSignWord(words);
  return IsSignWord(words.substr(0, space)) && IsSignWord(words.substr(space + 1));
}

SignTable SignTable::Create(const koppel::v1::Lexicon& lexicon) {
  SignTable table;
  if (!lexicon.has_scale()) return table;
  table.scale_ = lexicon.scale();
  for (const LexiconSign& sign : lexicon.signs()) table.Add(sign);
  return table;
}

int SignTable::NumberOf(std::string_view word) {
  const auto [entry, is_new] = words_.try_emplace(std::string(word), static_cast<int>(of_word_.size()));
  if (is_new) of_word_.push_back(kNone);
  return entry->second;
}

void SignTable::Add(const LexiconSign& sign) {
  const std::string_view words = sign.words();
  const size_t space = words.find(' ');
  const int number = static_cast<int>(points_.size());
  points_.push_back(PointsOf(sign));
  const int first = NumberOf(words.substr(0, space));
  if (space == std::string_view::npos) {
    of_word_[first] = number;
  } else {
    of_pair_[PairKey(first, NumberOf(words.substr(space + 1)))] = number;
  }
}

SignWeights::SignWeights(const SignTable& table, std::vector<FoundSign> found, size_t words)
    : table_(&table),
      found_(std::move(found)),
      empty_(table.empty() || words < kFewestWords),
      may_doubt_(!empty_ && words >= kFewestWordsToDoubt) {
  if (empty_) return;
  std::array<int64_t, kSubjects> sum = {};
  for (const FoundSign& sign : found_) {
    for (int subject = 0; subject < kSubjects; ++subject) sum[subject] += table.points(sign.sign)[subject];
  }
  const double root = std::sqrt(static_cast<double>(std::max(found_.size(), kFewestSigns)));
  const SubjectPoints base = PointsOf(table.scale().base());
  for (int subject = 0; subject < kSubjects; ++subject) {
    points_[subject] = base[subject] + static_cast<int>(std::lround(static_cast<double>(sum[subject]) / root));
  }
}

bool SignWeights::Finds(Domain domain) const {
  return !empty() && !SaysNoNeed() && points(domain) >= table_->scale().found_at();
}

bool SignWeights::Doubts(Domain domain) const {
  return may_doubt_ && (SaysNoNeed() || points(domain) < table_->scale().doubted_below());
}

bool SignWeights::SaysNoNeed() const { return points(kNeedSubject) < table_->scale().no_need_below(); }

bool SignWeights::FindsNeed() const {
  return !empty() && !SaysNoNeed() && points(kNeedSubject) >= table_->scale().need_at();
}

Domain SignWeights::LikeliestDomain() const {
  const auto most = std::max_element(points_.begin(), points_.begin() + kDangerSubject);
  return static_cast<Domain>(most - points_.begin() + 1);
}

bool SignWeights::FindsDanger() const { return !empty() && points(kDangerSubject) >= table_->scale().danger_at(); }

bool SignWeights::DoubtsDanger() const {
  return may_doubt_ && points(kDangerSubject) < table_->scale().danger_doubted_below();
}

std::vector<FoundSign> SignWeights::Weightiest(int subject, size_t most) const {
  const auto points_of = [&](const FoundSign& sign) { return table_->points(sign.sign)[subject]; };
  std::vector<FoundSign> signs;
  std::copy_if(found_.begin(), found_.end(), std::back_inserter(signs),
               [&](const FoundSign& sign) { return points_of(sign) > 0; });
  std::stable_sort(signs.begin(), signs.end(),
                   [&](const FoundSign& a, const FoundSign& b) { return points_of(a) > points_of(b); });
  if (signs.size() > most) signs.resize(most);
  std::stable_sort(signs.begin(), signs.end(),
                   [](const FoundSign& a, const FoundSign& b) { return a.first_word < b.first_word; });
  return signs;
}

SignWeights WeighSigns(const std::vector<Word>& words, const SignTable& table) {
  return {table, FindSigns(words, table, [](const Word&) { return true; }), words.size()};
}

SignWeights WeighSigns(const std::vector<Word>& words, const std::set<int>& sentences, const SignTable& table) {
  const auto is_there = [&](const Word& word) { return sentences.contains(word.sentence); };
  return {table, FindSigns(words, table, is_there), sentences.empty() ? 0 : kFewestWords};
}

}  // namespace koppel::matcher
