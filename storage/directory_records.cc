#include "storage/directory_records.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::DirectoryRecord;
using koppel::v1::DirectoryEntry;

// The digits stand on disk: they are never used again for something else.
char DigitOf(Collection collection) {
  switch (collection) {
    case Collection::kAreaTables:
      return '0';
    case Collection::kProviders:
      return '1';
    case Collection::kLocations:
      return '2';
    case Collection::kOfferings:
      return '3';
    case Collection::kCapacities:
      return '4';
    case Collection::kTeams:
      return '5';
  }
  return '?';
}

std::optional<Collection> CollectionNamed(std::string_view name) {
  if (name == "areaTables") return Collection::kAreaTables;
  if (name == "providers") return Collection::kProviders;
  if (name == "locations") return Collection::kLocations;
  if (name == "offerings") return Collection::kOfferings;
  if (name == "capacities") return Collection::kCapacities;
  if (name == "teams") return Collection::kTeams;
  return std::nullopt;
}

// The resource within an entry; null when it holds none.
google::protobuf::Message* ResourceIn(DirectoryEntry& entry) {
  const google::protobuf::OneofDescriptor* kinds = DirectoryEntry::descriptor()->FindOneofByName("entry");
  const google::protobuf::FieldDescriptor* kind = entry.GetReflection()->GetOneofFieldDescriptor(entry, kinds);
  if (kind == nullptr || entry.has_end()) return nullptr;
  return entry.GetReflection()->MutableMessage(&entry, kind);
}

void SetTime(google::protobuf::Message& resource, const char* name, const google::protobuf::Timestamp& time) {
  const google::protobuf::FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName(name);
  if (field != nullptr) resource.GetReflection()->MutableMessage(&resource, field)->CopyFrom(time);
}

void SetEtag(google::protobuf::Message& resource, Revision revision) {
  const google::protobuf::FieldDescriptor* field = resource.GetDescriptor()->FindFieldByName("etag");
  if (field != nullptr) {
    resource.GetReflection()->SetString(&resource, field, absl::StrCat("\"", revision.value, "\""));
  }
}

}  // namespace

std::string NameOf(const DirectoryEntry& entry) {
  switch (entry.entry_case()) {
    case DirectoryEntry::kAreaTable:
      return entry.area_table().name();
    case DirectoryEntry::kProvider:
      return entry.provider().name();
    case DirectoryEntry::kLocation:
      return entry.location().name();
    case DirectoryEntry::kOffering:
      return entry.offering().name();
    case DirectoryEntry::kCapacity:
      return entry.capacity().name();
    case DirectoryEntry::kTeam:
      return entry.team().name();
    case DirectoryEntry::kEnd:
    case DirectoryEntry::ENTRY_NOT_SET:
      return "";
  }
  return "";
}

std::string RecordKey(Collection collection, std::string_view name) {
  std::string key(kRecordPrefix);
  key.push_back(DigitOf(collection));
  key.push_back('/');
  key.append(name);
  return key;
}

absl::StatusOr<std::string> RecordKeyOf(const std::string& name) {
  const std::optional<Collection> collection = CollectionNamed(CollectionOf(name));
  if (collection) return RecordKey(*collection, name);
  return absl::InvalidArgumentError(absl::StrCat("'", name, "' is no name of a record of the directory"));
}

std::optional<std::string> NameInKey(std::string_view key) {
  constexpr size_t kCollectionSize = 2;  // The digit and the slash.
  if (!key.starts_with(kRecordPrefix) || key.size() < kRecordPrefix.size() + kCollectionSize) return std::nullopt;
  return std::string(key.substr(kRecordPrefix.size() + kCollectionSize));
}

std::string StageKey(const std::string& stage, std::string_view record_key) {
  std::string key(kStagePrefix);
  key.append(stage).push_back('/');
  key.append(record_key.substr(kRecordPrefix.size()));
  return key;
}

std::string RecordKeyInStage(const std::string& stage, std::string_view stage_key) {
  std::string key(kRecordPrefix);
  key.append(stage_key.substr(kStagePrefix.size() + stage.size() + 1));
  return key;
}

std::string RemovalKey(std::string_view record_key) {
  std::string key(kRemovedPrefix);
  key.append(record_key.substr(kRecordPrefix.size()));
  return key;
}

std::string RecordKeyOfRemoval(std::string_view removal_key) {
  std::string key(kRecordPrefix);
  key.append(removal_key.substr(kRemovedPrefix.size()));
  return key;
}

bool Stands(const koppel::internal::ImportDecision& decision) {
  return !decision.stage().empty() && !decision.folded();
}

DirectoryEntry WithoutOutput(DirectoryEntry entry) {
  google::protobuf::Message* resource = ResourceIn(entry);
  if (resource == nullptr) return entry;
  for (const char* name : {"etag", "create_time", "update_time"}) {
    const google::protobuf::FieldDescriptor* field = resource->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) resource->GetReflection()->ClearField(resource, field);
  }
  return entry;
}

Stored MakeStored(const DirectoryRecord& record, const Committed& commit) {
  const bool folded = record.revision() != 0;
  Stored stored{record.entry(), NameOf(record.entry()), RevisionOf(record, commit.revision)};
  google::protobuf::Message* resource = ResourceIn(stored.entry);
  if (resource == nullptr) return stored;
  SetEtag(*resource, stored.revision);
  SetTime(*resource, "create_time", record.has_create_time() ? record.create_time() : ToTimestamp(commit.time));
  SetTime(*resource, "update_time", folded ? record.update_time() : ToTimestamp(commit.time));
  return stored;
}

absl::StatusOr<Stored> DecodeStored(const Record& record) {
  ASSIGN_OR_RETURN(const DirectoryRecord decoded, Decode<DirectoryRecord>(record));
  return MakeStored(decoded, {record.revision, record.time});
}

}  // namespace koppel::storage
