// The rule sets that count together, and what follows from them for a resident's municipality and a candidate's team.
//
// A chain runs from the national set by way of the municipality's to the team's. Down the chain a set adds conditions,
// routes, words and free days; it replaces preferences, agreements, words and reasons for a no of a set above it by id,
// conditions and routes where those are overridable, and of the procedure what it names. A rule counts from its start
// date on; before that, what it replaces still does.
//
//   std::shared_ptr<const RuleLayers> layers = RuleLayers::Create(sets, vocabulary, today, issues);
//   const CompiledRules& rules = layers->For("GM0034");
//
// Thread safety: immutable.

#ifndef KOPPEL_MATCHER_RULES_LAYERS_H_
#define KOPPEL_MATCHER_RULES_LAYERS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/compile.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

class RuleLayers {
 public:
  using TeamRules = std::vector<std::pair<std::string, std::shared_ptr<const CompiledRules>>>;

  // The layers as they count on `today`. Null when there is any issue; all of them are reported, each with the set it
  // is in. Exactly one set is national; a municipality has at most one set, and so has a team in a municipality.
  // Lexicons are checked against the other sets and then left out; their words are checked by CheckLexicons.
  static std::shared_ptr<const RuleLayers> Create(std::vector<koppel::v1::RuleSet> sets,
                                                  std::shared_ptr<const Vocabulary> vocabulary, absl::CivilDay today,
                                                  std::vector<Issue>& issues);

  // For residents of this municipality, by its CBS code; the national rules where it has none of its own.
  const CompiledRules& For(std::string_view municipality) const;

  // For residents of municipalities without a set.
  const CompiledRules& national() const { return *national_; }

  // The teams that have rules of their own for residents of this municipality, by name.
  const TeamRules& TeamsIn(std::string_view municipality) const;

  // The sets it was made from, by name, without the lexicons.
  const std::vector<koppel::v1::RuleSet>& sets() const { return sets_; }

 private:
  RuleLayers() = default;

  std::vector<koppel::v1::RuleSet> sets_;
  std::shared_ptr<const CompiledRules> national_;
  std::map<std::string, std::shared_ptr<const CompiledRules>, std::less<>> by_municipality_;
  std::map<std::string, TeamRules, std::less<>> teams_by_municipality_;
  TeamRules no_teams_;
};

// For whom a chain of sets counts.
struct RuleChain {
  std::string municipality;                      // CBS code; empty for the national set alone.
  std::string team;                              // Empty: for whoever is in no team with rules of its own.
  std::vector<const koppel::v1::RuleSet*> sets;  // The national set first.
};

// All chains the sets make: the national set alone, each municipality, each team in each municipality it has a set for.
// A lexicon is in none.
std::vector<RuleChain> ChainsOf(const std::vector<koppel::v1::RuleSet>& sets);

// The sets from the national one to `name`, in which each builds on the one before. Empty when there is no such set or
// the chain is broken or goes round.
std::vector<const koppel::v1::RuleSet*> LineageOf(const std::vector<koppel::v1::RuleSet>& sets, std::string_view name);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_LAYERS_H_
