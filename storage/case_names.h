// The records of the directory that a case still needs.

#ifndef KOPPEL_STORAGE_CASE_NAMES_H_
#define KOPPEL_STORAGE_CASE_NAMES_H_

#include <set>
#include <string>

#include "koppel/internal/record.pb.h"

namespace koppel::storage {

// The offerings and teams of offers that wait for an answer or a place, of placements that have not ended, and of
// chosen parts that can yet be sent. While an offering is there its provider is, and while a team is there its members
// are.
std::set<std::string> NamedBy(const koppel::internal::CaseRecord& record);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_CASE_NAMES_H_
