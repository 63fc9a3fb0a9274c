// Checks the manners of the API: comments, names, paging, request ids, stable numbers.

#ifndef KOPPEL_TESTS_HOUSE_API_LINT_H_
#define KOPPEL_TESTS_HOUSE_API_LINT_H_

#include <map>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace koppel::house {

using Files = std::vector<const google::protobuf::FileDescriptor*>;

// One sentence for each thing that is against the manners, such as "koppel.v1.Team.title has no comment".
// The files must have been parsed with their comments.
std::vector<std::string> LintApi(const Files& files);

// The numbers of all fields and enum values, by full name.
using Numbers = std::map<std::string, int>;
Numbers NumbersOf(const Files& files);

// "koppel.v1.Team.title=2", one a line.
std::string FormatNumbers(const Numbers& numbers);
Numbers ParseNumbers(const std::string& text);

// What differs: a number that changed, an element that is gone, one that is new.
std::vector<std::string> CompareNumbers(const Numbers& stored, const Numbers& now);

}  // namespace koppel::house

#endif  // KOPPEL_TESTS_HOUSE_API_LINT_H_
