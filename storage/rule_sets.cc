#include "storage/rule_sets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "koppel/internal/record.pb.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/request_memory.h"

// How rule sets stand in a store:
//
//   rules/head                  RuleSetHead           changes with every rule set
//   rules/set/ID                RuleSetRecord         what there is of a set
//   rules/revision/ID/NUMBER    RuleRevisionRecord    a revision; ten digits, so that they are in order

namespace koppel::storage {
namespace {

using koppel::internal::RuleRevisionRecord;
using koppel::internal::RuleSetHead;
using koppel::internal::RuleSetRecord;

constexpr std::string_view kNamePrefix = "ruleSets/";
constexpr std::string_view kRulesHeadKey = "rules/head";
constexpr std::string_view kSetPrefix = "rules/set/";
constexpr std::string_view kRevisionPrefix = "rules/revision/";

// The part of a name after the collection; nothing when it is no name of a set.
std::optional<std::string> IdIn(const std::string& name) {
  if (!name.starts_with(kNamePrefix) || !IsId(std::string_view(name).substr(kNamePrefix.size()))) return std::nullopt;
  return name.substr(kNamePrefix.size());
}

std::string SetKey(const std::string& id) { return std::string(kSetPrefix) + id; }

std::string RevisionKey(const std::string& id, int revision) {
  return absl::StrFormat("%s%s/%010d", std::string(kRevisionPrefix), id, revision);
}

RuleActivation ActivationIn(const std::string& name, const RuleSetRecord::Activation& record) {
  return {name,
          record.revision(),
          record.start_date(),
          record.activated_by(),
          record.rollback(),
          FromTimestamp(record.activate_time())};
}

absl::StatusOr<RuleSetEntry> EntryIn(const Record& record) {
  ASSIGN_OR_RETURN(const RuleSetRecord decoded, Decode<RuleSetRecord>(record));
  RuleSetEntry entry{std::string(kNamePrefix) + record.key.substr(kSetPrefix.size()), decoded.latest(), {}};
  for (const RuleSetRecord::Activation& activation : decoded.activations()) {
    entry.activations.push_back(ActivationIn(entry.name, activation));
  }
  return entry;
}

// The record of a set after a commit: the new activations get its time.
std::string EncodeEntry(const RuleSetEntry& entry, size_t old_activations, const Committed& commit) {
  RuleSetRecord record;
  record.set_latest(entry.latest);
  for (size_t i = 0; i < entry.activations.size(); ++i) {
    const RuleActivation& activation = entry.activations[i];
    RuleSetRecord::Activation& added = *record.add_activations();
    added.set_revision(activation.revision);
    added.set_start_date(activation.start_date);
    added.set_activated_by(activation.activated_by);
    added.set_rollback(activation.rollback);
    *added.mutable_activate_time() = ToTimestamp(i < old_activations ? activation.activate_time : commit.time);
  }
  return Encode(record);
}

std::string EncodeRevision(const RuleRevision& revision) {
  RuleRevisionRecord record;
  *record.mutable_rule_set() = revision.rule_set;
  record.set_author(revision.author);
  record.set_note(revision.note);
  return Encode(record);
}

// One call of Apply.
class RuleWrite {
 public:
  RuleWrite(Store& store, const RuleChanges& changes) : store_(store), changes_(changes) {}

  absl::StatusOr<Committed> Run(const RuleIndex& index);

 private:
  // A set that changes, and how many activations it had.
  struct Changed {
    RuleSetEntry entry;
    size_t old_activations = 0;
  };

  // The set with this name, as it is after what was looked at so far.
  absl::StatusOr<Changed*> SetNamed(const RuleIndex& index, const std::string& name);
  absl::Status Add(const RuleIndex& index, const RuleRevision& revision);
  absl::Status Activate(const RuleIndex& index, const RuleActivation& activation);
  absl::Status Remember();

