// Many questions made up by chance, each with its seed, so that a failure can be seen again.
//
// KOPPEL_CASES=50000 tries more questions than those of every day; KOPPEL_SEED=7 starts at another seed.

#ifndef KOPPEL_TESTS_MATCHER_QUESTION_RUNS_H_
#define KOPPEL_TESTS_MATCHER_QUESTION_RUNS_H_

#include <algorithm>
#include <cstdlib>
#include <random>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate.h"

namespace koppel::matcher {

inline int FromEnvironment(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

inline oracle::Question QuestionOf(int seed) {
  std::mt19937_64 random(seed);
  return MakeQuestion(RealVocabulary(), RealRules(), random);
}

// With the sanitizers everything takes many times as long, and what they find they find in few questions.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int kSanitizedShare = 20;
#else
inline constexpr int kSanitizedShare = 1;
#endif

// How many questions are asked where `cases` are those of every day.
inline int QuestionCount(int cases) { return FromEnvironment("KOPPEL_CASES", cases / kSanitizedShare); }

// Calls `check(seed, question)` for one in `share` of `cases` questions; stops at the first failure.
template <typename Check>
void ForQuestions(int cases, int share, const Check& check) {
  const int first = FromEnvironment("KOPPEL_SEED", 1);
  const int count = std::max(1, QuestionCount(cases) / share);
  for (int seed = first; seed < first + count; ++seed) {
    SCOPED_TRACE(absl::StrCat("KOPPEL_SEED=", seed, " KOPPEL_CASES=", share));
    check(seed, QuestionOf(seed));
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_QUESTION_RUNS_H_
