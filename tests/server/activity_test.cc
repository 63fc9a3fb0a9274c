#include "server/rules/activity.h"

#include <gtest/gtest.h>

namespace koppel::server {
namespace {

using koppel::v1::RuleSetRevision;
using storage::RuleSetEntry;

absl::CivilDay Day(int day) { return absl::CivilDay(2026, 11, day); }

// Moments count in days of November here.
absl::Time Said(int day) { return absl::UnixEpoch() + absl::Hours(24) * day; }
absl::CivilDay DayOf(absl::Time time) { return Day(static_cast<int>((time - absl::UnixEpoch()) / absl::Hours(24))); }

// A set whose activations are added one after another.
struct Set {
  Set& Activate(int revision, int said, int start, bool rollback = false) {
    entry.latest = std::max(entry.latest, revision);
    entry.activations.push_back({.name = "ruleSets/x",
                                 .revision = revision,
                                 .start_date = "2026-11-" + std::string(start < 10 ? "0" : "") + std::to_string(start),
                                 .activated_by = "anna",
                                 .rollback = rollback,
                                 .activate_time = Said(said)});
    return *this;
  }

  RuleSetEntry entry{.name = "ruleSets/x", .latest = 0, .activations = {}};
};

TEST(Activity, WhatWasActivatedCountsFromItsDayOn) {
  const RuleSetEntry entry = Set().Activate(1, 2, 5).entry;
  EXPECT_EQ(ActiveOn(entry, Day(4)), 0);
  EXPECT_EQ(ActiveOn(entry, Day(5)), 1);
  EXPECT_EQ(ActiveOn(entry, Day(28)), 1);
}

TEST(Activity, OfTwoOnOneDayTheLastOneSaidCounts) {
  const RuleSetEntry entry = Set().Activate(2, 5, 5).Activate(1, 5, 5).entry;
  EXPECT_EQ(ActiveOn(entry, Day(5)), 1);
}

TEST(Activity, AnEarlierDayThatIsSaidLaterDropsWhatWasPlannedAfterIt) {
  const RuleSetEntry entry = Set().Activate(1, 1, 1).Activate(2, 2, 20).Activate(3, 3, 10).entry;
  EXPECT_EQ(ActiveOn(entry, Day(9)), 1);
  EXPECT_EQ(ActiveOn(entry, Day(10)), 3);
  EXPECT_EQ(ActiveOn(entry, Day(20)), 3);
  EXPECT_EQ(PlannedAfter(entry, Day(3))->revision, 3);
  EXPECT_EQ(StateOn(entry, 2, Day(3)), RuleSetRevision::RETIRED);
}

TEST(Activity, TheFirstPlannedOneIsToldOfSeveral) {
  const RuleSetEntry entry = Set().Activate(1, 1, 1).Activate(2, 2, 10).Activate(3, 3, 20).entry;
  EXPECT_EQ(PlannedAfter(entry, Day(5))->revision, 2);
  EXPECT_EQ(PlannedAfter(entry, Day(10))->revision, 3);
  EXPECT_FALSE(PlannedAfter(entry, Day(20)).has_value());
}

TEST(Activity, ARevisionIsADraftThenPlannedThenActiveThenRetired) {
  Set set;
  set.Activate(1, 1, 1);
  set.entry.latest = 2;
  EXPECT_EQ(StateOn(set.entry, 2, Day(5)), RuleSetRevision::DRAFT);
  set.Activate(2, 5, 10);
  EXPECT_EQ(StateOn(set.entry, 2, Day(9)), RuleSetRevision::PLANNED);
  EXPECT_EQ(StateOn(set.entry, 1, Day(9)), RuleSetRevision::ACTIVE);
  EXPECT_EQ(StateOn(set.entry, 2, Day(10)), RuleSetRevision::ACTIVE);
  EXPECT_EQ(StateOn(set.entry, 1, Day(10)), RuleSetRevision::RETIRED);
}

TEST(Activity, TheDaysOfChangeOfAllSetsComeInOrderAndOnce) {
  storage::RuleIndex index;
  index.sets = {Set().Activate(1, 1, 1).Activate(2, 1, 20).entry, Set().Activate(1, 1, 10).Activate(2, 1, 20).entry};
  EXPECT_EQ(DaysOfChange(index, Day(1)), (std::vector<absl::CivilDay>{Day(10), Day(20)}));
  EXPECT_EQ(DaysOfChange(index, Day(20)), std::vector<absl::CivilDay>());
}

TEST(Activity, GoingBackGoesToWhatCountedBefore) {
  EXPECT_EQ(RevisionBefore(Set().Activate(1, 1, 1).entry, Day(5), DayOf), 0);
  EXPECT_EQ(RevisionBefore(Set().Activate(1, 1, 1).Activate(2, 2, 2).entry, Day(5), DayOf), 1);
  EXPECT_EQ(RevisionBefore(Set().Activate(1, 1, 1).Activate(3, 2, 2).Activate(3, 3, 3).entry, Day(5), DayOf), 1);
}

TEST(Activity, GoingBackTwiceGoesBackTwoAndNotForwardAgain) {
  Set set;
  set.Activate(1, 1, 1).Activate(2, 2, 2).Activate(3, 3, 3).Activate(2, 4, 4, /*rollback=*/true);
  EXPECT_EQ(RevisionBefore(set.entry, Day(5), DayOf), 1);
  set.Activate(1, 5, 5, /*rollback=*/true);
  EXPECT_EQ(RevisionBefore(set.entry, Day(5), DayOf), 0);
}

TEST(Activity, WhatNeverCountedIsNotGoneBackTo) {
  const RuleSetEntry dropped = Set().Activate(1, 1, 1).Activate(2, 2, 20).Activate(3, 3, 10).entry;
  EXPECT_EQ(RevisionBefore(dropped, Day(12), DayOf), 1);
  const RuleSetEntry replaced_before_its_day = Set().Activate(1, 1, 1).Activate(2, 2, 10).Activate(3, 3, 10).entry;
  EXPECT_EQ(RevisionBefore(replaced_before_its_day, Day(12), DayOf), 1);
  const RuleSetEntry replaced_on_its_day = Set().Activate(1, 1, 1).Activate(2, 2, 10).Activate(3, 10, 10).entry;
  EXPECT_EQ(RevisionBefore(replaced_on_its_day, Day(12), DayOf), 2);
  const RuleSetEntry still_planned = Set().Activate(1, 1, 1).Activate(2, 2, 20).entry;
  EXPECT_EQ(RevisionBefore(still_planned, Day(12), DayOf), 0);
}

TEST(Activity, TheIndexAfterAChangeHoldsNewSetsInOrder) {
  storage::RuleIndex index;
  index.sets = {{.name = "ruleSets/b", .latest = 3, .activations = {}}};
  storage::RuleChanges changes;
  changes.add.resize(2);
  changes.add[0].rule_set.set_name("ruleSets/a");
  changes.add[0].rule_set.set_revision(1);
  changes.add[1].rule_set.set_name("ruleSets/b");
  changes.add[1].rule_set.set_revision(4);
  changes.activate.push_back({.name = "ruleSets/b",
                              .revision = 4,
                              .start_date = "2026-11-05",
                              .activated_by = "anna",
                              .rollback = false,
                              .activate_time = {}});
  const storage::RuleIndex after = IndexAfter(index, changes, Said(5));
  ASSERT_EQ(after.sets.size(), 2u);
  EXPECT_EQ(after.sets[0].name, "ruleSets/a");
  EXPECT_EQ(FindEntry(after, "ruleSets/b")->latest, 4);
  EXPECT_EQ(ActiveOn(*FindEntry(after, "ruleSets/b"), Day(5)), 4);
  EXPECT_EQ(FindEntry(after, "ruleSets/b")->activations[0].activate_time, Said(5));
  EXPECT_EQ(FindEntry(after, "ruleSets/c"), nullptr);
}

}  // namespace
}  // namespace koppel::server
