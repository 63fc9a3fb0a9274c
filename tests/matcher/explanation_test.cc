// What is said of single candidates: the sample directory and the real rules.

#include <map>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/explain.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using v1::Explanation;
using v1::Finding;

std::shared_ptr<const World> SampleWorld() {
  static const auto* world = new std::shared_ptr<const World>(BuildWorld(SampleDirectory(), RealRules()));
  return *world;
}

std::vector<Explanation> ExplainAll(const v1::Referral& referral) {
  const auto near = OfferingsNear(*SampleWorld(), referral.area(), "", 1000);
  return Explain(referral, near, *SampleWorld(), SampleMoment());
}

const Finding& FindingOf(const Explanation& explanation, const std::string& condition) {
  for (const Finding& finding : explanation.findings()) {
    if (finding.condition() == condition) return finding;
  }
  ADD_FAILURE() << "no finding of " << condition;
  return Finding::default_instance();
}

// The compared values as "field=value, wanted".
std::vector<std::string> ValuesOf(const Finding& finding) {
  std::vector<std::string> values;
  for (const v1::ComparedValue& value : finding.values()) {
    values.push_back(value.field() + "=" + value.value() + (value.wanted().empty() ? "" : ", " + value.wanted()));
  }
  return values;
}

v1::Referral Lonely() { return SampleRequest("requests/zeist-eenzaam.json"); }

TEST(Explain, NamesEveryConditionOnceInTheOrderOfTheRules) {
  for (const Explanation& explanation : ExplainAll(Lonely())) {
    ASSERT_EQ(explanation.findings_size(), RealRules().conditions_size());
    for (int i = 0; i < explanation.findings_size(); ++i) {
      EXPECT_EQ(explanation.findings(i).condition(), RealRules().conditions(i).id());
      EXPECT_EQ(explanation.findings(i).source(), RealRules().conditions(i).source());
      EXPECT_EQ(explanation.findings(i).rule_set(), "ruleSets/nl");
    }
  }
}

TEST(Explain, GivesTheRankAndThePointsOfTheAnswer) {
  const v1::MatchResponse answer = Match(Lonely(), *SampleWorld(), SampleMoment(), 3);
  ASSERT_FALSE(answer.proposals().empty());
  for (const v1::Proposal& proposal : answer.proposals()) {
    const Explanation explanation =
        Explain(Lonely(), {proposal.parts(0).offering()}, *SampleWorld(), SampleMoment()).at(0);
    EXPECT_EQ(explanation.standing(), v1::MAY_LEAD);
    EXPECT_EQ(explanation.rank(), proposal.rank());
    EXPECT_EQ(explanation.points(), proposal.points());
    EXPECT_EQ(explanation.offering_title(), proposal.parts(0).offering_title());
    EXPECT_EQ(explanation.provider_title(), proposal.parts(0).provider_title());
  }
}

TEST(Explain, SaysWhatWasComparedAndWhatWasWanted) {
  v1::Referral referral = Lonely();
  referral.set_age(12);
  std::set<std::string> seen;
  for (const Explanation& explanation : ExplainAll(referral)) {
    const Finding& adult = FindingOf(explanation, "adult");
    if (adult.outcome() != Finding::FAIL) continue;
    EXPECT_EQ(adult.effect(), v1::Condition::EXCLUDE);
    EXPECT_THAT(ValuesOf(adult), Contains("pair.age_fits=no, yes"));
    EXPECT_THAT(ValuesOf(adult), Contains("age=12"));
    EXPECT_THAT(adult.text().nl(), testing::HasSubstr("12 jaar"));
    seen.insert(explanation.offering());
  }
  EXPECT_THAT(seen, Not(IsEmpty()));
}

TEST(Explain, ReadsWhatIsNotKnownAsAQuestionMark) {
  bool seen = false;
  for (const Explanation& explanation : ExplainAll(Lonely())) {
    const Finding& fresh = FindingOf(explanation, "figure-fresh");
    if (fresh.outcome() != Finding::ASK) continue;
    EXPECT_THAT(ValuesOf(fresh), testing::ElementsAre("offering.capacity_stale=?, no", "capacity_age_days=?"));
    EXPECT_EQ(fresh.effect(), v1::Condition::ALLOW);
    EXPECT_FALSE(fresh.has_text());
    seen = true;
  }
  EXPECT_TRUE(seen);
}

