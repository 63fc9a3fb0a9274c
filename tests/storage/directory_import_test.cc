// Imports that do not fit in one commit: none of it or all, wherever the process dies.

#include "storage/directory_import.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/directory.h"
#include "storage/directory_records.h"
#include "storage/keys.h"
#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/budget_store.h"
#include "tests/storage/entries.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {
namespace {

using ::testing::IsEmpty;

constexpr int kImported = 20;

MemoryStore::Options TinyOptions() {
  MemoryStore::Options options;
  options.limits = {.max_operations = 8, .max_bytes = 20000};
  // Every commit has a time of its own.
  options.clock = [seconds = std::make_shared<int64_t>(0)] { return absl::FromUnixSeconds(++*seconds); };
  return options;
}

std::string ProviderNumber(int number) { return absl::StrCat("providers/p", 100 + number); }

// Twenty providers and one capacity are put; two providers are removed, one is changed.
Changes BigImport(const Directory& directory) {
  Changes changes;
  for (int i = 0; i < kImported; ++i) changes.put.push_back(Provider(ProviderNumber(i), "new"));
  changes.put.push_back(Provider("providers/changed", "after"));
  changes.remove = {"providers/removed", "providers/removed-too"};
  changes.expected_head = *directory.Head();
  return changes;
}

class DirectoryImportTest : public ::testing::Test {
 protected:
  struct Setting {
    MemoryStore store{TinyOptions()};
    Directory directory{store};

    Setting() {
      for (const std::string name : {"changed", "removed", "removed-too", "stays"}) {
        Changes changes;
        changes.put = {Provider("providers/" + name, "before")};
        EXPECT_TRUE(directory.Apply(changes).ok());
      }
    }

    std::string Before() const { return DescribeAll(); }
    std::string DescribeAll() const { return Describe(directory.ReadAll()->records); }
    size_t Staged() const { return store.List(std::string(kStagePrefix), PrefixEnd(kStagePrefix), 0)->records.size(); }
  };

  // All ways of reading agree with ReadAll.
  static void CheckReadsAgree(const Directory& directory) {
    const absl::StatusOr<Page> all = directory.ReadAll();
    ASSERT_TRUE(all.ok()) << all.status();
    const absl::StatusOr<Page> listed = directory.List(Collection::kProviders, "", "", 0);
    ASSERT_TRUE(listed.ok()) << listed.status();
    EXPECT_EQ(Describe(listed->records), Describe(all->records));
    std::vector<Stored> paged;
    std::string after;
    for (bool more = true; more;) {
      const absl::StatusOr<Page> page = directory.List(Collection::kProviders, "providers/p", after, 3);
      ASSERT_TRUE(page.ok()) << page.status();
      paged.insert(paged.end(), page->records.begin(), page->records.end());
      more = page->more;
      if (more) after = page->records.back().name;
    }
    std::vector<Stored> numbered;
    for (const Stored& stored : all->records) {
      if (stored.name.starts_with("providers/p")) numbered.push_back(stored);
      const absl::StatusOr<Stored> got = directory.Get(stored.name);
      ASSERT_TRUE(got.ok()) << got.status();
      EXPECT_EQ(Describe({*got}), Describe({stored}));
    }
    EXPECT_EQ(Describe(paged), Describe(numbered));
    const bool removed = directory.Get("providers/removed").status().code() == absl::StatusCode::kNotFound;
    const std::vector<std::string> names = NamesOf(all->records);
    EXPECT_EQ(removed, std::find(names.begin(), names.end(), "providers/removed") == names.end());
  }
};

TEST_F(DirectoryImportTest, PutsAndRemovesMoreThanOneCommitTakes) {
  Setting setting;
  const absl::StatusOr<Revision> revision = setting.directory.Import(BigImport(setting.directory), "digest");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(*setting.directory.Head(), *revision);
  const absl::StatusOr<Page> all = setting.directory.ReadAll();
  EXPECT_EQ(all->records.size(), kImported + 2);
  EXPECT_EQ(setting.Staged(), 0);
  EXPECT_EQ(TitleOf(*setting.directory.Get("providers/changed")), "after");
  EXPECT_EQ(setting.directory.Get("providers/removed").status().code(), absl::StatusCode::kNotFound);
  CheckReadsAgree(setting.directory);
  EXPECT_TRUE(setting.store.Verify().ok()) << setting.store.Verify();
}

TEST_F(DirectoryImportTest, ImportedRecordsCarryTheRevisionAndTimeOfTheDecision) {
  Setting setting;
  const Stored before = *setting.directory.Get("providers/changed");
  const Revision revision = *setting.directory.Import(BigImport(setting.directory), "digest");
  const Stored made = *setting.directory.Get(ProviderNumber(3));
  const Stored changed = *setting.directory.Get("providers/changed");
  EXPECT_EQ(made.revision, revision);
  EXPECT_EQ(made.entry.provider().etag(), absl::StrCat("\"", revision.value, "\""));
  EXPECT_EQ(made.entry.provider().create_time().seconds(), made.entry.provider().update_time().seconds());
  EXPECT_EQ(changed.entry.provider().create_time().seconds(), before.entry.provider().create_time().seconds());
  EXPECT_EQ(changed.entry.provider().update_time().seconds(), made.entry.provider().update_time().seconds());
  EXPECT_EQ(setting.directory.History("providers/changed")->size(), 2);
}

TEST_F(DirectoryImportTest, AnImportedRecordIsChangedByItsRevisionAndKeepsItsTimeOfMaking) {
  Setting setting;
  ASSERT_TRUE(setting.directory.Import(BigImport(setting.directory), "digest").ok());
  const Stored imported = *setting.directory.Get(ProviderNumber(0));
  Changes changes;
  changes.put = {Provider(ProviderNumber(0), "newer")};
  changes.unchanged = {{ProviderNumber(0), imported.revision}};
  changes.expected_head = *setting.directory.Head();
  const absl::StatusOr<Applied> applied = setting.directory.Apply(changes);
  ASSERT_TRUE(applied.ok()) << applied.status();
  const Stored now = *setting.directory.Get(ProviderNumber(0));
  EXPECT_EQ(now.revision, applied->revision);
  EXPECT_EQ(now.entry.provider().create_time().seconds(), imported.entry.provider().create_time().seconds());
  EXPECT_GT(now.entry.provider().update_time().seconds(), imported.entry.provider().update_time().seconds());
  changes.expected_head = std::nullopt;
  EXPECT_EQ(setting.directory.Apply(changes).status().code(), absl::StatusCode::kAborted);
}

TEST_F(DirectoryImportTest, ALargeApplyIsStagedAndRemembersItsRequest) {
  Setting setting;
  Changes changes = BigImport(setting.directory);
  changes.expected_head = std::nullopt;
  changes.request_id = "id";
  changes.response = [](const std::vector<Stored>& records) { return Describe(records); };
  const absl::StatusOr<Applied> applied = setting.directory.Apply(changes);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->records.size(), changes.put.size());
  EXPECT_EQ((*setting.directory.Recall("id"))->response, Describe(applied->records));
  for (const Stored& record : applied->records) {
    EXPECT_EQ(Describe({record}), Describe({*setting.directory.Get(record.name)}));
  }
}

