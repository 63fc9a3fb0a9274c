#include "tests/house/hygiene.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string_view>

namespace koppel::house {
namespace {

bool Has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Calls `visit` with each match of `pattern` and where it stands.
template <typename Visit>
void ForEachMatch(const SourceFile& file, const std::regex& pattern, Visit visit) {
  int number = 0;
  for (const std::string& line : LinesOf(file.text)) {
    const std::string where = file.path + ":" + std::to_string(++number);
    for (std::sregex_iterator it(line.begin(), line.end(), pattern), end; it != end; ++it) visit(where, *it);
  }
}

// Whether a path is a file, or a folder with files.
bool Exists(const std::set<std::string>& paths, std::string path) {
  if (EndsWith(path, "/")) path.pop_back();
  if (path.empty() || path == "." || paths.count(path) > 0) return true;
  const auto next = paths.lower_bound(path + "/");
  return next != paths.end() && StartsWith(*next, path + "/");
}

std::set<std::string> PathsOf(const std::vector<SourceFile>& files) {
  std::set<std::string> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  return paths;
}

// Where a link of a page leads to; empty when it leads out of the project or within the page.
std::string TargetOf(const SourceFile& page, std::string link) {
  link = link.substr(0, link.find('#'));
  if (link.empty() || Has(link, "://") || StartsWith(link, "mailto:")) return "";
  return (std::filesystem::path(page.path).parent_path() / link).lexically_normal().generic_string();
}

bool IsDecisionPage(const std::string& path) {
  static const std::regex kPage(R"(docs/decisions/\d{4}-[a-z0-9-]+\.md)");
  return std::regex_match(path, kPage);
}

}  // namespace

std::vector<std::string> FindForbiddenWords(const std::vector<SourceFile>& files) {
  // Written so that this file does not hold them itself.
  static const std::regex kWords(
      "\\bTO"
      "DO\\b|\\bFIX"
      "ME\\b|\\bX"
      "XX\\b|(^|[^\\w.])/wo"
      "rk/|\\.\\./sha"
      "red\\b");
  std::vector<std::string> problems;
  for (const SourceFile& file : files) {
    if (EndsWith(file.path, ".jsonl") || EndsWith(file.path, ".csv")) continue;
    ForEachMatch(file, kWords, [&](const std::string& where, const std::smatch& match) {
      problems.push_back(where + " says '" + match.str() + "'");
    });
  }
  return problems;
}

std::vector<std::string> FindBrokenLinks(const std::vector<SourceFile>& files) {
  static const std::regex kLink(R"(\]\(([^)\s]+)\))");
  static const std::regex kMention(R"(\bdocs/[\w/-]+\.md\b)");
  const std::set<std::string> paths = PathsOf(files);
  std::vector<std::string> problems;
  for (const SourceFile& file : files) {
    if (StartsWith(file.path, "tests/house/")) continue;
    if (EndsWith(file.path, ".md")) {
      ForEachMatch(file, kLink, [&](const std::string& where, const std::smatch& match) {
        if (!Exists(paths, TargetOf(file, match[1]))) problems.push_back(where + " links to " + match[1].str());
      });
    }
    ForEachMatch(file, kMention, [&](const std::string& where, const std::smatch& match) {
      if (paths.count(match.str()) == 0) problems.push_back(where + " speaks of " + match.str());
    });
  }
  return problems;
}

std::vector<std::string> FindDecisionProblems(const std::vector<SourceFile>& files) {
  std::string list;
  for (const SourceFile& file : files) {
    if (file.path == "docs/decisions/README.md") list = file.text;
  }
  std::vector<std::string> problems;
  std::set<std::string> numbers;
  for (const SourceFile& page : files) {
    if (!IsDecisionPage(page.path)) continue;
    const std::string name = page.path.substr(std::string_view("docs/decisions/").size());
    if (!StartsWith(page.text, "# ")) problems.push_back(page.path + " does not start with a title");
    for (const char* heading : {"Status", "Context", "Decision", "Consequences"}) {
      if (!Has(page.text, std::string("\n## ") + heading + "\n")) {
        problems.push_back(page.path + " has no heading '" + heading + "'");
      }
    }
    if (!Has(list, "(" + name + ")")) problems.push_back("docs/decisions/README.md does not list " + name);
    if (!numbers.insert(name.substr(0, 4)).second) problems.push_back(page.path + " has a number that is taken");
  }
  return problems;
}

std::vector<std::string> FindTopProblems(const std::vector<SourceFile>& files) {
  static const std::set<std::string> kFolders = {"proto",   "base",  "server", "matcher", "storage",
                                                 "clients", "tests", "docs",   ".ci"};
  std::vector<std::string> problems;
  std::set<std::string> strangers;
  for (const SourceFile& file : files) {
    const size_t slash = file.path.find('/');
    if (slash != std::string::npos && kFolders.count(file.path.substr(0, slash)) == 0) {
      strangers.insert(file.path.substr(0, slash));
    }
  }
  for (const std::string& folder : strangers) problems.push_back("no decision speaks of a folder " + folder);
  const std::set<std::string> paths = PathsOf(files);
  for (const char* page : {"README.md", "LICENSE", "CONTRIBUTING.md", "publiccode.yml", "demo", "check", ".ci/run",
                           "docs/architecture.md", "docs/glossary.md", "docs/decisions/README.md"}) {
    if (paths.count(page) == 0) problems.push_back(std::string("there is no ") + page);
  }
  return problems;
}

}  // namespace koppel::house
