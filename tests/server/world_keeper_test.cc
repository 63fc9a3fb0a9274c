#include "server/world_keeper.h"

#include "server/handlers/providers.h"
#include "server/rules/activity.h"
#include "tests/server/rule_testing.h"

namespace koppel::server {
namespace {

// Holds tasks until they are let go.
struct Queue {
  std::vector<std::function<void()>> tasks;
  Executor executor() {
    return [this](std::function<void()> task) { tasks.push_back(std::move(task)); };
  }
};

class WorldKeeping : public ::testing::Test {
 protected:
  WorldKeeping()
      : zone(*LoadDutchTimeZone()),
        clock(zone, absl::FromCivil(absl::CivilMinute(2026, 11, 23, 10, 0), zone)),
        store(StoreWith(clock)),
        directory(store),
        rule_sets(store),
        sources{store, directory, rule_sets, clock, SmallRules().vocabulary} {
    EXPECT_TRUE(InstallRules(rule_sets, SmallRules(), clock).ok());
  }

  Revision Put(const std::string& entry) {
    storage::Changes changes;
    changes.put.push_back(Parse<v1::DirectoryEntry>(entry));
    return directory.Apply(changes)->revision;
  }

  // Stores the set and activates it from this day.
  Revision Activate(v1::RuleSet set, const std::string& start_date) {
    const storage::RuleIndex index = *rule_sets.ReadIndex();
    const storage::RuleSetEntry* entry = FindEntry(index, set.name());
    storage::RuleChanges changes;
    changes.expected_head = index.head;
    set.set_revision(entry == nullptr ? 1 : entry->latest + 1);
    changes.add.push_back({.rule_set = set, .author = "anna", .note = "", .create_time = {}});
    changes.activate.push_back({.name = set.name(),
                                .revision = set.revision(),
                                .start_date = start_date,
                                .activated_by = "bert",
                                .rollback = false,
                                .activate_time = {}});
    return rule_sets.Apply(changes)->revision;
  }

  absl::TimeZone zone;
  FakeClock clock;
  storage::MemoryStore store;
  storage::Directory directory;
  storage::RuleSets rule_sets;
  WorldSources sources;
  Queue queue;
};

TEST_F(WorldKeeping, TheFirstWorldIsThereAfterStart) {
  const Revision revision = Put(kProvider);
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  EXPECT_EQ(keeper.Current()->revision, revision);
  EXPECT_TRUE(keeper.WaitFor(revision, absl::InfinitePast()));
}

TEST_F(WorldKeeping, ManyChangesLeadToOneNewWorld) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto old = keeper.Current();
  const Revision before = old->revision;
  Put(kProvider);
  Put(kOtherProvider);
  const Revision last = Put(kLocation);
  ASSERT_EQ(queue.tasks.size(), 1u);
  EXPECT_EQ(keeper.Current(), old);
  queue.tasks.front()();
  EXPECT_EQ(keeper.Current()->revision, last);
  EXPECT_EQ(old->revision, before);
}

TEST_F(WorldKeeping, AChangeDuringABuildLeadsToAnother) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  Put(kProvider);
  queue.tasks.front()();
  const Revision last = Put(kOtherProvider);
  ASSERT_EQ(queue.tasks.size(), 2u);
  queue.tasks.back()();
  EXPECT_EQ(keeper.Current()->revision, last);
}

TEST_F(WorldKeeping, ATaskThatComesAfterTheKeeperIsGoneDoesNothing) {
  {
    WorldKeeper keeper(sources, queue.executor());
    ASSERT_TRUE(keeper.Start().ok());
    Put(kProvider);
  }
  ASSERT_EQ(queue.tasks.size(), 1u);
  queue.tasks.front()();
}

TEST_F(WorldKeeping, WaitingEndsAtTheDeadline) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  EXPECT_FALSE(keeper.WaitFor(Revision{50}, absl::Now() + absl::Milliseconds(20)));
}

TEST_F(WorldKeeping, WhenOnlyRulesChangeTheDirectoryIsNotReadAgain) {
  Put(kProvider);
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto old = keeper.Current();
  const Revision changed = Activate(Almere(), "2026-11-23");
  ASSERT_EQ(queue.tasks.size(), 1u);
  queue.tasks.front()();
  const auto now = keeper.Current();
  EXPECT_EQ(now->revision, changed);
  EXPECT_EQ(now->offerings, old->offerings);
  EXPECT_EQ(now->rules.layers->sets().size(), 2u);
  EXPECT_EQ(&matcher::LayersOf(*now->world), now->rules.layers.get());
  EXPECT_EQ(old->rules.layers->sets().size(), 1u);
}

TEST_F(WorldKeeping, RulesStayTheSameObjectsWhileTheyAreTheSame) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto old = keeper.Current();
  const Revision changed = Put(kProvider);
  queue.tasks.front()();
  EXPECT_EQ(keeper.Current()->revision, changed);
  EXPECT_EQ(keeper.Current()->rules.layers, old->rules.layers);
}

