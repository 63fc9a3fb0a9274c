#include "tests/simulation/simulation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace koppel::simulation {
namespace {

using ::testing::IsEmpty;

constexpr uint64_t kSeeds = 50;

// `simulate` lives many more.
TEST(Simulation, EveryYearGoesWell) {
  int placements = 0;
  int restarts = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Year year = Live(seed, {});
    ASSERT_THAT(year.problems, IsEmpty()) << "replay it with: simulate --from " << seed << " --years 1 --story";
    placements += year.placements;
    restarts += year.restarts;
  }
  // Else nothing was looked at.
  EXPECT_GT(placements, 300);
  EXPECT_GT(restarts, 50);
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
