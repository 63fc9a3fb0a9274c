#include "server/handlers/placements.h"

#include "server/handlers/case_steps.h"
#include "server/workflow/placements.h"

namespace koppel::server {

absl::StatusOr<v1::RecordHandoverResponse> RecordHandover(Call& call, const v1::RecordHandoverRequest& request) {
  return StepByWorkflow<v1::RecordHandoverResponse>(call, request, &workflow::HandOver);
}

absl::StatusOr<v1::RecordFirstContactResponse> RecordFirstContact(Call& call,
                                                                  const v1::RecordFirstContactRequest& request) {
  return StepByWorkflow<v1::RecordFirstContactResponse>(call, request, &workflow::Contact);
}

absl::StatusOr<v1::StartPlacementResponse> StartPlacement(Call& call, const v1::StartPlacementRequest& request) {
  return StepByWorkflow<v1::StartPlacementResponse>(call, request, &workflow::Start);
}

absl::StatusOr<v1::EndPlacementResponse> EndPlacement(Call& call, const v1::EndPlacementRequest& request) {
  return StepByWorkflow<v1::EndPlacementResponse>(call, request, &workflow::End);
}

}  // namespace koppel::server
