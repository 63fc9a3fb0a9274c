// Reads texts with lexicons that are not active yet (proeflezen).

#ifndef KOPPEL_CLIENTS_CLI_READING_TRIAL_H_
#define KOPPEL_CLIENTS_CLI_READING_TRIAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/reading/gold.h"
#include "clients/cpp/client.h"
#include "koppel/v1/rule_service.pb.h"

namespace koppel::cli {

// How many texts and bytes of text go into one call. A text without many needs is answered with fewer bytes than it
// has; where the answer is too large for a message all the same, the call is made again in halves.
inline constexpr size_t kMostTextsInCall = 500;
inline constexpr size_t kMostBytesInCall = 500'000;

// With what to read.
struct Trial {
  std::vector<koppel::v1::RuleSetSource> rule_sets;  // They take the place of the active ones of the same name.
  std::string area;                                  // May be empty.
};

// Which texts from `first` on go into one call: the first that does not. At least one goes.
size_t EndOfCall(const std::vector<GoldText>& texts, size_t first);

// What is read in each text, in their order; in calls that are small enough for the server. Errors as
// RuleService.TryReading; where one speaks of a text it names its line.
absl::StatusOr<std::vector<koppel::v1::Classification>> TryReading(client::Client& koppel, const Trial& trial,
                                                                   const std::vector<GoldText>& texts);

// The same for texts that fit into one call and may each be refused: what is read in each, or why it is not read, in
// their order. An error that is not of one text is that of all that were not read.
std::vector<absl::StatusOr<koppel::v1::Classification>> TryReadingEach(client::Client& koppel, const Trial& trial,
                                                                       const std::vector<std::string>& texts);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_TRIAL_H_
