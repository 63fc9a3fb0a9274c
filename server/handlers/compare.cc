#include "server/handlers/compare.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "matcher/compare.h"
#include "matcher/world/world.h"
#include "server/environment.h"
#include "server/rules/rule_sources.h"

namespace koppel::server {
namespace {

using matcher::RuleLayers;

absl::StatusOr<std::shared_ptr<const RuleLayers>> LayersFrom(const Call& call, const v1::RuleSetSource& source,
                                                             const std::string& field) {
  ASSIGN_OR_RETURN(const v1::RuleSet set, FindRuleSet(call, source, field));
  return LayersWith(call, set);
}

}  // namespace

absl::StatusOr<v1::CompareRuleSetsResponse> CompareRuleSets(Call& call, const v1::CompareRuleSetsRequest& request) {
  ASSIGN_OR_RETURN(auto base, request.has_base() ? LayersFrom(call, request.base(), "base") : LayersNow(call));
  ASSIGN_OR_RETURN(auto candidate, LayersFrom(call, request.candidate(), "candidate"));
  const std::shared_ptr<const Snapshot> snapshot = call.environment.world.Current();
  call.revision = snapshot->revision;
  std::optional<v1::CompareRuleSetsResponse> response = matcher::Compare(
      {request.referrals().begin(), request.referrals().end()}, *matcher::WithRules(*snapshot->world, std::move(base)),
      *matcher::WithRules(*snapshot->world, std::move(candidate)), call.environment.clock.Moment(), call.cancelled);
  if (!response.has_value()) return absl::CancelledError("the caller went away");
  return *std::move(response);
}

}  // namespace koppel::server
