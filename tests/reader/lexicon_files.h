// The lexicons of the project and small ones written in a test.

#ifndef KOPPEL_TESTS_READER_LEXICON_FILES_H_
#define KOPPEL_TESTS_READER_LEXICON_FILES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/reader/lexicon.h"
#include "matcher/reader/no_signs.h"

namespace koppel::matcher {

std::shared_ptr<const Vocabulary> LexiconVocabulary();

// The sets in matcher/rules/lexicon, by the names of their files. Ends the program when one cannot be read.
std::vector<koppel::v1::RuleSet> LexiconSets();

// Those sets, compiled. Ends the program when they do not compile.
std::shared_ptr<const CompiledLexicon> RealLexicon();

// The words in those sets that may not weigh. Ends the program when there are none.
const NoSigns& RealNoSigns();

// A set with this text as its `lexicon`, in text format; for everybody, or for a municipality.
koppel::v1::RuleSet SetOf(const std::string& lexicon, const std::string& name = "ruleSets/lexicon-test",
                          const std::string& municipality = "");

// Such a set, compiled; null with the issues when it cannot be.
std::shared_ptr<const CompiledLexicon> LexiconOf(const std::string& lexicon, std::vector<Issue>& issues);

// Such a set, compiled. Ends the program when it does not compile.
std::shared_ptr<const CompiledLexicon> LexiconOf(const std::string& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_READER_LEXICON_FILES_H_
