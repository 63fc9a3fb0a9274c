#include "server/import/outcome.h"

#include <algorithm>
#include <set>

#include "base/resource_name.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/rules/compile.h"
#include "server/records.h"
#include "server/validation.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;
using koppel::v1::DirectoryEntry;
using Change = koppel::v1::ImportDirectoryResponse::Change;

// Notes the fields of the record in which two lines differ.
class FieldNoter : public MessageDifferencer::Reporter {
  using Path = std::vector<MessageDifferencer::SpecificField>;

 public:
  void ReportAdded(const Message&, const Message&, const Path& path) override { Note(path); }
  void ReportDeleted(const Message&, const Message&, const Path& path) override { Note(path); }
  void ReportModified(const Message&, const Message&, const Path& path) override { Note(path); }

  const std::set<std::string>& fields() const { return fields_; }

 private:
  // The first step of the path is the kind of record.
  void Note(const Path& path) {
    if (path.size() > 1) fields_.insert(path[1].field->name());
  }

  std::set<std::string> fields_;
};

std::set<std::string> FieldsThatDiffer(const DirectoryEntry& stored, const DirectoryEntry& entry) {
  DirectoryEntry before = stored;
  ClearOutputOnly(before);
  FieldNoter noter;
  MessageDifferencer differencer;
  differencer.ReportDifferencesTo(&noter);
  differencer.Compare(before, entry);
  return noter.fields();
}

Change MakeChange(const std::string& name, Change::Kind kind) {
  Change change;
  change.set_name(name);
  change.set_kind(kind);
  return change;
}

}  // namespace

Outcome::Outcome(const storage::Page& before, const std::vector<Line>& lines, bool replace)
    : before_(before), lines_(lines), replace_(replace) {
  for (const storage::Stored& stored : before.records) old_[stored.name] = &stored.entry;
  if (!replace) after_ = old_;
  for (const Line& line : lines) after_[line.name] = &line.entry;
  for (const auto& [name, entry] : after_) {
    for (const v1::Area& area : entry->area_table().areas()) areas_.insert(area.code());
  }
}

void Outcome::Check(const matcher::Vocabulary& vocabulary, const std::vector<v1::RuleSet>& rule_sets,
                    Problems& problems) const {
  CheckNames(problems);
  for (const Line& line : lines_) CheckLine(line, vocabulary, problems);
  WarnAboutAreas(rule_sets, problems);
}

void Outcome::CheckNames(Problems& problems) const {
  absl::flat_hash_map<std::string, int> first_lines;
  for (const Line& line : lines_) {
    const auto [first, is_new] = first_lines.try_emplace(line.name, line.number);
    if (is_new || line.name.empty()) continue;
    problems.Add(line.number, Shown(line.name), FieldOf(line.entry) + ".name", Sentence::kDoubleRecord,
                 {{"name", Shown(line.name)}, {"line", std::to_string(first->second)}});
  }
}

void Outcome::CheckLine(const Line& line, const matcher::Vocabulary& vocabulary, Problems& problems) const {
  const Known known{.vocabulary = vocabulary,
                    .knows_area = [this](const std::string& code) { return KnowsArea(code); },
                    .exists = [this](const std::string& name) { return after_.contains(name); }};
  Violations violations;
  Validate(line.entry, known, violations);
  const std::string parent = ParentOf(line.name);
  if (!parent.empty() && !after_.contains(parent)) {
    violations.Add(FieldOf(line.entry) + ".name", Sentence::kNoSuchRecord, {{"name", parent}});
  }
  for (const Violation& violation : violations.list()) {
    problems.Add(line.number, Shown(line.name), violation.field, violation.message);
  }
}

void Outcome::WarnAboutAreas(const std::vector<v1::RuleSet>& rule_sets, Problems& problems) const {
  const bool areas_change =
      std::any_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.entry.has_area_table(); });
  if (replace_ || !areas_change) return;
  absl::flat_hash_set<std::string> in_file;
  for (const Line& line : lines_) in_file.insert(line.name);
  for (const storage::Stored& stored : before_.records) {
    if (in_file.contains(stored.name)) continue;
    for (const Text& area : AreasOf(stored.entry)) {
      if (KnowsArea(area.value)) continue;
      problems.Warn(kWholeFile, stored.name, area.field, Sentence::kLeftWithoutArea, {{"code", area.value}});
    }
  }
  // Rules may speak of places the directory never had; only what it had can be left.
  absl::flat_hash_set<std::string> had;
  for (const storage::Stored& stored : before_.records) {
    for (const v1::Area& area : stored.entry.area_table().areas()) had.insert(area.code());
  }
  for (v1::RuleSet rules : rule_sets) {
    // Examples bring areas of their own.
    rules.clear_example_directory();
    rules.clear_examples();
    for (const Text& text : TextsIn(rules, [](const FieldDescriptor&) { return true; })) {
      if (!had.contains(text.value) || KnowsArea(text.value)) continue;
      problems.Warn(kWholeFile, rules.name(), text.field, Sentence::kLeftWithoutArea, {{"code", text.value}});
    }
  }
}

std::vector<std::string> Outcome::Removed() const {
  std::vector<std::string> removed;
  for (const auto& [name, entry] : old_) {
    if (!after_.contains(name)) removed.push_back(name);
  }
  return removed;
}

std::vector<Change> Outcome::Differences() const {
  std::vector<Change> changes;
  for (const auto& [name, entry] : after_) {
    const auto stored = old_.find(name);
    if (stored == old_.end()) {
      changes.push_back(MakeChange(name, Change::ADDED));
    } else if (stored->second != entry) {
      const std::set<std::string> fields = FieldsThatDiffer(*stored->second, *entry);
      if (fields.empty()) continue;
      changes.push_back(MakeChange(name, Change::CHANGED));
      changes.back().mutable_fields()->Add(fields.begin(), fields.end());
    }
  }
  for (const std::string& name : Removed()) changes.push_back(MakeChange(name, Change::REMOVED));
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.name() < b.name(); });
  return changes;
}

}  // namespace koppel::server
