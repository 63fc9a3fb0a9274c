// The record of an advice: what is in it, what is not, and that the same answer follows from it.

#include "matcher/advice.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/matching/reason.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kDigest[] = "00ff";
constexpr char kRequest[] = "requests/zeist-eenzaam.json";
constexpr int kProposals = 5;

std::shared_ptr<const World> SampleWorld() {
  static const auto* world = new std::shared_ptr<const World>(BuildWorld(SampleDirectory(), RealRules()));
  return *world;
}

v1::AdviceRecord Record(const v1::Referral& referral, const World& world = *SampleWorld(), int count = kProposals) {
  return RecordAdvice(referral, count, Match(referral, world, SampleMoment(), count), world, kDigest);
}

// As Record, from what stands in a record.
v1::AdviceRecord WorkOutAgain(const v1::AdviceRecord& record, const World& world = *SampleWorld()) {
  return Record(record.referral(), world, record.max_proposals());
}

std::vector<std::string> PathsOf(const std::vector<v1::ReplayAdviceResponse::Difference>& differences) {
  std::vector<std::string> paths;
  for (const auto& difference : differences) paths.push_back(difference.path());
  return paths;
}

v1::Referral Telling() {
  v1::Referral referral = SampleRequest(kRequest);
  referral.clear_urgency();  // Then there is a remark.
  referral.mutable_needs(0)->set_wish_text("graag breien met zeldzaamwoord");
  referral.mutable_haalzorg()->set_willing(v1::HaalzorgTalk::YES);
  referral.mutable_haalzorg()->set_told_by_role("zeldzamerol");
  return referral;
}

TEST(Advice, EverythingTheAnswerFollowsFromIsRecorded) {
  const v1::AdviceRecord record = Record(Telling());
  EXPECT_EQ(record.schema_version(), 1);
  EXPECT_EQ(record.matcher_version(), kMatcherVersion);
  EXPECT_EQ(record.max_proposals(), kProposals);
  EXPECT_EQ(record.match_time().seconds(), absl::ToUnixSeconds(SampleMoment().time));
  EXPECT_EQ(record.revision(), 1);
  EXPECT_THAT(record.rule_sets(), ElementsAre("ruleSets/nl"));
  EXPECT_EQ(record.vocabulary_digest(), kDigest);
  EXPECT_GT(record.proposals_size(), 0);
  EXPECT_GT(record.remarks_size(), 0);
}

TEST(Advice, TheSetsOfATeamWhoseRulesCountedAreNamedAfterThoseOfTheMunicipality) {
  std::vector<v1::RuleSet> sets = {RealRules()};
  for (const char* file : {"municipalities/gm0352", "municipalities/gm0355", "teams/vak-2-0", "teams/vakm-zeist"}) {
    sets.push_back(FromText<v1::RuleSet>(ReadProjectFile(absl::StrCat("matcher/rules/", file, ".textproto"))));
  }
  const auto world = BuildWorld(SampleDirectory(), sets);
  const v1::Referral referral = SampleRequest("requests/wijk-bij-duurstede-lvb.json");
  const v1::MatchResponse answer = Match(referral, *world, SampleMoment(), kProposals);
  EXPECT_THAT(answer.rule_sets(), ElementsAre("ruleSets/nl", "ruleSets/gm0352", "ruleSets/vak-2-0"));
  EXPECT_THAT(Record(referral, *world).rule_sets(), ElementsAre("ruleSets/gm0352", "ruleSets/gm0355", "ruleSets/nl",
                                                                "ruleSets/vak-2-0", "ruleSets/vakm-zeist"));
}

TEST(Advice, TheSameRecordFollowsFromWhatIsRecorded) {
  for (const char* file : {kRequest, "requests/almere-breien-haalzorg.json", "requests/dronten-breien-aan-huis.json",
                           "requests-more/almere-spoed-zelfdoding.json", "requests-more/zeist-maatje.json",
                           "requests-more/utrecht-kanaleneiland-niets-past.json"}) {
    v1::Referral referral = SampleRequest(file);
    referral.mutable_needs(0)->set_wish_text("breien, koffie drinken en wandelen");
    const v1::AdviceRecord record = Record(referral);
    const v1::AdviceRecord again = WorkOutAgain(record);
    EXPECT_EQ(BytesOf(record), BytesOf(again)) << file;
    EXPECT_THAT(PathsOf(CompareAdvice(record, again)), IsEmpty()) << file;
  }
}

