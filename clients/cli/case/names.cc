#include "clients/cli/case/names.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace koppel::cli {
namespace {

constexpr char kMunicipalityPrefix[] = "GM";

// The parts of a short name; nothing for another text.
std::vector<std::string> ShortParts(const std::string& name) {
  if (!absl::StartsWith(name, kMunicipalityPrefix)) return {};
  return absl::StrSplit(name, '/');
}

std::string FullPartName(const std::string& name, const std::string& collection) {
  const std::vector<std::string> parts = ShortParts(name);
  if (parts.size() != 3) return name;
  return absl::StrCat(FullReferralName(parts[0] + "/" + parts[1]), "/", collection, "/", parts[2]);
}

}  // namespace

std::string FullMunicipalityName(const std::string& name) {
  return ShortParts(name).size() == 1 ? absl::StrCat("municipalities/", name) : name;
}

std::string FullReferralName(const std::string& name) {
  const std::vector<std::string> parts = ShortParts(name);
  if (parts.size() != 2) return name;
  return absl::StrCat("municipalities/", parts[0], "/referrals/", parts[1]);
}

std::string FullOfferName(const std::string& name) { return FullPartName(name, "offers"); }

std::string FullPlacementName(const std::string& name) { return FullPartName(name, "placements"); }

std::string FullPartyName(const std::string& name) { return FullMunicipalityName(name); }

std::string ShortName(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.front() != "municipalities") return name;
  std::vector<std::string> ids;
  for (size_t i = 1; i < parts.size(); i += 2) ids.push_back(parts[i]);
  return absl::StrJoin(ids, "/");
}

}  // namespace koppel::cli
