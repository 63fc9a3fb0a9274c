// Tries out other rules over many requests and counts what changes for whom (proefdraaien). Pure.

#ifndef KOPPEL_MATCHER_COMPARE_H_
#define KOPPEL_MATCHER_COMPARE_H_

#include <functional>
#include <optional>
#include <vector>

#include "koppel/v1/referral.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "matcher/match.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// A count under this, and above zero, is left out of the answer, and so is one from which it could be told
// (trial/small_counts.h).
inline constexpr int kSmallCount = 5;

// Matches every request in both worlds, which differ in their rules alone. The referrals have been validated.
//
// A request that had no proposal and now has one is `gained`, the other way round it is `lost`. Of the others a request
// has another first when its first proposal holds other offerings or gives them other roles, or when its first route is
// another one or leads elsewhere. So a request counts in one of the three at most. Sub-topic is that of the first need.
// A dimension of which nothing can be shown is left out.
//
// Nothing when `cancelled` says so; it is asked before each request.
std::optional<koppel::v1::CompareRuleSetsResponse> Compare(
    const std::vector<koppel::v1::Referral>& referrals, const World& base, const World& candidate, const Moment& now,
    const std::function<bool()>& cancelled = [] { return false; });

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_COMPARE_H_
