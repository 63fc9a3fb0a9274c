// What stands below a store: an ordered map of bytes that takes many changes at once.
//
// Revisions, preconditions and watches are built on top of it once, for all engines: see sequencer.h and
// engine_store.h.

#ifndef KOPPEL_STORAGE_ENGINE_H_
#define KOPPEL_STORAGE_ENGINE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace koppel::storage {

// Puts a value or, without one, deletes it.
struct EngineWrite {
  std::string key;
  std::optional<std::string> value;
};

// The map as it was at one moment. Short-lived: an engine may hold back writes as long as it exists, so the thread that
// holds it must not write.
class EngineView {
 public:
  virtual ~EngineView() = default;

  // Nothing when there is no such key.
  virtual absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const = 0;

  // Calls `visit` for each start <= key < end in order, until it returns false. An empty `end`: to the last key.
  using Visitor = std::function<bool(std::string_view key, std::string_view value)>;
  virtual absl::Status Scan(const std::string& start, const std::string& end, const Visitor& visit) const = 0;
};

// Thread-safe. Reading errors: UNAVAILABLE, or DATA_LOSS when the bytes are damaged.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual std::unique_ptr<EngineView> View() const = 0;

  // Nothing when there is no such key.
  virtual absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const = 0;

  // All of them or none, in this order; they survive a crash when it returns OK.
  virtual absl::Status Write(const std::vector<EngineWrite>& writes) = 0;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_ENGINE_H_
