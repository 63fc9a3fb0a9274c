#include "tests/golden/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "tests/matcher/files.h"

namespace koppel::golden {
namespace {

namespace fs = std::filesystem;

const fs::path kRules = KOPPEL_SOURCE_DIR "/matcher/rules";

v1::RuleSet ReadRuleSet(const fs::path& path) {
  const fs::path file = fs::path("matcher/rules") / fs::relative(path, kRules);
  return matcher::FromText<v1::RuleSet>(matcher::ReadProjectFile(file.string()));
}

std::vector<RuleFile> ReadRuleFiles() {
  std::vector<RuleFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRules)) {
    const fs::path& path = entry.path();
    if (path.extension() != ".textproto" || path.filename() == "vocabulary.textproto") continue;
    const std::string folder = path.parent_path().filename().string();
    if (folder == "lexicon") continue;
    files.push_back({folder, path.stem().string(), ReadRuleSet(path)});
  }
  std::sort(files.begin(), files.end(), [](const RuleFile& a, const RuleFile& b) { return a.id < b.id; });
  return files;
}

}  // namespace

const std::vector<RuleFile>& RuleFiles() {
  static const auto* files = new std::vector<RuleFile>(ReadRuleFiles());
  return *files;
}

std::vector<v1::RuleSet> LexiconsOfFiles() {
  std::vector<v1::RuleSet> sets;
  for (const fs::directory_entry& entry : fs::directory_iterator(kRules / "lexicon")) {
    if (entry.path().extension() == ".textproto") sets.push_back(ReadRuleSet(entry.path()));
  }
  return sets;
}

std::vector<v1::RuleSet> RuleSetsOfFiles() {
  std::vector<v1::RuleSet> sets;
  for (const RuleFile& file : RuleFiles()) sets.push_back(file.set);
  return sets;
}

}  // namespace koppel::golden
