// What holds of every reading, whatever the text.

#ifndef KOPPEL_TESTS_READER_CHECK_READING_H_
#define KOPPEL_TESTS_READER_CHECK_READING_H_

#include <string>
#include <string_view>

#include "matcher/classify.h"

namespace koppel::matcher {

// What is wrong with the reading of a text: a place outside it or within a character, needs that do not fit the
// domains, a missing question. Empty when all is well.
std::string ProblemOfReading(std::string_view text, const koppel::v1::Classification& read);

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_READER_CHECK_READING_H_
