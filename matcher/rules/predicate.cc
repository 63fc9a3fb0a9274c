#include "matcher/rules/predicate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/rule_sentences.h"

namespace koppel::matcher {

namespace {

std::vector<std::string> SymbolsOf(const v1::Test& test) {
  if (test.has_is()) return {test.is()};
  return {test.in().of().begin(), test.in().of().end()};
}

// The symbols a field may have, but for the one that stands for "not stated".
std::string ChoicesOf(const FieldInfo& info) {
  std::vector<std::string> names;
  for (int i = 1; info.symbols != nullptr && i < info.symbols->value_count(); ++i) {
    names.push_back(info.symbols->value(i)->name());
  }
  return absl::StrJoin(names, ", ");
}

// The names of the symbols whose bits are set.
std::vector<std::string> NamesOf(const google::protobuf::EnumDescriptor& symbols, int32_t bits) {
  std::vector<std::string> names;
  for (int i = 0; i < symbols.value_count(); ++i) {
    if ((bits & (1 << symbols.value(i)->number())) != 0) names.push_back(symbols.value(i)->name());
  }
  return names;
}

// "-" for none.
std::string Listed(const std::vector<std::string>& names) { return names.empty() ? "-" : absl::StrJoin(names, ", "); }

std::vector<std::string> CodesOf(const Vocabulary& vocabulary, const std::vector<TermId>& terms) {
  std::vector<std::string> codes;
  for (TermId term : terms) codes.push_back(vocabulary.term(term).code());
  return codes;
}

bool Intersect(const std::vector<TermId>& a, const std::vector<TermId>& b) {
  return std::any_of(a.begin(), a.end(), [&](TermId id) { return std::find(b.begin(), b.end(), id) != b.end(); });
}

}  // namespace

Predicate Predicate::Compile(const v1::Predicate& source, const Vocabulary& vocabulary, const std::string& path,
                             std::vector<Issue>& issues) {
  return CompileAt(1, source, vocabulary, path, issues);
}

Predicate Predicate::CompileAt(int depth, const v1::Predicate& source, const Vocabulary& vocabulary,
                               const std::string& path, std::vector<Issue>& issues) {
  Predicate result;
  if (depth > kMaxPredicateDepth) {
    issues.push_back({path, Say(RuleSentence::kTooDeep, {{"max", absl::StrCat(kMaxPredicateDepth)}})});
    return result;
  }
  const auto compile_list = [&](Kind kind, const v1::Predicate::List& list, const char* name) {
    result.kind_ = kind;
    for (int i = 0; i < list.of_size(); ++i) {
      const std::string part = absl::StrCat(path, ".", name, ".of[", i, "]");
      result.parts_.push_back(CompileAt(depth + 1, list.of(i), vocabulary, part, issues));
    }
    if (list.of().empty()) issues.push_back({absl::StrCat(path, ".", name), Say(RuleSentence::kEmptyList)});
  };
  switch (source.kind_case()) {
    case v1::Predicate::kTest:
      result.CompileTest(source.test(), vocabulary, path + ".test", issues);
      break;
    case v1::Predicate::kAllOf:
      compile_list(Kind::kAll, source.all_of(), "all_of");
      break;
    case v1::Predicate::kAnyOf:
      compile_list(Kind::kAny, source.any_of(), "any_of");
      break;
    case v1::Predicate::kNot:
      result.kind_ = Kind::kNot;
      result.parts_.push_back(CompileAt(depth + 1, source.not_(), vocabulary, path + ".not", issues));
      break;
    case v1::Predicate::KIND_NOT_SET:
      issues.push_back({path, Say(RuleSentence::kSaysNothing)});
  }
  return result;
}

void Predicate::CompileTest(const v1::Test& source, const Vocabulary& vocabulary, const std::string& path,
                            std::vector<Issue>& issues) {
  kind_ = Kind::kTest;
  const FieldInfo* info = FindField(source.field());
  if (info == nullptr) {
    issues.push_back({path + ".field", Say(RuleSentence::kNoSuchField, {{"field", source.field()}})});
    return;
  }
  field_ = info->field;
  const auto wants = [&](bool right, RuleSentence otherwise) {
    if (!right) issues.push_back({path, Say(otherwise, {{"field", source.field()}})});
  };
  switch (source.comparison_case()) {
    case v1::Test::COMPARISON_NOT_SET:
      wants(info->type == FieldType::kFlag, RuleSentence::kNotAFlag);
      break;
    case v1::Test::kKnown:
      comparison_ = Comparison::kKnown;
      number_ = source.known() ? 1 : 0;
      break;
    case v1::Test::kAtLeast:
    case v1::Test::kAtMost:
      wants(info->type == FieldType::kNumber, RuleSentence::kNotANumber);
      comparison_ = source.has_at_least() ? Comparison::kAtLeast : Comparison::kAtMost;
      number_ = source.has_at_least() ? source.at_least() : source.at_most();
      break;
    case v1::Test::kIs:
    case v1::Test::kIn:
      CompileSymbols(*info, SymbolsOf(source), vocabulary, path, issues);
  }
}

void Predicate::CompileSymbols(const FieldInfo& info, const std::vector<std::string>& symbols,
                               const Vocabulary& vocabulary, const std::string& path, std::vector<Issue>& issues) {
  comparison_ = info.type == FieldType::kTerms     ? Comparison::kTerms
                : info.type == FieldType::kSymbols ? Comparison::kBits
                                                   : Comparison::kSymbol;
  if (info.type != FieldType::kTerms && info.symbols == nullptr) {
    issues.push_back({path, Say(RuleSentence::kNotSymbols, {{"field", std::string(info.name)}})});
    return;
  }
  if (symbols.empty()) issues.push_back({path, Say(RuleSentence::kNoSymbol)});
  for (const std::string& symbol : symbols) {
    if (info.type == FieldType::kTerms) {
      terms_.push_back(vocabulary.Find(info.terms, symbol));
      if (terms_.back() == kNoTerm) issues.push_back({path, Say(RuleSentence::kNoSuchTerm, {{"code", symbol}})});
    } else if (info.symbols->FindValueByName(symbol) != nullptr) {
      number_ |= 1 << info.symbols->FindValueByName(symbol)->number();
    } else {
      issues.push_back({path, Say(RuleSentence::kNoSuchSymbol, {{"symbol", symbol}, {"choices", ChoicesOf(info)}})});
    }
  }
}

Tri Predicate::Holds(const FieldReader& reader) const {
  switch (kind_) {
    case Kind::kAlways:
      return Tri::kYes;
    case Kind::kTest:
      return TestHolds(reader);
    case Kind::kNot:
      return Not(parts_[0].Holds(reader));
    case Kind::kAll: {
      Tri lowest = Tri::kYes;
      for (const Predicate& part : parts_) {
        lowest = std::min(lowest, part.Holds(reader));
        if (lowest == Tri::kNo) break;
      }
      return lowest;
    }
    case Kind::kAny: {
      Tri highest = Tri::kNo;
      for (const Predicate& part : parts_) {
        highest = std::max(highest, part.Holds(reader));
        if (highest == Tri::kYes) break;
      }
      return highest;
    }
  }
  return Tri::kUnknown;
}

Tri Predicate::TestHolds(const FieldReader& reader) const {
  const Value value = reader.Read(field_);
  if (comparison_ == Comparison::kKnown) return TriOf(value.known == (number_ == 1));
  if (!value.known) return Tri::kUnknown;
  switch (comparison_) {
    case Comparison::kFlag:
      return TriOf(value.number != 0);
    case Comparison::kSymbol:
      return TriOf(((1 << value.number) & number_) != 0);
    case Comparison::kBits:
      return TriOf((value.number & number_) != 0);
    case Comparison::kTerms:
      return TriOf(Intersect(*value.terms, terms_));
    case Comparison::kAtLeast:
      return TriOf(value.number >= number_);
    case Comparison::kAtMost:
      return TriOf(value.number <= number_);
    case Comparison::kKnown:
      break;
  }
  return Tri::kUnknown;
}

bool Predicate::OnlyOfRequest() const {
  if (kind_ == Kind::kTest) return IsOfRequest(field_);
  return std::all_of(parts_.begin(), parts_.end(), [](const Predicate& part) { return part.OnlyOfRequest(); });
}

template <typename Visit>
void Predicate::ForEachTest(bool turned, const Visit& visit) const {
  if (kind_ == Kind::kTest) visit(*this, turned);
  for (const Predicate& part : parts_) part.ForEachTest(turned != (kind_ == Kind::kNot), visit);
}

std::vector<Field> Predicate::Fields() const {
  std::vector<Field> fields;
  ForEachTest(false, [&](const Predicate& test, bool) { fields.push_back(test.field_); });
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  return fields;
}

std::vector<int32_t> Predicate::StepsOf(Field field) const {
  std::vector<int32_t> steps;
  ForEachTest(false, [&](const Predicate& test, bool) {
    if (test.field_ != field) return;
    if (test.comparison_ == Comparison::kAtLeast) steps.push_back(test.number_);
    if (test.comparison_ == Comparison::kAtMost && test.number_ < INT32_MAX) steps.push_back(test.number_ + 1);
  });
  return steps;
}

std::vector<TestResult> Predicate::Results(const FieldReader& reader, const Vocabulary& vocabulary) const {
  std::vector<TestResult> results;
  ForEachTest(false, [&](const Predicate& test, bool turned) {
    const Tri holds = test.TestHolds(reader);
    results.push_back({test.field_, test.ValueText(reader.Read(test.field_), vocabulary),
                       test.WantedText(turned, vocabulary), turned ? Not(holds) : holds});
  });
  return results;
}

std::string Predicate::ValueText(const Value& value, const Vocabulary& vocabulary) const {
  if (!value.known) return "?";
  const FieldInfo& info = InfoOf(field_);
  switch (info.type) {
    case FieldType::kFlag:
      return value.number != 0 ? "yes" : "no";
    case FieldType::kNumber:
      return absl::StrCat(value.number);
    case FieldType::kSymbol:
      return Listed(NamesOf(*info.symbols, 1 << value.number));
    case FieldType::kSymbols:
      return Listed(NamesOf(*info.symbols, value.number));
    case FieldType::kTerms:
      return Listed(CodesOf(vocabulary, *value.terms));
  }
  return "?";
}

std::string Predicate::WantedText(bool turned, const Vocabulary& vocabulary) const {
  const auto either = [&](const std::vector<std::string>& names) {
    return absl::StrCat(turned ? "not " : "", absl::StrJoin(names, turned ? ", not " : " or "));
  };
  switch (comparison_) {
    case Comparison::kFlag:
      return turned ? "no" : "yes";
    case Comparison::kSymbol:
    case Comparison::kBits:
      return either(NamesOf(*InfoOf(field_).symbols, number_));
    case Comparison::kTerms:
      return either(CodesOf(vocabulary, terms_));
    case Comparison::kAtLeast:
      return absl::StrCat(turned ? "less than " : "at least ", number_);
    case Comparison::kAtMost:
      return absl::StrCat(turned ? "more than " : "at most ", number_);
    case Comparison::kKnown:
      return turned == (number_ == 1) ? "unknown" : "known";
  }
  return "";
}

}  // namespace koppel::matcher
