#include "server/cases/places.h"

#include "absl/strings/str_cat.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using v1::Capacity;
using workflow::Case;

constexpr char kHere[] = "providers/a/offerings/x";
constexpr char kThere[] = "providers/b/offerings/y";

// A case with an offer and what more is said in text format.
Case CaseWith(const std::string& more) {
  return Parse<Case>("referral { name: 'municipalities/GM0034/referrals/r' state: OFFERED } " + more);
}

std::string OfferIn(const std::string& state, bool held) {
  return absl::StrCat("offers { name: 'municipalities/GM0034/referrals/r/offers/1' offering: '", kHere,
                      "' state: ", state, held ? " hold_until_time { seconds: 1800000000 }" : "", " } ");
}

std::string PlacementIn(const std::string& state, const std::string& offering, int held) {
  return "placements { name: 'municipalities/GM0034/referrals/r/placements/1' offering: '" + offering +
         "' state: " + state + " held: " + std::to_string(held) + " } ";
}

std::map<std::string, Capacity> Capacities() {
  return {{kHere, Parse<Capacity>("state: FREE reported_free: 2 held: 1")},
          {kThere, Parse<Capacity>("state: FREE reported_free: 2 held: 1")}};
}

// What is held at each offering after the step, of those that change.
std::map<std::string, int> HeldAfter(const std::string& before, const std::string& after,
                                     const std::map<std::string, Capacity>& capacities = Capacities()) {
  Case changed = CaseWith(after);
  std::map<std::string, int> held;
  for (const auto& [offering, capacity] : CountPlaces(CaseWith(before), changed, capacities)) {
    held[offering] = capacity.held();
  }
  return held;
}

using Held = std::map<std::string, int>;

TEST(Places, AYesTakesOneUpAndAnEndGivesItBack) {
  const std::string yes = OfferIn("ACCEPTED", false);
  EXPECT_EQ(HeldAfter(OfferIn("PENDING", false), yes + PlacementIn("PLANNED", kHere, 0)), (Held{{kHere, 2}}));
  EXPECT_EQ(HeldAfter(yes + PlacementIn("ACTIVE", kHere, 1), yes + PlacementIn("ENDED", kHere, 1)), (Held{{kHere, 0}}));
  EXPECT_EQ(HeldAfter(yes + PlacementIn("PLANNED", kHere, 1), yes + PlacementIn("ACTIVE", kHere, 1)), Held());
}

TEST(Places, WhatNeverTookOneUpGivesNoneBack) {
  const std::string yes = OfferIn("ACCEPTED", false);
  EXPECT_EQ(HeldAfter(yes + PlacementIn("ACTIVE", kHere, 0), yes + PlacementIn("ENDED", kHere, 0)), Held());
}

TEST(Places, AHoldTakesOneUpAndWhateverEndsItGivesItBack) {
  EXPECT_EQ(HeldAfter(OfferIn("ON_WAITING_LIST", false), OfferIn("PENDING", true)), (Held{{kHere, 2}}));
  for (const char* state : {"EXPIRED", "DECLINED", "RECALLED", "FAILED"}) {
    EXPECT_EQ(HeldAfter(OfferIn("PENDING", true), OfferIn(state, true)), (Held{{kHere, 0}})) << state;
  }
  for (const char* state : {"PENDING", "QUESTIONED", "INTAKE"}) {
    EXPECT_EQ(HeldAfter(OfferIn("PENDING", true), OfferIn(state, true)), Held()) << state;
  }
}

TEST(Places, AHeldPlaceBecomesThatOfThePlacement) {
  EXPECT_EQ(HeldAfter(OfferIn("PENDING", true), OfferIn("ACCEPTED", true) + PlacementIn("PLANNED", kHere, 0)), Held());
  EXPECT_EQ(HeldAfter(OfferIn("PENDING", true), OfferIn("ACCEPTED", true) + PlacementIn("PLANNED", kThere, 0)),
            (Held{{kHere, 0}, {kThere, 2}}));
}

TEST(Places, ALateYesToAHoldThatRanOutTakesAPlaceOfItsOwn) {
  EXPECT_EQ(HeldAfter(OfferIn("EXPIRED", true), OfferIn("ACCEPTED", true) + PlacementIn("PLANNED", kHere, 0)),
            (Held{{kHere, 2}}));
}

TEST(Places, WhereNothingIsCountedNothingChangesAndNothingIsHeld) {
  const std::map<std::string, Capacity> open = {{kHere, Parse<Capacity>("state: OPEN")}};
  EXPECT_EQ(HeldAfter(OfferIn("ON_WAITING_LIST", false), OfferIn("PENDING", true), open), Held());
  EXPECT_EQ(HeldAfter(OfferIn("ON_WAITING_LIST", false), OfferIn("PENDING", true), {}), Held());
  Case after = CaseWith(OfferIn("PENDING", true));
  CountPlaces(CaseWith(OfferIn("ON_WAITING_LIST", false)), after, open);
  EXPECT_FALSE(after.offers(0).has_hold_until_time());
}

// A hold of moment 100, where the provider reported at `reported`.
std::string OldHold(const std::string& state) {
  std::string offer = OfferIn(state, true);
  return offer.insert(offer.rfind('}'), "send_time { seconds: 100 } ");
}

std::map<std::string, Capacity> ReportedAt(int reported) {
  auto capacities = Capacities();
  for (auto& [offering, capacity] : capacities) capacity.mutable_confirm_time()->set_seconds(reported);
  return capacities;
}

TEST(Places, AHoldFromBeforeTheReportGivesNothingBack) {
  for (const char* state : {"EXPIRED", "DECLINED", "RECALLED", "FAILED"}) {
    EXPECT_EQ(HeldAfter(OldHold("PENDING"), OldHold(state), ReportedAt(101)), Held()) << state;
    EXPECT_EQ(HeldAfter(OldHold("PENDING"), OldHold(state), ReportedAt(100)), (Held{{kHere, 0}})) << state;
  }
}

TEST(Places, AYesToAHoldFromBeforeTheReportTakesUpAPlace) {
  const std::string yes = OldHold("ACCEPTED") + PlacementIn("PLANNED", kHere, 0);
  EXPECT_EQ(HeldAfter(OldHold("PENDING"), yes, ReportedAt(101)), (Held{{kHere, 2}}));
  EXPECT_EQ(HeldAfter(OldHold("PENDING"), yes, ReportedAt(100)), Held());
  const std::string elsewhere = OldHold("ACCEPTED") + PlacementIn("PLANNED", kThere, 0);
  EXPECT_EQ(HeldAfter(OldHold("PENDING"), elsewhere, ReportedAt(101)), (Held{{kThere, 2}}));
}

TEST(Places, AHoldNeverBeginsBeforeTheReportItWasCountedIn) {
  Case after = CaseWith(OldHold("PENDING"));
  CountPlaces(CaseWith(OfferIn("ON_WAITING_LIST", false)), after, ReportedAt(101));
  EXPECT_EQ(after.offers(0).send_time().seconds(), 101);
}

}  // namespace
}  // namespace koppel::server
