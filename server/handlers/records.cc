#include "server/handlers/records.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "base/resource_name.h"
#include "server/errors.h"
#include "server/merging.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using google::protobuf::Message;
using storage::Precondition;
using storage::Stored;

// Whether the name of the record is one of its collection.
bool IsWellNamed(const Message& record) {
  const auto& options = record.GetDescriptor()->FindFieldByName("name")->options();
  return IsNameIn(options.GetExtension(v1::resource), NameOfRecord(record));
}

// That the records this one refers to are as they were when they were looked at.
absl::StatusOr<std::vector<Precondition>> ReferencesHold(const Call& call, const Message& record) {
  std::vector<Precondition> preconditions;
  Violations missing;
  for (const Text& reference : ReferencesOf(record)) {
    ASSIGN_OR_RETURN(const std::optional<Stored> found, FindRecord(call, reference.value));
    if (!found.has_value()) {
      missing.Add(reference.field, Sentence::kNoSuchRecord, {{"name", reference.value}});
      continue;
    }
    const bool twice = std::any_of(preconditions.begin(), preconditions.end(),
                                   [&](const Precondition& held) { return held.key == found->name; });
    if (!twice) preconditions.push_back({found->name, found->revision});
  }
  RETURN_IF_ERROR(missing.ToStatus());
  return preconditions;
}

absl::StatusOr<std::vector<Precondition>> PreconditionsOf(const Call& call, const Message& record,
                                                          const std::optional<Stored>& current) {
  ASSIGN_OR_RETURN(std::vector<Precondition> preconditions, ReferencesHold(call, record));
  const std::string name = NameOfRecord(record);
  if (const std::string parent = ParentOf(name); !parent.empty()) {
    ASSIGN_OR_RETURN(const std::optional<Stored> found, FindRecord(call, parent));
    if (!found.has_value()) return NotFound(parent);
    preconditions.push_back({parent, found->revision});
  }
  preconditions.push_back({name, current.has_value() ? current->revision : Revision{}});
  return preconditions;
}

// Whether the record refers to `name` or lies below it. Its capacity is no reason to keep an offering.
bool RefersTo(const Stored& stored, const std::string& name) {
  if (ParentOf(stored.name) == name) return true;
  for (const Text& reference : ReferencesOf(RecordIn(stored.entry))) {
    if (reference.value == name) return true;
  }
  return false;
}

absl::StatusOr<std::vector<std::string>> ReferrersOf(const Call& call, const std::string& name) {
  std::vector<std::string> referrers;
  for (const auto collection :
       {storage::Collection::kLocations, storage::Collection::kOfferings, storage::Collection::kTeams}) {
    ASSIGN_OR_RETURN(const storage::Page page, call.environment.directory.List(collection, "", "", 0));
    for (const Stored& stored : page.records) {
      if (RefersTo(stored, name)) referrers.push_back(stored.name);
    }
  }
  return referrers;
}

absl::StatusOr<std::vector<std::string>> NamesToRemove(const Call& call, const std::string& name) {
  std::vector<std::string> names = {name};
  if (CollectionOf(name) != "offerings") return names;
  ASSIGN_OR_RETURN(const std::optional<Stored> capacity, FindRecord(call, CapacityName(name)));
  if (capacity.has_value()) names.push_back(capacity->name);
  return names;
}

}  // namespace

absl::StatusOr<std::optional<Stored>> FindRecord(const Call& call, const std::string& name) {
  absl::StatusOr<Stored> stored = call.environment.directory.Get(name);
  if (absl::IsNotFound(stored.status())) return std::nullopt;
  RETURN_IF_ERROR(stored.status());
  return *std::move(stored);
}

absl::StatusOr<Stored> GetRecord(Call& call, const std::string& name) {
  ASSIGN_OR_RETURN(call.revision, call.environment.directory.Head());
  ASSIGN_OR_RETURN(std::optional<Stored> stored, FindRecord(call, name));
  if (!stored.has_value()) return NotFound(name);
  return *std::move(stored);
}