TEST_F(DirectoryImportTest, AnImportThatExpectsAnOldHeadIsAbortedAndLeavesNothing) {
  Setting setting;
  const Changes changes = BigImport(setting.directory);
  Changes other;
  other.put = {Provider("providers/other", "in between")};
  ASSERT_TRUE(setting.directory.Apply(other).ok());
  const std::string before = setting.Before();
  EXPECT_EQ(setting.directory.Import(changes, "digest").status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(setting.DescribeAll(), before);
  EXPECT_EQ(setting.Staged(), 0);
}

TEST_F(DirectoryImportTest, AnImportThatMeetsAChangeWhileItStagesIsAbortedAndLeavesNothing) {
  Setting setting;
  BudgetStore interrupted(setting.store, 1000, BudgetStore::Last::kLost);
  int commits = 0;
  interrupted.after_commit = [&] {
    if (++commits != 3) return;
    Changes other;
    other.put = {Provider("providers/other", "in between")};
    EXPECT_TRUE(setting.directory.Apply(other).ok());
  };
  Directory directory(interrupted);
  EXPECT_EQ(directory.Import(BigImport(directory), "digest").status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(setting.directory.ReadAll()->records.size(), 5);
  EXPECT_EQ(setting.Staged(), 0);
}

TEST_F(DirectoryImportTest, TwoImportsWithTheSameDigestDoNotMixTheirStages) {
  Setting setting;
  BudgetStore interrupted(setting.store, 1000, BudgetStore::Last::kLost);
  int commits = 0;
  interrupted.after_commit = [&] {
    if (++commits != 3) return;
    EXPECT_TRUE(setting.directory.Import(BigImport(setting.directory), "digest").ok());
  };
  Directory directory(interrupted);
  EXPECT_EQ(directory.Import(BigImport(directory), "digest").status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(setting.directory.ReadAll()->records.size(), kImported + 2);
  EXPECT_EQ(setting.Staged(), 0);
  CheckReadsAgree(setting.directory);
}

TEST_F(DirectoryImportTest, ARecordLargerThanTheStoreTakesIsRefusedByName) {
  Setting setting;
  const std::string before = setting.Before();
  Changes changes = BigImport(setting.directory);
  changes.put.push_back(Provider("providers/large", std::string(30000, 'x')));
  const absl::Status status = setting.directory.Import(changes, "digest").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("providers/large"));
  EXPECT_EQ(setting.DescribeAll(), before);
  EXPECT_EQ(setting.Staged(), 0);
}

TEST_F(DirectoryImportTest, WatchTellsTheDecisionOnceWithoutNames) {
  Setting setting;
  std::vector<std::pair<Revision, std::vector<std::string>>> told;
  const auto subscription = setting.directory.Watch(setting.store.Latest(),
                                                    [&told](Revision revision, const std::vector<std::string>& names) {
                                                      told.push_back({revision, names});
                                                    });
  ASSERT_TRUE(subscription.ok()) << subscription.status();
  const Revision revision = *setting.directory.Import(BigImport(setting.directory), "digest");
  ASSERT_EQ(told.size(), 1);
  EXPECT_EQ(told[0].first, revision);
  EXPECT_THAT(told[0].second, IsEmpty());
}

TEST_F(DirectoryImportTest, ASmallImportTakesOneCommitAndKeepsItsDigest) {
  Setting setting;
  const Revision before = setting.store.Latest();
  Changes changes;
  changes.put = {Provider("providers/one", "1")};
  changes.expected_head = *setting.directory.Head();
  const absl::StatusOr<Revision> revision = setting.directory.Import(changes, "digest");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->value, before.value + 1);
  EXPECT_EQ(setting.store.Latest(), *revision);
  EXPECT_EQ(ReadImportState(setting.store)->decision.digest(), "digest");
}

TEST_F(DirectoryImportTest, WritesAreUnavailableWhileAnImportIsNotFoldedIn) {
  Setting setting;
  bool seen = false;
  BudgetStore watched(setting.store, 1000, BudgetStore::Last::kLost);
  watched.after_commit = [&] {
    if (!Stands(ReadImportState(setting.store)->decision)) return;
    seen = true;
    CheckReadsAgree(setting.directory);
    Changes other;
    other.put = {Provider("providers/other", "in between")};
    EXPECT_EQ(setting.directory.Apply(other).status().code(), absl::StatusCode::kUnavailable);
  };
  Directory directory(watched);
  const absl::StatusOr<Revision> revision = directory.Import(BigImport(directory), "digest");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_TRUE(seen);
  Changes after;
  after.put = {Provider("providers/other", "afterwards")};
  EXPECT_TRUE(directory.Apply(after).ok());
}

// A store that takes the decision, but whose answer gets lost.
class LostAnswerStore : public BudgetStore {
 public:
  using BudgetStore::BudgetStore;
  absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions) override {
    const bool stood = Stands(ReadImportState(*this)->decision);
    absl::StatusOr<Committed> committed = BudgetStore::Commit(batch, preconditions);
    if (!stood && Stands(ReadImportState(*this)->decision)) return absl::UnavailableError("the answer is lost");
    return committed;
  }
};

