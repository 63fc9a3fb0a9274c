// The terms of a request as a list: which, by when in Dutch local time, how it stands, and why that moment.

#ifndef KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_
#define KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_

#include <vector>

#include "clients/cli/printer.h"
#include "clients/cli/texts.h"
#include "koppel/v1/clock.pb.h"

namespace koppel::cli {

// What still runs comes first, the soonest on top. Nothing is cut: the reasons are what the list is for.
void WriteClocks(std::vector<koppel::v1::Clock> clocks, Language language, Printer& printer);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_CLOCKS_H_
