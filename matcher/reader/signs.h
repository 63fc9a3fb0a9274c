// What the words of a text say together, each a little: the signs of the lexicon, weighed.
//
//   const SignWeights weights = WeighSigns(words, lexicon.signs());
//   weights.points(koppel::v1::MIND)      how likely the text tells of a need in geest
//
// A pattern sees what somebody thought of; signs see what is said in many small ways. docs/lexicon.md says how their
// points come about.

#ifndef KOPPEL_MATCHER_READER_SIGNS_H_
#define KOPPEL_MATCHER_READER_SIGNS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "koppel/v1/lexicon.pb.h"
#include "matcher/reader/text.h"

namespace koppel::matcher {

// What a sign has points for: the domains by their number in koppel.v1.Domain, less one, direct danger, and a need in
// any domain.
inline constexpr int kSubjects = 6;
inline constexpr int kDangerSubject = 4;
inline constexpr int kNeedSubject = 5;
inline constexpr int SubjectOf(koppel::v1::Domain domain) { return static_cast<int>(domain) - 1; }

using SubjectPoints = std::array<int, kSubjects>;
SubjectPoints PointsOf(const koppel::v1::LexiconSign& sign);

// The letters that a sign has of a word: its first five.
std::string_view CutForSign(std::string_view folded);

// A word as signs have it: those letters, or "#" for a number.
std::string_view SignWord(const Word& word);

// The id of what signs found or doubt, among the rules of a reading; no part of a lexicon has it.
inline constexpr char kSignsRule[] = "signs";

// Whether this is one word, or two with a space between, as SignWord gives them.
bool IsSignWords(std::string_view words);

// The signs of a lexicon. Immutable and thread-safe.
class SignTable {
 public:
  // `signs` are of different words, each as IsSignWords wants. Without a scale the table is empty.
  static SignTable Create(const koppel::v1::Lexicon& lexicon);

  // Whether nothing is weighed.
  bool empty() const { return !scale_.has_value(); }
  // Not of an empty table.
  const koppel::v1::LexiconScale& scale() const { return *scale_; }
  int size() const { return static_cast<int>(points_.size()); }
  const SubjectPoints& points(int sign) const { return points_[sign]; }

  // Calls `use(sign, first word, words)` for each word, and each two words beside each other, that are a sign; only of
  // words that `counts`.
  template <typename Counts, typename Use>
  void ForEach(const std::vector<Word>& words, Counts counts, Use use) const {
    int before = kNone;
    for (size_t i = 0; i < words.size(); ++i) {
      if (!counts(words[i])) {
        before = kNone;
        continue;
      }
      const auto found = words_.find(KeyOf(SignWord(words[i])));
      const int word = found == words_.end() ? kNone : found->second;
      if (word != kNone) {
        if (of_word_[word] != kNone) use(of_word_[word], static_cast<int>(i), 1);
        if (const int pair = before == kNone ? kNone : OfPair(before, word); pair != kNone) {
          use(pair, static_cast<int>(i) - 1, 2);
        }
      }
      before = word;
    }
  }

 private:
  static constexpr int kNone = -1;

  static uint64_t PairKey(int first, int second) {
    return static_cast<uint64_t>(first) << 32 | static_cast<uint32_t>(second);
  }
  int OfPair(int first, int second) const {
    const auto found = of_pair_.find(PairKey(first, second));
    return found == of_pair_.end() ? kNone : found->second;
  }
  int NumberOf(std::string_view word);
  void Add(const koppel::v1::LexiconSign& sign);

  std::optional<koppel::v1::LexiconScale> scale_;
  absl::flat_hash_map<std::string, int> words_;  // The number of each word.
  std::vector<int> of_word_;                     // By number: the sign of the word alone, or kNone.
  absl::flat_hash_map<uint64_t, int> of_pair_;   // The sign of two words.
  std::vector<SubjectPoints> points_;            // By sign.
};

// A sign in a text.
struct FoundSign {
  int sign;
  int first_word;  // Where it stands for the first time.
  int words;       // One or two.
};

// The signs of one text, weighed.
class SignWeights {
 public:
  // Of a text of so many words. `table` must outlive this.
  SignWeights(const SignTable& table, std::vector<FoundSign> found, size_t words);

  // Whether nothing was weighed: without a scale, and in a text of a few words. No subject has points then.
  bool empty() const { return empty_; }
  int points(int subject) const { return points_[subject]; }
  int points(koppel::v1::Domain domain) const { return points_[SubjectOf(domain)]; }

  // Whether a domain has a need by its signs alone, and whether what patterns found there does not count. What a
  // pattern found in a short text is not doubted.
  bool Finds(koppel::v1::Domain domain) const;
  bool Doubts(koppel::v1::Domain domain) const;
  // Whether there is a need, whatever its domain is.
  bool FindsNeed() const;
  // The one with the most points.
  koppel::v1::Domain LikeliestDomain() const;
  bool FindsDanger() const;
  bool DoubtsDanger() const;

  // The signs that say most of a subject, in the order of the text; at most `most`, none without points for it.
  std::vector<FoundSign> Weightiest(int subject, size_t most) const;

 private:
  bool SaysNoNeed() const;

  const SignTable* table_;
  std::vector<FoundSign> found_;
  bool empty_;
  bool may_doubt_;
  SubjectPoints points_ = {};
};

SignWeights WeighSigns(const std::vector<Word>& words, const SignTable& table);

// Of these sentences alone, by their numbers, however few words they have. Without any nothing is weighed.
SignWeights WeighSigns(const std::vector<Word>& words, const std::set<int>& sentences, const SignTable& table);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_SIGNS_H_
