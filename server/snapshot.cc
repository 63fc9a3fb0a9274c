#include "server/snapshot.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/capacity.h"
#include "base/resource_name.h"
#include "base/text_fold.h"

namespace koppel::server {
namespace {

using koppel::v1::DirectoryEntry;

// The records by name, for looking up what an offering refers to.
class Lookup {
 public:
  explicit Lookup(const storage::Page& directory) {
    for (const storage::Stored& stored : directory.records) by_name_[stored.name] = &stored.entry;
  }

  // The default entry when there is no such record.
  const DirectoryEntry& Find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? DirectoryEntry::default_instance() : *found->second;
  }

 private:
  absl::flat_hash_map<std::string, const DirectoryEntry*> by_name_;
};

template <typename Codes>
void AddTerms(v1::TermKind kind, const Codes& codes, const matcher::Vocabulary& vocabulary, std::string& text) {
  for (const std::string& code : codes) {
    absl::StrAppend(&text, " ", code);
    const matcher::TermId id = vocabulary.Find(kind, code);
    if (id == matcher::kNoTerm) continue;
    const v1::Term& term = vocabulary.term(id);
    absl::StrAppend(&text, " ", term.title().nl(), " ", absl::StrJoin(term.synonyms(), " "));
  }
}

std::string WordsOf(const v1::Offering& offering, const v1::Provider& provider, const matcher::Vocabulary& vocabulary) {
  std::string text = absl::StrCat(offering.title(), " ", offering.description(), " ", provider.title());
  AddTerms(v1::SUBTOPIC, offering.subtopics(), vocabulary, text);
  AddTerms(v1::EXPERTISE, offering.expertise(), vocabulary, text);
  AddTerms(v1::WISH, offering.wishes(), vocabulary, text);
  AddTerms(v1::TARGET_GROUP, offering.target_groups(), vocabulary, text);
  return FoldText(text);
}

v1::Capacity CapacityOf(const std::string& offering, const Lookup& lookup) {
  const DirectoryEntry& entry = lookup.Find(CapacityName(offering));
  v1::Capacity capacity = entry.capacity();
  capacity.set_name(CapacityName(offering));
  capacity.set_state(entry.has_capacity() ? StateOf(capacity) : v1::Capacity::UNKNOWN);
  return capacity;
}

Findable MakeFindable(const v1::Offering& offering, const Lookup& lookup, const matcher::Vocabulary& vocabulary) {
  const v1::Provider& provider = lookup.Find(ParentOf(offering.name())).provider();
  const v1::Location& location = lookup.Find(offering.location()).location();
  const auto& areas = offering.service_areas().empty() ? provider.service_areas() : offering.service_areas();
  Findable findable{.offering = offering,
                    .capacity = CapacityOf(offering.name(), lookup),
                    .service_areas = {areas.begin(), areas.end()},
                    .point = std::nullopt,
                    .words = WordsOf(offering, provider, vocabulary)};
  if (location.has_point()) findable.point = location.point();
  return findable;
}

storage::Collection CollectionIn(const DirectoryEntry& entry) {
  switch (entry.entry_case()) {
    case DirectoryEntry::kProvider:
      return storage::Collection::kProviders;
    case DirectoryEntry::kLocation:
      return storage::Collection::kLocations;
    case DirectoryEntry::kOffering:
      return storage::Collection::kOfferings;
    case DirectoryEntry::kCapacity:
      return storage::Collection::kCapacities;
    case DirectoryEntry::kTeam:
      return storage::Collection::kTeams;
    default:
      return storage::Collection::kAreaTables;
  }
}

}  // namespace

std::shared_ptr<const Snapshot> MakeSnapshot(const storage::Page& directory, const RulesOfDay& rules,
                                             std::shared_ptr<const matcher::Vocabulary> vocabulary) {
  auto snapshot = std::make_shared<Snapshot>();
  auto offerings = std::make_shared<std::vector<Findable>>();
  snapshot->revision = directory.revision;
  snapshot->rules = rules;
  snapshot->counts.resize(static_cast<size_t>(storage::Collection::kTeams) + 1);
  const Lookup lookup(directory);
  matcher::WorldBuilder builder(rules.layers, vocabulary);
  for (const storage::Stored& stored : directory.records) {
    builder.Add(stored.entry);
    ++snapshot->counts[static_cast<size_t>(CollectionIn(stored.entry))];
    snapshot->has_areas |= stored.entry.has_area_table();
    if (stored.entry.has_offering()) offerings->push_back(MakeFindable(stored.entry.offering(), lookup, *vocabulary));
  }
  snapshot->world = builder.Build(directory.revision);
  snapshot->offerings = std::move(offerings);
  return snapshot;
}

std::shared_ptr<const Snapshot> WithRules(const Snapshot& snapshot, const RulesOfDay& rules, Revision revision) {
  auto other = std::make_shared<Snapshot>(snapshot);
  if (rules.layers != snapshot.rules.layers) other->world = matcher::WithRules(*snapshot.world, rules.layers);
  other->rules = rules;
  other->revision = revision;
  return other;
}

}  // namespace koppel::server
