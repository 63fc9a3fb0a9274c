// The one road of every change of a case: read it, let time pass, change a copy, see what it waits for now, and commit
// it together with the capacities and notices that follow from it.
//
//   ASSIGN_OR_RETURN(CaseStep step, BeginStep(environment, name, act, &request));
//   RETURN_IF_ERROR(CheckEtag(request.etag(), step.before));
//   RETURN_IF_ERROR(Refused(workflow::Submit(step.record, step.setting, step.act)));
//   ASSIGN_OR_RETURN(const storage::StoredCase stored, CommitStep(environment, step));
//
// A commit that meets another change of the same case or capacity, or of an offering or team that the case comes to
// name, is ABORTED; whoever began begins anew.

#ifndef KOPPEL_SERVER_CASES_STEP_H_
#define KOPPEL_SERVER_CASES_STEP_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"
#include "server/cases/etag.h"
#include "server/cases/remembered.h"
#include "server/cases/setting.h"
#include "server/environment.h"
#include "server/records.h"
#include "server/workflow/elapse.h"

namespace koppel::server {

// A case between two commits.
struct CaseStep {
  storage::StoredCase before;  // As it was read; revision 0 where it is made.
  workflow::Case record;       // As it becomes; time has passed in it.
  workflow::Setting setting;
  std::map<std::string, Revision> capacity_revisions;  // By offering, of those in the setting.
  std::map<std::string, Revision> record_revisions;    // By name, of the offerings and teams there are.
  std::shared_ptr<const Snapshot> snapshot;            // For rules and matching.
  matcher::Moment now;
  workflow::Act act;
  workflow::Elapsed elapsed;         // What happened because time passed.
  std::optional<v1::Advice> advice;  // Made in this step.
  // What goes with it in the commit, from CompleteStep.
  std::map<std::string, v1::Capacity> capacity_changes;  // By offering.
  std::vector<internal::NoticeRecord> notices;
};

// Reads the case and what it is judged by; `request` (null: none) may name more offerings and teams. NOT_FOUND
// RECORD_NOT_FOUND.
absl::StatusOr<CaseStep> BeginStep(const Environment& environment, const std::string& name, const workflow::Act& act,
                                   const google::protobuf::Message* request);

// For a case that is not there yet.
absl::StatusOr<CaseStep> BeginCase(const Environment& environment, workflow::Case record, const workflow::Act& act,
                                   const google::protobuf::Message& request);

// So that a request that is sent again is answered again and not done again.
struct RequestToRemember {
  std::string id;  // Empty: not remembered.
  std::string digest;
  std::function<std::string(const storage::StoredCase&)> response;
};

// Makes what follows from a step that was not refused: where a lead fell silent a fresh advice, and where the rules say
// so the next offer; what the case waits for; what placements and holds do to capacities. Then nothing is left to do
// but to write it. NOT_FOUND RECORD_NOT_FOUND when the case comes to name an offering or team that is gone. Call it
// once.
absl::Status CompleteStep(const Environment& environment, CaseStep& step);

// Completes and writes the step. ABORTED when somebody else changed the case or a capacity meanwhile, or an offering or
// team that the case comes to name.
absl::StatusOr<storage::StoredCase> CommitStep(const Environment& environment, CaseStep& step,
                                               const RequestToRemember& remember = {});

// Who asks, now.
workflow::Act ActOf(const Call& call);

// As CommitStep, for a call; with `validate_only` nothing is written. `remember` makes what is remembered of the
// response, from the case as it is then.
absl::StatusOr<storage::StoredCase> CommitFor(
    Call& call, CaseStep& step, bool validate_only,
    const std::function<std::string(const storage::StoredCase&, const CaseStep&)>& remember);

// A whole step of a call: `name` is that of the case, `change` the step itself, `respond` fills in the response.
template <typename Response, typename Request>
absl::StatusOr<Response> TakeStep(Call& call, const std::string& name, const Request& request,
                                  const std::function<absl::Status(CaseStep&)>& change,
                                  const std::function<Response(const storage::StoredCase&, const CaseStep&)>& respond) {
  ASSIGN_OR_RETURN(CaseStep step, BeginStep(call.environment, name, ActOf(call), &request));
  RETURN_IF_ERROR(CheckEtag(StringIn(request, "etag"), step.before));
  RETURN_IF_ERROR(change(step));
  ASSIGN_OR_RETURN(const storage::StoredCase stored,
                   CommitFor(call, step, FlagIn(request, "validate_only"),
                             [&](const storage::StoredCase& as_stored, const CaseStep& done) {
                               return ToRemember(respond(as_stored, done));
                             }));
  return respond(stored, step);
}

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_STEP_H_
