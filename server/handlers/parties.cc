#include "server/handlers/parties.h"

#include <algorithm>

#include "base/notice_sentences.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/errors.h"
#include "server/handlers/records.h"

namespace koppel::server {

absl::Status CheckParty(const std::string& party) {
  for (const char* collection : {"municipalities", "providers", "teams"}) {
    if (IsNameIn(collection, party)) return absl::OkStatus();
  }
  return InvalidFields({{"party", Say(NoticeSentence::kBadParty)}});
}

absl::Status CheckPartyIsThere(const Call& call, const std::string& party) {
  if (IsNameIn("municipalities", party)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto found, FindRecord(call, party));
  return found.has_value() ? absl::OkStatus() : NotFound(party);
}

bool Involves(const internal::CaseRecord& record, const std::string& party) {
  if (ParentOf(record.referral().name()) == party) return true;
  const auto is_party = [&](const auto& one) { return one.party() == party; };
  const auto with_party = [&](const v1::Placement& placement) { return ParentOf(placement.offering()) == party; };
  const auto& waiting = record.referral().waiting_for();
  return std::any_of(waiting.begin(), waiting.end(), is_party) ||
         std::any_of(record.offers().begin(), record.offers().end(), is_party) ||
         std::any_of(record.placements().begin(), record.placements().end(), with_party);
}

}  // namespace koppel::server
