#include "server/world_keeper.h"

#include "server/handlers/providers.h"
#include "tests/server/testing.h"

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
  WorldKeeping() : directory(store), book(*LoadRules(RulesFolder())) {}

  Revision Put(const std::string& entry) {
    storage::Changes changes;
    changes.put.push_back(Parse<v1::DirectoryEntry>(entry));
    return directory.Apply(changes)->revision;
  }

  storage::MemoryStore store;
  storage::Directory directory;
  RuleBook book;
  Queue queue;
};

TEST_F(WorldKeeping, TheFirstWorldIsThereAfterStart) {
  const Revision revision = Put(kProvider);
  WorldKeeper keeper(directory, book, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  EXPECT_EQ(keeper.Current()->revision, revision);
  EXPECT_TRUE(keeper.WaitFor(revision, absl::InfinitePast()));
}

TEST_F(WorldKeeping, ManyChangesLeadToOneNewWorld) {
  WorldKeeper keeper(directory, book, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  const auto old = keeper.Current();
  Put(kProvider);
  Put(kOtherProvider);
  const Revision last = Put(kLocation);
  ASSERT_EQ(queue.tasks.size(), 1u);
  EXPECT_EQ(keeper.Current(), old);
  queue.tasks.front()();
  EXPECT_EQ(keeper.Current()->revision, last);
  EXPECT_EQ(old->revision, Revision{});
}

TEST_F(WorldKeeping, AChangeDuringABuildLeadsToAnother) {
  WorldKeeper keeper(directory, book, queue.executor());
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
    WorldKeeper keeper(directory, book, queue.executor());
    ASSERT_TRUE(keeper.Start().ok());
    Put(kProvider);
  }
  ASSERT_EQ(queue.tasks.size(), 1u);
  queue.tasks.front()();
}

TEST_F(WorldKeeping, WaitingEndsAtTheDeadline) {
  WorldKeeper keeper(directory, book, queue.executor());
  ASSERT_TRUE(keeper.Start().ok());
  EXPECT_FALSE(keeper.WaitFor(Revision{5}, absl::Now() + absl::Milliseconds(20)));
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

}  // namespace
}  // namespace koppel::server
