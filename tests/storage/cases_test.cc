#include "storage/cases.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "base/capacity.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "storage/case_keys.h"
#include "storage/directory.h"
#include "storage/directory_records.h"
#include "storage/keys.h"
#include "tests/storage/budget_store.h"
#include "tests/storage/case_testing.h"
#include "tests/storage/entries.h"

namespace koppel::storage {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using koppel::internal::CaseRecord;
using koppel::v1::Capacity;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Capacity FreePlaces(int free) {
  Capacity capacity;
  capacity.set_name(CapacityName(kHaalzorg));
  capacity.set_state(Capacity::FREE);
  capacity.set_reported_free(free);
  return capacity;
}

absl::Status PutCapacity(Store& store, const Capacity& capacity) {
  Changes changes;
  *changes.put.emplace_back().mutable_capacity() = capacity;
  return Directory(store).Apply(changes).status();
}

// Everything that stands below a prefix, with revisions and times.
std::vector<std::string> Dump(const Store& store, std::string_view prefix) {
  std::vector<std::string> lines;
  const absl::StatusOr<Listing> listing = store.List(std::string(prefix), PrefixEnd(prefix), 0);
  for (const Record& record : listing->records) {
    lines.push_back(
        absl::StrCat(record.key, " ", record.revision.value, " ", absl::FormatTime(record.time), " ", record.value));
  }
  return lines;
}

class CasesTest : public CasesFixture {
 protected:
  void SetUp() override {
    CasesFixture::SetUp();
    directory_ = std::make_unique<Directory>(*store_);
  }

  // A new case that takes up one of the places.
  CaseChange WithPlace(const std::string& id) {
    const Stored stored = *directory_->Get(CapacityName(kHaalzorg));
    CaseChange change;
    change.record = NewCase(id);
    change.capacities = {{TakeUp(stored.entry.capacity()), stored.revision}};
    return change;
  }

  int Held() { return directory_->Get(CapacityName(kHaalzorg))->entry.capacity().held(); }

