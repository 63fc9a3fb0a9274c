#include <string>

#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;

class CapacityCommands : public ::testing::Test {
 protected:
  Ran Koppel(std::vector<std::string> words) { return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}}); }

  void AddFigure(const std::string& offering, int64_t confirmed) {
    v1::Capacity& capacity = *state_.capacities.add_capacities();
    capacity.set_name(offering + "/capacity");
    capacity.set_state(v1::Capacity::FREE);
    if (confirmed > 0) capacity.mutable_confirm_time()->set_seconds(confirmed);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(CapacityCommands, SetSendsTheFigures) {
  const Ran ran =
      Koppel({"capacity", "set", "providers/a/offerings/b", "--state", "FREE", "--free", "4", "--total", "14"});
  EXPECT_EQ(ran.out, "providers/a/offerings/b/capacity updated\n") << ran.err;
  const v1::Capacity& sent = state_.capacities_set.back().capacity();
  EXPECT_EQ(sent.name(), "providers/a/offerings/b/capacity");
  EXPECT_EQ(sent.state(), v1::Capacity::FREE);
  EXPECT_EQ(sent.unit(), v1::Capacity::PLACE);
  EXPECT_EQ(sent.reported_free(), 4);
  EXPECT_EQ(sent.total(), 14);
  EXPECT_FALSE(sent.has_waiting_weeks());
}

TEST_F(CapacityCommands, ANegativeFigureIsForTheServerToJudge) {
  Koppel({"capacity", "set", "providers/a/offerings/b", "--state", "FREE", "--free", "-1"});
  EXPECT_EQ(state_.capacities_set.back().capacity().reported_free(), -1);
}

TEST_F(CapacityCommands, SetWantsAState) {
  const Ran ran = Koppel({"capacity", "set", "providers/a/offerings/b"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--state"));
}

TEST_F(CapacityCommands, StaleGroupsByProviderOldestFirst) {
  AddFigure("providers/a/offerings/never", 0);
  AddFigure("providers/b/offerings/may", 1777766400);   // 3 May 2026.
  AddFigure("providers/a/offerings/june", 1780444800);  // 3 June 2026.
  state_.capacities.set_shelf_life_days(30);
  const Ran ran = Koppel({"capacity", "stale"});
  EXPECT_TRUE(state_.capacities_asked.stale_only());
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/a ", "2 verouderd", "nooit"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/b/offerings/may", "FREE", "2026-05-03"}));
  // The second figure of a stands with a, before b.
  EXPECT_LT(ran.out.find("offerings/june"), ran.out.find("providers/b "));
  EXPECT_EQ(ran.err, "3 cijfer(s) ouder dan 30 dagen, van 2 aanbieder(s)\n");
}

TEST_F(CapacityCommands, NothingStaleIsSaid) {
  state_.capacities.set_shelf_life_days(30);
  const Ran ran = Koppel({"capacity", "stale"});
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("30"));
}

// What placements took up is off: what is full for people is shown full. Days are those of the Netherlands.
TEST_F(CapacityCommands, ListShowsWhatIsFreeNowAndWhatWasTaken) {
  AddFigure("providers/a/offerings/some", 1777762800);  // 3 May 2026, 1:00 in the Netherlands.
  AddFigure("providers/a/offerings/none", 1777766400);
  for (v1::Capacity& capacity : *state_.capacities.mutable_capacities()) capacity.set_reported_free(3);
  state_.capacities.mutable_capacities(0)->set_held(1);
  state_.capacities.mutable_capacities(1)->set_held(3);
  const Ran ran = Koppel({"capacity", "list", "-o", "wide"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "STATE", "FREE", "TAKEN", "TOTAL"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"some/capacity", "FREE", " 2 ", " 1 ", "2026-05-03"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"none/capacity", "FULL", " 0 ", " 3 ", "2026-05-03"}));
}

TEST_F(CapacityCommands, ListIsOfOneProviderWhenAsked) {
  AddFigure("providers/a/offerings/b", 1777766400);
  const Ran ran = Koppel({"capacity", "list", "--provider", "providers/a"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/a/offerings/b/capacity", "FREE", "2026-05-03"}));
  EXPECT_EQ(state_.capacities_asked.parent(), "providers/a");
  EXPECT_FALSE(state_.capacities_asked.stale_only());
}

}  // namespace
}  // namespace koppel::testing
