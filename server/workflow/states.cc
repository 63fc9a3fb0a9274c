#include "server/workflow/states.h"

#include <cstddef>

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::Referral;

template <typename State, typename Verb>
struct Step {
  State from;
  Verb verb;
  State to;
};

constexpr Step<Referral::State, ReferralVerb> kReferralSteps[] = {
    {Referral::DRAFT, ReferralVerb::kUpdate, Referral::DRAFT},
    {Referral::SUBMITTED, ReferralVerb::kUpdate, Referral::SUBMITTED},
    {Referral::OFFERED, ReferralVerb::kUpdate, Referral::OFFERED},
    {Referral::STARTED, ReferralVerb::kUpdate, Referral::STARTED},
    {Referral::DRAFT, ReferralVerb::kSubmit, Referral::SUBMITTED},
    {Referral::SUBMITTED, ReferralVerb::kPropose, Referral::SUBMITTED},
    {Referral::OFFERED, ReferralVerb::kPropose, Referral::OFFERED},
    // After the start too: a JOIN that failed is matched again.
    {Referral::STARTED, ReferralVerb::kPropose, Referral::STARTED},
    {Referral::SUBMITTED, ReferralVerb::kChoose, Referral::SUBMITTED},
    {Referral::OFFERED, ReferralVerb::kChoose, Referral::OFFERED},
    {Referral::STARTED, ReferralVerb::kChoose, Referral::STARTED},
    {Referral::SUBMITTED, ReferralVerb::kSend, Referral::OFFERED},
    {Referral::OFFERED, ReferralVerb::kSend, Referral::OFFERED},
    {Referral::STARTED, ReferralVerb::kSend, Referral::STARTED},
    {Referral::OFFERED, ReferralVerb::kStart, Referral::STARTED},
    {Referral::STARTED, ReferralVerb::kStart, Referral::STARTED},
    {Referral::STARTED, ReferralVerb::kEnd, Referral::ENDED},
    // The help never began or the provider stopped: somebody else is to be found.
    {Referral::STARTED, ReferralVerb::kLoseLead, Referral::SUBMITTED},
    {Referral::DRAFT, ReferralVerb::kWithdraw, Referral::WITHDRAWN},
    {Referral::SUBMITTED, ReferralVerb::kWithdraw, Referral::WITHDRAWN},
    {Referral::OFFERED, ReferralVerb::kWithdraw, Referral::WITHDRAWN},
    // Only where no placement runs; that is for the step to see.
    {Referral::STARTED, ReferralVerb::kWithdraw, Referral::WITHDRAWN},
    {Referral::ENDED, ReferralVerb::kReopen, Referral::SUBMITTED},
    {Referral::WITHDRAWN, ReferralVerb::kReopen, Referral::SUBMITTED},
};

