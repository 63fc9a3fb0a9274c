#include "matcher/predicate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace koppel::matcher {

namespace {

std::vector<std::string> SymbolsOf(const v1::Test& test) {
  if (test.has_is()) return {test.is()};
  return {test.in().of().begin(), test.in().of().end()};
}

bool Intersect(const std::vector<TermId>& a, const std::vector<TermId>& b) {
  return std::any_of(a.begin(), a.end(), [&](TermId id) { return std::find(b.begin(), b.end(), id) != b.end(); });
}

}  // namespace

Predicate Predicate::Compile(const v1::Predicate& source, const Vocabulary& vocabulary, const std::string& path,
                             std::vector<Issue>& issues) {
  Predicate result;
  const auto compile_list = [&](Kind kind, const v1::Predicate::List& list, const char* name) {
    result.kind_ = kind;
    for (int i = 0; i < list.of_size(); ++i) {
      result.parts_.push_back(Compile(list.of(i), vocabulary, absl::StrCat(path, ".", name, ".of[", i, "]"), issues));
    }
    if (list.of().empty()) issues.push_back({absl::StrCat(path, ".", name), "is empty"});
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
      result.parts_.push_back(Compile(source.not_(), vocabulary, path + ".not", issues));
      break;
    case v1::Predicate::KIND_NOT_SET:
      issues.push_back({path, "says nothing: give test, all_of, any_of or not"});
  }
  return result;
}

void Predicate::CompileTest(const v1::Test& source, const Vocabulary& vocabulary, const std::string& path,
                            std::vector<Issue>& issues) {
  kind_ = Kind::kTest;
  const FieldInfo* info = FindField(source.field());
  if (info == nullptr) {
    issues.push_back({path + ".field", absl::StrCat("there is no such field: \"", source.field(), "\"")});
    return;
  }
  field_ = info->field;
  const auto wants = [&](bool right, const char* what) {
    if (!right) issues.push_back({path, absl::StrCat(source.field(), " is not ", what)});
  };
  switch (source.comparison_case()) {
    case v1::Test::COMPARISON_NOT_SET:
      wants(info->type == FieldType::kFlag, "a flag: give a comparison");
      break;
    case v1::Test::kKnown:
      comparison_ = Comparison::kKnown;
      number_ = source.known() ? 1 : 0;
      break;
    case v1::Test::kAtLeast:
    case v1::Test::kAtMost:
      wants(info->type == FieldType::kNumber, "a number");
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
  if (symbols.empty()) issues.push_back({path, "names no symbol"});
  for (const std::string& symbol : symbols) {
    if (info.type == FieldType::kTerms) {
      terms_.push_back(vocabulary.Find(info.terms, symbol));
      if (terms_.back() == kNoTerm) issues.push_back({path, absl::StrCat("there is no such term: \"", symbol, "\"")});
    } else if (info.symbols != nullptr && info.symbols->FindValueByName(symbol) != nullptr) {
      number_ |= 1 << info.symbols->FindValueByName(symbol)->number();
    } else {
      issues.push_back({path, absl::StrCat("there is no such symbol: \"", symbol, "\"")});
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

}  // namespace koppel::matcher
