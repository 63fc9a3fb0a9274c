// Turns bytes into messages, and says precisely what is wrong with bytes that are none.

#ifndef KOPPEL_SERVER_PARSING_H_
#define KOPPEL_SERVER_PARSING_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace koppel::server {

// RESOURCE_EXHAUSTED MESSAGE_TOO_LARGE above the limit; INVALID_ARGUMENT with every field that is not UTF-8 and the
// byte in it, counted from 1; else INVALID_ARGUMENT NOT_A_MESSAGE.
absl::Status ParseRequest(std::string_view bytes, const std::string& method, google::protobuf::Message& request);

// A text field that is not UTF-8.
struct FieldNotUtf8 {
  std::string path;
  size_t byte;  // The first byte in the field that is not, counted from 0.
};

// Those of a message; empty when the bytes are no message at all.
std::vector<FieldNotUtf8> FieldsNotUtf8(std::string_view bytes, const google::protobuf::Descriptor& type);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_PARSING_H_
