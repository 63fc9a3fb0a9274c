#include "matcher/world/world.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/world/world_data.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kAreas[] = R"pb(
  area_table {
    name: "areaTables/nl"
    areas { code: "GM0001" title: "Een" }
    areas { code: "GM0002" title: "Twee" }
    areas { code: "WK000101" title: "Wijk" parent: "GM0001" }
    areas { code: "BU00010101" title: "Buurt" parent: "WK000101" }
  }
)pb";

std::shared_ptr<const World> WorldOf(const std::vector<std::string>& texts) {
  std::vector<v1::DirectoryEntry> entries = {FromText<v1::DirectoryEntry>(kAreas)};
  for (const std::string& text : texts) entries.push_back(FromText<v1::DirectoryEntry>(text));
  return BuildWorld(entries, RealRules());
}

std::vector<std::string> OfferingsOf(const World& world) {
  std::vector<std::string> names;
  for (const OfferingRow& row : world.offerings) names.push_back(row.name);
  return names;
}

constexpr char kProvider[] = R"pb(provider { name: "providers/p" service_areas: "GM0001" })pb";

TEST(World, KnowsTheAreasOfItsTablesAlone) {
  const auto world = WorldOf({R"pb(provider { name: "providers/p" service_areas: "GM0003" })pb"});
  EXPECT_TRUE(KnowsArea(*world, "BU00010101"));
  EXPECT_FALSE(KnowsArea(*world, "GM0003"));
  EXPECT_FALSE(KnowsArea(*world, ""));
}

TEST(World, AnAreaLiesInItselfAndInWhatLiesAroundIt) {
  const auto world = WorldOf({});
  EXPECT_TRUE(LiesIn(*world, "BU00010101", "BU00010101"));
  EXPECT_TRUE(LiesIn(*world, "BU00010101", "WK000101"));
  EXPECT_TRUE(LiesIn(*world, "BU00010101", "GM0001"));
  EXPECT_FALSE(LiesIn(*world, "GM0001", "BU00010101"));
  EXPECT_FALSE(LiesIn(*world, "BU00010101", "GM0002"));
}

TEST(World, AnAreaOutsideTheTablesLiesInItsMunicipalityByItsDigits) {
  const auto world = WorldOf({});
  EXPECT_TRUE(LiesIn(*world, "BU00020405", "GM0002"));
  EXPECT_FALSE(LiesIn(*world, "BU00020405", "GM0001"));
  EXPECT_FALSE(LiesIn(*world, "", "GM0001"));
}

TEST(World, LeavesOutWhatRefersToWhatIsNotThere) {
  const auto world = WorldOf({
      kProvider,
      R"pb(offering { name: "providers/p/offerings/a" location: "locations/gone" })pb",
      R"pb(offering { name: "providers/gone/offerings/b" })pb",
      R"pb(offering { name: "providers/p/offerings/c" })pb",
      R"pb(team {
             name: "teams/t"
             service_areas: "GM0001"
             members { provider: "providers/gone" role: PARTNER }
             members { provider: "providers/p" role: PARTNER offerings: "providers/p/offerings/a" }
             members { provider: "providers/p" role: COACH offerings: "providers/p/offerings/c" }
           })pb",
  });
  EXPECT_THAT(OfferingsOf(*world), ElementsAre("providers/p/offerings/c"));
  // A member of whom nothing is left is not a member with all it has.
  ASSERT_THAT(world->teams[0].members, SizeIs(1));
  EXPECT_EQ(world->teams[0].members[0].role, v1::Team::COACH);
}

TEST(World, TakesTheLastOfARecordGivenTwice) {
  const auto world = WorldOf({kProvider, R"pb(provider { name: "providers/p" title: "Nieuw" })pb"});
  ASSERT_THAT(world->providers, SizeIs(1));
  EXPECT_EQ(world->providers[0].title, "Nieuw");
}

TEST(World, OfferingServesTheAreasOfItsProviderUnlessItHasItsOwn) {
  const auto world = WorldOf({
      kProvider,
      R"pb(offering { name: "providers/p/offerings/a" })pb",
      R"pb(offering { name: "providers/p/offerings/b" service_areas: "GM0002" })pb",
  });
  EXPECT_THAT(world->offerings[0].areas, ElementsAre(world->FindArea("GM0001")));
  EXPECT_THAT(world->offerings[1].areas, ElementsAre(world->FindArea("GM0002")));
}

