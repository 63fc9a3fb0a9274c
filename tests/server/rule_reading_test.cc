#include "server/handlers/rule_changes.h"
#include "server/handlers/rule_checks.h"
#include "server/handlers/rule_sets.h"
#include "server/handlers/status.h"
#include "server/rules/checks.h"
#include "tests/server/rule_testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A house with the small rules, in which sets are quickly written.
class RuleSetReading : public ::testing::Test {
 protected:
  RuleSetReading() : house({}, SmallRules()) { house.Put(SmallDirectory()); }

  // The name of the revision that is written by Anna.
  std::string Apply(const v1::RuleSet& set) {
    v1::ApplyRuleSetRequest request;
    *request.mutable_rule_set() = set;
    house.As("anna");
    const auto applied = house.Ask(&ApplyRuleSet, request);
    EXPECT_TRUE(applied.ok()) << applied.status();
    return applied.ok() ? applied->revision().name() : "";
  }

  void Activate(const std::string& revision, const std::string& start_date = "") {
    v1::ActivateRuleSetsRequest request;
    request.add_revisions(revision);
    request.set_start_date(start_date);
    house.As("bert");
    const auto activated = house.Ask(&ActivateRuleSets, request);
    EXPECT_TRUE(activated.ok()) << activated.status();
  }

  House house;
};

