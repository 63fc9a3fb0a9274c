// The sentences of the road from request to start: why a step is refused, why a term is what it is, what the adviser
// should know.

#ifndef KOPPEL_BASE_REFERRAL_SENTENCES_H_
#define KOPPEL_BASE_REFERRAL_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The sentences themselves stand in referral_sentences.cc; behind each are its placeholders. Of {state} and {verb} the
// argument is a code, such as "OFFERED" and "SendOffers", and {reason} may be "no-answer"; the sentence has words for
// these. Of {days} it is a number, of {need} too: counted from 1.
enum class ReferralSentence {
  // Why a step is refused.
  kWrongState,            // {name} {state} {verb}
  kPlacementRuns,         // {name}
  kUnconfirmedNeeds,      // {needs}
  kAdviceOutdated,        // {advice}
  kNoSuchProposal,        // {proposal}
  kReasonMissing,         //
  kNoChoice,              // {name}
  kNoLead,                //
  kUnknownNeed,           // {need}
  kNothingToSend,         // {name}
  kNoSuchPart,            // {offering}
  kOfferAnswered,         // {name} {state}
  kOfferReplaced,         // {name}
  kOfferClosed,           // {name} {state}
  kNotYourOffer,          // {name} {party}
  kTeamNotDecided,        // {name}
  kNoQuestion,            // {name}
  kNotATeamOffer,         // {name}
  kNotAMember,            // {provider} {team}
  kMayNotDecide,          // {provider} {team}
  kNotOfferedByMember,    // {offering} {team}
  kNoIntake,              // {name}
  kUnknownDeclineReason,  // {reason}
  kFieldMissing,          //
  kInFuture,              //
  kTooEarly,              // {earliest}
  // Why a term is what it is.
  kTermAgreed,         // {days} {source}
  kTermPersonalPlan,   // {date}
  kTermInvestigation,  // {date}
  kTermDecision,       // {date}
  kTermDecisionEnd,    // {date}
  kTermDecided,        // {date}
  kTermMovedOn,        // {date}
  // What the adviser should know.
  kDeclinedBefore,      // {provider} {reason} {until}
  kDeclinedBeforeOpen,  // {provider} {reason}
  kPingPong,            //
  kNoneInTime,          //
  kStartsAfterAgreed,   // {date}
  kStartsAfterLaw,      // {date}
};

// All of them, in the order above.
std::vector<ReferralSentence> AllReferralSentences();

koppel::v1::LocalizedText Say(ReferralSentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_REFERRAL_SENTENCES_H_
