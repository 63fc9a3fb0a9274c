#include "server/cases/step.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "server/cases/advising.h"
#include "server/cases/places.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/proto_time.h"
#include "server/workflow/clocks.h"
#include "storage/case_names.h"

namespace koppel::server {
namespace {

using google::protobuf::Message;
using storage::StoredCase;

absl::StatusOr<CaseStep> Prepare(const Environment& environment, StoredCase before, workflow::Case record,
                                 const workflow::Act& act, const Message* request) {
  const matcher::Moment now = environment.clock.MomentAt(act.time);
  const std::shared_ptr<const Snapshot> snapshot =
      environment.world.CurrentOn(absl::CivilDay(now.local), now.time + kNewDayWait);
  ASSIGN_OR_RETURN(Gathered gathered, GatherSetting(environment, *snapshot, record, request));
  return CaseStep{.before = std::move(before),
                  .record = std::move(record),
                  .setting = std::move(gathered.setting),
                  .capacity_revisions = std::move(gathered.capacity_revisions),
                  .record_revisions = std::move(gathered.record_revisions),
                  .snapshot = snapshot,
                  .now = now,
                  .act = act,
                  .elapsed = {},
                  .advice = std::nullopt,
                  .capacity_changes = {},
                  .notices = {}};
}

bool IsPartner(const std::string& party) { return party.starts_with("providers/") || party.starts_with("teams/"); }

internal::NoticeRecord RecordOf(const workflow::Notice& notice) {
  internal::NoticeRecord record;
  record.set_party(notice.party);
  record.set_step(notice.step);
  if (notice.due.has_value()) *record.mutable_due_time() = ToProto(*notice.due);
  return record;
}

// Partners are told once of the same thing; advisers look for themselves.
std::vector<internal::NoticeRecord> NoticesOf(const CaseStep& step) {
  std::vector<workflow::Notice> notices = step.elapsed.notices;
  const std::vector<workflow::Notice> newly = workflow::NewlyWaiting(step.before.record, step.record);
  notices.insert(notices.end(), newly.begin(), newly.end());
  const auto key = [](const workflow::Notice& notice) { return std::tie(notice.party, notice.step, notice.due); };
  std::sort(notices.begin(), notices.end(),
            [&](const workflow::Notice& one, const workflow::Notice& other) { return key(one) < key(other); });
  notices.erase(
      std::unique(notices.begin(), notices.end(),
                  [&](const workflow::Notice& one, const workflow::Notice& other) { return key(one) == key(other); }),
      notices.end());
  std::vector<internal::NoticeRecord> records;
  for (const workflow::Notice& notice : notices) {
    if (IsPartner(notice.party)) records.push_back(RecordOf(notice));
  }
  return records;
}

storage::CaseChange ChangeOf(const CaseStep& step, const RequestToRemember& remember) {
  storage::CaseChange change{.record = step.record,
                             .expected = step.before.revision,
                             .advice = step.advice,
                             .capacities = {},
                             .notices = step.notices,
                             .records_read = step.record_revisions,
                             .request_id = remember.id,
                             .request_digest = remember.digest,
                             .response = remember.response};
  for (const auto& [offering, capacity] : step.capacity_changes) {
    change.capacities.push_back({capacity, step.capacity_revisions.at(offering)});
  }
  return change;
}

// An advice may speak of what was deleted since.
absl::Status CheckNamedIsThere(const CaseStep& step) {
  const std::set<std::string> before = storage::NamedBy(step.before.record);
  for (const std::string& name : storage::NamedBy(step.record)) {
    if (!before.contains(name) && !step.record_revisions.contains(name)) return NotFound(name);
  }
  return absl::OkStatus();
}

void Append(workflow::Elapsed later, workflow::Elapsed& elapsed) {
  elapsed.changed = elapsed.changed || later.changed;
  std::move(later.notices.begin(), later.notices.end(), std::back_inserter(elapsed.notices));
  std::move(later.expired.begin(), later.expired.end(), std::back_inserter(elapsed.expired));
}

// The case as it would be read back, where nothing is written.
StoredCase AsIfStored(const CaseStep& step) {
  StoredCase stored{.record = step.record, .revision = step.before.revision, .change_time = step.now.time};
  if (step.before.revision.value == 0) *stored.record.mutable_create_time() = ToProto(step.now.time);
  return stored;
}

}  // namespace

absl::StatusOr<CaseStep> BeginStep(const Environment& environment, const std::string& name, const workflow::Act& act,
                                   const Message* request) {
  absl::StatusOr<StoredCase> before = environment.cases.Get(name);
  if (absl::IsNotFound(before.status())) return NotFound(name);
  RETURN_IF_ERROR(before.status());
  workflow::Case record = before->record;
  ASSIGN_OR_RETURN(CaseStep step, Prepare(environment, *std::move(before), std::move(record), act, request));
  step.elapsed = workflow::Elapse(step.record, step.setting, step.now.time);
  return step;
}

absl::StatusOr<CaseStep> BeginCase(const Environment& environment, workflow::Case record, const workflow::Act& act,
                                   const Message& request) {
  ASSIGN_OR_RETURN(CaseStep step, Prepare(environment, StoredCase{}, std::move(record), act, &request));
  workflow::KeepStatutoryClocks(step.record, step.setting, act.time);
  return step;
}

absl::Status CompleteStep(const Environment& environment, CaseStep& step) {
  // A term that the step began may be over already: by law it runs from a date that may be long ago.
  Append(workflow::Elapse(step.record, step.setting, step.now.time), step.elapsed);
  RETURN_IF_ERROR(AnswerSilence(environment, step));
  RETURN_IF_ERROR(CheckNamedIsThere(step));
  // Before Settle: a hold of what is not counted is none.
  step.capacity_changes = CountPlaces(step.before.record, step.record, step.setting.capacities);
  workflow::Settle(step.record, step.setting, step.now.time);
  step.notices = NoticesOf(step);
  return absl::OkStatus();
}

absl::StatusOr<StoredCase> CommitStep(const Environment& environment, CaseStep& step,
                                      const RequestToRemember& remember) {
  RETURN_IF_ERROR(CompleteStep(environment, step));
  return environment.cases.Apply(ChangeOf(step, remember));
}

workflow::Act ActOf(const Call& call) {
  return {.by = call.caller.subject, .time = call.environment.clock.Now(), .parties = call.caller.scopes};
}

absl::StatusOr<StoredCase> CommitFor(Call& call, CaseStep& step, bool validate_only,
                                     const std::function<std::string(const StoredCase&, const CaseStep&)>& remember) {
  if (validate_only) {
    RETURN_IF_ERROR(CompleteStep(call.environment, step));
    call.revision = step.before.revision;
    return AsIfStored(step);
  }
  ASSIGN_OR_RETURN(
      StoredCase stored,
      CommitStep(call.environment, step,
                 {.id = call.request_id, .digest = call.request_digest, .response = [&](const StoredCase& as_stored) {
                    return remember(as_stored, step);
                  }}));
  call.revision = stored.revision;
  call.changed = {stored.record.referral().name()};
  return stored;
}

}  // namespace koppel::server
