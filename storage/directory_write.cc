#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "storage/directory.h"
#include "storage/directory_import.h"
#include "storage/directory_records.h"
#include "storage/records.h"
#include "storage/request_memory.h"

namespace koppel::storage {
namespace {

using koppel::internal::DirectoryHead;
using koppel::internal::DirectoryRecord;
using koppel::internal::DirectoryRemoval;
using koppel::internal::ImportDecision;

// So often a write is tried again that met another one on its way, though nothing it asked for had changed.
constexpr int kWriteAttempts = 50;

// What goes with a record into a commit: its key twice (in the log as well) and its header. And what goes with the
// whole.
constexpr size_t kRecordOverhead = 256;
constexpr size_t kCommitOverhead = 4096;
// The head, the decision, the request; and the same again as preconditions.
constexpr size_t kExtraOperations = 3;

absl::Status Changed(const std::string& what, Revision is, Revision expected) {
  return absl::AbortedError(
      absl::StrCat(what, " has revision ", is.value, ", not ", expected.value, ": it was changed meanwhile"));
}

// One call of Apply or Import.
class Write {
 public:
  // `digest` is absent when it is no import.
  Write(Store& store, const Changes& changes, std::optional<std::string> digest)
      : store_(store), changes_(changes), digest_(std::move(digest)) {}

  absl::StatusOr<Applied> Run() {
    RETURN_IF_ERROR(Plan());
    absl::StatusOr<Applied> applied = absl::AbortedError("not tried");
    for (int attempt = 0; attempt < kWriteAttempts && absl::IsAborted(applied.status()); ++attempt) {
      RETURN_IF_ERROR(ReadBase());
      applied = CommitOnBase();
    }
    return applied;
  }

 private:
  using Preconditions = std::map<std::string, Revision>;

  // What is to be written, without looking at what is there.
  absl::Status Plan();
  absl::Status PlanRecord(const std::string& name, DirectoryRecord record);

  // What is there now, checked against what the caller expects, and what must not change until the commit.
  absl::Status ReadBase();
  absl::Status CheckHead();
  absl::Status CheckUnchanged(const Precondition& expected);
  absl::Status CheckAlong(const Precondition& expected);
  absl::Status ReadPlanned(PlannedRecord& planned);
  absl::StatusOr<Revision> LastRemoval(const std::string& key) const;

  bool Fits() const;
  absl::StatusOr<Applied> CommitOnBase();
  absl::StatusOr<Committed> CommitAtOnce();
  absl::StatusOr<Committed> CommitStaged();
  absl::StatusOr<Committed> StageAndDecide(Stage& stage, const std::string& id);
  absl::StatusOr<Committed> Decide(Batch batch, std::optional<Precondition> stage);
  void AddDecision(const std::string& stage, Batch& batch) const;
  std::vector<Stored> Results(const Committed& commit) const;

