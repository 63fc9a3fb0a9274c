// A case: a request with its offers and placements, and the small questions everybody asks of it. Every step changes a
// copy of the record; a step that is refused leaves a copy that is to be thrown away.

#ifndef KOPPEL_SERVER_WORKFLOW_CASE_H_
#define KOPPEL_SERVER_WORKFLOW_CASE_H_

#include <string>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "koppel/internal/record.pb.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

using Case = koppel::internal::CaseRecord;

// The municipality whose advisers keep the case: "municipalities/GM0034".
std::string AdvisersOf(const Case& record);

// Null where there is none with this name.
koppel::v1::Offer* FindOffer(Case& record, const std::string& name);
koppel::v1::Placement* FindPlacement(Case& record, const std::string& name);

// A new offer or placement with the next number.
koppel::v1::Offer& AddOffer(Case& record);
// With the number of its offer.
koppel::v1::Placement& AddPlacement(Case& record, const koppel::v1::Offer& offer, const Act& act);

// Waits for an answer of the party: PENDING, QUESTIONED or INTAKE.
bool IsOut(const koppel::v1::Offer& offer);
// SUBMITTED, OFFERED or STARTED.
bool IsOpen(const koppel::v1::Referral& referral);

// Whether all placements have ended and no offer is out or waits for a place.
bool NothingRuns(const Case& record);

// Whether a request never gets both: two leads, or twice the same in one role.
bool IsRival(const koppel::v1::Offer& offer, const koppel::v1::Offer& other);

// Whether a later offer for the same part is out or accepted; or a rival is out or runs, also one that was made before
// and waited or was answered late.
bool IsReplaced(const Case& record, const koppel::v1::Offer& offer);

// Whether the subject may answer for the party: it is recorded on behalf of exactly this party, or, with an empty
// `on_behalf_of`, the subject itself answers for it.
bool MayActFor(const std::string& party, const std::string& on_behalf_of, const Act& act);
// The same as a refusal; `name` is the offer or placement it is about.
Outcome NotYours(const std::string& name, const std::string& party, const std::string& on_behalf_of, const Act& act);

// The agreement with the party; no terms where there is none.
const Agreed& AgreedWith(const Setting& setting, const std::string& party);

// Null where the rules know no such reason.
const koppel::v1::DeclineReason* FindReason(const Setting& setting, const std::string& id);

// Codes of what happened after which an offer from before counts no more.
inline constexpr char kReopened[] = "ReopenReferral";
inline constexpr char kLeadLost[] = "lead-lost";

// Adds to what happened; drops the oldest above kMaxEvents.
inline constexpr int kMaxEvents = 200;
koppel::v1::Event& Note(Case& record, const Act& act, const std::string& code, const std::string& about = "");

google::protobuf::Timestamp ToProto(absl::Time time);
absl::Time FromProto(const google::protobuf::Timestamp& time);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_CASE_H_
