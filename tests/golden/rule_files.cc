#include "tests/golden/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "tests/matcher/files.h"

namespace koppel::golden {
namespace {

namespace fs = std::filesystem;

std::vector<RuleFile> ReadRuleFiles() {
  std::vector<RuleFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(KOPPEL_SOURCE_DIR "/matcher/rules")) {
    const fs::path& path = entry.path();
    if (path.extension() != ".textproto" || path.filename() == "vocabulary.textproto") continue;
    const std::string folder = path.parent_path().filename().string();
    const std::string file = absl::StrCat("matcher/rules/", folder, "/", path.filename().string());
    files.push_back({folder, path.stem().string(), matcher::FromText<v1::RuleSet>(matcher::ReadProjectFile(file))});
  }
  std::sort(files.begin(), files.end(), [](const RuleFile& a, const RuleFile& b) { return a.id < b.id; });
  return files;
}

}  // namespace

const std::vector<RuleFile>& RuleFiles() {
  static const auto* files = new std::vector<RuleFile>(ReadRuleFiles());
  return *files;
}

std::vector<v1::RuleSet> RuleSetsOfFiles() {
  std::vector<v1::RuleSet> sets;
  for (const RuleFile& file : RuleFiles()) sets.push_back(file.set);
  return sets;
}

}  // namespace koppel::golden