  Store& store_;
  const RuleChanges& changes_;
  std::map<std::string, Changed> sets_;  // By id.
  std::set<std::string> added_;          // Names.
  std::set<std::string> activated_;      // Names.
  Batch batch_;
  std::vector<Precondition> preconditions_;
};

absl::StatusOr<RuleWrite::Changed*> RuleWrite::SetNamed(const RuleIndex& index, const std::string& name) {
  const std::optional<std::string> id = IdIn(name);
  if (!id) return absl::InvalidArgumentError(absl::StrCat("'", name, "' is no name of a rule set"));
  const auto [at, added] = sets_.try_emplace(*id);
  if (added) {
    const auto same = [&name](const RuleSetEntry& entry) { return entry.name == name; };
    const auto present = std::find_if(index.sets.begin(), index.sets.end(), same);
    at->second.entry = present == index.sets.end() ? RuleSetEntry{name, 0, {}} : *present;
    at->second.old_activations = at->second.entry.activations.size();
  }
  return &at->second;
}

absl::Status RuleWrite::Add(const RuleIndex& index, const RuleRevision& revision) {
  const std::string& name = revision.rule_set.name();
  ASSIGN_OR_RETURN(Changed* const set, SetNamed(index, name));
  if (!added_.insert(name).second) return absl::InvalidArgumentError(absl::StrCat("'", name, "' is added twice"));
  const int number = revision.rule_set.revision();
  if (number != set->entry.latest + 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("revision ", number, " of '", name, "' comes after revision ", set->entry.latest));
  }
  set->entry.latest = number;
  batch_.Put(RevisionKey(*IdIn(name), number), EncodeRevision(revision));
  return absl::OkStatus();
}

absl::Status RuleWrite::Activate(const RuleIndex& index, const RuleActivation& activation) {
  ASSIGN_OR_RETURN(Changed* const set, SetNamed(index, activation.name));
  if (!activated_.insert(activation.name).second) {
    return absl::InvalidArgumentError(absl::StrCat("'", activation.name, "' is activated twice"));
  }
  if (activation.revision < 1 || activation.revision > set->entry.latest) {
    return absl::InvalidArgumentError(
        absl::StrCat("there is no revision ", activation.revision, " of '", activation.name, "' to activate"));
  }
  set->entry.activations.push_back(activation);
  return absl::OkStatus();
}

absl::Status RuleWrite::Remember() {
  if (changes_.request_id.empty()) return absl::OkStatus();
  if (!changes_.response) return absl::InvalidArgumentError("a request id without a response to remember");
  ASSIGN_OR_RETURN(Precondition unused, RequestIsNew(store_, changes_.request_id));
  preconditions_.push_back(std::move(unused));
  RememberRequest(
      changes_.request_id, changes_.request_digest,
      [this](const Committed& commit) { return changes_.response(commit.time); }, batch_);
  return absl::OkStatus();
}

absl::StatusOr<Committed> RuleWrite::Run(const RuleIndex& index) {
  preconditions_.push_back({std::string(kRulesHeadKey), changes_.expected_head});
  for (const RuleRevision& revision : changes_.add) RETURN_IF_ERROR(Add(index, revision));
  for (const RuleActivation& activation : changes_.activate) RETURN_IF_ERROR(Activate(index, activation));
  for (const auto& [id, set] : sets_) {
    batch_.PutMade(SetKey(id), [&set = set](const Committed& commit) {
      return EncodeEntry(set.entry, set.old_activations, commit);
    });
  }
  if (!sets_.empty()) batch_.Put(std::string(kRulesHeadKey), Encode(RuleSetHead()));
  RETURN_IF_ERROR(Remember());
  return CommitWhileHolding(store_, batch_, preconditions_);
}

}  // namespace

absl::StatusOr<RuleIndex> RuleSets::ReadIndex() const {
  ASSIGN_OR_RETURN(const Listing listing, store_.List(std::string(kSetPrefix), PrefixEnd(kSetPrefix), 0));
  RuleIndex index;
  for (const Record& record : listing.records) {
    ASSIGN_OR_RETURN(RuleSetEntry entry, EntryIn(record));
    index.sets.push_back(std::move(entry));
    // Every commit that writes the head writes a set too: read this way, both are of one revision.
    index.head = std::max(index.head, record.revision);
  }
  return index;
}

absl::StatusOr<RuleRevision> RuleSets::Get(const std::string& name, int revision) const {
  const absl::Status none = absl::NotFoundError(absl::StrCat("there is no revision ", revision, " of '", name, "'"));
  const std::optional<std::string> id = IdIn(name);
  if (!id || revision < 1) return none;
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, RevisionKey(*id, revision)));
  if (!record) return none;
  ASSIGN_OR_RETURN(RuleRevisionRecord decoded, Decode<RuleRevisionRecord>(*record));
  return RuleRevision{std::move(*decoded.mutable_rule_set()), decoded.author(), decoded.note(), record->time};
}

absl::StatusOr<Committed> RuleSets::Apply(const RuleChanges& changes) {
  ASSIGN_OR_RETURN(const RuleIndex index, ReadIndex());
  if (index.head != changes.expected_head) {
    return absl::AbortedError(absl::StrCat("the rule sets have revision ", index.head.value, ", not ",
                                           changes.expected_head.value, ": they were changed meanwhile"));
  }
  return RuleWrite(store_, changes).Run(index);
}

absl::StatusOr<std::unique_ptr<Subscription>> RuleSets::Watch(Revision after, std::function<void(Revision)> changed) {
  return store_.Watch(std::string(kRulesHeadKey), after,
                      [changed = std::move(changed)](const ChangeSet& change) { changed(change.revision); });
}

}  // namespace koppel::storage