constexpr Step<Offer::State, OfferVerb> kOfferSteps[] = {
    {Offer::PENDING, OfferVerb::kReceive, Offer::PENDING},
    {Offer::QUESTIONED, OfferVerb::kReceive, Offer::QUESTIONED},
    {Offer::PENDING, OfferVerb::kAccept, Offer::ACCEPTED},
    {Offer::QUESTIONED, OfferVerb::kAccept, Offer::ACCEPTED},
    {Offer::INTAKE, OfferVerb::kAccept, Offer::ACCEPTED},
    // A late yes counts until the offer is replaced; that is for the step to see.
    {Offer::EXPIRED, OfferVerb::kAccept, Offer::ACCEPTED},
    {Offer::PENDING, OfferVerb::kAcceptAfterIntake, Offer::INTAKE},
    {Offer::QUESTIONED, OfferVerb::kAcceptAfterIntake, Offer::INTAKE},
    {Offer::EXPIRED, OfferVerb::kAcceptAfterIntake, Offer::INTAKE},
    {Offer::PENDING, OfferVerb::kQuestion, Offer::QUESTIONED},
    {Offer::QUESTIONED, OfferVerb::kQuestion, Offer::QUESTIONED},
    {Offer::QUESTIONED, OfferVerb::kReply, Offer::PENDING},
    {Offer::PENDING, OfferVerb::kDecline, Offer::DECLINED},
    {Offer::QUESTIONED, OfferVerb::kDecline, Offer::DECLINED},
    {Offer::EXPIRED, OfferVerb::kDecline, Offer::DECLINED},
    {Offer::ON_WAITING_LIST, OfferVerb::kDecline, Offer::DECLINED},
    {Offer::INTAKE, OfferVerb::kFail, Offer::FAILED},
    {Offer::PENDING, OfferVerb::kExpire, Offer::EXPIRED},
    {Offer::QUESTIONED, OfferVerb::kExpire, Offer::EXPIRED},
    {Offer::PENDING, OfferVerb::kRecall, Offer::RECALLED},
    {Offer::QUESTIONED, OfferVerb::kRecall, Offer::RECALLED},
    {Offer::INTAKE, OfferVerb::kRecall, Offer::RECALLED},
    {Offer::ON_WAITING_LIST, OfferVerb::kRecall, Offer::RECALLED},
    {Offer::ON_WAITING_LIST, OfferVerb::kFree, Offer::PENDING},
};

constexpr Step<Placement::State, PlacementVerb> kPlacementSteps[] = {
    {Placement::PLANNED, PlacementVerb::kHandOver, Placement::HANDED_OVER},
    {Placement::HANDED_OVER, PlacementVerb::kContact, Placement::CONTACTED},
    {Placement::HANDED_OVER, PlacementVerb::kStart, Placement::ACTIVE},
    {Placement::CONTACTED, PlacementVerb::kStart, Placement::ACTIVE},
    {Placement::PLANNED, PlacementVerb::kEnd, Placement::ENDED},
    {Placement::HANDED_OVER, PlacementVerb::kEnd, Placement::ENDED},
    {Placement::CONTACTED, PlacementVerb::kEnd, Placement::ENDED},
    {Placement::ACTIVE, PlacementVerb::kEnd, Placement::ENDED},
};

template <typename State, typename Verb, size_t kSize>
std::optional<State> Find(const Step<State, Verb> (&steps)[kSize], State state, Verb verb) {
  for (const Step<State, Verb>& step : steps) {
    if (step.from == state && step.verb == verb) return step.to;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Referral::State> After(Referral::State state, ReferralVerb verb) {
  return Find(kReferralSteps, state, verb);
}

std::optional<Offer::State> After(Offer::State state, OfferVerb verb) { return Find(kOfferSteps, state, verb); }

std::optional<Placement::State> After(Placement::State state, PlacementVerb verb) {
  return Find(kPlacementSteps, state, verb);
}

std::vector<ReferralVerb> AllReferralVerbs() {
  return {ReferralVerb::kUpdate,   ReferralVerb::kSubmit, ReferralVerb::kPropose, ReferralVerb::kChoose,
          ReferralVerb::kSend,     ReferralVerb::kStart,  ReferralVerb::kEnd,     ReferralVerb::kLoseLead,
          ReferralVerb::kWithdraw, ReferralVerb::kReopen};
}

std::vector<OfferVerb> AllOfferVerbs() {
  return {OfferVerb::kReceive,  OfferVerb::kAccept, OfferVerb::kAcceptAfterIntake,
          OfferVerb::kQuestion, OfferVerb::kReply,  OfferVerb::kDecline,
          OfferVerb::kFail,     OfferVerb::kExpire, OfferVerb::kRecall,
          OfferVerb::kFree};
}

std::vector<PlacementVerb> AllPlacementVerbs() {
  return {PlacementVerb::kHandOver, PlacementVerb::kContact, PlacementVerb::kStart, PlacementVerb::kEnd};
}

}  // namespace koppel::workflow
