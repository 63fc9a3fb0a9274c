#include "storage/directory_import.h"

#include <algorithm>
#include <optional>

#include "base/status_macros.h"
#include "storage/directory_records.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::DirectoryRecord;
using koppel::internal::DirectoryRemoval;
using koppel::internal::ImportDecision;
using koppel::internal::StageHeader;

// What a record gains when it is folded in (its times and revision), and what a piece has besides records.
constexpr size_t kGrowth = 256;
constexpr size_t kPieceOverhead = 4096;

// The operations of a commit that are there for records; two more may close it.
size_t OperationsFor(const Limits& limits) { return std::max(1, limits.max_operations - 2); }

// How many operations it takes to fold in a record, which leaves the stage for its place; that it is removed is written
// down beside it.
size_t OperationsOf(const DirectoryRecord& record) { return record.removed() ? 3 : 2; }

// How much of a commit a staged record takes, at most: its value and its two keys. A removal has a third key, and does
// not grow.
size_t CostOf(size_t key_size, size_t value_size) { return value_size + 2 * key_size + kGrowth; }

// Counts what goes into one commit.
class Piece {
 public:
  explicit Piece(const Limits& limits) : operations_left_(OperationsFor(limits)) {
    bytes_left_ = limits.max_bytes > kPieceOverhead ? limits.max_bytes - kPieceOverhead : 0;
  }

  // Whether there is room for so many bytes and operations more; then the room is taken.
  bool Take(size_t cost, size_t operations) {
    if (operations > operations_left_ || cost > bytes_left_) return false;
    operations_left_ -= operations;
    bytes_left_ -= cost;
    return true;
  }

 private:
  size_t operations_left_;
  size_t bytes_left_;
};

absl::Status TooLarge(const DirectoryRecord& record, const Limits& limits) {
  return absl::InvalidArgumentError(absl::StrCat("the record '", NameOf(record.entry()), "' is larger than the ",
                                                 limits.max_bytes, " bytes the store takes at once"));
}

// A staged record as it stands in its place from then on.
DirectoryRecord Folded(DirectoryRecord record, const Committed& decision) {
  const google::protobuf::Timestamp time = ToTimestamp(decision.time);
  if (!record.has_create_time()) *record.mutable_create_time() = time;
  *record.mutable_update_time() = time;
  record.set_revision(decision.revision.value);
  return record;
}

// Moves as many of the first staged records as go in one commit; they must hold for `state`.
absl::Status FoldPiece(Store& store, const ImportState& state, const std::vector<Record>& staged) {
  Batch batch;
  Piece piece(store.limits());
  for (const Record& record : staged) {
    ASSIGN_OR_RETURN(const DirectoryRecord decoded, Decode<DirectoryRecord>(record));
    if (!piece.Take(CostOf(record.key.size(), record.value.size()), OperationsOf(decoded))) break;
    const PlannedRecord planned{RecordKeyInStage(state.decision.stage(), record.key), decoded};
    if (decoded.removed()) {
      AddRemoval(planned, state.commit.revision, batch);
    } else {
      batch.Put(planned.key, Encode(Folded(decoded, state.commit)), Keep::kHistory);
    }
    batch.Delete(record.key);
  }
  const Precondition stands{std::string(kImportKey), state.commit.revision};
  return CommitWhileHolding(store, batch, {&stands, 1}).status();
}

absl::Status CloseImport(Store& store, const ImportState& state) {
  ImportDecision folded = state.decision;
  folded.set_folded(true);
  Batch batch;
  batch.Put(std::string(kImportKey), Encode(folded));
  batch.Delete(std::string(kStagePrefix) + state.decision.stage());
  const Precondition stands{std::string(kImportKey), state.commit.revision};
  return CommitWhileHolding(store, batch, {&stands, 1}).status();
}

}  // namespace

absl::StatusOr<ImportState> ReadImportState(const Store& store) {
  ImportState state;
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store, std::string(kImportKey)));
  if (!record) return state;
  ASSIGN_OR_RETURN(state.decision, Decode<ImportDecision>(*record));
  state.commit = {record->revision, record->time};
  return state;
}

