// Which domain of a text comes first.

#ifndef KOPPEL_MATCHER_READER_PRIMARY_H_
#define KOPPEL_MATCHER_READER_PRIMARY_H_

#include <vector>

#include "matcher/reader/readings.h"
#include "matcher/reader/signs.h"

namespace koppel::matcher {

// Of `domains`, those that count, the one of what is asked for; else what the text is mostly about; else what is named
// first: by the readings that count, by the signs of the text, and by those of the sentences that ask. UNSPECIFIED when
// no domain counts.
koppel::v1::Domain PrimaryDomain(const std::vector<Reading>& readings, const std::vector<Word>& words,
                                 const SignWeights& signs, const SignWeights& asking,
                                 const google::protobuf::RepeatedField<int>& domains);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_PRIMARY_H_
