// Who can be there until there is a place, in a small town with a team.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/match.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kCare[] = "providers/care/offerings/home";

// Full care at home, of a team with a coach.
constexpr const char* kTown[] = {
    R"pb(area_table {
           name: "areaTables/nl"
           areas { code: "GM0001" title: "Een" }
         })pb",
    R"pb(provider { name: "providers/care" title: "Zorg" service_areas: "GM0001" })pb",
    R"pb(provider { name: "providers/hub" title: "Buurthuis" service_areas: "GM0001" })pb",
    R"pb(offering {
           name: "providers/care/offerings/home"
           title: "Begeleiding"
           kind: CARE
           form: AT_HOME
           domains: MIND
           expertise: "dementie"
         })pb",
    R"pb(capacity { name: "providers/care/offerings/home/capacity" state: FULL })pb",
    R"pb(offering { name: "providers/hub/offerings/coach" title: "Coach" kind: ACTIVITY form: AT_HOME })pb",
    R"pb(team {
           name: "teams/t"
           title: "Team"
           service_areas: "GM0001"
           members { provider: "providers/care" role: PARTNER }
           members { provider: "providers/hub" role: COACH offerings: "providers/hub/offerings/coach" }
         })pb",
};

class Bridge : public testing::Test {
 protected:
  Bridge() {
    for (const char* entry : kTown) Add(entry);
    referral_ = FromText<v1::Referral>(absl::StrCat(
        "area: 'GM0001' urgency: NORMAL age: 70 languages: 'nl' needs { domain: MIND expertise: 'dementie' } needs { "
        "domain: SOCIAL wishes: 'breien' } decision { product_category: '02' } waiting_at: '",
        kCare, "'"));
  }

  v1::DirectoryEntry& Add(const std::string& text) {
    return directory_.emplace_back(FromText<v1::DirectoryEntry>(text));
  }

  // An activity of the hub, with room as told; more may replace single values.
  void AddActivity(const std::string& id, const std::string& more = "wishes: 'breien'",
                   const std::string& room = "state: OPEN") {
    const std::string name = absl::StrCat("name: 'providers/hub/offerings/", id);
    Add(absl::StrCat("offering { ", name, "' title: 'X' kind: ACTIVITY form: GROUP domains: SOCIAL ", more, " }"));
    Add(absl::StrCat("capacity { ", name, "/capacity' ", room, " }"));
  }

  v1::MatchResponse Ask() const { return Match(referral_, *BuildWorld(directory_, RealRules()), SampleMoment(), 10); }

  // The ids of the bridges, the coach after a "+".
  std::vector<std::string> Bridges() const {
    std::vector<std::string> ids;
    const v1::MatchResponse answer = Ask();
    for (const v1::Part& part : answer.bridges()) {
      const std::string id = part.offering().substr(part.offering().rfind('/') + 1);
      EXPECT_TRUE(part.role() == v1::Part::JOIN || part.role() == v1::Part::COACH) << id;
      ids.push_back((part.role() == v1::Part::COACH ? "+" : "") + id);
    }
    return ids;
  }

  std::vector<v1::DirectoryEntry> directory_;
  v1::Referral referral_;
};

TEST_F(Bridge, IsWhereOneWalksInAndTheCoachOfTheTeam) {
  AddActivity("knit");
  EXPECT_THAT(Bridges(), ElementsAre("knit", "+coach"));
  const v1::Part knit = Ask().bridges(0);
  EXPECT_THAT(knit.needs(), ElementsAre(1));
  EXPECT_EQ(knit.reasons(0).code(), "need-exact");
  EXPECT_EQ(knit.provider_title(), "Buurthuis");
  EXPECT_EQ(knit.capacity_state(), v1::Capacity::OPEN);
  EXPECT_EQ(Ask().bridges(1).reasons(0).code(), "coach");
}

TEST_F(Bridge, IsForWhoWaitsAloneAndChangesNothingElse) {
  AddActivity("knit");
  v1::MatchResponse waiting = Ask();
  referral_.clear_waiting_at();
  EXPECT_THAT(Bridges(), IsEmpty());
  waiting.clear_bridges();
  EXPECT_EQ(waiting.DebugString(), Ask().DebugString());
}

