#include "server/handlers/case_reading.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

using koppel::v1::ListReferralsRequest;
using storage::CasePage;
using storage::StoredCase;

bool IsWanted(const v1::Referral& referral, const ListReferralsRequest& request) {
  const auto& states = request.states();
  if (!states.empty() && std::find(states.begin(), states.end(), referral.state()) == states.end()) return false;
  return request.resident().empty() || referral.resident() == request.resident();
}

// A page of referrals under construction.
class ReferralPage {
 public:
  ReferralPage(const ListReferralsRequest& request, const PageRequest& wanted) : request_(request), wanted_(wanted) {}

  bool full() const {
    return response_.referrals_size() >= wanted_.size || bytes_ >= kMaxPageBytes || looked_at_ >= kMaxCasesLookedAt;
  }
  // How many to read at a time: where few are wanted, many may have to be looked at.
  size_t Ask() const {
    return static_cast<size_t>(std::max(wanted_.size - response_.referrals_size(), kDefaultPageSize));
  }

  void Add(v1::Referral referral) {
    ++looked_at_;
    last_ = referral.name();
    if (!IsWanted(referral, request_)) return;
    bytes_ += referral.ByteSizeLong();
    *response_.add_referrals() = std::move(referral);
  }

  v1::ListReferralsResponse Take(bool more, Revision revision) {
    if (more) response_.set_next_page_token(wanted_.Next(last_, 0, revision.value));
    return std::move(response_);
  }

 private:
  const ListReferralsRequest& request_;
  const PageRequest& wanted_;
  v1::ListReferralsResponse response_;
  std::string last_;
  size_t bytes_ = 0;
  int looked_at_ = 0;
};

// The one with this name; null where there is none.
template <typename Records>
const typename Records::value_type* FindByName(const Records& records, const std::string& name) {
  const auto found = std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.name() == name; });
  return found == records.end() ? nullptr : &*found;
}

// Adds to the response the records after the number of the page token, as many as fit.
template <typename Records, typename Response>
void AddPage(const Records& records, const PageRequest& wanted, Revision revision,
             typename Records::value_type* (Response::*add)(), Response& response) {
  int64_t last = wanted.from.has_value() ? wanted.from->offset() : 0;
  std::map<int64_t, const typename Records::value_type*> by_number;
  for (const auto& record : records) by_number[NumberOf(record.name())] = &record;
  int count = 0;
  for (auto next = by_number.upper_bound(last); next != by_number.end(); ++next) {
    if (count++ == wanted.size) return response.set_next_page_token(wanted.Next("", last, revision.value));
    *(response.*add)() = *next->second;
    last = next->first;
  }
}

bool SeesAll(const Caller& caller) {
  const auto has = [](const std::vector<std::string>& all, const char* one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  return has(caller.roles, kAdviser) || has(caller.scopes, "*");
}

// A team's offers are there for all its members.
bool MaySeeAsMember(const Call& call, const std::string& party) {
  if (!party.starts_with("teams/")) return false;
  const absl::StatusOr<storage::Stored> team = call.environment.directory.Get(party);
  if (!team.ok()) return false;
  const auto& members = team->entry.team().members();
  return std::any_of(members.begin(), members.end(),
                     [&](const auto& member) { return MaySee(call.caller, member.provider()); });
}

// The partner of a placement is that of its offer, or the member the team chose.
bool Involves(const internal::CaseRecord& record, const Call& call) {
  const auto& offers = record.offers();
  const auto& placements = record.placements();
  return std::any_of(placements.begin(), placements.end(),
                     [&](const auto& one) { return MaySee(call.caller, ParentOf(one.offering())); }) ||
         std::any_of(offers.begin(), offers.end(), [&](const auto& offer) {
           return MaySee(call.caller, offer.party()) || MaySeeAsMember(call, offer.party());
         });
}

}  // namespace

bool MaySee(const Caller& caller, const std::string& party) {
  const auto& scopes = caller.scopes;
  return SeesAll(caller) || std::find(scopes.begin(), scopes.end(), party) != scopes.end();
}

absl::StatusOr<StoredCase> ReadCase(Call& call, const std::string& name, const std::string& asked) {
  const Revision latest = call.environment.store.Latest();
  absl::StatusOr<StoredCase> stored = call.environment.cases.Get(name);
  if (absl::IsNotFound(stored.status())) return NotFound(asked);
  RETURN_IF_ERROR(stored.status());
  if (!SeesAll(call.caller) && !Involves(stored->record, call)) return NotAllowed(call.method, kAdviser);
  call.revision = std::max(latest, stored->revision);
  return stored;
}

absl::StatusOr<v1::Referral> GetReferral(Call& call, const v1::GetReferralRequest& request) {
  ASSIGN_OR_RETURN(StoredCase stored, ReadCase(call, request.name(), request.name()));
  return std::move(*stored.record.mutable_referral());
}

absl::StatusOr<v1::ListReferralsResponse> ListReferrals(Call& call, const ListReferralsRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  ReferralPage page(request, wanted);
  const storage::Cases& cases = call.environment.cases;
  std::string after = wanted.from.has_value() ? wanted.from->last_key() : "";
  bool more = true;
  while (more && !page.full()) {
    ASSIGN_OR_RETURN(CasePage read, cases.List(request.parent(), after, page.Ask()));
    if (call.revision.value == 0) call.revision = read.revision;
    more = read.more;
    for (StoredCase& stored : read.cases) {
      if (page.full()) {
        more = true;
        break;
      }
      after = stored.record.referral().name();
      page.Add(std::move(*stored.record.mutable_referral()));
    }
  }
  return page.Take(more, call.revision);
}

absl::StatusOr<v1::Advice> GetAdvice(Call& call, const v1::GetAdviceRequest& request) {
  call.revision = call.environment.store.Latest();
  absl::StatusOr<v1::Advice> advice = call.environment.cases.GetAdvice(request.name());
  if (absl::IsNotFound(advice.status())) return NotFound(request.name());
  return advice;
}

absl::StatusOr<v1::Offer> GetOffer(Call& call, const v1::GetOfferRequest& request) {
  ASSIGN_OR_RETURN(const StoredCase stored, ReadCase(call, ParentOf(request.name()), request.name()));
  const v1::Offer* offer = FindByName(stored.record.offers(), request.name());
  if (offer == nullptr) return NotFound(request.name());
  return *offer;
}

absl::StatusOr<v1::ListOffersResponse> ListOffers(Call& call, const v1::ListOffersRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  ASSIGN_OR_RETURN(const StoredCase stored, ReadCase(call, request.parent(), request.parent()));
  v1::ListOffersResponse response;
  AddPage(stored.record.offers(), wanted, call.revision, &v1::ListOffersResponse::add_offers, response);
  return response;
}

absl::StatusOr<v1::Placement> GetPlacement(Call& call, const v1::GetPlacementRequest& request) {
  ASSIGN_OR_RETURN(const StoredCase stored, ReadCase(call, ParentOf(request.name()), request.name()));
  const v1::Placement* placement = FindByName(stored.record.placements(), request.name());
  if (placement == nullptr) return NotFound(request.name());
  return *placement;
}

absl::StatusOr<v1::ListPlacementsResponse> ListPlacements(Call& call, const v1::ListPlacementsRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  ASSIGN_OR_RETURN(const StoredCase stored, ReadCase(call, request.parent(), request.parent()));
  v1::ListPlacementsResponse response;
  AddPage(stored.record.placements(), wanted, call.revision, &v1::ListPlacementsResponse::add_placements, response);
  return response;
}

}  // namespace koppel::server
