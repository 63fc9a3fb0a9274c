#include "server/handlers/records.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "base/resource_name.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "server/errors.h"
#include "server/serve.h"
#include "server/validation.h"

namespace koppel::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;
using storage::Precondition;
using storage::Stored;

// Whether the name of the record is one of its collection.
bool IsWellNamed(const Message& record) {
  const auto& options = record.GetDescriptor()->FindFieldByName("name")->options();
  return IsNameIn(options.GetExtension(v1::resource), NameOfRecord(record));
}

FieldMask MaskOf(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("update_mask");
  return static_cast<const FieldMask&>(request.GetReflection()->GetMessage(request, field));
}

bool ReplacesAll(const FieldMask& mask) { return mask.paths_size() == 1 && mask.paths(0) == "*"; }

void CheckMask(const FieldMask& mask, const Descriptor* descriptor, Violations& violations) {
  if (ReplacesAll(mask)) return;
  for (int i = 0; i < mask.paths_size(); ++i) {
    if (FieldMaskUtil::GetFieldDescriptors(descriptor, mask.paths(i), nullptr)) continue;
    violations.Add("update_mask.paths[" + std::to_string(i) + "]", Sentence::kUnknownPath,
                   {{"path", Shown(mask.paths(i))}});
  }
}

// The mask that stands for an absent one: the fields that are set.
FieldMask SetFieldsOf(const Message& record) {
  std::vector<const FieldDescriptor*> fields;
  record.GetReflection()->ListFields(record, &fields);
  FieldMask mask;
  for (const FieldDescriptor* field : fields) mask.add_paths(field->name());
  return mask;
}

// The paths a change may touch: not the name, nor what the server sets itself.
FieldMask ChangeablePaths(const FieldMask& mask, const Descriptor& descriptor) {
  FieldMask changeable;
  for (const std::string& path : mask.paths()) {
    const FieldDescriptor* field = descriptor.FindFieldByName(path.substr(0, path.find('.')));
    if (field == nullptr || Behaves(*field, v1::OUTPUT_ONLY) || Behaves(*field, v1::IDENTIFIER)) continue;
    if (FieldMaskUtil::GetFieldDescriptors(&descriptor, path, nullptr)) changeable.add_paths(path);
  }
  return changeable;
}

// What the record becomes.
std::unique_ptr<Message> Merge(const Message& record, const FieldMask& mask, const std::optional<Stored>& current) {
  std::unique_ptr<Message> merged(record.New());
  if (!current.has_value() || ReplacesAll(mask)) {
    merged->CopyFrom(record);
  } else {
    merged->CopyFrom(RecordIn(current->entry));
    const FieldMask paths = mask.paths().empty() ? SetFieldsOf(record) : mask;
    FieldMaskUtil::MergeOptions options;
    options.set_replace_message_fields(true);
    options.set_replace_repeated_fields(true);
    FieldMaskUtil::MergeMessageTo(record, ChangeablePaths(paths, *record.GetDescriptor()), options, merged.get());
  }
  ClearOutputOnly(*merged);
  return merged;
}

// Validates the request as if the caller had sent the whole record.
void ValidateMerged(const Call& call, const Message& request, const Message& merged, Violations& violations) {
  std::unique_ptr<Message> whole(request.New());
  whole->CopyFrom(request);
  const Descriptor& descriptor = *request.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    if (descriptor.field(i)->message_type() != merged.GetDescriptor()) continue;
    whole->GetReflection()->MutableMessage(whole.get(), descriptor.field(i))->CopyFrom(merged);
  }
  Validate(*whole, KnownIn(call, /*references=*/true), violations);
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
  const FieldMask mask = MaskOf(request);
  const std::string name = NameOfRecord(record);
  const bool well_named = IsWellNamed(record);
  std::optional<Stored> current;
  if (well_named) {
    ASSIGN_OR_RETURN(current, FindRecord(call, name));
  }
  if (well_named && !current.has_value() && !FlagIn(request, "allow_missing")) return NotFound(name);
  const std::unique_ptr<Message> merged = Merge(record, mask, current);
  Violations violations;
  CheckMask(mask, record.GetDescriptor(), violations);
  ValidateMerged(call, request, *merged, violations);
  RETURN_IF_ERROR(violations.ToStatus());
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
