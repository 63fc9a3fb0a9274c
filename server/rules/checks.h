// What is wrong with rule sets: each on its own, and all that count together. Every problem is found, each with its
// set and its path.

#ifndef KOPPEL_SERVER_RULES_CHECKS_H_
#define KOPPEL_SERVER_RULES_CHECKS_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"
#include "server/rules/revisions.h"
#include "server/validation.h"
#include "storage/rule_sets.h"

namespace koppel::server {

using RuleProblems = std::vector<koppel::v1::RuleProblem>;

koppel::v1::RuleProblem MakeProblem(const std::string& set, const std::string& path,
                                    const koppel::v1::LocalizedText& message);

// What rule sets are checked against.
struct RuleGround {
  std::shared_ptr<const matcher::Vocabulary> vocabulary;
  absl::TimeZone zone;  // Of the Netherlands, for the examples.
};

// Where the words of the reader differ between the active sets and those that are to be (matcher/reader/lexicons.h).
std::set<std::string> PlacesWithOtherWords(const std::vector<koppel::v1::RuleSet>& before,
                                           const std::vector<koppel::v1::RuleSet>& after);

// Of the fields of one set, and of the municipality and the team it is for where `known` looks those up.
RuleProblems ProblemsInSet(const koppel::v1::RuleSet& set, const Known& known);

// Of all sets that count on `day`, then and on every later day on which a rule in them begins.
RuleProblems ProblemsTogether(const std::vector<koppel::v1::RuleSet>& sets, const RuleGround& ground,
                              absl::CivilDay day);

// The examples that do not hold on `day`, or on a later day on which a rule in the sets begins. The sets have no other
// problems.
RuleProblems ProblemsInExamples(const std::vector<koppel::v1::RuleSet>& sets, const RuleGround& ground,
                                absl::CivilDay day);

// Of the words of the reader in these places: first all but those of examples; then, with `examples`, of those.
RuleProblems ProblemsInWords(const std::vector<koppel::v1::RuleSet>& sets, const std::set<std::string>& places,
                             const RuleGround& ground, bool examples);

// All problems on `first` and on every later day on which other revisions count, those in examples too. The words of
// the reader are looked at where they are not as they would be on that day under `before`.
absl::StatusOr<RuleProblems> ProblemsFrom(absl::CivilDay first, const storage::RuleIndex& index,
                                          const storage::RuleIndex& before, RevisionReader& reader,
                                          const RuleGround& ground);

// Adds to `problems` those of `more` that are not at the same place of the same set.
void AddProblems(const RuleProblems& more, RuleProblems& problems);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_CHECKS_H_
