// What a choice sheet says of an offering, in plain words.

#ifndef KOPPEL_CLIENTS_CLI_CASE_SHEET_FACTS_H_
#define KOPPEL_CLIENTS_CLI_CASE_SHEET_FACTS_H_

#include <string>

#include "clients/cli/texts.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/proposal.pb.h"

namespace koppel::cli {

// Each gives one or more short sentences; what is not known is said so. `offering` is null where only the advice knows
// of it.
std::string WhatItIs(const koppel::v1::Part& part, const koppel::v1::Offering* offering, Language language);
std::string WhereItIs(const koppel::v1::Part& part, Language language);
std::string WhenItIs(const koppel::v1::Offering* offering, Language language);
std::string HowSoon(const koppel::v1::Part& part, Language language);
std::string WhatItCosts(const koppel::v1::Offering* offering, Language language);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_SHEET_FACTS_H_
