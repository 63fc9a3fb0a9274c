// What a case is judged by, gathered from the store before each step: calendar, procedure and reasons of the rules,
// agreements with those it is sent to, teams, and how much room there is.

#ifndef KOPPEL_SERVER_CASES_SETTING_H_
#define KOPPEL_SERVER_CASES_SETTING_H_

#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "base/types.h"
#include "google/protobuf/message.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/rules.pb.h"
#include "server/environment.h"
#include "server/snapshot.h"
#include "server/workflow/case.h"
#include "server/workflow/setting.h"

namespace koppel::server {

struct Gathered {
  workflow::Setting setting;
  std::map<std::string, Revision> capacity_revisions;  // By offering, of those in `setting.capacities`.
  std::map<std::string, Revision> record_revisions;    // By name, of the offerings and teams there are.
};

// The rules that count for residents of the municipality of a case, all layers merged.
const v1::RuleSet& RulesFor(const Snapshot& snapshot, const std::string& municipality);

// For the case and for what `request` names besides (null: nothing). Judged by the store, never by the World; what is
// named and does not exist is left out.
absl::StatusOr<Gathered> GatherSetting(const Environment& environment, const Snapshot& snapshot,
                                       const workflow::Case& record, const google::protobuf::Message* request);

// What was agreed with "providers/x" or "teams/x": what a team agreed goes before what a provider agreed, and that
// before the rules (of the team where it has its own, else of the municipality), step by step.
absl::StatusOr<workflow::Agreed> AgreedFor(const Environment& environment, const Snapshot& snapshot,
                                           const std::string& municipality, v1::Urgency urgency,
                                           const std::string& party);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_SETTING_H_
