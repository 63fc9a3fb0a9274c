// What was acknowledged is there after a power cut; and, as its twin, without syncing it is not: so the test can tell.
//
// KOPPEL_CRASH_ROUNDS sets the number of rounds.

#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/temp_folder.h"
#include "tests/storage/unsynced_file_system.h"

namespace koppel::storage {
namespace {

constexpr int kThreads = 4;

int Rounds() {
  const char* rounds = std::getenv("KOPPEL_CRASH_ROUNDS");
  return rounds == nullptr ? 8 : std::atoi(rounds);
}

// Commits on many threads until the power is cut, and remembers what was acknowledged.
class Writers {
 public:
  Writers(Store& store, int round, size_t until, std::function<void()> cut)
      : store_(store), round_(round), until_(until), cut_(std::move(cut)) {}

  std::set<std::string> Run() {
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) threads.emplace_back([this, thread] { Write(thread); });
    for (std::thread& thread : threads) thread.join();
    return acknowledged_;
  }

 private:
  void Write(int thread) {
    for (int i = 0;; ++i) {
      const std::string key = absl::StrCat("round", round_, "/", thread, "/", i);
      Batch batch;
      batch.Put(key, key + std::string(i * 37 % 5000, 'x'));
      if (!store_.Commit(batch, {}).ok()) return;
      const std::lock_guard lock(mutex_);
      acknowledged_.insert(key);
      if (acknowledged_.size() == until_) cut_();
    }
  }

  Store& store_;
  const int round_;
  const size_t until_;
  const std::function<void()> cut_;
  std::mutex mutex_;
  std::set<std::string> acknowledged_;  // Guarded by mutex_.
};

// How many acknowledged records were lost over all rounds. Every time the store must open and verify.
int LostRecords(bool sync) {
  TempFolder folder;
  UnsyncedFileSystem files;
  std::mt19937 random(20261121);
  std::set<std::string> acknowledged;
  int lost = 0;
  for (int round = 0; round < Rounds(); ++round) {
    const RocksDbStore::Options options = {.clock = [] { return absl::UnixEpoch(); }, .sync = sync, .env = files.env()};
    auto store = RocksDbStore::Open(folder.path(), options);
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return -1;
    EXPECT_TRUE((*store)->Verify().ok()) << (*store)->Verify();
    const size_t until = std::uniform_int_distribution<size_t>(1, 150)(random);
    acknowledged.merge(Writers(**store, round, until, [&files] { files.CutPower(); }).Run());
    store->reset();
    files.RestorePower();
    store = RocksDbStore::Open(folder.path(), options);
    EXPECT_TRUE(store.ok()) << store.status();
    if (!store.ok()) return -1;
    EXPECT_TRUE((*store)->Verify().ok()) << (*store)->Verify();
    for (const std::string& key : acknowledged) {
      const absl::StatusOr<Record> record = (*store)->Get(key);
      if (!record.ok() || !record->value.starts_with(key)) ++lost;
    }
  }
  return lost;
}

TEST(PowerCut, LosesNothingThatWasAcknowledged) { EXPECT_EQ(LostRecords(/*sync=*/true), 0); }

TEST(PowerCut, LosesRecordsWhenTheStoreDoesNotSync) { EXPECT_GT(LostRecords(/*sync=*/false), 0); }

}  // namespace
}  // namespace koppel::storage
