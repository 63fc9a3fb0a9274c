// An engine on RocksDB: all keys in one column family, told apart by their tags.

#ifndef KOPPEL_STORAGE_ROCKSDB_ROCKSDB_ENGINE_H_
#define KOPPEL_STORAGE_ROCKSDB_ROCKSDB_ENGINE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rocksdb/db.h"
#include "storage/engine.h"

namespace koppel::storage {

// Thread-safe.
class RocksDbEngine : public Engine {
 public:
  // `sync`: a write waits until it is on the disk itself. `env` may be absent. Errors as RocksDbStore::Open.
  static absl::StatusOr<std::unique_ptr<RocksDbEngine>> Open(const std::string& folder, bool sync, rocksdb::Env* env);

  std::unique_ptr<EngineView> View() const override;
  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const override;
  absl::Status Write(const std::vector<EngineWrite>& writes) override;

  // Reads all files and compares their checksums. DATA_LOSS when one differs.
  absl::Status VerifyChecksums();

  // As StoreAdmin::Backup.
  absl::Status Backup(const std::string& folder);

 private:
  class SnapshotView;

  RocksDbEngine(std::unique_ptr<rocksdb::DB> db, bool sync) : db_(std::move(db)), sync_(sync) {}

  const std::unique_ptr<rocksdb::DB> db_;
  const bool sync_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_ROCKSDB_ROCKSDB_ENGINE_H_
