#include "base/civil.h"
#include "server/workflow/clocks.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/offers.h"

namespace koppel::workflow {
namespace {

using koppel::v1::AnswerOfferRequest;
using koppel::v1::Offer;
using koppel::v1::Procedure;

OfferVerb VerbFor(v1::Verdict verdict) {
  switch (verdict) {
    case v1::YES_AFTER_INTAKE:
      return OfferVerb::kAcceptAfterIntake;
    case v1::QUESTION:
      return OfferVerb::kQuestion;
    case v1::NO:
      return OfferVerb::kDecline;
    default:
      return OfferVerb::kAccept;
  }
}

bool IsYes(v1::Verdict verdict) {
  return verdict == v1::YES || verdict == v1::YES_FROM || verdict == v1::YES_AFTER_INTAKE;
}

Outcome CheckNo(const AnswerOfferRequest& request, const Setting& setting) {
  const std::string& reason = request.decline_reason();
  if (reason.empty()) return FieldMissing("decline_reason");
  if (FindReason(setting, reason) != nullptr) return std::nullopt;
  return Refusal{ReferralSentence::kUnknownDeclineReason, {{"reason", reason}}, "decline_reason"};
}

// What the verdict needs besides itself.
Outcome CheckFields(const AnswerOfferRequest& request, const Setting& setting, const Act& act) {
  switch (request.verdict()) {
    case v1::YES:
    case v1::YES_AFTER_INTAKE:
      return std::nullopt;
    case v1::YES_FROM:
      if (request.start_date().empty()) return FieldMissing("start_date");
      return CheckFromToday(request.start_date(), "start_date", setting, act);
    case v1::QUESTION:
      return request.question() == Offer::QUESTION_UNSPECIFIED ? Outcome(FieldMissing("question")) : std::nullopt;
    case v1::NO:
      return CheckNo(request, setting);
    default:
      return FieldMissing("verdict");
  }
}

void AskBack(Case& record, Offer& offer, const AnswerOfferRequest& request, const Setting& setting, const Act& act) {
  MarkHeard(record, offer, request.on_behalf_of(), act);
  offer.set_question(request.question());
  if (setting.procedure.question_pauses() == Procedure::YES) Pause(record, offer.name(), setting, act.time);
}

void SayNo(Case& record, Offer& offer, const AnswerOfferRequest& request, const Act& act) {
  MarkAnswered(record, offer, request.on_behalf_of(), act);
  offer.set_decline_reason(request.decline_reason());
  offer.set_better_provider(request.better_provider());
}

void SayYes(Case& record, Offer& offer, const AnswerOfferRequest& request, const Setting& setting, const Act& act) {
  MarkAnswered(record, offer, request.on_behalf_of(), act);
  if (request.verdict() == v1::YES_AFTER_INTAKE) return;
  if (request.verdict() == v1::YES_FROM) offer.set_start_date(request.start_date());
  Accept(record, offer, offer.offering(), setting, act);
}

}  // namespace

Outcome CheckFromToday(const std::string& date, const std::string& field, const Setting& setting, const Act& act) {
  const absl::CivilDay today = setting.calendar.DayOf(act.time);
  const auto day = ParseDate(date);
  if (day.has_value() && *day >= today) return std::nullopt;
  return TooEarly(field, FormatDate(today));
}

Outcome Answer(Case& record, const AnswerOfferRequest& request, const Setting& setting, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  if (Outcome refusal = NotYours(offer->name(), offer->party(), request.on_behalf_of(), act)) return refusal;
  if (Outcome refusal = CannotAnswer(record, *offer, VerbFor(request.verdict()))) return refusal;
  if (IsTeamOffer(*offer) && IsYes(request.verdict())) {
    return Refusal{ReferralSentence::kTeamNotDecided, {{"name", offer->name()}}, ""};
  }
  if (Outcome refusal = CheckFields(request, setting, act)) return refusal;
  v1::Event& event = Note(record, act, "AnswerOffer", offer->name());
  event.set_on_behalf_of(request.on_behalf_of());
  event.set_reason(request.verdict() == v1::NO ? request.decline_reason() : v1::Verdict_Name(request.verdict()));
  const auto after = After(offer->state(), VerbFor(request.verdict()));
  if (IsYes(request.verdict())) {
    SayYes(record, *offer, request, setting, act);
  } else if (request.verdict() == v1::NO) {
    SayNo(record, *offer, request, act);
  } else {
    AskBack(record, *offer, request, setting, act);
  }
  offer->set_state(after.value_or(offer->state()));
  return std::nullopt;
}

}  // namespace koppel::workflow
