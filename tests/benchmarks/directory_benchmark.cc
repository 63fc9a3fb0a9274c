// How long it takes to read the directory from a store on disk, as it is and as it was, and to import it.

#include <map>
#include <memory>
#include <random>
#include <vector>

#include "absl/time/time.h"
#include "benchmark/benchmark.h"
#include "storage/directory.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {
namespace {

using koppel::v1::DirectoryEntry;

std::unique_ptr<RocksDbStore> OpenIn(const TempFolder& folder) {
  return *RocksDbStore::Open(folder.path(), {.clock = [] { return absl::UnixEpoch(); }});
}

Changes Putting(std::vector<DirectoryEntry> entries) {
  Changes changes;
  changes.put = std::move(entries);
  return changes;
}

// A made-up directory of so many offerings.
const std::vector<DirectoryEntry>& EntriesOf(int offerings) {
  static auto* made = new std::map<int, std::vector<DirectoryEntry>>;
  std::vector<DirectoryEntry>& entries = (*made)[offerings];
  if (entries.empty()) {
    std::mt19937_64 random(offerings);
    entries = matcher::MakeLargeQuestion(matcher::RealVocabulary(), matcher::RealRules(), offerings, random).directory;
  }
  return entries;
}

// That directory in a store, and what happened to it: it was imported, every capacity was reported anew, and a tenth of
// everything was removed.
struct Load {
  explicit Load(int offerings) : store(OpenIn(folder)), directory(*store) {
    imported = *directory.Import(Putting(EntriesOf(offerings)), "all");
    std::vector<DirectoryEntry> capacities;
    Changes removal;
    for (size_t i = 0; i < EntriesOf(offerings).size(); ++i) {
      const DirectoryEntry& entry = EntriesOf(offerings)[i];
      if (entry.has_capacity()) capacities.push_back(entry);
      if (i % 10 == 0) removal.remove.push_back(NameOf(entry));
    }
    reported = *directory.Import(Putting(std::move(capacities)), "capacities");
    removed = *directory.Import(removal, "removal");
  }

  TempFolder folder;
  std::unique_ptr<RocksDbStore> store;
  Directory directory;
  Revision imported;
  Revision reported;
  Revision removed;
};

const Load& LoadOf(const benchmark::State& state) {
  static auto* loads = new std::map<int, std::unique_ptr<Load>>;
  std::unique_ptr<Load>& load = (*loads)[static_cast<int>(state.range(0))];
  if (load == nullptr) load = std::make_unique<Load>(static_cast<int>(state.range(0)));
  return *load;
}

void ReadAllAt(benchmark::State& state, Revision revision) {
  const Load& load = LoadOf(state);
  size_t records = 0;
  for (auto _ : state) records = load.directory.ReadAllAt(revision)->records.size();
  state.counters["records"] = static_cast<double>(records);
}

void BM_ReadAll(benchmark::State& state) {
  const Load& load = LoadOf(state);
  size_t records = 0;
  for (auto _ : state) records = load.directory.ReadAll()->records.size();
  state.counters["records"] = static_cast<double>(records);
}
BENCHMARK(BM_ReadAll)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

// Nothing changed since.
void BM_ReadAllAtHead(benchmark::State& state) { ReadAllAt(state, LoadOf(state).removed); }
BENCHMARK(BM_ReadAllAtHead)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

// Before a tenth was removed.
void BM_ReadAllAtBeforeRemovals(benchmark::State& state) { ReadAllAt(state, LoadOf(state).reported); }
BENCHMARK(BM_ReadAllAtBeforeRemovals)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

// And before every capacity was reported anew.
void BM_ReadAllAtBeforeReports(benchmark::State& state) { ReadAllAt(state, LoadOf(state).imported); }
BENCHMARK(BM_ReadAllAtBeforeReports)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

// Everything into an empty store, every commit on the disk.
void BM_Import(benchmark::State& state) {
  const Changes changes = Putting(EntriesOf(static_cast<int>(state.range(0))));
  for (auto _ : state) {
    const TempFolder folder;
    const std::unique_ptr<RocksDbStore> store = OpenIn(folder);
    benchmark::DoNotOptimize(Directory(*store).Import(changes, "all"));
  }
}
BENCHMARK(BM_Import)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace koppel::storage
