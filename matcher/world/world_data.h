// What a World holds: rows of plain values, so that a match parses nothing and compares no strings.

#ifndef KOPPEL_MATCHER_WORLD_WORLD_DATA_H_
#define KOPPEL_MATCHER_WORLD_WORLD_DATA_H_

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/team.pb.h"
#include "matcher/rules/compiled_rules.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/predicate.h"
#include "matcher/rules/vocabulary.h"
#include "matcher/world/bitmap.h"
#include "matcher/world/schedule.h"

namespace koppel::matcher {

inline constexpr int kNone = -1;

struct GeoPoint {
  double latitude;
  double longitude;
};

// Along the surface of the earth, in metres.
int DistanceMeters(const GeoPoint& a, const GeoPoint& b);

struct AreaRow {
  std::string code;
  std::string title;
  int parent = kNone;
  int municipality = kNone;  // Itself for a municipality.
  std::optional<GeoPoint> point = std::nullopt;
  bool in_table = false;  // False: only known from a record that names it.
};

// Agreed working days until the answer, by Urgency; kNone means not agreed.
using AnswerDays = std::array<int, v1::Urgency_ARRAYSIZE>;

struct ProviderRow {
  std::string name;
  std::string title;
  std::string phone;
  AnswerDays answer_days;
};

struct LocationRow {
  std::string name;
  std::string title;
  int area = kNone;
  std::optional<GeoPoint> point;
  Tri wheelchair = Tri::kUnknown;
};

struct TeamRow {
  struct Member {
    int provider;
    v1::Team::Role role;
    std::vector<int> offerings;  // Empty: all that fit.
  };

  std::string name;
  std::string title;
  std::vector<int> areas;
  std::vector<Member> members;
  bool decides_who_starts = false;
  uint32_t forms = 0;  // Bits of v1::Form; none means all but GROUP.
  AnswerDays answer_days;

  bool WorksIn(v1::Form form) const { return forms == 0 ? form != v1::GROUP : (forms & (1u << form)) != 0; }
};

struct OfferingRow {
  std::string name;
  std::string title;
  std::string phone;
  int provider = kNone;
  int location = kNone;
  std::vector<int> areas;
  v1::Offering::Kind kind = v1::Offering::KIND_UNSPECIFIED;
  v1::Form form = v1::FORM_UNSPECIFIED;
  uint32_t domains = 0;  // Bits of v1::Domain.
  std::vector<TermId> subtopics;
  std::vector<TermId> expertise;
  std::vector<TermId> wishes;
  std::vector<TermId> target_groups;
  std::vector<TermId> languages;
  std::vector<TermId> product_categories;
  bool generalist = false;
  bool needs_decision = false;
  bool via_gp = false;
  bool walk_in = false;
  bool pick_up = false;
  Tri takes_urgent = Tri::kUnknown;
  Tri wheelchair = Tri::kUnknown;  // Its own word, else that of the building.
  v1::Offering::GenderPolicy gender_policy = v1::Offering::GENDER_POLICY_UNSPECIFIED;
  int min_age = kNone;
  int max_age = kNone;
  int group_size = 0;
  int cost_cents = kNone;
  int start_weeks = kNone;
  std::optional<absl::CivilDay> contract_start;
  std::optional<absl::CivilDay> contract_end;
  Schedule schedule;
};

// In a column of its own: it changes far more often than the offering.
struct CapacityCell {
  v1::Capacity::State state = v1::Capacity::UNKNOWN;
  int free = kNone;
  int total = kNone;
  int waiting_weeks = kNone;
  absl::Time confirm_time = absl::InfinitePast();
};

// The offerings that serve somebody in one municipality, with a set of rows for each thing a need may ask.
struct Partition {
  std::vector<int> offerings;                   // In the order of their names; a row is a place in this list.
  absl::flat_hash_map<TermId, Bitmap> by_term;  // Expertise, wishes and sub-topics.
  std::array<Bitmap, v1::Domain_ARRAYSIZE> by_domain;
  std::array<Bitmap, v1::Domain_ARRAYSIZE> generalists;
  std::vector<int> haalzorg_providers;  // Who gives care at a point in the neighbourhood.
};

// Immutable.
class World {
 public:
  // kNone when the tables do not hold it.
  int FindArea(std::string_view code) const;
  int FindProvider(std::string_view name) const;
  int FindOffering(std::string_view name) const;

  // What answering a need is worth, the same for everybody.
  const v1::Weights& weights() const;

  // The municipality an area lies in, by its CBS code; empty when it is not known.
  std::string_view MunicipalityCode(int area) const;

  // The areas somebody lives in who lives in `area`: the area itself first, the municipality last.
  std::vector<int> AreasAround(int area) const;

  Revision revision;
  std::shared_ptr<const RuleLayers> layers;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<AreaRow> areas;
  std::vector<ProviderRow> providers;
  std::vector<LocationRow> locations;
  std::vector<OfferingRow> offerings;    // In the order of their names.
  std::vector<CapacityCell> capacities;  // One for each offering.
  std::vector<TeamRow> teams;
  absl::flat_hash_map<int, Partition> partitions;  // By the area of the municipality.
  absl::flat_hash_map<std::string, int> area_by_code;
  absl::flat_hash_map<std::string, int> provider_by_name;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_WORLD_WORLD_DATA_H_
