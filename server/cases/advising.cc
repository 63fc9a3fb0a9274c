#include "server/cases/advising.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "base/referral_sentences.h"
#include "base/resource_name.h"
#include "matcher/advice.h"
#include "matcher/match.h"
#include "server/advice_checks.h"
#include "server/limits.h"
#include "server/proto_time.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/offers.h"
#include "server/workflow/referral.h"

namespace koppel::server {
namespace {

v1::Reason ReasonFor(const std::string& code, ReferralSentence sentence, const Arguments& arguments = {}) {
  v1::Reason reason;
  reason.set_code(code);
  *reason.mutable_text() = Say(sentence, arguments);
  for (const auto& [name, value] : arguments) {
    v1::Argument& argument = *reason.add_arguments();
    argument.set_name(std::string(name));
    argument.set_value(value);
  }
  return reason;
}

std::string TitleOfProvider(const Environment& environment, const std::string& offering) {
  const std::string name = ParentOf(offering);
  const absl::StatusOr<storage::Stored> stored = environment.directory.Get(name);
  return stored.ok() ? stored->entry.provider().title() : name;
}

// What people call a reason; of silence, which no partner names, the rules need not know.
v1::Sentence TitleOfReason(const CaseStep& step, const std::string& id) {
  if (const v1::DeclineReason* reason = workflow::FindReason(step.setting, id)) return reason->title();
  v1::Sentence title;
  title.set_nl(id == "no-answer" ? "geen antwoord" : id);
  title.set_en(id == "no-answer" ? "no answer" : id);
  return title;
}

v1::Advice::SetAside SetAsideFor(const Environment& environment, const CaseStep& step, const v1::Decline& decline) {
  const v1::Sentence title = TitleOfReason(step, decline.reason());
  const bool ends = !decline.until_date().empty();
  const ReferralSentence sentence = ends ? ReferralSentence::kDeclinedBefore : ReferralSentence::kDeclinedBeforeOpen;
  Arguments arguments = {{"provider", TitleOfProvider(environment, decline.offering())}, {"reason", title.nl()}};
  if (ends) arguments.emplace_back("until", decline.until_date());
  v1::Advice::SetAside aside;
  aside.set_offering(decline.offering());
  *aside.mutable_reason() = ReasonFor("declined-before", sentence, arguments);
  arguments[1].second = title.en();
  aside.mutable_reason()->mutable_text()->set_en(Say(sentence, arguments).en());
  return aside;
}

// What is waited for, where a bridge may be chosen without a lead. With it what was asked meanwhile: that is no bridge
// to be found any more.
google::protobuf::RepeatedPtrField<std::string> WaitingAt(const workflow::Case& record) {
  google::protobuf::RepeatedPtrField<std::string> offerings;
  if (!workflow::LeadWaits(record) && record.referral().state() != v1::Referral::STARTED) return offerings;
  for (const std::string& offering : workflow::OfferingsWaitedFor(record)) *offerings.Add() = offering;
  if (offerings.empty()) return offerings;
  for (const v1::Offer& offer : record.offers()) {
    const bool is_taken = workflow::IsTaken(record, offer.role(), offer.offering());
    if (is_taken && std::ranges::count(offerings, offer.offering()) == 0) *offerings.Add() = offer.offering();
  }
  return offerings;
}

// The request as it is matched, with who does not count now and what is waited for.
v1::Referral QuestionOf(const CaseStep& step) {
  v1::Referral question = matcher::StructuredRequest(step.record.referral());
  question.clear_declines();
  for (v1::Decline& decline : workflow::DeclinesThatCount(step.record, step.setting, step.now.time)) {
    *question.add_declines() = std::move(decline);
  }
  *question.mutable_waiting_at() = WaitingAt(step.record);
  return question;
}

bool LimitsStartByLaw(const v1::Clock& clock) {
  const bool about_start = clock.kind() == v1::Clock::INVESTIGATION || clock.kind() == v1::Clock::DECISION;
  return about_start && clock.state() == v1::Clock::RUNNING;
}

v1::Fit FitByLaw(const CaseStep& step, absl::Time start) {
  v1::Fit fit = v1::FIT_UNSPECIFIED;
  for (const v1::Clock& clock : step.record.referral().clocks()) {
    if (!LimitsStartByLaw(clock)) continue;
    if (start >= FromProto(clock.due_time())) return v1::AFTER_LAW;
    fit = v1::IN_TIME;
  }
  return fit;
}

// Whether the lead can start within the terms.
absl::StatusOr<v1::Fit> FitOf(const Environment& environment, const CaseStep& step, const v1::Proposal& proposal) {
  if (proposal.parts().empty()) return v1::FIT_UNSPECIFIED;
  const v1::Part& lead = proposal.parts(0);
  const std::optional<absl::CivilDay> day = ParseDate(lead.earliest_start_date());
  if (!day.has_value()) return v1::FIT_UNSPECIFIED;
  const Calendar& calendar = step.setting.calendar;
  const absl::Time start = calendar.StartOf(*day);
  const v1::Fit by_law = FitByLaw(step, start);
  if (by_law == v1::AFTER_LAW) return by_law;
  const v1::Referral& referral = step.record.referral();
  const std::string& party = proposal.team().empty() ? lead.provider() : proposal.team();
  ASSIGN_OR_RETURN(const workflow::Agreed agreed,
                   AgreedFor(environment, *step.snapshot, ParentOf(referral.name()), referral.urgency(), party));
  if (agreed.start == 0) return by_law;
  return start >= calendar.AfterWorkingDays(step.now.time, agreed.start) ? v1::AFTER_AGREEMENT : v1::IN_TIME;
}

bool IsTooLate(int fit) { return fit == v1::AFTER_AGREEMENT || fit == v1::AFTER_LAW; }

void AddWarnings(const CaseStep& step, v1::Advice& advice) {
  if (workflow::IsPingPong(step.record, step.setting)) {
    *advice.add_warnings() = ReasonFor("ping-pong", ReferralSentence::kPingPong);
  }
  const auto& fits = advice.fits();
  if (fits.empty() || !IsTooLate(fits.Get(0))) return;
  const std::string& date = advice.record().proposals(0).parts(0).earliest_start_date();
  *advice.add_warnings() =
      fits.Get(0) == v1::AFTER_LAW
          ? ReasonFor("starts-after-law", ReferralSentence::kStartsAfterLaw, {{"date", date}})
          : ReasonFor("starts-after-agreed", ReferralSentence::kStartsAfterAgreed, {{"date", date}});
  if (std::all_of(fits.begin(), fits.end(), IsTooLate)) {
    *advice.add_warnings() = ReasonFor("none-in-time", ReferralSentence::kNoneInTime);
  }
}

bool IsSame(const google::protobuf::Message& one, const google::protobuf::Message& other) {
  return one.SerializeAsString() == other.SerializeAsString();
}

bool IsSilent(const CaseStep& step, const v1::Offer* offer) {
  return offer != nullptr && offer->state() == v1::Offer::EXPIRED && !workflow::IsReplaced(step.record, *offer);
}

// Whether a partner fell silent, and nobody took over its part.
bool SomebodyIsSilent(CaseStep& step) {
  return std::any_of(step.elapsed.expired.begin(), step.elapsed.expired.end(),
                     [&](const std::string& name) { return IsSilent(step, workflow::FindOffer(step.record, name)); });
}

// Whether a lead fell silent and is still the last word about who starts.
bool LeadIsSilent(CaseStep& step) {
  const v1::Referral::State state = step.record.referral().state();
  if (state != v1::Referral::OFFERED && state != v1::Referral::SUBMITTED) return false;
  return std::any_of(step.elapsed.expired.begin(), step.elapsed.expired.end(), [&](const std::string& name) {
    const v1::Offer* offer = workflow::FindOffer(step.record, name);
    return IsSilent(step, offer) && offer->role() == v1::Part::LEAD;
  });
}

// The advice may speak of what was taken out since the World was built.
bool AllThere(const v1::Choice& choice, const Gathered& gathered) {
  const auto is_there = [&](const auto& part) { return gathered.record_revisions.contains(part.offering()); };
  return std::all_of(choice.parts().begin(), choice.parts().end(), is_there) &&
         (choice.team().empty() || gathered.record_revisions.contains(choice.team()));
}

// Chooses the first proposal and sends it; a case where that is not possible is left as it is, for the adviser.
absl::Status SendNext(const Environment& environment, CaseStep& step, const workflow::Act& act) {
  v1::ChoosePartsRequest request;
  request.set_name(step.record.referral().name());
  request.mutable_choice()->set_advice(step.record.referral().latest_advice());
  request.mutable_choice()->set_proposal(1);
  request.mutable_choice()->set_chooser(v1::Choice::TOGETHER);
  workflow::Case next = step.record;
  if (workflow::Choose(next, request, step.setting, act).has_value()) return absl::OkStatus();
  // Nobody chose: the rules say that the first is asked.
  next.mutable_referral()->mutable_choice()->clear_chooser();
  ASSIGN_OR_RETURN(Gathered gathered, GatherSetting(environment, *step.snapshot, next, &request));
  v1::SendOffersRequest send;
  send.set_name(request.name());
  if (workflow::Send(next, send, gathered.setting, act).has_value()) return absl::OkStatus();
  if (!AllThere(next.referral().choice(), gathered)) return absl::OkStatus();
  step.record = std::move(next);
  step.setting = std::move(gathered.setting);
  step.capacity_revisions = std::move(gathered.capacity_revisions);
  step.record_revisions = std::move(gathered.record_revisions);
  return absl::OkStatus();
}

absl::Status AdviseAs(const workflow::Act& act, const Environment& environment, CaseStep& step, int max_proposals) {
  const v1::Referral& referral = step.record.referral();
  const int count = std::min(max_proposals == 0 ? kDefaultProposals : max_proposals, kMaxProposals);
  const v1::Referral question = QuestionOf(step);
  const matcher::World& world = *step.snapshot->world;
  const v1::MatchResponse answer = matcher::Match(question, world, step.now, count);
  v1::Advice advice;
  advice.set_name(AdviceName(referral.name(), referral.latest_advice() + 1));
  *advice.mutable_record() =
      matcher::RecordAdvice(question, count, answer, world, DigestOf(*environment.book.vocabulary));
  for (const v1::Decline& decline : question.declines()) {
    *advice.add_set_aside() = SetAsideFor(environment, step, decline);
  }
  for (const v1::Proposal& proposal : answer.proposals()) {
    ASSIGN_OR_RETURN(const v1::Fit fit, FitOf(environment, step, proposal));
    advice.add_fits(fit);
  }
  AddWarnings(step, advice);
  *advice.mutable_create_time() = ToProto(step.now.time);
  workflow::TakeIn(step.record, advice, act);
  step.advice = std::move(advice);
  return absl::OkStatus();
}

}  // namespace

absl::Status Advise(const Environment& environment, CaseStep& step, int max_proposals) {
  return AdviseAs(step.act, environment, step, max_proposals);
}

absl::Status AnswerSilence(const Environment& environment, CaseStep& step) {
  const bool acted_on =
      step.advice.has_value() || !IsSame(step.record.referral().choice(), step.before.record.referral().choice());
  if (acted_on || !SomebodyIsSilent(step) || workflow::MayPropose(step.record).has_value()) return absl::OkStatus();
  const workflow::Act act{.by = workflow::kItself, .time = step.now.time, .parties = {"*"}};
  RETURN_IF_ERROR(AdviseAs(act, environment, step, 0));
  const bool sends_next = LeadIsSilent(step) && step.setting.procedure.sends_next() == v1::Procedure::YES;
  if (!sends_next || step.advice->record().proposals().empty()) return absl::OkStatus();
  return SendNext(environment, step, act);
}

}  // namespace koppel::server