TEST_F(RuleSetReading, TheListTellsOfEachSetWhatCountsAndWhatIsPlanned) {
  Activate(Apply(Almere()));
  v1::RuleSet changed = Almere();
  changed.set_title("Almere, anders");
  Activate(Apply(changed), "2026-12-01");
  changed.set_title("Almere, nog anders");
  Apply(changed);
  const auto list = house.Ask(&ListRuleSets, "");
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->rule_sets_size(), 2);
  const v1::RuleSetSummary& almere = list->rule_sets(0);
  EXPECT_EQ(almere.name(), "ruleSets/almere");
  EXPECT_EQ(almere.title(), "Almere");
  EXPECT_EQ(almere.level(), v1::RuleSet::MUNICIPALITY);
  EXPECT_EQ(almere.parent(), "ruleSets/nl");
  EXPECT_THAT(almere.municipalities(), ElementsAre("GM0034"));
  EXPECT_EQ(almere.active_revision(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(almere.planned_revision(), "ruleSets/almere/revisions/2");
  EXPECT_EQ(almere.planned_start_date(), "2026-12-01");
  EXPECT_EQ(almere.latest_revision(), "ruleSets/almere/revisions/3");
  EXPECT_EQ(list->rule_sets(1).name(), "ruleSets/nl");
  EXPECT_EQ(list->rule_sets(1).planned_revision(), "");
}

TEST_F(RuleSetReading, TheListComesInPages) {
  Apply(Almere());
  const auto first = house.Ask(&ListRuleSets, "page_size: 1");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->rule_sets(0).name(), "ruleSets/almere");
  EXPECT_EQ(first->rule_sets(0).active_revision(), "");
  const auto second = house.Ask(&ListRuleSets, "page_size: 1 page_token: '" + first->next_page_token() + "'");
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->rule_sets(0).name(), "ruleSets/nl");
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(RuleSetReading, ASetIsItsActiveRevisionAndANameWithANumberThatRevision) {
  Activate(Apply(Almere()));
  v1::RuleSet changed = Almere();
  changed.set_title("Anders");
  Apply(changed);
  const auto active = house.Ask(&GetRuleSetRevision, "name: 'ruleSets/almere'");
  ASSERT_TRUE(active.ok()) << active.status();
  EXPECT_EQ(active->name(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(active->state(), v1::RuleSetRevision::ACTIVE);
  EXPECT_EQ(active->author(), "anna");
  EXPECT_EQ(active->rule_set().title(), "Almere");
  EXPECT_EQ(active->rule_set().revision(), 1);
  ASSERT_EQ(active->activations_size(), 1);
  EXPECT_EQ(active->activations(0).activated_by(), "bert");
  EXPECT_EQ(active->activations(0).start_date(), "2026-11-23");
  const auto draft = house.Ask(&GetRuleSetRevision, "name: 'ruleSets/almere/revisions/2'");
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(draft->state(), v1::RuleSetRevision::DRAFT);
  EXPECT_EQ(draft->rule_set().title(), "Anders");
}

TEST_F(RuleSetReading, ASetCanBeHadWithWhatItBuildsOn) {
  Activate(Apply(Almere()));
  const auto merged = house.Ask(&GetRuleSetRevision, "name: 'ruleSets/almere' merged: true");
  ASSERT_TRUE(merged.ok()) << merged.status();
  std::vector<std::string> ids;
  for (const auto& condition : merged->rule_set().conditions()) ids.push_back(condition.id());
  EXPECT_THAT(ids, ElementsAre("in-service-area", "distance", "no-groups"));
  EXPECT_EQ(merged->rule_set().name(), "ruleSets/almere");
}

TEST_F(RuleSetReading, WhatIsNotThereIsNotFoundAndWhatIsNoNameIsRefused) {
  Apply(Almere());
  for (const char* name : {"ruleSets/almere", "ruleSets/none", "ruleSets/nl/revisions/2"}) {
    EXPECT_THAT(house.Ask(&GetRuleSetRevision, "name: '" + std::string(name) + "'"),
                FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"))
        << name;
  }
  for (const char* name : {"ruleSets/NL", "teams/vak", "ruleSets/nl/revisions/0", "ruleSets/nl/revisions/01",
                           "ruleSets/nl/revisions/99999999999", "ruleSets/nl/revisions/", "ruleSets/"}) {
    EXPECT_THAT(house.Ask(&GetRuleSetRevision, "name: '" + std::string(name) + "'"),
                FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"))
        << name;
  }
  EXPECT_THAT(house.Ask(&ListRuleSetRevisions, "parent: 'ruleSets/none'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_THAT(house.Ask(&ListRuleSetRevisions, "parent: 'nl'"),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
}

TEST_F(RuleSetReading, RevisionsComeLatestFirstInPagesAndWithoutContents) {
  v1::RuleSet set = Almere();
  for (int i = 1; i <= 3; ++i) {
    set.set_title("Almere " + std::to_string(i));
    Apply(set);
  }
  const auto first = house.Ask(&ListRuleSetRevisions, "parent: 'ruleSets/almere' page_size: 2");
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->revisions_size(), 2);
  EXPECT_EQ(first->revisions(0).name(), "ruleSets/almere/revisions/3");
  EXPECT_EQ(first->revisions(1).name(), "ruleSets/almere/revisions/2");
  EXPECT_FALSE(first->revisions(0).has_rule_set());
  const auto rest = house.Ask(&ListRuleSetRevisions,
                              "parent: 'ruleSets/almere' page_size: 2 page_token: '" + first->next_page_token() + "'");
  ASSERT_TRUE(rest.ok()) << rest.status();
  ASSERT_EQ(rest->revisions_size(), 1);
  EXPECT_EQ(rest->revisions(0).name(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(RuleSetReading, StoredAndHandedInSetsAreCompared) {
  Activate(Apply(Almere()));
  v1::DiffRuleSetsRequest request;
  request.mutable_base()->set_name("ruleSets/almere");
  *request.mutable_candidate()->mutable_rule_set() = Almere();
  auto diff = house.Ask(&DiffRuleSets, request);
  ASSERT_TRUE(diff.ok()) << diff.status();
  EXPECT_EQ(diff->changes_size(), 0) << diff->DebugString();
  request.mutable_candidate()->mutable_rule_set()->set_title("Anders");
  diff = house.Ask(&DiffRuleSets, request);
  ASSERT_EQ(diff->changes_size(), 1);
  EXPECT_EQ(diff->changes(0).path(), "title");
  request.mutable_base()->set_name("ruleSets/none");
  EXPECT_THAT(house.Ask(&DiffRuleSets, request), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  request.mutable_base()->set_name("none");
  EXPECT_THAT(FieldsIn(house.Ask(&DiffRuleSets, request).status()), ElementsAre("base.name"));
  request.mutable_base()->Clear();
  EXPECT_THAT(FieldsIn(house.Ask(&DiffRuleSets, request).status()), ElementsAre("base"));
}

TEST_F(RuleSetReading, StatusNamesTheActiveRevisions) {
  Activate(Apply(Almere()));
  house.Settle();
  const auto status = house.Ask(&GetStatus, "");
  ASSERT_TRUE(status.ok()) << status.status();
  EXPECT_THAT(status->rule_sets(), ElementsAre("ruleSets/almere/revisions/1", "ruleSets/nl/revisions/1"));
}

TEST_F(RuleSetReading, AllProblemsOfASetAreGivenAtOnceWithTheirPlace) {
  v1::ValidateRuleSetRequest request;
  *request.mutable_rule_set() = Parse<v1::RuleSet>(R"(
      name: "ruleSets/almere" title: "Almere" level: MUNICIPALITY parent: "ruleSets/nl" municipalities: "GM9999"
      conditions { id: "x" must { test { field: "pair.age_fit" } } when_unknown: EXCLUDE no { nl: "Nee." en: "No." }
                   rationale: "r" start_date: "2026-11-23" }
      conditions { id: "in-service-area" must { test { field: "pair.in_service_area" } } when_unknown: EXCLUDE
                   no { nl: "Nee." en: "No." } source: "s" rationale: "r" start_date: "2026-11-22" }
      terms { id: "t" wish: "geen-wens" words: "w" source: "s" rationale: "r" start_date: "2026-11-23" })");
  const auto validated = house.Ask(&ValidateRuleSet, request);
  ASSERT_TRUE(validated.ok()) << validated.status();
  std::vector<std::string> paths;
  for (const auto& problem : validated->problems()) {
    EXPECT_EQ(problem.rule_set(), "ruleSets/almere");
    EXPECT_FALSE(problem.message().nl().empty());
    EXPECT_FALSE(problem.message().en().empty());
    paths.push_back(problem.path());
  }
  EXPECT_THAT(
      paths, testing::UnorderedElementsAre("municipalities[0]", "conditions[0].must.test.field", "conditions[0].source",
                                           "conditions[1].id", "conditions[1].start_date", "terms[0].wish"));
  EXPECT_THAT(house.Ask(&GetRuleSetRevision, "name: 'ruleSets/almere'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(RuleSetReading, ProblemsInSetsThatBuildOnItAreGivenToo) {
  Activate(Apply(Almere()));
  v1::ValidateRuleSetRequest request;
  *request.mutable_rule_set() = National();
  v1::Condition& added = *request.mutable_rule_set()->add_conditions();
  added = Almere().conditions(0);
  const auto validated = house.Ask(&ValidateRuleSet, request);
  ASSERT_TRUE(validated.ok()) << validated.status();
  ASSERT_EQ(validated->problems_size(), 1) << validated->DebugString();
  EXPECT_EQ(validated->problems(0).rule_set(), "ruleSets/almere");
  EXPECT_EQ(validated->problems(0).path(), "conditions[0].id");
}

TEST_F(RuleSetReading, ARuleThatBeginsLaterIsCheckedForThatDay) {
  v1::ValidateRuleSetRequest request;
  *request.mutable_rule_set() = Almere();
  request.mutable_rule_set()->mutable_conditions(0)->set_start_date("2027-03-01");
  request.mutable_rule_set()->mutable_conditions(0)->mutable_must()->mutable_not_()->mutable_test()->set_is("RING");
  const auto validated = house.Ask(&ValidateRuleSet, request);
  ASSERT_TRUE(validated.ok()) << validated.status();
  ASSERT_EQ(validated->problems_size(), 1) << validated->DebugString();
  EXPECT_THAT(validated->problems(0).path(), HasSubstr("conditions[0].must.not.test"));
}

TEST_F(RuleSetReading, TheSetsOfKoppelPassTheirOwnChecks) {
  House real;
  for (const v1::RuleSet& set : Rules().sets) {
    // Each lexicon is checked with all the others, which takes long: one stands for all.
    if (set.level() == v1::RuleSet::LEXICON && set.name() != "ruleSets/lexicon-taal") continue;
    v1::ValidateRuleSetRequest request;
    *request.mutable_rule_set() = set;
    const auto validated = real.Ask(&ValidateRuleSet, request);
    ASSERT_TRUE(validated.ok()) << validated.status();
    for (const auto& problem : validated->problems()) {
      // The directory is empty here.
      if (problem.path() != "team") ADD_FAILURE() << problem.DebugString();
    }
  }
}

TEST_F(RuleSetReading, TheFieldsOfTheLexiconsOfKoppelAreValid) {
  for (const v1::RuleSet& set : Rules().sets) {
    if (set.level() != v1::RuleSet::LEXICON) continue;
    const Known known{.vocabulary = *Rules().vocabulary, .knows_area = nullptr, .exists = nullptr};
    for (const v1::RuleProblem& problem : ProblemsInSet(set, known)) ADD_FAILURE() << problem.DebugString();
  }
}

TEST_F(RuleSetReading, ALexiconIsListedAndGivenAsItIsAlsoMerged) {
  const std::string name = Apply(Words());
  Activate(name);
  const auto list = house.Ask(&ListRuleSets, "");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->rule_sets(0).level(), v1::RuleSet::LEXICON);
  const auto merged = house.Ask(&GetRuleSetRevision, "name: 'ruleSets/lexicon-words' merged: true");
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_EQ(merged->rule_set().lexicon().entries_size(), 2);
  house.Settle();
  EXPECT_THAT(house.Ask(&GetStatus, "")->rule_sets(), ElementsAre(name, "ruleSets/nl/revisions/1"));
}

TEST_F(RuleSetReading, ExamplesAreRunOfTheSetAndOfThoseThatBuildOnIt) {
  v1::TestRuleSetRequest request;
  request.mutable_rule_set()->set_name("ruleSets/nl");
  const auto results = house.Ask(&TestRuleSet, request);
  ASSERT_TRUE(results.ok()) << results.status();
  ASSERT_EQ(results->results_size(), 1);
  EXPECT_EQ(results->results(0).rule_set(), "ruleSets/nl");
  EXPECT_EQ(results->results(0).example(), "knitting");
  EXPECT_TRUE(results->results(0).passed());
}

TEST_F(RuleSetReading, AnExampleThatFailsIsAnAnswerAndASetWithProblemsIsNot) {
  v1::TestRuleSetRequest request;
  v1::RuleSet& set = *request.mutable_rule_set()->mutable_rule_set();
  set = National();
  set.mutable_examples(0)->set_first(0, "-");
  const auto results = house.Ask(&TestRuleSet, request);
  ASSERT_TRUE(results.ok()) << results.status();
  ASSERT_EQ(results->results_size(), 1);
  EXPECT_FALSE(results->results(0).passed());
  EXPECT_GT(results->results(0).differences_size(), 0);
  set.mutable_conditions(0)->clear_source();
  const auto refused = house.Ask(&TestRuleSet, request);
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kInvalidArgument, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("conditions[0].source"));
}

}  // namespace
}  // namespace koppel::server
