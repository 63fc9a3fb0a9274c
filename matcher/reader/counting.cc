#include "matcher/reader/counting.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Domain;
using koppel::v1::Domain_ARRAYSIZE;
using koppel::v1::DOMAIN_UNSPECIFIED;

// So much a text tells of needs when what it says of itself as a whole is not believed: every entry that it says
// clearly is one, and one more where it is asked for.
constexpr int kTellsOfNeeds = 3;

bool IsSetAside(const Reading& reading) { return reading.text_is_past || reading.text_asks_nothing; }

int TellsOfNeeds(const std::vector<Reading>& readings) {
  absl::flat_hash_map<const koppel::v1::LexiconEntry*, int> told;
  for (const Reading& reading : readings) {
    if (!IsSetAside(reading) || !reading.is_so() || !reading.is_clear() || reading.domains.empty()) continue;
    int& most = told[reading.entry];
    most = std::max(most, reading.asked ? 2 : 1);
  }
  int sum = 0;
  for (const auto& [entry, most] : told) sum += most;
  return sum;
}

void DecideSetAside(std::vector<Reading>& readings) {
  if (TellsOfNeeds(readings) >= kTellsOfNeeds) return;
  for (Reading& reading : readings) {
    reading.past = reading.past || reading.text_is_past;
    reading.not_asked = reading.not_asked || reading.text_asks_nothing;
  }
}

void DecideWhoseCount(std::vector<Reading>& readings) {
  bool own = false;
  for (Reading& reading : readings) {
    reading.counts = reading.is_so() && reading.person == Person::kResident;
    own = own || (reading.counts && !reading.domains.empty() && reading.is_clear());
  }
  if (own) return;
  for (Reading& reading : readings) {
    if (reading.person == Person::kResident || !reading.is_so()) continue;
    reading.counts = true;
    reading.person = Person::kResident;
  }
}

// Where hints count: in domains that hold something clear, or two different hints.
std::array<bool, Domain_ARRAYSIZE> DomainsThatHold(const std::vector<Reading>& readings) {
  std::array<bool, Domain_ARRAYSIZE> holds = {};
  std::array<const koppel::v1::LexiconEntry*, Domain_ARRAYSIZE> hint = {};
  for (const Reading& reading : readings) {
    if (!reading.counts) continue;
    for (const Domain domain : reading.domains) {
      if (reading.is_clear() || (hint[domain] != nullptr && hint[domain] != reading.entry)) holds[domain] = true;
      if (!reading.is_clear()) hint[domain] = reading.entry;
    }
  }
  return holds;
}

void DecideHints(std::vector<Reading>& readings) {
  const bool any_clear = std::any_of(readings.begin(), readings.end(), [](const Reading& reading) {
    return reading.counts && reading.is_clear() && !reading.domains.empty();
  });
  if (!any_clear) return;
  const std::array<bool, Domain_ARRAYSIZE> holds = DomainsThatHold(readings);
  for (Reading& reading : readings) {
    if (reading.is_clear()) continue;
    reading.counts = reading.counts && std::any_of(reading.domains.begin(), reading.domains.end(),
                                                   [&](Domain domain) { return holds[domain]; });
  }
}

void MoveByCause(std::vector<Reading>& readings) {
  std::array<bool, Domain_ARRAYSIZE> present = {};
  for (const Reading& reading : readings) {
    if (!reading.counts || reading.entry->moves_to() != DOMAIN_UNSPECIFIED) continue;
    for (const Domain domain : reading.domains) present[domain] = true;
  }
  for (Reading& reading : readings) {
    const Domain to = reading.entry->moves_to();
    if (to != DOMAIN_UNSPECIFIED && present[to]) reading.domains = {to};
  }
}

}  // namespace

void DecideWhatCounts(std::vector<Reading>& readings) {
  DecideSetAside(readings);
  DecideWhoseCount(readings);
  DecideHints(readings);
  MoveByCause(readings);
}

}  // namespace koppel::matcher
