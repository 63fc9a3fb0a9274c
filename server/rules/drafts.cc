#include "server/rules/drafts.h"

#include <algorithm>

#include "base/status_macros.h"
#include "matcher/reader/lexicons.h"
#include "matcher/rules/diff.h"
#include "server/environment.h"
#include "server/limits.h"
#include "server/rules/activity.h"
#include "server/serve.h"

namespace koppel::server {

using koppel::v1::RuleSet;

std::set<std::string> PlacesOfDraft(const RuleSet& set, const RulesInStore& rules) {
  const std::vector<RuleSet> sets = WithSet(rules.active, set);
  std::set<std::string> places = PlacesWithOtherWords(rules.active, sets);
  if (set.level() == RuleSet::LEXICON) places.merge(matcher::PlacesOfLexicon(set, sets));
  return places;
}

RuleProblems ProblemsInDraft(const Call& call, const RuleSet& set, const RulesInStore& rules, bool examples) {
  RuleProblems problems = ProblemsInSet(set, KnownIn(call, /*references=*/true));
  // What is too large is not looked at any further.
  if (set.ByteSizeLong() > kMaxRuleSetBytes) return problems;
  const std::vector<RuleSet> sets = WithSet(rules.active, set);
  AddProblems(ProblemsTogether(sets, GroundOf(call), rules.today), problems);
  const RuleGround ground = GroundOf(call);
  const bool run = examples && problems.empty();
  AddProblems(ProblemsInWords(sets, PlacesOfDraft(set, rules), ground, run), problems);
  if (run) AddProblems(ProblemsInExamples(sets, ground, rules.today), problems);
  return problems;
}

RuleProblems Backdated(const RuleSet& set, const RulesInStore& rules) {
  const auto found = std::find_if(rules.active.begin(), rules.active.end(),
                                  [&](const RuleSet& each) { return each.name() == set.name(); });
  const RuleSet& base = found == rules.active.end() ? RuleSet::default_instance() : *found;
  RuleProblems problems;
  for (const matcher::Issue& issue : matcher::BackdatedRules(base, set, rules.today)) {
    problems.push_back(MakeProblem(set.name(), issue.path, issue.message));
  }
  return problems;
}

absl::StatusOr<std::optional<storage::RuleRevision>> LatestOf(const Call& call, const std::string& name,
                                                              const storage::RuleIndex& index) {
  const storage::RuleSetEntry* entry = FindEntry(index, name);
  if (entry == nullptr) return std::nullopt;
  ASSIGN_OR_RETURN(storage::RuleRevision latest, call.environment.rule_sets.Get(name, entry->latest));
  return latest;
}

RuleGround GroundOf(const Call& call) {
  return {.vocabulary = call.environment.book.vocabulary, .zone = call.environment.clock.zone()};
}

}  // namespace koppel::server
