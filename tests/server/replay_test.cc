#include "server/handlers/matching.h"
#include "server/handlers/rule_changes.h"
#include "server/limits.h"
#include "tests/server/rule_testing.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class Replay : public ::testing::Test {
 protected:
  Replay() : house({}, SmallRules()) { house.Put(SmallDirectory()); }

  v1::AdviceRecord Advice(const std::string& request = kKnitting) {
    const auto answer = house.Ask(&Match, request + " with_advice: true");
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? answer->advice() : v1::AdviceRecord();
  }

  absl::StatusOr<v1::ReplayAdviceResponse> WorkOut(const v1::AdviceRecord& advice) {
    v1::ReplayAdviceRequest request;
    *request.mutable_advice() = advice;
    return house.Ask(&ReplayAdvice, request);
  }

  void ExpectSame(const v1::AdviceRecord& advice) {
    const auto replayed = WorkOut(advice);
    ASSERT_TRUE(replayed.ok()) << replayed.status();
    EXPECT_TRUE(replayed->same()) << replayed->ShortDebugString();
  }

  // The paths that are named when this record is refused.
  std::vector<std::string> FaultsOf(const v1::AdviceRecord& advice) {
    const auto replayed = WorkOut(advice);
    EXPECT_THAT(replayed, FailsWith(kInvalid, "INVALID_FIELDS"));
    return FieldsIn(replayed.status());
  }

  // Applies and activates the set that keeps groups out of Almere.
  void ActivateAlmere() {
    house.As("anna");
    v1::ApplyRuleSetRequest draft;
    *draft.mutable_rule_set() = Almere();
    const auto applied = house.Ask(&ApplyRuleSet, draft);
    ASSERT_TRUE(applied.ok()) << applied.status();
    house.As("bert");
    const auto activated = house.Ask(&ActivateRuleSets, "revisions: 'ruleSets/almere/revisions/1'");
    ASSERT_TRUE(activated.ok()) << activated.status();
    house.Settle();
  }

  House house;
};

TEST_F(Replay, TheSameWorldGivesTheSameBytes) { ExpectSame(Advice()); }

TEST_F(Replay, TheDirectoryIsReadAsItWasThen) {
  const v1::AdviceRecord advice = Advice();
  house.Put({R"(offering { name: "providers/deschoor/offerings/breien" title: "Haken" kind: ACTIVITY form: GROUP
                           domains: SOCIAL wishes: "haken" })",
             R"(offering { name: "providers/deschoor/offerings/anders" title: "Breien" kind: ACTIVITY form: GROUP
                           domains: SOCIAL wishes: "breien" })"});
  house.clock().Advance(absl::Hours(24 * 40));
  ASSERT_NE(Advice().proposals(0).parts(0).offering(), advice.proposals(0).parts(0).offering());
  ExpectSame(advice);
}

TEST_F(Replay, WhatWasRemovedIsThereAgain) {
  const v1::AdviceRecord advice = Advice();
  storage::Changes changes;
  changes.remove = {"providers/deschoor/offerings/breien", "areaTables/nl"};
  ASSERT_TRUE(house.directory().Apply(changes).ok());
  ExpectSame(advice);
}

TEST_F(Replay, TheRulesAreThoseOfThen) {
  const v1::AdviceRecord advice = Advice();
  ActivateAlmere();
  const v1::AdviceRecord after = Advice();
  ASSERT_GT(advice.proposals_size(), 0);
  ASSERT_EQ(after.proposals_size(), 0);
  EXPECT_THAT(advice.rule_sets(), ElementsAre("ruleSets/nl/revisions/1"));
  EXPECT_THAT(after.rule_sets(), ElementsAre("ruleSets/almere/revisions/1", "ruleSets/nl/revisions/1"));
  ExpectSame(advice);
  ExpectSame(after);
}

TEST_F(Replay, WordsOfTheResidentAreNotNeededAgain) {
  const v1::AdviceRecord advice =
      Advice("referral { area: 'GM0034' needs { domain: SOCIAL wish_text: 'breien zeldzaamwoord' } }");
  EXPECT_GT(advice.proposals_size(), 0);
  EXPECT_EQ(advice.SerializeAsString().find("zeldzaam"), std::string::npos);
  ExpectSame(advice);
}

TEST_F(Replay, WhatDiffersIsNamed) {
  v1::AdviceRecord advice = Advice();
  advice.set_matcher_version("1");
  advice.set_vocabulary_digest("00");
  advice.mutable_proposals(0)->set_points(advice.proposals(0).points() - 7);
  const auto replayed = WorkOut(advice);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_FALSE(replayed->same());
  std::vector<std::string> paths;
  for (const auto& difference : replayed->differences()) paths.push_back(difference.path());
  EXPECT_THAT(paths, ElementsAre("matcher_version", "vocabulary_digest", "proposals[0].points"));
  EXPECT_EQ(replayed->differences(0).was(), "1");
  EXPECT_EQ(replayed->replayed().proposals(0).points(), advice.proposals(0).points() + 7);
}

TEST_F(Replay, NegativePointsAreNoFault) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_proposals(0)->set_points(-3);
  advice.mutable_proposals(0)->add_factors()->set_points(-3);
  EXPECT_TRUE(WorkOut(advice).ok());
}

