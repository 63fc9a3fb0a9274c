#include "server/parsing.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/utf8.h"
#include "google/protobuf/unknown_field_set.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/records.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

// No message of the API is nested deeper.
constexpr int kMaxDepth = 20;

// Walks bytes by their descriptor, without the checks of the parser.
void WalkBytes(const std::string& bytes, const Descriptor& type, const std::string& path, int depth,
               std::vector<FieldNotUtf8>& found) {
  UnknownFieldSet fields;
  if (depth > kMaxDepth || !fields.ParseFromString(bytes)) return;
  absl::flat_hash_map<int, int> seen;  // How often each field number came by.
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& value = fields.field(i);
    const FieldDescriptor* field = type.FindFieldByNumber(value.number());
    if (field == nullptr || value.type() != UnknownField::TYPE_LENGTH_DELIMITED) continue;
    const int index = seen[value.number()]++;
    const std::string name = field->is_repeated() ? absl::StrCat(field->name(), "[", index, "]") : field->name();
    const std::string at = JoinPath(path, name);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      WalkBytes(value.length_delimited(), *field->message_type(), at, depth + 1, found);
    } else if (field->type() == FieldDescriptor::TYPE_STRING) {
      const auto byte = FirstNotUtf8(value.length_delimited());
      if (byte.has_value()) found.push_back({at, *byte});
    }
  }
}

}  // namespace

std::vector<FieldNotUtf8> FieldsNotUtf8(std::string_view bytes, const Descriptor& type) {
  std::vector<FieldNotUtf8> found;
  WalkBytes(std::string(bytes), type, "", 0, found);
  return found;
}

absl::Status ParseRequest(std::string_view bytes, const std::string& method, google::protobuf::Message& request) {
  if (bytes.size() > kMaxMessageBytes) return MessageTooLarge(bytes.size());
  if (request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return absl::OkStatus();
  Violations violations;
  for (const FieldNotUtf8& field : FieldsNotUtf8(bytes, *request.GetDescriptor())) {
    violations.Add(field.path, Sentence::kNotUtf8At, {{"byte", std::to_string(field.byte + 1)}});
  }
  return violations.empty() ? NotAMessage(method) : violations.ToStatus();
}

}  // namespace koppel::server
