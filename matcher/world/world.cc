#include "matcher/world/world.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/capacity.h"
#include "base/civil.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;

// The municipality a CBS code speaks of: the four digits after GM, WK or BU are those of the municipality.
std::string MunicipalityOf(std::string_view code) { return "GM" + std::string(code.substr(2, 4)); }

bool HasAreaForm(std::string_view code) { return code.size() >= 6; }

std::optional<GeoPoint> PointOf(bool present, const v1::Point& point) {
  if (!present) return std::nullopt;
  return GeoPoint{point.latitude(), point.longitude()};
}

Tri TriOfOptional(bool present, bool value) { return present ? TriOf(value) : Tri::kUnknown; }

AnswerDays AnswerDaysOf(const RepeatedPtrField<v1::ResponseTerm>& terms) {
  AnswerDays days;
  days.fill(kNone);
  for (const v1::ResponseTerm& term : terms) {
    // No days: only other steps were agreed.
    if (v1::Urgency_IsValid(term.urgency()) && term.answer_working_days() > 0) {
      days[term.urgency()] = term.answer_working_days();
    }
  }
  return days;
}

template <typename Map>
int FindIn(const Map& map, std::string_view key) {
  const auto found = map.find(std::string(key));
  return found == map.end() ? kNone : found->second;
}

}  // namespace

int DistanceMeters(const GeoPoint& a, const GeoPoint& b) {
  constexpr double kEarthRadiusMeters = 6371000.0;
  constexpr double kRadians = M_PI / 180.0;
  const double lat = std::sin((b.latitude - a.latitude) * kRadians / 2);
  const double lon = std::sin((b.longitude - a.longitude) * kRadians / 2);
  const double h = lat * lat + std::cos(a.latitude * kRadians) * std::cos(b.latitude * kRadians) * lon * lon;
  return static_cast<int>(2 * kEarthRadiusMeters * std::asin(std::min(1.0, std::sqrt(h))));
}

int World::FindArea(std::string_view code) const { return FindIn(area_by_code, code); }
int World::FindProvider(std::string_view name) const { return FindIn(provider_by_name, name); }

int World::FindOffering(std::string_view name) const {
  const auto at = std::lower_bound(offerings.begin(), offerings.end(), name,
                                   [](const OfferingRow& row, std::string_view sought) { return row.name < sought; });
  return at == offerings.end() || at->name != name ? kNone : static_cast<int>(at - offerings.begin());
}

const v1::Weights& World::weights() const { return layers->national().source.weights(); }

std::string_view World::MunicipalityCode(int area) const {
  return area == kNone || areas[area].municipality == kNone ? std::string_view() : areas[areas[area].municipality].code;
}

std::vector<int> World::AreasAround(int area) const {
  std::vector<int> around;
  for (int at = area; at != kNone && around.size() < 4; at = areas[at].parent) around.push_back(at);
  const int municipality = areas[area].municipality;
  if (municipality != kNone && around.back() != municipality) around.push_back(municipality);
  return around;
}

// Keeps records by name until Build, so that they may come in any order.
struct WorldBuilder::State {
  std::shared_ptr<const RuleLayers> layers;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::map<std::string, v1::AreaTable> area_tables;
  std::map<std::string, v1::Provider> providers;
  std::map<std::string, v1::Location> locations;
  std::map<std::string, v1::Offering> offerings;
  std::map<std::string, v1::Capacity> capacities;
  std::map<std::string, v1::Team> teams;
};

namespace {

// Turns the records into the rows of one World.
class Assembler {
 public:
  Assembler(World& world, const Vocabulary& vocabulary) : world_(world), vocabulary_(vocabulary) {}

  void AddAreas(const v1::AreaTable& table) {
    for (const v1::Area& area : table.areas()) {
      const int index = IndexOfArea(area.code());
      const int parent = IndexOfArea(area.parent());
      if (index == kNone) continue;
      world_.areas[index].in_table = true;
      world_.areas[index].title = area.title();
      world_.areas[index].point = PointOf(area.has_point(), area.point());
      if (parent != kNone) world_.areas[index].parent = parent;
    }
  }

