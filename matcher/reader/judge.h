// Puts together what was found in a text: which needs count, which domain comes first, how urgent it is.

#ifndef KOPPEL_MATCHER_READER_JUDGE_H_
#define KOPPEL_MATCHER_READER_JUDGE_H_

#include <vector>

#include "koppel/v1/classification.pb.h"
#include "matcher/reader/context.h"
#include "matcher/reader/find.h"
#include "matcher/reader/lexicon.h"
#include "matcher/reader/signs.h"

namespace koppel::matcher {

// `matches` as FindMatches gives them, `context` as ReadContext does, `signs` as WeighSigns does.
koppel::v1::Classification Judge(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                 const std::vector<WordContext>& context, const SignWeights& signs,
                                 const CompiledLexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_JUDGE_H_
