// Why an offering is or is not proposed, and what would change that. Pure, as Match.
//
//   koppel::v1::Explanation why = *Explain(referral, "providers/x/offerings/y", *world, {now, local_now});
//
// Agrees with what Match answers for the same request, world and moment. The referral has been validated.
//
// Thread safety: may be called from any thread.

#ifndef KOPPEL_MATCHER_EXPLAIN_H_
#define KOPPEL_MATCHER_EXPLAIN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "koppel/v1/explanation.pb.h"
#include "koppel/v1/referral.pb.h"
#include "matcher/match.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// Explains these offerings, by name, in the order in which they are named. An offering that is not in the world is left
// out.
std::vector<koppel::v1::Explanation> Explain(const koppel::v1::Referral& referral,
                                             const std::vector<std::string>& offerings, const World& world,
                                             const Moment& now);

// The names of the offerings that serve somebody in the municipality of this area, in order, after `after`, at most
// `limit`.
std::vector<std::string> OfferingsNear(const World& world, std::string_view area, std::string_view after, size_t limit);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_EXPLAIN_H_