TEST_F(Bridge, IsNothingWhereWhatIsWaitedForIsGone) {
  AddActivity("knit");
  referral_.set_waiting_at(0, "providers/gone/offerings/o");
  EXPECT_THAT(Bridges(), IsEmpty());
  referral_.add_waiting_at(kCare);
  EXPECT_THAT(Bridges(), ElementsAre("knit", "+coach"));
}

TEST_F(Bridge, KeepsNoPlaces) {
  for (const char* state :
       {"FREE reported_free: 4", "FULL", "WAITING_LIST", "ASSESSMENT_FIRST", "STOPPED", "UNKNOWN"}) {
    AddActivity(absl::StrCat("x", directory_.size()), "wishes: 'breien'", absl::StrCat("state: ", state));
  }
  Add("offering { name: 'providers/hub/offerings/none' kind: ACTIVITY form: GROUP domains: SOCIAL wishes: 'breien' }");
  EXPECT_THAT(Bridges(), ElementsAre("+coach"));
}

TEST_F(Bridge, IsNoCareAndNoDesk) {
  AddActivity("a", "wishes: 'breien' expertise: 'dementie'");
  ASSERT_THAT(Bridges(), ElementsAre("a", "+coach"));
  for (const auto kind : {v1::Offering::CARE, v1::Offering::ACCESS, v1::Offering::CRISIS}) {
    directory_[directory_.size() - 2].mutable_offering()->set_kind(kind);
    EXPECT_THAT(Bridges(), ElementsAre("+coach")) << v1::Offering::Kind_Name(kind);
  }
}

TEST_F(Bridge, AnswersANeedAndIsNotExcluded) {
  AddActivity("other", "wishes: 'zwemmen'");
  AddActivity("young", "wishes: 'breien' max_age: 30");
  EXPECT_THAT(Bridges(), ElementsAre("+coach"));
  referral_.add_refused_providers("providers/hub");
  EXPECT_THAT(Bridges(), IsEmpty());
}

TEST_F(Bridge, IsNotWhatIsWaitedForItself) {
  AddActivity("knit");
  referral_.add_waiting_at("providers/hub/offerings/knit");
  EXPECT_THAT(Bridges(), ElementsAre("+coach"));
  referral_.add_waiting_at("providers/hub/offerings/coach");
  EXPECT_THAT(Bridges(), IsEmpty());
}

TEST_F(Bridge, GivesTheNeedThatIsAnsweredBestItsPlace) {
  referral_.mutable_needs(0)->clear_expertise();
  referral_.mutable_needs(0)->set_domain(v1::SOCIAL);
  referral_.mutable_needs(0)->add_wishes("wandelen");
  AddActivity("knit");
  AddActivity("walk", "wishes: 'wandelen'");
  EXPECT_THAT(Bridges(), ElementsAre("walk", "knit", "+coach"));
  referral_.mutable_needs()->SwapElements(0, 1);
  EXPECT_THAT(Bridges(), ElementsAre("knit", "walk", "+coach"));
}

TEST_F(Bridge, IsTheFirstByNameAmongEqualsAndThreeAtMost) {
  for (const char* id : {"d", "b", "a", "c"}) AddActivity(id);
  EXPECT_THAT(Bridges(), ElementsAre("a", "b", "+coach"));
  referral_.set_waiting_at(0, "providers/hub/offerings/d");  // Of no team.
  EXPECT_THAT(Bridges(), ElementsAre("a", "b", "c"));
}

TEST_F(Bridge, HasACoachWithoutASocialNeedToo) {
  referral_.mutable_needs()->RemoveLast();
  EXPECT_THAT(Bridges(), ElementsAre("+coach"));
}

TEST_F(Bridge, NamesACoachWhereOneWalksInOnce) {
  directory_[5].mutable_offering()->add_wishes("breien");
  Add("capacity { name: 'providers/hub/offerings/coach/capacity' state: OPEN }");
  EXPECT_THAT(Bridges(), ElementsAre("+coach"));
}

TEST_F(Bridge, HasNoCoachOfATeamThatWorksElsewhere) {
  directory_.back().mutable_team()->set_service_areas(0, "GM0002");
  EXPECT_THAT(Bridges(), IsEmpty());
}

TEST_F(Bridge, WaitsWhileSomebodyHasToBeCalledFirst) {
  AddActivity("knit");
  referral_.set_urgency(v1::ACUTE_DANGER);
  ASSERT_GT(Ask().escalations_size(), 0);
  EXPECT_THAT(Bridges(), IsEmpty());
}

}  // namespace
}  // namespace koppel::matcher