TEST_F(WorldKeeping, LexiconsStayTheSameObjectUntilOtherRevisionsOfThemCount) {
  Activate(Words(), "2026-11-23");
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto first = keeper.Current()->rules;
  const auto compiled = first.lexicons->For("GM0034");
  ASSERT_NE(compiled, nullptr);
  EXPECT_EQ(compiled, first.lexicons->For(""));
  Activate(Almere(), "2026-11-23");
  queue.tasks.back()();
  const auto other_rules = keeper.Current()->rules;
  EXPECT_NE(other_rules.layers, first.layers);
  EXPECT_EQ(other_rules.lexicons, first.lexicons);
  clock.Advance(absl::Hours(24));
  keeper.Tick();
  queue.tasks.back()();
  EXPECT_EQ(keeper.Current()->rules.lexicons, first.lexicons);
  Activate(AlmereWords(), "2026-11-24");
  queue.tasks.back()();
  const auto more_words = keeper.Current()->rules;
  EXPECT_NE(more_words.lexicons, first.lexicons);
  EXPECT_THAT(more_words.lexicons->revisions(),
              testing::ElementsAre("ruleSets/lexicon-almere/revisions/1", "ruleSets/lexicon-words/revisions/1"));
  EXPECT_NE(more_words.lexicons->For("GM0034"), more_words.lexicons->For(""));
  EXPECT_EQ(more_words.lexicons->For("GM0344"), more_words.lexicons->For(""));
}

TEST_F(WorldKeeping, OnANewDayOtherRulesCount) {
  Activate(Almere(), "2026-11-24");
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  EXPECT_EQ(keeper.Current()->rules.layers->sets().size(), 1u);
  clock.Advance(absl::Hours(14) - absl::Seconds(1));
  keeper.Tick();
  EXPECT_EQ(queue.tasks.size(), 0u);
  clock.Advance(absl::Seconds(1));
  keeper.Tick();
  keeper.Tick();
  ASSERT_EQ(queue.tasks.size(), 1u);
  queue.tasks.front()();
  EXPECT_EQ(keeper.Current()->rules.layers->sets().size(), 2u);
  keeper.Tick();
  EXPECT_EQ(queue.tasks.size(), 1u);
}

TEST_F(WorldKeeping, WhoAsksOnANewDayGetsTheRulesOfThatDay) {
  Activate(Almere(), "2026-11-24");
  WorldKeeper keeper(sources, [](const std::function<void()>& task) { task(); });
  ASSERT_TRUE(keeper.Start().ok());
  const absl::CivilDay next(2026, 11, 24);
  clock.Advance(absl::Hours(14));
  EXPECT_EQ(keeper.Current()->rules.layers->sets().size(), 1u);
  EXPECT_EQ(keeper.CurrentOn(next, absl::InfinitePast())->rules.layers->sets().size(), 2u);
}

TEST_F(WorldKeeping, WhoAsksOnANewDayDoesNotWaitLongerThanTheDeadline) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto before = keeper.Current();
  clock.Advance(absl::Hours(14));
  EXPECT_EQ(keeper.CurrentOn(absl::CivilDay(2026, 11, 24), absl::InfinitePast()), before);
  EXPECT_EQ(queue.tasks.size(), 1u);
}

TEST_F(WorldKeeping, RulesThatCannotCountLeaveThePresentOnesAndTheDirectoryGoesOn) {
  WorldKeeper keeper(sources, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto old = keeper.Current();
  v1::RuleSet orphan = Almere();
  orphan.set_parent("ruleSets/none");
  Activate(orphan, "2026-11-23");
  const Revision changed = Put(kProvider);
  queue.tasks.front()();
  EXPECT_EQ(keeper.Current()->revision, changed);
  EXPECT_EQ(keeper.Current()->rules.layers, old->rules.layers);
  const Revision mended = Activate(Almere(), "2026-11-23");
  queue.tasks.back()();
  EXPECT_EQ(keeper.Current()->revision, mended);
  EXPECT_EQ(keeper.Current()->rules.layers->sets().size(), 2u);
}

TEST(WorldKeepingTogether, EverybodySeesWhatTheyWrote) {
  House house;
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([&house, w] {
      for (int i = 0; i < 5; ++i) {
        Call call = house.NewCall("CreateProvider");
        const std::string id = "p" + std::to_string(w) + "-" + std::to_string(i);
        ASSERT_TRUE(
            Serve(call,
                  Parse<v1::CreateProviderRequest>("provider_id: '" + id + "' provider { title: 'x' kind: CARE }"),
                  &CreateProvider)
                .ok());
        ASSERT_TRUE(house.world().WaitFor(call.revision, absl::Now() + absl::Seconds(20)));
        EXPECT_GE(house.world().Current()->revision, call.revision);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
}

TEST(LexiconsTogether, WhoAsksForTheSameAtOnceGetsTheSame) {
  const auto lexicons = Lexicons::Create({Words(), AlmereWords()}, Rules().vocabulary);
  std::vector<std::shared_ptr<const matcher::CompiledLexicon>> found(6);
  std::vector<std::thread> callers;
  for (size_t i = 0; i < found.size(); ++i) {
    callers.emplace_back([&, i] { found[i] = lexicons->For(i % 2 == 0 ? "" : "GM0034"); });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_NE(found[0], nullptr);
  for (size_t i = 2; i < found.size(); ++i) EXPECT_EQ(found[i], found[i % 2]);
}

TEST(LexiconsTogether, ThoseThatCannotBeUsedAreNull) {
  v1::RuleSet broken = Words();
  broken.mutable_lexicon()->mutable_entries(0)->add_words("(half");
  EXPECT_EQ(Lexicons::Create({broken}, Rules().vocabulary)->For("GM0034"), nullptr);
}

}  // namespace
}  // namespace koppel::server
