// An engine in memory.

#ifndef KOPPEL_STORAGE_MEMORY_MEMORY_ENGINE_H_
#define KOPPEL_STORAGE_MEMORY_MEMORY_ENGINE_H_

#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "storage/engine.h"

namespace koppel::storage {

// Thread-safe. Writes wait while a view exists.
class MemoryEngine : public Engine {
 public:
  std::unique_ptr<EngineView> View() const override;
  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const override;
  absl::Status Write(const std::vector<EngineWrite>& writes) override;

 private:
  class LockedView;

  mutable std::shared_mutex mutex_;
  std::map<std::string, std::string> map_;  // Guarded by mutex_.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_MEMORY_MEMORY_ENGINE_H_
