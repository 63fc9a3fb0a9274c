#include "storage/directory.h"

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "storage/directory_records.h"
#include "storage/memory/memory_store.h"
#include "tests/storage/entries.h"

namespace koppel::storage {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::koppel::v1::DirectoryEntry;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

MemoryStore::Options WithClock(const absl::Time& now) {
  MemoryStore::Options options;
  options.clock = [&now] { return now; };
  return options;
}

class DirectoryTest : public ::testing::Test {
 protected:
  Applied Put(const std::vector<DirectoryEntry>& entries) {
    Changes changes;
    changes.put = entries;
    return Apply(changes);
  }

  Applied Remove(const std::string& name) {
    Changes changes;
    changes.remove = {name};
    return Apply(changes);
  }

  Applied Apply(const Changes& changes) {
    absl::StatusOr<Applied> applied = directory_.Apply(changes);
    EXPECT_TRUE(applied.ok()) << applied.status();
    return applied.value_or(Applied{});
  }

  absl::StatusCode ApplyCode(const Changes& changes) { return directory_.Apply(changes).status().code(); }

  Stored Get(const std::string& name) {
    absl::StatusOr<Stored> stored = directory_.Get(name);
    EXPECT_TRUE(stored.ok()) << stored.status();
    return stored.value_or(Stored{});
  }

  std::vector<std::string> Names(Collection collection, const std::string& parent = "", const std::string& after = "",
                                 size_t limit = 0) {
    const absl::StatusOr<Page> page = directory_.List(collection, parent, after, limit);
    EXPECT_TRUE(page.ok()) << page.status();
    return NamesOf(page.value_or(Page{}).records);
  }

  Revision Head() { return directory_.Head().value_or(Revision{-1}); }