TEST_F(DirectoryImportTest, AnImportWhoseAnswerIsLostIsStillThereAsAWhole) {
  Setting setting;
  LostAnswerStore store(setting.store, 1000, BudgetStore::Last::kLost);
  Directory directory(store);
  EXPECT_EQ(directory.Import(BigImport(directory), "digest").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(setting.directory.ReadAll()->records.size(), kImported + 2);
  ASSERT_TRUE(setting.directory.Recover().ok());
  EXPECT_EQ(setting.directory.ReadAll()->records.size(), kImported + 2);
  EXPECT_EQ(setting.Staged(), 0);
}

// Kills an import at its n-th commit, for every n, and opens the directory again.
class CrashedImportTest : public DirectoryImportTest, public ::testing::WithParamInterface<BudgetStore::Last> {};

TEST_P(CrashedImportTest, IsThereAsAWholeOrNotAtAll) {
  bool died = true;
  int undecided = 0;
  int decided = 0;
  for (int budget = 0; died; ++budget) {
    Setting setting;
    const std::string before = setting.Before();
    const Revision head_before = *setting.directory.Head();
    BudgetStore mortal(setting.store, budget, GetParam());
    Directory directory(mortal);
    const absl::StatusOr<Revision> imported = directory.Import(BigImport(directory), "digest");
    died = mortal.dead();

    // Before and after recovering, readers see the same: all of it or none.
    const std::string after_crash = setting.DescribeAll();
    const Revision head = *setting.directory.Head();
    CheckReadsAgree(setting.directory);
    ASSERT_TRUE(setting.directory.Recover().ok());
    EXPECT_EQ(setting.DescribeAll(), after_crash) << "budget " << budget;
    EXPECT_EQ(*setting.directory.Head(), head);
    EXPECT_EQ(setting.Staged(), 0);
    CheckReadsAgree(setting.directory);
    if (after_crash == before) {
      ++undecided;
      EXPECT_FALSE(imported.ok());
      EXPECT_EQ(head, head_before);
    } else {
      ++decided;
      EXPECT_EQ(setting.directory.ReadAll()->records.size(), kImported + 2);
      if (imported.ok()) {
        EXPECT_EQ(*imported, head);
      }
    }

    // Life goes on: the same import succeeds, and recovering again changes nothing.
    EXPECT_TRUE(setting.directory.Import(BigImport(setting.directory), "digest").ok());
    const std::string again = setting.DescribeAll();
    ASSERT_TRUE(setting.directory.Recover().ok());
    EXPECT_EQ(setting.DescribeAll(), again);
    EXPECT_TRUE(setting.store.Verify().ok()) << setting.store.Verify();
  }
  // Both sides of the decision were met.
  EXPECT_GT(undecided, 3);
  EXPECT_GT(decided, 3);
}

TEST_P(CrashedImportTest, RecoversAlsoWhenRecoveringDies) {
  Setting setting;
  const int kJustDecided = 12;
  BudgetStore mortal(setting.store, kJustDecided, GetParam());
  Directory directory(mortal);
  directory.Import(BigImport(directory), "digest").status().IgnoreError();
  ASSERT_TRUE(Stands(ReadImportState(setting.store)->decision));
  const std::string all = setting.DescribeAll();
  bool died = true;
  while (died) {
    BudgetStore next_life(setting.store, 1, GetParam());
    Directory(next_life).Recover().IgnoreError();
    died = next_life.dead();
    EXPECT_EQ(setting.DescribeAll(), all);
  }
  EXPECT_EQ(setting.Staged(), 0);
}

INSTANTIATE_TEST_SUITE_P(LastCommit, CrashedImportTest,
                         ::testing::Values(BudgetStore::Last::kLost, BudgetStore::Last::kKept),
                         [](const auto& info) { return info.param == BudgetStore::Last::kLost ? "Lost" : "Kept"; });

TEST(UnluckyImport, SucceedsInSpiteOfConflictsByChance) {
  MemoryStore::Options options = TinyOptions();
  options.conflicts = 0.3;
  MemoryStore store(std::move(options));
  Directory directory(store);
  const absl::StatusOr<Revision> revision = directory.Import(BigImport(directory), "digest");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(directory.ReadAll()->records.size(), kImported + 1);
  EXPECT_TRUE(directory.Apply(Changes()).ok());
}

// More than RocksDB takes in one commit.
TEST(LargeImport, GoesThroughTheStageOfRocksDb) {
  constexpr int kRecords = 12000;
  TempFolder folder;
  const auto store = RocksDbStore::Open(folder.path(), {.clock = [] { return absl::UnixEpoch(); }});
  ASSERT_TRUE(store.ok()) << store.status();
  Directory directory(**store);
  Changes changes;
  for (int i = 0; i < kRecords; ++i) changes.put.push_back(Provider(absl::StrCat("providers/p", i), "title"));
  const absl::StatusOr<Revision> revision = directory.Import(changes, "digest");
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_GT((*store)->Latest(), *revision) << "it was not folded in afterwards";
  EXPECT_EQ(*directory.Head(), *revision);
  EXPECT_EQ(directory.ReadAll()->records.size(), kRecords);
  EXPECT_TRUE((*store)->Verify().ok()) << (*store)->Verify();
}

// While imports replace everything by one title or another, no reader sees two titles.
TEST(ConcurrentImport, NoReaderSeesHalfOfIt) {
  MemoryStore store(TinyOptions());
  Directory directory(store);
  const auto import = [&directory](const std::string& title) {
    Changes changes;
    for (int i = 0; i < kImported; ++i) changes.put.push_back(Provider(ProviderNumber(i), title));
    const absl::StatusOr<Revision> revision = directory.Import(changes, title);
    EXPECT_TRUE(revision.ok()) << revision.status();
  };
  import("first");
  std::thread writer([&import] {
    for (int i = 0; i < 20; ++i) import(absl::StrCat("title", i));
  });
  for (std::string title; title != "title19";) {
    for (const absl::StatusOr<Page>& page : {directory.ReadAll(), directory.List(Collection::kProviders, "", "", 0)}) {
      ASSERT_TRUE(page.ok()) << page.status();
      ASSERT_EQ(page->records.size(), kImported);
      title = TitleOf(page->records[0]);
      for (const Stored& record : page->records) EXPECT_EQ(TitleOf(record), title);
    }
  }
  writer.join();
}

}  // namespace
}  // namespace koppel::storage
