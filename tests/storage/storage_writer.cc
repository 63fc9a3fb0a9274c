// Commits until it is killed: storage_writer FOLDER ROUND. Writes a line with the key of every commit that was
// acknowledged.

#include <unistd.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "storage/rocksdb/rocksdb_store.h"

namespace {

using koppel::storage::Batch;
using koppel::storage::RocksDbStore;
using koppel::storage::Store;

void Write(Store& store, const std::string& prefix) {
  for (int i = 0;; ++i) {
    const std::string key = absl::StrCat(prefix, "/", i);
    Batch batch;
    batch.Put(key, absl::StrCat("value of ", key));
    if (!store.Commit(batch, {}).ok()) _exit(1);
    const std::string line = key + "\n";
    // One write call: lines of several threads stay apart, and what is in the pipe outlives this process.
    if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto store = RocksDbStore::Open(argv[1], {.clock = [] { return absl::UnixEpoch(); }});
  if (!store.ok()) {
    fprintf(stderr, "%s\n", store.status().ToString().c_str());
    return 1;
  }
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&store, prefix = absl::StrCat("round", argv[2], "/", thread)] { Write(**store, prefix); });
  }
  for (std::thread& thread : threads) thread.join();
}
