#include "server/rule_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"
#include "matcher/reader/lexicon_merge.h"
#include "matcher/reader/lexicon_patterns.h"
#include "matcher/reader/lexicons.h"
#include "matcher/rules/layers.h"

namespace koppel::server {
namespace {

namespace fs = std::filesystem;

constexpr char kVocabularyFile[] = "vocabulary.textproto";

// Collects what the parser finds, as "file:line:column: message".
class ParseErrors : public google::protobuf::io::ErrorCollector {
 public:
  explicit ParseErrors(std::string file) : file_(std::move(file)) {}

  void AddError(int line, google::protobuf::io::ColumnNumber column, const std::string& message) override {
    lines_.push_back(absl::StrCat(file_, ":", line + 1, ":", column + 1, ": ", message));
  }

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::string file_;
  std::vector<std::string> lines_;
};

absl::Status Refused(const std::vector<std::string>& lines) {
  return absl::FailedPreconditionError(absl::StrJoin(lines, "\n"));
}

// The issues with the file each is in; with `otherwise` where that cannot be told.
absl::Status CheckIssues(const std::vector<matcher::Issue>& issues, const std::map<std::string, std::string>& files,
                         const std::string& otherwise) {
  std::vector<std::string> lines;
  for (const matcher::Issue& issue : issues) {
    const auto file = files.find(issue.set);
    lines.push_back(
        absl::StrCat(file == files.end() ? otherwise : file->second, ": ", issue.path, ": ", issue.message.en()));
  }
  return lines.empty() ? absl::OkStatus() : Refused(lines);
}

template <typename File>
absl::StatusOr<File> ParseFile(const fs::path& path) {
  std::ifstream stream(path);
  if (!stream) return absl::NotFoundError(absl::StrCat("cannot read ", path.string()));
  std::stringstream text;
  text << stream.rdbuf();
  File file;
  ParseErrors errors(path.string());
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  if (!parser.ParseFromString(text.str(), &file)) return Refused(errors.lines());
  return file;
}

absl::StatusOr<std::vector<fs::path>> FindRuleSets(const std::string& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".textproto" && path.filename() != kVocabularyFile) found.push_back(path);
  }
  if (error) return absl::NotFoundError(absl::StrCat("cannot read the folder ", folder, ": ", error.message()));
  if (found.empty()) return absl::NotFoundError(absl::StrCat("the folder ", folder, " holds no rule set *.textproto"));
  std::sort(found.begin(), found.end());
  return found;
}

absl::StatusOr<std::shared_ptr<const matcher::Vocabulary>> LoadVocabulary(const fs::path& path) {
  ASSIGN_OR_RETURN(const v1::Vocabulary file, ParseFile<v1::Vocabulary>(path));
  std::vector<matcher::Issue> issues;
  auto vocabulary = matcher::Vocabulary::Create(file, issues);
  RETURN_IF_ERROR(CheckIssues(issues, {}, path.string()));
  return vocabulary;
}

}  // namespace

absl::StatusOr<RuleBook> LoadRules(const std::string& folder, absl::CivilDay today) {
  RuleBook book;
  ASSIGN_OR_RETURN(book.vocabulary, LoadVocabulary(fs::path(folder) / kVocabularyFile));
  ASSIGN_OR_RETURN(const std::vector<fs::path> paths, FindRuleSets(folder));
  for (const fs::path& path : paths) {
    ASSIGN_OR_RETURN(v1::RuleSet set, ParseFile<v1::RuleSet>(path));
    const auto [other, is_first] = book.files.emplace(set.name(), path.string());
    if (!is_first) return Refused({absl::StrCat(path.string(), ": name: is also that of ", other->second)});
    set.clear_revision();
    book.sets.push_back(std::move(set));
  }
  std::vector<matcher::Issue> issues;
  matcher::RuleLayers::Create(book.sets, book.vocabulary, today, issues);
  RETURN_IF_ERROR(CheckIssues(issues, book.files, folder));
  return book;
}

absl::Status CheckWords(const RuleBook& book) {
  std::vector<matcher::Issue> issues;
  for (const std::string& place : matcher::LexiconPlaces(book.sets)) {
    const auto merged = matcher::MergeLexicons(matcher::LexiconsFor(book.sets, place), issues);
    matcher::ReadPatterns(merged, *book.vocabulary, issues);
  }
  return CheckIssues(issues, book.files, "");
}

}  // namespace koppel::server
