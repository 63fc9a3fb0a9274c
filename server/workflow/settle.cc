#include <algorithm>
#include <tuple>

#include "server/workflow/clocks.h"
#include "server/workflow/duties.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::Referral;
using koppel::v1::Team;
using koppel::v1::Waiting;

// Somebody else is looked for: what was chosen and proposed no longer counts, the terms by law run on.
void LookAgain(Case& record, absl::Time now) {
  Referral& referral = *record.mutable_referral();
  referral.set_state(After(referral.state(), ReferralVerb::kLoseLead).value_or(referral.state()));
  referral.clear_choice();
  record.clear_advice_time();
  Note(record, Act{kItself, now, {}}, kLeadLost);
}

// Where nothing runs any more since an offer was declined, fell silent or was recalled.
void EndWhatIsOver(Case& record, absl::Time now) {
  Referral& referral = *record.mutable_referral();
  const auto after = After(referral.state(), ReferralVerb::kEnd);
  if (!after.has_value() || !NothingRuns(record)) return;
  if (LostItsLead(record)) return LookAgain(record, now);
  referral.set_state(*after);
  Drop(record, "");
  Note(record, Act{kItself, now, {}}, "ended");
}

// Gathers whom the case waits for.
class WaitingList {
 public:
  WaitingList(const Case& record, const Setting& setting) : record_(record), setting_(setting) {}

  void Add(const Duty& duty, const std::string& about, std::optional<absl::Time> due) {
    Waiting waiting;
    waiting.set_party(duty.party);
    waiting.set_step(duty.step);
    waiting.set_about(about);
    if (due.has_value()) *waiting.mutable_due_time() = ToProto(*due);
    waiting_.push_back(std::move(waiting));
  }

  void AddAdvisers(Waiting::Step step) { Add({AdvisersOf(record_), step}, "", std::nullopt); }

  void AddOffer(const Offer& offer) {
    const auto duty = DutyOf(record_, offer);
    if (!duty.has_value()) return;
    const auto due = DueOf(record_, offer, setting_);
    Add(*duty, offer.name(), due);
    if (duty->step == Waiting::DECIDE) AddMembers(offer, due);
  }

  void AddPlacement(const Placement& placement) {
    const auto duty = DutyOf(record_, placement);
    if (duty.has_value()) Add(*duty, placement.name(), DueOf(record_, placement));
  }

  // A term by law of which a warning was given, or that has passed. Of an offer or placement that is still open a term
  // that passed is for the advisers to see, besides for who is late.
  void AddTerm(const Clock& clock) {
    const auto duty = DutyOf(record_, clock);
    const bool passed = clock.state() == Clock::PASSED;
    const bool warned = clock.state() == Clock::RUNNING && clock.warned();
    const absl::Time due = FromProto(clock.due_time());
    if (!duty.has_value()) return;
    if (clock.about().empty()) {
      if (passed || warned) Add(*duty, "", due);
    } else if (passed) {
      Add({AdvisersOf(record_), Waiting::REVIEW}, clock.about(), due);
    }
  }

  bool empty() const { return waiting_.empty(); }

  // The soonest first; of what is the same the soonest alone.
  std::vector<Waiting> Sorted() {
    std::sort(waiting_.begin(), waiting_.end(),
              [](const Waiting& one, const Waiting& other) { return KeyOf(one) < KeyOf(other); });
    std::vector<Waiting> sorted;
    for (const Waiting& waiting : waiting_) {
      if (std::none_of(sorted.begin(), sorted.end(), [&](const Waiting& one) { return IsSame(one, waiting); })) {
        sorted.push_back(waiting);
      }
    }
    return sorted;
  }

  static bool IsSame(const Waiting& one, const Waiting& other) {
    return one.party() == other.party() && one.step() == other.step() && one.about() == other.about();
  }

 private:
  using Key = std::tuple<absl::Time, std::string, int, std::string>;

  static Key KeyOf(const Waiting& waiting) {
    const absl::Time due = waiting.has_due_time() ? FromProto(waiting.due_time()) : absl::InfiniteFuture();
    return {due, waiting.party(), waiting.step(), waiting.about()};
  }

