// The checks that concern several fields of one message, or the form of one that no annotation declares.

#ifndef KOPPEL_SERVER_RECORD_RULES_H_
#define KOPPEL_SERVER_RECORD_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "server/validation.h"

namespace koppel::server {

// Applies the checks of this message type; most types have none. `path` is that of the message itself.
void CheckRecordRules(const google::protobuf::Message& message, const Known& known, const std::string& path,
                      Violations& violations);

// The lowest and highest number a field takes. No number of the API is negative but the points of a preference.
struct Bounds {
  int64_t min;
  int64_t max;
};
Bounds BoundsOf(const google::protobuf::FieldDescriptor& field);

// How many values a repeated field takes.
int MaxValuesOf(const google::protobuf::FieldDescriptor& field);

// How many characters a text takes.
int MaxCharactersOf(const google::protobuf::FieldDescriptor& field);

// Whether a text is about a resident, so that it may hold no personal data.
bool HoldsResidentText(const google::protobuf::FieldDescriptor& field);

// "GM" and 4, "WK" and 6 or "BU" and 8 digits.
bool IsAreaCode(std::string_view text);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RECORD_RULES_H_
