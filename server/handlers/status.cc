#include "server/handlers/status.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "matcher/rules/merge.h"
#include "server/environment.h"

namespace koppel::server {

absl::StatusOr<v1::Status> GetStatus(Call& call, const v1::GetStatusRequest&) {
  // In the order of storage::Collection.
  static constexpr const char* kCollections[] = {"areaTables", "providers",  "locations",
                                                 "offerings",  "capacities", "teams"};
  const Environment& environment = call.environment;
  const std::shared_ptr<const Snapshot> snapshot = environment.world.Current();
  v1::Status status;
  status.set_version(environment.version);
  status.set_store(environment.engine);
  status.set_ready(environment.store.Ready().ok());
  status.set_store_revision(environment.store.Latest().value);
  status.set_world_revision(snapshot->revision.value);
  for (size_t i = 0; i < std::size(kCollections); ++i) {
    auto* count = status.add_counts();
    count->set_collection(kCollections[i]);
    count->set_count(snapshot->counts[i]);
  }
  std::vector<std::string> revisions = snapshot->rules.lexicons->revisions();
  for (const v1::RuleSet& set : snapshot->rules.layers->sets()) revisions.push_back(matcher::RevisionNameOf(set));
  std::sort(revisions.begin(), revisions.end());
  status.mutable_rule_sets()->Add(revisions.begin(), revisions.end());
  call.revision = snapshot->revision;
  return status;
}

}  // namespace koppel::server
