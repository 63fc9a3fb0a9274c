#include "base/resource_name.h"

#include <algorithm>
#include <array>
#include <utility>

namespace koppel {
namespace {

constexpr size_t kLongestId = 63;
constexpr size_t kMostRevisionDigits = 9;
constexpr std::string_view kRevisionPlace = "{revision}";
constexpr std::string_view kNumberPlace = "{number}";
constexpr std::string_view kMunicipalityPlace = "{municipality}";
constexpr size_t kMunicipalityLength = 6;

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kPatterns = {{
    {"areaTables", "areaTables/{areaTable}"},
    {"providers", "providers/{provider}"},
    {"locations", "locations/{location}"},
    {"offerings", "providers/{provider}/offerings/{offering}"},
    {"capacities", "providers/{provider}/offerings/{offering}/capacity"},
    {"teams", "teams/{team}"},
    {"ruleSets", "ruleSets/{ruleSet}"},
    {"ruleSetRevisions", "ruleSets/{ruleSet}/revisions/{revision}"},
    {"municipalities", "municipalities/{municipality}"},
    {"referrals", "municipalities/{municipality}/referrals/{referral}"},
    {"advices", "municipalities/{municipality}/referrals/{referral}/advices/{number}"},
    {"offers", "municipalities/{municipality}/referrals/{referral}/offers/{number}"},
    {"placements", "municipalities/{municipality}/referrals/{referral}/placements/{number}"},
}};

bool IsLetterOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A number from 1 that is written in one way only.
bool IsRevisionNumber(std::string_view text) {
  return !text.empty() && text.size() <= kMostRevisionDigits && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A CBS code such as "GM0034".
bool IsMunicipality(std::string_view text) {
  return text.size() == kMunicipalityLength && text.starts_with("GM") &&
         std::all_of(text.begin() + 2, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool FitsPlace(std::string_view place, std::string_view segment) {
  if (place == kMunicipalityPlace) return IsMunicipality(segment);
  return place == kRevisionPlace || place == kNumberPlace ? IsRevisionNumber(segment) : IsId(segment);
}

// Takes the part before the first slash off the front of `rest`.
std::string_view TakeSegment(std::string_view& rest) {
  const size_t end = std::min(rest.find('/'), rest.size());
  const std::string_view segment = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return segment;
}

bool Fits(std::string_view pattern, std::string_view name) {
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(name.begin(), name.end(), '/')) return false;
  while (!pattern.empty()) {
    const std::string_view wanted = TakeSegment(pattern);
    const std::string_view segment = TakeSegment(name);
    if (wanted.starts_with('{') ? !FitsPlace(wanted, segment) : segment != wanted) return false;
  }
  return name.empty();
}

std::string Join(std::string_view front, std::string_view back) { return std::string(front).append(back); }

}  // namespace

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= kLongestId && IsLetterOrDigit(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsLetterOrDigit(c) || c == '-'; });
}

std::string_view NamePattern(std::string_view collection) {
  for (const auto& [known, pattern] : kPatterns) {
    if (known == collection) return pattern;
  }
  return {};
}

bool IsNameIn(std::string_view collection, std::string_view name) {
  const std::string_view pattern = NamePattern(collection);
  return !pattern.empty() && Fits(pattern, name);
}

std::string_view CollectionOf(std::string_view name) {
  for (const auto& [collection, pattern] : kPatterns) {
    if (Fits(pattern, name)) return collection;
  }
  return {};
}

std::string ProviderName(std::string_view id) { return Join("providers/", id); }
std::string LocationName(std::string_view id) { return Join("locations/", id); }
std::string TeamName(std::string_view id) { return Join("teams/", id); }
std::string AreaTableName(std::string_view id) { return Join("areaTables/", id); }
std::string OfferingName(std::string_view provider, std::string_view id) {
  return Join(Join(provider, "/offerings/"), id);
}
std::string RuleSetName(std::string_view id) { return Join("ruleSets/", id); }
std::string RuleSetRevisionName(std::string_view rule_set, int revision) {
  return Join(Join(rule_set, "/revisions/"), std::to_string(revision));
}
std::string CapacityName(std::string_view offering) { return Join(offering, "/capacity"); }

std::string MunicipalityName(std::string_view code) { return Join("municipalities/", code); }
std::string ReferralName(std::string_view municipality, std::string_view id) {
  return Join(Join(municipality, "/referrals/"), id);
}
std::string AdviceName(std::string_view referral, int number) {
  return Join(Join(referral, "/advices/"), std::to_string(number));
}
std::string OfferName(std::string_view referral, int number) {
  return Join(Join(referral, "/offers/"), std::to_string(number));
}
std::string PlacementName(std::string_view referral, int number) {
  return Join(Join(referral, "/placements/"), std::to_string(number));
}

std::string ParentOf(std::string_view name) {
  const std::string_view collection = CollectionOf(name);
  if (collection == "offerings") return std::string(name.substr(0, name.find("/offerings/")));
  if (collection == "ruleSetRevisions") return std::string(name.substr(0, name.find("/revisions/")));
  if (collection == "referrals") return std::string(name.substr(0, name.find("/referrals/")));
  if (collection == "advices") return std::string(name.substr(0, name.find("/advices/")));
  if (collection == "offers") return std::string(name.substr(0, name.find("/offers/")));
  if (collection == "placements") return std::string(name.substr(0, name.find("/placements/")));
  if (collection == "capacities") return std::string(name.substr(0, name.rfind('/')));
  return "";
}

std::string_view IdOf(std::string_view name) { return name.substr(name.rfind('/') + 1); }

int NumberOf(std::string_view name) {
  const std::string_view collection = CollectionOf(name);
  if (collection != "advices" && collection != "offers" && collection != "placements") return 0;
  return std::stoi(std::string(name.substr(name.rfind('/') + 1)));
}

int RevisionNumberOf(std::string_view name) {
  if (CollectionOf(name) != "ruleSetRevisions") return 0;
  return std::stoi(std::string(name.substr(name.rfind('/') + 1)));
}

}  // namespace koppel
