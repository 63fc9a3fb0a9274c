// The oracle's own reading of how well an offering answers a need.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_FIT_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_FIT_H_

#include <tuple>

#include "tests/matcher/oracle_facts.h"

namespace koppel::oracle {

// From not at all to exactly. From kDomain on it answers the need; below that it only comes near.
enum Grade { kNothing, kGeneralist, kDomain, kPartial, kRelated, kNarrower, kExact };

struct Fit {
  int points = 0;  // By the weights of the rules, before the place of the need counts.
  Grade grade = kNothing;

  bool operator<(const Fit& other) const { return std::tie(points, grade) < std::tie(other.points, other.grade); }
};

// The best of all ways in which the offering may answer the need.
Fit FitOf(const Book& book, const Need& need, const v1::Offering& offering);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_FIT_H_
