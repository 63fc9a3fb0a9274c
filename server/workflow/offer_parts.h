// What the steps with an offer share, and Settle with them: which parts of the choice are still to be sent, whether an
// answer is possible, and what a yes does.

#ifndef KOPPEL_SERVER_WORKFLOW_OFFER_PARTS_H_
#define KOPPEL_SERVER_WORKFLOW_OFFER_PARTS_H_

#include <string>
#include <vector>

#include "koppel/v1/choice.pb.h"
#include "koppel/v1/offer.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"
#include "server/workflow/states.h"

namespace koppel::workflow {

// Whether the offer was accepted and its placement has not ended.
bool RunsYet(const Case& record, const koppel::v1::Offer& offer);

// Whether a lead is out or runs; one that waits for a place does not count: meanwhile another may help.
bool HasLead(const Case& record);

// Whether a lead waits for a place.
bool LeadWaits(const Case& record);

// Whether the last lead that started never began, or its provider stopped, and none is out or runs in its place.
bool LostItsLead(const Case& record);

// Whether an offer for this part is out, waits or runs. There is one lead at a time.
bool IsTaken(const Case& record, koppel::v1::Part::Role role, const std::string& offering);

// Whether it was sent on the choice that counts.
bool IsOfThisChoice(const Case& record, const koppel::v1::Offer& offer);

// Whether the request changed after the choice: what was chosen was chosen on another request.
bool ChoiceIsOutdated(const Case& record);

// Parts of the choice that are not taken and that nobody has answered or let go by since it was made.
std::vector<koppel::v1::Choice::ChosenPart> UnsentParts(const Case& record);

// A new PENDING offer, sent now; without clocks.
koppel::v1::Offer& AddSent(Case& record, koppel::v1::Part::Role role, const std::string& offering,
                           const std::string& party, const Act& act);

bool IsTeamOffer(const koppel::v1::Offer& offer);

// For a name that is not there; the server has answered that before.
Refusal NoSuchOffer(const std::string& name);
Refusal Closed(const koppel::v1::Offer& offer);

// Why the partner can no longer answer so; nothing when it can.
Outcome CannotAnswer(const Case& record, const koppel::v1::Offer& offer, OfferVerb verb);

// A day on which help can start: today or later.
Outcome CheckFromToday(const std::string& date, const std::string& field, const Setting& setting, const Act& act);

// The party reacted: who recorded it, and no more waiting for the receipt.
void MarkHeard(Case& record, koppel::v1::Offer& offer, const std::string& on_behalf_of, const Act& act);
// And it answered: when, and whether that was late. While the offer still stands as it was.
void MarkAnswered(Case& record, koppel::v1::Offer& offer, const std::string& on_behalf_of, const Act& act);

// Yes: the placement is with `offering`. With the lead the request starts.
koppel::v1::Placement& Accept(Case& record, koppel::v1::Offer& offer, const std::string& offering,
                              const Setting& setting, const Act& act);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_OFFER_PARTS_H_
