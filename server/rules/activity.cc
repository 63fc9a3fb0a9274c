#include "server/rules/activity.h"

#include <algorithm>
#include <set>

#include "base/civil.h"

namespace koppel::server {
namespace {

using koppel::v1::RuleSetRevision;
using storage::RuleActivation;
using storage::RuleSetEntry;

// A day that is none counts from ever: better a rule too early than a set that never counts.
absl::CivilDay StartOf(const RuleActivation& activation) {
  return ParseDate(activation.start_date).value_or(absl::CivilDay(1, 1, 1));
}

// What counts when, in the order of the days.
std::vector<RuleActivation> TimelineOf(const RuleSetEntry& entry) {
  std::vector<RuleActivation> timeline;
  for (const RuleActivation& activation : entry.activations) {
    while (!timeline.empty() && StartOf(timeline.back()) >= StartOf(activation)) timeline.pop_back();
    timeline.push_back(activation);
  }
  return timeline;
}

// All that ever counted, in order: follows what was said, and when.
class Chronicle {
 public:
  explicit Chronicle(const std::function<absl::CivilDay(absl::Time)>& day_of) : day_of_(day_of) {}

  void Say(const RuleActivation& activation) {
    const absl::CivilDay said = day_of_(activation.activate_time);
    Arrive(said);
    std::erase_if(planned_, [&](const RuleActivation& other) { return StartOf(other) >= StartOf(activation); });
    planned_.push_back(activation);
    Arrive(said);
  }

  // What was planned for this day or before it counts now.
  void Arrive(absl::CivilDay day) {
    while (!planned_.empty() && StartOf(planned_.front()) <= day) {
      Count(planned_.front());
      planned_.erase(planned_.begin());
    }
  }

  const std::vector<int>& counted() const { return counted_; }

 private:
  void Count(const RuleActivation& activation) {
    const auto back = std::find(counted_.rbegin(), counted_.rend(), activation.revision);
    if (activation.rollback && back != counted_.rend()) counted_.erase(back.base(), counted_.end());
    if (counted_.empty() || counted_.back() != activation.revision) counted_.push_back(activation.revision);
  }

  const std::function<absl::CivilDay(absl::Time)>& day_of_;
  std::vector<RuleActivation> planned_;  // In the order of their days.
  std::vector<int> counted_;
};

// The entry of a set, made in its place where there is none.
RuleSetEntry& EntryIn(storage::RuleIndex& index, const std::string& name) {
  const auto place = std::lower_bound(index.sets.begin(), index.sets.end(), name,
                                      [](const RuleSetEntry& entry, const std::string& n) { return entry.name < n; });
  if (place != index.sets.end() && place->name == name) return *place;
  return *index.sets.insert(place, RuleSetEntry{.name = name, .latest = 0, .activations = {}});
}

}  // namespace

int ActiveOn(const RuleSetEntry& entry, absl::CivilDay day) {
  int revision = 0;
  for (const RuleActivation& activation : entry.activations) {
    if (StartOf(activation) <= day) revision = activation.revision;
  }
  return revision;
}

std::optional<RuleActivation> PlannedAfter(const RuleSetEntry& entry, absl::CivilDay day) {
  for (const RuleActivation& activation : TimelineOf(entry)) {
    if (StartOf(activation) > day) return activation;
  }
  return std::nullopt;
}

RuleSetRevision::State StateOn(const RuleSetEntry& entry, int revision, absl::CivilDay day) {
  if (ActiveOn(entry, day) == revision) return RuleSetRevision::ACTIVE;
  const auto speaks_of = [&](const RuleActivation& activation) { return activation.revision == revision; };
  const std::vector<RuleActivation> timeline = TimelineOf(entry);
  const bool planned = std::any_of(timeline.begin(), timeline.end(), [&](const RuleActivation& activation) {
    return speaks_of(activation) && StartOf(activation) > day;
  });
  if (planned) return RuleSetRevision::PLANNED;
  const bool ever = std::any_of(entry.activations.begin(), entry.activations.end(), speaks_of);
  return ever ? RuleSetRevision::RETIRED : RuleSetRevision::DRAFT;
}

std::vector<absl::CivilDay> DaysOfChange(const storage::RuleIndex& index, absl::CivilDay after) {
  std::set<absl::CivilDay> days;
  for (const RuleSetEntry& entry : index.sets) {
    for (const RuleActivation& activation : TimelineOf(entry)) {
      if (StartOf(activation) > after) days.insert(StartOf(activation));
    }
  }
  return {days.begin(), days.end()};
}

int RevisionBefore(const RuleSetEntry& entry, absl::CivilDay today,
                   const std::function<absl::CivilDay(absl::Time)>& day_of) {
  Chronicle chronicle(day_of);
  for (const RuleActivation& activation : entry.activations) chronicle.Say(activation);
  chronicle.Arrive(today);
  const std::vector<int>& counted = chronicle.counted();
  return counted.size() < 2 ? 0 : counted[counted.size() - 2];
}

const RuleSetEntry* FindEntry(const storage::RuleIndex& index, const std::string& name) {
  const auto found =
      std::find_if(index.sets.begin(), index.sets.end(), [&](const RuleSetEntry& entry) { return entry.name == name; });
  return found == index.sets.end() ? nullptr : &*found;
}

storage::RuleIndex IndexAfter(storage::RuleIndex index, const storage::RuleChanges& changes, absl::Time time) {
  for (const storage::RuleRevision& revision : changes.add) {
    RuleSetEntry& entry = EntryIn(index, revision.rule_set.name());
    entry.latest = std::max(entry.latest, revision.rule_set.revision());
  }
  for (RuleActivation activation : changes.activate) {
    activation.activate_time = time;
    EntryIn(index, activation.name).activations.push_back(activation);
  }
  return index;
}

}  // namespace koppel::server
