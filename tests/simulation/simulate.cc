// Lives many years in the town of the simulation, and says which one went wrong.
//
//   simulate --years 10000             from seed 1
//   simulate --from 17 --years 1 --story    one year, told step by step

#include <CLI/CLI.hpp>
#include <iostream>

#include "tests/simulation/simulation.h"

int main(int argc, char** argv) {
  uint64_t from = 1;
  int years = 50;
  koppel::simulation::Length length;
  CLI::App app(
      "Lives years in a made-up municipality and checks that nothing is oversold, forgotten or too late unseen.");
  app.add_option("--from", from, "The first seed")->capture_default_str();
  app.add_option("--years", years, "How many years, each with the next seed")->capture_default_str();
  app.add_option("--days", length.days, "How long a year is")->capture_default_str();
  app.add_option("--arrivals", length.arrivals_a_day, "How many requests come in on a working day, at most 1")
      ->capture_default_str();
  app.add_flag("--story", length.with_story, "Tell what was done");
  CLI11_PARSE(app, argc, argv);

  koppel::simulation::Year sum;
  for (int i = 0; i < years; ++i) {
    const uint64_t seed = from + static_cast<uint64_t>(i);
    const koppel::simulation::Year year = koppel::simulation::Live(seed, length);
    for (const std::string& line : year.story) std::cout << line << "\n";
    for (const std::string& problem : year.problems) std::cout << "seed " << seed << ": " << problem << "\n";
    if (!year.problems.empty()) return 1;
    sum.cases += year.cases;
    sum.placements += year.placements;
    sum.steps += year.steps;
    sum.refusals += year.refusals;
    sum.bridges += year.bridges;
    sum.restarts += year.restarts;
  }
  std::cout << years << " years from seed " << from << " went well: " << sum.cases << " requests, " << sum.placements
            << " placements, " << sum.bridges << " bridges, " << sum.steps << " steps of which " << sum.refusals
            << " refused, " << sum.restarts << " restarts\n";
  return 0;
}
