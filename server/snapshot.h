// The directory as matching and searching see it, at one revision.

#ifndef KOPPEL_SERVER_SNAPSHOT_H_
#define KOPPEL_SERVER_SNAPSHOT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/types.h"
#include "koppel/v1/location.pb.h"
#include "koppel/v1/offering.pb.h"
#include "matcher/world.h"
#include "server/rule_files.h"
#include "storage/directory.h"

namespace koppel::server {

// An offering, made for searching.
struct Findable {
  koppel::v1::Offering offering;
  koppel::v1::Capacity capacity;           // State UNKNOWN where nobody ever said.
  std::vector<std::string> service_areas;  // Its own, else those of its provider.
  std::optional<koppel::v1::Point> point;  // Of its location.
  std::string words;                       // Folded: titles, description, codes and their synonyms.
};

// Immutable.
struct Snapshot {
  std::shared_ptr<const matcher::World> world;
  std::vector<Findable> offerings;  // In the order of their names.
  bool has_areas = false;           // Whether there is any area table.
  std::vector<int> counts;          // How many records, by storage::Collection.
  Revision revision;
};

// From all records of the directory (storage::Directory::ReadAll).
std::shared_ptr<const Snapshot> MakeSnapshot(const storage::Page& directory, const RuleBook& book);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_SNAPSHOT_H_
