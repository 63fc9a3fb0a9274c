#include "server/handlers/rule_changes.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "server/handlers/matching.h"
#include "server/handlers/rule_sets.h"
#include "server/limits.h"
#include "tests/server/rule_testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

class RuleChanging : public ::testing::Test {
 protected:
  RuleChanging() : house({}, SmallRules()) { house.Put(SmallDirectory()); }

  absl::StatusOr<v1::ApplyRuleSetResponse> Apply(const v1::RuleSet& set, const std::string& options = "") {
    auto request = Parse<v1::ApplyRuleSetRequest>(options);
    *request.mutable_rule_set() = set;
    house.As("anna");
    return house.Ask(&ApplyRuleSet, request);
  }

  absl::StatusOr<v1::ActivateRuleSetsResponse> Activate(const std::vector<std::string>& revisions,
                                                        const std::string& options = "") {
    auto request = Parse<v1::ActivateRuleSetsRequest>(options);
    for (const std::string& revision : revisions) request.add_revisions(revision);
    house.As("bert");
    return house.Ask(&ActivateRuleSets, request);
  }

  absl::StatusOr<v1::RollbackRuleSetResponse> Rollback(const std::string& subject = "bert") {
    house.As(subject);
    return house.Ask(&RollbackRuleSet, "name: 'ruleSets/almere'");
  }

  // Applies and activates.
  void Install(const v1::RuleSet& set) {
    const auto applied = Apply(set);
    ASSERT_TRUE(applied.ok()) << applied.status();
    const auto activated = Activate({applied->revision().name()});
    ASSERT_TRUE(activated.ok()) << activated.status();
    house.Settle();
  }

  std::string ActiveAlmere() {
    const auto active = house.Ask(&GetRuleSetRevision, "name: 'ruleSets/almere'");
    return active.ok() ? active->name() : ReasonOf(active.status());
  }

  bool ProposesKnitting() {
    const auto answer = house.Ask(&Match, kKnitting);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() && answer->proposals_size() > 0;
  }

  // Keeps groups out everywhere. Its example, which joins one, goes.
  static v1::RuleSet NationalWithoutGroups() {
    v1::RuleSet set = National();
    *set.add_conditions() = Almere().conditions(0);
    set.clear_examples();
    return set;
  }

  // Another version of the set of Almere.
  static v1::RuleSet Titled(const std::string& title) {
    v1::RuleSet set = Almere();
    set.set_title(title);
    return set;
  }

  House house;
};

