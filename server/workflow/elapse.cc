#include "server/workflow/elapse.h"

#include <algorithm>
#include <tuple>

#include "server/workflow/clocks.h"
#include "server/workflow/duties.h"
#include "server/workflow/states.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Referral;

// Something that time brings; in this order at one moment.
enum class Arrival { kWarning, kHoldEnd, kDue };

struct Moment {
  absl::Time time;
  Arrival arrival;
  int index;  // Of the clock or, for a hold, of the offer.
};

void AddMoments(const Clock& clock, int index, std::vector<Moment>& moments) {
  if (clock.state() != Clock::RUNNING) return;
  if (clock.has_warn_time() && !clock.warned()) {
    moments.push_back({FromProto(clock.warn_time()), Arrival::kWarning, index});
  }
  moments.push_back({FromProto(clock.due_time()), Arrival::kDue, index});
}

// What time brings to the case by itself, in order.
std::vector<Moment> MomentsOf(const Case& record, const Setting& setting) {
  std::vector<Moment> moments;
  for (int i = 0; i < record.referral().clocks_size(); ++i) AddMoments(record.referral().clocks(i), i, moments);
  for (int i = 0; i < record.offers_size(); ++i) {
    const Offer& offer = record.offers(i);
    if (HoldEnds(offer, setting)) moments.push_back({FromProto(offer.hold_until_time()), Arrival::kHoldEnd, i});
  }
  std::sort(moments.begin(), moments.end(), [](const Moment& one, const Moment& other) {
    return std::tie(one.time, one.arrival, one.index) < std::tie(other.time, other.arrival, other.index);
  });
  return moments;
}

// Lets the moments pass one after the other; each may make later ones void.
class Passing {
 public:
  Passing(Case& record, const Setting& setting, absl::Time now)
      : record_(record), setting_(setting), act_{kItself, now, {}} {}

  void Pass(const Moment& moment) {
    switch (moment.arrival) {
      case Arrival::kWarning:
        return Warn(ClockAt(moment.index));
      case Arrival::kHoldEnd:
        return EndHold(*record_.mutable_offers(moment.index));
      case Arrival::kDue:
        return RunOut(ClockAt(moment.index));
    }
  }

  Elapsed& elapsed() { return elapsed_; }

 private:
  Clock& ClockAt(int index) { return *record_.mutable_referral()->mutable_clocks(index); }

  void NoteIt(const char* code, const std::string& about, const std::string& reason) {
    Note(record_, act_, code, about).set_reason(reason);
    elapsed_.changed = true;
  }

  void Tell(const Clock& clock) {
    const auto duty = DutyOf(record_, clock);
    if (duty.has_value()) elapsed_.notices.push_back({duty->party, duty->step, FromProto(clock.due_time())});
  }

  void Warn(Clock& clock) {
    if (clock.state() != Clock::RUNNING) return;
    clock.set_warned(true);
    NoteIt("warned", clock.about(), Clock::Kind_Name(clock.kind()));
    // A warning of what is over already helps nobody.
    if (FromProto(clock.due_time()) > act_.time) Tell(clock);
  }

  void RunOut(Clock& clock) {
    if (clock.state() != Clock::RUNNING) return;
    clock.set_state(Clock::PASSED);
    Offer* offer = clock.kind() == Clock::ANSWER ? FindOffer(record_, clock.about()) : nullptr;
    if (offer != nullptr && Expire(*offer, Clock::Kind_Name(clock.kind()))) return;
    NoteIt("passed", clock.about(), Clock::Kind_Name(clock.kind()));
    Tell(clock);
  }

  void EndHold(Offer& offer) {
    if (HoldEnds(offer, setting_)) Expire(offer, "HOLD");
  }

  bool Expire(Offer& offer, const std::string& reason) {
    const auto after = After(offer.state(), OfferVerb::kExpire);
    if (!after.has_value()) return false;
    offer.set_state(*after);
    Drop(record_, offer.name());
    NoteIt("expired", offer.name(), reason);
    elapsed_.expired.push_back(offer.name());
    return true;
  }

  Case& record_;
  const Setting& setting_;
  const Act act_;
  Elapsed elapsed_;
};

}  // namespace

Elapsed Elapse(Case& record, const Setting& setting, absl::Time now) {
  if (!IsOpen(record.referral()) && record.referral().state() != Referral::DRAFT) return {};
  Passing passing(record, setting, now);
  for (const Moment& moment : MomentsOf(record, setting)) {
    if (moment.time <= now) passing.Pass(moment);
  }
  return std::move(passing.elapsed());
}

}  // namespace koppel::workflow
