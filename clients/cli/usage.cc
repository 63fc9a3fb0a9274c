#include "clients/cli/usage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/errors.h"

namespace koppel::cli {

absl::Status CheckOneOf(const Given& given, const std::vector<std::string>& names) {
  const auto count =
      std::count_if(names.begin(), names.end(), [&given](const std::string& name) { return given.Has(name); });
  if (count == 1) return absl::OkStatus();
  return UsageError(Text::kOneOfThese, {{"choices", absl::StrJoin(names, ", ")}});
}

absl::Status CheckGoesWith(const Given& given, const std::string& name, const std::string& other) {
  if (!given.Has(name) || given.Has(other)) return absl::OkStatus();
  return UsageError(Text::kGoesWith, {{"argument", name}, {"other", other}});
}

}  // namespace koppel::cli
