#include "server/handlers/waiting_offers.h"

#include <optional>
#include <string>
#include <vector>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/environment.h"
#include "server/handlers/records.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

// The offer as it is now; nothing when it no longer waits for a place.
absl::StatusOr<std::optional<v1::Offer>> FindWaiting(const Call& call, const std::string& name) {
  const absl::StatusOr<storage::StoredCase> stored = call.environment.cases.Get(ParentOf(name));
  if (absl::IsNotFound(stored.status())) return std::nullopt;
  RETURN_IF_ERROR(stored.status());
  for (const v1::Offer& offer : stored->record.offers()) {
    if (offer.name() == name && offer.state() == v1::Offer::ON_WAITING_LIST) return offer;
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<v1::ListWaitingOffersResponse> ListWaitingOffers(Call& call,
                                                                const v1::ListWaitingOffersRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  RETURN_IF_ERROR(GetRecord(call, request.offering()).status());
  call.revision = call.environment.store.Latest();
  const size_t start = wanted.from.has_value() ? static_cast<size_t>(wanted.from->offset()) : 0;
  const size_t end = start + static_cast<size_t>(wanted.size);
  ASSIGN_OR_RETURN(const std::vector<std::string> names, call.environment.cases.ListQueue(request.offering(), end + 1));
  v1::ListWaitingOffersResponse response;
  for (size_t i = start; i < names.size() && i < end; ++i) {
    ASSIGN_OR_RETURN(std::optional<v1::Offer> offer, FindWaiting(call, names[i]));
    if (offer.has_value()) *response.add_offers() = *std::move(offer);
  }
  if (names.size() > end) {
    response.set_next_page_token(wanted.Next("", static_cast<int64_t>(end), call.revision.value));
  }
  return response;
}

}  // namespace koppel::server