void AddRemoval(const PlannedRecord& planned, std::optional<Revision> decision, Batch& batch) {
  batch.Delete(planned.key);
  if (planned.record.previous_revision() == 0) return;
  DirectoryRemoval removal;
  if (decision) removal.set_revision(decision->value);
  removal.set_previous_revision(planned.record.previous_revision());
  batch.Put(RemovalKey(planned.key), Encode(removal), Keep::kHistory);
}

absl::Status DeleteInPieces(Store& store, const std::vector<Record>& records,
                            absl::Span<const Precondition> preconditions) {
  auto next = records.begin();
  while (next != records.end()) {
    Batch batch;
    Piece piece(store.limits());
    while (next != records.end() && piece.Take(CostOf(next->key.size(), 0), 1)) batch.Delete((next++)->key);
    RETURN_IF_ERROR(CommitWhileHolding(store, batch, preconditions).status());
  }
  return absl::OkStatus();
}

std::string Stage::HeaderKey() const { return std::string(kStagePrefix) + id_; }

Precondition Stage::Untouched() const { return {HeaderKey(), header_}; }

absl::Status Stage::CommitPiece(Batch batch) {
  batch.Put(HeaderKey(), Encode(StageHeader()));
  const Precondition untouched = Untouched();
  ASSIGN_OR_RETURN(const Committed committed, CommitWhileHolding(store_, batch, {&untouched, 1}));
  header_ = committed.revision;
  return absl::OkStatus();
}

absl::Status Stage::Take() {
  ASSIGN_OR_RETURN(const std::optional<Record> header, Find(store_, HeaderKey()));
  header_ = header ? header->revision : Revision{0};
  return CommitPiece(Batch());
}

absl::Status Stage::Clear() {
  const std::string prefix = HeaderKey() + "/";
  ASSIGN_OR_RETURN(const Listing left, store_.List(prefix, PrefixEnd(prefix), 0));
  const Precondition now = Untouched();
  return DeleteInPieces(store_, left.records, {&now, 1});
}

absl::Status Stage::Fill(const std::vector<PlannedRecord>& records) {
  RETURN_IF_ERROR(Take());
  RETURN_IF_ERROR(Clear());
  auto next = records.begin();
  while (next != records.end()) {
    Batch batch;
    Piece piece(store_.limits());
    for (; next != records.end(); ++next) {
      std::string key = StageKey(id_, next->key);
      std::string value = Encode(next->record);
      if (!piece.Take(CostOf(key.size(), value.size()), 1)) break;
      batch.Put(std::move(key), std::move(value));
    }
    if (batch.empty()) return TooLarge(next->record, store_.limits());
    RETURN_IF_ERROR(CommitPiece(std::move(batch)));
  }
  return absl::OkStatus();
}

absl::Status Stage::Drop() {
  Batch batch;
  batch.Delete(HeaderKey());
  const Precondition mine = Untouched();
  RETURN_IF_ERROR(CommitWhileHolding(store_, batch, {&mine, 1}).status());
  header_ = Revision{0};
  return Clear();
}

absl::Status FoldIn(Store& store) {
  ASSIGN_OR_RETURN(const ImportState state, ReadImportState(store));
  if (!Stands(state.decision)) return absl::OkStatus();
  const std::string prefix = absl::StrCat(std::string(kStagePrefix), state.decision.stage(), "/");
  while (true) {
    ASSIGN_OR_RETURN(const Listing staged, store.List(prefix, PrefixEnd(prefix), OperationsFor(store.limits())));
    if (staged.records.empty()) return CloseImport(store, state);
    RETURN_IF_ERROR(FoldPiece(store, state, staged.records));
  }
}

absl::Status DropStages(Store& store) {
  ASSIGN_OR_RETURN(const Listing left, store.List(std::string(kStagePrefix), PrefixEnd(kStagePrefix), 0));
  return DeleteInPieces(store, left.records, {});
}

}  // namespace koppel::storage
