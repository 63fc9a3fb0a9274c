// The records of the directory by their descriptors, so that the five resources share their code.

#ifndef KOPPEL_SERVER_RECORDS_H_
#define KOPPEL_SERVER_RECORDS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "koppel/v1/annotations.pb.h"
#include "koppel/v1/directory_entry.pb.h"

namespace koppel::server {

// Whether the field is declared with this behaviour.
bool Behaves(const google::protobuf::FieldDescriptor& field, koppel::v1::FieldBehavior behaviour);

// The line that holds this record: a Provider, Offering, Location, Team, AreaTable or Capacity.
koppel::v1::DirectoryEntry EntryOf(const google::protobuf::Message& record);

// The record a line holds. The line must hold one.
const google::protobuf::Message& RecordIn(const koppel::v1::DirectoryEntry& entry);

// The field of the line that holds the record, such as "offering"; empty when it holds none.
std::string FieldOf(const koppel::v1::DirectoryEntry& entry);

// The name of a record.
std::string NameOfRecord(const google::protobuf::Message& record);
void SetName(google::protobuf::Message& record, const std::string& name);

// Clears what the server sets itself.
void ClearOutputOnly(google::protobuf::Message& message);

// A text in a message.
struct Text {
  std::string field;  // Such as "members[0].provider".
  std::string value;
};

// All texts of a message for whose field `wanted` says so, in the order of the fields.
using Wanted = std::function<bool(const google::protobuf::FieldDescriptor&)>;
std::vector<Text> TextsIn(const google::protobuf::Message& message, const Wanted& wanted);

// The names of other records that a record refers to, by the declarations of its fields. Its own name is not one.
std::vector<Text> ReferencesOf(const google::protobuf::Message& record);

// The CBS codes in a record, by the declarations of its fields.
std::vector<Text> AreasOf(const google::protobuf::Message& record);

// The value of a field by its name; empty, false or 0 when the message has no such field.
std::string StringIn(const google::protobuf::Message& message, const char* field);
bool FlagIn(const google::protobuf::Message& message, const char* field);
int64_t NumberIn(const google::protobuf::Message& message, const char* field);

// "a" and "b" as "a.b"; either may be empty.
std::string JoinPath(const std::string& front, const std::string& back);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RECORDS_H_
