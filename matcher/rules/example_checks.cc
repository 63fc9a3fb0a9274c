#include "matcher/rules/example_checks.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/rule_sentences.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "koppel/v1/annotations.pb.h"
#include "matcher/rules/layers.h"

namespace koppel::matcher {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;
using v1::Example;
using v1::RuleSet;
using Names = std::set<std::string>;

// Checks by their options all fields of a message and of those in it.
class FieldChecker {
 public:
  FieldChecker(const RuleSet& set, const Vocabulary& vocabulary, std::vector<Issue>& issues)
      : set_(set), vocabulary_(vocabulary), issues_(issues) {}

  void Check(const Message& message, const std::string& path) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      const std::string at = absl::StrCat(path, ".", field->name());
      if (!field->is_repeated()) {
        CheckValue(message, *field, kSingle, at);
        continue;
      }
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        CheckValue(message, *field, i, absl::StrCat(at, "[", i, "]"));
      }
    }
  }

 private:
  static constexpr int kSingle = -1;

  void CheckValue(const Message& message, const FieldDescriptor& field, int i, const std::string& path) {
    const auto& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Check(i == kSingle ? reflection.GetMessage(message, &field) : reflection.GetRepeatedMessage(message, &field, i),
            path);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckEnum(
          field,
          i == kSingle ? reflection.GetEnumValue(message, &field) : reflection.GetRepeatedEnumValue(message, &field, i),
          path);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      CheckText(field,
                i == kSingle ? reflection.GetString(message, &field) : reflection.GetRepeatedString(message, &field, i),
                path);
    }
  }

  void CheckEnum(const FieldDescriptor& field, int value, const std::string& path) {
    if (field.enum_type()->FindValueByNumber(value) != nullptr) return;
    Report(path, Say(Sentence::kUnknownEnum, {{"value", absl::StrCat(value)}}));
  }

  void CheckText(const FieldDescriptor& field, const std::string& value, const std::string& path) {
    const v1::TermKind kind = field.options().GetExtension(v1::term);
    const std::string& collection = field.options().GetExtension(v1::resource);
    if (kind != v1::TERM_KIND_UNSPECIFIED && vocabulary_.Find(kind, value) == kNoTerm) {
      Report(path, Say(RuleSentence::kNoSuchTerm, {{"code", value}}));
    }
    if (!collection.empty() && !IsNameIn(collection, value)) {
      Report(path, Say(Sentence::kBadName, {{"pattern", std::string(NamePattern(collection))}}));
    }
    if (field.options().GetExtension(v1::date) && !ParseDate(value)) Report(path, Say(RuleSentence::kNoDate));
  }

  void Report(const std::string& path, v1::LocalizedText message) {
    issues_.push_back({path, std::move(message), set_.name()});
  }

  const RuleSet& set_;
  const Vocabulary& vocabulary_;
  std::vector<Issue>& issues_;
};

// What is said of the examples of one set.
class ExampleChecker {
 public:
  ExampleChecker(const RuleSet& set, std::vector<Issue>& issues) : set_(set), issues_(issues) {}

  void CheckEntries(FieldChecker& fields) {
    for (int i = 0; i < set_.example_directory_size(); ++i) {
      const std::string path = absl::StrCat("example_directory[", i, "]");
      if (NameOf(set_.example_directory(i)).empty()) Report(path, RuleSentence::kEntryWithoutName);
      fields.Check(set_.example_directory(i), path);
    }
  }

  void CheckAll(FieldChecker& fields) {
    for (int i = 0; i < set_.examples_size(); ++i) {
      const Example& example = set_.examples(i);
      const std::string path = PathOf(i);
      CheckHead(example, path);
      fields.Check(example.referral(), path + ".referral");
      CheckExpectations(example, path);
    }
  }

  // `places`: the municipalities where the set counts; none: everywhere.
  void CheckReferences(const Names& offerings, const Names& routes, const Names& conditions, const Names& places) {
    for (int i = 0; i < set_.examples_size(); ++i) {
      const Example& example = set_.examples(i);
      const std::string path = PathOf(i);
      const std::string& area = example.referral().area();
      if (!places.empty() && places.count(MunicipalityCodeOf(area)) == 0) {
        Report(path + ".referral.area", RuleSentence::kAreaElsewhere, {{"area", area}});
      }
      CheckKnown(example.routes(), path + ".routes", routes, RuleSentence::kNoSuchRoute);
      CheckKnown(example.first(), path + ".first", offerings, RuleSentence::kNotInExampleDirectory);
      for (int j = 0; j < example.candidates_size(); ++j) {
        const Example::Candidate& candidate = example.candidates(j);
        const std::string at = absl::StrCat(path, ".candidates[", j, "]");
        if (offerings.count(candidate.offering()) == 0) {
          Report(at + ".offering", RuleSentence::kNotInExampleDirectory, {{"name", candidate.offering()}});
        }
        CheckKnown(candidate.conditions(), at + ".conditions", conditions, RuleSentence::kNoSuchCondition);
      }
    }
  }

