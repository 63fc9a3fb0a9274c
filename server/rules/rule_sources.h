// Rule sets that a call speaks of: stored ones by name, or one that is handed in; and the rules they make together with
// all others.
//
//   ASSIGN_OR_RETURN(v1::RuleSet candidate, FindRuleSet(call, request.candidate(), "candidate"));
//   ASSIGN_OR_RETURN(auto layers, LayersWith(call, candidate));
//   auto world = matcher::WithRules(*snapshot->world, layers);

#ifndef KOPPEL_SERVER_RULES_RULE_SOURCES_H_
#define KOPPEL_SERVER_RULES_RULE_SOURCES_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/layers.h"
#include "server/call.h"

namespace koppel::server {

// The set that is meant: the one handed in as it is; for a name the active revision, or the revision that is named.
// NOT_FOUND with the name when there is none; INVALID_ARGUMENT INVALID_FIELDS when neither is given or the name is
// none. `field` is where the source stands in the request, such as "candidate".
absl::StatusOr<v1::RuleSet> FindRuleSet(const Call& call, const v1::RuleSetSource& source, const std::string& field);

// The rules as they count today.
absl::StatusOr<std::shared_ptr<const matcher::RuleLayers>> LayersNow(const Call& call);

// The rules as they would count today with this set in the place of the active one of its name; all other active sets
// stay. INVALID_ARGUMENT RULES_REFUSED with every problem. Examples are not run.
absl::StatusOr<std::shared_ptr<const matcher::RuleLayers>> LayersWith(const Call& call, const v1::RuleSet& set);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_RULE_SOURCES_H_
