// The oracle's own way to lay rule sets over each other, by docs/rules.md.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_LAYERS_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_LAYERS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::oracle {

// The rules on `today` for residents of the municipality: the national set under those of `overlays` that count there.
v1::RuleSet RulesIn(const std::string& municipality, const v1::RuleSet& national,
                    const std::vector<v1::RuleSet>& overlays, absl::CivilDay today);

// The same for what a team offers, by the name of the team; only teams with a set of their own there.
std::map<std::string, v1::RuleSet> TeamRulesIn(const std::string& municipality, const v1::RuleSet& national,
                                               const std::vector<v1::RuleSet>& overlays, absl::CivilDay today);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_LAYERS_H_
