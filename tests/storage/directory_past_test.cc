// The directory as it was: compared with what was read at the time, and refused where that is not known any more.

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory.h"
#include "storage/directory_import.h"
#include "storage/directory_records.h"
#include "storage/memory/memory_store.h"
#include "storage/records.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/budget_store.h"
#include "tests/storage/entries.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {
namespace {

using ::koppel::internal::DirectoryHead;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Limits kSmall = {.max_operations = 16, .max_bytes = 20000};

// Every commit has a time of its own.
std::function<absl::Time()> Ticking() {
  return [seconds = std::make_shared<int64_t>(0)] { return absl::FromUnixSeconds(++*seconds); };
}

MemoryStore::Options SmallOptions() {
  MemoryStore::Options options;
  options.limits = kSmall;
  options.clock = Ticking();
  return options;
}

std::string At(const Directory& directory, Revision revision) {
  const absl::StatusOr<Page> page = directory.ReadAllAt(revision);
  if (!page.ok()) return page.status().ToString();
  EXPECT_EQ(page->revision, revision);
  EXPECT_FALSE(page->more);
  return Describe(page->records);
}

class DirectoryPastTest : public ::testing::Test {
 protected:
  Revision Put(const std::string& name, const std::string& title) {
    Changes changes;
    changes.put = {Provider(name, title)};
    return Apply(changes);
  }

  Revision Remove(const std::string& name) {
    Changes changes;
    changes.remove = {name};
    return Apply(changes);
  }

  Revision Apply(const Changes& changes) {
    absl::StatusOr<Applied> applied = directory_.Apply(changes);
    EXPECT_TRUE(applied.ok()) << applied.status();
    return applied.value_or(Applied{}).revision;
  }

  std::vector<std::string> TitlesAt(Revision revision) {
    const absl::StatusOr<Page> page = directory_.ReadAllAt(revision);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> titles;
    for (const Stored& stored : page.value_or(Page{}).records) titles.push_back(TitleOf(stored));
    return titles;
  }

  absl::Status StatusAt(Revision revision) { return directory_.ReadAllAt(revision).status(); }
  absl::StatusCode CodeAt(Revision revision) { return StatusAt(revision).code(); }

  void PutRaw(const std::string& key, const std::string& value) {
    Batch batch;
    batch.Put(key, value);
    ASSERT_TRUE(store_.Commit(batch, {}).ok());
  }

