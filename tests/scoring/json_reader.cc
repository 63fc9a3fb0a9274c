#include "tests/scoring/json_reader.h"

namespace koppel::scoring {
namespace {

using google::protobuf::Value;

const Value& ValueAt(const Json& json, const std::string& key) {
  const auto found = json.fields().find(key);
  return found == json.fields().end() ? Value::default_instance() : found->second;
}

}  // namespace

const Json& ObjectAt(const Json& json, const std::string& key) { return ValueAt(json, key).struct_value(); }

std::string TextAt(const Json& json, const std::string& key) { return ValueAt(json, key).string_value(); }

std::vector<std::string> TextsAt(const Json& json, const std::string& key) {
  std::vector<std::string> texts;
  for (const Value& value : ValueAt(json, key).list_value().values()) texts.push_back(value.string_value());
  return texts;
}

std::optional<int> NumberAt(const Json& json, const std::string& key) {
  const Value& value = ValueAt(json, key);
  if (!value.has_number_value()) return std::nullopt;
  return static_cast<int>(value.number_value());
}

std::optional<bool> FlagAt(const Json& json, const std::string& key) {
  const Value& value = ValueAt(json, key);
  if (!value.has_bool_value()) return std::nullopt;
  return value.bool_value();
}

bool Says(const Json& json, const std::string& key) {
  const Value& value = ValueAt(json, key);
  if (value.has_bool_value()) return value.bool_value();
  if (value.has_string_value()) return !value.string_value().empty();
  return value.has_number_value() || value.has_list_value() || value.has_struct_value();
}

}  // namespace koppel::scoring
