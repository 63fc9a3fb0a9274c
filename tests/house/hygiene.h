// Checks on the state of the repository: words, links, decision pages, what stands at the top.

#ifndef KOPPEL_TESTS_HOUSE_HYGIENE_H_
#define KOPPEL_TESTS_HOUSE_HYGIENE_H_

#include <string>
#include <vector>

#include "tests/house/source_tree.h"

namespace koppel::house {

// Each gives one sentence for each thing that is wrong.

// Work put off, and paths that a clone elsewhere does not have.
std::vector<std::string> FindForbiddenWords(const std::vector<SourceFile>& files);

// Links between pages, and mentions of "docs/x.md" anywhere, that lead to nothing.
std::vector<std::string> FindBrokenLinks(const std::vector<SourceFile>& files);

// Decision pages without one of their headings or not in the list of docs/decisions/README.md; numbers used twice.
std::vector<std::string> FindDecisionProblems(const std::vector<SourceFile>& files);

// Folders at the top that no decision speaks of, and pages that must be there.
std::vector<std::string> FindTopProblems(const std::vector<SourceFile>& files);

}  // namespace koppel::house

#endif  // KOPPEL_TESTS_HOUSE_HYGIENE_H_
