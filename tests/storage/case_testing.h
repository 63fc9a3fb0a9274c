// Cases for tests, and the stores they are tried on.

#ifndef KOPPEL_TESTS_STORAGE_CASE_TESTING_H_
#define KOPPEL_TESTS_STORAGE_CASE_TESTING_H_

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "base/resource_name.h"
#include "gtest/gtest.h"
#include "storage/cases.h"
#include "storage/engine_store.h"
#include "storage/memory/memory_store.h"
#include "storage/records.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {

inline constexpr char kHere[] = "municipalities/GM0034";
inline constexpr char kHaalzorg[] = "providers/kwintes/offerings/haalzorg";

enum class CaseStoreKind { kMemory, kSmall, kUnlucky, kRocksDb };

// Of a request in kHere.
inline std::string CaseName(const std::string& id) { return ReferralName(kHere, id); }

inline koppel::internal::CaseRecord NewCase(const std::string& id) {
  koppel::internal::CaseRecord record;
  record.mutable_referral()->set_name(CaseName(id));
  record.mutable_referral()->set_area("BU00340101");
  return record;
}

inline void AddWaiting(koppel::internal::CaseRecord& record, const std::string& party) {
  koppel::v1::Waiting& waiting = *record.mutable_referral()->add_waiting_for();
  waiting.set_party(party);
  waiting.set_step(koppel::v1::Waiting::ANSWER);
}

inline void SetDue(koppel::internal::CaseRecord& record, absl::Time due) {
  *record.mutable_referral()->mutable_next_event_time() = ToTimestamp(due);
}

// `expected`: of the case as it was read; 0: it is new.
inline CaseChange ChangeTo(koppel::internal::CaseRecord record, Revision expected = Revision{0}) {
  CaseChange change;
  change.record = std::move(record);
  change.expected = expected;
  return change;
}

// Once for each kind of store; the clock stands still unless a test moves it.
class CasesFixture : public ::testing::TestWithParam<CaseStoreKind> {
 protected:
  void SetUp() override {
    store_ = Open();
    ASSERT_NE(store_, nullptr);
    cases_ = std::make_unique<Cases>(*store_);
  }

  std::unique_ptr<EngineStore> Open() {
    const auto clock = [this] { return now_; };
    if (GetParam() == CaseStoreKind::kRocksDb) {
      absl::StatusOr<std::unique_ptr<RocksDbStore>> store = RocksDbStore::Open(folder_.path(), {.clock = clock});
      EXPECT_TRUE(store.ok()) << store.status();
      return store.ok() ? *std::move(store) : nullptr;
    }
    MemoryStore::Options options;
    options.clock = clock;
    if (GetParam() == CaseStoreKind::kSmall) options.limits = {.max_operations = 16, .max_bytes = 20000};
    if (GetParam() == CaseStoreKind::kUnlucky) options.conflicts = options.compactions = 0.3;
    return std::make_unique<MemoryStore>(std::move(options));
  }

  // Writes the case as it becomes after what is stored now.
  StoredCase Put(const koppel::internal::CaseRecord& record) {
    return Apply(ChangeTo(record, RevisionOfCase(record.referral().name())));
  }

  StoredCase Apply(const CaseChange& change) {
    absl::StatusOr<StoredCase> stored = cases_->Apply(change);
    EXPECT_TRUE(stored.ok()) << stored.status();
    return stored.value_or(StoredCase{});
  }

  absl::StatusCode ApplyCode(const CaseChange& change) { return cases_->Apply(change).status().code(); }

  Revision RevisionOfCase(const std::string& name) {
    absl::StatusOr<StoredCase> stored = cases_->Get(name);
    return stored.ok() ? stored->revision : Revision{0};
  }

  absl::Time now_ = absl::FromCivil(absl::CivilSecond(2026, 11, 23, 9, 0, 0), absl::UTCTimeZone());
  TempFolder folder_;
  std::unique_ptr<EngineStore> store_;
  std::unique_ptr<Cases> cases_;
};

inline std::string NameOfKind(const ::testing::TestParamInfo<CaseStoreKind>& info) {
  constexpr const char* kNames[] = {"Memory", "SmallMemory", "UnluckyMemory", "RocksDb"};
  return kNames[static_cast<int>(info.param)];
}

inline auto AllCaseStores() {
  return ::testing::Values(CaseStoreKind::kMemory, CaseStoreKind::kSmall, CaseStoreKind::kUnlucky,
                           CaseStoreKind::kRocksDb);
}

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_CASE_TESTING_H_