TEST_F(RuleChanging, ADraftChangesNothingUntilSomebodyElseActivatesIt) {
  ASSERT_TRUE(ProposesKnitting());
  const auto draft = Apply(Almere(), "note: 'Proef met groepen'");
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(draft->revision().name(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(draft->revision().state(), v1::RuleSetRevision::DRAFT);
  EXPECT_EQ(draft->revision().author(), "anna");
  EXPECT_EQ(draft->revision().note(), "Proef met groepen");
  EXPECT_EQ(draft->revision().create_time().seconds(), absl::ToUnixSeconds(house.clock().Now()));
  EXPECT_THAT(house.changed(), ElementsAre("ruleSets/almere/revisions/1"));
  house.Settle();
  EXPECT_TRUE(ProposesKnitting());

  const auto activated = Activate({"ruleSets/almere/revisions/1"});
  ASSERT_TRUE(activated.ok()) << activated.status();
  EXPECT_THAT(house.changed(), ElementsAre("ruleSets/almere/revisions/1"));
  ASSERT_EQ(activated->revisions_size(), 1);
  EXPECT_EQ(activated->revisions(0).state(), v1::RuleSetRevision::ACTIVE);
  EXPECT_FALSE(activated->revisions(0).has_rule_set());
  EXPECT_EQ(activated->revisions(0).activations(0).activated_by(), "bert");
  house.Settle();
  EXPECT_FALSE(ProposesKnitting());
}

TEST_F(RuleChanging, AReadThatAsksForTheRevisionOfAnActivationSeesIt) {
  ASSERT_TRUE(Apply(Almere()).ok());
  ASSERT_TRUE(Activate({"ruleSets/almere/revisions/1"}).ok());
  const auto answer =
      house.Ask(&Match, std::string(kKnitting) + " min_revision: " + std::to_string(house.revision().value));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->proposals_size(), 0);
}

TEST_F(RuleChanging, WhatEqualsTheLatestRevisionMakesNoNewOne) {
  ASSERT_TRUE(Apply(Almere()).ok());
  const Revision before = house.store().Latest();
  const auto again = Apply(Almere());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->revision().name(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(house.store().Latest(), before);
  house.clock().Advance(absl::Hours(48));
  EXPECT_TRUE(Apply(Almere()).ok());
  EXPECT_EQ(Apply(Titled("Anders")).status().code(), kInvalid);
}

TEST_F(RuleChanging, WhoWroteItMayNotActivateIt) {
  ASSERT_TRUE(Apply(Almere()).ok());
  house.As("anna");
  const auto refused = house.Ask(&ActivateRuleSets, "revisions: 'ruleSets/almere/revisions/1'");
  EXPECT_THAT(refused, FailsWith(kPrecondition, "SAME_PERSON"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("ruleSets/almere/revisions/1"));
  EXPECT_EQ(ActiveAlmere(), "RECORD_NOT_FOUND");
}

struct BadSet {
  const char* what;
  std::function<void(v1::RuleSet&)> spoil;
  const char* field;
};

TEST_F(RuleChanging, ABadSetIsRefusedWithItsPlaceAndNothingIsStored) {
  const BadSet cases[] = {
      {"an unknown field",
       [](auto& set) { set.mutable_conditions(0)->mutable_must()->mutable_test()->set_field("no"); },
       "conditions[0].must.test.field"},
      {"relaxing what may not be relaxed", [](auto& set) { set.mutable_conditions(0)->set_id("in-service-area"); },
       "conditions[0].id"},
      {"a rule without source", [](auto& set) { set.mutable_conditions(0)->clear_source(); }, "conditions[0].source"},
      {"a condition on gender without justification",
       [](auto& set) { set.mutable_conditions(0)->mutable_must()->mutable_test()->set_field("pair.gender_fits"); },
       "conditions[0].justification"},
      {"an unknown municipality", [](auto& set) { set.set_municipalities(0, "GM0599"); }, "municipalities[0]"},
      {"no municipality at all", [](auto& set) { set.set_municipalities(0, "Almere"); }, "municipalities[0]"},
      {"a rule that begins in the past", [](auto& set) { set.mutable_conditions(0)->set_start_date("2026-11-22"); },
       "conditions[0].start_date"},
      {"a circle", [](auto& set) { set.set_parent("ruleSets/almere"); }, "parent"},
      {"an unknown parent", [](auto& set) { set.set_parent("ruleSets/none"); }, "parent"},
      {"a bad name", [](auto& set) { set.set_name("ruleSets/Almere!"); }, "name"},
      {"no title", [](auto& set) { set.clear_title(); }, "title"},
      {"an unknown team",
       [](auto& set) {
         set.set_level(v1::RuleSet::TEAM);
         set.set_team("teams/none");
       },
       "team"},
      {"a BSN in an example",
       [](auto& set) {
         *set.add_examples() = National().examples(0);
         set.mutable_examples(0)->set_id("own");
         set.mutable_examples(0)->mutable_referral()->mutable_needs(0)->set_wish_text("mijn nummer is 111222333");
       },
       "examples[0].referral.needs[0].wish_text"},
      {"too many rules",
       [](auto& set) {
         for (int i = 0; i < 501; ++i) {
           *set.add_preferences() = National().preferences(0);
           set.mutable_preferences(i)->set_id("p" + std::to_string(i));
         }
       },
       "preferences"},
  };
  const Revision before = house.store().Latest();
  for (const BadSet& bad : cases) {
    v1::RuleSet set = Almere();
    // A plain test that each case can change.
    *set.mutable_conditions(0)->mutable_must() = Parse<v1::Predicate>("test { field: 'offering.walk_in' }");
    bad.spoil(set);
    const auto refused = Apply(set);
    EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED")) << bad.what;
    EXPECT_THAT(FieldsIn(refused.status()), testing::Contains(bad.field)) << bad.what;
  }
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(RuleChanging, AnExampleThatFailsRefusesTheSet) {
  v1::RuleSet set = National();
  set.mutable_examples(0)->set_first(0, "-");
  const auto refused = Apply(set);
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("examples[0]"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("knit"));
}

TEST_F(RuleChanging, AChangeThatSpoilsASetThatBuildsOnItIsRefusedWithTheNameOfThat) {
  Install(Almere());
  v1::RuleSet set = National();
  *set.add_conditions() = Almere().conditions(0);
  const auto refused = Apply(set);
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("ruleSets/almere:conditions[0].id"));
}

TEST_F(RuleChanging, ASetThatIsTooLargeIsRefusedAsAWhole) {
  v1::RuleSet set = Almere();
  for (int i = 0; set.ByteSizeLong() <= kMaxRuleSetBytes; ++i) {
    v1::Condition& condition = *set.add_conditions();
    condition = Almere().conditions(0);
    condition.set_id("c" + std::to_string(i));
    condition.set_rationale(std::string(900, 'x'));
  }
  const auto refused = Apply(set);
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("ruleSets/almere"));
}

TEST_F(RuleChanging, TheLargestSetGoesIntoTheSmallestStore) {
  storage::MemoryStore::Options small;
  small.limits = {.max_operations = 128, .max_bytes = size_t{1} << 20};
  House narrow(small, SmallRules());
  v1::ApplyRuleSetRequest request;
  v1::RuleSet& set = *request.mutable_rule_set();
  set = Almere();
  for (int i = 0; set.ByteSizeLong() < kMaxRuleSetBytes - 2000; ++i) {
    v1::Condition& condition = *set.add_conditions();
    condition = Almere().conditions(0);
    condition.set_id("c" + std::to_string(i));
    condition.set_rationale(std::string(999, 'x'));
  }
  request.set_request_id(kUuid);
  const auto applied = narrow.Ask(&ApplyRuleSet, request);
  EXPECT_TRUE(applied.ok()) << applied.status();
}

TEST_F(RuleChanging, CheckingOnlyStoresNothing) {
  const Revision before = house.store().Latest();
  const auto draft = Apply(Almere(), "validate_only: true");
  ASSERT_TRUE(draft.ok()) << draft.status();
  EXPECT_EQ(draft->revision().name(), "ruleSets/almere/revisions/1");
  EXPECT_EQ(house.store().Latest(), before);
  ASSERT_TRUE(Apply(Almere()).ok());
  const Revision applied = house.store().Latest();
  const auto activated = Activate({"ruleSets/almere/revisions/1"}, "validate_only: true");
  ASSERT_TRUE(activated.ok()) << activated.status();
  EXPECT_EQ(house.store().Latest(), applied);
  EXPECT_EQ(ActiveAlmere(), "RECORD_NOT_FOUND");
}

TEST_F(RuleChanging, ARepeatedRequestGetsTheFirstAnswer) {
  const std::string id = std::string("request_id: '") + kUuid + "'";
  const auto first = Apply(Almere(), id);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(Apply(Titled("Anders")).ok());
  const auto again = Apply(Almere(), id);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Apply(Titled("Nog anders"), id), FailsWith(kInvalid, "REQUEST_ID_REUSED"));

  const std::string other = std::string("request_id: '") + kOtherUuid + "'";
  const auto activated = Activate({"ruleSets/almere/revisions/1"}, other);
  ASSERT_TRUE(activated.ok()) << activated.status();
  const Revision before = house.store().Latest();
  const auto repeated = Activate({"ruleSets/almere/revisions/1"}, other);
  ASSERT_TRUE(repeated.ok()) << repeated.status();
  EXPECT_EQ(repeated->SerializeAsString(), activated->SerializeAsString());
  EXPECT_EQ(house.store().Latest(), before);
  EXPECT_EQ(house.revision(), before);
}

TEST_F(RuleChanging, ARequestThatChangedNothingIsRememberedToo) {
  const std::string id = std::string("request_id: '") + kUuid + "'";
  ASSERT_TRUE(Apply(Almere()).ok());
  ASSERT_TRUE(Apply(Almere(), id).ok());
  ASSERT_TRUE(Apply(Titled("Anders")).ok());
  const auto again = Apply(Almere(), id);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->revision().name(), "ruleSets/almere/revisions/1");
}