  void AddProvider(const v1::Provider& provider) {
    world_.provider_by_name[provider.name()] = static_cast<int>(world_.providers.size());
    world_.providers.push_back(
        {provider.name(), provider.title(), provider.contact().phone(), AnswerDaysOf(provider.response_terms())});
    provider_areas_.push_back(AreasOf(provider.service_areas()));
  }

  void AddLocation(const v1::Location& location) {
    location_by_name_[location.name()] = static_cast<int>(world_.locations.size());
    world_.locations.push_back({location.name(), location.title(), IndexOfArea(location.area()),
                                PointOf(location.has_point(), location.point()),
                                TriOfOptional(location.has_wheelchair_accessible(), location.wheelchair_accessible())});
  }

  void AddOffering(const v1::Offering& source, const v1::Capacity* capacity) {
    const std::string provider = source.name().substr(0, source.name().find("/offerings/"));
    const int provider_index = world_.FindProvider(provider);
    const int location = FindIn(location_by_name_, source.location());
    if (provider_index == kNone || (!source.location().empty() && location == kNone)) return;
    offering_by_name_[source.name()] = static_cast<int>(world_.offerings.size());
    OfferingRow row;
    row.provider = provider_index;
    row.location = location;
    FillRow(source, row);
    world_.offerings.push_back(std::move(row));
    world_.capacities.push_back(capacity == nullptr ? CapacityCell{} : CellOf(*capacity));
  }

  void AddTeam(const v1::Team& source) {
    TeamRow row;
    row.name = source.name();
    row.title = source.title();
    row.areas = AreasOf(source.service_areas());
    row.decides_who_starts = source.decides_who_starts();
    for (int form : source.forms()) row.forms |= 1u << form;
    row.answer_days = AnswerDaysOf(source.response_terms());
    for (const v1::Team::Member& member : source.members()) AddMember(member, row);
    world_.teams.push_back(std::move(row));
  }

  void BuildPartitions() {
    std::map<int, std::vector<int>> offerings_by_municipality;
    for (int offering = 0; offering < static_cast<int>(world_.offerings.size()); ++offering) {
      for (int area : world_.offerings[offering].areas) {
        std::vector<int>& offerings = offerings_by_municipality[world_.areas[area].municipality];
        if (offerings.empty() || offerings.back() != offering) offerings.push_back(offering);
      }
    }
    for (auto& [municipality, offerings] : offerings_by_municipality) {
      world_.partitions.emplace(municipality, PartitionOf(std::move(offerings)));
    }
  }

 private:
  // Also makes a row for an area that is in no table yet: by its code it lies in its municipality.
  int IndexOfArea(const std::string& code) {
    if (!HasAreaForm(code)) return kNone;
    const auto [found, is_new] = world_.area_by_code.emplace(code, static_cast<int>(world_.areas.size()));
    const int index = found->second;
    if (is_new) {
      world_.areas.push_back({code, code});
      const std::string municipality = MunicipalityOf(code);
      const int municipality_index = municipality == code ? index : IndexOfArea(municipality);
      world_.areas[index].municipality = municipality_index;
      if (municipality_index != index) world_.areas[index].parent = municipality_index;
    }
    return index;
  }

  std::vector<int> AreasOf(const RepeatedPtrField<std::string>& codes) {
    std::vector<int> areas;
    for (const std::string& code : codes) {
      const int area = IndexOfArea(code);
      if (area != kNone) areas.push_back(area);
    }
    std::sort(areas.begin(), areas.end());
    return areas;
  }

  std::vector<TermId> TermsOf(v1::TermKind kind, const RepeatedPtrField<std::string>& codes) const {
    std::vector<TermId> terms;
    for (const std::string& code : codes) {
      const TermId term = vocabulary_.Find(kind, code);
      if (term != kNoTerm) terms.push_back(term);
    }
    return terms;
  }

