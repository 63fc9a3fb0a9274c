// The vocabulary: the codes of sub-topics, expertise, target groups, wishes, languages and product categories.
//
// Thread safety: immutable after Create.

#ifndef KOPPEL_MATCHER_RULES_VOCABULARY_H_
#define KOPPEL_MATCHER_RULES_VOCABULARY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/vocabulary.pb.h"

namespace koppel::matcher {

// Something wrong in a file of rules or words.
struct Issue {
  std::string path;                   // Where, such as "terms[3].broader[0]".
  koppel::v1::LocalizedText message;  // What is wrong and what to do about it; goes on from the path.
  std::string set = "";               // In which rule set, such as "ruleSets/nl"; empty for the vocabulary.
};

// A term by its place in the vocabulary, small enough to work with. kNoTerm stands for a code that is unknown.
using TermId = int;
inline constexpr TermId kNoTerm = -1;

// How a term that is offered answers a term that is asked for.
enum class Kinship { kNone, kRelated, kNarrower, kSame };

// Wishes by the words that speak of them, folded with FoldText.
using WishWords = absl::flat_hash_map<std::string, TermId>;

// How many words an expression for a wish has at most.
inline constexpr int kLongestExpression = 4;

class Vocabulary {
 public:
  // Null when there is any issue; all of them are reported.
  static std::shared_ptr<const Vocabulary> Create(const koppel::v1::Vocabulary& file, std::vector<Issue>& issues);

  // kNoTerm when there is no such code of this kind.
  TermId Find(koppel::v1::TermKind kind, std::string_view code) const;
  const koppel::v1::Term& term(TermId id) const { return terms_[id]; }
  int size() const { return static_cast<int>(terms_.size()); }

  // All terms, by kind, then by code.
  const std::vector<koppel::v1::Term>& terms() const { return terms_; }

  // How `offered` answers `asked`; both of the same kind.
  Kinship KinshipOf(TermId asked, TermId offered) const;

  // The terms that answer `asked` in some way, itself among them.
  const std::vector<TermId>& KinOf(TermId asked) const { return kin_[asked]; }

  // The wishes a few Dutch words speak of, in the order in which they occur. `more` holds words beside those of the
  // vocabulary and goes before them.
  std::vector<TermId> WishesIn(std::string_view words, const WishWords& more = {}) const;

 private:
  Vocabulary() = default;

  void IndexCodes(std::vector<Issue>& issues);
  void IndexWider(std::vector<Issue>& issues);
  void IndexKin();
  void IndexWishWords();
  std::vector<TermId> FindKin(const koppel::v1::Term& term,
                              const google::protobuf::RepeatedPtrField<std::string>& codes, std::string_view field,
                              std::vector<Issue>& issues) const;
  bool IsBelow(TermId narrow, TermId wide) const;

  std::vector<koppel::v1::Term> terms_;
  absl::flat_hash_map<std::string, TermId> by_code_;  // "<kind>/<code>"
  std::vector<std::vector<TermId>> wider_;            // All wider terms, also of wider terms.
  std::vector<std::vector<TermId>> related_;
  std::vector<std::vector<TermId>> kin_;
  WishWords wish_by_word_;  // Codes, titles and synonyms, folded.
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_VOCABULARY_H_
