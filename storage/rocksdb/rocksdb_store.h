// A store in a folder on this machine, on RocksDB.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<RocksDbStore> store, RocksDbStore::Open(folder, {.clock = clock}));
//
// One process at a time can open a folder. RocksDB starts threads of its own for compaction.

#ifndef KOPPEL_STORAGE_ROCKSDB_ROCKSDB_STORE_H_
#define KOPPEL_STORAGE_ROCKSDB_ROCKSDB_STORE_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/engine_store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace koppel::storage {

class RocksDbEngine;

class RocksDbStore : public EngineStore {
 public:
  struct Options {
    // Tells the time of a commit. Required.
    std::function<absl::Time()> clock;
    // Whether a commit waits until it is on the disk itself. Without it a power cut loses commits: for tests alone.
    bool sync = true;
    // Where files are; the machine's own when absent. Must outlive the store.
    rocksdb::Env* env = nullptr;
  };

  // Opens the store in `folder`, or makes it. UNAVAILABLE when the folder cannot be used or is in use;
  // FAILED_PRECONDITION when another version of Koppel wrote it; DATA_LOSS when it is damaged or no store of Koppel.
  static absl::StatusOr<std::unique_ptr<RocksDbStore>> Open(const std::string& folder, Options options);

  absl::Status Verify() const override;
  absl::Status Backup(const std::string& folder) override;

 private:
  RocksDbStore(RocksDbEngine& rocksdb, std::unique_ptr<RocksDbEngine> engine, Options options);

  RocksDbEngine& rocksdb_;  // Owned by EngineStore.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_ROCKSDB_ROCKSDB_STORE_H_
