#include "server/rules/installation.h"

#include "server/rules/active_rules.h"
#include "server/rules/activity.h"
#include "tests/server/rule_testing.h"

namespace koppel::server {
namespace {

class Installing : public ::testing::Test {
 protected:
  Installing()
      : zone(*LoadDutchTimeZone()),
        clock(zone, absl::FromCivil(absl::CivilMinute(2026, 11, 23, 10, 0), zone)),
        store(StoreWith(clock)),
        rule_sets(store) {}

  absl::Status Install(const std::vector<v1::RuleSet>& sets) {
    return InstallRules(rule_sets, {.vocabulary = Rules().vocabulary, .sets = sets}, clock);
  }

  // Somebody writes the next revision and activates it from today.
  void Change(v1::RuleSet set, bool activate) {
    const storage::RuleIndex index = *rule_sets.ReadIndex();
    storage::RuleChanges changes;
    changes.expected_head = index.head;
    set.set_revision(FindEntry(index, set.name())->latest + 1);
    changes.add.push_back({.rule_set = set, .author = "anna", .note = "", .create_time = {}});
    if (activate) {
      changes.activate.push_back({.name = set.name(),
                                  .revision = set.revision(),
                                  .start_date = "2026-11-23",
                                  .activated_by = "bert",
                                  .rollback = false,
                                  .activate_time = {}});
    }
    ASSERT_TRUE(rule_sets.Apply(changes).ok());
  }

  int Active(const std::string& name) {
    const storage::RuleIndex index = *rule_sets.ReadIndex();
    const storage::RuleSetEntry* entry = FindEntry(index, name);
    return entry == nullptr ? 0 : ActiveOn(*entry, clock.Today());
  }

  static v1::RuleSet Titled(v1::RuleSet set, const std::string& title) {
    set.set_title(title);
    return set;
  }