TEST(World, CapacityIsUnknownWithoutARecordAndFullWhenNothingIsFree) {
  const auto world = WorldOf({
      kProvider,
      R"pb(offering { name: "providers/p/offerings/a" })pb",
      R"pb(offering { name: "providers/p/offerings/b" })pb",
      R"pb(capacity { name: "providers/p/offerings/b/capacity" state: FREE reported_free: 0 })pb",
  });
  EXPECT_EQ(world->capacities[0].state, v1::Capacity::UNKNOWN);
  EXPECT_EQ(world->capacities[1].state, v1::Capacity::FULL);
}

TEST(World, WhatPlacementsTookUpIsNotFree) {
  const auto world = WorldOf({
      kProvider,
      R"pb(offering { name: "providers/p/offerings/a" })pb",
      R"pb(offering { name: "providers/p/offerings/b" })pb",
      R"pb(offering { name: "providers/p/offerings/c" })pb",
      R"pb(offering { name: "providers/p/offerings/d" })pb",
      R"pb(capacity { name: "providers/p/offerings/a/capacity" state: FREE reported_free: 3 held: 2 })pb",
      R"pb(capacity { name: "providers/p/offerings/b/capacity" state: FREE reported_free: 3 held: 3 })pb",
      R"pb(capacity { name: "providers/p/offerings/c/capacity" state: FREE reported_free: 3 held: -1 })pb",
      R"pb(capacity { name: "providers/p/offerings/d/capacity" state: FREE held: 3 })pb",
  });
  EXPECT_EQ(world->capacities[0].state, v1::Capacity::FREE);
  EXPECT_EQ(world->capacities[0].free, 1);
  EXPECT_EQ(world->capacities[1].state, v1::Capacity::FULL);
  EXPECT_EQ(world->capacities[1].free, 0);
  EXPECT_EQ(world->capacities[2].free, 4);
  EXPECT_EQ(world->capacities[3].state, v1::Capacity::FREE);
  EXPECT_EQ(world->capacities[3].free, kNone);
}

TEST(World, OfferingsAreFoundByName) {
  const auto world = WorldOf({
      kProvider,
      R"pb(offering { name: "providers/p/offerings/b" })pb",
      R"pb(offering { name: "providers/p/offerings/a" })pb",
  });
  for (const char* name : {"providers/p/offerings/a", "providers/p/offerings/b"}) {
    EXPECT_EQ(world->offerings.at(world->FindOffering(name)).name, name);
  }
  for (const char* name : {"", "providers/p/offerings/", "providers/p/offerings/aa", "providers/p/offerings/c"}) {
    EXPECT_EQ(world->FindOffering(name), kNone) << name;
  }
}

TEST(World, OfferingIsAsAccessibleAsItsBuildingUnlessItSaysSo) {
  const auto world = WorldOf({
      kProvider,
      R"pb(location { name: "locations/l" area: "GM0001" wheelchair_accessible: true })pb",
      R"pb(offering { name: "providers/p/offerings/a" location: "locations/l" })pb",
      R"pb(offering { name: "providers/p/offerings/b" location: "locations/l" wheelchair_accessible: false })pb",
      R"pb(offering { name: "providers/p/offerings/c" })pb",
  });
  EXPECT_EQ(world->offerings[0].wheelchair, Tri::kYes);
  EXPECT_EQ(world->offerings[1].wheelchair, Tri::kNo);
  EXPECT_EQ(world->offerings[2].wheelchair, Tri::kUnknown);
}

TEST(World, MayBeEmptyAndKeepsItsRevision) {
  std::vector<Issue> issues;
  WorldBuilder builder(RuleLayers::Create({RealRules()}, CompiledVocabulary(), absl::CivilDay(2026, 11, 21), issues),
                       CompiledVocabulary());
  const auto world = builder.Build(Revision{7});
  EXPECT_EQ(RevisionOf(*world), Revision{7});
  EXPECT_THAT(OfferingsOf(*world), IsEmpty());
}

TEST(World, MeasuresAlongTheEarth) {
  // From the Dom of Utrecht to that of Amsterdam, about 35 kilometres.
  EXPECT_NEAR(DistanceMeters({52.0907, 5.1214}, {52.3731, 4.8926}), 35040, 300);
  EXPECT_EQ(DistanceMeters({52.0, 5.0}, {52.0, 5.0}), 0);
}

}  // namespace
}  // namespace koppel::matcher