  std::unique_ptr<Directory> directory_;
};

INSTANTIATE_TEST_SUITE_P(Stores, CasesTest, AllCaseStores(), NameOfKind);

TEST_P(CasesTest, ACaseComesBackAsItWasWrittenWithItsTimesAndEtag) {
  const StoredCase made = Put(NewCase("a"));
  const absl::Time make_time = now_;
  now_ += absl::Hours(1);
  CaseRecord changed = made.record;
  changed.mutable_referral()->set_resident("p7");
  const StoredCase second = Put(changed);
  const absl::StatusOr<StoredCase> read = cases_->Get(CaseName("a"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(MessageDifferencer::Equals(read->record, second.record)) << read->record.DebugString();
  EXPECT_EQ(read->record.referral().resident(), "p7");
  EXPECT_EQ(read->record.referral().etag(), "\"2\"");
  EXPECT_EQ(read->revision, Revision{2});
  EXPECT_EQ(read->change_time, now_);
  EXPECT_EQ(FromTimestamp(read->record.referral().create_time()), make_time);
  EXPECT_EQ(FromTimestamp(read->record.referral().update_time()), now_);
  EXPECT_EQ(cases_->Get(CaseName("b")).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(CasesTest, WhatIsFilledInWhenReadingIsNotWrittenNorBelieved) {
  StoredCase stored = Put(NewCase("a"));
  stored.record.mutable_create_time()->set_seconds(1);
  stored.record.mutable_referral()->set_etag("\"99\"");
  Put(stored.record);
  EXPECT_EQ(FromTimestamp(cases_->Get(CaseName("a"))->record.create_time()), now_);
  CaseRecord on_disk;
  ASSERT_TRUE(on_disk.ParseFromString(store_->Get(CaseKey(CaseName("a")))->value));
  EXPECT_EQ(on_disk.referral().etag(), "");
  EXPECT_FALSE(on_disk.referral().has_create_time());
  EXPECT_FALSE(on_disk.referral().has_update_time());
}

TEST_P(CasesTest, WhatIsAboutAResidentKeepsNoHistory) {
  CaseRecord record = NewCase("a");
  record.mutable_referral()->set_resident("p7");
  Put(record);
  record.mutable_referral()->set_resident("p8");
  Put(record);
  EXPECT_EQ(store_->History(CaseKey(CaseName("a")))->size(), 0);
}

TEST_P(CasesTest, OfTwoWritersOneIsAborted) {
  const StoredCase read = Put(NewCase("a"));
  CaseChange first = ChangeTo(read.record, read.revision);
  first.record.mutable_referral()->set_resident("first");
  CaseChange second = ChangeTo(read.record, read.revision);
  second.record.mutable_referral()->set_resident("second");
  Apply(first);
  EXPECT_EQ(ApplyCode(second), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->Get(CaseName("a"))->record.referral().resident(), "first");
}

TEST_P(CasesTest, ACaseIsMadeOnce) {
  Put(NewCase("a"));
  EXPECT_EQ(ApplyCode(ChangeTo(NewCase("a"))), absl::StatusCode::kAborted);
  EXPECT_EQ(ApplyCode(ChangeTo(NewCase("b"), Revision{1})), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->Get(CaseName("b")).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(CasesTest, ImproperNamesAreRefused) {
  CaseChange no_name;
  EXPECT_EQ(ApplyCode(no_name), absl::StatusCode::kInvalidArgument);
  CaseChange foreign_advice = ChangeTo(NewCase("a"));
  foreign_advice.advice.emplace().set_name(AdviceName(CaseName("b"), 1));
  EXPECT_EQ(ApplyCode(foreign_advice), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store_->Latest(), Revision{0});
}

TEST_P(CasesTest, AnAdviceIsKeptWithItsCaseAndNeverWrittenAgain) {
  const std::string name = AdviceName(CaseName("a"), 1);
  CaseChange change = ChangeTo(NewCase("a"));
  change.advice.emplace().set_name(name);
  change.advice->add_warnings()->set_code("first");
  Apply(change);
  const absl::StatusOr<koppel::v1::Advice> advice = cases_->GetAdvice(name);
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_EQ(advice->warnings(0).code(), "first");
  EXPECT_EQ(FromTimestamp(advice->create_time()), now_);
  change.expected = Revision{1};
  change.advice->mutable_warnings(0)->set_code("second");
  EXPECT_EQ(ApplyCode(change), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->GetAdvice(name)->warnings(0).code(), "first");
  EXPECT_EQ(RevisionOfCase(CaseName("a")), Revision{1});
  EXPECT_EQ(cases_->GetAdvice(AdviceName(CaseName("a"), 2)).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(CasesTest, TheAnswerToARequestIsRememberedAndGivenOnce) {
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(2)).ok());
  CaseChange change = WithPlace("a");
  change.request_id = "id";
  change.request_digest = "digest";
  change.response = [](const StoredCase& stored) { return stored.record.referral().etag(); };
  const StoredCase done = Apply(change);
  const absl::StatusOr<std::optional<Remembered>> remembered = directory_->Recall("id");
  ASSERT_TRUE(remembered.ok() && remembered->has_value()) << remembered.status();
  EXPECT_EQ((*remembered)->digest, "digest");
  EXPECT_EQ((*remembered)->response, done.record.referral().etag());
  CaseChange again = WithPlace("b");
  again.request_id = "id";
  again.response = change.response;
  EXPECT_EQ(ApplyCode(again), absl::StatusCode::kAborted);
  again.capacities.clear();
  EXPECT_EQ(ApplyCode(again), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->Get(CaseName("b")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Held(), 1);
}

TEST_P(CasesTest, CapacityAndCaseGoTogetherOrNotAtAll) {
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(2)).ok());
  const CaseChange loser = WithPlace("b");
  const StoredCase winner = Apply(WithPlace("a"));
  EXPECT_EQ(Held(), 1);
  EXPECT_EQ(directory_->Get(CapacityName(kHaalzorg))->revision, winner.revision);
  // The capacity is not as it was read: no case.
  EXPECT_EQ(ApplyCode(loser), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->Get(CaseName("b")).status().code(), absl::StatusCode::kNotFound);
  // The case is not as it was read: no place.
  CaseChange stale = WithPlace("a");
  EXPECT_EQ(ApplyCode(stale), absl::StatusCode::kAborted);
  EXPECT_EQ(Held(), 1);
  EXPECT_EQ(store_->Latest(), winner.revision);
}

TEST_P(CasesTest, TwoCapacitiesThatAreOneAreRefused) {
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(2)).ok());
  CaseChange twice = WithPlace("a");
  twice.capacities.push_back(twice.capacities[0]);
  EXPECT_EQ(ApplyCode(twice), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Held(), 0);
}

TEST_P(CasesTest, ACapacityIsWrittenAsTheDirectoryWouldWriteIt) {
  MemoryStore::Options options;
  options.clock = [this] { return now_; };
  MemoryStore other(std::move(options));
  for (Store* store : {static_cast<Store*>(store_.get()), static_cast<Store*>(&other)}) {
    ASSERT_TRUE(PutCapacity(*store, FreePlaces(2)).ok());
  }
  now_ += absl::Hours(1);
  CaseChange change = WithPlace("a");
  ASSERT_TRUE(PutCapacity(other, change.capacities[0].capacity).ok());
  Apply(change);
  EXPECT_EQ(Dump(*store_, kDirectoryPrefix), Dump(other, kDirectoryPrefix));
  EXPECT_EQ(Describe(*directory_->History(CapacityName(kHaalzorg))),
            Describe(*Directory(other).History(CapacityName(kHaalzorg))));
  EXPECT_EQ(*directory_->Head(), Revision{2});
  EXPECT_EQ(Describe(directory_->ReadAllAt(Revision{1})->records),
            Describe(Directory(other).ReadAllAt(Revision{1})->records));
}

TEST_P(CasesTest, WhatGoesAlongWithNothingLeavesTheHeadOfTheDirectory) {
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(2)).ok());
  Changes changes;
  changes.along.Put("beside", "value");
  changes.along_preconditions = {{"beside", Revision{0}}};
  now_ += absl::Hours(1);
  const absl::StatusOr<Applied> applied = directory_->Apply(changes);
  ASSERT_TRUE(applied.ok()) << applied.status();
  EXPECT_EQ(applied->revision, Revision{2});
  EXPECT_EQ(applied->time, now_);
  EXPECT_EQ(*directory_->Head(), Revision{1});
  EXPECT_EQ(directory_->Apply(changes).status().code(), absl::StatusCode::kAborted);
}

TEST_P(CasesTest, TheDirectoryIsToldOfTheCapacityAlone) {
  std::vector<std::string> told;
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(2)).ok());
  const auto subscription =
      directory_->Watch(store_->Latest(), [&told](Revision, const std::vector<std::string>& names) {
        told.insert(told.end(), names.begin(), names.end());
      });
  Apply(WithPlace("a"));
  Put(NewCase("a"));
  EXPECT_THAT(told, ::testing::ElementsAre(CapacityName(kHaalzorg)));
}

