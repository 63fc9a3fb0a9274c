#include "tests/storage/store_contract.h"

#include <utility>

#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace koppel::storage {
namespace {

using Clock = std::function<absl::Time()>;

std::unique_ptr<EngineStore> OpenRocksDb(const std::string& folder, Clock clock) {
  absl::StatusOr<std::unique_ptr<RocksDbStore>> store = RocksDbStore::Open(folder, {.clock = std::move(clock)});
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

std::unique_ptr<EngineStore> OpenMemory(const std::string&, Clock clock) {
  MemoryStore::Options options;
  options.clock = std::move(clock);
  return std::make_unique<MemoryStore>(std::move(options));
}

std::unique_ptr<EngineStore> OpenTiny(const std::string&, Clock clock) {
  MemoryStore::Options options;
  options.clock = std::move(clock);
  options.limits = {.max_operations = 4, .max_bytes = 100};
  return std::make_unique<MemoryStore>(std::move(options));
}

std::unique_ptr<EngineStore> OpenUnlucky(const std::string&, Clock clock) {
  MemoryStore::Options options;
  options.clock = std::move(clock);
  options.conflicts = 0.3;
  options.compactions = 0.3;
  options.random.seed(20261121);
  return std::make_unique<MemoryStore>(std::move(options));
}

INSTANTIATE_TEST_SUITE_P(Engines, StoreContract,
                         ::testing::Values(StoreKind{.name = "RocksDb", .open = OpenRocksDb, .on_disk = true},
                                           StoreKind{.name = "Memory", .open = OpenMemory},
                                           StoreKind{.name = "TinyMemory", .open = OpenTiny},
                                           StoreKind{.name = "UnluckyMemory", .open = OpenUnlucky, .unlucky = true}),
                         [](const auto& info) { return info.param.name; });

// The twin of the counting test: bad luck does happen in the store that promises it.
TEST(UnluckyMemory, RefusesAndForgetsByChance) {
  const std::unique_ptr<EngineStore> store = OpenUnlucky("", [] { return absl::UnixEpoch(); });
  int refused = 0;
  for (int i = 0; i < 100; ++i) {
    Batch batch;
    batch.Put(absl::StrCat("key", i), "v");
    if (absl::IsAborted(store->Commit(batch, {{"none", Revision{0}}}).status())) ++refused;
  }
  EXPECT_GT(refused, 10);
  EXPECT_LT(refused, 60);
  EXPECT_EQ(store->Watch("", Revision{0}, [](const ChangeSet&) {}).status().code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace koppel::storage