  void FillRow(const v1::Offering& source, OfferingRow& row) {
    row.name = source.name();
    row.title = source.title();
    row.phone = source.contact().phone();
    row.areas = source.service_areas().empty() ? provider_areas_[row.provider] : AreasOf(source.service_areas());
    row.kind = source.kind();
    row.form = source.form();
    for (int domain : source.domains()) row.domains |= 1u << domain;
    row.subtopics = TermsOf(v1::SUBTOPIC, source.subtopics());
    row.expertise = TermsOf(v1::EXPERTISE, source.expertise());
    row.wishes = TermsOf(v1::WISH, source.wishes());
    row.target_groups = TermsOf(v1::TARGET_GROUP, source.target_groups());
    row.languages = TermsOf(v1::LANGUAGE, source.languages());
    row.product_categories = TermsOf(v1::PRODUCT_CATEGORY, source.product_categories());
    row.generalist = source.generalist();
    FillEnrolment(source, row);
    FillBounds(source, row);
    row.schedule = Schedule(source.schedule());
  }

  void FillEnrolment(const v1::Offering& source, OfferingRow& row) {
    const auto has = [&](v1::Offering::Enrolment way) {
      return std::find(source.enrolment().begin(), source.enrolment().end(), way) != source.enrolment().end();
    };
    row.needs_decision = has(v1::Offering::WITH_DECISION);
    row.via_gp = has(v1::Offering::VIA_GP);
    row.walk_in = has(v1::Offering::WALK_IN);
    row.pick_up = source.pick_up();
    row.takes_urgent = TriOfOptional(source.has_takes_urgent(), source.takes_urgent());
    row.contract_start = ParseDate(source.contract_start_date());
    row.contract_end = ParseDate(source.contract_end_date());
    row.start_weeks = source.has_start_weeks() ? source.start_weeks() : kNone;
    row.cost_cents = source.has_cost_cents() ? source.cost_cents() : kNone;
  }

  void FillBounds(const v1::Offering& source, OfferingRow& row) {
    row.min_age = source.has_min_age() ? source.min_age() : kNone;
    row.max_age = source.has_max_age() ? source.max_age() : kNone;
    row.gender_policy = source.gender_policy();
    row.group_size = source.group_size();
    row.wheelchair = TriOfOptional(source.has_wheelchair_accessible(), source.wheelchair_accessible());
    if (row.wheelchair == Tri::kUnknown && row.location != kNone) {
      row.wheelchair = world_.locations[row.location].wheelchair;
    }
  }

  static CapacityCell CellOf(const v1::Capacity& capacity) {
    CapacityCell cell;
    if (capacity.state() != v1::Capacity::STATE_UNSPECIFIED) cell.state = StateOf(capacity);
    cell.free = FreeOf(capacity).value_or(kNone);
    if (capacity.has_total()) cell.total = capacity.total();
    if (capacity.has_waiting_weeks()) cell.waiting_weeks = capacity.waiting_weeks();
    if (capacity.has_confirm_time()) {
      cell.confirm_time = absl::FromUnixSeconds(capacity.confirm_time().seconds());
    }
    return cell;
  }

  void AddMember(const v1::Team::Member& source, TeamRow& row) {
    const int provider = world_.FindProvider(source.provider());
    if (provider == kNone) return;
    const auto role = source.role() == v1::Team::ROLE_UNSPECIFIED ? v1::Team::PARTNER : source.role();
    TeamRow::Member member{provider, role, {}};
    for (const std::string& name : source.offerings()) {
      const int offering = FindIn(offering_by_name_, name);
      if (offering != kNone) member.offerings.push_back(offering);
    }
    // Named with offerings alone that are gone: not the same as named with none, which means all.
    if (member.offerings.empty() && !source.offerings().empty()) return;
    row.members.push_back(std::move(member));
  }

