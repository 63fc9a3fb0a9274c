#include "server/rule_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"

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

absl::Status CheckIssues(const std::string& file, const std::vector<matcher::Issue>& issues) {
  std::vector<std::string> lines;
  for (const matcher::Issue& issue : issues) lines.push_back(absl::StrCat(file, ": ", issue.path, ": ", issue.message));
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

absl::StatusOr<fs::path> FindRuleSet(const std::string& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".textproto" && path.filename() != kVocabularyFile) found.push_back(path);
  }
  if (error) return absl::NotFoundError(absl::StrCat("cannot read the folder ", folder, ": ", error.message()));
  if (found.size() == 1) return found.front();
  return absl::NotFoundError(
      absl::StrCat("the folder ", folder, " must hold one rule set *.textproto and holds ", found.size()));
}

absl::StatusOr<std::shared_ptr<const matcher::Vocabulary>> LoadVocabulary(const fs::path& path) {
  ASSIGN_OR_RETURN(const v1::Vocabulary file, ParseFile<v1::Vocabulary>(path));
  std::vector<matcher::Issue> issues;
  auto vocabulary = matcher::Vocabulary::Create(file, issues);
  RETURN_IF_ERROR(CheckIssues(path.string(), issues));
  return vocabulary;
}

}  // namespace

absl::StatusOr<RuleBook> LoadRules(const std::string& folder) {
  RuleBook book;
  ASSIGN_OR_RETURN(book.vocabulary, LoadVocabulary(fs::path(folder) / kVocabularyFile));
  ASSIGN_OR_RETURN(const fs::path path, FindRuleSet(folder));
  ASSIGN_OR_RETURN(const v1::RuleSet file, ParseFile<v1::RuleSet>(path));
  std::vector<matcher::Issue> issues;
  book.rules = matcher::CompileRules(file, book.vocabulary, issues);
  RETURN_IF_ERROR(CheckIssues(path.string(), issues));
  return book;
}

}  // namespace koppel::server
