#include "matcher/compare.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "matcher/trial/fairness.h"
#include "matcher/trial/small_counts.h"
#include "matcher/trial/tally.h"

namespace koppel::matcher {
namespace {

using Response = v1::CompareRuleSetsResponse;

// What comes first for a request.
struct First {
  std::string proposal;  // Empty: none.
  std::string route;     // Empty: none.
};

First FirstOf(const v1::Referral& referral, const World& world, const Moment& now) {
  const v1::MatchResponse answer = Match(referral, world, now, 1);
  First first;
  if (!answer.proposals().empty()) {
    for (const v1::Part& part : answer.proposals(0).parts()) {
      absl::StrAppend(&first.proposal, v1::Part::Role_Name(part.role()), " ", part.offering(), "\n");
    }
  }
  if (!answer.escalations().empty()) {
    const v1::Escalation& escalation = answer.escalations(0);
    first.route = absl::StrCat(escalation.route(), "\n", escalation.offering(), "\n", escalation.phone());
  }
  return first;
}

Count OutcomeOf(const First& before, const First& after) {
  if (before.proposal.empty() != after.proposal.empty()) return before.proposal.empty() ? kGained : kLost;
  return before.proposal == after.proposal && before.route == after.route ? kRequests : kOtherFirst;
}

void Write(const TallyRow& row, Response::Counts& counts) {
  if (!row.hidden[kRequests]) counts.set_requests(row.counts[kRequests]);
  if (!row.hidden[kOtherFirst]) counts.set_other_first(row.counts[kOtherFirst]);
  if (!row.hidden[kGained]) counts.set_gained(row.counts[kGained]);
  if (!row.hidden[kLost]) counts.set_lost(row.counts[kLost]);
}

Response ResponseOf(const Tally& tally) {
  Response response;
  Write(tally.total, *response.mutable_total());
  for (const TallyRow& row : tally.groups) {
    if (!ShowsDimension(tally, row.dimension)) continue;
    Response::Group& group = *response.add_groups();
    group.set_dimension(row.dimension);
    group.set_value(row.value);
    *group.mutable_title() = row.title;
    Write(row, *group.mutable_counts());
  }
  *response.mutable_fairness() = FairnessOf(response);
  return response;
}

}  // namespace

std::optional<Response> Compare(const std::vector<v1::Referral>& referrals, const World& base, const World& candidate,
                                const Moment& now, const std::function<bool()>& cancelled) {
  Tallier tallier(base);
  for (const v1::Referral& referral : referrals) {
    if (cancelled()) return std::nullopt;
    tallier.Add(referral, OutcomeOf(FirstOf(referral, base, now), FirstOf(referral, candidate, now)));
  }
  Tally tally = tallier.Take();
  HideSmallCounts(tally);
  return ResponseOf(tally);
}

}  // namespace koppel::matcher
