// A file system that forgets what was not synced when the power is cut.
//
//   UnsyncedFileSystem files;
//   ... open a store with files.env(), commit ...
//   files.CutPower();      // Every write fails from now on. Close the store.
//   files.RestorePower();  // What was not synced is gone. Open the store again.

#ifndef KOPPEL_TESTS_STORAGE_UNSYNCED_FILE_SYSTEM_H_
#define KOPPEL_TESTS_STORAGE_UNSYNCED_FILE_SYSTEM_H_

#include <memory>

#include "rocksdb/env.h"

namespace koppel::storage {

// Thread-safe.
class UnsyncedFileSystem {
 public:
  UnsyncedFileSystem();
  ~UnsyncedFileSystem();

  // Lives as long as this.
  rocksdb::Env* env() { return env_.get(); }

  void CutPower();
  void RestorePower();

 private:
  class Files;

  std::shared_ptr<Files> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_UNSYNCED_FILE_SYSTEM_H_
