#include "server/handlers/matching.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "matcher/advice.h"
#include "matcher/explain.h"
#include "matcher/match.h"
#include "server/advice_checks.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

// How many offerings are explained between two looks at whether the caller is still there.
constexpr size_t kExplainedAtOnce = 50;

// What counts at this moment. Just after midnight the rules of the new day are waited for, so that an advice is worked
// out again by the rules it was given by.
std::shared_ptr<const Snapshot> SnapshotAt(const Call& call, const matcher::Moment& now) {
  return call.environment.world.CurrentOn(absl::CivilDay(now.local), std::min(call.deadline, now.time + kNewDayWait));
}

// Explains these offerings as far as they fit in one message; true when all did.
absl::StatusOr<bool> ExplainAll(const Call& call, const v1::Referral& referral, const matcher::World& world,
                                const std::vector<std::string>& offerings, const matcher::Moment& now,
                                v1::ExplainMatchResponse& response) {
  size_t bytes = 0;
  for (size_t begin = 0; begin < offerings.size(); begin += kExplainedAtOnce) {
    if (call.cancelled()) return absl::CancelledError("the caller went away");
    const auto first = offerings.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(kExplainedAtOnce, offerings.size() - begin));
    for (v1::Explanation& explanation : matcher::Explain(referral, {first, last}, world, now)) {
      bytes += explanation.ByteSizeLong();
      if (bytes > kMaxPageBytes && !response.explanations().empty()) return false;
      *response.add_explanations() = std::move(explanation);
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<v1::MatchResponse> Match(Call& call, const v1::MatchRequest& request) {
  const matcher::Moment now = call.environment.clock.Moment();
  const std::shared_ptr<const Snapshot> snapshot = SnapshotAt(call, now);
  const int asked = request.max_proposals() == 0 ? kDefaultProposals : request.max_proposals();
  const int count = std::min(asked, kMaxProposals);
  call.revision = snapshot->revision;
  v1::MatchResponse answer = matcher::Match(request.referral(), *snapshot->world, now, count);
  if (request.with_advice()) {
    const std::string digest = DigestOf(*call.environment.book.vocabulary);
    *answer.mutable_advice() = matcher::RecordAdvice(request.referral(), count, answer, *snapshot->world, digest);
  }
  return answer;
}

absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(Call& call, const v1::ExplainMatchRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  const matcher::Moment now = call.environment.clock.Moment();
  const std::shared_ptr<const Snapshot> snapshot = SnapshotAt(call, now);
  call.revision = snapshot->revision;
  const size_t size = request.candidate().empty() ? static_cast<size_t>(wanted.size) : 1;
  const std::string after = wanted.from.has_value() ? wanted.from->last_key() : "";
  std::vector<std::string> offerings = {request.candidate()};
  if (request.candidate().empty()) {
    offerings = matcher::OfferingsNear(*snapshot->world, request.referral().area(), after, size + 1);
  }
  const bool more = offerings.size() > size;
  offerings.resize(std::min(size, offerings.size()));

  v1::ExplainMatchResponse response;
  ASSIGN_OR_RETURN(const bool all, ExplainAll(call, request.referral(), *snapshot->world, offerings, now, response));
  if (response.explanations().empty() && !request.candidate().empty()) return NotFound(request.candidate());
  if (more || !all) {
    const std::string& last = response.explanations(response.explanations_size() - 1).offering();
    response.set_next_page_token(wanted.Next(last, 0, snapshot->revision.value));
  }
  response.set_revision(matcher::RevisionOf(*snapshot->world).value);
  return response;
}

}  // namespace koppel::server
