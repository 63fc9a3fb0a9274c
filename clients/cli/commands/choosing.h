// referral choose and choice-sheet: from an advice to a choice.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_CHOOSING_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_CHOOSING_H_

#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/session.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel::cli {

// --number, for FetchAdvice.
Argument AdviceNumberArgument();

// The advice with --number of the request NAME, else the latest. NOT_FOUND NO_ADVICE where there is none yet.
absl::StatusOr<koppel::v1::Advice> FetchAdvice(Session& session, client::Client& koppel);

std::vector<Command> ChoosingCommands();

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_CHOOSING_H_
