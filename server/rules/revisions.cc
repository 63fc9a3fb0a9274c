#include "server/rules/revisions.h"

#include <algorithm>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/digest.h"
#include "server/proto_time.h"
#include "server/rules/activity.h"

namespace koppel::server {
namespace {

using storage::RuleRevision;

std::string BytesWithoutRevision(v1::RuleSet set) {
  set.clear_revision();
  return StableBytes(set);
}

}  // namespace

std::optional<RevisionId> ParseRuleSetName(const std::string& name) {
  if (IsNameIn("ruleSets", name)) return RevisionId{name, 0};
  if (IsNameIn("ruleSetRevisions", name)) return RevisionId{ParentOf(name), RevisionNumberOf(name)};
  return std::nullopt;
}

v1::RuleSetRevision Describe(const RuleRevision& revision, const storage::RuleSetEntry& entry, absl::CivilDay today) {
  const int number = revision.rule_set.revision();
  v1::RuleSetRevision described;
  described.set_name(RuleSetRevisionName(entry.name, number));
  *described.mutable_rule_set() = revision.rule_set;
  described.set_state(StateOn(entry, number, today));
  described.set_author(revision.author);
  described.set_note(revision.note);
  *described.mutable_create_time() = ToProto(revision.create_time);
  for (const storage::RuleActivation& activation : entry.activations) {
    if (activation.revision != number) continue;
    auto& told = *described.add_activations();
    told.set_start_date(activation.start_date);
    told.set_activated_by(activation.activated_by);
    *told.mutable_activate_time() = ToProto(activation.activate_time);
    told.set_rollback(activation.rollback);
  }
  return described;
}

bool SameRules(const v1::RuleSet& one, const v1::RuleSet& other) {
  return BytesWithoutRevision(one) == BytesWithoutRevision(other);
}

std::vector<v1::RuleSet> WithSet(std::vector<v1::RuleSet> sets, const v1::RuleSet& set) {
  const auto found =
      std::find_if(sets.begin(), sets.end(), [&](const auto& each) { return each.name() == set.name(); });
  if (found == sets.end()) {
    sets.push_back(set);
  } else {
    *found = set;
  }
  return sets;
}

absl::StatusOr<RuleRevision> RevisionReader::Read(const std::string& rule_set, int revision) {
  const auto found = read_.find({rule_set, revision});
  if (found != read_.end()) return found->second;
  ASSIGN_OR_RETURN(RuleRevision stored, store_.Get(rule_set, revision));
  Add(stored);
  return stored;
}

absl::StatusOr<std::vector<v1::RuleSet>> RevisionReader::ActiveOn(const storage::RuleIndex& index, absl::CivilDay day) {
  std::vector<v1::RuleSet> sets;
  for (const storage::RuleSetEntry& entry : index.sets) {
    const int active = server::ActiveOn(entry, day);
    if (active == 0) continue;
    ASSIGN_OR_RETURN(RuleRevision revision, Read(entry.name, active));
    sets.push_back(std::move(revision.rule_set));
  }
  return sets;
}

void RevisionReader::Add(const RuleRevision& revision) {
  read_.insert_or_assign({revision.rule_set.name(), revision.rule_set.revision()}, revision);
}

}  // namespace koppel::server
