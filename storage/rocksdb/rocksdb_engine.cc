#include "storage/rocksdb/rocksdb_engine.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "rocksdb/env.h"
#include "rocksdb/iterator.h"
#include "rocksdb/options.h"
#include "rocksdb/slice.h"
#include "rocksdb/snapshot.h"
#include "rocksdb/status.h"
#include "rocksdb/utilities/checkpoint.h"
#include "rocksdb/write_batch.h"

namespace koppel::storage {
namespace {

absl::Status Converted(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  if (status.IsCorruption()) return absl::DataLossError(status.ToString());
  return absl::UnavailableError(status.ToString());
}

std::string_view AsView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

absl::StatusOr<std::optional<std::string>> Read(rocksdb::DB& db, const rocksdb::ReadOptions& options,
                                                const std::string& key) {
  std::string value;
  const rocksdb::Status status = db.Get(options, key, &value);
  if (status.IsNotFound()) return std::nullopt;
  RETURN_IF_ERROR(Converted(status));
  return value;
}

rocksdb::Options OpenOptions(rocksdb::Env* env) {
  rocksdb::Options options;
  if (env != nullptr) options.env = env;
  options.create_if_missing = true;
  options.compression = rocksdb::kLZ4Compression;
  // A log that is torn at its end is what a crash leaves behind. Torn in the middle it has lost commits that were
  // acknowledged: that is for people to see, not to pass over.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.keep_log_file_num = 10;
  return options;
}

}  // namespace

class RocksDbEngine::SnapshotView : public EngineView {
 public:
  explicit SnapshotView(rocksdb::DB& db) : db_(db), snapshot_(&db) { options_.snapshot = snapshot_.snapshot(); }

  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const override {
    return Read(db_, options_, key);
  }

  absl::Status Scan(const std::string& start, const std::string& end, const Visitor& visit) const override {
    rocksdb::ReadOptions options = options_;
    const rocksdb::Slice bound(end);
    if (!end.empty()) options.iterate_upper_bound = &bound;
    const std::unique_ptr<rocksdb::Iterator> at(db_.NewIterator(options));
    for (at->Seek(start); at->Valid(); at->Next()) {
      if (!visit(AsView(at->key()), AsView(at->value()))) break;
    }
    return Converted(at->status());
  }

 private:
  rocksdb::DB& db_;
  rocksdb::ManagedSnapshot snapshot_;
  rocksdb::ReadOptions options_;
};

absl::StatusOr<std::unique_ptr<RocksDbEngine>> RocksDbEngine::Open(const std::string& folder, bool sync,
                                                                   rocksdb::Env* env) {
  rocksdb::DB* db = nullptr;
  RETURN_IF_ERROR(Converted(rocksdb::DB::Open(OpenOptions(env), folder, &db)));
  return std::unique_ptr<RocksDbEngine>(new RocksDbEngine(std::unique_ptr<rocksdb::DB>(db), sync));
}

std::unique_ptr<EngineView> RocksDbEngine::View() const { return std::make_unique<SnapshotView>(*db_); }

absl::StatusOr<std::optional<std::string>> RocksDbEngine::Get(const std::string& key) const {
  return Read(*db_, rocksdb::ReadOptions(), key);
}

absl::Status RocksDbEngine::Write(const std::vector<EngineWrite>& writes) {
  rocksdb::WriteBatch batch;
  for (const EngineWrite& write : writes) {
    RETURN_IF_ERROR(Converted(write.value ? batch.Put(write.key, *write.value) : batch.Delete(write.key)));
  }
  rocksdb::WriteOptions options;
  options.sync = sync_;
  return Converted(db_->Write(options, &batch));
}

absl::Status RocksDbEngine::VerifyChecksums() { return Converted(db_->VerifyChecksum()); }

absl::Status RocksDbEngine::Backup(const std::string& folder) {
  if (db_->GetEnv()->FileExists(folder).ok()) {
    return absl::AlreadyExistsError(absl::StrCat("the folder ", folder, " exists already"));
  }
  rocksdb::Checkpoint* made = nullptr;
  RETURN_IF_ERROR(Converted(rocksdb::Checkpoint::Create(db_.get(), &made)));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  return Converted(checkpoint->CreateCheckpoint(folder));
}

}  // namespace koppel::storage