TEST(Advice, WordsOfTheResidentAreReadForWishesAndDropped) {
  const v1::Referral referral = Telling();
  const v1::AdviceRecord record = Record(referral);
  EXPECT_THAT(record.referral().needs(0).wishes(), testing::Contains("breien"));
  EXPECT_EQ(record.referral().needs(0).wish_text(), "");
  EXPECT_EQ(record.referral().haalzorg().told_by_role(), "");
  EXPECT_EQ(record.referral().haalzorg().willing(), v1::HaalzorgTalk::YES);
  const std::string bytes = BytesOf(record);
  EXPECT_EQ(bytes.find("zeldzaam"), std::string::npos);
  EXPECT_NE(referral.SerializeAsString().find("zeldzaam"), std::string::npos);  // Else there was nothing to find.
}

v1::Referral OnItsRoad() {
  v1::Referral referral = Telling();
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(
      R"pb(name: "municipalities/GM0355/referrals/zeldzaam"
           resident: "zeldzaam"
           external_references { kind: CASE_NUMBER value: "zeldzaam" }
           household { children: 2 }
           report_date: "2026-11-02"
           state: OFFERED
           clocks {}
           declines { offering: "providers/x/offerings/y" reason: "vol" until_date: "2026-12-01" }
           waiting_at: "providers/x/offerings/z"
           etag: "zeldzaam")pb",
      &referral));
  return referral;
}

TEST(Advice, OfARequestOnItsRoadOnlyWhatMatchingLooksAtIsKept) {
  const v1::Referral structured = StructuredRequest(OnItsRoad());
  v1::Referral expected = StructuredRequest(Telling());
  expected.add_declines()->CopyFrom(OnItsRoad().declines(0));
  expected.add_waiting_at("providers/x/offerings/z");
  EXPECT_EQ(structured.DebugString(), expected.DebugString());
  EXPECT_EQ(structured.SerializeAsString().find("zeldzaam"), std::string::npos);
  EXPECT_EQ(structured.age(), Telling().age());
  EXPECT_EQ(StructuredRequest(structured).SerializeAsString(), structured.SerializeAsString());
}

TEST(Advice, TheRecordOfARequestOnItsRoadIsThatOfTheRequestAlone) {
  const v1::AdviceRecord record = Record(OnItsRoad());
  v1::Referral alone = Telling();
  *alone.mutable_declines() = OnItsRoad().declines();
  *alone.mutable_waiting_at() = OnItsRoad().waiting_at();
  EXPECT_EQ(BytesOf(record), BytesOf(Record(alone)));
  EXPECT_EQ(BytesOf(record), BytesOf(WorkOutAgain(record)));
  EXPECT_THAT(ForeignPartsOf(record).of_the_road, IsEmpty());
  EXPECT_EQ(BytesOf(record).find("zeldzaam"), std::string::npos);
}

TEST(Advice, ANoIsPartOfTheQuestion) {
  v1::Referral referral = SampleRequest(kRequest);
  const std::string lead = Record(referral).proposals(0).parts(0).offering();
  referral.add_declines()->set_offering(lead);
  const v1::AdviceRecord record = Record(referral);
  EXPECT_EQ(record.referral().declines_size(), 1);
  for (const v1::Proposal& proposal : record.proposals()) EXPECT_NE(proposal.parts(0).offering(), lead);
  EXPECT_EQ(BytesOf(record), BytesOf(WorkOutAgain(record)));
}

