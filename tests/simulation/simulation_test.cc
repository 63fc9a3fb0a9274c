#include "tests/simulation/simulation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace koppel::simulation {
namespace {

using ::testing::IsEmpty;

// With the sanitizers everything takes many times as long, and what they find they find in few years.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr uint64_t kSeeds = 8;
#else
constexpr uint64_t kSeeds = 50;
#endif

// `simulate` lives many more.
TEST(Simulation, EveryYearGoesWell) {
  int placements = 0;
  int restarts = 0;
  int bridges = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Year year = Live(seed, {});
    ASSERT_THAT(year.problems, IsEmpty()) << "replay it with: simulate --from " << seed << " --years 1 --story";
    placements += year.placements;
    restarts += year.restarts;
    bridges += year.bridges;
  }
  // Else nothing was looked at.
  EXPECT_GT(placements, 5 * static_cast<int>(kSeeds));
  EXPECT_GT(restarts, static_cast<int>(kSeeds));
  EXPECT_GT(bridges, 0);
}

TEST(Simulation, SeedReplays) {
  const Year first = Live(7, {.days = 90, .arrivals_a_day = 0.5});
  const Year second = Live(7, {.days = 90, .arrivals_a_day = 0.5});
  const Year other = Live(8, {.days = 90, .arrivals_a_day = 0.5});
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_EQ(first.steps, second.steps);
  EXPECT_NE(first.digest, other.digest);
}

}  // namespace
}  // namespace koppel::simulation
