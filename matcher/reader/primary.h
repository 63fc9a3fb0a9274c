// Which domain of a text comes first.

#ifndef KOPPEL_MATCHER_READER_PRIMARY_H_
#define KOPPEL_MATCHER_READER_PRIMARY_H_

#include <vector>

#include "matcher/reader/readings.h"

namespace koppel::matcher {

// The domain of what is asked for; else what the text is mostly about; else what is named first. Only readings that
// count are looked at; UNSPECIFIED when there is none.
koppel::v1::Domain PrimaryDomain(const std::vector<Reading>& readings, const std::vector<Word>& words);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_PRIMARY_H_
