// Puts together what was read more than once.

#ifndef KOPPEL_CLIENTS_CLI_READING_GROUPED_H_
#define KOPPEL_CLIENTS_CLI_READING_GROUPED_H_

#include <vector>

#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

// The findings that count, or those that do not, each sub-topic of a domain once: with the places and rules of all that
// tell of it, and the strength of the strongest. Those of the domain that comes first in front, else by place. What
// does not count is put together only where it does not count for the same reason.
std::vector<koppel::v1::NeedFinding> GroupNeeds(const koppel::v1::Classification& reading, bool counting);

// The signals, each rule once, by place.
std::vector<koppel::v1::UrgencySignal> GroupSignals(const koppel::v1::Classification& reading);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_GROUPED_H_
