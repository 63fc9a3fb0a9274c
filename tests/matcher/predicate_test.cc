#include "matcher/predicate.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "koppel/v1/common.pb.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::IsEmpty;

// Values by field; what is not there is unknown.
class FakeReader : public FieldReader {
 public:
  explicit FakeReader(std::map<Field, Value> values) : values_(std::move(values)) {}
  Value Read(Field field) const override {
    const auto found = values_.find(field);
    return found == values_.end() ? Unknown() : found->second;
  }

 private:
  std::map<Field, Value> values_;
};

Predicate Compile(const std::string& text) {
  std::vector<Issue> issues;
  Predicate predicate = Predicate::Compile(FromText<v1::Predicate>(text), *CompiledVocabulary(), "predicate", issues);
  EXPECT_THAT(issues, IsEmpty()) << text;
  return predicate;
}

// Flags of three values to put together.
constexpr char kYes[] = R"(test { field: "offering.pick_up" })";
constexpr char kNo[] = R"(test { field: "offering.walk_in" })";
constexpr char kUnknown[] = R"(test { field: "offering.takes_urgent" })";

Tri ValueOf(const std::string& text) {
  const FakeReader reader({{Field::kOfferingPickUp, FlagValue(true)}, {Field::kOfferingWalkIn, FlagValue(false)}});
  return Compile(text).Holds(reader);
}

std::string Both(const std::string& list, const std::string& a, const std::string& b) {
  return list + " { of { " + a + " } of { " + b + " } }";
}

TEST(Predicate, AllOfTakesTheLowest) {
  EXPECT_EQ(ValueOf(Both("all_of", kYes, kYes)), Tri::kYes);
  EXPECT_EQ(ValueOf(Both("all_of", kYes, kUnknown)), Tri::kUnknown);
  EXPECT_EQ(ValueOf(Both("all_of", kUnknown, kNo)), Tri::kNo);
  EXPECT_EQ(ValueOf(Both("all_of", kNo, kYes)), Tri::kNo);
}

TEST(Predicate, AnyOfTakesTheHighest) {
  EXPECT_EQ(ValueOf(Both("any_of", kNo, kNo)), Tri::kNo);
  EXPECT_EQ(ValueOf(Both("any_of", kNo, kUnknown)), Tri::kUnknown);
  EXPECT_EQ(ValueOf(Both("any_of", kUnknown, kYes)), Tri::kYes);
  EXPECT_EQ(ValueOf(Both("any_of", kYes, kNo)), Tri::kYes);
}

TEST(Predicate, NotLeavesUnknownAsItIs) {
  EXPECT_EQ(ValueOf(std::string("not { ") + kYes + " }"), Tri::kNo);
  EXPECT_EQ(ValueOf(std::string("not { ") + kNo + " }"), Tri::kYes);
  EXPECT_EQ(ValueOf(std::string("not { ") + kUnknown + " }"), Tri::kUnknown);
}

TEST(Predicate, KnownIsItselfNeverUnknown) {
  EXPECT_EQ(ValueOf(R"(test { field: "offering.pick_up" known: true })"), Tri::kYes);
  EXPECT_EQ(ValueOf(R"(test { field: "offering.takes_urgent" known: true })"), Tri::kNo);
  EXPECT_EQ(ValueOf(R"(test { field: "offering.takes_urgent" known: false })"), Tri::kYes);
}

TEST(Predicate, NumbersCompareWithTheBoundIncluded) {
  const FakeReader reader({{Field::kRequestAge, NumberValue(18)}});
  EXPECT_EQ(Compile(R"(test { field: "request.age" at_least: 18 })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.age" at_least: 19 })").Holds(reader), Tri::kNo);
  EXPECT_EQ(Compile(R"(test { field: "request.age" at_most: 18 })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.age" at_most: 17 })").Holds(reader), Tri::kNo);
  EXPECT_EQ(Compile(R"(test { field: "offering.min_age" at_least: 0 })").Holds(reader), Tri::kUnknown);
}

TEST(Predicate, SymbolsAndSetsHoldWhenOneIsThere) {
  const FakeReader reader({{Field::kRequestUrgency, NumberValue(v1::URGENT)},
                           {Field::kRequestDomains, NumberValue(1 << v1::BODY | 1 << v1::SOCIETY)}});
  EXPECT_EQ(Compile(R"(test { field: "request.urgency" is: "URGENT" })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.urgency" is: "NORMAL" })").Holds(reader), Tri::kNo);
  EXPECT_EQ(Compile(R"(test { field: "request.urgency" in { of: "NORMAL" of: "URGENT" } })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.domains" is: "SOCIETY" })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.domains" in { of: "MIND" of: "SOCIAL" } })").Holds(reader), Tri::kNo);
}

TEST(Predicate, TermsHoldWhenOneIsThere) {
  const std::vector<TermId> asked = {CompiledVocabulary()->Find(v1::EXPERTISE, "dementie")};
  const FakeReader reader({{Field::kRequestExpertise, TermsValue(asked)}});
  EXPECT_EQ(Compile(R"(test { field: "request.expertise" in { of: "lvb" of: "dementie" } })").Holds(reader), Tri::kYes);
  EXPECT_EQ(Compile(R"(test { field: "request.expertise" is: "lvb" })").Holds(reader), Tri::kNo);
}

TEST(Predicate, NoPredicateIsAlwaysYes) { EXPECT_EQ(Predicate().Holds(FakeReader({})), Tri::kYes); }

TEST(Predicate, KnowsWhetherItSpeaksOfTheRequestAlone) {
  EXPECT_TRUE(Compile(R"(not { test { field: "request.escalated" } })").OnlyOfRequest());
  EXPECT_FALSE(Compile(Both("all_of", R"(test { field: "request.escalated" })", kYes)).OnlyOfRequest());
}

}  // namespace
}  // namespace koppel::matcher
