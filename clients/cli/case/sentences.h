// The sentences of an advice that is kept: its record holds codes alone, and the server has the sentences.

#ifndef KOPPEL_CLIENTS_CLI_CASE_SENTENCES_H_
#define KOPPEL_CLIENTS_CLI_CASE_SENTENCES_H_

#include "clients/cpp/client.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel::cli {

// Asks for the same proposals again and takes over the sentences of what is still said, with the same arguments. All
// else stays as it was kept; what is no longer said stays a code, and so does all of it when the server cannot answer.
void AddSentences(client::Client& koppel, koppel::v1::Advice& advice);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_SENTENCES_H_
