#include "storage/case_names.h"

#include <algorithm>
#include <utility>

#include "absl/time/time.h"
#include "base/resource_name.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::CaseRecord;
using koppel::v1::Choice;
using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::Referral;

bool IsOpen(const Offer& offer) {
  return offer.state() == Offer::PENDING || offer.state() == Offer::QUESTIONED || offer.state() == Offer::INTAKE ||
         offer.state() == Offer::ON_WAITING_LIST;
}

bool MaySend(const Referral& referral) {
  return referral.state() == Referral::SUBMITTED || referral.state() == Referral::OFFERED ||
         referral.state() == Referral::STARTED;
}

// What was recalled may be sent again.
bool WasSent(const CaseRecord& record, const Choice::ChosenPart& part) {
  const absl::Time chosen = FromTimestamp(record.referral().choice().record_time());
  return std::any_of(record.offers().begin(), record.offers().end(), [&](const Offer& offer) {
    return offer.role() == part.role() && offer.offering() == part.offering() && offer.state() != Offer::RECALLED &&
           FromTimestamp(offer.send_time()) >= chosen;
  });
}

class Names {
 public:
  void Add(const std::string& name) {
    if (IsNameIn("offerings", name) || IsNameIn("teams", name)) names_.insert(name);
  }

  // On a request that changed since, nothing is sent any more.
  void AddChoice(const CaseRecord& record) {
    const auto chosen = FromTimestamp(record.referral().choice().record_time());
    if (FromTimestamp(record.content_time()) > chosen) return;
    for (const Choice::ChosenPart& part : record.referral().choice().parts()) {
      if (WasSent(record, part)) continue;
      Add(part.offering());
      if (part.role() == koppel::v1::Part::LEAD) Add(record.referral().choice().team());
    }
  }

  // With the team that answers for it.
  void AddPlacement(const CaseRecord& record, const Placement& placement) {
    Add(placement.offering());
    for (const Offer& offer : record.offers()) {
      if (NumberOf(offer.name()) == NumberOf(placement.name())) Add(offer.party());
    }
  }

  std::set<std::string> Take() { return std::move(names_); }

 private:
  std::set<std::string> names_;
};

}  // namespace

std::set<std::string> NamedBy(const CaseRecord& record) {
  Names names;
  for (const Offer& offer : record.offers()) {
    if (!IsOpen(offer)) continue;
    names.Add(offer.offering());
    names.Add(offer.party());
  }
  for (const Placement& placement : record.placements()) {
    if (placement.state() != Placement::ENDED) names.AddPlacement(record, placement);
  }
  if (MaySend(record.referral())) names.AddChoice(record);
  return names.Take();
}

}  // namespace koppel::storage