 private:
  static std::string PathOf(int i) { return absl::StrCat("examples[", i, "]"); }

  void Report(const std::string& path, RuleSentence sentence, const Arguments& arguments = {}) {
    issues_.push_back({path, Say(sentence, arguments), set_.name()});
  }

  void CheckHead(const Example& example, const std::string& path) {
    if (!IsId(example.id())) Report(path + ".id", RuleSentence::kBadRuleId);
    if (!ids_.insert(example.id()).second) Report(path + ".id", RuleSentence::kIdTwice, {{"id", example.id()}});
    if (example.title().empty()) Report(path + ".title", RuleSentence::kMissing);
    if (!ParseLocalTime(example.moment())) Report(path + ".moment", RuleSentence::kBadMoment);
    if (example.referral().area().empty()) Report(path + ".referral.area", RuleSentence::kMissing);
    if (example.referral().needs().empty()) Report(path + ".referral.needs", RuleSentence::kMissing);
  }

  void CheckExpectations(const Example& example, const std::string& path) {
    if (example.routes().empty() && example.first().empty() && example.candidates().empty()) {
      Report(path, RuleSentence::kExpectsNothing);
    }
    CheckDash(example.routes(), path + ".routes");
    CheckDash(example.first(), path + ".first");
    for (int i = 0; i < example.candidates_size(); ++i) {
      const Example::Candidate& candidate = example.candidates(i);
      const std::string at = absl::StrCat(path, ".candidates[", i, "]");
      if (!v1::Standing_IsValid(candidate.standing())) Report(at + ".standing", RuleSentence::kMissing);
      if (candidate.standing() == v1::STANDING_UNSPECIFIED && candidate.conditions().empty()) {
        Report(at, RuleSentence::kExpectsNothing);
      }
    }
  }

  void CheckDash(const RepeatedPtrField<std::string>& values, const std::string& path) {
    if (values.size() > 1 && std::find(values.begin(), values.end(), kNoneExpected) != values.end()) {
      Report(path, RuleSentence::kDashAlone);
    }
  }

  void CheckKnown(const RepeatedPtrField<std::string>& values, const std::string& path, const Names& known,
                  RuleSentence otherwise) {
    for (int i = 0; i < values.size(); ++i) {
      if (values.Get(i) == kNoneExpected || known.count(values.Get(i)) > 0) continue;
      Report(absl::StrCat(path, "[", i, "]"), otherwise, {{"name", values.Get(i)}, {"id", values.Get(i)}});
    }
  }

  const RuleSet& set_;
  std::vector<Issue>& issues_;
  Names ids_;
};

void CheckReferencesOf(const RuleSet& set, const std::vector<RuleChain>& chains, std::vector<Issue>& issues) {
  Names offerings, routes, conditions;
  bool in_chain = false;
  for (const RuleChain& chain : chains) {
    if (chain.sets.empty() || chain.sets.back() != &set) continue;
    in_chain = true;
    for (const RuleSet* each : chain.sets) {
      for (const auto& entry : each->example_directory()) {
        if (entry.has_offering()) offerings.insert(entry.offering().name());
      }
      for (const auto& route : each->routes()) routes.insert(route.id());
      for (const auto& condition : each->conditions()) conditions.insert(condition.id());
    }
  }
  // A set that is in no chain has a parent that cannot be; that is reported already.
  const Names places(set.municipalities().begin(), set.municipalities().end());
  if (in_chain) ExampleChecker(set, issues).CheckReferences(offerings, routes, conditions, places);
}

}  // namespace

std::string MunicipalityCodeOf(std::string_view area) {
  return area.size() < 6 ? std::string() : std::string("GM").append(area.substr(2, 4));
}

const Message* RecordOf(const v1::DirectoryEntry& entry) {
  const auto& reflection = *entry.GetReflection();
  const FieldDescriptor* field = reflection.GetOneofFieldDescriptor(entry, entry.GetDescriptor()->oneof_decl(0));
  return field == nullptr || entry.has_end() ? nullptr : &reflection.GetMessage(entry, field);
}

std::string NameOf(const v1::DirectoryEntry& entry) {
  const Message* record = RecordOf(entry);
  if (record == nullptr) return "";
  return record->GetReflection()->GetString(*record, record->GetDescriptor()->FindFieldByName("name"));
}

void CheckExamples(const RuleSet& set, const Vocabulary& vocabulary, std::vector<Issue>& issues) {
  FieldChecker fields(set, vocabulary, issues);
  ExampleChecker checker(set, issues);
  checker.CheckEntries(fields);
  checker.CheckAll(fields);
}

void CheckExampleReferences(const std::vector<RuleSet>& sets, std::vector<Issue>& issues) {
  const std::vector<RuleChain> chains = ChainsOf(sets);
  for (const RuleSet& set : sets) CheckReferencesOf(set, chains, issues);
}

}  // namespace koppel::matcher
