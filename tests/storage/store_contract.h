// What every store must do, whatever its engine. An engine joins with
//
//   INSTANTIATE_TEST_SUITE_P(MyStore, StoreContract, testing::Values(StoreKind{"mine", OpenMine}));

#ifndef KOPPEL_TESTS_STORAGE_STORE_CONTRACT_H_
#define KOPPEL_TESTS_STORAGE_STORE_CONTRACT_H_

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/engine_store.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {

struct StoreKind {
  std::string name;
  // Opens a store, in this folder if it keeps its records in one.
  std::function<std::unique_ptr<EngineStore>(const std::string& folder, std::function<absl::Time()> clock)> open;
  // Whether the store refuses commits by chance and forgets parts of its change log by itself.
  bool unlucky = false;
  // Whether it can be backed up and opened again.
  bool on_disk = false;

  friend void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }
};

class StoreContract : public ::testing::TestWithParam<StoreKind> {
 protected:
  using Changes = std::vector<ChangeSet>;

  void SetUp() override {
    store_ = GetParam().open(folder_.path(), [this] { return now_; });
    ASSERT_NE(store_, nullptr);
  }

  Store& store() { return *store_; }
  StoreAdmin& admin() { return *store_; }

  // Commits what must succeed: a conflict by chance is tried again.
  Committed Commit(const Batch& batch, const std::vector<Precondition>& preconditions = {}) {
    absl::StatusOr<Committed> committed = store().Commit(batch, preconditions);
    while (absl::IsAborted(committed.status())) committed = store().Commit(batch, preconditions);
    EXPECT_TRUE(committed.ok()) << committed.status();
    return committed.value_or(Committed{});
  }

  Committed Put(const std::string& key, const std::string& value, Keep keep = Keep::kCurrent) {
    Batch batch;
    batch.Put(key, value, keep);
    return Commit(batch);
  }

  Committed Delete(const std::string& key) {
    Batch batch;
    batch.Delete(key);
    return Commit(batch);
  }

  absl::StatusCode CommitCode(const Batch& batch, const std::vector<Precondition>& preconditions = {}) {
    return store().Commit(batch, preconditions).status().code();
  }

  // The value of a record; "(none)" when there is none.
  std::string ValueOf(const std::string& key) {
    const absl::StatusOr<Record> record = store().Get(key);
    return record.ok() ? record->value : "(none)";
  }

  std::vector<std::string> KeysIn(const std::string& start, const std::string& end, size_t limit = 0) {
    const absl::StatusOr<Listing> listing = store().List(start, end, limit);
    EXPECT_TRUE(listing.ok()) << listing.status();
    std::vector<std::string> keys;
    for (const Record& record : listing.value_or(Listing{}).records) keys.push_back(record.key);
    return keys;
  }

  std::unique_ptr<Subscription> WatchInto(Changes& changes, Revision after, const std::string& prefix = "") {
    auto subscription =
        store().Watch(prefix, after, [&changes](const ChangeSet& change) { changes.push_back(change); });
    EXPECT_TRUE(subscription.ok()) << subscription.status();
    return subscription.ok() ? *std::move(subscription) : nullptr;
  }

  static std::vector<int64_t> RevisionsOf(const Changes& changes) {
    std::vector<int64_t> revisions;
    for (const ChangeSet& change : changes) revisions.push_back(change.revision.value);
    return revisions;
  }

  TempFolder folder_;
  absl::Time now_ = absl::FromUnixSeconds(1000);
  std::unique_ptr<EngineStore> store_;
};

TEST_P(StoreContract, WhatWasPutIsReadBack) {
  const Committed committed = Put("key", "value");
  const absl::StatusOr<Record> record = store().Get("key");
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->key, "key");
  EXPECT_EQ(record->value, "value");
  EXPECT_EQ(record->revision, committed.revision);
  EXPECT_EQ(record->time, committed.time);
}

