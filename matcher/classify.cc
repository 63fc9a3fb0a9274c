#include "matcher/classify.h"

#include <vector>

#include "matcher/reader/context.h"
#include "matcher/reader/find.h"
#include "matcher/reader/judge.h"
#include "matcher/reader/signs.h"
#include "matcher/reader/text.h"

namespace koppel::matcher {

koppel::v1::Classification Classify(std::string_view text, const CompiledLexicon& lexicon) {
  const WordsOfText read = ReadText(text, lexicon.abbreviations());
  const std::vector<PatternMatch> matches = FindMatches(read.words(), lexicon);
  const std::vector<WordContext> context = ReadContext(read.words(), matches, lexicon.file());
  return Judge(read.words(), matches, context, WeighSigns(read.words(), lexicon.signs()), lexicon);
}

}  // namespace koppel::matcher
