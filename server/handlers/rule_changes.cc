#include "server/handlers/rule_changes.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "matcher/rules/diff.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/records.h"
#include "server/rules/active_rules.h"
#include "server/rules/activity.h"
#include "server/rules/checks.h"
#include "server/rules/drafts.h"
#include "server/rules/revisions.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using koppel::v1::ActivateRuleSetsResponse;
using koppel::v1::ApplyRuleSetResponse;
using koppel::v1::RollbackRuleSetResponse;
using koppel::v1::RuleSet;
using storage::RuleChanges;
using storage::RuleIndex;
using storage::RuleRevision;

// Makes the response for the moment of the commit.
template <typename Response>
using Respond = std::function<Response(absl::Time)>;

// Stores the changes and gives the response; with `validate_only` stores nothing.
template <typename Response>
absl::StatusOr<Response> StoreChanges(Call& call, RuleChanges changes, const Respond<Response>& respond,
                                      bool validate_only) {
  if (validate_only) return respond(call.environment.clock.Now());
  changes.request_id = call.request_id;
  changes.request_digest = call.request_digest;
  changes.response = [&respond](absl::Time time) { return respond(time).SerializeAsString(); };
  ASSIGN_OR_RETURN(const storage::Committed done, call.environment.rule_sets.Apply(changes));
  call.revision = done.revision;
  return respond(done.time);
}

// All that is wrong with a draft, its examples and its dates too.
RuleProblems ProblemsToApply(const Call& call, const RuleSet& set, const RulesInStore& rules) {
  RuleProblems problems = ProblemsInDraft(call, set, rules, /*examples=*/true);
  AddProblems(Backdated(set, rules), problems);
  return problems;
}

// The answer where the set is the latest revision already. It is remembered as any other.
absl::StatusOr<ApplyRuleSetResponse> AsBefore(Call& call, const RuleRevision& latest, const RulesInStore& rules,
                                              bool validate_only) {
  const Respond<ApplyRuleSetResponse> respond = [&](absl::Time) {
    ApplyRuleSetResponse response;
    *response.mutable_revision() = Describe(latest, *FindEntry(rules.index, latest.rule_set.name()), rules.today);
    return response;
  };
  if (call.request_id.empty()) return respond({});
  RuleChanges nothing;
  nothing.expected_head = rules.index.head;
  return StoreChanges(call, nothing, respond, validate_only);
}

// What an activation asks for.
struct Wish {
  std::vector<RevisionId> revisions;
  absl::CivilDay start;
  bool rollback = false;
  bool validate_only = false;
};

// The revisions by their names, each of another set, and the day. INVALID_ARGUMENT with all that is wrong.
absl::StatusOr<Wish> ReadWish(const v1::ActivateRuleSetsRequest& request, absl::CivilDay today) {
  Wish wish{.revisions = {}, .start = today, .rollback = false, .validate_only = request.validate_only()};
  Violations violations;
  std::set<std::string> seen;
  for (int i = 0; i < request.revisions_size(); ++i) {
    const std::string field = absl::StrCat("revisions[", i, "]");
    const std::optional<RevisionId> id = ParseRuleSetName(request.revisions(i));
    if (!id.has_value() || id->revision == 0) {
      violations.Add(field, Sentence::kBadName, {{"pattern", std::string(NamePattern("ruleSetRevisions"))}});
    } else if (!seen.insert(id->rule_set).second) {
      violations.Add(field, Sentence::kDoubleValue);
    } else {
      wish.revisions.push_back(*id);
    }
  }
  if (!request.start_date().empty()) wish.start = ParseDate(request.start_date()).value_or(today);
  if (wish.start < today) violations.Add("start_date", Sentence::kBeforeToday, {{"today", FormatDate(today)}});
  RETURN_IF_ERROR(violations.ToStatus());
  return wish;
}

// NOT_FOUND when a revision does not exist; FAILED_PRECONDITION when the caller wrote one.
absl::StatusOr<std::vector<RuleRevision>> ReadWished(const Call& call, const Wish& wish, RevisionReader& reader) {
  std::vector<RuleRevision> revisions;
  for (const RevisionId& id : wish.revisions) {
    const std::string name = RuleSetRevisionName(id.rule_set, id.revision);
    absl::StatusOr<RuleRevision> stored = reader.Read(id.rule_set, id.revision);
    if (absl::IsNotFound(stored.status())) return NotFound(name);
    RETURN_IF_ERROR(stored.status());
    revisions.push_back(*std::move(stored));
  }
  for (const RuleRevision& revision : revisions) {
    if (revision.author != call.caller.subject) continue;
    return SamePerson(RuleSetRevisionName(revision.rule_set.name(), revision.rule_set.revision()));
  }
  return revisions;
}

RuleChanges ActivationsFor(const Call& call, const Wish& wish, const RuleIndex& index) {
  RuleChanges changes;
  changes.expected_head = index.head;
  for (const RevisionId& id : wish.revisions) {
    changes.activate.push_back({.name = id.rule_set,
                                .revision = id.revision,
                                .start_date = FormatDate(wish.start),
                                .activated_by = call.caller.subject,
                                .rollback = wish.rollback,
                                .activate_time = {}});
  }
  return changes;
}

// Rules that would not count for some days because their set is activated before they begin.
absl::StatusOr<RuleProblems> Gaps(const Wish& wish, const RuleIndex& before, const std::vector<RuleRevision>& revisions,
                                  RevisionReader& reader) {
  ASSIGN_OR_RETURN(const std::vector<RuleSet> active, reader.ActiveOn(before, wish.start));
  RuleProblems problems;
  for (const RuleRevision& revision : revisions) {
    const auto base = std::find_if(active.begin(), active.end(),
                                   [&](const RuleSet& set) { return set.name() == revision.rule_set.name(); });
    if (base == active.end()) continue;
    for (const matcher::Issue& issue : matcher::RulesWithGap(*base, revision.rule_set, wish.start)) {
      problems.push_back(MakeProblem(issue.set, issue.path, issue.message));
    }
  }
  return problems;
}

