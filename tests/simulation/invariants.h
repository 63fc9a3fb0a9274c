// What must hold in the town at every moment.

#ifndef KOPPEL_TESTS_SIMULATION_INVARIANTS_H_
#define KOPPEL_TESTS_SIMULATION_INVARIANTS_H_

#include <map>
#include <string>
#include <vector>

#include "koppel/v1/offering.pb.h"
#include "storage/cases.h"
#include "tests/simulation/town.h"

namespace koppel::simulation {

// Looks at the town after every tick and remembers what it saw.
class Invariants {
 public:
  // Everything that is wrong, in plain words; empty: all is well. Call it after Town::Tick, at the same moment.
  std::vector<std::string> Check(Town& town);

  // The same of what the last call changed alone.
  std::vector<std::string> CheckChanged(Town& town);

 private:
  using Capacities = std::map<std::string, koppel::v1::Capacity>;  // By offering.

  // Of every offering how many places cases hold: placements that run, and places kept for an offer since the provider
  // last reported (of an offer nobody answered the report knows nothing).
  static std::map<std::string, int> PlacesHeld(const std::vector<storage::StoredCase>& cases,
                                               const Capacities& capacities);
  void CheckPlaces(const std::vector<storage::StoredCase>& cases, const Capacities& capacities);
  void CheckCase(const storage::StoredCase& stored, absl::Time now);
  void CheckOffers(const koppel::internal::CaseRecord& record);
  void CheckAdvice(Town& town, const koppel::internal::CaseRecord& record);

  std::vector<std::string> problems_;
  Capacities last_capacities_;
  std::map<std::string, int> last_held_;
  std::map<std::string, int> advices_seen_;  // By case.
};

}  // namespace koppel::simulation

#endif  // KOPPEL_TESTS_SIMULATION_INVARIANTS_H_
