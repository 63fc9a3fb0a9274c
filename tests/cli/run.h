// Runs command lines within the test.

#ifndef KOPPEL_TESTS_CLI_RUN_H_
#define KOPPEL_TESTS_CLI_RUN_H_

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"

namespace koppel::testing {

struct Ran {
  int exit_code = 0;
  std::string out;
  std::string err;
};

struct World {
  std::map<std::string, std::string> environment = {};
  std::string in = {};
  bool out_is_terminal = false;
  bool in_is_terminal = false;
};

// The clock stands still and waiting takes no time; request ids are "id-1", "id-2" and so on within one run.
Ran RunKoppel(const std::vector<std::string>& words, const World& world = {});

// Some line of the text holds all of these, in this order.
MATCHER_P(HasLineWith, parts, "") {
  size_t start = 0;
  while (start < arg.size()) {
    const size_t end = std::min(arg.find('\n', start), arg.size());
    const std::string line = arg.substr(start, end - start);
    size_t at = 0;
    for (const std::string& part : std::vector<std::string>(parts)) {
      at = line.find(part, at);
      if (at == std::string::npos) break;
      at += part.size();
    }
    if (at != std::string::npos) return true;
    start = end + 1;
  }
  return false;
}

using Parts = std::vector<std::string>;

int LineCount(const std::string& text);

// Writes a file in a folder of the test's own and gives its path.
std::string WriteFile(const std::string& name, const std::string& text);
std::string ReadWholeFile(const std::string& path);

}  // namespace koppel::testing

#endif  // KOPPEL_TESTS_CLI_RUN_H_
