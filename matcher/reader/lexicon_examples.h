// Runs the examples of a lexicon.

#ifndef KOPPEL_MATCHER_READER_LEXICON_EXAMPLES_H_
#define KOPPEL_MATCHER_READER_LEXICON_EXAMPLES_H_

#include <vector>

#include "matcher/reader/lexicon.h"

namespace koppel::matcher {

// Reads every example and reports each that is read otherwise than it says: its place in the file, what was expected,
// what was read, and by which rules. Empty: all are read as they say.
std::vector<Issue> CheckLexiconExamples(const CompiledLexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICON_EXAMPLES_H_