  absl::TimeZone zone;
  FakeClock clock;
  storage::MemoryStore store;
  storage::RuleSets rule_sets;
};

TEST_F(Installing, SetsThatAreNotThereAreStoredAndCountFromToday) {
  ASSERT_TRUE(Install({National(), Almere()}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 1);
  EXPECT_EQ(Active("ruleSets/almere"), 1);
  EXPECT_EQ(rule_sets.Get("ruleSets/nl", 1)->author, kProgram);
  EXPECT_EQ(rule_sets.ReadIndex()->sets[0].activations[0].activated_by, kProgram);
  const auto rules = ReadRulesOfDay(rule_sets, Rules().vocabulary, clock.Today(), nullptr);
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->layers->sets().size(), 2u);
}

TEST_F(Installing, TheSameFilesAgainChangeNothing) {
  ASSERT_TRUE(Install({National()}).ok());
  const Revision before = store.Latest();
  ASSERT_TRUE(Install({National()}).ok());
  EXPECT_EQ(store.Latest(), before);
}

// Sets that do not fit in one commit of the store.
std::vector<v1::RuleSet> LargeSets() {
  std::vector<v1::RuleSet> sets = {National()};
  for (int i = 0; i < 5; ++i) {
    v1::RuleSet& set = sets.emplace_back(Words());
    set.set_name("ruleSets/lexicon-" + std::to_string(i));
    set.clear_lexicon();
    set.mutable_lexicon()->add_ordinary_words(std::string(300000, static_cast<char>('a' + i)));
  }
  return sets;
}

TEST_F(Installing, WhatDoesNotFitInOneCommitIsStoredInMoreAndCountsFromTheLast) {
  ASSERT_TRUE(Install(LargeSets()).ok());
  for (const v1::RuleSet& set : LargeSets()) EXPECT_EQ(Active(set.name()), 1) << set.name();
  const Revision before = store.Latest();
  ASSERT_TRUE(Install(LargeSets()).ok());
  EXPECT_EQ(store.Latest(), before);
}

TEST_F(Installing, AnInstallationThatBrokeOffGoesOn) {
  storage::RuleChanges part;
  part.add.push_back({.rule_set = National(), .author = kProgram, .note = "", .create_time = {}});
  part.add.back().rule_set.set_revision(1);
  ASSERT_TRUE(rule_sets.Apply(part).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 0);
  ASSERT_TRUE(Install({National(), Words()}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 1);
  EXPECT_EQ(Active("ruleSets/lexicon-words"), 1);
  EXPECT_EQ(FindEntry(*rule_sets.ReadIndex(), "ruleSets/nl")->latest, 1);
}

TEST_F(Installing, AnUpgradeThatBrokeOffGoesOn) {
  ASSERT_TRUE(Install({National()}).ok());
  storage::RuleChanges part;
  part.expected_head = rule_sets.ReadIndex()->head;
  part.add.push_back({.rule_set = Titled(National(), "Nieuw"), .author = kProgram, .note = "", .create_time = {}});
  part.add.back().rule_set.set_revision(2);
  ASSERT_TRUE(rule_sets.Apply(part).ok());
  ASSERT_TRUE(Install({Titled(National(), "Nieuw")}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 2);
  EXPECT_EQ(FindEntry(*rule_sets.ReadIndex(), "ruleSets/nl")->latest, 2);
}

TEST_F(Installing, NewWordsThatDoNotGoWithThoseThatAreThereAreNotUsed) {
  ASSERT_TRUE(Install({National(), Words()}).ok());
  Change(Titled(Words(), "Van ons"), /*activate=*/true);
  v1::RuleSet more = AlmereWords();
  more.clear_municipalities();
  more.mutable_lexicon()->mutable_entries(0)->set_id("lonely");
  ASSERT_TRUE(Install({National(), Words(), more}).ok());
  EXPECT_EQ(Active("ruleSets/lexicon-almere"), 0);
  more.mutable_lexicon()->mutable_entries(0)->set_id("still");
  ASSERT_TRUE(Install({National(), Words(), more}).ok());
  EXPECT_EQ(Active("ruleSets/lexicon-almere"), 1);
  EXPECT_EQ(Active("ruleSets/lexicon-words"), 2);
}

TEST_F(Installing, WordsThatAreNotUsedDoNotKeepNewRulesAway) {
  ASSERT_TRUE(Install({National()}).ok());
  v1::RuleSet failing = Words();
  failing.mutable_lexicon()->mutable_examples(0)->set_domains(0, v1::BODY);
  ASSERT_TRUE(Install({Titled(National(), "Nieuw"), failing}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 2);
  EXPECT_EQ(Active("ruleSets/lexicon-words"), 0);
}

TEST_F(Installing, RulesThatAreNotUsedDoNotKeepNewWordsAway) {
  ASSERT_TRUE(Install({National(), Almere()}).ok());
  Change(Titled(Almere(), "Van ons"), /*activate=*/true);
  v1::RuleSet national = National();
  *national.add_conditions() = Almere().conditions(0);
  ASSERT_TRUE(Install({national, Almere(), Words()}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 1);
  EXPECT_EQ(Active("ruleSets/lexicon-words"), 1);
}

TEST_F(Installing, ANewVersionOfWhatNobodyChangedIsUsed) {
  ASSERT_TRUE(Install({National()}).ok());
  clock.Advance(absl::Hours(24));
  ASSERT_TRUE(Install({Titled(National(), "Nieuw")}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 2);
  EXPECT_EQ(rule_sets.Get("ruleSets/nl", 2)->rule_set.title(), "Nieuw");
  ASSERT_TRUE(Install({Titled(National(), "Nieuw")}).ok());
  EXPECT_EQ(rule_sets.ReadIndex()->sets[0].latest, 2);
}

TEST_F(Installing, WhatSomebodyChangedStaysAsItIs) {
  ASSERT_TRUE(Install({National()}).ok());
  Change(Titled(National(), "Van ons"), /*activate=*/true);
  ASSERT_TRUE(Install({Titled(National(), "Nieuw")}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 2);
  EXPECT_EQ(rule_sets.ReadIndex()->sets[0].latest, 2);
}

TEST_F(Installing, ADraftThatNobodyActivatedDoesNotKeepANewVersionAway) {
  ASSERT_TRUE(Install({National()}).ok());
  Change(Titled(National(), "Van ons"), /*activate=*/false);
  ASSERT_TRUE(Install({Titled(National(), "Nieuw")}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 3);
  EXPECT_EQ(rule_sets.ReadIndex()->sets[0].latest, 3);
}

TEST_F(Installing, ANewVersionThatDoesNotGoWithTheSetsThatAreThereIsNotUsed) {
  ASSERT_TRUE(Install({National(), Almere()}).ok());
  Change(Titled(Almere(), "Van ons"), /*activate=*/true);
  v1::RuleSet national = National();
  *national.add_conditions() = Almere().conditions(0);
  ASSERT_TRUE(Install({national, Almere()}).ok());
  EXPECT_EQ(Active("ruleSets/nl"), 1);
  EXPECT_EQ(Active("ruleSets/almere"), 2);
}

TEST_F(Installing, ActiveSetsThatCannotCountTogetherKeepTheServerFromStarting) {
  ASSERT_TRUE(Install({National()}).ok());
  v1::RuleSet broken = National();
  broken.mutable_conditions(0)->mutable_must()->mutable_test()->set_field("pair.of_the_past");
  Change(broken, /*activate=*/true);
  storage::Directory directory(store);
  WorldKeeper keeper({store, directory, rule_sets, clock, Rules().vocabulary}, [](const auto&) {});
  const absl::Status started = keeper.Start();
  EXPECT_EQ(started.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(started.message()), testing::HasSubstr("ruleSets/nl: conditions[0].must.test.field: "));
  EXPECT_THAT(std::string(started.message()), testing::HasSubstr("pair.of_the_past"));
}

}  // namespace
}  // namespace koppel::server
