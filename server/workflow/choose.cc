#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/referral.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Choice;
using koppel::v1::Part;
using koppel::v1::Referral;

using ChosenParts = google::protobuf::RepeatedPtrField<Choice::ChosenPart>;

Outcome CheckAdviceIsLatest(const Case& record, const Choice& choice) {
  const bool latest = choice.advice() > 0 && choice.advice() == record.referral().latest_advice();
  if (latest && FromProto(record.content_time()) <= FromProto(record.advice_time())) return std::nullopt;
  return Refusal{ReferralSentence::kAdviceOutdated, {{"advice", absl::StrCat(choice.advice())}}, ""};
}

std::vector<std::tuple<Part::Role, std::string, std::vector<int>>> InOneOrder(const ChosenParts& parts) {
  std::vector<std::tuple<Part::Role, std::string, std::vector<int>>> ordered;
  for (const Choice::ChosenPart& part : parts) {
    std::vector<int> needs(part.needs().begin(), part.needs().end());
    std::sort(needs.begin(), needs.end());
    ordered.emplace_back(part.role(), part.offering(), std::move(needs));
  }
  std::sort(ordered.begin(), ordered.end());
  return ordered;
}

Refusal NotThatProposal(const Choice& choice) {
  return {ReferralSentence::kNoSuchProposal, {{"proposal", absl::StrCat(choice.proposal())}}, "choice.proposal"};
}

// A choice for a proposal has its parts and its team: named or left out.
Outcome TakeOverProposal(const Case& record, Choice& choice) {
  if (choice.proposal() == 0) return std::nullopt;
  if (choice.proposal() < 0 || choice.proposal() > record.proposed_size()) return NotThatProposal(choice);
  const auto& proposed = record.proposed(choice.proposal() - 1);
  if (choice.parts().empty()) *choice.mutable_parts() = proposed.parts();
  if (choice.team().empty()) choice.set_team(proposed.team());
  const bool same = choice.team() == proposed.team() && InOneOrder(choice.parts()) == InOneOrder(proposed.parts());
  return same ? std::nullopt : Outcome(NotThatProposal(choice));
}

Outcome CheckFilledIn(const Choice& choice) {
  for (int i = 0; i < choice.parts_size(); ++i) {
    const std::string field = absl::StrCat("choice.parts[", i, "]");
    if (choice.parts(i).role() == Part::ROLE_UNSPECIFIED) return FieldMissing(field + ".role");
    if (choice.parts(i).offering().empty()) return FieldMissing(field + ".offering");
  }
  return std::nullopt;
}

// Something has to start; what joins later may be chosen alone, and so may a bridge while the lead waits for a place.
Outcome CheckOneLeads(const Case& record, const Choice& choice) {
  if (choice.parts().empty()) return std::nullopt;
  const auto leads = std::count_if(choice.parts().begin(), choice.parts().end(),
                                   [](const Choice::ChosenPart& part) { return part.role() == Part::LEAD; });
  const bool may_lack = record.referral().state() == Referral::STARTED || LeadWaits(record);
  if (leads == 1 || (leads == 0 && may_lack)) return std::nullopt;
  return Refusal{ReferralSentence::kNoLead, {}, "choice.parts"};
}

Outcome CheckNeedsExist(const Referral& referral, const Choice& choice) {
  for (int i = 0; i < choice.parts_size(); ++i) {
    for (const int need : choice.parts(i).needs()) {
      if (need >= 0 && need < referral.needs_size()) continue;
      return Refusal{ReferralSentence::kUnknownNeed,
                     {{"need", absl::StrCat(need + 1)}},
                     absl::StrCat("choice.parts[", i, "].needs")};
    }
  }
  return std::nullopt;
}

// Without needs a part is for all of them, but for a coach: that comes along with another.
std::set<int> NeedsOf(const Referral& referral, const Choice& choice) {
  std::set<int> needs;
  for (const Choice::ChosenPart& part : choice.parts()) {
    needs.insert(part.needs().begin(), part.needs().end());
    if (!part.needs().empty() || part.role() == Part::COACH) continue;
    for (int need = 0; need < referral.needs_size(); ++need) needs.insert(need);
  }
  return needs;
}

Outcome CheckConfirmed(const Referral& referral, const Choice& choice) {
  std::vector<int> unconfirmed;  // As people count: from 1.
  for (const int need : NeedsOf(referral, choice)) {
    if (referral.needs(need).unconfirmed()) unconfirmed.push_back(need + 1);
  }
  if (unconfirmed.empty()) return std::nullopt;
  return Refusal{ReferralSentence::kUnconfirmedNeeds, {{"needs", absl::StrJoin(unconfirmed, ", ")}}, ""};
}

Outcome CheckWhoAndWhy(const Choice& choice) {
  if (choice.chooser() == Choice::CHOOSER_UNSPECIFIED) return FieldMissing("choice.chooser");
  if (choice.proposal() == 1 || choice.reason() != Choice::REASON_UNSPECIFIED) return std::nullopt;
  return Refusal{ReferralSentence::kReasonMissing, {}, "choice.reason"};
}

Outcome CheckChoice(const Case& record, Choice& choice) {
  const Referral& referral = record.referral();
  if (const Outcome refused = CheckAdviceIsLatest(record, choice)) return refused;
  if (const Outcome refused = TakeOverProposal(record, choice)) return refused;
  if (const Outcome refused = CheckFilledIn(choice)) return refused;
  if (const Outcome refused = CheckOneLeads(record, choice)) return refused;
  if (const Outcome refused = CheckNeedsExist(referral, choice)) return refused;
  if (const Outcome refused = CheckConfirmed(referral, choice)) return refused;
  return CheckWhoAndWhy(choice);
}

}  // namespace

Outcome Choose(Case& record, const koppel::v1::ChoosePartsRequest& request, const Setting&, const Act& act) {
  Referral& referral = *record.mutable_referral();
  const auto after = After(referral.state(), ReferralVerb::kChoose);
  if (!after.has_value()) return WrongState(referral.name(), Referral::State_Name(referral.state()), "ChooseParts");
  Choice choice = request.choice();
  if (const Outcome refused = CheckChoice(record, choice)) return refused;
  choice.set_recorded_by(act.by);
  // Never before what it was chosen on, also where another server's clock is behind.
  *choice.mutable_record_time() = ToProto(std::max(act.time, FromProto(record.content_time())));
  referral.set_state(*after);
  *referral.mutable_choice() = choice;
  auto& event = Note(record, act, "ChooseParts");
  if (choice.reason() != Choice::REASON_UNSPECIFIED) event.set_reason(Choice::Reason_Name(choice.reason()));
  return std::nullopt;
}

}  // namespace koppel::workflow
