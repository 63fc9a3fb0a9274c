#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "base/resource_name.h"
#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offer_parts.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Clock;
using koppel::v1::Decline;
using koppel::v1::DeclineReason;
using koppel::v1::Offer;

// Where the rules have no reason of this id: who was silent is not asked again for two weeks.
constexpr char kNoAnswer[] = "no-answer";
constexpr int kNoAnswerDays = 14;

// An offer that ended in something other than a yes, and when it did.
struct NoSaid {
  const Offer* offer;
  std::string offering;  // That of the offer, or another that the no is about as well.
  absl::Time time;
};

// When silence became a no: at the deadline, or when a held place was given to the next.
absl::Time SilentSince(const Case& record, const Offer& offer) {
  if (offer.has_hold_until_time()) return FromProto(offer.hold_until_time());
  const Clock* clock = FindClock(record, Clock::ANSWER, offer.name());
  return FromProto(clock != nullptr ? clock->due_time() : offer.send_time());
}

bool SaidNo(const Offer& offer) {
  return offer.state() == Offer::DECLINED || offer.state() == Offer::FAILED || offer.state() == Offer::EXPIRED;
}

NoSaid NoOf(const Case& record, const Offer& offer, const std::string& offering) {
  const bool silent = offer.state() == Offer::EXPIRED;
  return {&offer, offering, silent ? SilentSince(record, offer) : FromProto(offer.answer_time())};
}

// Whether the same offering said yes to a later offer: what it said before is another matter then.
bool HasLaterYes(const Case& record, const Offer& offer) {
  return std::any_of(record.offers().begin(), record.offers().end(), [&](const Offer& later) {
    return NumberOf(later.name()) > NumberOf(offer.name()) && later.offering() == offer.offering() &&
           later.state() == Offer::ACCEPTED;
  });
}

DeclineReason CausedBy(const Offer& offer, const Setting& setting) {
  const bool silent = offer.state() == Offer::EXPIRED;
  const std::string id = silent ? kNoAnswer : offer.decline_reason();
  if (const DeclineReason* known = FindReason(setting, id); known != nullptr) return *known;
  DeclineReason reason;
  reason.set_id(id);
  reason.set_cause(silent ? DeclineReason::TIME : DeclineReason::NOTHING);
  reason.set_days(silent ? kNoAnswerDays : 0);
  return reason;
}

bool IsAfter(const std::map<std::string, absl::Time>& times, const NoSaid& no) {
  const auto found = times.find(no.offering);
  return found != times.end() && found->second > no.time;
}

bool CauseHasChanged(const Case& record, const Setting& setting, const NoSaid& no, DeclineReason::Cause cause) {
  switch (cause) {
    case DeclineReason::CAPACITY:
      return IsAfter(setting.capacity_report_times, no);
    case DeclineReason::OFFERING:
      return IsAfter(setting.offering_change_times, no);
    case DeclineReason::REFERRAL:
      return FromProto(record.content_time()) > no.time;
    default:
      return false;
  }
}

// Nothing where it no longer counts.
std::optional<Decline> DeclineOf(const Case& record, const Setting& setting, const NoSaid& no, absl::Time now) {
  const DeclineReason reason = CausedBy(*no.offer, setting);
  if (CauseHasChanged(record, setting, no, reason.cause())) return std::nullopt;
  Decline decline;
  decline.set_offering(no.offering);
  decline.set_reason(reason.id());
  if (reason.cause() == DeclineReason::NOTHING || reason.days() <= 0) return decline;
  const absl::CivilDay until = setting.calendar.DayOf(no.time) + reason.days();
  if (until < setting.calendar.DayOf(now)) return std::nullopt;
  decline.set_until_date(FormatDate(until));
  return decline;
}

// --- What a party says counts for all that it offers.

// Of which the setting or the latest advice speaks.
std::set<std::string> KnownOfferings(const Case& record, const Setting& setting) {
  std::set<std::string> known;
  for (const auto& [offering, time] : setting.offering_change_times) known.insert(offering);
  for (const auto& proposed : record.proposed()) {
    for (const auto& part : proposed.parts()) known.insert(part.offering());
  }
  return known;
}

void AddOfferedBy(const std::string& provider, const std::set<std::string>& known, std::set<std::string>& offered) {
  for (const std::string& offering : known) {
    if (ParentOf(offering) == provider) offered.insert(offering);
  }
}

