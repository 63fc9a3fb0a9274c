// An answer as text, to be read and compared.

#ifndef KOPPEL_TESTS_GOLDEN_ANSWER_TEXT_H_
#define KOPPEL_TESTS_GOLDEN_ANSWER_TEXT_H_

#include <string>

#include "koppel/v1/explanation.pb.h"
#include "koppel/v1/matching_service.pb.h"

namespace koppel::golden {

// Everything a person sees of an answer, in Dutch, with the ids of the rules: whom to call first, the proposals with
// their parts, reasons, questions and points, what does not fit now, and what to know. No revisions and no times.
std::string TextOf(const koppel::v1::MatchResponse& answer);

// Why one offering is or is not proposed: the conditions that apply to it, with what was compared, and the change that
// would let it lead.
std::string TextOf(const koppel::v1::Explanation& explanation);

// The lines that differ, each with "-" for what was wanted and "+" for what came, among their neighbours. Empty when
// the texts are equal.
std::string DiffOf(const std::string& wanted, const std::string& found);

}  // namespace koppel::golden

#endif  // KOPPEL_TESTS_GOLDEN_ANSWER_TEXT_H_