  // Those who may start and have not said whether they can.
  void AddMembers(const Offer& offer, std::optional<absl::Time> due) {
    const auto team = setting_.teams.find(offer.party());
    if (team == setting_.teams.end()) return;
    for (const Team::Member& member : team->second.members()) {
      const bool is_asked = member.role() != Team::ADVISER && member.role() != Team::ACCESS;
      if (is_asked && !HasSaid(offer, member.provider())) Add({member.provider(), Waiting::RESPOND}, offer.name(), due);
    }
  }

  static bool HasSaid(const Offer& offer, const std::string& provider) {
    return std::any_of(offer.member_responses().begin(), offer.member_responses().end(),
                       [&](const auto& response) { return response.provider() == provider; });
  }

  const Case& record_;
  const Setting& setting_;
  std::vector<Waiting> waiting_;
};

absl::Time NextOf(const Clock& clock) {
  if (clock.state() != Clock::RUNNING) return absl::InfiniteFuture();
  const absl::Time due = FromProto(clock.due_time());
  return clock.has_warn_time() && !clock.warned() ? std::min(due, FromProto(clock.warn_time())) : due;
}

// When Elapse has something to do; InfiniteFuture: never.
absl::Time NextEvent(const Case& record, const Setting& setting) {
  absl::Time next = absl::InfiniteFuture();
  for (const Clock& clock : record.referral().clocks()) next = std::min(next, NextOf(clock));
  for (const Offer& offer : record.offers()) {
    if (HoldEnds(offer, setting)) next = std::min(next, FromProto(offer.hold_until_time()));
  }
  return next;
}

void FillInWaiting(Case& record, const Setting& setting) {
  WaitingList list(record, setting);
  for (const Waiting::Step step : AdviserSteps(record, setting)) list.AddAdvisers(step);
  for (const Offer& offer : record.offers()) list.AddOffer(offer);
  for (const Placement& placement : record.placements()) list.AddPlacement(placement);
  for (const Clock& clock : record.referral().clocks()) list.AddTerm(clock);
  const absl::Time next = NextEvent(record, setting);
  // Help is given and no term runs: the advisers ask now and then how it goes.
  if (list.empty() && next == absl::InfiniteFuture()) list.AddAdvisers(Waiting::REVIEW);
  Referral& referral = *record.mutable_referral();
  for (Waiting& waiting : list.Sorted()) *referral.add_waiting_for() = std::move(waiting);
  if (next != absl::InfiniteFuture()) *referral.mutable_next_event_time() = ToProto(next);
}

}  // namespace

std::vector<std::string> OfferingsWaitedFor(const Case& record) {
  std::vector<std::string> offerings;
  for (const Offer& offer : record.offers()) {
    const bool named = std::find(offerings.begin(), offerings.end(), offer.offering()) != offerings.end();
    if (offer.state() == Offer::ON_WAITING_LIST && !named) offerings.push_back(offer.offering());
  }
  return offerings;
}

void Settle(Case& record, const Setting& setting, absl::Time now) {
  EndWhatIsOver(record, now);
  Referral& referral = *record.mutable_referral();
  referral.clear_declines();
  for (v1::Decline& decline : DeclinesThatCount(record, setting, now)) *referral.add_declines() = std::move(decline);
  referral.clear_waiting_at();
  for (const std::string& offering : OfferingsWaitedFor(record)) referral.add_waiting_at(offering);
  referral.clear_waiting_for();
  referral.clear_next_event_time();
  if (IsOpen(referral) || referral.state() == Referral::DRAFT) FillInWaiting(record, setting);
}

std::vector<Notice> NewlyWaiting(const Case& before, const Case& after) {
  std::vector<Notice> notices;
  for (const Waiting& waiting : after.referral().waiting_for()) {
    const auto& earlier = before.referral().waiting_for();
    const bool is_new = std::none_of(earlier.begin(), earlier.end(),
                                     [&](const Waiting& one) { return WaitingList::IsSame(one, waiting); });
    if (!is_new) continue;
    const auto due = waiting.has_due_time() ? std::optional(FromProto(waiting.due_time())) : std::nullopt;
    notices.push_back({waiting.party(), waiting.step(), due});
  }
  return notices;
}

}  // namespace koppel::workflow
