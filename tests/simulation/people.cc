#include "tests/simulation/people.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "server/errors.h"
#include "server/handlers/capacities.h"
#include "server/handlers/inbox.h"
#include "server/handlers/offers.h"
#include "server/handlers/placements.h"
#include "server/handlers/referrals.h"

namespace koppel::simulation {
namespace {

using koppel::v1::Waiting;

// How likely somebody acts on an item at a look into the inbox. A partner that seldom does falls silent.
double DiligenceOf(const std::string& party) {
  if (party == kMunicipality) return 0.7;
  if (party == "providers/buurt") return 0.04;
  if (party == "providers/thuis") return 0.15;
  return 0.25;
}

v1::Need NeedOf(int kind) {
  v1::Need need;
  need.set_domain(kind < 2 ? v1::MIND : kind < 3 ? v1::BODY : v1::SOCIAL);
  if (kind == 3) need.add_wishes("breien");
  if (kind == 4) need.add_wishes("buddy");
  if (kind == 5) need.add_wishes("samen-eten");
  return need;
}

}  // namespace

std::string People::NewRequestId() { return absl::StrFormat("00000000-0000-4000-8000-%012d", ++requests_); }

std::string People::Today() const { return FormatDate(town_.clock().Today()); }

template <typename Request, typename Response>
bool People::Do(absl::StatusOr<Response> (*handler)(server::Call&, const Request&), Request request) {
  request.set_request_id(NewRequestId());
  ++steps_;
  town_.MoveTo(town_.now() + absl::Seconds(1));
  const absl::StatusOr<Response> first = town_.Ask(handler, request);
  if (story_ != nullptr) {
    story_->push_back(absl::StrCat(absl::FormatTime(town_.now()), " ", Request::descriptor()->name(), " ",
                                   request.ShortDebugString(), " -> ", first.status().ToString()));
  }
  if (!first.ok()) {
    ++refusals_;
    EXPECT_TRUE(server::IsCatalogued(first.status())) << first.status() << " " << request.ShortDebugString();
    EXPECT_NE(first.status().code(), absl::StatusCode::kInternal) << first.status();
    return false;
  }
  after_();
  if (!Chance(0.2)) return true;
  const absl::StatusOr<Response> second = town_.Ask(handler, request);
  EXPECT_TRUE(second.ok()) << second.status();
  if (!second.ok()) return true;
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString()) << request.ShortDebugString();
  return true;
}

void People::Arrive() {
  v1::CreateReferralRequest request;
  request.set_parent(kMunicipality);
  v1::Referral& referral = *request.mutable_referral();
  referral.set_area("GM0034");
  referral.set_resident(absl::StrCat("resident-", requests_));
  referral.set_report_date(Today());
  const int needs = 1 + Below(3);
  for (int i = 0; i < needs; ++i) *referral.add_needs() = NeedOf(Below(6));
  if (Chance(0.1)) referral.mutable_needs(0)->set_unconfirmed(true);
  if (Chance(0.2)) referral.add_refused_providers("providers/thuis");
  if (Chance(0.4)) referral.mutable_haalzorg()->set_willing(v1::HaalzorgTalk::YES);
  if (Chance(0.4)) referral.mutable_haalzorg()->set_ready(v1::HaalzorgTalk::YES);
  if (Chance(0.3)) referral.set_urgency(Chance(0.3) ? v1::URGENT : v1::PRIORITY);
  if (Chance(0.3)) referral.set_application_date(Today());
  if (Chance(0.3)) {
    referral.mutable_decision()->set_number("B1");
    referral.mutable_decision()->set_end_date(FormatDate(town_.clock().Today() + 90 + Below(200)));
  }
  Do(&server::CreateReferral, request);
}

void People::Work() {
  for (const char* party :
       {kMunicipality, kTeamName, "providers/thuis", "providers/punt", "providers/samen", "providers/buurt"}) {
    WorkFor(party);
  }
}