TEST_F(RuleChanging, ABadActivationIsRefusedWithEverythingThatIsWrong) {
  ASSERT_TRUE(Apply(Almere()).ok());
  ASSERT_TRUE(Apply(Titled("Anders")).ok());
  const auto refused = Activate({"ruleSets/almere", "ruleSets/almere/revisions/1", "ruleSets/almere/revisions/2", "x"},
                                "start_date: '2026-11-22'");
  EXPECT_THAT(refused, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(refused.status()),
              UnorderedElementsAre("revisions[0]", "revisions[2]", "revisions[3]", "start_date"));
  EXPECT_THAT(FieldsIn(Activate({}).status()), ElementsAre("revisions"));
  EXPECT_THAT(FieldsIn(Activate({"ruleSets/almere/revisions/1"}, "start_date: 'morgen'").status()),
              ElementsAre("start_date"));
  EXPECT_THAT(Activate({"ruleSets/almere/revisions/3"}), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_THAT(Activate({"ruleSets/none/revisions/1"}), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(RuleChanging, OfSeveralSetsAllAreActivatedOrNone) {
  v1::RuleSet national = National();
  national.mutable_preferences(0)->set_id("drop-in");
  national.mutable_preferences(0)->set_start_date("2026-11-23");
  ASSERT_TRUE(Apply(national).ok());
  v1::RuleSet almere = Almere();
  *almere.add_preferences() = national.preferences(0);
  almere.mutable_preferences(0)->set_id("walk-in");
  ASSERT_TRUE(Apply(almere).ok());
  house.As("anna");
  EXPECT_EQ(
      house.Ask(&ActivateRuleSets, "revisions: 'ruleSets/nl/revisions/2' revisions: 'ruleSets/almere/revisions/1'")
          .status()
          .code(),
      kPrecondition);
  EXPECT_EQ(ActiveAlmere(), "RECORD_NOT_FOUND");
  const auto both = Activate({"ruleSets/nl/revisions/2", "ruleSets/almere/revisions/1"});
  ASSERT_TRUE(both.ok()) << both.status();
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/1");
}

TEST_F(RuleChanging, AnActivationIsCheckedAgainstWhatCountsThen) {
  // Two drafts that are each fine by themselves and cannot count together.
  v1::RuleSet national = NationalWithoutGroups();
  ASSERT_TRUE(Apply(national).ok());
  ASSERT_TRUE(Apply(Almere()).ok());
  ASSERT_TRUE(Activate({"ruleSets/nl/revisions/2"}).ok());
  const auto refused = Activate({"ruleSets/almere/revisions/1"});
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("conditions[0].id"));
  EXPECT_EQ(ActiveAlmere(), "RECORD_NOT_FOUND");
}

TEST_F(RuleChanging, AnActivationIsCheckedForTheDaysOnWhichOthersArePlanned) {
  v1::RuleSet national = NationalWithoutGroups();
  ASSERT_TRUE(Apply(national).ok());
  ASSERT_TRUE(Apply(Almere()).ok());
  ASSERT_TRUE(Activate({"ruleSets/nl/revisions/2"}, "start_date: '2026-12-01'").ok());
  EXPECT_THAT(Activate({"ruleSets/almere/revisions/1"}), FailsWith(kInvalid, "RULES_REFUSED"));
}

TEST_F(RuleChanging, AnExampleOfBeforeIsAskedUnderTheRulesAsTheyAreChanged) {
  v1::RuleSet set = Almere();
  *set.add_examples() = Parse<v1::Example>(R"(
    id: "no-groups" title: "Geen groep." moment: "2026-11-21T13:00"
    referral { area: "GM0034" needs { domain: SOCIAL wishes: "breien" } }
    candidates { offering: "providers/almere/offerings/knit" standing: EXCLUDED conditions: "no-groups" })");
  *set.add_example_directory() = Parse<v1::DirectoryEntry>(
      "provider { name: 'providers/almere' title: 'X' kind: WELFARE service_areas: 'GM0034' }");
  *set.add_example_directory() = Parse<v1::DirectoryEntry>(R"(
    offering { name: "providers/almere/offerings/knit" title: "Breien" kind: ACTIVITY form: GROUP domains: SOCIAL
               wishes: "breien" })");
  Install(set);
  set.mutable_conditions(0)->set_rationale("Beter gezegd.");
  Install(set);
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/2");
}

TEST_F(RuleChanging, AnActivationThatLeavesDaysWithoutARuleIsRefused) {
  Install(Almere());
  v1::RuleSet later = Almere();
  later.mutable_conditions(0)->set_rationale("Vanaf 10 december anders.");
  later.mutable_conditions(0)->set_start_date("2026-12-10");
  ASSERT_TRUE(Apply(later).ok());
  const auto refused = Activate({"ruleSets/almere/revisions/2"});
  EXPECT_EQ(ReasonOf(refused.status()), "RULES_REFUSED");
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("conditions[0].start_date"));
  EXPECT_TRUE(Activate({"ruleSets/almere/revisions/2"}, "start_date: '2026-12-10'").ok());
}

TEST_F(RuleChanging, RulesThatBeginOnTooManyDaysAreRefused) {
  v1::RuleSet set = Almere();
  for (size_t i = 0; i <= kMaxStartDays; ++i) {
    v1::WordRule& term = *set.add_terms();
    term.set_id(absl::StrCat("word-", i));
    term.set_wish("breien");
    term.add_words(absl::StrCat("woord", i));
    term.set_source("Proef");
    term.set_rationale("Proef");
    term.set_start_date(FormatDate(absl::CivilDay(2027, 1, 1) + static_cast<int>(i)));
  }
  const auto refused = Apply(set);
  EXPECT_EQ(ReasonOf(refused.status()), "RULES_REFUSED");
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre(HasSubstr("start_date")));
}

