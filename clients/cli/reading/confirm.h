// Lets an adviser confirm or strike what was read in a text, for a request for support.

#ifndef KOPPEL_CLIENTS_CLI_READING_CONFIRM_H_
#define KOPPEL_CLIENTS_CLI_READING_CONFIRM_H_

#include <string_view>

#include "absl/status/status.h"
#include "clients/cli/reading/report.h"
#include "clients/cli/session.h"
#include "koppel/v1/referral.pb.h"

namespace koppel::cli {

// Adds the needs that count to `referral`, after those it has; what it has already is not added again. Each need is
// shown with its words on standard error. At a terminal every need is asked about, and added when the answer is yes;
// with `confirm_all` all are added without asking; else all are added as unconfirmed, and that is said.
//
// Urgency comes first: its signals are shown, and of danger that 112 is called first. `urgency` of the referral becomes
// what was read when that is higher, unless somebody at a terminal says that it is not so. A need that the referral has
// as unconfirmed is confirmed or struck like those of the text.
//
// CANCELLED when the answer is to stop, or there are no more answers; `referral` is not to be used then.
absl::Status ConfirmNeeds(const TextReading& read, const SubtopicTitles& titles, bool confirm_all, Session& session,
                          koppel::v1::Referral& referral);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_CONFIRM_H_
