// Writes the request of a case as a Referral. Reads the coded fields only, never the text.

#ifndef KOPPEL_TESTS_SCORING_REFERRAL_OF_CASE_H_
#define KOPPEL_TESTS_SCORING_REFERRAL_OF_CASE_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "koppel/v1/referral.pb.h"
#include "koppel/v1/vocabulary.pb.h"
#include "tests/scoring/json_reader.h"

namespace koppel::scoring {

// The words of a server's vocabulary.
class Words {
 public:
  explicit Words(const std::vector<koppel::v1::Term>& terms);

  // Null when there is no such word.
  const koppel::v1::Term* Find(koppel::v1::TermKind kind, const std::string& code) const;

 private:
  std::map<std::pair<koppel::v1::TermKind, std::string>, koppel::v1::Term> terms_;
};

struct MappedReferral {
  koppel::v1::Referral referral;
  std::vector<std::string> warnings;  // What could not be taken over.
};

MappedReferral ReferralOfCase(const Json& request, const Words& words);

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_REFERRAL_OF_CASE_H_
