// The terms of a request as a list: which, by when in Dutch local time, how it stands, and why that moment.

#ifndef KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_
#define KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_

#include <string>
#include <vector>

#include "clients/cli/printer.h"
#include "clients/cli/texts.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/clock.pb.h"
#include "koppel/v1/referral.pb.h"

namespace koppel::cli {

// What still runs comes first, the soonest on top. Nothing is cut: the reasons are what the list is for.
void WriteClocks(std::vector<koppel::v1::Clock> clocks, Language language, Printer& printer);

using Clocks = google::protobuf::RepeatedPtrField<koppel::v1::Clock>;

// The soonest term by law that runs or has passed and that the municipality has to keep, with its reason: "2026-12-09:
// Het onderzoek is klaar ..."; "-".
std::string SoonestByLaw(const Clocks& clocks, Language language);

// Why what is waited for is due when it is: the reason of the term that ends then, or that a place is held until then;
// "-".
std::string WhyDue(const Clocks& clocks, const koppel::v1::Waiting& waiting, Language language);

// The soonest agreed term that runs or has passed for an answer, contact or start; null: none. That an offer has
// arrived is no work that waits.
const koppel::v1::Clock* NextTermOf(const Clocks& clocks, const std::string& offer_or_placement);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_
