// Checks the examples that stand in rule sets, before they are run.

#ifndef KOPPEL_MATCHER_RULES_EXAMPLE_CHECKS_H_
#define KOPPEL_MATCHER_RULES_EXAMPLE_CHECKS_H_

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// In `Example.routes` and `Example.first`: none is expected.
inline constexpr std::string_view kNoneExpected = "-";

// The municipality an area lies in by the digits of its code: "GM0034" for "BU00340202". Empty when it has none.
std::string MunicipalityCodeOf(std::string_view area);

// The record of an entry; null when it holds none.
const google::protobuf::Message* RecordOf(const koppel::v1::DirectoryEntry& entry);

// The name of its record; empty when it has none.
std::string NameOf(const koppel::v1::DirectoryEntry& entry);

// Reports what is wrong in the examples and the example directory of one set, looked at on its own: ids, moments,
// requests without area or needs, codes and names that cannot be.
void CheckExamples(const koppel::v1::RuleSet& set, const Vocabulary& vocabulary, std::vector<Issue>& issues);

// Reports the offerings, routes and conditions that examples name and that are not in their set nor in those it builds
// on, and areas where the set does not count.
void CheckExampleReferences(const std::vector<koppel::v1::RuleSet>& sets, std::vector<Issue>& issues);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_EXAMPLE_CHECKS_H_