TEST_P(CasesTest, ADamagedCaseIsNamedAndNotWrittenOver) {
  Batch damage;
  damage.Put(CaseKey(CaseName("a")), "no message");
  ASSERT_TRUE(store_->Commit(damage, {}).ok());
  const absl::Status read = cases_->Get(CaseName("a")).status();
  EXPECT_EQ(read.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(read.message()), HasSubstr(CaseKey(CaseName("a"))));
  EXPECT_EQ(cases_->List(kHere, "", 0).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ApplyCode(ChangeTo(NewCase("a"), Revision{1})), absl::StatusCode::kDataLoss);
  EXPECT_EQ(store_->Latest(), Revision{1});
}

TEST_P(CasesTest, PlacesThatManyTakeAtOnceAllCount) {
  constexpr int kThreads = 4;
  constexpr int kEach = 8;
  ASSERT_TRUE(PutCapacity(*store_, FreePlaces(kThreads * kEach)).ok());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < kEach; ++i) {
        absl::Status status = absl::AbortedError("not tried");
        while (absl::IsAborted(status)) status = cases_->Apply(WithPlace(absl::StrCat(thread, "-", i))).status();
        ASSERT_TRUE(status.ok()) << status;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Held(), kThreads * kEach);
  EXPECT_EQ(Dump(*store_, kCasePrefix).size(), kThreads * kEach);
  EXPECT_TRUE(store_->Verify().ok()) << store_->Verify();
}

TEST(CasesAndLimits, MoreThanOneCommitTakesIsRefusedWhole) {
  MemoryStore store;
  ASSERT_TRUE(PutCapacity(store, FreePlaces(2)).ok());
  CaseChange change = ChangeTo(NewCase("a"));
  change.notices.resize(store.limits().max_operations);
  EXPECT_EQ(Cases(store).Apply(change).status().code(), absl::StatusCode::kInvalidArgument);
  change.capacities = {{TakeUp(FreePlaces(2)), Revision{1}}};
  EXPECT_EQ(Cases(store).Apply(change).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store.Latest(), Revision{1});
}

// The store dies while a big import is decided and not yet folded in.
TEST(CasesAndImports, WhileAnImportIsFoldedInOnlyCapacitiesWait) {
  MemoryStore::Options options;
  options.limits = {.max_operations = 16, .max_bytes = 20000};
  MemoryStore store(std::move(options));
  ASSERT_TRUE(PutCapacity(store, FreePlaces(2)).ok());
  Directory directory(store);
  Changes import;
  for (int i = 0; i < 20; ++i) import.put.push_back(Provider(absl::StrCat("providers/p", i), "new"));
  // As many commits as it takes until the decision stands.
  for (int commits = 1; *directory.Head() == Revision{1} && commits < 20; ++commits) {
    BudgetStore dying(store, commits, BudgetStore::Last::kLost);
    Directory(dying).Import(import, "digest").IgnoreError();
  }
  const Stored stored = *directory.Get(CapacityName(kHaalzorg));
  Cases cases(store);
  CaseChange change = ChangeTo(NewCase("a"));
  change.capacities = {{TakeUp(stored.entry.capacity()), stored.revision}};
  EXPECT_EQ(cases.Apply(change).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(cases.Get(CaseName("a")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(cases.Apply(ChangeTo(NewCase("b"))).ok());
  ASSERT_TRUE(directory.Recover().ok());
  EXPECT_TRUE(cases.Apply(change).ok());
}

TEST(CasesAndCrashes, ACommitThatMayHaveHappenedIsUnavailable) {
  MemoryStore store;
  BudgetStore dying(store, 0, BudgetStore::Last::kKept);
  EXPECT_EQ(Cases(dying).Apply(ChangeTo(NewCase("a"))).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Cases(store).Get(CaseName("a")).ok());
}

}  // namespace
}  // namespace koppel::storage
