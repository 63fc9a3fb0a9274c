// What the verbs of ReferralService have in common: each is one step of the case its name is in.

#ifndef KOPPEL_SERVER_HANDLERS_CASE_STEPS_H_
#define KOPPEL_SERVER_HANDLERS_CASE_STEPS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "server/cases/step.h"
#include "server/errors.h"

namespace koppel::server {

// The case in which a request, offer or placement is.
inline std::string CaseOf(const std::string& name) { return IsNameIn("referrals", name) ? name : ParentOf(name); }

// NOT_FOUND when the case has no such offer or placement.
absl::Status CheckIsThere(workflow::Case& record, const std::string& name);

// Fills in the request, and where the response has them the offer and the placement of this name or number.
template <typename Response>
Response ResponseFor(const storage::StoredCase& stored, const std::string& name) {
  Response response;
  *response.mutable_referral() = stored.record.referral();
  workflow::Case record = stored.record;
  if constexpr (requires { response.mutable_offer(); }) {
    if (const v1::Offer* offer = workflow::FindOffer(record, name)) *response.mutable_offer() = *offer;
  }
  if constexpr (requires { response.mutable_placement(); }) {
    const std::string placement = PlacementName(stored.record.referral().name(), NumberOf(name));
    if (const v1::Placement* found = workflow::FindPlacement(record, placement)) {
      *response.mutable_placement() = *found;
    }
  }
  return response;
}

// Whether the caller may record what somebody else said.
bool MayRecordForOthers(const Call& call);

// The request as the caller may make it: who is no adviser speaks for itself.
template <typename Request>
Request AsAllowed(const Call& call, Request request) {
  if constexpr (requires { request.clear_on_behalf_of(); }) {
    if (!MayRecordForOthers(call)) request.clear_on_behalf_of();
  }
  return request;
}

// Takes the step of the workflow that the request asks for.
template <typename Response, typename Request>
absl::StatusOr<Response> StepByWorkflow(Call& call, const Request& request,
                                        workflow::Outcome (*take)(workflow::Case&, const Request&,
                                                                  const workflow::Setting&, const workflow::Act&)) {
  const std::string& name = request.name();
  const auto change = [&](CaseStep& step) -> absl::Status {
    RETURN_IF_ERROR(CheckIsThere(step.record, name));
    return Refused(take(step.record, AsAllowed(call, request), step.setting, step.act), name);
  };
  return TakeStep<Response>(
      call, CaseOf(name), request, change,
      [&](const storage::StoredCase& stored, const CaseStep&) { return ResponseFor<Response>(stored, name); });
}

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_CASE_STEPS_H_
