// Brings the rule sets that come with the program into the store.

#ifndef KOPPEL_SERVER_RULES_INSTALLATION_H_
#define KOPPEL_SERVER_RULES_INSTALLATION_H_

#include "absl/status/status.h"
#include "server/clock.h"
#include "server/rule_files.h"
#include "storage/rule_sets.h"

namespace koppel::server {

// Stores every set of the book that the store does not have, and the new version of every set that nobody changed since
// Koppel last stored it, and activates them from today, all in the last commit: what does not fit in one is stored in
// those before it, and when that breaks off the next call goes on. What somebody changed stays; the log says where the
// program comes with something else. Of the lexicons nothing is stored, and the log says why, when the new versions
// cannot count together with what is there; of the other sets likewise, each apart. Call it before the World is loaded;
// calling it again changes nothing.
//
// Errors are those of storage::RuleSets, ABORTED where somebody changes rules at the same time.
absl::Status InstallRules(storage::RuleSets& rule_sets, const RuleBook& book, const Clock& clock);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_RULES_INSTALLATION_H_
