// The directory and the rules as matching and searching see them, at one revision and on one day.

#ifndef KOPPEL_SERVER_SNAPSHOT_H_
#define KOPPEL_SERVER_SNAPSHOT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/types.h"
#include "koppel/v1/location.pb.h"
#include "koppel/v1/offering.pb.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/vocabulary.h"
#include "matcher/world/world.h"
#include "server/lexicons.h"
#include "storage/directory.h"

namespace koppel::server {

// An offering, made for searching.
struct Findable {
  koppel::v1::Offering offering;
  koppel::v1::Capacity capacity;           // UNKNOWN where nobody ever said; FULL where the last place is taken.
  std::vector<std::string> service_areas;  // Its own, else those of its provider.
  std::optional<koppel::v1::Point> point;  // Of its location.
  std::string words;                       // Folded: titles, description, codes and their synonyms.
};

// The rules that count on a day.
struct RulesOfDay {
  std::shared_ptr<const matcher::RuleLayers> layers;
  std::shared_ptr<const Lexicons> lexicons;  // The same object while their revisions are the same.
  Revision head;                             // Of the last change of any rule set when they were read.
  absl::CivilDay day;
};

// Immutable.
struct Snapshot {
  std::shared_ptr<const matcher::World> world;             // Under `rules`.
  std::shared_ptr<const std::vector<Findable>> offerings;  // In the order of their names.
  bool has_areas = false;                                  // Whether there is any area table.
  std::vector<int> counts;                                 // How many records, by storage::Collection.
  RulesOfDay rules;
  Revision revision;  // Directory and rules are as they were then, or later.
};

// From all records of the directory (storage::Directory::ReadAll).
std::shared_ptr<const Snapshot> MakeSnapshot(const storage::Page& directory, const RulesOfDay& rules,
                                             std::shared_ptr<const matcher::Vocabulary> vocabulary);

// The same directory under other rules, at a later revision at which it was still as it is.
std::shared_ptr<const Snapshot> WithRules(const Snapshot& snapshot, const RulesOfDay& rules, Revision revision);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_SNAPSHOT_H_
