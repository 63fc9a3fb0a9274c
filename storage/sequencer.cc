#include "storage/sequencer.h"

#include <algorithm>
#include <condition_variable>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/encoding.h"
#include "storage/keys.h"

namespace koppel::storage {
namespace {

// More commits than this wait for the next group, so that the first do not wait too long.
constexpr size_t kLargestGroup = 256;

std::string Quoted(const std::string& key) { return absl::StrCat("'", absl::CHexEscape(key), "'"); }

size_t SizeOf(const Batch& batch) {
  size_t bytes = 0;
  for (const Batch::Change& change : batch.changes()) {
    bytes += change.key.size() + (change.value ? change.value->size() : 0);
  }
  return bytes;
}

absl::Status CheckSize(size_t bytes, const Limits& limits) {
  if (bytes <= limits.max_bytes) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("a commit of ", bytes, " bytes; the store takes ", limits.max_bytes, " at once"));
}

absl::Status CheckCount(const char* what, size_t count, const Limits& limits) {
  if (count <= static_cast<size_t>(limits.max_operations)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("a commit of ", count, " ", what, "; the store takes ", limits.max_operations, " at once"));
}

absl::Status CheckKeys(const Batch& batch) {
  absl::flat_hash_set<std::string> seen;
  for (const Batch::Change& change : batch.changes()) {
    if (!seen.insert(change.key).second) {
      return absl::InvalidArgumentError(absl::StrCat("a commit changes ", Quoted(change.key), " twice"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckBatch(const Batch& batch, absl::Span<const Precondition> preconditions, const Limits& limits) {
  if (batch.empty()) return absl::InvalidArgumentError("a commit without changes");
  RETURN_IF_ERROR(CheckCount("changes", batch.changes().size(), limits));
  RETURN_IF_ERROR(CheckCount("preconditions", preconditions.size(), limits));
  RETURN_IF_ERROR(CheckSize(SizeOf(batch), limits));
  return CheckKeys(batch);
}

absl::StatusOr<Revision> RevisionOnDisk(const Engine& engine, const std::string& key) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, engine.Get(CurrentKey(key)));
  if (!bytes) return Revision{0};
  ASSIGN_OR_RETURN(const Record record, DecodeRecord(key, *bytes));
  return record.revision;
}

// A reader that finds the log shorter than `after`, or not yet that long, must list again.
absl::Status CheckReach(const EngineView& view, Revision after) {
  ASSIGN_OR_RETURN(const std::optional<std::string> last, view.Get(MetaKey(kLastMeta)));
  ASSIGN_OR_RETURN(const std::optional<std::string> forgotten, view.Get(MetaKey(kCompactedMeta)));
  const auto revision_in = [](const std::optional<std::string>& bytes) -> absl::StatusOr<Revision> {
    if (!bytes) return Revision{0};
    ASSIGN_OR_RETURN(const Committed commit, DecodeCommitted(*bytes));
    return commit.revision;
  };
  ASSIGN_OR_RETURN(const Revision last_revision, revision_in(last));
  ASSIGN_OR_RETURN(const Revision forgotten_revision, revision_in(forgotten));
  if (after >= forgotten_revision && after <= last_revision) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat("the change log goes from revision ", forgotten_revision.value, " to ",
                                            last_revision.value, "; asked was from ", after.value));
}

absl::Status ReplayLog(const Engine& engine, Revision after, const Watchers::Tell& tell) {
  const std::unique_ptr<EngineView> view = engine.View();
  RETURN_IF_ERROR(CheckReach(*view, after));
  absl::Status fault;
  const auto visit = [&](std::string_view key, std::string_view value) {
    const std::optional<Revision> revision = DecodeChangeKey(key);
    absl::StatusOr<ChangeSet> change =
        revision ? DecodeChange(*revision, value) : absl::DataLossError("a damaged key in the change log");
    if (change.ok()) tell(*change);
    fault = change.status();
    return fault.ok();
  };
  RETURN_IF_ERROR(view->Scan(ChangeKey(Revision{after.value + 1}), TagEnd(Tag::kChange), visit));
  return fault;
}

}  // namespace

// One call of Commit, on the stack of its caller.
struct Sequencer::Request {
  const Batch& batch;
  absl::Span<const Precondition> preconditions;
  absl::StatusOr<Committed> result = absl::UnknownError("not decided");
  bool done = false;               // Guarded by mutex_.
  std::condition_variable wake{};  // Of the caller: it is done, or its turn to lead.
};

// The commits that are written together.
class Sequencer::Group {
 public:
  Group(const Engine& engine, const Limits& limits, absl::Time now, const Committed& last)
      : engine_(engine), limits_(limits), last_{last.revision, std::max(now, last.time)} {}

  // Takes the commit in if its preconditions hold.
  absl::StatusOr<Committed> Add(const Batch& batch, absl::Span<const Precondition> preconditions) {
    for (const Precondition& precondition : preconditions) RETURN_IF_ERROR(Check(precondition));
    const Committed commit{Revision{last_.revision.value + 1}, last_.time};
    ASSIGN_OR_RETURN(const std::vector<std::optional<std::string>> values, MakeValues(batch, commit));
    ChangeSet change_set{commit.revision, commit.time, {}};
    for (size_t i = 0; i < values.size(); ++i) {
      AddChange(batch.changes()[i], values[i], commit);
      change_set.keys.push_back(batch.changes()[i].key);
    }
    writes_.push_back({ChangeKey(commit.revision), EncodeChange(change_set)});
    changes_.push_back(std::move(change_set));
    last_ = commit;
    return commit;
  }

  // What is to be written; nothing can be added after that.
  std::vector<EngineWrite> TakeWrites() {
    writes_.push_back({MetaKey(kLastMeta), EncodeCommitted(last_)});
    return std::move(writes_);
  }

  const std::vector<ChangeSet>& changes() const { return changes_; }
  const Committed& last() const { return last_; }

 private:
  absl::Status Check(const Precondition& precondition) const {
    const auto queued = revisions_.find(precondition.key);
    Revision revision;
    if (queued != revisions_.end()) {
      revision = queued->second;
    } else {
      ASSIGN_OR_RETURN(revision, RevisionOnDisk(engine_, precondition.key));
    }
    if (revision == precondition.revision) return absl::OkStatus();
    return absl::AbortedError(absl::StrCat("the record ", Quoted(precondition.key), " has revision ", revision.value,
                                           ", not ", precondition.revision.value));
  }

  absl::StatusOr<std::vector<std::optional<std::string>>> MakeValues(const Batch& batch, const Committed& commit) {
    std::vector<std::optional<std::string>> values;
    size_t bytes = SizeOf(batch);
    for (const Batch::Change& change : batch.changes()) {
      values.push_back(change.make ? change.make(commit) : change.value);
      if (change.make) bytes += values.back()->size();
    }
    RETURN_IF_ERROR(CheckSize(bytes, limits_));
    return values;
  }

  void AddChange(const Batch::Change& change, const std::optional<std::string>& value, const Committed& commit) {
    revisions_[change.key] = value ? commit.revision : Revision{0};
    if (!value) {
      writes_.push_back({CurrentKey(change.key), std::nullopt});
      return;
    }
    const std::string record = EncodeRecord(*value, commit);
    if (change.keep == Keep::kHistory) writes_.push_back({HistoryKey(change.key, commit.revision), record});
    writes_.push_back({CurrentKey(change.key), record});
  }

  const Engine& engine_;
  const Limits& limits_;
  Committed last_;
  std::vector<EngineWrite> writes_;
  std::vector<ChangeSet> changes_;
  absl::flat_hash_map<std::string, Revision> revisions_;  // Of the records this group changes.
};

Sequencer::Sequencer(Engine& engine, Limits limits, std::function<absl::Time()> clock, const Committed& last)
    : engine_(engine), limits_(limits), clock_(std::move(clock)), last_(last), latest_(last.revision.value) {}

absl::StatusOr<Committed> Sequencer::Commit(const Batch& batch, absl::Span<const Precondition> preconditions) {
  RETURN_IF_ERROR(CheckBatch(batch, preconditions, limits_));
  Request request{batch, preconditions};
  Requests group;
  {
    std::unique_lock lock(mutex_);
    RETURN_IF_ERROR(failure_);
    queue_.push_back(&request);
    request.wake.wait(lock, [&] { return request.done || queue_.front() == &request; });
    if (request.done) return std::move(request.result);
    group = TakeQueue();
  }
  Lead(group);
  Finish(group);
  return std::move(request.result);
}

// Called with mutex_ held.
Sequencer::Requests Sequencer::TakeQueue() {
  return Requests(queue_.begin(), queue_.begin() + std::min(queue_.size(), kLargestGroup));
}

void Sequencer::Lead(const Requests& requests) {
  absl::Status status = Ready();
  if (status.ok()) {
    // The engine keeps microseconds: what is handed out is what is read back.
    const absl::Time now = absl::FromUnixMicros(absl::ToUnixMicros(clock_()));
    Group group(engine_, limits_, now, last_);
    for (Request* request : requests) request->result = group.Add(request->batch, request->preconditions);
    status = Write(group);
  }
  if (status.ok()) return;
  for (Request* request : requests) request->result = status;
}

absl::Status Sequencer::Write(Group& group) {
  if (group.changes().empty()) return absl::OkStatus();
  const absl::Status written = engine_.Write(group.TakeWrites());
  if (!written.ok()) {
    const std::lock_guard lock(mutex_);
    failure_ = absl::UnavailableError(
        absl::StrCat("the store takes no commits until it is opened again: writing failed: ", written.message()));
    return failure_;
  }
  last_ = group.last();
  latest_ = last_.revision.value;
  for (const ChangeSet& change : group.changes()) watchers_->Publish(change);
  return absl::OkStatus();
}

void Sequencer::Finish(const Requests& requests) {
  const std::lock_guard lock(mutex_);
  queue_.erase(queue_.begin(), queue_.begin() + requests.size());
  // Woken with the mutex held: a caller that returned takes its request, and the condition in it, away.
  for (Request* request : requests) {
    request->done = true;
    request->wake.notify_one();
  }
  if (!queue_.empty()) queue_.front()->wake.notify_one();
}

absl::StatusOr<std::unique_ptr<Subscription>> Sequencer::Watch(std::string prefix, Revision after, Observer observer) {
  return watchers_->Add(std::move(prefix), after, std::move(observer),
                        [this, after](const Watchers::Tell& tell) { return ReplayLog(engine_, after, tell); });
}

size_t Sequencer::Pending() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

absl::Status Sequencer::Ready() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace koppel::storage
