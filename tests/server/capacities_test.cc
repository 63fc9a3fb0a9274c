#include "server/handlers/capacities.h"

#include "matcher/rules/compile.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;

constexpr char kThuis[] = "providers/kwintes/offerings/thuis/capacity";
constexpr char kBreien[] = "providers/deschoor/offerings/breien/capacity";

class Capacities : public ::testing::Test {
 protected:
  void SetUp() override { house.Put(SmallDirectory()); }

  std::vector<std::string> List(const std::string& request) {
    std::vector<std::string> names;
    const auto page = house.Ask(&ListCapacities, request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (page.ok()) {
      for (const auto& capacity : page->capacities()) names.push_back(capacity.name());
    }
    return names;
  }

  House house;
};

TEST_F(Capacities, SettingOneConfirmsItNow) {
  const auto set =
      house.Ask(&SetCapacity, std::string("capacity { state: WAITING_LIST waiting_weeks: 6 name: '") + kThuis + "' }");
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->confirm_time().seconds(), absl::ToUnixSeconds(house.clock().Now()));
  EXPECT_FALSE(set->has_reported_free());
  EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kThuis + "'")->SerializeAsString(),
            set->SerializeAsString());
}

TEST_F(Capacities, WhatPlacementsTookUpIsCountedFromTheReport) {
  for (const char* held : {"-1", "1"}) {
    house.Put({absl::StrCat("capacity { state: FREE reported_free: 2 held: ", held, " name: '", kThuis, "' }")});
  }
  EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kThuis + "'")->held(), 1);
  for (const char* held : {"", "held: 5", "held: -5"}) {
    const auto set = house.Ask(
        &SetCapacity, std::string("capacity { state: FREE reported_free: 2 name: '") + kThuis + "' " + held + " }");
    ASSERT_TRUE(set.ok()) << set.status();
    EXPECT_EQ(set->held(), 0);
    EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kThuis + "'")->held(), 0);
  }
}

TEST_F(Capacities, WhereNobodyEverSaidItIsUnknown) {
  EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kBreien + "'")->state(), v1::Capacity::UNKNOWN);
  EXPECT_THAT(house.Ask(&GetCapacity, "name: 'providers/none/offerings/x/capacity'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Capacities, ANegativeCapacityIsRefusedAndNothingIsStored) {
  const auto before = house.Ask(&GetCapacity, std::string("name: '") + kThuis + "'");
  const auto set =
      house.Ask(&SetCapacity, std::string("capacity { state: FREE reported_free: -1 name: '") + kThuis + "' }");
  EXPECT_THAT(set, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(set.status()), ElementsAre("capacity.reported_free"));
  EXPECT_EQ(house.Ask(&GetCapacity, std::string("name: '") + kThuis + "'")->SerializeAsString(),
            before->SerializeAsString());
}

TEST_F(Capacities, AnOfferingThatIsNotThereHasNoCapacity) {
  EXPECT_THAT(house.Ask(&SetCapacity, "capacity { state: FULL name: 'providers/kwintes/offerings/none/capacity' }"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Capacities, AStaleEtagIsRefused) {
  EXPECT_THAT(house.Ask(&SetCapacity, std::string("capacity { state: FULL etag: '\"1\"' name: '") + kBreien + "' }"),
              FailsWith(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(Capacities, WhoNeverSaidAnythingComesFirst) {
  EXPECT_THAT(List(""), ElementsAre(kBreien, kThuis));
  EXPECT_THAT(List("parent: 'providers/kwintes'"), ElementsAre(kThuis));
  EXPECT_THAT(List("parent: 'providers/-'"), ElementsAre(kBreien, kThuis));
}

TEST_F(Capacities, PagesFollowTheOrder) {
  const auto first = house.Ask(&ListCapacities, "page_size: 1");
  ASSERT_TRUE(first.ok());
  v1::ListCapacitiesRequest next;
  next.set_page_size(1);
  next.set_page_token(first->next_page_token());
  const auto second = house.Ask(&ListCapacities, next);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(first->capacities(0).name(), kBreien);
  EXPECT_EQ(second->capacities(0).name(), kThuis);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(Capacities, AFigureIsStalePastTheShelfLifeOfTheRules) {
  ASSERT_TRUE(house.Ask(&SetCapacity, std::string("capacity { state: FULL name: '") + kThuis + "' }").ok());
  ASSERT_TRUE(house.Ask(&SetCapacity, std::string("capacity { state: OPEN name: '") + kBreien + "' }").ok());
  EXPECT_THAT(List("stale_only: true"), ElementsAre());
  const int days = house.Ask(&ListCapacities, "")->shelf_life_days();
  ASSERT_GT(days, 0);
  // Whole days count, here as in the matcher.
  house.clock().Advance(absl::Hours(24) * days + absl::Seconds(1));
  EXPECT_THAT(List("stale_only: true"), ElementsAre());
  house.clock().Advance(absl::Hours(24));
  EXPECT_THAT(List("stale_only: true"), ElementsAre(kThuis));
}

TEST_F(Capacities, FiguresFromBeforeAMomentCanBeAskedFor) {
  EXPECT_THAT(List("confirmed_before { seconds: 1700000000 }"), ElementsAre(kBreien));
  EXPECT_THAT(List("confirmed_before { seconds: 1700000001 }"), ElementsAre(kBreien, kThuis));
}

}  // namespace
}  // namespace koppel::server
