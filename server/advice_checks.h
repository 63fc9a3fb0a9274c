// What a record of an advice must be before it is worked out again: a record that this Koppel could have made.

#ifndef KOPPEL_SERVER_ADVICE_CHECKS_H_
#define KOPPEL_SERVER_ADVICE_CHECKS_H_

#include <string>
#include <vector>

#include "koppel/v1/advice.pb.h"
#include "matcher/rules/vocabulary.h"
#include "server/call.h"
#include "server/errors.h"

namespace koppel::server {

// SHA-256 of the vocabulary, in hexadecimal digits.
std::string DigestOf(const matcher::Vocabulary& vocabulary);

// All that is wrong with the record as such: its shape, its size, moments and revisions that have not been yet. The
// paths begin with "advice". Whether the referral is in order is not looked at.
std::vector<Violation> CheckAdvice(const Call& call, const koppel::v1::AdviceRecord& advice);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_ADVICE_CHECKS_H_