TEST_F(RuleChanging, AFieldThatThisProgramDoesNotKnowIsRefused) {
  v1::RuleSet set = Almere();
  v1::Condition& condition = *set.mutable_conditions(0);
  condition.GetReflection()->MutableUnknownFields(&condition)->AddVarint(900, 1);
  const auto refused = Apply(set);
  EXPECT_EQ(ReasonOf(refused.status()), "RULES_REFUSED");
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("conditions[0]"));
}

TEST_F(RuleChanging, TheExamplesOfEverySetAreRunWhenOneIsAppliedAndWhenOneIsActivated) {
  v1::RuleSet national = NationalWithoutGroups();
  ASSERT_TRUE(Apply(national).ok());

  v1::RuleSet almere = Almere();
  *almere.mutable_example_directory() = National().example_directory();
  almere.mutable_example_directory(0)->mutable_area_table()->set_name("areaTables/almere");
  almere.mutable_example_directory(0)->mutable_area_table()->mutable_areas(0)->set_code("GM0034");
  almere.mutable_example_directory(1)->mutable_provider()->set_name("providers/own");
  almere.mutable_example_directory(1)->mutable_provider()->set_service_areas(0, "GM0034");
  almere.mutable_example_directory(2)->mutable_offering()->set_name("providers/own/offerings/sew");
  *almere.add_examples() = National().examples(0);
  almere.mutable_examples(0)->set_id("own");
  almere.mutable_examples(0)->set_moment("2026-11-24T13:00");
  almere.mutable_examples(0)->mutable_referral()->set_area("GM0034");
  almere.mutable_examples(0)->set_first(0, "providers/own/offerings/sew");
  almere.clear_conditions();
  Install(almere);

  const auto refused = Activate({"ruleSets/nl/revisions/2"});
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("ruleSets/almere:examples[0]"));
  national.set_title("Anders");
  EXPECT_THAT(FieldsIn(Apply(national).status()), ElementsAre("ruleSets/almere:examples[0]"));
}

