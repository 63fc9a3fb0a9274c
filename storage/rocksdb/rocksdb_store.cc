#include "storage/rocksdb/rocksdb_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/rocksdb/rocksdb_engine.h"

namespace koppel::storage {
namespace {

// RocksDB itself would take more; beyond this a commit holds up all others for too long.
constexpr Limits kLimits = {.max_operations = 10000, .max_bytes = 64 << 20};

absl::Status InFolder(const std::string& folder, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat("the store in ", folder, ": ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<RocksDbStore>> RocksDbStore::Open(const std::string& folder, Options options) {
  if (!options.clock) return absl::InvalidArgumentError("a store needs a clock");
  absl::StatusOr<std::unique_ptr<RocksDbEngine>> engine = RocksDbEngine::Open(folder, options.sync, options.env);
  RETURN_IF_ERROR(InFolder(folder, engine.status()));
  RocksDbEngine& rocksdb = **engine;
  std::unique_ptr<RocksDbStore> store(new RocksDbStore(rocksdb, *std::move(engine), std::move(options)));
  RETURN_IF_ERROR(InFolder(folder, store->Start()));
  return store;
}

RocksDbStore::RocksDbStore(RocksDbEngine& rocksdb, std::unique_ptr<RocksDbEngine> engine, Options options)
    : EngineStore(std::move(engine), kLimits, std::move(options.clock)), rocksdb_(rocksdb) {}

absl::Status RocksDbStore::Verify() const {
  RETURN_IF_ERROR(rocksdb_.VerifyChecksums());
  return EngineStore::Verify();
}

absl::Status RocksDbStore::Backup(const std::string& folder) { return rocksdb_.Backup(folder); }

}  // namespace koppel::storage
