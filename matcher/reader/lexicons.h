// Which lexicons count together, and what is wrong in them.
//
//   auto lexicon = CompileLexicon(LexiconsFor(sets, "GM0034"), vocabulary, issues);
//
// A place is a municipality by its CBS code, or "": there the lexicons for everybody count alone.

#ifndef KOPPEL_MATCHER_READER_LEXICONS_H_
#define KOPPEL_MATCHER_READER_LEXICONS_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/reader/lexicon.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// The sets of level LEXICON among these that count together for residents of this municipality: those for everybody, by
// name, then its own. Of an empty municipality those for everybody alone.
std::vector<const koppel::v1::RuleSet*> LexiconsFor(const std::vector<koppel::v1::RuleSet>& sets,
                                                    std::string_view municipality);

// Every place where other words count: each municipality with words of its own, and "".
std::set<std::string> LexiconPlaces(const std::vector<koppel::v1::RuleSet>& sets);

// Those of them where this set, of level LEXICON, counts.
std::set<std::string> PlacesOfLexicon(const koppel::v1::RuleSet& set, const std::vector<koppel::v1::RuleSet>& sets);

// What is wrong in the sets of level LEXICON among these, taken together for each of the places. Every issue is given
// once. `use` gets the compiled lexicon of each place in which nothing is wrong; one is held at a time. The examples
// are not run: see matcher/examples.h.
void CheckLexicons(const std::vector<koppel::v1::RuleSet>& sets, const std::set<std::string>& places,
                   const Vocabulary& vocabulary, std::vector<Issue>& issues,
                   const std::function<void(const CompiledLexicon&)>& use = nullptr);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_LEXICONS_H_