TEST_F(RuleChanging, APlannedRevisionCountsFromMidnightOnInTheNetherlands) {
  ASSERT_TRUE(Apply(Almere()).ok());
  const auto planned = Activate({"ruleSets/almere/revisions/1"}, "start_date: '2026-11-24'");
  ASSERT_TRUE(planned.ok()) << planned.status();
  EXPECT_EQ(planned->revisions(0).state(), v1::RuleSetRevision::PLANNED);
  house.Settle();
  house.clock().Advance(absl::Hours(14) - absl::Seconds(1));  // 23:59:59
  house.world().Tick();
  EXPECT_EQ(ActiveAlmere(), "RECORD_NOT_FOUND");
  EXPECT_TRUE(ProposesKnitting());
  const auto before = house.world().Current();
  house.clock().Advance(absl::Seconds(1));
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/1");
  house.world().Tick();
  while (house.world().Current() == before) std::this_thread::yield();
  EXPECT_FALSE(ProposesKnitting());
}

TEST_F(RuleChanging, ARollbackBringsBackWhatCountedBefore) {
  Install(Titled("een"));
  Install(Titled("twee"));
  Install(Titled("drie"));
  auto back = Rollback();
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->revision().name(), "ruleSets/almere/revisions/2");
  EXPECT_EQ(back->revision().state(), v1::RuleSetRevision::ACTIVE);
  ASSERT_EQ(back->revision().activations_size(), 2);
  EXPECT_TRUE(back->revision().activations(1).rollback());
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/2");
  back = Rollback();
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->revision().name(), "ruleSets/almere/revisions/1");
  EXPECT_THAT(Rollback(), FailsWith(kPrecondition, "NOTHING_BEFORE"));
}