void People::WorkFor(const std::string& party) {
  v1::ListInboxRequest request;
  request.set_party(party);
  request.set_page_size(500);
  const auto inbox = town_.Ask(&server::ListInbox, request);
  ASSERT_TRUE(inbox.ok()) << inbox.status();
  for (const v1::InboxItem& item : inbox->items()) {
    if (Chance(DiligenceOf(party))) Act(party, item);
  }
}

template <typename Request, typename Response>
bool People::DoTo(const std::string& name, absl::StatusOr<Response> (*handler)(server::Call&, const Request&)) {
  Request request;
  request.set_name(name);
  return Do(handler, request);
}

void People::Act(const std::string& party, const v1::InboxItem& item) {
  const std::string& referral = item.referral();
  const std::string& about = item.waiting().about();
  if (Chance(0.03)) return Blunder(referral);
  switch (item.waiting().step()) {
    case Waiting::SUBMIT:
      DoTo(referral, &server::SubmitReferral);
      return;
    case Waiting::ADVISE:
      return Advise(referral);
    case Waiting::CHOOSE:
      return Choose(referral);
    case Waiting::SEND:
      return Send(referral);
    case Waiting::RESPOND:
      return Respond(about, party);
    case Waiting::DECIDE:
      return Decide(about);
    case Waiting::ANSWER:
      if (Chance(0.1)) DoTo(about, &server::ConfirmReceipt);
      return Answer(about, party);
    case Waiting::REPLY:
      DoTo(about, &server::ReplyToQuestion);
      return;
    case Waiting::CONCLUDE_INTAKE:
      return ConcludeIntake(about);
    case Waiting::HAND_OVER:
      return HandOver(about);
    case Waiting::FIRST_CONTACT:
      DoTo(about, &server::RecordFirstContact);
      return;
    case Waiting::START:
      DoTo(about, &server::StartPlacement);
      return;
    case Waiting::REVIEW:
    case Waiting::MEET:
      if (Chance(0.05)) Review(referral, about);
      return;
    default:
      ADD_FAILURE() << "nobody knows what to do with " << item.ShortDebugString();
  }
}

void People::Send(const std::string& referral) {
  v1::SendOffersRequest request;
  request.set_name(referral);
  request.set_may_wait(Chance(0.5));
  Do(&server::SendOffers, request);
}

void People::Respond(const std::string& offer, const std::string& member) {
  v1::RecordMemberResponseRequest request;
  request.set_name(offer);
  request.mutable_response()->set_provider(member);
  request.mutable_response()->set_verdict(Chance(0.6) ? v1::Offer::MemberResponse::CAN
                                                      : v1::Offer::MemberResponse::CANNOT);
  Do(&server::RecordMemberResponse, request);
}

void People::ConcludeIntake(const std::string& offer) {
  v1::ConcludeIntakeRequest request;
  request.set_name(offer);
  request.set_starts(Chance(0.7));
  if (!request.starts()) request.set_decline_reason("geen-klik");
  Do(&server::ConcludeIntake, request);
}

void People::HandOver(const std::string& placement) {
  v1::RecordHandoverRequest request;
  request.set_name(placement);
  request.set_road(v1::Placement::PHONE);
  Do(&server::RecordHandover, request);
}

void People::Advise(const std::string& referral) {
  // What was read from a text is confirmed before it is chosen on.
  const auto stored = town_.cases().Get(referral);
  ASSERT_TRUE(stored.ok());
  if (stored->record.referral().needs(0).unconfirmed()) {
    v1::UpdateReferralRequest update;
    *update.mutable_referral() = stored->record.referral();
    update.mutable_referral()->mutable_needs(0)->set_unconfirmed(false);
    update.mutable_update_mask()->add_paths("needs");
    Do(&server::UpdateReferral, update);
  }
  v1::ProposeMatchesRequest request;
  request.set_name(referral);
  Do(&server::ProposeMatches, request);
}