  absl::Time now_ = absl::FromUnixSeconds(1000);
  MemoryStore store_{WithClock(now_)};
  Directory directory_{store_};
};

TEST_F(DirectoryTest, EveryTypeComesBackAsItWasPut) {
  const std::vector<DirectoryEntry> entries = OneOfEach();
  const Applied applied = Put(entries);
  ASSERT_EQ(applied.records.size(), entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const Stored stored = Get(NameOf(entries[i]));
    EXPECT_TRUE(MessageDifferencer::Equals(WithoutOutput(stored.entry), entries[i])) << stored.entry.DebugString();
    EXPECT_TRUE(MessageDifferencer::Equals(stored.entry, applied.records[i].entry)) << stored.entry.DebugString();
    EXPECT_EQ(stored.revision, applied.revision);
    EXPECT_EQ(stored.name, NameOf(entries[i]));
  }
}

TEST_F(DirectoryTest, TheEtagIsTheRevisionInQuotes) {
  Put({Provider("providers/a", "A")});
  const Applied second = Put(OneOfEach());
  EXPECT_EQ(second.revision, Revision{2});
  EXPECT_EQ(Get("providers/kwintes").entry.provider().etag(), "\"2\"");
  EXPECT_EQ(Get("providers/kwintes/offerings/haalzorg/capacity").entry.capacity().etag(), "\"2\"");
  EXPECT_EQ(Get("providers/a").entry.provider().etag(), "\"1\"");
}

TEST_F(DirectoryTest, TheTimeOfMakingStaysAndTheTimeOfChangeMoves) {
  Put({Provider("providers/a", "A")});
  now_ = absl::FromUnixSeconds(2000);
  Put({Provider("providers/a", "B")});
  now_ = absl::FromUnixSeconds(3000);
  const Applied third = Put({Provider("providers/a", "C")});
  const Stored stored = Get("providers/a");
  EXPECT_EQ(stored.entry.provider().create_time().seconds(), 1000);
  EXPECT_EQ(stored.entry.provider().update_time().seconds(), 3000);
  EXPECT_TRUE(MessageDifferencer::Equals(stored.entry, third.records[0].entry));
}

TEST_F(DirectoryTest, ARecordThatIsMadeAgainHasANewTimeOfMaking) {
  Put({Provider("providers/a", "A")});
  Remove("providers/a");
  now_ = absl::FromUnixSeconds(2000);
  Put({Provider("providers/a", "A")});
  EXPECT_EQ(Get("providers/a").entry.provider().create_time().seconds(), 2000);
}

TEST_F(DirectoryTest, WhatACallerWritesInOutputFieldsIsIgnored) {
  DirectoryEntry entry = Provider("providers/a", "A");
  entry.mutable_provider()->set_etag("\"99\"");
  entry.mutable_provider()->mutable_create_time()->set_seconds(1);
  Put({entry});
  EXPECT_EQ(Get("providers/a").entry.provider().etag(), "\"1\"");
  EXPECT_EQ(Get("providers/a").entry.provider().create_time().seconds(), 1000);
}

TEST_F(DirectoryTest, GetTellsNoRecordFromNoName) {
  EXPECT_EQ(directory_.Get("providers/none").status().code(), absl::StatusCode::kNotFound);
  for (const std::string name : {"", "providers", "providers/", "clowns/x", "providers/x/offerings", "providers/X"}) {
    EXPECT_EQ(directory_.Get(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST_F(DirectoryTest, ListGivesACollectionInPagesByName) {
  Put({Provider("providers/c", "C"), Provider("providers/a", "A"), Provider("providers/b", "B")});
  Put(OneOfEach());
  EXPECT_THAT(Names(Collection::kProviders),
              ElementsAre("providers/a", "providers/b", "providers/c", "providers/kwintes"));
  EXPECT_THAT(Names(Collection::kProviders, "", "", 2), ElementsAre("providers/a", "providers/b"));
  EXPECT_THAT(Names(Collection::kProviders, "", "providers/b", 2), ElementsAre("providers/c", "providers/kwintes"));
  EXPECT_TRUE(directory_.List(Collection::kProviders, "", "", 3)->more);
  EXPECT_FALSE(directory_.List(Collection::kProviders, "", "", 4)->more);
  EXPECT_EQ(directory_.List(Collection::kProviders, "", "", 4)->revision, Revision{2});
}

TEST_F(DirectoryTest, ListGivesWhatLiesBelowAParent) {
  std::vector<DirectoryEntry> offerings(3);
  offerings[0].mutable_offering()->set_name("providers/a/offerings/x");
  offerings[1].mutable_offering()->set_name("providers/a-b/offerings/y");
  offerings[2].mutable_offering()->set_name("providers/a/offerings/z");
  Put(offerings);
  EXPECT_THAT(Names(Collection::kOfferings, "providers/a/"),
              ElementsAre("providers/a/offerings/x", "providers/a/offerings/z"));
  EXPECT_THAT(Names(Collection::kOfferings, "providers/a/", "providers/a/offerings/x"),
              ElementsAre("providers/a/offerings/z"));
  EXPECT_THAT(Names(Collection::kOfferings, "providers/none/"), IsEmpty());
}

TEST_F(DirectoryTest, ReadAllIsInTheOrderOfCollections) {
  Put(OneOfEach());
  const absl::StatusOr<Page> all = directory_.ReadAll();
  ASSERT_TRUE(all.ok()) << all.status();
  std::vector<std::string> expected;
  for (const DirectoryEntry& entry : OneOfEach()) expected.push_back(NameOf(entry));
  EXPECT_EQ(NamesOf(all->records), expected);
  EXPECT_EQ(all->revision, Revision{1});
}

TEST_F(DirectoryTest, HeadMovesWithTheDirectoryAlone) {
  EXPECT_EQ(Head(), Revision{0});
  Put({Provider("providers/a", "A")});
  EXPECT_EQ(Head(), Revision{1});
  Batch other;
  other.Put("something else", "");
  ASSERT_TRUE(store_.Commit(other, {}).ok());
  EXPECT_EQ(Head(), Revision{1});
  Remove("providers/a");
  EXPECT_EQ(Head(), Revision{3});
}

TEST_F(DirectoryTest, AWriteOfWhatWasChangedMeanwhileIsAborted) {
  const Revision first = Put({Provider("providers/a", "A")}).revision;
  Put({Provider("providers/a", "B")});
  Changes changes;
  changes.put = {Provider("providers/a", "C")};
  changes.unchanged = {{"providers/a", first}};
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kAborted);
  EXPECT_EQ(TitleOf(Get("providers/a")), "B");
  changes.unchanged = {{"providers/a", Get("providers/a").revision}};
  Apply(changes);
  EXPECT_EQ(TitleOf(Get("providers/a")), "C");
}

TEST_F(DirectoryTest, AWriteThatAsksForNoRecordIsAbortedWhenThereIsOne) {
  Changes changes;
  changes.put = {Provider("providers/a", "A")};
  changes.unchanged = {{"providers/a", Revision{0}}};
  Apply(changes);
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kAborted);
}

TEST_F(DirectoryTest, AWriteThatAsksForAnOldHeadIsAborted) {
  const Revision head = Put({Provider("providers/a", "A")}).revision;
  Changes changes;
  changes.put = {Provider("providers/b", "B")};
  changes.expected_head = head;
  Apply(changes);
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kAborted);
  EXPECT_EQ(directory_.Get("providers/c").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(DirectoryTest, AWriteIsAllOrNothing) {
  Changes changes;
  changes.put = {Provider("providers/a", "A"), Provider("clowns/b", "B")};
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Names(Collection::kProviders), IsEmpty());
}

TEST_F(DirectoryTest, AWriteOfImproperNamesIsRefused) {
  Changes no_name;
  no_name.put = {DirectoryEntry()};
  EXPECT_EQ(ApplyCode(no_name), absl::StatusCode::kInvalidArgument);
  Changes twice;
  twice.put = {Provider("providers/a", "A")};
  twice.remove = {"providers/a"};
  EXPECT_EQ(ApplyCode(twice), absl::StatusCode::kInvalidArgument);
  Changes no_record;
  no_record.unchanged = {{"clowns/x", Revision{0}}};
  EXPECT_EQ(ApplyCode(no_record), absl::StatusCode::kInvalidArgument);
}

TEST_F(DirectoryTest, AWriteOfNothingLeavesTheHeadWhereItIs) {
  const Revision head = Put({Provider("providers/a", "A")}).revision;
  EXPECT_EQ(Apply(Changes()).revision, head);
  EXPECT_EQ(store_.Latest(), head);
}

TEST_F(DirectoryTest, TheAnswerToARequestIsRemembered) {
  Changes changes;
  changes.put = {Provider("providers/a", "A")};
  changes.request_id = "id";
  changes.request_digest = "digest";
  changes.response = [](const std::vector<Stored>& records) { return records[0].entry.provider().etag(); };
  EXPECT_EQ(*directory_.Recall("id"), std::nullopt);
  Apply(changes);
  const absl::StatusOr<std::optional<Remembered>> remembered = directory_.Recall("id");
  ASSERT_TRUE(remembered.ok() && remembered->has_value()) << remembered.status();
  EXPECT_EQ((*remembered)->digest, "digest");
  EXPECT_EQ((*remembered)->response, Get("providers/a").entry.provider().etag());
}

TEST_F(DirectoryTest, ARequestIdIsUsedOnce) {
  Changes changes;
  changes.put = {Provider("providers/a", "A")};
  changes.request_id = "id";
  changes.response = [](const std::vector<Stored>&) { return ""; };
  Apply(changes);
  changes.put = {Provider("providers/b", "B")};
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kAborted);
  EXPECT_THAT(Names(Collection::kProviders), ElementsAre("providers/a"));
}

TEST_F(DirectoryTest, ARequestThatChangesNothingIsRememberedToo) {
  const Revision head = Put({Provider("providers/a", "A")}).revision;
  Changes changes;
  changes.request_id = "id";
  changes.response = [](const std::vector<Stored>&) { return "nothing"; };
  EXPECT_EQ(Apply(changes).revision, head);
  EXPECT_EQ((*directory_.Recall("id"))->response, "nothing");
  EXPECT_EQ(Head(), head);
}

TEST_F(DirectoryTest, OldRequestsAreForgotten) {
  for (const std::string id : {"old", "new"}) {
    Changes changes;
    changes.request_id = id;
    changes.response = [](const std::vector<Stored>&) { return ""; };
    Apply(changes);
    now_ += absl::Hours(24);
  }
  ASSERT_TRUE(directory_.ForgetRequests(absl::FromUnixSeconds(1000) + absl::Hours(24)).ok());
  EXPECT_FALSE(directory_.Recall("old")->has_value());
  EXPECT_TRUE(directory_.Recall("new")->has_value());
}

TEST_F(DirectoryTest, HistoryGivesTheValuesARecordHad) {
  Put({Provider("providers/a", "A")});
  Put({Provider("providers/a", "B")});
  Remove("providers/a");
  const absl::StatusOr<std::vector<Stored>> history = directory_.History("providers/a");
  ASSERT_TRUE(history.ok()) << history.status();
  ASSERT_EQ(history->size(), 2);
  EXPECT_EQ(TitleOf(history->front()), "A");
  EXPECT_EQ(history->front().entry.provider().etag(), "\"1\"");
  EXPECT_EQ(TitleOf(history->back()), "B");
}

TEST_F(DirectoryTest, WatchTellsTheNamesThatChanged) {
  std::vector<std::pair<int64_t, std::vector<std::string>>> told;
  Put({Provider("providers/a", "A")});
  const auto subscription =
      directory_.Watch(Revision{0}, [&told](Revision revision, const std::vector<std::string>& names) {
        told.push_back({revision.value, names});
      });
  ASSERT_TRUE(subscription.ok()) << subscription.status();
  Changes changes;
  changes.put = {Provider("providers/b", "B")};
  changes.remove = {"providers/a"};
  Apply(changes);
  Changes nothing;
  nothing.request_id = "id";
  nothing.response = [](const std::vector<Stored>&) { return ""; };
  Apply(nothing);
  using Told = std::pair<int64_t, std::vector<std::string>>;
  EXPECT_THAT(told, ElementsAre(Told{1, {"providers/a"}}, Told{2, {"providers/b", "providers/a"}}));
}

TEST_F(DirectoryTest, ARecordOfALaterVersionIsRefusedByName) {
  koppel::internal::DirectoryRecord record;
  record.set_schema_version(2);
  *record.mutable_entry() = Provider("providers/a", "A");
  Batch batch;
  batch.Put(*RecordKeyOf("providers/a"), record.SerializeAsString());
  batch.Put(*RecordKeyOf("providers/b"), "no message");
  ASSERT_TRUE(store_.Commit(batch, {}).ok());
  const absl::Status newer = directory_.Get("providers/a").status();
  EXPECT_EQ(newer.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(newer.message()), ::testing::HasSubstr("providers/a' has schema 2"));
  EXPECT_EQ(directory_.Get("providers/b").status().code(), absl::StatusCode::kDataLoss);
}

// Keys and messages on disk are forever: this is what version 1 wrote.
TEST_F(DirectoryTest, RecordsStandUnderTheKeysOfVersionOne) {
  std::vector<std::string> keys;
  for (const DirectoryEntry& entry : OneOfEach()) keys.push_back(*RecordKeyOf(NameOf(entry)));
  EXPECT_THAT(
      keys,
      ElementsAre("directory/record/0/areaTables/nl", "directory/record/1/providers/kwintes",
                  "directory/record/2/locations/cartoon", "directory/record/3/providers/kwintes/offerings/haalzorg",
                  "directory/record/4/providers/kwintes/offerings/haalzorg/capacity", "directory/record/5/teams/vak"));
}

TEST(UnluckyDirectory, WritesOfManyThreadsAllCountInSpiteOfConflictsByChance) {
  constexpr int kThreads = 4;
  constexpr int kCounts = 25;
  MemoryStore::Options options;
  options.conflicts = 0.2;
  options.compactions = 0.2;
  MemoryStore store(std::move(options));
  Directory directory(store);
  Changes start;
  start.put = {Provider("providers/count", "0")};
  ASSERT_TRUE(directory.Apply(start).ok());
  const auto count_once = [&directory] {
    const absl::StatusOr<Stored> stored = directory.Get("providers/count");
    if (!stored.ok()) return stored.status();
    Changes changes;
    changes.put = {Provider("providers/count", absl::StrCat(std::stoi(TitleOf(*stored)) + 1))};
    changes.unchanged = {{"providers/count", stored->revision}};
    return directory.Apply(changes).status();
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
  EXPECT_EQ(TitleOf(*directory.Get("providers/count")), absl::StrCat(kThreads * kCounts));
}

}  // namespace
}  // namespace koppel::storage
