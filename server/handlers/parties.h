// A party for whom a case can wait: the advisers of a municipality, a provider or a team.

#ifndef KOPPEL_SERVER_HANDLERS_PARTIES_H_
#define KOPPEL_SERVER_HANDLERS_PARTIES_H_

#include <string>

#include "absl/status/status.h"
#include "koppel/internal/record.pb.h"
#include "server/call.h"

namespace koppel::server {

// OK for "municipalities/GM0034", "providers/x" and "teams/x", whether it is there or not; else INVALID_ARGUMENT for
// the field `party`.
absl::Status CheckParty(const std::string& party);

// NOT_FOUND for a provider or team that is not there.
absl::Status CheckPartyIsThere(const Call& call, const std::string& party);

// Whether the party has to do with the case: its municipality, whom it waits for, and who has or had an offer of it or
// a placement with it.
bool Involves(const internal::CaseRecord& record, const std::string& party);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_PARTIES_H_