TEST_P(StoreContract, KeysAndValuesAreAnyBytes) {
  const std::string bytes("\x00\xff\x01 \x00", 5);
  Put(bytes, bytes);
  Put("", "");
  EXPECT_EQ(ValueOf(bytes), bytes);
  EXPECT_EQ(ValueOf(""), "");
}

TEST_P(StoreContract, GetOfNoRecordIsNotFound) {
  EXPECT_EQ(store().Get("key").status().code(), absl::StatusCode::kNotFound);
}

TEST_P(StoreContract, WhatWasDeletedIsNotFound) {
  Put("key", "value");
  Delete("key");
  EXPECT_EQ(store().Get("key").status().code(), absl::StatusCode::kNotFound);
}

TEST_P(StoreContract, DeletingWhatIsNotThereIsACommit) {
  const Revision before = store().Latest();
  EXPECT_EQ(Delete("key").revision.value, before.value + 1);
}

TEST_P(StoreContract, RevisionsAreDense) {
  EXPECT_EQ(store().Latest(), Revision{0});
  EXPECT_EQ(Put("a", "1").revision, Revision{1});
  EXPECT_EQ(Put("a", "2").revision, Revision{2});
  EXPECT_EQ(store().Latest(), Revision{2});
}

TEST_P(StoreContract, ARefusedCommitTakesNoRevisionAndChangesNothing) {
  Put("a", "1");
  Batch batch;
  batch.Put("a", "2");
  batch.Put("b", "2");
  EXPECT_EQ(CommitCode(batch, {{"b", Revision{9}}}), absl::StatusCode::kAborted);
  EXPECT_EQ(ValueOf("a"), "1");
  EXPECT_EQ(ValueOf("b"), "(none)");
  EXPECT_EQ(Put("a", "3").revision, Revision{2});
}

TEST_P(StoreContract, TimeNeverGoesBack) {
  EXPECT_EQ(Put("a", "1").time, absl::FromUnixSeconds(1000));
  now_ = absl::FromUnixSeconds(900);
  EXPECT_EQ(Put("a", "2").time, absl::FromUnixSeconds(1000));
  now_ = absl::FromUnixSeconds(1100);
  EXPECT_EQ(Put("a", "3").time, absl::FromUnixSeconds(1100));
}

TEST_P(StoreContract, TheTimeOfACommitIsReadBackToTheMicrosecond) {
  now_ += absl::Nanoseconds(1999);
  const Committed committed = Put("a", "1");
  EXPECT_EQ(committed.time, absl::FromUnixSeconds(1000) + absl::Microseconds(1));
  EXPECT_EQ(store().Get("a")->time, committed.time);
}

TEST_P(StoreContract, CommitWithStalePreconditionIsAborted) {
  const Revision old = Put("a", "1").revision;
  Put("a", "2");
  Batch batch;
  batch.Put("a", "3");
  EXPECT_EQ(CommitCode(batch, {{"a", old}}), absl::StatusCode::kAborted);
  EXPECT_EQ(ValueOf("a"), "2");
}

TEST_P(StoreContract, CommitWithTheRevisionThatWasReadSucceeds) {
  const Revision now = Put("a", "1").revision;
  Batch batch;
  batch.Put("b", "because of a");
  Commit(batch, {{"a", now}});
  EXPECT_EQ(ValueOf("b"), "because of a");
}

TEST_P(StoreContract, RevisionZeroAsksThatThereIsNoRecord) {
  Batch batch;
  batch.Put("a", "1");
  Commit(batch, {{"a", Revision{0}}});
  EXPECT_EQ(CommitCode(batch, {{"a", Revision{0}}}), absl::StatusCode::kAborted);
  Delete("a");
  Commit(batch, {{"a", Revision{0}}});
  EXPECT_EQ(ValueOf("a"), "1");
}

TEST_P(StoreContract, OnePreconditionThatFailsIsEnough) {
  const Revision a = Put("a", "1").revision;
  const Revision b = Put("b", "1").revision;
  Put("b", "2");
  Batch batch;
  batch.Put("c", "1");
  EXPECT_EQ(CommitCode(batch, {{"a", a}, {"b", b}}), absl::StatusCode::kAborted);
}