// Of a team: of its members.
std::set<std::string> OfferedByParty(const Case& record, const Offer& offer, const Setting& setting) {
  const std::set<std::string> known = KnownOfferings(record, setting);
  std::set<std::string> offered;
  if (!IsTeamOffer(offer)) AddOfferedBy(offer.party(), known, offered);
  const auto team = setting.teams.find(offer.party());
  if (team == setting.teams.end()) return offered;
  for (const v1::Team::Member& member : team->second.members()) {
    offered.insert(member.offerings().begin(), member.offerings().end());
    AddOfferedBy(member.provider(), known, offered);
  }
  return offered;
}

// Whoever was asked for it itself has an answer of its own.
bool WasAskedItself(const Case& record, const std::string& offering) {
  return std::any_of(record.offers().begin(), record.offers().end(), [&](const Offer& offer) {
    return offer.offering() == offering && offer.state() != Offer::RECALLED;
  });
}

// Who is silent, and a team that says no, is not asked again under another title.
std::vector<std::string> SetAsideBy(const Case& record, const Offer& offer, const Setting& setting) {
  std::vector<std::string> aside = {offer.offering()};
  if (offer.state() != Offer::EXPIRED && !IsTeamOffer(offer)) return aside;
  for (const std::string& offering : OfferedByParty(record, offer, setting)) {
    if (!WasAskedItself(record, offering)) aside.push_back(offering);
  }
  return aside;
}

// Whether it counts as long as the other, or longer; without a day it has no end.
bool CountsAsLong(const Decline& one, const Decline& other) {
  return one.until_date().empty() || (!other.until_date().empty() && one.until_date() >= other.until_date());
}

// Of each offering the one that counts longest is shown, else the latest: a no for a while takes no lasting one away.
void AddDecline(Decline decline, std::vector<Decline>& declines) {
  for (Decline& earlier : declines) {
    if (earlier.offering() != decline.offering()) continue;
    if (CountsAsLong(decline, earlier)) earlier.Swap(&decline);
    return;
  }
  declines.push_back(std::move(decline));
}

// --- To and fro.

// A partner that said that the request belongs elsewhere; `better` is empty where it named nobody.
struct SentOn {
  std::string provider;
  std::string better;
  bool belongs_elsewhere;
};

// Since the request was last changed and since somebody last said yes: then it is another matter.
std::vector<SentOn> SendingsOn(const Case& record, const Setting& setting) {
  std::vector<SentOn> sent;
  for (const Offer& offer : record.offers()) {
    if (offer.state() == Offer::ACCEPTED) sent.clear();
    if (offer.state() != Offer::DECLINED && offer.state() != Offer::FAILED) continue;
    if (FromProto(offer.answer_time()) < FromProto(record.content_time())) continue;
    const DeclineReason* reason = FindReason(setting, offer.decline_reason());
    sent.push_back(
        {ParentOf(offer.offering()), offer.better_provider(), reason != nullptr && reason->belongs_elsewhere()});
  }
  return sent;
}

bool Names(const SentOn& one, const SentOn& other) { return !one.better.empty() && one.better == other.provider; }

// Says that it belongs elsewhere, and not with a third.
bool PointsAt(const SentOn& one, const SentOn& other) {
  return one.belongs_elsewhere && (one.better.empty() || Names(one, other));
}

bool SentToEachOther(const SentOn& first, const SentOn& then) {
  if (first.provider == then.provider) return false;
  if (Names(first, then) && Names(then, first)) return true;
  return Names(first, then) && PointsAt(then, first);
}

}  // namespace

std::vector<Decline> DeclinesThatCount(const Case& record, const Setting& setting, absl::Time now) {
  std::vector<Decline> declines;
  for (const Offer& offer : record.offers()) {
    if (!SaidNo(offer) || HasLaterYes(record, offer)) continue;
    for (const std::string& offering : SetAsideBy(record, offer, setting)) {
      const auto decline = DeclineOf(record, setting, NoOf(record, offer, offering), now);
      if (decline.has_value()) AddDecline(*decline, declines);
    }
  }
  return declines;
}

bool IsPingPong(const Case& record, const Setting& setting) {
  const std::vector<SentOn> sent = SendingsOn(record, setting);
  for (size_t then = 1; then < sent.size(); ++then) {
    // In a row: each sends it on and not to a third.
    if (sent[then - 1].provider != sent[then].provider && PointsAt(sent[then - 1], sent[then]) &&
        PointsAt(sent[then], sent[then - 1])) {
      return true;
    }
    for (size_t first = 0; first < then; ++first) {
      if (SentToEachOther(sent[first], sent[then])) return true;
    }
  }
  return false;
}

}  // namespace koppel::workflow