  Store& store_;
  const Changes& changes_;
  const std::optional<std::string> digest_;
  std::vector<PlannedRecord> planned_;  // Those of `put` first, in that order.
  bool at_once_ = false;                // Whether one commit takes it all.
  Revision head_;
  Revision complete_since_;  // As DirectoryHead has it.
  Preconditions preconditions_;
};

absl::Status Write::PlanRecord(const std::string& name, DirectoryRecord record) {
  ASSIGN_OR_RETURN(std::string key, RecordKeyOf(name));
  planned_.push_back({std::move(key), std::move(record)});
  return absl::OkStatus();
}

absl::Status Write::Plan() {
  for (const koppel::v1::DirectoryEntry& entry : changes_.put) {
    DirectoryRecord record;
    *record.mutable_entry() = WithoutOutput(entry);
    RETURN_IF_ERROR(PlanRecord(NameOf(entry), std::move(record)));
  }
  for (const std::string& name : changes_.remove) {
    DirectoryRecord record;
    record.set_removed(true);
    RETURN_IF_ERROR(PlanRecord(name, std::move(record)));
  }
  absl::flat_hash_set<std::string> seen;
  for (const PlannedRecord& planned : planned_) {
    if (!seen.insert(planned.key).second) {
      return absl::InvalidArgumentError(absl::StrCat("'", *NameInKey(planned.key), "' is to be changed twice"));
    }
  }
  if (!changes_.request_id.empty() && !changes_.response) {
    return absl::InvalidArgumentError("a request id without a response to remember");
  }
  at_once_ = Fits();
  if (!at_once_ && !changes_.along.empty()) {
    return absl::InvalidArgumentError("what goes along with a write must fit in one commit with it");
  }
  return absl::OkStatus();
}

absl::Status Write::ReadBase() {
  preconditions_.clear();
  ASSIGN_OR_RETURN(const ImportState import, ReadImportState(store_));
  if (Stands(import.decision)) return absl::UnavailableError("an import is being folded in: try again");
  preconditions_[std::string(kImportKey)] = import.commit.revision;
  RETURN_IF_ERROR(CheckHead());
  for (const Precondition& expected : changes_.unchanged) RETURN_IF_ERROR(CheckUnchanged(expected));
  for (PlannedRecord& planned : planned_) RETURN_IF_ERROR(ReadPlanned(planned));
  for (const Precondition& expected : changes_.along_preconditions) RETURN_IF_ERROR(CheckAlong(expected));
  if (changes_.request_id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Precondition unused, RequestIsNew(store_, changes_.request_id));
  preconditions_[unused.key] = unused.revision;
  return absl::OkStatus();
}

absl::Status Write::CheckHead() {
  ASSIGN_OR_RETURN(const std::optional<Record> head, Find(store_, std::string(kHeadKey)));
  head_ = head ? head->revision : Revision{0};
  complete_since_ = head_;
  if (head) {
    ASSIGN_OR_RETURN(const DirectoryHead decoded, Decode<DirectoryHead>(*head));
    if (decoded.has_complete_since()) complete_since_ = Revision{decoded.complete_since()};
  }
  if (changes_.expected_head && *changes_.expected_head != head_) {
    return Changed("the directory", head_, *changes_.expected_head);
  }
  // A staged import looks at its base piece by piece: nothing at all may change meanwhile.
  if (changes_.expected_head || !at_once_) preconditions_[std::string(kHeadKey)] = head_;
  return absl::OkStatus();
}

absl::Status Write::CheckUnchanged(const Precondition& expected) {
  ASSIGN_OR_RETURN(const std::string key, RecordKeyOf(expected.key));
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, key));
  Revision revision;
  if (record) {
    ASSIGN_OR_RETURN(const Stored stored, DecodeStored(*record));
    revision = stored.revision;
  }
  if (revision != expected.revision) return Changed(absl::StrCat("'", expected.key, "'"), revision, expected.revision);
  preconditions_[key] = record ? record->revision : Revision{0};
  return absl::OkStatus();
}

absl::Status Write::CheckAlong(const Precondition& expected) {
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, expected.key));
  const Revision revision = record ? record->revision : Revision{0};
  if (revision != expected.revision) return Changed(absl::StrCat("'", expected.key, "'"), revision, expected.revision);
  preconditions_[expected.key] = revision;
  return absl::OkStatus();
}

// Carries along when the record that is there was made, and its revision. So at the commit it must still be there; a
// staged import asks that of the whole directory. What was already looked at for the caller stays as it was seen then.
absl::Status Write::ReadPlanned(PlannedRecord& planned) {
  ASSIGN_OR_RETURN(const std::optional<Record> present, Find(store_, planned.key));
  planned.record.clear_create_time();
  Revision previous;
  if (present) {
    ASSIGN_OR_RETURN(const DirectoryRecord record, Decode<DirectoryRecord>(*present));
    *planned.record.mutable_create_time() =
        record.has_create_time() ? record.create_time() : ToTimestamp(present->time);
    previous = RevisionOf(record, present->revision);
  } else if (!planned.record.removed()) {
    ASSIGN_OR_RETURN(previous, LastRemoval(planned.key));
  }
  planned.record.set_previous_revision(previous.value);
  if (at_once_) preconditions_.try_emplace(planned.key, present ? present->revision : Revision{0});
  return absl::OkStatus();
}

absl::StatusOr<Revision> Write::LastRemoval(const std::string& key) const {
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, RemovalKey(key)));
  if (!record) return Revision{0};
  ASSIGN_OR_RETURN(const DirectoryRemoval removal, Decode<DirectoryRemoval>(*record));
  return RevisionOf(removal, record->revision);
}

