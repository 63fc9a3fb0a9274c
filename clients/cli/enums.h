// Enums of the API as people write them: the names of the protos, in upper or lower case.

#ifndef KOPPEL_CLIENTS_CLI_ENUMS_H_
#define KOPPEL_CLIENTS_CLI_ENUMS_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace koppel::cli {

// The names of all values but the zero one.
std::vector<std::string> ChoicesOf(const google::protobuf::EnumDescriptor* type);

template <class Enum>
std::vector<std::string> Choices() {
  return ChoicesOf(google::protobuf::GetEnumDescriptor<Enum>());
}

// The value with this name; the zero value for every other text.
template <class Enum>
Enum EnumOf(const std::string& name) {
  const auto* value = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByName(name);
  return value == nullptr ? static_cast<Enum>(0) : static_cast<Enum>(value->number());
}

// "-" for the zero value, which says nothing, and for values this program does not know.
std::string NameOfValue(const google::protobuf::EnumDescriptor* type, int value);

template <class Enum>
std::string NameOf(Enum value) {
  return NameOfValue(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_ENUMS_H_
