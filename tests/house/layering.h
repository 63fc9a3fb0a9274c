// Checks which room uses which, by `#include` lines, by the words of the code and by what CMake links.

#ifndef KOPPEL_TESTS_HOUSE_LAYERING_H_
#define KOPPEL_TESTS_HOUSE_LAYERING_H_

#include <string>
#include <vector>

#include "tests/house/source_tree.h"

namespace koppel::house {

// One sentence for each thing that is not allowed, such as
// "storage/x.cc:3 includes server/y.h: storage may not use server". docs/architecture.md tells the same to people.
std::vector<std::string> FindLayeringProblems(const std::vector<SourceFile>& files);

}  // namespace koppel::house

#endif  // KOPPEL_TESTS_HOUSE_LAYERING_H_