TEST(Advice, WhatIsWaitedForIsPartOfTheQuestionAndTheBridgeOfTheAnswer) {
  v1::Referral referral = SampleRequest("requests/wijk-bij-duurstede-lvb.json");
  const v1::AdviceRecord without = Record(referral);
  EXPECT_THAT(without.bridges(), IsEmpty());
  referral.add_waiting_at(without.proposals(0).parts(0).offering());
  const v1::AdviceRecord record = Record(referral);
  EXPECT_THAT(record.referral().waiting_at(), ElementsAre(without.proposals(0).parts(0).offering()));
  ASSERT_GT(record.bridges_size(), 0);
  EXPECT_FALSE(record.bridges(0).reasons(0).has_text());
  EXPECT_EQ(BytesOf(record), BytesOf(WorkOutAgain(record)));
  v1::AdviceRecord other = record;
  other.clear_bridges();
  EXPECT_THAT(PathsOf(CompareAdvice(other, record)), testing::Contains("bridges[0]"));
  other = record;
  other.mutable_referral()->clear_waiting_at();
  EXPECT_THAT(PathsOf(CompareAdvice(other, record)), ElementsAre("referral.waiting_at[0]"));
}

TEST(Advice, WordsOfARuleSetAreReadToo) {
  v1::RuleSet rules = RealRules();
  *rules.add_terms() = FromText<v1::WordRule>(R"pb(
    id: "zeldzaam"
    wish: "breien"
    words: "zeldzaamwoord"
    start_date: "2026-11-01"
    source: "Afspraak"
    rationale: "Zo heet het hier."
  )pb");
  v1::Referral referral = SampleRequest(kRequest);
  referral.mutable_needs(0)->clear_wishes();
  referral.mutable_needs(0)->set_wish_text("zeldzaamwoord");
  const auto world = BuildWorld(SampleDirectory(), rules);
  const v1::AdviceRecord record = Record(referral, *world);
  EXPECT_THAT(record.referral().needs(0).wishes(), ElementsAre("breien"));
  EXPECT_EQ(BytesOf(record), BytesOf(WorkOutAgain(record, *world)));
  EXPECT_THAT(Record(referral).referral().needs(0).wishes(), IsEmpty());
}

TEST(Advice, ARecordHoldsNoSentence) {
  const v1::MatchResponse answer = Match(Telling(), *SampleWorld(), SampleMoment(), kProposals);
  const std::string bytes = BytesOf(Record(Telling()));
  int sentences = 0;
  for (const v1::Proposal& proposal : answer.proposals()) {
    for (const v1::Part& part : proposal.parts()) {
      for (const v1::Reason& reason : part.reasons()) {
        ++sentences;
        EXPECT_EQ(bytes.find(reason.text().nl()), std::string::npos) << reason.text().nl();
        EXPECT_EQ(bytes.find(reason.text().en()), std::string::npos) << reason.text().en();
      }
    }
  }
  EXPECT_GT(sentences, 0);
  EXPECT_THAT(ForeignPartsOf(Record(Telling())).words, IsEmpty());
  EXPECT_THAT(ForeignPartsOf(Record(SampleRequest("requests-more/almere-spoed-zelfdoding.json"))).words, IsEmpty());
}

TEST(Advice, EveryReasonCarriesWhatWasFilledIn) {
  const v1::AdviceRecord record = Record(SampleRequest(kRequest));
  const v1::Reason& need = record.proposals(0).parts(0).reasons(0);
  EXPECT_EQ(need.code(), "need-exact");
  ASSERT_GT(need.arguments_size(), 0);
  EXPECT_EQ(need.arguments(0).name(), "need");
  EXPECT_EQ(need.arguments(0).value(), "1");
}

TEST(Advice, ArgumentsAreThoseOfTheDutchSentenceInItsOrderEachOnce) {
  Reasons reasons;
  AddReason("code", "{b} en {a} en {b} en {c}", "{a} and {d}", {{"a", "een"}, {"b", "twee"}, {"d", "vier"}},
            {{"a", "one"}, {"b", "two"}, {"d", "four"}}, reasons);
  ASSERT_EQ(reasons.size(), 1);
  EXPECT_EQ(reasons[0].text().nl(), "twee en een en twee en {c}");
  EXPECT_EQ(reasons[0].text().en(), "one and four");
  ASSERT_EQ(reasons[0].arguments_size(), 2);
  EXPECT_EQ(reasons[0].arguments(0).name(), "b");
  EXPECT_EQ(reasons[0].arguments(0).value(), "twee");
  EXPECT_EQ(reasons[0].arguments(1).name(), "a");
}

