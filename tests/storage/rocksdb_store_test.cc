#include "storage/rocksdb/rocksdb_store.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/encoding.h"
#include "storage/keys.h"
#include "storage/rocksdb/rocksdb_engine.h"
#include "tests/storage/temp_folder.h"
#include "tests/storage/unsynced_file_system.h"

namespace koppel::storage {
namespace {

using ::testing::HasSubstr;

class RocksDbStoreTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<RocksDbStore>> Open(rocksdb::Env* env = nullptr) {
    return RocksDbStore::Open(folder_.path(), {.clock = [] { return absl::UnixEpoch(); }, .env = env});
  }

  // Writes past the store, as damage or another version would.
  void WriteRaw(const std::string& key, std::optional<std::string> value) {
    absl::StatusOr<std::unique_ptr<RocksDbEngine>> engine = RocksDbEngine::Open(folder_.path(), true, nullptr);
    ASSERT_TRUE(engine.ok()) << engine.status();
    ASSERT_TRUE((*engine)->Write({{key, std::move(value)}}).ok());
  }

  void PutOnce(const std::string& key) {
    auto store = Open();
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE(Put(**store, key).ok());
  }

  static absl::Status Put(Store& store, const std::string& key) {
    Batch batch;
    batch.Put(key, "value", Keep::kHistory);
    return store.Commit(batch, {}).status();
  }

  absl::Status VerifyAgain() {
    auto store = Open();
    return store.ok() ? (*store)->Verify() : store.status();
  }

  TempFolder folder_;
};

TEST_F(RocksDbStoreTest, AnotherSchemaIsRefused) {
  PutOnce("a");
  std::string schema;
  AppendBigEndian(2, schema);
  WriteRaw(MetaKey(kSchemaMeta), schema);
  const absl::Status status = Open().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("has schema 2; this version of Koppel reads schema 1"));
  EXPECT_THAT(std::string(status.message()), HasSubstr(folder_.path()));
}

TEST_F(RocksDbStoreTest, ADatabaseOfSomebodyElseIsRefused) {
  WriteRaw("hello", "world");
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, AFolderThatIsInUseIsUnavailable) {
  const auto first = Open();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(Open().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(RocksDbStoreTest, AStoreWithoutAClockIsRefused) {
  EXPECT_EQ(RocksDbStore::Open(folder_.path(), {}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(RocksDbStoreTest, VerifyFindsAGapInTheLog) {
  PutOnce("a");
  PutOnce("b");
  PutOnce("c");
  EXPECT_TRUE(VerifyAgain().ok());
  WriteRaw(ChangeKey(Revision{2}), std::nullopt);
  EXPECT_EQ(VerifyAgain().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, VerifyFindsARecordTheLogDoesNotKnow) {
  PutOnce("a");
  WriteRaw(CurrentKey("zoo"), EncodeRecord("value", {Revision{1}, absl::UnixEpoch()}));
  const absl::Status status = VerifyAgain();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr("zoo"));
}

TEST_F(RocksDbStoreTest, VerifyFindsARecordFromTheFuture) {
  PutOnce("a");
  WriteRaw(CurrentKey("a"), EncodeRecord("value", {Revision{2}, absl::UnixEpoch()}));
  EXPECT_EQ(VerifyAgain().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, VerifyFindsADamagedValue) {
  PutOnce("a");
  WriteRaw(CurrentKey("a"), "\x01 short");
  EXPECT_EQ(VerifyAgain().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, VerifyFindsHistoryThatIsOutOfPlace) {
  PutOnce("a");
  PutOnce("b");
  WriteRaw(HistoryKey("a", Revision{2}), EncodeRecord("value", {Revision{1}, absl::UnixEpoch()}));
  EXPECT_EQ(VerifyAgain().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStoreTest, ADiskThatFailsStopsTheStoreUntilItIsOpenedAgain) {
  UnsyncedFileSystem files;
  auto store = Open(files.env());
  ASSERT_TRUE(store.ok()) << store.status();
  ASSERT_TRUE(Put(**store, "a").ok());
  files.CutPower();
  EXPECT_EQ(Put(**store, "b").code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ((*store)->Ready().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ((*store)->Get("b").status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE((*store)->Get("a").ok());
  store->reset();
  files.RestorePower();
  store = Open(files.env());
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_TRUE((*store)->Get("a").ok());
  EXPECT_TRUE(Put(**store, "b").ok());
}

}  // namespace
}  // namespace koppel::storage
