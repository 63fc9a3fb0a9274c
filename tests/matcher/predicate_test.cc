#include "matcher/rules/predicate.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/offering.pb.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
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

TEST(Predicate, NamesTheFieldsItReadsOnce) {
  const Predicate predicate = Compile(Both("any_of", R"(not { test { field: "offering.min_age" at_least: 19 } })",
                                           Both("all_of", R"(test { field: "request.age" at_most: 64 })",
                                                R"(test { field: "offering.min_age" known: true })")));
  EXPECT_THAT(predicate.Fields(), ElementsAre(Field::kRequestAge, Field::kOfferingMinAge));
  EXPECT_THAT(Predicate().Fields(), IsEmpty());
}

TEST(Predicate, NamesTheLowestNumbersOverItsBounds) {
  const Predicate predicate = Compile(Both("any_of", R"(test { field: "request.age" at_least: 18 })",
                                           R"(not { test { field: "request.age" at_most: 64 } })"));
  EXPECT_THAT(predicate.StepsOf(Field::kRequestAge), ElementsAre(18, 65));
  EXPECT_THAT(predicate.StepsOf(Field::kOfferingMinAge), IsEmpty());
}

// The results of one test, as "value, wanted: outcome".
std::string ResultOf(const std::string& text) {
  const std::vector<TermId> asked = {CompiledVocabulary()->Find(v1::EXPERTISE, "dementie")};
  const FakeReader reader({{Field::kOfferingPickUp, FlagValue(true)},
                           {Field::kRequestAge, NumberValue(18)},
                           {Field::kOfferingCapacityState, NumberValue(v1::Capacity::FULL)},
                           {Field::kRequestDomains, NumberValue(1 << v1::BODY | 1 << v1::SOCIETY)},
                           {Field::kRequestExpertise, TermsValue(asked)}});
  const std::vector<TestResult> results = Compile(text).Results(reader, *CompiledVocabulary());
  EXPECT_EQ(results.size(), 1u);
  const char* outcome = results[0].outcome == Tri::kYes ? "yes" : results[0].outcome == Tri::kNo ? "no" : "unknown";
  return results[0].value + ", " + results[0].wanted + ": " + outcome;
}

std::string Turned(const std::string& text) { return ResultOf("not { " + text + " }"); }

TEST(Predicate, TellsOfEachTestWhatItFoundAndWhatItWants) {
  EXPECT_EQ(ResultOf(kYes), "yes, yes: yes");
  EXPECT_EQ(Turned(kYes), "yes, no: no");
  EXPECT_EQ(Turned(kUnknown), "?, no: unknown");
  EXPECT_EQ(ResultOf(R"(test { field: "request.age" at_least: 19 })"), "18, at least 19: no");
  EXPECT_EQ(Turned(R"(test { field: "request.age" at_least: 19 })"), "18, less than 19: yes");
  EXPECT_EQ(Turned(R"(test { field: "request.age" at_most: 19 })"), "18, more than 19: no");
  EXPECT_EQ(Turned(R"(test { field: "offering.capacity_state" is: "FULL" })"), "FULL, not FULL: no");
  EXPECT_EQ(ResultOf(R"(test { field: "offering.capacity_state" in { of: "FREE" of: "OPEN" } })"),
            "FULL, OPEN or FREE: no");
  EXPECT_EQ(ResultOf(R"(test { field: "request.domains" is: "MIND" })"), "BODY, SOCIETY, MIND: no");
  EXPECT_EQ(ResultOf(R"(test { field: "request.expertise" is: "lvb" })"), "dementie, lvb: no");
  EXPECT_EQ(ResultOf(R"(test { field: "offering.takes_urgent" known: true })"), "?, known: no");
  EXPECT_EQ(Turned(R"(test { field: "offering.takes_urgent" known: true })"), "?, unknown: yes");
}

TEST(Predicate, DeeperThanTwentyIsAnIssueAndIsNotRead) {
  const auto nested = [](int depth) {
    v1::Predicate predicate = FromText<v1::Predicate>(kYes);
    for (int i = 1; i < depth; ++i) {
      v1::Predicate outer;
      *outer.mutable_not_() = predicate;
      predicate = outer;
    }
    return predicate;
  };
  std::vector<Issue> issues;
  Predicate::Compile(nested(kMaxPredicateDepth), *CompiledVocabulary(), "must", issues);
  EXPECT_THAT(issues, IsEmpty());
  Predicate::Compile(nested(90), *CompiledVocabulary(), "must", issues);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].path.substr(0, 12), "must.not.not");
}

TEST(Fields, StandAtTheirPlaceInTheTable) {
  for (int i = 0; i < kFieldCount; ++i) {
    const FieldInfo& info = InfoOf(static_cast<Field>(i));
    EXPECT_EQ(static_cast<int>(info.field), i) << info.name;
    EXPECT_EQ(FindField(info.name), &info);
  }
}

TEST(Fields, ThatSpeakOfAgeGenderOrLanguageAreSensitive) {
  std::vector<std::string> sensitive;
  for (int i = 0; i < kFieldCount; ++i) {
    const FieldInfo& info = InfoOf(static_cast<Field>(i));
    if (info.sensitive) sensitive.emplace_back(info.name);
  }
  EXPECT_THAT(sensitive,
              ElementsAre("request.age", "request.gender", "request.speaks_dutch", "request.same_gender_only",
                          "offering.min_age", "offering.max_age", "pair.age_fits", "pair.gender_fits",
                          "pair.same_gender_group", "pair.language_shared"));
}

}  // namespace
}  // namespace koppel::matcher
