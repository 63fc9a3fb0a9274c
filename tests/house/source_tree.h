// The files of the project as text, for tests that read the project itself.

#ifndef KOPPEL_TESTS_HOUSE_SOURCE_TREE_H_
#define KOPPEL_TESTS_HOUSE_SOURCE_TREE_H_

#include <string>
#include <string_view>
#include <vector>

namespace koppel::house {

struct SourceFile {
  std::string path;  // From the root of the project, such as "storage/store.h".
  std::string text;
};

// All files below a folder, by path; what is built, and what git keeps for itself, left out.
std::vector<SourceFile> ReadTree(const std::string& root);

bool StartsWith(std::string_view text, std::string_view prefix);
bool EndsWith(std::string_view text, std::string_view suffix);

// Whether a path lies in one of these folders ("storage/") or is one of these files ("server/clock.cc").
bool LiesInOneOf(std::string_view path, const std::vector<std::string_view>& places);

std::vector<std::string> LinesOf(const std::string& text);

}  // namespace koppel::house

#endif  // KOPPEL_TESTS_HOUSE_SOURCE_TREE_H_
