// Statements about fields with three values: yes, no, or unknown because data is missing.
//
// Thread safety: a Predicate is immutable.

#ifndef KOPPEL_MATCHER_RULES_PREDICATE_H_
#define KOPPEL_MATCHER_RULES_PREDICATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/rules/fields.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

enum class Tri { kNo, kUnknown, kYes };  // Ordered: "and" takes the lowest, "or" the highest.

inline Tri TriOf(bool yes) { return yes ? Tri::kYes : Tri::kNo; }
inline Tri Not(Tri value) { return value == Tri::kYes ? Tri::kNo : value == Tri::kNo ? Tri::kYes : Tri::kUnknown; }

// The value of a field: a flag is 0 or 1, a set of symbols has a bit for each, terms are a list.
struct Value {
  bool known = false;
  int32_t number = 0;
  const std::vector<TermId>* terms = nullptr;
};

inline Value Unknown() { return {}; }
inline Value NumberValue(int32_t number) { return {true, number, nullptr}; }
inline Value FlagValue(bool flag) { return {true, flag ? 1 : 0, nullptr}; }
inline Value TermsValue(const std::vector<TermId>& terms) { return {true, 0, &terms}; }
inline Value FlagValue(Tri flag) { return flag == Tri::kUnknown ? Unknown() : FlagValue(flag == Tri::kYes); }

// Knows the values of the fields for one request, or for one request and one offering.
class FieldReader {
 public:
  virtual ~FieldReader() = default;
  virtual Value Read(Field field) const = 0;
};

// One test of a predicate, with what it found.
struct TestResult {
  Field field;
  std::string value;   // Such as "FULL", "70", "yes" or codes with commas; "-" for none, "?" when it is not known.
  std::string wanted;  // Such as "not FULL", "at least 18" or "known"; turned round within a `not`.
  Tri outcome;         // Whether that is so.
};

inline constexpr int kMaxPredicateDepth = 20;

class Predicate {
 public:
  // Always yes.
  Predicate() = default;

  // Compiles; adds an issue for every name or symbol that does not exist, with its path below `path`. Predicates may
  // stand in each other up to kMaxPredicateDepth deep; what is deeper is an issue and is not read.
  static Predicate Compile(const koppel::v1::Predicate& source, const Vocabulary& vocabulary, const std::string& path,
                           std::vector<Issue>& issues);

  Tri Holds(const FieldReader& reader) const;

  // Whether it speaks only of the request.
  bool OnlyOfRequest() const;

  // The fields it reads, in the order of the enum, each once.
  std::vector<Field> Fields() const;

  // The bounds it compares this field with: the lowest numbers that are just over a bound. A number and the next one
  // differ for the predicate only where the next one is among these.
  std::vector<int32_t> StepsOf(Field field) const;

  // All its tests, in order.
  std::vector<TestResult> Results(const FieldReader& reader, const Vocabulary& vocabulary) const;

 private:
  enum class Kind { kAlways, kTest, kAll, kAny, kNot };
  enum class Comparison { kFlag, kSymbol, kBits, kTerms, kAtLeast, kAtMost, kKnown };

  static Predicate CompileAt(int depth, const koppel::v1::Predicate& source, const Vocabulary& vocabulary,
                             const std::string& path, std::vector<Issue>& issues);
  void CompileTest(const koppel::v1::Test& source, const Vocabulary& vocabulary, const std::string& path,
                   std::vector<Issue>& issues);
  void CompileSymbols(const FieldInfo& info, const std::vector<std::string>& symbols, const Vocabulary& vocabulary,
                      const std::string& path, std::vector<Issue>& issues);
  Tri TestHolds(const FieldReader& reader) const;

  // Calls `visit(test, turned)` for every test; `turned` within an odd number of `not`s.
  template <typename Visit>
  void ForEachTest(bool turned, const Visit& visit) const;
  std::string ValueText(const Value& value, const Vocabulary& vocabulary) const;
  std::string WantedText(bool turned, const Vocabulary& vocabulary) const;

  Kind kind_ = Kind::kAlways;
  std::vector<Predicate> parts_;
  Field field_ = Field::kRequestUrgency;
  Comparison comparison_ = Comparison::kFlag;
  int32_t number_ = 0;         // The bound, the bits of the symbols, or for kKnown 1 or 0.
  std::vector<TermId> terms_;  // For kTerms.
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_PREDICATE_H_
