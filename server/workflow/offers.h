// The steps with an offer: send, recall, receive, answer, ask back, the intake, and what a team says and decides.

#ifndef KOPPEL_SERVER_WORKFLOW_OFFERS_H_
#define KOPPEL_SERVER_WORKFLOW_OFFERS_H_

#include "koppel/v1/referral_service.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

// One offer for each part of the choice that has none out, waiting or running, and that has not answered this choice or
// let it go by: the LEAD to the team where the choice names one, every other part to its provider. There is one lead at
// a time. Where it is known that there is no room and `may_wait`, the offer goes on the waiting list; not that of a
// team.
Outcome Send(Case& record, const koppel::v1::SendOffersRequest& request, const Setting& setting, const Act& act);

Outcome Recall(Case& record, const koppel::v1::RecallOfferRequest& request, const Setting& setting, const Act& act);
Outcome Receive(Case& record, const koppel::v1::ConfirmReceiptRequest& request, const Setting& setting, const Act& act);

// With a yes there is a placement with the number of the offer. A yes to an EXPIRED offer counts, late, until it is
// replaced. `on_behalf_of` empty: the subject itself is the party.
Outcome Answer(Case& record, const koppel::v1::AnswerOfferRequest& request, const Setting& setting, const Act& act);
Outcome Reply(Case& record, const koppel::v1::ReplyToQuestionRequest& request, const Setting& setting, const Act& act);
Outcome ConcludeIntake(Case& record, const koppel::v1::ConcludeIntakeRequest& request, const Setting& setting,
                       const Act& act);

Outcome RecordResponse(Case& record, const koppel::v1::RecordMemberResponseRequest& request, const Setting& setting,
                       const Act& act);
// A partner speaks for members it may answer for; who answers for no partner at all, an adviser, records for any
// member. The starter gets the placement; joining offerings get offers of their own. Who may decide: a member with role
// ACCESS where the team has one, else any PARTNER or COACH.
Outcome Decide(Case& record, const koppel::v1::RecordTeamDecisionRequest& request, const Setting& setting,
               const Act& act);

// A place came free for an offer on the waiting list: it is out now, and the place is held for it. It waits on
// while a rival (case.h) is out, and while the same is given already.
Outcome Free(Case& record, koppel::v1::Offer& offer, const Setting& setting, const Act& act);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_OFFERS_H_