  MemoryStore store_{SmallOptions()};
  Directory directory_{store_};
};

TEST_F(DirectoryPastTest, BeforeTheFirstChangeThereIsNothing) {
  EXPECT_THAT(TitlesAt(Revision{0}), IsEmpty());
  Put("providers/a", "A");
  EXPECT_THAT(TitlesAt(Revision{0}), IsEmpty());
}

TEST_F(DirectoryPastTest, EveryRevisionHasItsOwnValues) {
  const Revision made = Put("providers/a", "A");
  const Revision changed = Put("providers/a", "B");
  const Revision removed = Remove("providers/a");
  const Revision again = Put("providers/a", "C");
  EXPECT_THAT(TitlesAt(made), ElementsAre("A"));
  EXPECT_THAT(TitlesAt(changed), ElementsAre("B"));
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
  EXPECT_THAT(TitlesAt(again), ElementsAre("C"));
}

TEST_F(DirectoryPastTest, RemovingWhatIsNotThereChangesNoPast) {
  const Revision made = Put("providers/a", "A");
  const Revision removed = Remove("providers/a");
  const Revision nothing = Remove("providers/a");
  Remove("providers/never");
  Put("providers/a", "B");
  EXPECT_THAT(TitlesAt(made), ElementsAre("A"));
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
  EXPECT_THAT(TitlesAt(nothing), IsEmpty());
}

TEST_F(DirectoryPastTest, AfterACommitBesideTheDirectoryItIsAsBefore) {
  Put("providers/a", "A");
  PutRaw("something else", "");
  EXPECT_THAT(TitlesAt(store_.Latest()), ElementsAre("A"));
}

TEST_F(DirectoryPastTest, ARevisionTheStoreHasNotReachedIsOutOfRange) {
  const Revision head = Put("providers/a", "A");
  EXPECT_EQ(CodeAt(head), absl::StatusCode::kOk);
  EXPECT_EQ(CodeAt(Revision{head.value + 1}), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(CodeAt(Revision{-1}), absl::StatusCode::kOutOfRange);
}

TEST_F(DirectoryPastTest, PurgedValuesAreOutOfRangeAndNotLeftOut) {
  const Revision made = Put("providers/a", "A");
  const Revision changed = Put("providers/a", "B");
  const Revision last = Put("providers/a", "C");
  ASSERT_TRUE(store_.PurgeHistory(*RecordKeyOf("providers/a")).ok());
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(CodeAt(changed), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(std::string(StatusAt(changed).message()), HasSubstr("'providers/a'"));
  EXPECT_THAT(TitlesAt(last), ElementsAre("C"));
}

TEST_F(DirectoryPastTest, PurgedValuesOfARemovedRecordAreOutOfRange) {
  const Revision made = Put("providers/a", "A");
  const Revision removed = Remove("providers/a");
  ASSERT_TRUE(store_.PurgeHistory(*RecordKeyOf("providers/a")).ok());
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
}

TEST_F(DirectoryPastTest, PurgedRemovalsAreOutOfRangeAndNotTakenForNothing) {
  const Revision made = Put("providers/a", "A");
  const Revision removed = Remove("providers/a");
  const Revision again = Put("providers/a", "B");
  Remove("providers/a");
  Put("providers/a", "C");
  ASSERT_TRUE(store_.PurgeHistory(RemovalKey(*RecordKeyOf("providers/a"))).ok());
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(CodeAt(removed), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(TitlesAt(again), ElementsAre("B"));
}

// A version of Koppel that wrote no removals down writes a head that says nothing of them.
TEST_F(DirectoryPastTest, WhatWasBeforeRemovalsWereWrittenDownIsOutOfRange) {
  const Revision made = Put("providers/a", "A");
  Batch old_version;
  old_version.Delete(*RecordKeyOf("providers/a"));
  old_version.Put(std::string(kHeadKey), Encode(DirectoryHead()));
  const Revision removed = store_.Commit(old_version, {})->revision;
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kOutOfRange);
  const Revision later = Put("providers/b", "B");
  Remove("providers/b");
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
  EXPECT_THAT(TitlesAt(later), ElementsAre("B"));
}

TEST_F(DirectoryPastTest, ADamagedRemovalIsDataLossThatNamesTheKey) {
  const Revision made = Put("providers/a", "A");
  Remove("providers/a");
  const std::string key = RemovalKey(*RecordKeyOf("providers/a"));
  EXPECT_EQ(key, "directory/removed/1/providers/a");
  PutRaw(key, "no message");
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(StatusAt(made).message()), HasSubstr(key));
  koppel::internal::DirectoryRemoval newer;
  newer.set_schema_version(2);
  PutRaw(key, newer.SerializeAsString());
  EXPECT_EQ(CodeAt(made), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(directory_.ReadAll().ok()) << "the present needs no removals";
}

TEST_F(DirectoryPastTest, RemovalsAreNoPartOfTheDirectory) {
  std::vector<std::string> told;
  const auto subscription = directory_.Watch(Revision{0}, [&told](Revision, const std::vector<std::string>& names) {
    told.insert(told.end(), names.begin(), names.end());
  });
  Put("providers/a", "A");
  Remove("providers/a");
  EXPECT_THAT(told, ElementsAre("providers/a", "providers/a"));
  EXPECT_THAT(directory_.ReadAll()->records, IsEmpty());
  EXPECT_THAT(directory_.List(Collection::kProviders, "", "", 0)->records, IsEmpty());
  EXPECT_EQ(directory_.History("providers/a")->size(), 1);
}

TEST_F(DirectoryPastTest, WhatIsMadeJustBeforeItsRemovalIsRememberedAsWell) {
  Revision made;
  BudgetStore store(store_, 100, BudgetStore::Last::kLost);
  store.before_commit = [&] {
    if (made == Revision{0}) made = Put("providers/a", "A");
  };
  Changes remove;
  remove.remove = {"providers/a"};
  const absl::StatusOr<Applied> removed = Directory(store).Apply(remove);
  ASSERT_TRUE(removed.ok()) << removed.status();
  EXPECT_THAT(TitlesAt(made), ElementsAre("A"));
  EXPECT_THAT(TitlesAt(removed->revision), IsEmpty());
}

// More removals than go in one commit, since each of them is a change of two records.
TEST_F(DirectoryPastTest, ManyRemovalsAreWrittenDownInAStageOfTheirOwn) {
  Changes make;
  Changes remove;
  for (int i = 0; i < kSmall.max_operations - 6; ++i) {
    make.put.push_back(Provider(absl::StrCat("providers/p", i), "A"));
    remove.remove.push_back(absl::StrCat("providers/p", i));
  }
  const Revision made = Apply(make);
  EXPECT_EQ(store_.Latest(), made);
  const std::string before = At(directory_, made);
  const Revision removed = Apply(remove);
  EXPECT_GT(store_.Latest(), removed);
  EXPECT_EQ(At(directory_, made), before);
  EXPECT_THAT(TitlesAt(removed), IsEmpty());
}

// Kills an import that removes half of the directory at its n-th commit, for every n.
TEST(CrashedRemovals, AreWrittenDownWhereverItDied) {
  for (const BudgetStore::Last last : {BudgetStore::Last::kLost, BudgetStore::Last::kKept}) {
    bool died = true;
    for (int budget = 0; died; ++budget) {
      MemoryStore store(SmallOptions());
      Directory directory(store);
      Changes make;
      for (int i = 0; i < 24; ++i) make.put.push_back(Provider(absl::StrCat("providers/p", i), "A"));
      const Revision made = directory.Apply(make)->revision;
      const std::string before = At(directory, made);

      Changes replace;
      for (int i = 0; i < 24; i += 2) replace.remove.push_back(absl::StrCat("providers/p", i));
      replace.expected_head = made;
      BudgetStore mortal(store, budget, last);
      Directory(mortal).Import(replace, "digest").status().IgnoreError();
      died = mortal.dead();
      EXPECT_EQ(At(directory, made), before) << "budget " << budget;
      EXPECT_EQ(At(directory, store.Latest()), Describe(directory.ReadAll()->records)) << "budget " << budget;
      ASSERT_TRUE(directory.Recover().ok());
      EXPECT_EQ(At(directory, made), before) << "budget " << budget;
      EXPECT_EQ(At(directory, store.Latest()), Describe(directory.ReadAll()->records)) << "budget " << budget;
    }
  }
}

// Everything a reader can see of a page, in bytes: quicker to make than Describe.
std::string BytesOf(const absl::StatusOr<Page>& page) {
  if (!page.ok()) return page.status().ToString();
  std::string bytes;
  for (const Stored& stored : page->records) {
    absl::StrAppend(&bytes, stored.name, "@", stored.revision.value, "=", stored.entry.SerializeAsString());
  }
  return bytes;
}

// A store as small as a distributed one, whatever is below.
class SmallStore : public BudgetStore {
 public:
  using BudgetStore::BudgetStore;
  Limits limits() const override { return kSmall; }
};

// Changes a directory at random and remembers what it was at every revision.
class Chronicle {
 public:
  explicit Chronicle(int seed) : random_(seed) {
    for (int i = 0; i < 4; ++i) {
      const std::string provider = absl::StrCat("providers/p", i);
      for (const std::string& name :
           {provider, provider + "/offerings/o", provider + "/offerings/o/capacity", absl::StrCat("locations/l", i),
            absl::StrCat("teams/t", i), absl::StrCat("areaTables/a", i)}) {
        names_.push_back(name);
      }
    }
    past_.push_back(std::make_shared<std::string>());
  }

  int staged() const { return staged_; }
  int removals() const { return removals_; }
  int crashes() const { return crashes_; }

  // One change, small or large, that may die halfway.
  void Step(Store& store) {
    const int kind = Random(10);
    if (kind == 0) {
      CommitBeside(store);
    } else if (kind == 1) {
      Change(store, Replacement(store), Random(25));
    } else if (kind == 2) {
      Change(store, Replacement(store), kEnough);
    } else {
      Change(store, SmallChange(), kEnough);
    }
    Recover(store);
    CheckSome(store, 3);
  }

  void CheckAll(Store& store) const {
    for (size_t revision = 0; revision < past_.size(); ++revision) Check(store, revision);
  }

 private:
  static constexpr int kEnough = 1000000;

  int Random(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  std::string Text() { return std::string(1 + Random(20), static_cast<char>('a' + Random(26))); }

  Changes SmallChange() {
    Changes changes;
    std::shuffle(names_.begin(), names_.end(), random_);
    const int count = 1 + Random(4);
    for (int i = 0; i < count; ++i) {
      if (Random(3) == 0) {
        changes.remove.push_back(names_[i]);
      } else {
        changes.put.push_back(EntryNamed(names_[i], Text()));
      }
    }
    return changes;
  }

  // Puts a part of all names; removes what is there of the others, or all others, or none.
  Changes Replacement(Store& store) {
    Changes changes;
    std::shuffle(names_.begin(), names_.end(), random_);
    const int kept = Random(static_cast<int>(names_.size()));
    for (int i = 0; i < kept; ++i) changes.put.push_back(EntryNamed(names_[i], Text()));
    const int removing = Random(3);
    for (size_t i = kept; i < names_.size(); ++i) {
      if (removing == 2 || (removing == 1 && Directory(store).Get(names_[i]).ok())) changes.remove.push_back(names_[i]);
    }
    return changes;
  }

  void CommitBeside(Store& store) {
    Batch batch;
    batch.Put("beside", Text());
    ASSERT_TRUE(store.Commit(batch, {}).ok());
    Record(store, Revision{0});
  }

  // Up to the decision everything is as it was before, from there on as it is after.
  void Change(Store& store, const Changes& changes, int budget) {
    const Revision head = *Directory(store).Head();
    SmallStore mortal(store, budget, Random(2) == 0 ? BudgetStore::Last::kLost : BudgetStore::Last::kKept);
    mortal.after_commit = [&] {
      if (Stands(ReadImportState(store)->decision)) CheckSome(store, 1);
    };
    Directory directory(mortal);
    const absl::Status status = Random(2) == 0 ? directory.Apply(changes).status()
                                               : directory.Import(changes, absl::StrCat(past_.size())).status();
    EXPECT_TRUE(status.ok() || mortal.dead()) << status;
    const Revision now = *Directory(store).Head();
    if (mortal.dead()) ++crashes_;
    if (now != head && store.Latest() > now) ++staged_;
    if (now != head) removals_ += static_cast<int>(changes.remove.size());
    Record(store, now != head ? now : Revision{0});
    CheckSome(store, 3);
  }

  // After a crash, perhaps in several attempts.
  void Recover(Store& store) {
    for (bool died = true; died;) {
      SmallStore mortal(store, 1 + Random(10), BudgetStore::Last::kKept);
      const absl::Status status = Directory(mortal).Recover();
      died = mortal.dead();
      EXPECT_TRUE(status.ok() || died) << status;
      Record(store, Revision{0});
      CheckSome(store, 1);
    }
  }

  // All revisions since the last time; the directory changed at `changed`, or not at all.
  void Record(Store& store, Revision changed) {
    const std::shared_ptr<const std::string> before = past_.back();
    auto after = std::make_shared<const std::string>(BytesOf(Directory(store).ReadAll()));
    if (changed == Revision{0}) {
      EXPECT_EQ(*after, *before);
      after = before;
    }
    for (int64_t revision = static_cast<int64_t>(past_.size()); revision <= store.Latest().value; ++revision) {
      past_.push_back(revision < changed.value ? before : after);
    }
  }

  void CheckSome(Store& store, int count) {
    for (int i = 0; i < count; ++i) Check(store, Random(static_cast<int>(past_.size())));
  }

  void Check(Store& store, size_t revision) const {
    const std::string bytes = BytesOf(Directory(store).ReadAllAt(Revision{static_cast<int64_t>(revision)}));
    ASSERT_EQ(bytes, *past_[revision]) << "revision " << revision;
  }

  std::mt19937_64 random_;
  std::vector<std::string> names_;
  std::vector<std::shared_ptr<const std::string>> past_;  // By revision.
  int staged_ = 0;
  int removals_ = 0;
  int crashes_ = 0;
};

// KOPPEL_CASES says how many.
TEST(RandomHistories, AreReadAtEveryRevisionAsTheyWereReadThen) {
  constexpr int kSteps = 60;
  const char* const cases = std::getenv("KOPPEL_CASES");
  const int histories = cases != nullptr ? std::atoi(cases) : 10;
  int staged = 0;
  int crashes = 0;
  for (int seed = 0; seed < histories && !::testing::Test::HasFailure(); ++seed) {
    MemoryStore::Options options = SmallOptions();
    options.conflicts = 0.05;
    options.compactions = 0.05;
    options.random.seed(seed);
    MemoryStore store(std::move(options));
    Chronicle chronicle(seed);
    for (int i = 0; i < kSteps && !::testing::Test::HasFailure(); ++i) chronicle.Step(store);
    chronicle.CheckAll(store);
    staged += chronicle.staged();
    crashes += chronicle.crashes();
    EXPECT_GT(chronicle.removals(), kSteps / 2) << "seed " << seed;
  }
  EXPECT_GT(staged, histories);
  EXPECT_GT(crashes, histories);
}

TEST(RandomHistories, AreReadSoFromAStoreOnDiskThatWasOpenedAgain) {
  constexpr int kSteps = 80;
  TempFolder folder;
  Chronicle chronicle(1);
  const std::function<absl::Time()> clock = Ticking();
  for (int i = 0; i < kSteps && !::testing::Test::HasFailure();) {
    const auto store = RocksDbStore::Open(folder.path(), {.clock = clock, .sync = false});
    ASSERT_TRUE(store.ok()) << store.status();
    for (int until = i + kSteps / 4; i < until; ++i) chronicle.Step(**store);
    chronicle.CheckAll(**store);
  }
  EXPECT_GT(chronicle.staged(), 5);
  EXPECT_GT(chronicle.crashes(), 0);
}

// The past does not change while imports are staged, decided and folded in.
TEST(ConcurrentPast, IsTheSameForEveryReaderWhileImportsGoOn) {
  constexpr int kImported = 20;
  MemoryStore store(SmallOptions());
  Directory directory(store);
  const auto import = [&directory](int from, int until, const std::string& title) {
    Changes changes;
    for (int i = from; i < until; ++i) changes.put.push_back(Provider(absl::StrCat("providers/p", 100 + i), title));
    for (int i = 0; i < kImported; ++i) {
      if (i < from || i >= until) changes.remove.push_back(absl::StrCat("providers/p", 100 + i));
    }
    const absl::StatusOr<Revision> revision = directory.Import(changes, title);
    ASSERT_TRUE(revision.ok()) << revision.status();
  };
  import(0, kImported, "first");
  const Revision first = *directory.Head();
  const std::string then = At(directory, first);
  std::thread writer([&import] {
    for (int i = 0; i < 20; ++i) import(i % 7, kImported - i % 5, absl::StrCat("title", i));
    import(0, kImported, "last");
  });
  for (std::string title; title != "last";) {
    EXPECT_EQ(At(directory, first), then);
    const absl::StatusOr<Page> now = directory.ReadAllAt(store.Latest());
    ASSERT_TRUE(now.ok()) << now.status();
    title = TitleOf(now->records[0]);
    for (const Stored& record : now->records) EXPECT_EQ(TitleOf(record), title);
  }
  writer.join();
}

}  // namespace
}  // namespace koppel::storage
