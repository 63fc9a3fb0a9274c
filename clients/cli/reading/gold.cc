#include "clients/cli/reading/gold.h"

#include <algorithm>
#include <string>
#include <utility>

#include "clients/cli/reading/text_lines.h"
#include "clients/cli/reading/words.h"
#include "clients/cli/texts.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using google::protobuf::Value;

// Reads the labels of one line; what is wrong goes to the problems.
class LabelReader {
 public:
  LabelReader(const TextLine& line, std::vector<FileProblem>& problems) : line_(line), problems_(problems) {}

  Labels Read() {
    Labels labels;
    ReadDomains(labels);
    ReadPrimary(labels);
    ReadUrgent(labels);
    return labels;
  }

 private:
  void Refuse(const std::string& field, Text text) { problems_.push_back(ProblemAt(line_.line, field, Say(text))); }

  // Null, with a problem, when the line does not have the field.
  const Value* Field(const std::string& name) {
    const auto found = line_.fields.fields().find(name);
    if (found != line_.fields.fields().end()) return &found->second;
    Refuse(name, Text::kFieldMissing);
    return nullptr;
  }

  void ReadDomains(Labels& labels) {
    const Value* list = Field("domains");
    if (list == nullptr) return;
    if (!list->has_list_value()) return Refuse("domains", Text::kFieldNotDomains);
    for (const Value& word : list->list_value().values()) {
      const auto domain = DomainOfWord(word.string_value());
      if (!domain.has_value()) return Refuse("domains", Text::kFieldNotDomains);
      labels.domains.Add(*domain);
    }
    std::sort(labels.domains.begin(), labels.domains.end());
    labels.domains.erase(std::unique(labels.domains.begin(), labels.domains.end()), labels.domains.end());
  }

  void ReadPrimary(Labels& labels) {
    const Value* word = Field("primary");
    if (word == nullptr) return;
    const auto& domains = labels.domains;
    if (word->has_null_value() && domains.empty()) return;
    const auto domain = DomainOfWord(word->string_value());
    if (!domain.has_value() || std::find(domains.begin(), domains.end(), *domain) == domains.end()) {
      return Refuse("primary", Text::kFieldNotPrimary);
    }
    labels.primary = *domain;
  }

  void ReadUrgent(Labels& labels) {
    const Value* urgent = Field("urgent");
    if (urgent == nullptr) return;
    if (urgent->kind_case() != Value::kBoolValue) return Refuse("urgent", Text::kFieldNotBool);
    labels.urgent = urgent->bool_value();
  }

  const TextLine& line_;
  std::vector<FileProblem>& problems_;
};

}  // namespace

Gold ReadGold(std::istream& in) {
  Gold gold;
  TextLines lines(in);
  while (auto line = lines.Next()) {
    if (line->problem.has_value()) {
      gold.problems.push_back(*std::move(line->problem));
      continue;
    }
    Labels labels = LabelReader(*line, gold.problems).Read();
    if (line->note.has_value()) gold.notes.push_back(*std::move(line->note));
    gold.texts.push_back(
        {line->line, std::move(line->id), std::move(line->id_json), std::move(line->text), std::move(labels)});
  }
  return gold;
}

}  // namespace koppel::cli
