// Writes the answer to a request as an adviser reads it: what to do first, the proposals with their reasons, who can be
// there until there is a place, what nearly fits, and that a person decides.

#ifndef KOPPEL_CLIENTS_CLI_ADVICE_H_
#define KOPPEL_CLIENTS_CLI_ADVICE_H_

#include "clients/cli/printer.h"
#include "clients/cli/texts.h"
#include "koppel/v1/matching_service.pb.h"

namespace koppel::cli {

// With the output `wide` also names, form, capacity, first day, distance and points.
void WriteAdvice(const koppel::v1::MatchResponse& response, Language language, Printer& printer);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_ADVICE_H_
