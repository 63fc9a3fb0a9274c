// Small worlds and requests made up by chance, for comparing matchers.
//
//   std::mt19937_64 random(seed);
//   oracle::Question question = MakeQuestion(RealVocabulary(), RealRules(), random);
//
// The same seed gives the same question. All codes and references exist, but for a few records that refer to what is
// not there, which a World leaves out.

#ifndef KOPPEL_TESTS_MATCHER_GENERATE_H_
#define KOPPEL_TESTS_MATCHER_GENERATE_H_

#include <random>
#include <string>
#include <vector>

#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"
#include "tests/matcher/oracle_facts.h"

namespace koppel::matcher {

// The national rules are the real ones or a random variation of them; most questions have sets of municipalities and
// teams over them.
oracle::Question MakeQuestion(const v1::Vocabulary& vocabulary, const v1::RuleSet& rules, std::mt19937_64& random);

// All rule sets of a question.
std::vector<v1::RuleSet> SetsOf(const oracle::Question& question);

// A world as large as the country: 342 municipalities and about this many offerings, with all words of the vocabulary;
// and a request in it. The rules are as given.
oracle::Question MakeLargeQuestion(const v1::Vocabulary& vocabulary, const v1::RuleSet& rules, int offerings,
                                   std::mt19937_64& random);

// More requests in the world of a question made by MakeLargeQuestion.
std::vector<v1::Referral> MakeRequests(const oracle::Question& question, int count, std::mt19937_64& random);

// One more offering for the world of a question, of one of its providers.
v1::DirectoryEntry MakeOffering(const oracle::Question& question, const std::string& id, std::mt19937_64& random);

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_GENERATE_H_
