#include "storage/memory/memory_engine.h"

#include <mutex>

namespace koppel::storage {
namespace {

using Map = std::map<std::string, std::string>;

std::optional<std::string> Find(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

}  // namespace

class MemoryEngine::LockedView : public EngineView {
 public:
  explicit LockedView(const MemoryEngine& engine) : lock_(engine.mutex_), map_(engine.map_) {}

  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const override { return Find(map_, key); }

  absl::Status Scan(const std::string& start, const std::string& end, const Visitor& visit) const override {
    for (auto at = map_.lower_bound(start); at != map_.end() && (end.empty() || at->first < end); ++at) {
      if (!visit(at->first, at->second)) break;
    }
    return absl::OkStatus();
  }

 private:
  const std::shared_lock<std::shared_mutex> lock_;
  const Map& map_;
};

std::unique_ptr<EngineView> MemoryEngine::View() const { return std::make_unique<LockedView>(*this); }

absl::StatusOr<std::optional<std::string>> MemoryEngine::Get(const std::string& key) const {
  const std::shared_lock lock(mutex_);
  return Find(map_, key);
}

absl::Status MemoryEngine::Write(const std::vector<EngineWrite>& writes) {
  const std::unique_lock lock(mutex_);
  for (const EngineWrite& write : writes) {
    if (write.value) {
      map_[write.key] = *write.value;
    } else {
      map_.erase(write.key);
    }
  }
  return absl::OkStatus();
}

}  // namespace koppel::storage