absl::Status CheckEtag(const std::string& etag, const std::string& name, const std::optional<Stored>& current) {
  if (etag.empty()) return absl::OkStatus();
  if (!current.has_value() || etag != StringIn(RecordIn(current->entry), "etag")) return EtagMismatch(name);
  return absl::OkStatus();
}

absl::StatusOr<Stored> PutRecord(Call& call, const Message& record, const std::optional<Stored>& current,
                                 bool validate_only) {
  storage::Changes changes;
  ASSIGN_OR_RETURN(changes.unchanged, PreconditionsOf(call, record, current));
  const std::string name = NameOfRecord(record);
  changes.put.push_back(EntryOf(record));
  if (validate_only) {
    ASSIGN_OR_RETURN(call.revision, call.environment.directory.Head());
    return Stored{.entry = changes.put.front(), .name = name, .revision = Revision{}};
  }
  changes.request_id = call.request_id;
  changes.request_digest = call.request_digest;
  changes.response = [](const std::vector<Stored>& stored) {
    return RecordIn(stored.front().entry).SerializeAsString();
  };
  ASSIGN_OR_RETURN(storage::Applied applied, call.environment.directory.Apply(changes));
  call.revision = applied.revision;
  call.changed = {name};
  return std::move(applied.records.front());
}

absl::StatusOr<Stored> CreateRecord(Call& call, const Message& request, const Message& record,
                                    const std::string& name) {
  ASSIGN_OR_RETURN(const std::optional<Stored> current, FindRecord(call, name));
  if (current.has_value()) return AlreadyExists(name);
  std::unique_ptr<Message> named(record.New());
  named->CopyFrom(record);
  SetName(*named, name);
  ClearOutputOnly(*named);
  return PutRecord(call, *named, std::nullopt, FlagIn(request, "validate_only"));
}

absl::StatusOr<Stored> UpdateRecord(Call& call, const Message& request, const Message& record) {
  const std::string name = NameOfRecord(record);
  const bool well_named = IsWellNamed(record);
  std::optional<Stored> current;
  if (well_named) {
    ASSIGN_OR_RETURN(current, FindRecord(call, name));
  }
  if (well_named && !current.has_value() && !FlagIn(request, "allow_missing")) return NotFound(name);
  const std::unique_ptr<Message> merged =
      Merge(record, MaskOf(request), current.has_value() ? &RecordIn(current->entry) : nullptr);
  RETURN_IF_ERROR(ValidateMerged(call, request, *merged));
  RETURN_IF_ERROR(CheckEtag(StringIn(record, "etag"), name, current));
  return PutRecord(call, *merged, current, FlagIn(request, "validate_only"));
}

absl::Status DeleteRecord(Call& call, const Message& request) {
  const std::string name = StringIn(request, "name");
  storage::Changes changes;
  // Read before all else, so that a reference that comes while we look makes this change fail.
  ASSIGN_OR_RETURN(changes.expected_head, call.environment.directory.Head());
  ASSIGN_OR_RETURN(const Stored current, GetRecord(call, name));
  RETURN_IF_ERROR(CheckEtag(StringIn(request, "etag"), name, current));
  ASSIGN_OR_RETURN(const std::vector<std::string> referrers, ReferrersOf(call, name));
  if (!referrers.empty()) return StillReferredTo(name, referrers);
  ASSIGN_OR_RETURN(const storage::Naming naming, call.environment.cases.CountNaming(name));
  if (naming.cases > 0) return StillInUse(name, naming.cases);
  changes.along_preconditions.push_back(naming.no_more);
  if (FlagIn(request, "validate_only")) return absl::OkStatus();
  ASSIGN_OR_RETURN(changes.remove, NamesToRemove(call, name));
  changes.request_id = call.request_id;
  changes.request_digest = call.request_digest;
  changes.response = [](const std::vector<Stored>&) { return std::string(); };
  ASSIGN_OR_RETURN(const storage::Applied applied, call.environment.directory.Apply(changes));
  call.revision = applied.revision;
  call.changed = changes.remove;
  return absl::OkStatus();
}

}  // namespace koppel::server
