// Many want the few places there are, on two servers with one store: every place is given once, and none is lost. The
// full count: KOPPEL_ROUNDS=1000 place_race_test.

#include "tests/server/place_race.h"

#include <cstdlib>

#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/temp_folder.h"

namespace koppel::server {
namespace {

constexpr int64_t kNow = 1795424400;  // 23 November 2026, ten o'clock.

// With the sanitizers everything takes many times as long, and what they find they find in few rounds.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kUsualRounds = 5;
#else
constexpr int kUsualRounds = 50;
#endif

int Rounds() {
  const char* rounds = std::getenv("KOPPEL_ROUNDS");
  return rounds == nullptr ? kUsualRounds : std::atoi(rounds);
}

enum class RaceStore { kUnluckyMemory, kRocksDb };

class PlaceRace : public ::testing::TestWithParam<RaceStore> {
 protected:
  PlaceRace() : clock_(*LoadDutchTimeZone(), absl::FromUnixSeconds(kNow)) {
    OpenStore();
    for (auto& core : cores_) core = std::make_unique<Core>(*store_, clock_);
  }

  void OpenStore() {
    const auto clock = [this] { return clock_.Now(); };
    if (GetParam() == RaceStore::kRocksDb) {
      store_ = *storage::RocksDbStore::Open(folder_.path(), {.clock = clock});
    } else {
      storage::MemoryStore::Options options;
      options.clock = clock;
      options.conflicts = 0.1;
      store_ = std::make_unique<storage::MemoryStore>(std::move(options));
    }
  }

  FakeClock clock_;
  storage::TempFolder folder_;
  std::unique_ptr<storage::EngineStore> store_;
  Cores cores_;
};

INSTANTIATE_TEST_SUITE_P(Stores, PlaceRace, ::testing::Values(RaceStore::kUnluckyMemory, RaceStore::kRocksDb),
                         [](const auto& info) {
                           return info.param == RaceStore::kRocksDb ? "RocksDb" : "UnluckyMemory";
                         });

TEST_P(PlaceRace, EveryPlaceThatComesFreeIsGivenOnce) {
  const int rounds = Rounds();
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    Race race(cores_, round);
    ASSERT_NO_FATAL_FAILURE(race.Prepare(0));
    race.Run([&race] {
      race.SetFree(kPlaces);
      race.WaitForYeses(kPlaces);
      for (int server = 0; server < kServers; ++server) race.FreeThem(server);
    });
    race.CheckPlacements();
    EXPECT_EQ(race.Winners(), kPlaces);
    EXPECT_EQ(race.CapacityNow().held(), kPlaces);
    EXPECT_EQ(race.CapacityNow().reported_free(), kPlaces);
    EXPECT_EQ(race.Waiting(), kClients - kPlaces);
    race.GoHome();
    EXPECT_EQ(race.Waiting(), 0);
    EXPECT_EQ(race.CapacityNow().held(), kPlaces);
  }
  std::printf("place race: %d rounds, %d clients for %d places\n", rounds, kClients, kPlaces);
}

// Nobody is oversold unknowingly: the partner's own figure follows what it accepts.
TEST_P(PlaceRace, EveryYesAboveTheFigureRaisesIt) {
  Race race(cores_, 0);
  ASSERT_NO_FATAL_FAILURE(race.Prepare(kPlaces));
  race.Run([&race] { race.WaitForYeses(kClients); });
  race.CheckPlacements();
  EXPECT_EQ(race.Winners(), kClients);
  EXPECT_EQ(race.CapacityNow().held(), kClients);
  EXPECT_EQ(race.CapacityNow().reported_free(), kClients);
  EXPECT_EQ(race.CapacityNow().total(), 20 + kClients - kPlaces);
}

// Does not look whether records are still as they were read, and takes its time.
class CarelessStore : public storage::MemoryStore {
 public:
  using MemoryStore::MemoryStore;

  absl::StatusOr<storage::Committed> Commit(const storage::Batch& batch,
                                            absl::Span<const storage::Precondition>) override {
    absl::SleepFor(absl::Milliseconds(1));
    return MemoryStore::Commit(batch, {});
  }
};

// The twin of the race: where commits do not look, places are lost.
TEST(PlaceRaceTwin, WithoutPreconditionsPlacesAreLost) {
  FakeClock clock(*LoadDutchTimeZone(), absl::FromUnixSeconds(kNow));
  CarelessStore store;
  Cores cores;
  for (auto& core : cores) core = std::make_unique<Core>(store, clock);
  Race race(cores, 0);
  ASSERT_NO_FATAL_FAILURE(race.Prepare(kPlaces));
  race.Run([&race] { race.WaitForYeses(kClients); });
  EXPECT_EQ(race.Winners(), kClients);
  EXPECT_LT(race.CapacityNow().held(), kClients);
}

}  // namespace
}  // namespace koppel::server