  Partition PartitionOf(std::vector<int> offerings) const {
    Partition partition;
    const size_t rows = offerings.size();
    partition.by_domain.fill(Bitmap(rows));
    partition.generalists.fill(Bitmap(rows));
    for (size_t row = 0; row < rows; ++row) {
      const OfferingRow& offering = world_.offerings[offerings[row]];
      for (const auto* terms : {&offering.subtopics, &offering.expertise, &offering.wishes}) {
        for (TermId term : *terms) partition.by_term.try_emplace(term, rows).first->second.Set(row);
      }
      if (offering.form == v1::HAALZORG) partition.haalzorg_providers.push_back(offering.provider);
      for (int domain = 0; domain < v1::Domain_ARRAYSIZE; ++domain) {
        if ((offering.domains & (1u << domain)) == 0) continue;
        partition.by_domain[domain].Set(row);
        if (offering.generalist) partition.generalists[domain].Set(row);
      }
    }
    partition.offerings = std::move(offerings);
    return partition;
  }

  World& world_;
  const Vocabulary& vocabulary_;
  std::vector<std::vector<int>> provider_areas_;
  absl::flat_hash_map<std::string, int> location_by_name_;
  absl::flat_hash_map<std::string, int> offering_by_name_;
};

}  // namespace

WorldBuilder::WorldBuilder(std::shared_ptr<const RuleLayers> layers, std::shared_ptr<const Vocabulary> vocabulary)
    : state_(std::make_unique<State>()) {
  state_->layers = std::move(layers);
  state_->vocabulary = std::move(vocabulary);
}

WorldBuilder::~WorldBuilder() = default;

void WorldBuilder::Add(const v1::DirectoryEntry& entry) {
  switch (entry.entry_case()) {
    case v1::DirectoryEntry::kAreaTable:
      state_->area_tables[entry.area_table().name()] = entry.area_table();
      break;
    case v1::DirectoryEntry::kProvider:
      state_->providers[entry.provider().name()] = entry.provider();
      break;
    case v1::DirectoryEntry::kLocation:
      state_->locations[entry.location().name()] = entry.location();
      break;
    case v1::DirectoryEntry::kOffering:
      state_->offerings[entry.offering().name()] = entry.offering();
      break;
    case v1::DirectoryEntry::kCapacity:
      state_->capacities[entry.capacity().name()] = entry.capacity();
      break;
    case v1::DirectoryEntry::kTeam:
      state_->teams[entry.team().name()] = entry.team();
      break;
    case v1::DirectoryEntry::kEnd:
    case v1::DirectoryEntry::ENTRY_NOT_SET:
      break;
  }
}

std::shared_ptr<const World> WorldBuilder::Build(Revision revision) {
  auto world = std::make_shared<World>();
  world->revision = revision;
  world->layers = state_->layers;
  world->vocabulary = state_->vocabulary;
  Assembler assembler(*world, *state_->vocabulary);
  for (const auto& [name, table] : state_->area_tables) assembler.AddAreas(table);
  for (const auto& [name, provider] : state_->providers) assembler.AddProvider(provider);
  for (const auto& [name, location] : state_->locations) assembler.AddLocation(location);
  for (const auto& [name, offering] : state_->offerings) {
    const auto capacity = state_->capacities.find(name + "/capacity");
    assembler.AddOffering(offering, capacity == state_->capacities.end() ? nullptr : &capacity->second);
  }
  for (const auto& [name, team] : state_->teams) assembler.AddTeam(team);
  assembler.BuildPartitions();
  return world;
}

Revision RevisionOf(const World& world) { return world.revision; }

std::shared_ptr<const World> WithRules(const World& world, std::shared_ptr<const RuleLayers> layers) {
  auto other = std::make_shared<World>(world);
  other->layers = std::move(layers);
  return other;
}

const RuleLayers& LayersOf(const World& world) { return *world.layers; }

bool KnowsArea(const World& world, std::string_view code) {
  const int area = world.FindArea(code);
  return area != kNone && world.areas[area].in_table;
}

bool LiesIn(const World& world, std::string_view inner, std::string_view outer) {
  if (inner == outer) return true;
  const int inner_area = world.FindArea(inner);
  const int outer_area = world.FindArea(outer);
  if (inner_area == kNone || outer_area == kNone) return HasAreaForm(inner) && MunicipalityOf(inner) == outer;
  const std::vector<int> around = world.AreasAround(inner_area);
  return std::find(around.begin(), around.end(), outer_area) != around.end();
}

}  // namespace koppel::matcher