TEST(Explain, SaysWhyAConditionDoesNotApply) {
  for (const Explanation& explanation : ExplainAll(Lonely())) {
    const Finding& urgent = FindingOf(explanation, "urgent-first");
    EXPECT_EQ(urgent.outcome(), Finding::NOT_APPLICABLE);
    EXPECT_EQ(urgent.effect(), v1::Condition::EFFECT_UNSPECIFIED);
    EXPECT_FALSE(urgent.has_text());
    EXPECT_THAT(ValuesOf(urgent), testing::ElementsAre("request.escalated=no, yes"));
  }
}

TEST(Explain, SaysOfEachNeedHowItIsAnswered) {
  const v1::Referral referral = Lonely();
  bool answered = false;
  for (const Explanation& explanation : ExplainAll(referral)) {
    ASSERT_EQ(explanation.needs_size(), referral.needs_size());
    for (int i = 0; i < explanation.needs_size(); ++i) {
      const v1::NeedAnswer& need = explanation.needs(i);
      EXPECT_EQ(need.need(), i);
      if (need.answers()) {
        EXPECT_GT(need.points(), 0) << explanation.offering();
      }
      EXPECT_EQ(need.has_reason(), need.points() > 0) << explanation.offering();
      answered = answered || need.answers();
    }
  }
  EXPECT_TRUE(answered);
}

TEST(Explain, KeepsTheOrderOfTheNamesAndLeavesOutWhatIsUnknown) {
  const auto near = OfferingsNear(*SampleWorld(), Lonely().area(), "", 2);
  ASSERT_EQ(near.size(), 2u);
  const auto explanations =
      Explain(Lonely(), {near[1], "providers/nobody/offerings/nothing", near[0]}, *SampleWorld(), SampleMoment());
  ASSERT_EQ(explanations.size(), 2u);
  EXPECT_EQ(explanations[0].offering(), near[1]);
  EXPECT_EQ(explanations[1].offering(), near[0]);
}

TEST(Explain, OfAnOfferingOfAnotherMunicipalitySaysSo) {
  const v1::Referral referral = Lonely();
  const auto near = OfferingsNear(*SampleWorld(), referral.area(), "", 1000);
  for (const v1::DirectoryEntry& entry : SampleDirectory()) {
    const std::string& name = entry.offering().name();
    if (!entry.has_offering() || std::find(near.begin(), near.end(), name) != near.end()) continue;
    const Explanation explanation = Explain(referral, {name}, *SampleWorld(), SampleMoment()).at(0);
    EXPECT_EQ(explanation.standing(), v1::NO_CANDIDATE);
    EXPECT_EQ(explanation.unchangeable(explanation.unchangeable_size() - 1).code(), "not-in-municipality");
    EXPECT_THAT(explanation.factors(), IsEmpty());
    return;
  }
  FAIL() << "every offering serves Zeist";
}

TEST(OfferingsNear, GivesPagesWithoutGapsOrDoubles) {
  const std::string area = Lonely().area();
  const auto all = OfferingsNear(*SampleWorld(), area, "", 1000);
  ASSERT_GT(all.size(), 5u);
  std::vector<std::string> pages;
  for (std::string after;;) {
    const auto page = OfferingsNear(*SampleWorld(), area, after, 4);
    if (page.empty()) break;
    EXPECT_LE(page.size(), 4u);
    pages.insert(pages.end(), page.begin(), page.end());
    after = page.back();
  }
  EXPECT_EQ(pages, all);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
}

TEST(OfferingsNear, GivesNothingForAnAreaThatIsNotKnown) {
  EXPECT_THAT(OfferingsNear(*SampleWorld(), "GM9999", "", 10), IsEmpty());
}

}  // namespace
}  // namespace koppel::matcher
