// A store in memory, for tests: small limits like those of a distributed engine and, on request, the bad luck that
// comes with one.
//
//   MemoryStore store({.clock = [&] { return now; }});

#ifndef KOPPEL_STORAGE_MEMORY_MEMORY_STORE_H_
#define KOPPEL_STORAGE_MEMORY_MEMORY_STORE_H_

#include <functional>
#include <mutex>
#include <random>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "storage/engine_store.h"

namespace koppel::storage {

class MemoryStore : public EngineStore {
 public:
  struct Options {
    Limits limits = {.max_operations = 128, .max_bytes = 1 << 20};
    // Tells the time of a commit.
    std::function<absl::Time()> clock = [] { return absl::UnixEpoch(); };
    // How likely a commit with preconditions is refused with ABORTED though they hold: 0 to 1.
    double conflicts = 0;
    // How likely a commit is followed by the loss of a part of the change log: 0 to 1.
    double compactions = 0;
    // Decides when these happen.
    std::mt19937_64 random;
  };

  MemoryStore() : MemoryStore(Options()) {}
  explicit MemoryStore(Options options);

  absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions) override;

  // FAILED_PRECONDITION: there is nothing on disk.
  absl::Status Backup(const std::string& folder) override;

 private:
  bool Chance(double likelihood);
  void CompactSomewhere();

  const double conflicts_;
  const double compactions_;
  std::mutex random_mutex_;
  std::mt19937_64 random_;  // Guarded by random_mutex_.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_MEMORY_MEMORY_STORE_H_