void People::Choose(const std::string& referral) {
  const auto stored = town_.cases().Get(referral);
  ASSERT_TRUE(stored.ok());
  const int proposals = stored->record.proposed_size();
  v1::ChoosePartsRequest request;
  request.set_name(referral);
  v1::Choice& choice = *request.mutable_choice();
  choice.set_advice(stored->record.referral().latest_advice());
  choice.set_chooser(v1::Choice::TOGETHER);
  if (proposals > 0 && Chance(0.95)) {
    choice.set_proposal(Chance(0.7) ? 1 : 1 + Below(proposals));
    if (choice.proposal() != 1) choice.set_reason(v1::Choice::RESIDENT_PREFERS);
  } else {
    choice.set_reason(v1::Choice::NOTHING_SUITS);
  }
  Do(&server::ChooseParts, request);
}

void People::Answer(const std::string& offer, const std::string& party) {
  v1::AnswerOfferRequest request;
  request.set_name(offer);
  if (Chance(0.3)) request.set_on_behalf_of(party);
  const int kind = Below(10);
  if (kind < 4) {
    request.set_verdict(v1::YES);
  } else if (kind == 4) {
    request.set_verdict(v1::YES_FROM);
    request.set_start_date(FormatDate(town_.clock().Today() + Below(30)));
  } else if (kind == 5) {
    request.set_verdict(v1::YES_AFTER_INTAKE);
  } else if (kind == 6) {
    request.set_verdict(v1::QUESTION);
    request.set_question(v1::Offer::CONSENT);
  } else {
    request.set_verdict(v1::NO);
    request.set_decline_reason(kind == 7 ? "vol" : kind == 8 ? "past-niet" : "geen-contact");
    if (kind == 8) request.set_better_provider(party == "providers/thuis" ? "providers/punt" : "providers/thuis");
  }
  Do(&server::AnswerOffer, request);
}

void People::Decide(const std::string& offer) {
  v1::RecordTeamDecisionRequest request;
  request.set_name(offer);
  v1::Offer::TeamDecision& decision = *request.mutable_decision();
  const bool home = Chance(0.5);
  decision.set_starter(home ? "providers/thuis/offerings/begeleiding" : "providers/punt/offerings/thuis");
  decision.set_decided_by(home ? "providers/thuis" : "providers/punt");
  if (Chance(0.3)) decision.add_joining("providers/samen/offerings/breien");
  decision.set_coach_at_intake(Chance(0.2));
  if (Chance(0.5)) decision.set_first_contact_date(FormatDate(town_.clock().Today() + 2));
  Do(&server::RecordTeamDecision, request);
}

void People::Review(const std::string& referral, const std::string& about) {
  if (IsNameIn("placements", about)) {
    v1::EndPlacementRequest request;
    request.set_name(about);
    request.set_reason(v1::Placement::GOAL_REACHED);
    Do(&server::EndPlacement, request);
    return;
  }
  if (IsNameIn("offers", about) && Chance(0.5)) return Bridge(referral);
  if (Chance(0.5)) return Advise(referral);
  v1::WithdrawReferralRequest request;
  request.set_name(referral);
  request.set_reason(v1::Referral::NOT_WANTED);
  Do(&server::WithdrawReferral, request);
}

// Until there is a place: who the advice names for that time is asked.
void People::Bridge(const std::string& referral) {
  Advise(referral);
  const auto stored = town_.cases().Get(referral);
  ASSERT_TRUE(stored.ok());
  const int number = stored->record.referral().latest_advice();
  const auto advice = town_.cases().GetAdvice(AdviceName(referral, number));
  ASSERT_TRUE(advice.ok()) << advice.status();
  if (advice->record().bridges().empty()) return;
  v1::ChoosePartsRequest request;
  request.set_name(referral);
  v1::Choice& choice = *request.mutable_choice();
  choice.set_advice(number);
  choice.set_chooser(v1::Choice::TOGETHER);
  choice.set_reason(v1::Choice::SOONER);
  for (const v1::Part& bridge : advice->record().bridges()) {
    v1::Choice::ChosenPart& part = *choice.add_parts();
    part.set_role(bridge.role());
    part.set_offering(bridge.offering());
    *part.mutable_needs() = bridge.needs();
  }
  if (!Do(&server::ChooseParts, request)) return;
  ++bridges_;
  if (Chance(0.8)) Send(referral);
}

