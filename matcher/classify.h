// The need-reader: what a Dutch text about a resident tells of needs, by rules alone.
//
//   Classification c = Classify("Mevrouw heeft schulden, haar broer is verslaafd.", lexicon);
//   // c.domains() is SOCIETY; the addiction is among c.needs(), of another person, and does not count
//
// Pure and deterministic: the same text and lexicon give the same answer. Nothing of the text is kept; the answer holds
// places in it, and ids of rules.

#ifndef KOPPEL_MATCHER_CLASSIFY_H_
#define KOPPEL_MATCHER_CLASSIFY_H_

#include <string_view>

#include "koppel/v1/classification.pb.h"
#include "matcher/reader/lexicon.h"

namespace koppel::matcher {

// Takes time linear in the text. The caller has checked that the text is UTF-8, not too long, and holds no personal
// data (base/utf8.h, base/text_guard.h); other bytes are read as spaces.
koppel::v1::Classification Classify(std::string_view text, const CompiledLexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_CLASSIFY_H_
