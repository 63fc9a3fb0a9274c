#include "server/rules/rule_sources.h"

#include <utility>
#include <vector>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/rules/active_rules.h"
#include "server/rules/activity.h"
#include "server/rules/drafts.h"
#include "server/rules/revisions.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using koppel::v1::RuleSetSource;

absl::Status BadSource(const RuleSetSource& source, const std::string& field) {
  Violations violations;
  if (source.source_case() == RuleSetSource::SOURCE_NOT_SET) {
    violations.Add(field, Sentence::kRequired);
  } else {
    violations.Add(field + ".name", Sentence::kBadName, {{"pattern", std::string(NamePattern("ruleSetRevisions"))}});
  }
  return violations.ToStatus();
}

absl::StatusOr<std::shared_ptr<const matcher::RuleLayers>> LayersOfSets(const Call& call, std::vector<v1::RuleSet> sets,
                                                                        absl::CivilDay day) {
  std::vector<matcher::Issue> issues;
  auto layers = matcher::RuleLayers::Create(std::move(sets), call.environment.book.vocabulary, day, issues);
  if (layers == nullptr) return absl::InternalError("rule sets that were checked cannot count together");
  return layers;
}

}  // namespace

absl::StatusOr<v1::RuleSet> FindRuleSet(const Call& call, const RuleSetSource& source, const std::string& field) {
  if (source.has_rule_set()) return source.rule_set();
  const std::optional<RevisionId> id = ParseRuleSetName(source.name());
  if (!id.has_value()) return BadSource(source, field);
  ASSIGN_OR_RETURN(const storage::RuleIndex index, call.environment.rule_sets.ReadIndex());
  const storage::RuleSetEntry* entry = FindEntry(index, id->rule_set);
  if (entry == nullptr) return NotFound(source.name());
  const int revision = id->revision > 0 ? id->revision : ActiveOn(*entry, call.environment.clock.Today());
  if (revision == 0 || revision > entry->latest) return NotFound(source.name());
  ASSIGN_OR_RETURN(storage::RuleRevision stored, call.environment.rule_sets.Get(id->rule_set, revision));
  return std::move(stored.rule_set);
}

absl::StatusOr<std::shared_ptr<const matcher::RuleLayers>> LayersNow(const Call& call) {
  ASSIGN_OR_RETURN(RulesInStore rules, ReadRulesInStore(call));
  return LayersOfSets(call, std::move(rules.active), rules.today);
}

absl::StatusOr<std::shared_ptr<const matcher::RuleLayers>> LayersWith(const Call& call, const v1::RuleSet& set) {
  ASSIGN_OR_RETURN(RulesInStore rules, ReadRulesInStore(call));
  const RuleProblems problems = ProblemsInDraft(call, set, rules);
  if (!problems.empty()) return RulesRefused(problems, set.name());
  return LayersOfSets(call, WithSet(std::move(rules.active), set), rules.today);
}

}  // namespace koppel::server
