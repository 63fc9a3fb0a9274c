// Tries all small changes of one candidate, one after the other, in the records.

#ifndef KOPPEL_TESTS_MATCHER_BRUTE_FORCE_H_
#define KOPPEL_TESTS_MATCHER_BRUTE_FORCE_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/matcher/record_edits.h"

namespace koppel::oracle {

// The first set of at most `max_fields` changes after which the oracle lets the offering lead; nothing when there is
// none. Every age is tried for one change alone, and fewer for more.
std::optional<std::vector<RecordEdit>> FindSmallChange(const Question& question, const std::string& offering,
                                                       size_t max_fields);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_BRUTE_FORCE_H_
