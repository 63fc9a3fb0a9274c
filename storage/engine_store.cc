#include "storage/engine_store.h"

#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/encoding.h"
#include "storage/keys.h"
#include "storage/verify.h"

namespace koppel::storage {
namespace {

// The version of the layout as a whole: which keys there are and what they mean.
constexpr int64_t kSchema = 1;

// So many deletions go in one write.
constexpr size_t kDeletionsAtOnce = 10000;

std::string EncodeSchema() {
  std::string bytes;
  AppendBigEndian(kSchema, bytes);
  return bytes;
}

absl::Status CheckSchema(std::string_view bytes) {
  const std::optional<int64_t> schema = TakeBigEndian(bytes);
  if (!schema || !bytes.empty()) return absl::DataLossError("the schema version of the store is damaged");
  if (*schema == kSchema) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the store has schema ", *schema, "; this version of Koppel reads schema ", kSchema));
}

absl::StatusOr<bool> IsEmpty(const EngineView& view) {
  bool empty = true;
  RETURN_IF_ERROR(view.Scan("", "", [&empty](std::string_view, std::string_view) { return empty = false; }));
  return empty;
}

// The last commit; revision zero when there was none.
absl::StatusOr<Committed> LastCommit(const EngineView& view) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, view.Get(MetaKey(kLastMeta)));
  if (!bytes) return Committed{Revision{0}, absl::UnixEpoch()};
  return DecodeCommitted(*bytes);
}

}  // namespace

EngineStore::EngineStore(std::unique_ptr<Engine> engine, Limits limits, std::function<absl::Time()> clock)
    : engine_(std::move(engine)), limits_(limits), clock_(std::move(clock)) {}

absl::Status EngineStore::Start() {
  ASSIGN_OR_RETURN(std::optional<std::string> schema, engine_->Get(MetaKey(kSchemaMeta)));
  if (!schema) {
    ASSIGN_OR_RETURN(const bool empty, IsEmpty(*engine_->View()));
    if (!empty) return absl::DataLossError("this is no store of Koppel, or it lost its schema version");
    schema = EncodeSchema();
    RETURN_IF_ERROR(engine_->Write({{MetaKey(kSchemaMeta), schema}}));
  }
  RETURN_IF_ERROR(CheckSchema(*schema));
  ASSIGN_OR_RETURN(const Committed last, LastCommit(*engine_->View()));
  sequencer_ = std::make_unique<Sequencer>(*engine_, limits_, clock_, last);
  return absl::OkStatus();
}

absl::StatusOr<Record> EngineStore::Get(const std::string& key) const {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, engine_->Get(CurrentKey(key)));
  if (!bytes) return absl::NotFoundError(absl::StrCat("no record '", absl::CHexEscape(key), "'"));
  return DecodeRecord(key, *bytes);
}

absl::StatusOr<Listing> EngineStore::List(const std::string& start, const std::string& end, size_t limit) const {
  const std::unique_ptr<EngineView> view = engine_->View();
  ASSIGN_OR_RETURN(const Committed last, LastCommit(*view));
  Listing listing{{}, last.revision, false};
  absl::Status fault;
  const auto visit = [&](std::string_view key, std::string_view value) {
    listing.more = limit > 0 && listing.records.size() == limit;
    if (listing.more) return false;
    absl::StatusOr<Record> record = DecodeRecord(DecodeCurrentKey(key).value_or(""), value);
    fault = record.status();
    if (record.ok()) listing.records.push_back(*std::move(record));
    return fault.ok();
  };
  RETURN_IF_ERROR(view->Scan(CurrentKey(start), end.empty() ? TagEnd(Tag::kCurrent) : CurrentKey(end), visit));
  RETURN_IF_ERROR(fault);
  return listing;
}

absl::StatusOr<std::vector<Record>> EngineStore::History(const std::string& key) const {
  std::vector<Record> values;
  absl::Status fault;
  const auto visit = [&](std::string_view, std::string_view value) {
    absl::StatusOr<Record> record = DecodeRecord(key, value);
    fault = record.status();
    if (record.ok()) values.push_back(*std::move(record));
    return fault.ok();
  };
  const std::string prefix = HistoryPrefix(key);
  RETURN_IF_ERROR(engine_->View()->Scan(prefix, PrefixEnd(prefix), visit));
  RETURN_IF_ERROR(fault);
  return values;
}

absl::StatusOr<Committed> EngineStore::Commit(const Batch& batch, absl::Span<const Precondition> preconditions) {
  return sequencer_->Commit(batch, preconditions);
}

absl::StatusOr<std::unique_ptr<Subscription>> EngineStore::Watch(std::string prefix, Revision after,
                                                                 Observer observer) {
  return sequencer_->Watch(std::move(prefix), after, std::move(observer));
}

absl::Status EngineStore::Ready() const { return sequencer_->Ready(); }

Revision EngineStore::Latest() const { return sequencer_->Latest(); }

absl::Status EngineStore::Compact(Revision up_to) {
  if (up_to > Latest()) {
    return absl::InvalidArgumentError(
        absl::StrCat("revision ", up_to.value, " is after the last, ", Latest().value, ": nothing to forget there"));
  }
  const std::lock_guard lock(compaction_mutex_);
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, engine_->Get(MetaKey(kCompactedMeta)));
  Committed forgotten;
  if (bytes) {
    ASSIGN_OR_RETURN(forgotten, DecodeCommitted(*bytes));
  }
  if (up_to <= forgotten.revision) return absl::OkStatus();
  // First the mark, then the log: a crash in between leaves too much, never a gap.
  const Committed mark{up_to, absl::UnixEpoch()};
  RETURN_IF_ERROR(engine_->Write({{MetaKey(kCompactedMeta), EncodeCommitted(mark)}}));
  return DeleteRange(ChangeKey(Revision{0}), ChangeKey(Revision{up_to.value + 1}));
}

absl::Status EngineStore::PurgeHistory(const std::string& key) {
  const std::string prefix = HistoryPrefix(key);
  return DeleteRange(prefix, PrefixEnd(prefix));
}

absl::Status EngineStore::DeleteRange(const std::string& start, const std::string& end) {
  while (true) {
    std::vector<EngineWrite> deletions;
    const auto visit = [&](std::string_view key, std::string_view) {
      deletions.push_back({std::string(key), std::nullopt});
      return deletions.size() < kDeletionsAtOnce;
    };
    RETURN_IF_ERROR(engine_->View()->Scan(start, end, visit));
    if (deletions.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(engine_->Write(deletions));
  }
}

absl::Status EngineStore::Verify() const { return VerifyEngine(*engine_->View()); }

}  // namespace koppel::storage
