// A case of a scoring file: a request and what a good and a forbidden answer to it is.

#ifndef KOPPEL_TESTS_SCORING_SCORING_CASE_H_
#define KOPPEL_TESTS_SCORING_SCORING_CASE_H_

#include <istream>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/scoring/json_reader.h"

namespace koppel::scoring {

// Ids are the last parts of resource names: "org-kwintes", "act-al-breien".
struct Expected {
  std::set<std::string> partners;    // `acceptable_partner`
  std::set<std::string> activities;  // `acceptable_activity`
  std::string delivery;              // "thuis", "haalzorg" or empty.
  std::vector<std::string> never;    // Ids, "haalzorg", "informal-as-best".
  std::string escalate;              // An id or a number such as "112"; empty: nobody.
  std::string why;

  // Nothing in the directory is right.
  bool nothing_fits() const { return partners.empty() && activities.empty(); }
};

struct ScoringCase {
  std::string id;
  Json request;
  Expected expected;
};

// One case a line, as JSON. INVALID_ARGUMENT with the line that cannot be read.
absl::StatusOr<std::vector<ScoringCase>> ReadCases(std::istream& in);

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_SCORING_CASE_H_
