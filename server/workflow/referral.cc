#include "server/workflow/referral.h"

#include <algorithm>
#include <vector>

#include "base/resource_name.h"
#include "google/protobuf/util/message_differencer.h"
#include "server/workflow/clocks.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using google::protobuf::FieldDescriptor;
using koppel::internal::CaseRecord;
using koppel::v1::Choice;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;

// Fields from here on only Koppel sets.
constexpr int kFirstOwnField = 50;

// What the adviser writes.
std::vector<const FieldDescriptor*> WrittenFields() {
  std::vector<const FieldDescriptor*> fields;
  const auto& descriptor = *Referral::descriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const int number = descriptor.field(i)->number();
    if (number >= kFirstOwnField || number == Referral::kNameFieldNumber) continue;
    const bool of_the_offers = number == Referral::kDeclinesFieldNumber || number == Referral::kWaitingAtFieldNumber;
    if (!of_the_offers) fields.push_back(descriptor.field(i));
  }
  return fields;
}

// The referral with what `from` says in all fields the adviser writes.
Referral Rewritten(Referral referral, Referral from) {
  Referral::GetReflection()->SwapFields(&referral, &from, WrittenFields());
  return referral;
}

// Sets the state after the verb; refused where it is not possible. `call` is the verb's name.
Outcome TakeStep(Case& record, ReferralVerb verb, const char* call) {
  Referral& referral = *record.mutable_referral();
  const auto after = After(referral.state(), verb);
  if (!after.has_value()) return WrongState(referral.name(), Referral::State_Name(referral.state()), call);
  referral.set_state(*after);
  return std::nullopt;
}

const Placement* RunningPlacement(const Case& record) {
  const auto& placements = record.placements();
  const auto found = std::find_if(placements.begin(), placements.end(),
                                  [](const Placement& placement) { return placement.state() != Placement::ENDED; });
  return found == placements.end() ? nullptr : &*found;
}

// What the adviser wrote is of now. Always after the advice and the choice, also where a clock stands still or another
// server's is behind.
void MarkWritten(Case& record, const Act& act) {
  const absl::Time after_advice = FromProto(record.advice_time()) + absl::Nanoseconds(1);
  const absl::Time after_choice = FromProto(record.referral().choice().record_time()) + absl::Nanoseconds(1);
  *record.mutable_content_time() = ToProto(std::max({act.time, after_advice, after_choice}));
}

// What expired stays so: the silence is remembered.
void RecallAll(Case& record) {
  for (Offer& offer : *record.mutable_offers()) {
    const auto after = After(offer.state(), OfferVerb::kRecall);
    if (after.has_value()) offer.set_state(*after);
  }
}

}  // namespace

Case NewCase(const std::string& name, const Referral& referral, const Act& act) {
  Case record;
  record.set_schema_version(1);
  *record.mutable_referral() = Rewritten(Referral(), referral);
  record.mutable_referral()->set_name(name);
  record.mutable_referral()->set_state(Referral::DRAFT);
  MarkWritten(record, act);
  Note(record, act, "CreateReferral");
  return record;
}

Outcome Update(Case& record, const Referral& referral, const Setting& setting, const Act& act) {
  if (const Outcome refused = TakeStep(record, ReferralVerb::kUpdate, "UpdateReferral")) return refused;
  Referral rewritten = Rewritten(record.referral(), referral);
  // Saving what is there already outdates no advice.
  const bool same = google::protobuf::util::MessageDifferencer::Equals(record.referral(), rewritten);
  if (same) return std::nullopt;
  *record.mutable_referral() = std::move(rewritten);
  MarkWritten(record, act);
  KeepStatutoryClocks(record, setting, act.time);
  Note(record, act, "UpdateReferral");
  return std::nullopt;
}

Outcome Submit(Case& record, const Setting& setting, const Act& act) {
  if (const Outcome refused = TakeStep(record, ReferralVerb::kSubmit, "SubmitReferral")) return refused;
  KeepStatutoryClocks(record, setting, act.time);
  Note(record, act, "SubmitReferral");
  return std::nullopt;
}

Outcome Withdraw(Case& record, Referral::WithdrawReason reason, const Setting&, const Act& act) {
  if (reason == Referral::WITHDRAW_REASON_UNSPECIFIED) return FieldMissing("reason");
  if (const Outcome refused = TakeStep(record, ReferralVerb::kWithdraw, "WithdrawReferral")) return refused;
  if (const Placement* running = RunningPlacement(record)) {
    return Refusal{ReferralSentence::kPlacementRuns, {{"name", running->name()}}, ""};
  }
  RecallAll(record);
  Drop(record, "");
  record.mutable_referral()->set_withdraw_reason(reason);
  Note(record, act, "WithdrawReferral").set_reason(Referral::WithdrawReason_Name(reason));
  return std::nullopt;
}

Outcome Reopen(Case& record, const Setting& setting, const Act& act) {
  if (const Outcome refused = TakeStep(record, ReferralVerb::kReopen, "ReopenReferral")) return refused;
  record.mutable_referral()->clear_choice();
  record.mutable_referral()->clear_withdraw_reason();
  MarkWritten(record, act);  // What was proposed before is from another time.
  KeepStatutoryClocks(record, setting, act.time);
  Note(record, act, kReopened);
  return std::nullopt;
}

Outcome MayPropose(const Case& record) {
  const Referral& referral = record.referral();
  if (After(referral.state(), ReferralVerb::kPropose).has_value()) return std::nullopt;
  return WrongState(referral.name(), Referral::State_Name(referral.state()), "ProposeMatches");
}

void TakeIn(Case& record, const koppel::v1::Advice& advice, const Act& act) {
  record.mutable_referral()->set_latest_advice(NumberOf(advice.name()));
  *record.mutable_advice_time() = ToProto(std::max(act.time, FromProto(record.content_time())));
  record.clear_proposed();
  for (const koppel::v1::Proposal& proposal : advice.record().proposals()) {
    CaseRecord::ProposedParts& proposed = *record.add_proposed();
    proposed.set_team(proposal.team());
    for (const Part& part : proposal.parts()) {
      Choice::ChosenPart& chosen = *proposed.add_parts();
      chosen.set_role(part.role());
      chosen.set_offering(part.offering());
      *chosen.mutable_needs() = part.needs();
    }
  }
  Note(record, act, "ProposeMatches");
}

}  // namespace koppel::workflow