bool Write::Fits() const {
  const Limits limits = store_.limits();
  // A removal is a change of two records.
  const size_t changes = planned_.size() + changes_.remove.size();
  const size_t along = std::max(changes_.along.changes().size(), changes_.along_preconditions.size());
  const size_t operations = changes + changes_.unchanged.size() + along + kExtraOperations;
  size_t bytes = kCommitOverhead;
  for (const Batch::Change& change : changes_.along.changes()) {
    bytes += 2 * change.key.size() + (change.value ? change.value->size() : 0) + kRecordOverhead;
  }
  for (const PlannedRecord& planned : planned_) {
    bytes += planned.record.ByteSizeLong() + (planned.record.removed() ? 4 : 2) * planned.key.size() + kRecordOverhead;
  }
  // The response repeats the records.
  if (!changes_.request_id.empty()) bytes *= 2;
  return operations <= static_cast<size_t>(limits.max_operations) && bytes <= limits.max_bytes;
}

absl::StatusOr<Applied> Write::CommitOnBase() {
  if (planned_.empty() && changes_.request_id.empty() && changes_.along.empty()) return Applied{{}, head_};
  ASSIGN_OR_RETURN(const Committed committed, at_once_ ? CommitAtOnce() : CommitStaged());
  const bool nothing = planned_.empty() && changes_.along.empty();
  return Applied{Results(committed), nothing ? head_ : committed.revision, committed.time};
}

absl::StatusOr<Committed> Write::CommitAtOnce() {
  Batch batch = changes_.along;
  for (const PlannedRecord& planned : planned_) {
    if (planned.record.removed()) {
      AddRemoval(planned, std::nullopt, batch);
    } else {
      batch.Put(planned.key, Encode(planned.record), Keep::kHistory);
    }
  }
  if (digest_ && !planned_.empty()) AddDecision("", batch);
  return Decide(std::move(batch), std::nullopt);
}

absl::StatusOr<Committed> Write::CommitStaged() {
  // With the head in its name, no later import has the same stage.
  const std::string id = absl::StrCat(absl::BytesToHexString(digest_.value_or("")), "-", head_.value);
  Stage stage(store_, id);
  absl::StatusOr<Committed> decided = StageAndDecide(stage, id);
  if (decided.ok()) {
    FoldIn(store_).IgnoreError();  // It is decided: reads see it, and Recover folds in what is left.
  } else if (!absl::IsUnavailable(decided.status())) {
    stage.Drop().IgnoreError();  // What is left of it is dropped by Recover.
  }
  // UNAVAILABLE: perhaps it is decided after all, so the stage stays for Recover to look at.
  return decided;
}

absl::StatusOr<Committed> Write::StageAndDecide(Stage& stage, const std::string& id) {
  RETURN_IF_ERROR(stage.Fill(planned_));
  Batch batch;
  AddDecision(id, batch);
  return Decide(std::move(batch), stage.Untouched());
}

void Write::AddDecision(const std::string& stage, Batch& batch) const {
  ImportDecision decision;
  decision.set_stage(stage);
  decision.set_digest(digest_.value_or(""));
  decision.set_folded(stage.empty());
  batch.Put(std::string(kImportKey), Encode(decision));
}

// Adds the head and the memory of the request, and commits.
absl::StatusOr<Committed> Write::Decide(Batch batch, std::optional<Precondition> stage) {
  if (!planned_.empty()) {
    DirectoryHead head;
    head.set_complete_since(complete_since_.value);
    batch.Put(std::string(kHeadKey), Encode(head));
  }
  if (!changes_.request_id.empty()) {
    RememberRequest(
        changes_.request_id, changes_.request_digest,
        [this](const Committed& commit) { return changes_.response(Results(commit)); }, batch);
  }
  std::vector<Precondition> preconditions;
  for (const auto& [key, revision] : preconditions_) preconditions.push_back({key, revision});
  if (stage) preconditions.push_back(*std::move(stage));
  return CommitWhileHolding(store_, batch, preconditions);
}

std::vector<Stored> Write::Results(const Committed& commit) const {
  std::vector<Stored> results;
  for (const PlannedRecord& planned : planned_) {
    if (!planned.record.removed()) results.push_back(MakeStored(planned.record, commit));
  }
  return results;
}

}  // namespace

absl::StatusOr<Applied> Directory::Apply(const Changes& changes) { return Write(store_, changes, std::nullopt).Run(); }

absl::StatusOr<Revision> Directory::Import(const Changes& changes, const std::string& digest) {
  ASSIGN_OR_RETURN(const Applied applied, Write(store_, changes, digest).Run());
  return applied.revision;
}

}  // namespace koppel::storage
