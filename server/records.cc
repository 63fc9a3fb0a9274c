#include "server/records.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using koppel::v1::DirectoryEntry;

std::vector<const FieldDescriptor*> SetFields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

std::string Indexed(const FieldDescriptor& field, int index) { return absl::StrCat(field.name(), "[", index, "]"); }

void AddTexts(const Message& message, const Wanted& wanted, const std::string& path, std::vector<Text>& texts);

void AddTextsIn(const Message& message, const FieldDescriptor& field, const Wanted& wanted, const std::string& path,
                std::vector<Text>& texts) {
  const Reflection& reflection = *message.GetReflection();
  const bool nested = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  if (!nested && (field.type() != FieldDescriptor::TYPE_STRING || !wanted(field))) return;
  if (!field.is_repeated()) {
    const std::string at = JoinPath(path, field.name());
    if (nested) return AddTexts(reflection.GetMessage(message, &field), wanted, at, texts);
    texts.push_back({at, reflection.GetString(message, &field)});
    return;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    const std::string at = JoinPath(path, Indexed(field, i));
    if (nested) {
      AddTexts(reflection.GetRepeatedMessage(message, &field, i), wanted, at, texts);
    } else {
      texts.push_back({at, reflection.GetRepeatedString(message, &field, i)});
    }
  }
}

void AddTexts(const Message& message, const Wanted& wanted, const std::string& path, std::vector<Text>& texts) {
  for (const FieldDescriptor* field : SetFields(message)) AddTextsIn(message, *field, wanted, path, texts);
}

}  // namespace

bool Behaves(const FieldDescriptor& field, koppel::v1::FieldBehavior behaviour) {
  const auto& behaviours = field.options().GetRepeatedExtension(koppel::v1::field_behavior);
  return std::find(behaviours.begin(), behaviours.end(), behaviour) != behaviours.end();
}

DirectoryEntry EntryOf(const Message& record) {
  DirectoryEntry entry;
  const auto& descriptor = *DirectoryEntry::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    if (descriptor.field(i)->message_type() != record.GetDescriptor()) continue;
    entry.GetReflection()->MutableMessage(&entry, descriptor.field(i))->CopyFrom(record);
  }
  return entry;
}

const Message& RecordIn(const DirectoryEntry& entry) {
  return entry.GetReflection()->GetMessage(entry, SetFields(entry).front());
}

std::string FieldOf(const DirectoryEntry& entry) {
  const auto fields = SetFields(entry);
  return fields.empty() ? "" : fields.front()->name();
}

std::string NameOfRecord(const Message& record) { return StringIn(record, "name"); }

void SetName(Message& record, const std::string& name) {
  record.GetReflection()->SetString(&record, record.GetDescriptor()->FindFieldByName("name"), name);
}

void ClearOutputOnly(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldDescriptor* field : SetFields(message)) {
    if (Behaves(*field, koppel::v1::OUTPUT_ONLY)) {
      reflection.ClearField(&message, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated()) {
      ClearOutputOnly(*reflection.MutableMessage(&message, field));
    }
  }
}

std::vector<Text> TextsIn(const Message& message, const Wanted& wanted) {
  std::vector<Text> texts;
  AddTexts(message, wanted, "", texts);
  return texts;
}

std::vector<Text> ReferencesOf(const Message& record) {
  return TextsIn(record, [](const FieldDescriptor& field) {
    return !field.options().GetExtension(v1::resource).empty() && !Behaves(field, v1::IDENTIFIER);
  });
}

std::vector<Text> AreasOf(const Message& record) {
  return TextsIn(record, [](const FieldDescriptor& field) { return field.options().GetExtension(v1::area_code); });
}

std::string StringIn(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

bool FlagIn(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field != nullptr && message.GetReflection()->GetBool(message, field);
}

int64_t NumberIn(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  return field == nullptr ? 0 : message.GetReflection()->GetInt64(message, field);
}

std::string JoinPath(const std::string& front, const std::string& back) {
  return front.empty() || back.empty() ? front + back : absl::StrCat(front, ".", back);
}

}  // namespace koppel::server
