// How long a match and the building of a World take, on made-up worlds.

#include <map>
#include <random>

#include "benchmark/benchmark.h"
#include "tests/matcher/chance.h"
#include "tests/matcher/files.h"
#include "tests/matcher/generate.h"

namespace koppel::matcher {
namespace {

constexpr int kRequests = 64;

// A world of so many offerings and requests to ask of it.
struct Load {
  explicit Load(int offerings) {
    std::mt19937_64 random(offerings);
    question = MakeLargeQuestion(RealVocabulary(), RealRules(), offerings, random);
    world = BuildWorld(question.directory, question.rules);
    requests = MakeRequests(question, kRequests, random);
  }

  oracle::Question question;
  std::shared_ptr<const World> world;
  std::vector<v1::Referral> requests;
};

const Load& LoadOf(int offerings) {
  static auto* loads = new std::map<int, Load>;
  return loads->try_emplace(offerings, offerings).first->second;
}

void RunMatch(benchmark::State& state, int max_proposals) {
  const Load& load = LoadOf(static_cast<int>(state.range(0)));
  const Moment now{load.question.time, load.question.local};
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Match(load.requests[next], *load.world, now, max_proposals));
    next = (next + 1) % load.requests.size();
  }
  state.SetItemsProcessed(state.iterations());
}

void BM_Match(benchmark::State& state) { RunMatch(state, 5); }
BENCHMARK(BM_Match)->Arg(10000)->Arg(100000)->Unit(benchmark::kMicrosecond);

// Composes and orders all proposals and writes none: what judging costs without explaining.
void BM_MatchWithoutProposals(benchmark::State& state) { RunMatch(state, 0); }
BENCHMARK(BM_MatchWithoutProposals)->Arg(10000)->Arg(100000)->Unit(benchmark::kMicrosecond);

void BM_BuildWorld(benchmark::State& state) {
  const Load& load = LoadOf(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(BuildWorld(load.question.directory, load.question.rules));
}
BENCHMARK(BM_BuildWorld)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace koppel::matcher