TEST_P(StoreContract, AnEmptyCommitIsRefused) { EXPECT_EQ(CommitCode(Batch()), absl::StatusCode::kInvalidArgument); }

TEST_P(StoreContract, AKeyTwiceInOneCommitIsRefused) {
  Batch batch;
  batch.Put("a", "1");
  batch.Delete("a");
  EXPECT_EQ(CommitCode(batch), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreContract, AsManyChangesAsTheLimitAreTakenAndOneMoreIsRefused) {
  Batch batch;
  for (int i = 0; i < store().limits().max_operations; ++i) batch.Put(absl::StrCat("key", i), "v");
  Commit(batch);
  batch.Put("one more", "v");
  EXPECT_EQ(CommitCode(batch), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ValueOf("one more"), "(none)");
}

TEST_P(StoreContract, MorePreconditionsThanTheLimitAreRefused) {
  const std::vector<Precondition> many(store().limits().max_operations + 1, Precondition{"none", Revision{0}});
  Batch batch;
  batch.Put("a", "1");
  absl::StatusCode code = CommitCode(batch, many);
  while (code == absl::StatusCode::kAborted && GetParam().unlucky) code = CommitCode(batch, many);
  EXPECT_EQ(code, absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreContract, AsManyBytesAsTheLimitAreTakenAndOneMoreIsRefused) {
  const std::string value(store().limits().max_bytes - 3, 'x');
  Batch fits;
  fits.Put("key", value);
  Commit(fits);
  Batch too_large;
  too_large.Put("keyy", value);
  EXPECT_EQ(CommitCode(too_large), absl::StatusCode::kInvalidArgument);
}

TEST_P(StoreContract, AValueMadeTooLargeIsRefused) {
  Batch batch;
  batch.PutMade("a", [this](const Committed&) { return std::string(store().limits().max_bytes, 'x'); });
  EXPECT_EQ(CommitCode(batch), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put("b", "1").revision, Revision{1});
}

TEST_P(StoreContract, AMadeValueKnowsItsCommit) {
  Batch batch;
  batch.PutMade("a", [](const Committed& commit) {
    return absl::StrCat("revision ", commit.revision.value, " at ", absl::ToUnixSeconds(commit.time));
  });
  Commit(batch);
  EXPECT_EQ(ValueOf("a"), "revision 1 at 1000");
}

TEST_P(StoreContract, ListGivesTheRangeInOrderOfBytes) {
  for (const std::string key : {"b", "a", "c", "\xff", "ab"}) Put(key, key);
  EXPECT_THAT(KeysIn("a", "c"), ::testing::ElementsAre("a", "ab", "b"));
  EXPECT_THAT(KeysIn("b", ""), ::testing::ElementsAre("b", "c", "\xff"));
  EXPECT_THAT(KeysIn("c", "a"), ::testing::IsEmpty());
}

TEST_P(StoreContract, ListSaysWhetherThereIsMore) {
  for (const std::string key : {"a", "b", "c"}) Put(key, key);
  EXPECT_TRUE(store().List("", "", 2)->more);
  EXPECT_THAT(KeysIn("", "", 2), ::testing::ElementsAre("a", "b"));
  EXPECT_FALSE(store().List("", "", 3)->more);
  EXPECT_FALSE(store().List("", "", 0)->more);
}

TEST_P(StoreContract, ListCarriesTheRevisionItWasReadAt) {
  EXPECT_EQ(store().List("", "", 0)->revision, Revision{0});
  Put("a", "1");
  Put("b", "1");
  EXPECT_EQ(store().List("", "b", 0)->revision, Revision{2});
}

TEST_P(StoreContract, HistoryGivesDeclaredValuesOldestFirst) {
  Put("a", "1", Keep::kHistory);
  Put("a", "not kept");
  Put("a", "3", Keep::kHistory);
  Delete("a");
  Put("ab", "another", Keep::kHistory);
  const absl::StatusOr<std::vector<Record>> history = store().History("a");
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_EQ(history->size(), 2);
  EXPECT_EQ(history->front().value, "1");
  EXPECT_EQ(history->front().revision, Revision{1});
  EXPECT_EQ(history->back().value, "3");
  EXPECT_EQ(history->back().revision, Revision{3});
}

TEST_P(StoreContract, PurgedHistoryIsGoneAndTheRecordStays) {
  Put("a", "1", Keep::kHistory);
  Put("b", "1", Keep::kHistory);
  EXPECT_TRUE(admin().PurgeHistory("a").ok());
  EXPECT_THAT(*store().History("a"), ::testing::IsEmpty());
  EXPECT_THAT(*store().History("b"), ::testing::SizeIs(1));
  EXPECT_EQ(ValueOf("a"), "1");
}

TEST_P(StoreContract, WatchTellsOfEachCommitOnceInOrder) {
  Changes changes;
  const auto subscription = WatchInto(changes, Revision{0});
  Put("a", "1");
  Batch batch;
  batch.Put("c", "1");
  batch.Delete("b");
  const Committed second = Commit(batch);
  ASSERT_EQ(RevisionsOf(changes), (std::vector<int64_t>{1, 2}));
  EXPECT_THAT(changes[1].keys, ::testing::ElementsAre("c", "b"));
  EXPECT_EQ(changes[1].time, second.time);
}

TEST_P(StoreContract, WatchStartsWithWhatHappenedBefore) {
  if (GetParam().unlucky) GTEST_SKIP() << "the log may be gone";
  for (const std::string key : {"a", "b", "c"}) Put(key, key);
  Changes changes;
  const auto subscription = WatchInto(changes, Revision{1});
  EXPECT_EQ(RevisionsOf(changes), (std::vector<int64_t>{2, 3}));
  Put("d", "1");
  EXPECT_EQ(RevisionsOf(changes), (std::vector<int64_t>{2, 3, 4}));
  EXPECT_THAT(changes[0].keys, ::testing::ElementsAre("b"));
}

TEST_P(StoreContract, WatchTellsOnlyOfItsPrefix) {
  Changes changes;
  const auto subscription = WatchInto(changes, Revision{0}, "a/");
  Put("a", "1");
  Put("a/1", "1");
  Put("b", "1");
  EXPECT_EQ(RevisionsOf(changes), (std::vector<int64_t>{2}));
}

TEST_P(StoreContract, AWatchThatEndedIsToldNothing) {
  Changes changes;
  auto subscription = WatchInto(changes, Revision{0});
  Put("a", "1");
  subscription.reset();
  Put("a", "2");
  EXPECT_EQ(RevisionsOf(changes), (std::vector<int64_t>{1}));
}

TEST_P(StoreContract, ASubscriptionMayOutliveTheStore) {
  Changes changes;
  auto subscription = WatchInto(changes, Revision{0});
  store_.reset();
  subscription.reset();
  EXPECT_THAT(changes, ::testing::IsEmpty());
}

TEST_P(StoreContract, WatchFromBeforeTheLogIsOutOfRange) {
  for (const std::string key : {"a", "b", "c"}) Put(key, key);
  ASSERT_TRUE(admin().Compact(Revision{2}).ok());
  const auto ignore = [](const ChangeSet&) {};
  EXPECT_EQ(store().Watch("", Revision{1}, ignore).status().code(), absl::StatusCode::kOutOfRange);
  if (!GetParam().unlucky) {
    EXPECT_TRUE(store().Watch("", Revision{2}, ignore).ok());
  }
  EXPECT_TRUE(store().Watch("", Revision{3}, ignore).ok());
}

TEST_P(StoreContract, WatchFromAfterTheLastCommitIsOutOfRange) {
  Put("a", "1");
  EXPECT_EQ(store().Watch("", Revision{2}, [](const ChangeSet&) {}).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_P(StoreContract, CompactForgetsNoRecordAndNeverGoesBack) {
  for (const std::string key : {"a", "b", "c"}) Put(key, key);
  EXPECT_TRUE(admin().Compact(Revision{3}).ok());
  EXPECT_TRUE(admin().Compact(Revision{1}).ok());
  EXPECT_THAT(KeysIn("", ""), ::testing::ElementsAre("a", "b", "c"));
  EXPECT_EQ(store().Watch("", Revision{2}, [](const ChangeSet&) {}).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(admin().Compact(Revision{4}).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(admin().Verify().ok()) << admin().Verify();
}

TEST_P(StoreContract, AFreshStoreIsReadyAndVerifies) {
  EXPECT_TRUE(store().Ready().ok());
  EXPECT_TRUE(admin().Verify().ok()) << admin().Verify();
}

TEST_P(StoreContract, AUsedStoreVerifies) {
  for (int i = 0; i < 50; ++i) {
    Put(absl::StrCat("key", i % 7), absl::StrCat(i), i % 2 == 0 ? Keep::kHistory : Keep::kCurrent);
    if (i % 5 == 0) Delete(absl::StrCat("key", i % 3));
  }
  EXPECT_TRUE(admin().Verify().ok()) << admin().Verify();
}

TEST_P(StoreContract, CommitsOfManyThreadsAreDenseAndEveryWatchSeesThemInOrder) {
  constexpr int kThreads = 8;
  constexpr int kCommits = 200;
  Changes seen;
  const auto subscription = WatchInto(seen, Revision{0});
  std::vector<std::vector<int64_t>> revisions(kThreads);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kCommits; ++i) {
        revisions[thread].push_back(Put(absl::StrCat("thread", thread, "/", i), "v").revision.value);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<bool> given(kThreads * kCommits + 1);
  for (const std::vector<int64_t>& mine : revisions) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    for (const int64_t revision : mine) {
      ASSERT_LE(revision, kThreads * kCommits);
      EXPECT_FALSE(given[revision]) << revision;
      given[revision] = true;
    }
  }
  ASSERT_EQ(seen.size(), kThreads * kCommits);
  for (size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i].revision.value, static_cast<int64_t>(i) + 1);
  EXPECT_TRUE(admin().Verify().ok()) << admin().Verify();
}

TEST_P(StoreContract, NoUpdateIsLostWhenManyCountTogether) {
  constexpr int kThreads = 8;
  constexpr int kCounts = 50;
  Put("count", "0");
  const auto count_once = [this] {
    const absl::StatusOr<Record> record = store().Get("count");
    if (!record.ok()) return record.status();
    Batch batch;
    batch.Put("count", absl::StrCat(std::stoi(record->value) + 1));
    return store().Commit(batch, {{"count", record->revision}}).status();
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < kCounts; ++i) {
        absl::Status status = count_once();
        while (absl::IsAborted(status)) status = count_once();
        ASSERT_TRUE(status.ok()) << status;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ValueOf("count"), absl::StrCat(kThreads * kCounts));
}

TEST_P(StoreContract, WatchesThatStartAndEndWhileOthersCommitMissNothing) {
  if (GetParam().unlucky) GTEST_SKIP() << "the log may be gone";
  constexpr int kCommits = 200;
  std::thread writer([this] {
    for (int i = 0; i < kCommits; ++i) Put("key", absl::StrCat(i));
  });
  while (store().Latest().value < kCommits) {
    Changes changes;
    const Revision after = store().List("", "", 0)->revision;
    WatchInto(changes, after).reset();
    for (size_t i = 0; i < changes.size(); ++i) {
      EXPECT_EQ(changes[i].revision.value, after.value + 1 + static_cast<int64_t>(i));
    }
  }
  writer.join();
}

TEST_P(StoreContract, AListingIsOfOneRevisionWhileOthersCommit) {
  constexpr int kCommits = 200;
  std::thread writer([this] {
    for (int i = 0; i < kCommits; ++i) {
      Batch batch;
      batch.Put("a", absl::StrCat(i));
      batch.Put("b", absl::StrCat(i));
      Commit(batch);
    }
  });
  while (store().Latest().value < kCommits) {
    const absl::StatusOr<Listing> listing = store().List("", "", 0);
    EXPECT_TRUE(listing.ok()) << listing.status();
    if (!listing.ok() || listing->records.empty()) continue;
    EXPECT_EQ(listing->records[0].value, listing->records[1].value);
    EXPECT_EQ(listing->records[0].revision, listing->revision);
  }
  writer.join();
}

// A reader that keeps a copy: it lists, watches, and lists again when the log no longer reaches back.
TEST_P(StoreContract, AFollowerThatListsAgainWhenTheLogIsGoneMissesNothing) {
  std::map<std::string, std::string> copy;
  std::vector<std::string> changed;
  Revision seen;
  const auto follow = [&]() -> std::unique_ptr<Subscription> {
    const auto observer = [&](const ChangeSet& change) {
      changed.insert(changed.end(), change.keys.begin(), change.keys.end());
      seen = change.revision;
    };
    auto subscription = store().Watch("", seen, observer);
    if (subscription.ok()) return *std::move(subscription);
    EXPECT_EQ(subscription.status().code(), absl::StatusCode::kOutOfRange);
    const absl::StatusOr<Listing> listing = store().List("", "", 0);
    copy.clear();
    for (const Record& record : listing->records) copy[record.key] = record.value;
    seen = listing->revision;
    return nullptr;
  };
  for (int i = 0; i < 100; ++i) {
    Put(absl::StrCat("key", i % 10), absl::StrCat(i));
    if (i % 3 == 0) follow();
  }
  while (follow() == nullptr) continue;
  for (const std::string& key : changed) copy[key] = ValueOf(key);
  for (int i = 90; i < 100; ++i) EXPECT_EQ(copy[absl::StrCat("key", i % 10)], absl::StrCat(i));
}

TEST_P(StoreContract, BackupMakesACopyThatOpens) {
  Put("a", "1", Keep::kHistory);
  const std::string copy = folder_.path() + "_copy";
  if (!GetParam().on_disk) {
    EXPECT_EQ(admin().Backup(copy).code(), absl::StatusCode::kFailedPrecondition);
    return;
  }
  ASSERT_TRUE(admin().Backup(copy).ok());
  EXPECT_EQ(admin().Backup(copy).code(), absl::StatusCode::kAlreadyExists);
  Put("a", "2");
  store_ = GetParam().open(copy, [this] { return now_; });
  ASSERT_NE(store_, nullptr);
  EXPECT_EQ(ValueOf("a"), "1");
  EXPECT_EQ(Put("b", "1").revision, Revision{2});
  EXPECT_TRUE(admin().Verify().ok()) << admin().Verify();
  store_.reset();
  std::filesystem::remove_all(copy);
}

TEST_P(StoreContract, EverythingIsThereWhenItIsOpenedAgain) {
  if (!GetParam().on_disk) GTEST_SKIP() << "keeps nothing on disk";
  Put("a", "1", Keep::kHistory);
  const Committed last = Put("a", "2", Keep::kHistory);
  store_.reset();
  now_ = absl::FromUnixSeconds(500);
  store_ = GetParam().open(folder_.path(), [this] { return now_; });
  ASSERT_NE(store_, nullptr);
  EXPECT_EQ(ValueOf("a"), "2");
  EXPECT_EQ(store().Latest(), last.revision);
  EXPECT_THAT(*store().History("a"), ::testing::SizeIs(2));
  Changes changes;
  const auto subscription = WatchInto(changes, Revision{0});
  const Committed next = Put("b", "1");
  EXPECT_EQ(next.revision.value, last.revision.value + 1);
  EXPECT_EQ(next.time, last.time) << "time went back";
  EXPECT_EQ(RevisionsOf(changes), (std::vector<int64_t>{1, 2, 3}));
}

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_STORE_CONTRACT_H_
