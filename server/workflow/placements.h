// The steps with a placement: handover, first contact, start, end.

#ifndef KOPPEL_SERVER_WORKFLOW_PLACEMENTS_H_
#define KOPPEL_SERVER_WORKFLOW_PLACEMENTS_H_

#include "koppel/v1/referral_service.pb.h"
#include "server/workflow/case.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

Outcome HandOver(Case& record, const koppel::v1::RecordHandoverRequest& request, const Setting& setting,
                 const Act& act);
Outcome Contact(Case& record, const koppel::v1::RecordFirstContactRequest& request, const Setting& setting,
                const Act& act);
Outcome Start(Case& record, const koppel::v1::StartPlacementRequest& request, const Setting& setting, const Act& act);
// Where it was the last, Settle ends the request.
Outcome End(Case& record, const koppel::v1::EndPlacementRequest& request, const Setting& setting, const Act& act);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_PLACEMENTS_H_
