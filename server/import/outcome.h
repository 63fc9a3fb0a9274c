// What an import would make of the directory: checked before it happens.

#ifndef KOPPEL_SERVER_IMPORT_OUTCOME_H_
#define KOPPEL_SERVER_IMPORT_OUTCOME_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/vocabulary.h"
#include "server/import/directory_file.h"
#include "storage/directory.h"

namespace koppel::server {

// The directory as it is, the lines of a file, and what comes of them together. Refers to both; they must outlive it.
class Outcome {
 public:
  // `replace`: what is not in the file goes away.
  Outcome(const storage::Page& before, const std::vector<Line>& lines, bool replace);

  // Checks every line: fields and codes, names that occur twice, references to what will not be there. Warns of what
  // is left without a known area when the file changes areas, also of the active rule sets.
  void Check(const matcher::Vocabulary& vocabulary, const std::vector<koppel::v1::RuleSet>& rule_sets,
             Problems& problems) const;

  // The names of what goes away, in no order.
  std::vector<std::string> Removed() const;

  // The differences, by name.
  std::vector<koppel::v1::ImportDirectoryResponse::Change> Differences() const;

 private:
  void CheckLine(const Line& line, const matcher::Vocabulary& vocabulary, Problems& problems) const;
  void CheckNames(Problems& problems) const;
  void WarnAboutAreas(const std::vector<koppel::v1::RuleSet>& rule_sets, Problems& problems) const;
  bool KnowsArea(const std::string& code) const { return areas_.empty() || areas_.contains(code); }

  const storage::Page& before_;
  const std::vector<Line>& lines_;
  const bool replace_;
  absl::flat_hash_map<std::string, const koppel::v1::DirectoryEntry*> old_;    // By name.
  absl::flat_hash_map<std::string, const koppel::v1::DirectoryEntry*> after_;  // By name.
  absl::flat_hash_set<std::string> areas_;                                     // Codes in the tables of `after_`.
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_IMPORT_OUTCOME_H_
