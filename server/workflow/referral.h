// The steps of the adviser with a request: submit, withdraw, reopen, take in an advice, choose.

#ifndef KOPPEL_SERVER_WORKFLOW_REFERRAL_H_
#define KOPPEL_SERVER_WORKFLOW_REFERRAL_H_

#include "koppel/v1/referral_service.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

// A new case, a draft, under `name`. What only Koppel sets is cleared.
Case NewCase(const std::string& name, const koppel::v1::Referral& referral, const Act& act);

// Takes over what the adviser wrote from `referral`; what only Koppel sets stays. An advice from before is outdated.
Outcome Update(Case& record, const koppel::v1::Referral& referral, const Setting& setting, const Act& act);

Outcome Submit(Case& record, const Setting& setting, const Act& act);
// Recalls the offers that are out.
Outcome Withdraw(Case& record, koppel::v1::Referral::WithdrawReason reason, const Setting& setting, const Act& act);
Outcome Reopen(Case& record, const Setting& setting, const Act& act);

// Whether an advice may be asked for now.
Outcome MayPropose(const Case& record);
// Takes in an advice that was made for the case: its number, parts and time.
void TakeIn(Case& record, const koppel::v1::Advice& advice, const Act& act);

// Checks that needs are confirmed, that the advice is the latest and the request did not change since, that the parts
// are those of the proposal, that one leads (after the start, and while a lead waits for a place, parts that join will
// do), and that a reason is given where it is not the first proposal. Whether there are such offerings and such a team
// is not looked at.
Outcome Choose(Case& record, const koppel::v1::ChoosePartsRequest& request, const Setting& setting, const Act& act);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_REFERRAL_H_
