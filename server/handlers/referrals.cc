#include "server/handlers/referrals.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/resource_name.h"
#include "matcher/rules/compiled_rules.h"
#include "server/cases/advising.h"
#include "server/handlers/case_steps.h"
#include "server/merging.h"
#include "server/proto_time.h"
#include "server/serve.h"
#include "server/workflow/referral.h"

namespace koppel::server {
namespace {

using storage::StoredCase;

// Reads the resident's own words for wishes and drops them: they are kept nowhere.
void ReadWishes(const Call& call, const std::string& municipality, v1::Referral& referral) {
  const matcher::Vocabulary& vocabulary = *call.environment.book.vocabulary;
  const auto snapshot = call.environment.world.Current();
  const matcher::WishWords& more = snapshot->rules.layers->For(IdOf(municipality)).wish_words;
  for (v1::Need& need : *referral.mutable_needs()) {
    for (const matcher::TermId wish : vocabulary.WishesIn(need.wish_text(), more)) {
      const std::string& code = vocabulary.term(wish).code();
      const bool has = std::find(need.wishes().begin(), need.wishes().end(), code) != need.wishes().end();
      if (!has) need.add_wishes(code);
    }
    need.clear_wish_text();
  }
}

// Commits and answers with the request as it is then.
absl::StatusOr<v1::Referral> CommitReferral(Call& call, CaseStep& step, bool validate_only) {
  ASSIGN_OR_RETURN(const StoredCase stored,
                   CommitFor(call, step, validate_only, [](const StoredCase& as_stored, const CaseStep&) {
                     return ToRemember(as_stored.record.referral());
                   }));
  return stored.record.referral();
}

absl::Status CheckIsNew(const Call& call, const std::string& name) {
  const absl::Status found = call.environment.cases.Get(name).status();
  if (found.ok()) return AlreadyExists(name);
  return absl::IsNotFound(found) ? absl::OkStatus() : found;
}

// A step without more than the case itself.
template <typename Response, typename Request>
absl::StatusOr<Response> StepOfReferral(Call& call, const Request& request,
                                        const std::function<workflow::Outcome(CaseStep&)>& take) {
  return TakeStep<Response>(
      call, request.name(), request,
      [&](CaseStep& step) -> absl::Status { return Refused(take(step), request.name()); },
      [&](const StoredCase& stored, const CaseStep&) { return ResponseFor<Response>(stored, request.name()); });
}

}  // namespace

absl::StatusOr<v1::Referral> CreateReferral(Call& call, const v1::CreateReferralRequest& request) {
  const std::string area(IdOf(request.parent()));
  if (!KnownIn(call, /*references=*/false).knows_area(area)) return NotFound(request.parent());
  const std::string id = request.referral_id().empty() ? call.environment.ids() : request.referral_id();
  const std::string name = ReferralName(request.parent(), id);
  RETURN_IF_ERROR(CheckIsNew(call, name));
  v1::Referral referral = request.referral();
  ReadWishes(call, request.parent(), referral);
  const workflow::Act act = ActOf(call);
  ASSIGN_OR_RETURN(CaseStep step, BeginCase(call.environment, workflow::NewCase(name, referral, act), act, request));
  return CommitReferral(call, step, request.validate_only());
}

absl::StatusOr<v1::Referral> UpdateReferral(Call& call, const v1::UpdateReferralRequest& request) {
  const std::string& name = request.referral().name();
  if (!IsNameIn("referrals", name)) return ValidateMerged(call, request, request.referral());
  ASSIGN_OR_RETURN(CaseStep step, BeginStep(call.environment, name, ActOf(call), &request));
  const auto merged = Merge(request.referral(), MaskOf(request), &step.record.referral());
  auto& referral = static_cast<v1::Referral&>(*merged);
  // Those are of the offers, and what they name may be gone.
  referral.clear_declines();
  referral.clear_waiting_at();
  RETURN_IF_ERROR(ValidateMerged(call, request, referral));
  RETURN_IF_ERROR(CheckEtag(request.referral().etag(), step.before));
  ReadWishes(call, ParentOf(name), referral);
  RETURN_IF_ERROR(Refused(workflow::Update(step.record, referral, step.setting, step.act), name));
  return CommitReferral(call, step, request.validate_only());
}

absl::StatusOr<v1::SubmitReferralResponse> SubmitReferral(Call& call, const v1::SubmitReferralRequest& request) {
  return StepOfReferral<v1::SubmitReferralResponse>(
      call, request, [](CaseStep& step) { return workflow::Submit(step.record, step.setting, step.act); });
}

absl::StatusOr<v1::WithdrawReferralResponse> WithdrawReferral(Call& call, const v1::WithdrawReferralRequest& request) {
  return StepOfReferral<v1::WithdrawReferralResponse>(call, request, [&](CaseStep& step) {
    return workflow::Withdraw(step.record, request.reason(), step.setting, step.act);
  });
}

absl::StatusOr<v1::ReopenReferralResponse> ReopenReferral(Call& call, const v1::ReopenReferralRequest& request) {
  return StepOfReferral<v1::ReopenReferralResponse>(
      call, request, [](CaseStep& step) { return workflow::Reopen(step.record, step.setting, step.act); });
}

absl::StatusOr<v1::ProposeMatchesResponse> ProposeMatches(Call& call, const v1::ProposeMatchesRequest& request) {
  const auto change = [&](CaseStep& step) -> absl::Status {
    RETURN_IF_ERROR(Refused(workflow::MayPropose(step.record), request.name()));
    return Advise(call.environment, step, request.max_proposals());
  };
  const auto respond = [](const StoredCase& stored, const CaseStep& step) {
    v1::ProposeMatchesResponse response;
    *response.mutable_referral() = stored.record.referral();
    *response.mutable_advice() = *step.advice;
    *response.mutable_advice()->mutable_create_time() = ToProto(stored.change_time);
    return response;
  };
  return TakeStep<v1::ProposeMatchesResponse>(call, request.name(), request, change, respond);
}

absl::StatusOr<v1::ChoosePartsResponse> ChooseParts(Call& call, const v1::ChoosePartsRequest& request) {
  return StepByWorkflow<v1::ChoosePartsResponse>(call, request, &workflow::Choose);
}

}  // namespace koppel::server
