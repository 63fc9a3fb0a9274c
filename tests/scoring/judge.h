// Judges an answer of the matcher against what was expected.

#ifndef KOPPEL_TESTS_SCORING_JUDGE_H_
#define KOPPEL_TESTS_SCORING_JUDGE_H_

#include <map>
#include <string>
#include <vector>

#include "koppel/v1/matching_service.pb.h"
#include "tests/scoring/scoring_case.h"

namespace koppel::scoring {

// The provider behind each offering, both by id: "act-al-breien" -> "org-deschoor".
using Owners = std::map<std::string, std::string>;

struct Verdict {
  bool first = false;         // The first escalation, else the lead of the first proposal, is right.
  bool within_three = false;  // So is one of the first three.
  // With the lenient reading of `first`: any offering of an acceptable provider, in whatever form.
  bool lenient_first = false;
  std::vector<std::string> forbidden;  // What stands in the answer and may not, each in a few words.
  std::string got;                     // The answer in a few words.
};

// Right is: an acceptable activity; what an acceptable provider, or the provider of an acceptable activity, offers
// besides its activities; in the form asked for. Where nothing fits, right is the escalation that is expected, or an
// empty answer.
Verdict Judge(const Expected& expected, const koppel::v1::MatchResponse& answer, const Owners& owners);

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_JUDGE_H_
