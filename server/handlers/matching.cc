#include "server/handlers/matching.h"

#include <algorithm>
#include <memory>

#include "matcher/match.h"
#include "server/environment.h"
#include "server/limits.h"

namespace koppel::server {

absl::StatusOr<v1::MatchResponse> Match(Call& call, const v1::MatchRequest& request) {
  const std::shared_ptr<const Snapshot> snapshot = call.environment.world.Current();
  const int asked = request.max_proposals() == 0 ? kDefaultProposals : request.max_proposals();
  call.revision = snapshot->revision;
  return matcher::Match(request.referral(), *snapshot->world, call.environment.clock.Moment(),
                        std::min(asked, kMaxProposals));
}

}  // namespace koppel::server
