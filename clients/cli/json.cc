#include "clients/cli/json.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/printer.h"
#include "google/protobuf/wrappers.pb.h"

namespace koppel::cli {

std::string JsonString(const std::string& text) {
  google::protobuf::StringValue value;
  value.set_value(text);
  std::string json = ToJson(value, /*pretty=*/false);
  json.erase(json.find_last_not_of('\n') + 1);
  return json;
}

std::string JsonBool(bool value) { return value ? "true" : "false"; }

std::string JsonList(const std::vector<std::string>& values) {
  return absl::StrCat("[", absl::StrJoin(values, ", "), "]");
}

std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : members) parts.push_back(absl::StrCat(JsonString(name), ": ", value));
  return absl::StrCat("{", absl::StrJoin(parts, ", "), "}");
}

}  // namespace koppel::cli
