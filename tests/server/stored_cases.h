// Cases put where they belong, past all steps and checks.

#ifndef KOPPEL_TESTS_SERVER_STORED_CASES_H_
#define KOPPEL_TESTS_SERVER_STORED_CASES_H_

#include <string>
#include <vector>

#include "tests/server/testing.h"

namespace koppel::server {

inline constexpr char kAlmereAdvisers[] = "municipalities/GM0034";

// The name of a case of Almere.
inline std::string CaseName(const std::string& id) { return std::string(kAlmereAdvisers) + "/referrals/" + id; }

// Stores a case in the place of what was there. `text` holds what comes besides the name; "CASE" in it stands for the
// name.
inline storage::StoredCase PutCase(House& house, const std::string& name, std::string text,
                                   std::vector<internal::NoticeRecord> notices = {}) {
  for (size_t at = text.find("CASE"); at != std::string::npos; at = text.find("CASE", at)) text.replace(at, 4, name);
  storage::CaseChange change;
  change.record = Parse<internal::CaseRecord>(text);
  change.record.mutable_referral()->set_name(name);
  change.notices = std::move(notices);
  const auto current = house.cases().Get(name);
  if (current.ok()) change.expected = current->revision;
  absl::StatusOr<storage::StoredCase> stored = house.cases().Apply(change);
  EXPECT_TRUE(stored.ok()) << stored.status();
  return *stored;
}

}  // namespace koppel::server

#endif  // KOPPEL_TESTS_SERVER_STORED_CASES_H_