TEST(Advice, DifferencesAreNamedByTheirPlaceInTheOrderOfTheRecord) {
  const v1::AdviceRecord was = Record(SampleRequest(kRequest));
  v1::AdviceRecord is = was;
  is.set_matcher_version("3");
  is.mutable_referral()->set_age(41);
  is.mutable_referral()->mutable_needs(0)->set_domain(v1::BODY);
  is.mutable_proposals(0)->mutable_parts(0)->set_offering("providers/x/offerings/y");
  is.mutable_proposals()->RemoveLast();
  const auto differences = CompareAdvice(was, is);
  EXPECT_THAT(PathsOf(differences),
              ElementsAre("matcher_version", "referral.needs[0].domain", "referral.age",
                          "proposals[0].parts[0].offering", absl::StrCat("proposals[", is.proposals_size(), "]")));
  EXPECT_EQ(differences[0].was(), kMatcherVersion);
  EXPECT_EQ(differences[0].is(), "3");
  EXPECT_EQ(differences[1].is(), "BODY");
  EXPECT_EQ(differences[3].is(), "providers/x/offerings/y");
  EXPECT_NE(differences[4].was(), "");
  EXPECT_EQ(differences[4].is(), "");
}

TEST(Advice, WhatOnlyOneRecordSaysIsADifference) {
  const v1::AdviceRecord was = Record(SampleRequest(kRequest));
  v1::AdviceRecord is = was;
  is.mutable_referral()->set_max_distance_meters(500);
  is.add_rule_sets("ruleSets/x/revisions/1");
  const auto differences = CompareAdvice(was, is);
  EXPECT_THAT(PathsOf(differences), ElementsAre("referral.max_distance_meters", "rule_sets[1]"));
  EXPECT_EQ(differences[0].was(), "");
  EXPECT_EQ(differences[0].is(), "500");
  EXPECT_EQ(differences[1].is(), "ruleSets/x/revisions/1");
}

TEST(Advice, ADifferenceIsShownInPart) {
  const v1::AdviceRecord was = Record(SampleRequest(kRequest));
  v1::AdviceRecord is = was;
  std::string title;
  for (int i = 0; i < 1000; ++i) title += "é";
  is.mutable_proposals(0)->set_team_title(title);
  const auto differences = CompareAdvice(was, is);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_LT(differences[0].is().size(), 600u);
  EXPECT_EQ(differences[0].is().substr(differences[0].is().size() - 5), "é...");
}

TEST(Advice, OtherRulesGiveAnAdviceThatDiffers) {
  v1::RuleSet rules = RealRules();
  rules.mutable_weights()->set_exact(rules.weights().exact() + 1);
  const v1::AdviceRecord record = Record(SampleRequest(kRequest));
  const auto differences = CompareAdvice(record, WorkOutAgain(record, *BuildWorld(SampleDirectory(), rules)));
  EXPECT_THAT(PathsOf(differences), testing::Contains("proposals[0].points"));
}

TEST(Advice, WhatNoRecordHoldsIsFound) {
  v1::AdviceRecord record = Record(Telling());
  EXPECT_THAT(ForeignPartsOf(record).unknown_fields, IsEmpty());
  EXPECT_THAT(ForeignPartsOf(record).words, IsEmpty());
  record.mutable_referral()->mutable_needs(0)->set_wish_text("breien");
  record.mutable_remarks(0)->mutable_text()->set_nl("Dit staat er niet.");
  record.mutable_proposals(0)->GetReflection()->MutableUnknownFields(record.mutable_proposals(0))->AddVarint(900, 1);
  const ForeignParts foreign = ForeignPartsOf(record);
  EXPECT_THAT(foreign.unknown_fields, ElementsAre("proposals[0]"));
  EXPECT_THAT(foreign.words, ElementsAre("referral.needs[0].wish_text", "remarks[0].text"));
  EXPECT_THAT(foreign.of_the_road, IsEmpty());
  record.mutable_referral()->set_resident("r1");
  record.mutable_referral()->set_state(v1::Referral::OFFERED);
  record.mutable_referral()->add_declines()->set_offering("providers/x/offerings/y");
  record.mutable_referral()->add_waiting_at("providers/x/offerings/y");
  EXPECT_THAT(ForeignPartsOf(record).of_the_road, ElementsAre("referral.resident", "referral.state"));
}

}  // namespace
}  // namespace koppel::matcher
