#include "server/handlers/search.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/status_macros.h"
#include "base/text_fold.h"
#include "matcher/world/world_data.h"
#include "server/environment.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

using koppel::v1::SearchOfferingsRequest;

struct Hit {
  const Findable* offering;
  std::optional<int> distance;  // In metres; absent without `near` or without a place.

  // Nearest first; without distances all are equal and the name decides.
  std::tuple<int64_t, std::string> Place() const {
    return {distance.value_or(std::numeric_limits<int>::max()), offering->offering.name()};
  }
};

template <typename Values, typename Value>
bool Contains(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool HoldsWords(const Findable& findable, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return findable.words.find(word) != std::string::npos; });
}

bool Serves(const Findable& findable, const std::string& area, const matcher::World& world) {
  return std::any_of(findable.service_areas.begin(), findable.service_areas.end(),
                     [&](const std::string& served) { return matcher::LiesIn(world, area, served); });
}

bool Fits(const Findable& findable, const SearchOfferingsRequest& request, const matcher::World& world) {
  const v1::Offering& offering = findable.offering;
  if (request.kind() != v1::Offering::KIND_UNSPECIFIED && offering.kind() != request.kind()) return false;
  if (request.domain() != v1::DOMAIN_UNSPECIFIED && !Contains(offering.domains(), request.domain())) return false;
  if (!request.subtopic().empty() && !Contains(offering.subtopics(), request.subtopic())) return false;
  return request.area().empty() || Serves(findable, request.area(), world);
}

std::optional<int> DistanceOf(const Findable& findable, const SearchOfferingsRequest& request) {
  if (!request.has_near() || !findable.point.has_value()) return std::nullopt;
  return matcher::DistanceMeters({request.near().latitude(), request.near().longitude()},
                                 {findable.point->latitude(), findable.point->longitude()});
}

bool IsNearEnough(const Hit& hit, const SearchOfferingsRequest& request) {
  if (!request.has_near() || request.max_distance_meters() == 0) return true;
  return hit.distance.has_value() && *hit.distance <= request.max_distance_meters();
}

std::vector<Hit> FindHits(const Snapshot& snapshot, const SearchOfferingsRequest& request) {
  const std::vector<std::string> words = FoldWords(request.query());
  std::vector<Hit> hits;
  for (const Findable& findable : *snapshot.offerings) {
    if (!Fits(findable, request, *snapshot.world) || !HoldsWords(findable, words)) continue;
    const Hit hit{&findable, DistanceOf(findable, request)};
    if (IsNearEnough(hit, request)) hits.push_back(hit);
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.Place() < b.Place(); });
  return hits;
}

void AddResult(const Hit& hit, v1::SearchOfferingsResponse& response) {
  auto* result = response.add_results();
  *result->mutable_offering() = hit.offering->offering;
  *result->mutable_capacity() = hit.offering->capacity;
  if (hit.distance.has_value()) result->set_distance_meters(*hit.distance);
}

}  // namespace

absl::StatusOr<v1::SearchOfferingsResponse> SearchOfferings(Call& call, const SearchOfferingsRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  const std::shared_ptr<const Snapshot> snapshot = call.environment.world.Current();
  std::vector<Hit> hits = FindHits(*snapshot, request);
  if (wanted.from.has_value()) {
    const std::tuple<int64_t, std::string> last(wanted.from->offset(), wanted.from->last_key());
    std::erase_if(hits, [&](const Hit& hit) { return hit.Place() <= last; });
  }

  v1::SearchOfferingsResponse response;
  const size_t count = std::min(hits.size(), static_cast<size_t>(wanted.size));
  for (size_t i = 0; i < count; ++i) AddResult(hits[i], response);
  if (count < hits.size()) {
    const auto [distance, name] = hits[count - 1].Place();
    response.set_next_page_token(wanted.Next(name, distance, snapshot->revision.value));
  }
  call.revision = snapshot->revision;
  return response;
}

}  // namespace koppel::server
