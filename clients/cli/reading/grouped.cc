#include "clients/cli/reading/grouped.h"

#include <algorithm>
#include <string>
#include <vector>

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::NeedFinding;
using v1::UrgencySignal;

bool IsSameNeed(const NeedFinding& need, const NeedFinding& other) {
  const bool same_reason =
      need.polarity() == other.polarity() && need.whose() == other.whose() && need.when() == other.when();
  return need.domain() == other.domain() && need.subtopic() == other.subtopic() && (need.counts() || same_reason);
}

void AddRule(const std::string& rule, NeedFinding& need) {
  const auto& rules = need.rules();
  if (std::find(rules.begin(), rules.end(), rule) == rules.end()) need.add_rules(rule);
}

// What is so now and wished for as well, is so now.
void AddTo(const NeedFinding& more, NeedFinding& need) {
  need.mutable_spans()->MergeFrom(more.spans());
  for (const std::string& rule : more.rules()) AddRule(rule, need);
  need.set_strength(std::max(need.strength(), more.strength()));
  if (need.when() != more.when()) need.set_when(NeedFinding::PRESENT);
}

}  // namespace

std::vector<NeedFinding> GroupNeeds(const v1::Classification& reading, bool counting) {
  std::vector<NeedFinding> needs;
  for (const NeedFinding& more : reading.needs()) {
    if (more.counts() != counting) continue;
    const auto known =
        std::find_if(needs.begin(), needs.end(), [&more](const NeedFinding& need) { return IsSameNeed(need, more); });
    if (known == needs.end()) {
      needs.push_back(more);
    } else {
      AddTo(more, *known);
    }
  }
  std::stable_partition(needs.begin(), needs.end(),
                        [&reading](const NeedFinding& need) { return need.domain() == reading.primary(); });
  return needs;
}

std::vector<UrgencySignal> GroupSignals(const v1::Classification& reading) {
  std::vector<UrgencySignal> signals;
  for (const UrgencySignal& more : reading.signals()) {
    const auto known = std::find_if(signals.begin(), signals.end(),
                                    [&more](const UrgencySignal& signal) { return signal.rule() == more.rule(); });
    if (known == signals.end()) {
      signals.push_back(more);
    } else {
      known->mutable_spans()->MergeFrom(more.spans());
    }
  }
  return signals;
}

}  // namespace koppel::cli
