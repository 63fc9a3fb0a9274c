// Makes one lexicon of several.

#ifndef KOPPEL_MATCHER_READER_LEXICON_MERGE_H_
#define KOPPEL_MATCHER_READER_LEXICON_MERGE_H_

#include <string>
#include <vector>

#include "koppel/v1/lexicon.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// Where a part of a merged lexicon comes from.
struct LexiconOrigin {
  std::string set;   // "ruleSets/lexicon-geest".
  std::string path;  // "lexicon.entries[3]".
};

struct MergedLexicon {
  koppel::v1::Lexicon lexicon;
  // In the order of the parts of `lexicon`, by kind.
  std::vector<LexiconOrigin> groups;
  std::vector<LexiconOrigin> entries;
  std::vector<LexiconOrigin> nothings;
  std::vector<LexiconOrigin> cues;
  std::vector<LexiconOrigin> questions;
  std::vector<LexiconOrigin> examples;
  std::vector<LexiconOrigin> signs;
  LexiconOrigin scale;
};

// The lexicons of these sets, in their order. What is in a municipality's lexicon takes the place of what has the same
// id, name or, for a sign, words in one for everybody; any other that stands there twice is reported. The same of the
// scale. Only the group of words that may not weigh (no_signs.h) is never replaced.
MergedLexicon MergeLexicons(const std::vector<const koppel::v1::RuleSet*>& sets, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICON_MERGE_H_