TEST_F(Replay, NothingIsStored) {
  const v1::AdviceRecord advice = Advice();
  const Revision before = house.store().Latest();
  ExpectSame(advice);
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(Replay, AnotherShapeIsRefused) {
  v1::AdviceRecord advice = Advice();
  advice.set_schema_version(2);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.schema_version"));
  EXPECT_THAT(FaultsOf(v1::AdviceRecord()), Contains("advice.schema_version"));
}

TEST_F(Replay, UnknownFieldsAreRefused) {
  v1::AdviceRecord advice = Advice();
  v1::Part* part = advice.mutable_proposals(0)->mutable_parts(0);
  part->GetReflection()->MutableUnknownFields(part)->AddVarint(900, 1);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.proposals[0].parts[0]"));
}

TEST_F(Replay, WordsAreRefused) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_referral()->mutable_needs(0)->set_wish_text("breien");
  advice.mutable_proposals(0)->mutable_parts(0)->mutable_reasons(0)->mutable_text()->set_nl("Zin.");
  EXPECT_THAT(FaultsOf(advice),
              ElementsAre("advice.referral.needs[0].wish_text", "advice.proposals[0].parts[0].reasons[0].text"));
}

TEST_F(Replay, WhoseItIsAndHowFarItIsOnItsRoadAreInNoRecord) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_referral()->set_name("municipalities/GM0034/referrals/r");
  advice.mutable_referral()->set_state(v1::Referral::OFFERED);
  advice.mutable_referral()->set_report_date("2026-11-02");
  EXPECT_THAT(FaultsOf(advice),
              ElementsAre("advice.referral.name", "advice.referral.report_date", "advice.referral.state"));
}

TEST_F(Replay, ANoBelongsToTheQuestion) {
  const v1::AdviceRecord advice = Advice(
      "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } declines { "
      "offering: 'providers/deschoor/offerings/breien' reason: 'vol' until_date: '2026-12-01' } }");
  EXPECT_EQ(advice.referral().declines_size(), 1);
  ExpectSame(advice);
}

TEST_F(Replay, WhatHasNotBeenYetIsRefused) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_match_time()->set_seconds(absl::ToUnixSeconds(house.clock().Now()) + 1);
  advice.set_revision(house.store().Latest().value + 1);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.match_time", "advice.revision"));
}

TEST_F(Replay, NumbersOutOfBoundsAreRefused) {
  v1::AdviceRecord advice = Advice();
  advice.set_max_proposals(21);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.max_proposals"));
  advice.set_max_proposals(0);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.max_proposals"));
  advice.set_max_proposals(5);
  advice.clear_match_time();
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.match_time"));
  advice = Advice();
  advice.set_revision(-1);
  EXPECT_THAT(FaultsOf(advice), Contains("advice.revision"));
}

TEST_F(Replay, RulesThatWereNeverThereAreRefused) {
  v1::AdviceRecord advice = Advice();
  advice.set_rule_sets(0, "ruleSets/nl/revisions/999999");
  advice.add_rule_sets("ruleSets/bestaat-niet/revisions/1");
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.rule_sets[0]", "advice.rule_sets[1]"));
  advice.clear_rule_sets();
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.rule_sets"));
  advice.add_rule_sets("ruleSets/nl");
  advice.add_rule_sets("../../etc/passwd");
  advice.add_rule_sets("ruleSets/nl/revisions/1");
  advice.add_rule_sets("ruleSets/nl/revisions/2");
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.rule_sets[0]", "advice.rule_sets[1]", "advice.rule_sets[3]"));
}

TEST_F(Replay, RulesThatDoNotGoTogetherAreRefused) {
  ActivateAlmere();
  v1::AdviceRecord advice = Advice();
  advice.clear_rule_sets();
  advice.add_rule_sets("ruleSets/almere/revisions/1");
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.rule_sets"));
  advice.set_matcher_version("1");  // Then they may have gone together.
  EXPECT_THAT(WorkOut(advice), FailsWith(absl::StatusCode::kOutOfRange, "NO_LONGER_KEPT"));
}

TEST_F(Replay, AnAreaThatWasNotThereThenIsRefused) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_referral()->set_area("GM0999");
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.referral.area"));
}

TEST_F(Replay, TheReferralIsCheckedLikeThatOfAMatch) {
  v1::AdviceRecord advice = Advice();
  advice.mutable_referral()->mutable_needs(0)->add_wishes("vliegen-naar-mars");
  advice.mutable_referral()->set_age(900);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice.referral.needs[0].wishes[1]", "advice.referral.age"));
}

TEST_F(Replay, ARecordThatIsTooLargeIsRefused) {
  v1::AdviceRecord advice = Advice();
  const v1::Part part = advice.proposals(0).parts(0);
  for (int i = 0; i < 400; ++i) {
    v1::Proposal& proposal = *advice.add_proposals();
    for (int j = 0; j < 20; ++j) *proposal.add_parts() = part;
  }
  ASSERT_GT(advice.ByteSizeLong(), kMaxAdviceBytes);
  EXPECT_THAT(FaultsOf(advice), ElementsAre("advice"));
}

TEST_F(Replay, ManyDifferencesAreNamedUpToALimit) {
  v1::AdviceRecord advice = Advice();
  v1::Part& part = *advice.mutable_proposals(0)->mutable_parts(0);
  for (int i = part.reasons_size(); i < 500; ++i) part.add_reasons()->set_code("x");
  for (int i = 0; i < 499; ++i) part.add_questions()->set_code("x");
  for (int i = 0; i < 490; ++i) advice.add_remarks()->set_code("x");
  const auto replayed = WorkOut(advice);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(replayed->differences_size(), 1000);
}

TEST_F(Replay, StopsWhenTheCallerIsGone) {
  v1::ReplayAdviceRequest request;
  *request.mutable_advice() = Advice();
  Call call = house.NewCall("ReplayAdvice");
  call.cancelled = [] { return true; };
  EXPECT_THAT(Serve(call, request, &ReplayAdvice), FailsWith(absl::StatusCode::kUnavailable, "TRY_AGAIN"));
}

}  // namespace
}  // namespace koppel::server
