#include "server/handlers/rule_sets.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "matcher/rules/diff.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/merge.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/page_token.h"
#include "server/rules/active_rules.h"
#include "server/rules/activity.h"
#include "server/rules/revisions.h"
#include "server/rules/rule_sources.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using storage::RuleIndex;
using storage::RuleRevision;
using storage::RuleSetEntry;

std::string NameUnlessNone(const RuleSetEntry& entry, int revision) {
  return revision == 0 ? "" : RuleSetRevisionName(entry.name, revision);
}

absl::StatusOr<v1::RuleSetSummary> Summarise(const Call& call, const RuleSetEntry& entry, absl::CivilDay today) {
  const int active = ActiveOn(entry, today);
  ASSIGN_OR_RETURN(const RuleRevision shown,
                   call.environment.rule_sets.Get(entry.name, active == 0 ? entry.latest : active));
  v1::RuleSetSummary summary;
  summary.set_name(entry.name);
  summary.set_title(shown.rule_set.title());
  summary.set_level(shown.rule_set.level());
  summary.set_parent(shown.rule_set.parent());
  *summary.mutable_municipalities() = shown.rule_set.municipalities();
  summary.set_team(shown.rule_set.team());
  summary.set_active_revision(NameUnlessNone(entry, active));
  if (const auto planned = PlannedAfter(entry, today); planned.has_value()) {
    summary.set_planned_revision(NameUnlessNone(entry, planned->revision));
    summary.set_planned_start_date(planned->start_date);
  }
  summary.set_latest_revision(NameUnlessNone(entry, entry.latest));
  return summary;
}

// The set together with those it builds on, as it counts today; by itself where one of those does not count.
v1::RuleSet Merged(const v1::RuleSet& set, const RulesInStore& rules) {
  if (set.level() == v1::RuleSet::LEXICON) return set;  // It builds on none.
  const std::vector<v1::RuleSet> sets = WithSet(rules.active, set);
  const std::vector<const v1::RuleSet*> lineage = matcher::LineageOf(sets, set.name());
  if (lineage.empty()) return set;
  v1::RuleSet merged = matcher::MergeSets(lineage, rules.today);
  merged.set_revision(set.revision());
  return merged;
}

}  // namespace

absl::StatusOr<v1::ListRuleSetsResponse> ListRuleSets(Call& call, const v1::ListRuleSetsRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  ASSIGN_OR_RETURN(const RuleIndex index, call.environment.rule_sets.ReadIndex());
  call.revision = index.head;
  const std::string after = wanted.from.has_value() ? wanted.from->last_key() : "";
  v1::ListRuleSetsResponse response;
  for (const RuleSetEntry& entry : index.sets) {
    if (entry.name <= after) continue;
    if (response.rule_sets_size() == wanted.size) {
      response.set_next_page_token(wanted.Next(response.rule_sets().rbegin()->name(), 0, index.head.value));
      break;
    }
    ASSIGN_OR_RETURN(*response.add_rule_sets(), Summarise(call, entry, call.environment.clock.Today()));
  }
  return response;
}

absl::StatusOr<v1::RuleSetRevision> GetRuleSetRevision(Call& call, const v1::GetRuleSetRevisionRequest& request) {
  const std::optional<RevisionId> id = ParseRuleSetName(request.name());
  if (!id.has_value()) {
    Violations violations;
    violations.Add("name", Sentence::kBadName, {{"pattern", std::string(NamePattern("ruleSetRevisions"))}});
    return violations.ToStatus();
  }
  ASSIGN_OR_RETURN(const RulesInStore rules, ReadRulesInStore(call));
  call.revision = rules.index.head;
  const RuleSetEntry* entry = FindEntry(rules.index, id->rule_set);
  if (entry == nullptr) return NotFound(request.name());
  const int revision = id->revision > 0 ? id->revision : ActiveOn(*entry, rules.today);
  if (revision == 0 || revision > entry->latest) return NotFound(request.name());
  ASSIGN_OR_RETURN(RuleRevision stored, call.environment.rule_sets.Get(entry->name, revision));
  if (request.merged()) stored.rule_set = Merged(stored.rule_set, rules);
  return Describe(stored, *entry, rules.today);
}

absl::StatusOr<v1::ListRuleSetRevisionsResponse> ListRuleSetRevisions(Call& call,
                                                                      const v1::ListRuleSetRevisionsRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  ASSIGN_OR_RETURN(const RuleIndex index, call.environment.rule_sets.ReadIndex());
  call.revision = index.head;
  const RuleSetEntry* entry = FindEntry(index, request.parent());
  if (entry == nullptr) return NotFound(request.parent());
  int64_t next = wanted.from.has_value() ? std::min<int64_t>(wanted.from->offset(), entry->latest) : entry->latest;
  v1::ListRuleSetRevisionsResponse response;
  for (; next > 0 && response.revisions_size() < wanted.size; --next) {
    ASSIGN_OR_RETURN(const RuleRevision stored, call.environment.rule_sets.Get(entry->name, static_cast<int>(next)));
    *response.add_revisions() = Describe(stored, *entry, call.environment.clock.Today());
    response.mutable_revisions()->rbegin()->clear_rule_set();
  }
  if (next > 0) response.set_next_page_token(wanted.Next("", next, index.head.value));
  return response;
}

absl::StatusOr<v1::DiffRuleSetsResponse> DiffRuleSets(Call& call, const v1::DiffRuleSetsRequest& request) {
  ASSIGN_OR_RETURN(const v1::RuleSet base, FindRuleSet(call, request.base(), "base"));
  ASSIGN_OR_RETURN(const v1::RuleSet candidate, FindRuleSet(call, request.candidate(), "candidate"));
  v1::DiffRuleSetsResponse response;
  for (v1::RuleChange& change : matcher::DiffRules(base, candidate)) *response.add_changes() = std::move(change);
  return response;
}

}  // namespace koppel::server
