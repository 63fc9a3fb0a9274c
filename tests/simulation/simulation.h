// A year in the town, from one number: residents come, partners answer late or never, places come and go, and the
// server stops at random moments.

#ifndef KOPPEL_TESTS_SIMULATION_SIMULATION_H_
#define KOPPEL_TESTS_SIMULATION_SIMULATION_H_

#include <cstdint>
#include <string>
#include <vector>

namespace koppel::simulation {

struct Year {
  std::vector<std::string> problems;  // What did not hold, with the moment; empty: all is well.
  std::vector<std::string> story;     // What was done, where it was asked for.
  std::string digest;                 // Of everything that stood in the store at the end.
  int cases = 0;
  int placements = 0;
  int steps = 0;
  int refusals = 0;
  int bridges = 0;
  int restarts = 0;
};

struct Length {
  int days = 365;
  double arrivals_a_day = 0.1;
  bool with_story = false;
};

// The same seed and length give the same year.
Year Live(uint64_t seed, const Length& length);

}  // namespace koppel::simulation

#endif  // KOPPEL_TESTS_SIMULATION_SIMULATION_H_
