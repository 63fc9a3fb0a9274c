// The oracle's own reading of the vocabulary: strings and recursion.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_WORDS_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_WORDS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"

namespace koppel::oracle {

enum class Kin { kNone, kRelated, kNarrower, kSame };

class Words {
 public:
  explicit Words(const v1::Vocabulary& file);

  bool Has(v1::TermKind kind, const std::string& code) const { return terms_.count({kind, code}) > 0; }
  const v1::Term& Get(v1::TermKind kind, const std::string& code) const { return terms_.at({kind, code}); }

  // How an offered wish answers one that is asked.
  Kin KinOf(const std::string& asked, const std::string& offered) const;

  // The wishes that some words speak of; the words of the rules go before those of the vocabulary.
  std::vector<std::string> WishesIn(const std::string& text, const v1::RuleSet& rules) const;

 private:
  bool IsBelow(const std::string& narrow, const std::string& wide) const;
  std::string WishNamed(const std::string& expression, const v1::RuleSet& rules) const;

  std::map<std::pair<int, std::string>, v1::Term> terms_;
};

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_WORDS_H_
