#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "storage/case_keys.h"
#include "storage/case_names.h"
#include "storage/case_records.h"
#include "storage/cases.h"
#include "storage/directory.h"
#include "storage/records.h"
#include "storage/request_memory.h"

namespace koppel::storage {
namespace {

using koppel::internal::AdviceEntry;
using koppel::internal::CaseRecord;

// One call of Cases::Apply.
class CaseWrite {
 public:
  CaseWrite(Store& store, const CaseChange& change) : store_(store), change_(change), record_(ForDisk(change.record)) {}

  absl::StatusOr<StoredCase> Run();

 private:
  const std::string& name() const { return record_.referral().name(); }

  absl::Status Check() const;
  // What there is now: it says when the case was made and on which lists it stands.
  absl::Status ReadOld();
  void WriteLists();
  // What the case comes to name is kept from being deleted meanwhile, and from being deleted unseen.
  void WriteNaming();
  void WriteAdvice();
  void WriteNotices();
  absl::Status Remember();
  absl::StatusOr<Committed> Commit();
  absl::StatusOr<Committed> CommitWithDirectory();

  Store& store_;
  const CaseChange& change_;
  CaseRecord record_;                // As it is to stand on disk.
  std::set<std::string> old_lists_;  // Keys.
  std::set<std::string> old_names_;
  std::vector<Precondition> unchanged_;  // Keys are names in the directory.
  Batch batch_;
  std::vector<Precondition> preconditions_;
};

absl::Status CaseWrite::Check() const {
  if (!IsNameIn("referrals", name())) {
    return absl::InvalidArgumentError(absl::StrCat("'", name(), "' is no name of a request"));
  }
  if (change_.advice && (!IsNameIn("advices", change_.advice->name()) || ParentOf(change_.advice->name()) != name())) {
    return absl::InvalidArgumentError(absl::StrCat("'", change_.advice->name(), "' is no advice of '", name(), "'"));
  }
  if (!change_.request_id.empty() && !change_.response) {
    return absl::InvalidArgumentError("a request id without a response to remember");
  }
  return absl::OkStatus();
}

absl::Status CaseWrite::ReadOld() {
  ASSIGN_OR_RETURN(const std::optional<Record> present, Find(store_, CaseKey(name())));
  const Revision revision = present ? present->revision : Revision{0};
  if (revision != change_.expected) {
    return absl::AbortedError(absl::StrCat("'", name(), "' has revision ", revision.value, ", not ",
                                           change_.expected.value, ": it was changed meanwhile"));
  }
  preconditions_.push_back({CaseKey(name()), revision});
  record_.clear_create_time();
  if (!present) return absl::OkStatus();
  ASSIGN_OR_RETURN(const CaseRecord old, Decode<CaseRecord>(*present));
  *record_.mutable_create_time() = old.has_create_time() ? old.create_time() : ToTimestamp(present->time);
  old_lists_ = ListKeysOf(old);
  old_names_ = NamedBy(old);
  return absl::OkStatus();
}

void CaseWrite::WriteLists() {
  const std::set<std::string> lists = ListKeysOf(record_);
  for (const std::string& key : old_lists_) {
    if (!lists.contains(key)) batch_.Delete(key);
  }
  for (const std::string& key : lists) {
    if (!old_lists_.contains(key)) batch_.Put(key, "");
  }
}

void CaseWrite::WriteNaming() {
  for (const std::string& name : NamedBy(record_)) {
    if (old_names_.contains(name)) continue;
    batch_.Put(NamingKey(name), "");
    const auto read = change_.records_read.find(name);
    if (read != change_.records_read.end()) unchanged_.push_back({name, read->second});
  }
}

void CaseWrite::WriteAdvice() {
  if (!change_.advice) return;
  AdviceEntry entry;
  *entry.mutable_advice() = *change_.advice;
  entry.mutable_advice()->clear_create_time();
  const std::string key = AdviceKey(change_.advice->name());
  batch_.Put(key, Encode(entry));
  preconditions_.push_back({key, Revision{0}});
}

void CaseWrite::WriteNotices() {
  for (size_t i = 0; i < change_.notices.size(); ++i) {
    batch_.Put(NoticeKey(name(), change_.expected, i + 1), Encode(change_.notices[i]));
  }
}

absl::Status CaseWrite::Remember() {
  if (change_.request_id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Precondition unused, RequestIsNew(store_, change_.request_id));
  preconditions_.push_back(std::move(unused));
  RememberRequest(
      change_.request_id, change_.request_digest,
      [this](const Committed& commit) { return change_.response(MakeCase(record_, commit)); }, batch_);
  return absl::OkStatus();
}

absl::StatusOr<Committed> CaseWrite::CommitWithDirectory() {
  Changes changes;
  changes.unchanged = std::move(unchanged_);
  for (const CapacityChange& capacity : change_.capacities) {
    *changes.put.emplace_back().mutable_capacity() = capacity.capacity;
    changes.unchanged.push_back({capacity.capacity.name(), capacity.expected});
  }
  changes.along = std::move(batch_);
  changes.along_preconditions = std::move(preconditions_);
  ASSIGN_OR_RETURN(const Applied applied, Directory(store_).Apply(changes));
  return Committed{applied.revision, applied.time};
}

absl::StatusOr<Committed> CaseWrite::Commit() {
  if (!change_.capacities.empty() || !unchanged_.empty()) return CommitWithDirectory();
  return CommitWhileHolding(store_, batch_, preconditions_);
}

absl::StatusOr<StoredCase> CaseWrite::Run() {
  RETURN_IF_ERROR(Check());
  RETURN_IF_ERROR(ReadOld());
  batch_.Put(CaseKey(name()), Encode(record_));
  WriteLists();
  WriteNaming();
  WriteAdvice();
  WriteNotices();
  RETURN_IF_ERROR(Remember());
  ASSIGN_OR_RETURN(const Committed committed, Commit());
  return MakeCase(std::move(record_), committed);
}

}  // namespace

absl::StatusOr<StoredCase> Cases::Apply(const CaseChange& change) { return CaseWrite(store_, change).Run(); }

}  // namespace koppel::storage
