#include "tests/simulation/invariants.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/resource_name.h"

namespace koppel::simulation {
namespace {

using koppel::internal::CaseRecord;
using koppel::v1::Capacity;
using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;

constexpr char kHaalzorg[] = "providers/punt/offerings/haalzorg";

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

bool IsOpen(const Referral& referral) {
  const Referral::State state = referral.state();
  return state != Referral::ENDED && state != Referral::WITHDRAWN;
}

bool IsOut(const Offer& offer) {
  return offer.state() == Offer::PENDING || offer.state() == Offer::QUESTIONED || offer.state() == Offer::INTAKE;
}

std::map<std::string, Capacity> ReadCapacities(Town& town) {
  std::map<std::string, Capacity> capacities;
  for (const std::string& offering : OfferingsOfTown()) {
    const auto stored = town.directory().Get(CapacityName(offering));
    if (stored.ok()) capacities[offering] = stored->entry.capacity();
  }
  return capacities;
}

// Who said no to this request for a reason that nothing changes, before that moment, and did not say yes after it.
void AddLastingNoes(const CaseRecord& record, absl::Time until, std::set<std::string>& forbidden) {
  std::set<std::string> noes;
  for (const Offer& offer : record.offers()) {
    if (TimeOf(offer.answer_time()) >= until) continue;
    const bool no = offer.state() == Offer::DECLINED || offer.state() == Offer::FAILED;
    if (offer.state() == Offer::ACCEPTED) noes.erase(offer.offering());
    if (no && offer.decline_reason() == "geen-klik") noes.insert(offer.offering());
  }
  forbidden.insert(noes.begin(), noes.end());
}

// Of the proposals and until there is a place.
std::vector<Part> PartsIn(const koppel::v1::AdviceRecord& advice) {
  std::vector<Part> parts(advice.bridges().begin(), advice.bridges().end());
  for (const auto& proposal : advice.proposals()) {
    parts.insert(parts.end(), proposal.parts().begin(), proposal.parts().end());
  }
  return parts;
}

}  // namespace

std::map<std::string, int> Invariants::PlacesHeld(const std::vector<storage::StoredCase>& cases,
                                                  const Capacities& capacities) {
  std::map<std::string, int> held;
  for (const storage::StoredCase& stored : cases) {
    for (const Placement& placement : stored.record.placements()) {
      if (placement.state() != Placement::ENDED) held[placement.offering()] += placement.held();
    }
    for (const Offer& offer : stored.record.offers()) {
      const auto capacity = capacities.find(offer.offering());
      if (!IsOut(offer) || !offer.has_hold_until_time() || capacity == capacities.end()) continue;
      if (TimeOf(offer.send_time()) >= TimeOf(capacity->second.confirm_time())) held[offer.offering()] += 1;
    }
  }
  return held;
}

void Invariants::CheckPlaces(const std::vector<storage::StoredCase>& cases, const Capacities& capacities) {
  std::map<std::string, int> held = PlacesHeld(cases, capacities);
  for (const auto& [offering, capacity] : capacities) {
    if (capacity.state() != Capacity::FREE) continue;
    if (capacity.held() > capacity.reported_free()) {
      problems_.push_back(absl::StrCat(offering, " is oversold: ", capacity.ShortDebugString()));
    }
    const auto last = last_capacities_.find(offering);
    if (last == last_capacities_.end() || last->second.state() != Capacity::FREE ||
        TimeOf(last->second.confirm_time()) != TimeOf(capacity.confirm_time())) {
      continue;
    }
    const int taken = held[offering] - last_held_[offering];
    if (capacity.held() - last->second.held() != taken) {
      problems_.push_back(absl::StrCat(offering, ": cases hold ", taken, " places more, the figure says ",
                                       capacity.held() - last->second.held()));
    }
  }
  last_capacities_ = capacities;
  last_held_ = std::move(held);
}

void Invariants::CheckOffers(const CaseRecord& record) {
  std::map<std::pair<int, std::string>, int> out;
  for (const Offer& offer : record.offers()) {
    if (!IsOut(offer)) continue;
    const std::string part = offer.role() == v1::Part::LEAD ? "the lead" : offer.offering();
    if (++out[{offer.role(), part}] > 1) {
      problems_.push_back(absl::StrCat(record.referral().name(), " has two offers out for ", part));
    }
  }
  const auto& waiting_at = record.referral().waiting_at();
  for (const Offer& offer : record.offers()) {
    if (offer.state() != Offer::ON_WAITING_LIST) continue;
    const bool named = std::count(waiting_at.begin(), waiting_at.end(), offer.offering()) > 0;
    if (!named) problems_.push_back(absl::StrCat(offer.name(), " waits for a place and nobody knows"));
  }
  for (const Placement& placement : record.placements()) {
    const int number = NumberOf(placement.name());
    const bool accepted =
        number >= 1 && number <= record.offers_size() && record.offers(number - 1).state() == Offer::ACCEPTED;
    if (!accepted) problems_.push_back(absl::StrCat(placement.name(), " has no accepted offer"));
  }
}

void Invariants::CheckCase(const storage::StoredCase& stored, absl::Time now) {
  const Referral& referral = stored.record.referral();
  if (IsOpen(referral) && referral.waiting_for().empty() && !referral.has_next_event_time()) {
    problems_.push_back(absl::StrCat(referral.name(), " waits for nobody and nothing"));
  }
  if (referral.has_next_event_time() && TimeOf(referral.next_event_time()) <= now) {
    problems_.push_back(absl::StrCat(referral.name(), " has an event that is due and was not looked at"));
  }
  for (const Clock& clock : referral.clocks()) {
    if (clock.state() == Clock::RUNNING && TimeOf(clock.due_time()) <= now) {
      problems_.push_back(absl::StrCat(referral.name(), ": a clock ran out unseen: ", clock.ShortDebugString()));
    }
    if (clock.state() == Clock::RUNNING && !IsOpen(referral)) {
      problems_.push_back(absl::StrCat(referral.name(), " is over and a clock runs: ", clock.ShortDebugString()));
    }
  }
  CheckOffers(stored.record);
}

// Nothing is proposed against refusal, readiness or an earlier no.
void Invariants::CheckAdvice(Town& town, const CaseRecord& record) {
  const Referral& referral = record.referral();
  int& seen = advices_seen_[referral.name()];
  for (; seen < referral.latest_advice(); ++seen) {
    const auto advice = town.cases().GetAdvice(AdviceName(referral.name(), seen + 1));
    if (!advice.ok()) {
      problems_.push_back(absl::StrCat("advice ", seen + 1, " of ", referral.name(), ": ", advice.status().message()));
      continue;
    }
    const Referral& asked = advice->record().referral();
    std::set<std::string> forbidden;
    for (const auto& decline : asked.declines()) forbidden.insert(decline.offering());
    AddLastingNoes(record, TimeOf(advice->create_time()), forbidden);
    const bool ready =
        asked.haalzorg().willing() == v1::HaalzorgTalk::YES && asked.haalzorg().ready() == v1::HaalzorgTalk::YES;
    if (!ready) forbidden.insert(kHaalzorg);
    for (const Part& part : PartsIn(advice->record())) {
      const auto& refused = asked.refused_providers();
      const bool is_refused = std::count(refused.begin(), refused.end(), part.provider()) > 0;
      if (is_refused || forbidden.contains(part.offering())) {
        problems_.push_back(absl::StrCat(advice->name(), " proposes ", part.offering(), " against a no"));
      }
    }
  }
}

std::vector<std::string> Invariants::Check(Town& town) {
  problems_.clear();
  const std::vector<storage::StoredCase> cases = town.AllCases();
  for (const storage::StoredCase& stored : cases) {
    CheckCase(stored, town.now());
    CheckAdvice(town, stored.record);
  }
  CheckPlaces(cases, ReadCapacities(town));
  return problems_;
}

std::vector<std::string> Invariants::CheckChanged(Town& town) {
  problems_.clear();
  for (const std::string& name : town.changed()) {
    const auto stored = town.cases().Get(name);
    if (!stored.ok()) continue;
    CheckCase(*stored, town.now());
    CheckAdvice(town, stored->record);
  }
  return problems_;
}

}  // namespace koppel::simulation
