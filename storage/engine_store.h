// The part of a store that is the same for every engine: reading, the change log, history, care. Commits and watches
// are the sequencer's.

#ifndef KOPPEL_STORAGE_ENGINE_STORE_H_
#define KOPPEL_STORAGE_ENGINE_STORE_H_

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "storage/engine.h"
#include "storage/sequencer.h"
#include "storage/store.h"

namespace koppel::storage {

class EngineStore : public Store, public StoreAdmin {
 public:
  absl::StatusOr<Record> Get(const std::string& key) const override;
  absl::StatusOr<Listing> List(const std::string& start, const std::string& end, size_t limit) const override;
  absl::StatusOr<std::vector<Record>> History(const std::string& key) const override;
  absl::StatusOr<Committed> Commit(const Batch& batch, absl::Span<const Precondition> preconditions) override;
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(std::string prefix, Revision after, Observer observer) override;
  absl::Status Ready() const override;
  Revision Latest() const override;
  Limits limits() const override { return limits_; }

  absl::Status Compact(Revision up_to) override;
  absl::Status PurgeHistory(const std::string& key) override;
  absl::Status Verify() const override;

 protected:
  EngineStore(std::unique_ptr<Engine> engine, Limits limits, std::function<absl::Time()> clock);

  // Reads where the engine stands, or lays out an empty one. Must succeed before anything else is called; errors as
  // RocksDbStore::Open.
  absl::Status Start();

 private:
  absl::Status DeleteRange(const std::string& start, const std::string& end);

  const std::unique_ptr<Engine> engine_;
  const Limits limits_;
  const std::function<absl::Time()> clock_;
  std::unique_ptr<Sequencer> sequencer_;  // Made by Start.
  std::mutex compaction_mutex_;           // One compaction at a time.
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_ENGINE_STORE_H_
