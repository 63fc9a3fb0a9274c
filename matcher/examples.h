// Runs the examples that stand in rule sets. Pure.
//
// An example is asked of the example directory of its set and of the sets above it in its chain, under the rules as
// they count on the day of the example or on the day that is checked, whichever is later: what held when it was written
// has to hold after a change too. An example of the national set is asked under the national rules alone, one of
// a municipality or a team under all sets that count there. An area that no record names lies in its municipality by
// the digits of its code.

#ifndef KOPPEL_MATCHER_EXAMPLES_H_
#define KOPPEL_MATCHER_EXAMPLES_H_

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// Runs the examples of every set whose examples are asked under `name` too, itself among them, in the order of the
// names of the sets and of their files; with an empty name those of all sets. The sets must be without issues
// (RuleLayers::Create). `zone` is that of the Netherlands, `day` the day that is checked.
std::vector<koppel::v1::ExampleResult> RunExamples(const std::vector<koppel::v1::RuleSet>& sets, std::string_view name,
                                                   std::shared_ptr<const Vocabulary> vocabulary, absl::TimeZone zone,
                                                   absl::CivilDay day);

// Runs the examples of the sets of level LEXICON that count in these places (matcher/reader/lexicons.h), in the order
// of the names of the sets and of their files. An example passes when it is read as it says in all of the places; its
// title is its text. What is wrong in the sets is reported (CheckLexicons); where that counts no example is run.
std::vector<koppel::v1::ExampleResult> RunLexiconExamples(const std::vector<koppel::v1::RuleSet>& sets,
                                                          const std::set<std::string>& places,
                                                          const Vocabulary& vocabulary, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_EXAMPLES_H_
