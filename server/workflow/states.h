// The state machines: from which state a verb leads where. Tables; what they do not hold is refused.

#ifndef KOPPEL_SERVER_WORKFLOW_STATES_H_
#define KOPPEL_SERVER_WORKFLOW_STATES_H_

#include <optional>
#include <vector>

#include "koppel/v1/offer.pb.h"
#include "koppel/v1/referral.pb.h"

namespace koppel::workflow {

// What can happen to a request.
enum class ReferralVerb { kUpdate, kSubmit, kPropose, kChoose, kSend, kStart, kEnd, kLoseLead, kWithdraw, kReopen };

// What can happen to an offer.
enum class OfferVerb {
  kReceive,
  kAccept,
  kAcceptAfterIntake,
  kQuestion,
  kReply,
  kDecline,
  kFail,
  kExpire,
  kRecall,
  kFree
};

// What can happen to a placement.
enum class PlacementVerb { kHandOver, kContact, kStart, kEnd };

// The state after the verb; nothing where it is not possible.
std::optional<koppel::v1::Referral::State> After(koppel::v1::Referral::State state, ReferralVerb verb);
std::optional<koppel::v1::Offer::State> After(koppel::v1::Offer::State state, OfferVerb verb);
std::optional<koppel::v1::Placement::State> After(koppel::v1::Placement::State state, PlacementVerb verb);

// All verbs, for tests and papers.
std::vector<ReferralVerb> AllReferralVerbs();
std::vector<OfferVerb> AllOfferVerbs();
std::vector<PlacementVerb> AllPlacementVerbs();

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_STATES_H_