absl::Status CheckAfter(const Call& call, const Wish& wish, const RuleIndex& before, const RuleIndex& after,
                        RuleProblems problems, RevisionReader& reader) {
  ASSIGN_OR_RETURN(const RuleProblems found, ProblemsFrom(wish.start, after, before, reader, GroundOf(call)));
  AddProblems(found, problems);
  if (problems.empty()) return absl::OkStatus();
  return RulesRefused(problems, wish.revisions.size() == 1 ? wish.revisions.front().rule_set : "");
}

void NoteChanged(const Wish& wish, Call& call) {
  for (const RevisionId& id : wish.revisions) call.changed.push_back(RuleSetRevisionName(id.rule_set, id.revision));
}

// Makes the revisions count from the day on, all of them or none. `add` makes room in the response for a revision.
template <typename Response>
absl::StatusOr<Response> Activate(Call& call, const RuleIndex& index, const Wish& wish,
                                  v1::RuleSetRevision* (*add)(Response&)) {
  RevisionReader reader(call.environment.rule_sets);
  ASSIGN_OR_RETURN(const std::vector<RuleRevision> revisions, ReadWished(call, wish, reader));
  const RuleChanges changes = ActivationsFor(call, wish, index);
  const Clock& clock = call.environment.clock;
  ASSIGN_OR_RETURN(RuleProblems gaps, Gaps(wish, index, revisions, reader));
  RETURN_IF_ERROR(CheckAfter(call, wish, index, IndexAfter(index, changes, clock.Now()), std::move(gaps), reader));
  const Respond<Response> respond = [&, today = clock.Today()](absl::Time time) {
    const RuleIndex after = IndexAfter(index, changes, time);
    Response response;
    for (const RuleRevision& revision : revisions) {
      v1::RuleSetRevision& described = *add(response);
      described = Describe(revision, *FindEntry(after, revision.rule_set.name()), today);
      described.clear_rule_set();
    }
    return response;
  };
  call.revision = index.head;
  ASSIGN_OR_RETURN(Response response, StoreChanges(call, changes, respond, wish.validate_only));
  if (!wish.validate_only) NoteChanged(wish, call);
  return response;
}

}  // namespace

absl::StatusOr<ApplyRuleSetResponse> ApplyRuleSet(Call& call, const v1::ApplyRuleSetRequest& request) {
  RuleSet set = request.rule_set();
  ClearOutputOnly(set);
  ASSIGN_OR_RETURN(const RulesInStore rules, ReadRulesInStore(call));
  call.revision = rules.index.head;
  ASSIGN_OR_RETURN(const std::optional<RuleRevision> latest, LatestOf(call, set.name(), rules.index));
  if (latest.has_value() && SameRules(latest->rule_set, set)) {
    return AsBefore(call, *latest, rules, request.validate_only());
  }
  const RuleProblems problems = ProblemsToApply(call, set, rules);
  if (!problems.empty()) return RulesRefused(problems, set.name());

  set.set_revision(latest.has_value() ? latest->rule_set.revision() + 1 : 1);
  RuleChanges changes;
  changes.add.push_back({.rule_set = set, .author = call.caller.subject, .note = request.note(), .create_time = {}});
  changes.expected_head = rules.index.head;
  const Respond<ApplyRuleSetResponse> respond = [&](absl::Time time) {
    RuleRevision added = changes.add.front();
    added.create_time = time;
    const RuleIndex after = IndexAfter(rules.index, changes, time);
    ApplyRuleSetResponse response;
    *response.mutable_revision() = Describe(added, *FindEntry(after, set.name()), rules.today);
    return response;
  };
  ASSIGN_OR_RETURN(ApplyRuleSetResponse response, StoreChanges(call, changes, respond, request.validate_only()));
  if (!request.validate_only()) call.changed = {response.revision().name()};
  return response;
}

absl::StatusOr<ActivateRuleSetsResponse> ActivateRuleSets(Call& call, const v1::ActivateRuleSetsRequest& request) {
  ASSIGN_OR_RETURN(const Wish wish, ReadWish(request, call.environment.clock.Today()));
  ASSIGN_OR_RETURN(const RuleIndex index, call.environment.rule_sets.ReadIndex());
  return Activate<ActivateRuleSetsResponse>(call, index, wish, [](auto& response) { return response.add_revisions(); });
}

absl::StatusOr<RollbackRuleSetResponse> RollbackRuleSet(Call& call, const v1::RollbackRuleSetRequest& request) {
  const Clock& clock = call.environment.clock;
  ASSIGN_OR_RETURN(const RuleIndex index, call.environment.rule_sets.ReadIndex());
  const storage::RuleSetEntry* entry = FindEntry(index, request.name());
  if (entry == nullptr) return NotFound(request.name());
  const absl::CivilDay today = clock.Today();
  const int before =
      RevisionBefore(*entry, today, [&](absl::Time time) { return absl::CivilDay(clock.MomentAt(time).local); });
  if (before == 0) return NothingBefore(request.name());
  const Wish wish{.revisions = {{request.name(), before}},
                  .start = today,
                  .rollback = true,
                  .validate_only = request.validate_only()};
  return Activate<RollbackRuleSetResponse>(call, index, wish,
                                           [](auto& response) { return response.mutable_revision(); });
}

}  // namespace koppel::server