TEST_F(RuleChanging, ARollbackNeedsASecondPersonToo) {
  Install(Titled("een"));
  Install(Titled("twee"));
  EXPECT_THAT(Rollback("anna"), FailsWith(kPrecondition, "SAME_PERSON"));
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/2");
  house.As("bert");
  EXPECT_THAT(house.Ask(&RollbackRuleSet, "name: 'ruleSets/none'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_THAT(house.Ask(&RollbackRuleSet, "name: 'ruleSets/nl'"), FailsWith(kPrecondition, "NOTHING_BEFORE"));
}

TEST_F(RuleChanging, OfTwoWhoActivateAtOnceTheOneSeesWhatTheOtherDid) {
  // Each is fine by itself; together they cannot count.
  v1::RuleSet national = NationalWithoutGroups();
  ASSERT_TRUE(Apply(national).ok());
  ASSERT_TRUE(Apply(Almere()).ok());
  std::atomic<int> done = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> clients;
  for (const char* revision : {"ruleSets/nl/revisions/2", "ruleSets/almere/revisions/1"}) {
    clients.emplace_back([this, revision, &done, &refused] {
      Call call = house.NewCall("ActivateRuleSets");
      call.caller.subject = "carla";
      v1::ActivateRuleSetsRequest request;
      request.add_revisions(revision);
      const auto activated = Serve(call, request, &ActivateRuleSets);
      ++(activated.ok() ? done : refused);
      if (activated.ok()) return;
      EXPECT_EQ(ReasonOf(activated.status()), "RULES_REFUSED");
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, 1);
}

TEST_F(RuleChanging, RulesAreKeptWhenTheServerStartsAgain) {
  Install(Almere());
  const Clock& clock = house.clock();
  ASSERT_TRUE(InstallRules(house.rule_sets(), SmallRules(), clock).ok());
  WorldKeeper again({house.store(), house.directory(), house.rule_sets(), clock, SmallRules().vocabulary},
                    [](const auto&) {});
  ASSERT_TRUE(again.Start().ok());
  EXPECT_EQ(again.Current()->rules.layers->sets().size(), 2u);
  EXPECT_EQ(ActiveAlmere(), "ruleSets/almere/revisions/1");
}

TEST_F(RuleChanging, ChangingAndTryingNeedsAKeeper) {
  for (const char* method :
       {"ValidateRuleSet", "TestRuleSet", "CompareRuleSets", "ApplyRuleSet", "ActivateRuleSets", "RollbackRuleSet"}) {
    Call call = house.NewCall(method);
    call.caller.roles = {kAdviser};
    EXPECT_THAT(Authorise(call), FailsWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED")) << method;
  }
  for (const char* method : {"ListRuleSets", "GetRuleSetRevision", "ListRuleSetRevisions", "DiffRuleSets"}) {
    Call call = house.NewCall(method);
    call.caller.roles = {};
    EXPECT_TRUE(Authorise(call).ok()) << method;
  }
}

}  // namespace
}  // namespace koppel::server