// What somebody does by mistake; mostly refused, and then nothing may have changed.
void People::Blunder(const std::string& referral) {
  const auto before = town_.cases().Get(referral);
  ASSERT_TRUE(before.ok());
  bool done = false;
  switch (Below(4)) {
    case 0: {
      v1::ReopenReferralRequest request;
      request.set_name(referral);
      done = Do(&server::ReopenReferral, request);
      break;
    }
    case 1: {
      v1::AnswerOfferRequest request;
      request.set_name(OfferName(referral, 1 + Below(3)));
      request.set_verdict(v1::YES);
      request.set_on_behalf_of("providers/iemand-anders");
      done = Do(&server::AnswerOffer, request);
      break;
    }
    case 2: {
      v1::ChoosePartsRequest request;
      request.set_name(referral);
      request.mutable_choice()->set_advice(99);
      request.mutable_choice()->set_proposal(1);
      request.mutable_choice()->set_chooser(v1::Choice::RESIDENT);
      done = Do(&server::ChooseParts, request);
      break;
    }
    default: {
      v1::SendOffersRequest request;
      request.set_name(referral);
      done = Do(&server::SendOffers, request);
    }
  }
  const auto after = town_.cases().Get(referral);
  ASSERT_TRUE(after.ok());
  if (done) return;
  EXPECT_EQ(after->revision.value, before->revision.value) << "a refusal changed " << referral;
}

void People::Change() {
  const int kind = Below(10);
  if (kind < 4) return ReportCapacity();
  const std::vector<storage::StoredCase> cases = town_.AllCases();
  if (cases.empty()) return;
  const auto& record = cases[static_cast<size_t>(Below(static_cast<int>(cases.size())))].record;
  if (kind < 6) return EndHelp(record);
  if (kind < 9) return AnswerLate(record);
  ChangeMind(record);
}

void People::ReportCapacity() {
  const std::string& offering =
      OfferingsOfTown()[static_cast<size_t>(Below(static_cast<int>(OfferingsOfTown().size())))];
  const auto current = town_.directory().Get(CapacityName(offering));
  if (!current.ok() || current->entry.capacity().state() == v1::Capacity::OPEN) return;
  v1::SetCapacityRequest request;
  request.mutable_capacity()->set_name(CapacityName(offering));
  const int free = Below(4);
  request.mutable_capacity()->set_state(free == 0 ? v1::Capacity::FULL : v1::Capacity::FREE);
  if (free > 0) request.mutable_capacity()->set_reported_free(free);
  Do(&server::SetCapacity, request);
}

void People::EndHelp(const internal::CaseRecord& record) {
  for (const v1::Placement& placement : record.placements()) {
    if (placement.state() == v1::Placement::ENDED || !Chance(0.5)) continue;
    v1::EndPlacementRequest request;
    request.set_name(placement.name());
    request.set_reason(Chance(0.7) ? v1::Placement::GOAL_REACHED : v1::Placement::PROVIDER_STOPPED);
    Do(&server::EndPlacement, request);
  }
}

// Who was silent answers after all; not everybody is heard then.
void People::AnswerLate(const internal::CaseRecord& record) {
  for (const v1::Offer& offer : record.offers()) {
    if (offer.state() == v1::Offer::EXPIRED) Answer(offer.name(), offer.party());
  }
}

// The adviser takes an offer back, or the request turns out to be another one.
void People::ChangeMind(const internal::CaseRecord& record) {
  if (!record.offers().empty() && Chance(0.5)) {
    DoTo(record.offers(record.offers_size() - 1).name(), &server::RecallOffer);
    return;
  }
  v1::UpdateReferralRequest request;
  request.mutable_referral()->set_name(record.referral().name());
  *request.mutable_referral()->add_needs() = NeedOf(Below(6));
  request.mutable_update_mask()->add_paths("needs");
  Do(&server::UpdateReferral, request);
}

}  // namespace koppel::simulation
