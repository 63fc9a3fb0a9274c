// What must come out for the residents of the sample municipalities; and what a municipality can change by text alone.

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

v1::MatchResponse AnswerTo(const v1::Referral& referral) {
  static const auto* world = new std::shared_ptr<const World>(BuildWorld(SampleDirectory(), RealRules()));
  return Match(referral, **world, SampleMoment(), 5);
}

v1::MatchResponse AnswerTo(const std::string& file) { return AnswerTo(SampleRequest(file)); }

const v1::Part& First(const v1::MatchResponse& response) {
  static const v1::Part kNothing;
  return response.proposals().empty() ? kNothing : response.proposals(0).parts(0);
}

// The offerings of one role in a proposal.
std::vector<std::string> With(const v1::Proposal& proposal, v1::Part::Role role) {
  std::vector<std::string> offerings;
  for (const v1::Part& part : proposal.parts()) {
    if (part.role() == role) offerings.push_back(part.offering());
  }
  return offerings;
}

std::vector<std::string> Teams(const v1::MatchResponse& response) {
  std::vector<std::string> teams;
  for (const v1::Proposal& proposal : response.proposals()) teams.push_back(proposal.team());
  return teams;
}

std::vector<std::string> Codes(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons) {
  std::vector<std::string> codes;
  for (const v1::Reason& reason : reasons) codes.push_back(reason.code());
  return codes;
}

// ------------------------------------------------------------------------------------------------------------- Almere

TEST(Almere, WillingAndReadyForHaalzorgGoesToTheCartoonWhereKnittingJoins) {
  const v1::MatchResponse response = AnswerTo("requests/almere-breien-haalzorg.json");
  EXPECT_EQ(First(response).offering(), "providers/org-kwintes/offerings/haalzorg-cartoon");
  EXPECT_EQ(First(response).location(), "locations/loc-cartoon");
  ASSERT_THAT(With(response.proposals(0), v1::Part::JOIN),
              ElementsAre("providers/org-deschoor/offerings/act-al-breien"));
  EXPECT_EQ(response.proposals(0).parts(1).location(), "locations/loc-cartoon");
}

TEST(Almere, NotReadyOrNotWillingOrNotDiscussedIsGuidanceAtHome) {
  for (const char* file : {"almere-niet-eraan-toe", "almere-wil-geen-haalzorg", "almere-haalzorg-niet-besproken"}) {
    const v1::MatchResponse response = AnswerTo(absl::StrCat("requests-more/", file, ".json"));
    EXPECT_EQ(First(response).offering(), "providers/org-kwintes/offerings/begeleiding-thuis") << file;
    for (const v1::Proposal& proposal : response.proposals()) {
      for (const v1::Part& part : proposal.parts()) EXPECT_NE(part.form(), v1::HAALZORG) << file;
    }
  }
  EXPECT_THAT(Codes(First(AnswerTo("requests-more/almere-haalzorg-niet-besproken.json")).questions()),
              Contains("talk-about-haalzorg"));
}

TEST(Almere, WithoutDecisionTheAccessDeskLeads) {
  EXPECT_EQ(First(AnswerTo("requests-more/almere-zonder-beschikking.json")).kind(), v1::Offering::ACCESS);
}

TEST(Almere, ThoughtsOfSuicideCallFirstAndNoActivityOrHaalzorgLeads) {
  const v1::MatchResponse response = AnswerTo("requests-more/almere-spoed-zelfdoding.json");
  ASSERT_THAT(response.escalations(), Not(IsEmpty()));
  EXPECT_EQ(response.escalations(0).route(), "suicide");
  EXPECT_THAT(response.escalations(0).phone(), HasSubstr("113"));
  for (const v1::Proposal& proposal : response.proposals()) {
    EXPECT_NE(proposal.parts(0).kind(), v1::Offering::ACTIVITY);
    EXPECT_NE(proposal.parts(0).form(), v1::HAALZORG);
  }
}

// -------------------------------------------------------------------------------------------------- Wijk bij Duurstede

TEST(WijkBijDuurstede, TheTeamDecidesAndItsExpertWouldStart) {
  const std::map<std::string, std::string> starters = {
      {"requests/wijk-bij-duurstede-lvb.json", "providers/org-abrona"},
      {"requests-more/wijk-bij-duurstede-dementie.json", "providers/org-sante"},
      {"requests-more/wijk-bij-duurstede-psychosociaal.json", "providers/org-kwintes"},
  };
  for (const auto& [file, provider] : starters) {
    const v1::MatchResponse response = AnswerTo(file);
    ASSERT_THAT(response.proposals(), Not(IsEmpty())) << file;
    EXPECT_EQ(response.proposals(0).team(), "teams/vak-2-0") << file;
    EXPECT_EQ(First(response).provider(), provider) << file;
  }
}

TEST(WijkBijDuurstede, WelfareCoachComesAlongWhereASocialNeedStands) {
  const v1::MatchResponse social = AnswerTo("requests/wijk-bij-duurstede-lvb.json");
  EXPECT_THAT(With(social.proposals(0), v1::Part::COACH), ElementsAre("providers/org-binding/offerings/act-wd-coach"));
  v1::Referral referral = SampleRequest("requests/wijk-bij-duurstede-lvb.json");
  referral.mutable_needs()->RemoveLast();
  EXPECT_THAT(With(AnswerTo(referral).proposals(0), v1::Part::COACH), IsEmpty());
}

TEST(WijkBijDuurstede, SecondTeamIsAnotherOptionWhereAGroupFits) {
  const v1::MatchResponse response = AnswerTo("requests-more/wijk-bij-duurstede-liever-groep.json");
  EXPECT_THAT(Teams(response), Contains("teams/groepsteam-wijk-bij-duurstede"));
  EXPECT_THAT(Teams(response), Contains("teams/vak-2-0"));
}

// --------------------------------------------------------------------------------------------------------------- Zeist

TEST(Zeist, LonelyWithoutCareNeedIsAnActivityAloneAndNoCare) {
  for (const char* file : {"requests/zeist-eenzaam.json", "requests-more/zeist-eenzaam-zonder-wens.json"}) {
    const v1::MatchResponse response = AnswerTo(file);
    EXPECT_EQ(First(response).provider(), "providers/org-meanderomnium") << file;
    EXPECT_EQ(First(response).kind(), v1::Offering::ACTIVITY) << file;
    EXPECT_EQ(response.proposals(0).parts_size(), 1) << file;
    for (const v1::Proposal& proposal : response.proposals()) {
      for (const v1::Part& part : proposal.parts()) EXPECT_NE(part.kind(), v1::Offering::CARE) << file;
    }
  }
}

TEST(Zeist, DangerNowIsCalledInFirst) {
  const v1::MatchResponse response = AnswerTo("requests-more/zeist-direct-gevaar.json");
  ASSERT_THAT(response.escalations(), Not(IsEmpty()));
  EXPECT_EQ(response.escalations(0).phone(), "112");
  EXPECT_THAT(Codes(response.remarks()), Contains("escalate-first"));
}

// ------------------------------------------------------------------------------------------------------------- Utrecht

TEST(Overvecht, HelpWithMoneyLeadsWhenTheResidentPutsDebtsFirst) {
  const v1::MatchResponse debts = AnswerTo("requests/utrecht-overvecht-schulden.json");
  EXPECT_THAT(First(debts).needs(), Contains(0));
  const v1::MatchResponse headaches = AnswerTo("requests-more/utrecht-overvecht-hoofdpijn-eerst.json");
  EXPECT_THAT(First(headaches).needs(), Contains(0));
  EXPECT_NE(First(debts).offering(), First(headaches).offering());
}

TEST(Kanaleneiland, WhereNothingFitsTheAnswerSaysSoAndWhatStandsInTheWay) {
  const v1::MatchResponse response = AnswerTo("requests-more/utrecht-kanaleneiland-niets-past.json");
  EXPECT_THAT(response.proposals(), IsEmpty());
  EXPECT_THAT(Codes(response.remarks()), Contains("nothing-fits"));
  ASSERT_THAT(response.near_misses(), Not(IsEmpty()));
  EXPECT_LE(response.near_misses_size(), 3);
  for (const v1::NearMiss& miss : response.near_misses()) EXPECT_THAT(miss.obstacles(), Not(IsEmpty()));
}

// The twin: with other ids and titles in the same order, the same answers. No id or name can be in the code.
TEST(Samples, AnswersStayTheSameWhenAllIdsAndTitlesAreOthers) {
  const std::vector<std::pair<std::string, std::string>> renames = {{"providers/", "providers/zz-"},
                                                                    {"/offerings/", "/offerings/zz-"},
                                                                    {"locations/", "locations/zz-"},
                                                                    {"teams/", "teams/zz-"}};
  std::vector<v1::DirectoryEntry> renamed;
  for (const v1::DirectoryEntry& entry : SampleDirectory()) {
    std::string text;
    google::protobuf::TextFormat::PrintToString(entry, &text);
    renamed.push_back(FromText<v1::DirectoryEntry>(absl::StrReplaceAll(text, renames)));
  }
  const auto world = BuildWorld(renamed, RealRules());
  for (const char* file : {"requests/almere-breien-haalzorg.json", "requests/wijk-bij-duurstede-lvb.json",
                           "requests/zeist-eenzaam.json", "requests/utrecht-overvecht-schulden.json"}) {
    const v1::MatchResponse before = AnswerTo(file);
    const v1::MatchResponse after = Match(SampleRequest(file), *world, SampleMoment(), 5);
    EXPECT_EQ(after.DebugString(), absl::StrReplaceAll(before.DebugString(), renames)) << file;
  }
}

// ------------------------------------------------------------------------------------------------------- by text alone

std::vector<v1::DirectoryEntry> WithTexts(const std::vector<std::string>& texts) {
  std::vector<v1::DirectoryEntry> entries = SampleDirectory();
  for (const std::string& text : texts) entries.push_back(FromText<v1::DirectoryEntry>(text));
  return entries;
}

v1::RuleSet RulesWith(const std::string& text) {
  return FromText<v1::RuleSet>(absl::StrCat(ReadProjectFile("matcher/rules/national/nl.textproto"), text));
}

std::string FirstLead(const v1::Referral& referral, const v1::RuleSet& rules) {
  return First(Match(referral, *BuildWorld(SampleDirectory(), rules), SampleMoment(), 5)).offering();
}

TEST(TextAlone, AddsAMunicipality) {
  const auto referral = FromText<v1::Referral>(R"pb(area: "BU99990101"
                                                    needs { domain: SOCIAL wishes: "breien" })pb");
  EXPECT_THAT(AnswerTo(referral).proposals(), IsEmpty());
  const auto world = BuildWorld(WithTexts({
                                    R"pb(area_table {
                                           name: "areaTables/gm9999"
                                           areas { code: "GM9999" title: "Nieuwstad" }
                                           areas { code: "WK999901" title: "Wijk 1" parent: "GM9999" }
                                           areas { code: "BU99990101" title: "Buurt 1" parent: "WK999901" }
                                         })pb",
                                    R"pb(provider { name: "providers/nieuw" service_areas: "GM9999" })pb",
                                    R"pb(offering {
                                           name: "providers/nieuw/offerings/breien"
                                           kind: ACTIVITY
                                           form: GROUP
                                           domains: SOCIAL
                                           wishes: "breien"
                                         })pb",
                                }),
                                RealRules());
  EXPECT_EQ(First(Match(referral, *world, SampleMoment(), 5)).offering(), "providers/nieuw/offerings/breien");
}

TEST(TextAlone, AddsACondition) {
  const v1::Referral referral = SampleRequest("requests/zeist-eenzaam.json");
  const std::string lead = FirstLead(referral, RealRules());
  ASSERT_NE(lead, "");
  const v1::RuleSet rules = RulesWith(R"pb(
    conditions {
      id: "no-groups"
      applies { test { field: "offering.kind" is: "ACTIVITY" } }
      must { not { test { field: "offering.form" is: "GROUP" } } }
      no { nl: "Groepen zijn dicht." en: "Groups are closed." }
      source: "test"
      rationale: "test"
      start_date: "2026-01-01"
      when_unknown: ALLOW
    }
  )pb");
  const v1::MatchResponse response = Match(referral, *BuildWorld(SampleDirectory(), rules), SampleMoment(), 20);
  ASSERT_EQ(First(AnswerTo(referral)).form(), v1::GROUP);
  for (const v1::Proposal& proposal : response.proposals()) EXPECT_NE(proposal.parts(0).form(), v1::GROUP);
}

TEST(TextAlone, AddsAPreference) {
  const v1::Referral referral = SampleRequest("requests/almere-breien-haalzorg.json");
  ASSERT_EQ(FirstLead(referral, RealRules()), "providers/org-kwintes/offerings/haalzorg-cartoon");
  EXPECT_EQ(FirstLead(referral, RulesWith(R"pb(
                        preferences {
                          id: "at-home-first"
                          when { test { field: "offering.form" is: "AT_HOME" } }
                          points: 500
                          source: "test"
                          rationale: "test"
                          start_date: "2026-01-01"
                        }
                      )pb")),
            "providers/org-kwintes/offerings/begeleiding-thuis");
}

TEST(TextAlone, AddsAnUrgentRoute) {
  v1::Referral referral = SampleRequest("requests/zeist-eenzaam.json");
  referral.set_urgency(v1::PRIORITY);
  ASSERT_THAT(AnswerTo(referral).escalations(), IsEmpty());
  const v1::RuleSet rules = RulesWith(R"pb(
    routes {
      id: "lonely-night"
      when { test { field: "request.subtopics" is: "eenzaamheid" } }
      phone: "088-0767000"
      instruction { nl: "Bel de Luisterlijn." en: "Call the listening line." }
      source: "test"
      rationale: "test"
      start_date: "2026-01-01"
    }
  )pb");
  const v1::MatchResponse response = Match(referral, *BuildWorld(SampleDirectory(), rules), SampleMoment(), 5);
  ASSERT_EQ(response.escalations_size(), 1);
  EXPECT_EQ(response.escalations(0).route(), "lonely-night");
  EXPECT_EQ(response.escalations(0).phone(), "088-0767000");
}

// -------------------------------------------------------------------------------- by text alone, in one municipality

// A file of a municipality: what every one has, and this.
v1::RuleSet TownWith(const std::string& municipality, const std::string& text) {
  return FromText<v1::RuleSet>(absl::StrCat("name: 'ruleSets/town' title: 'Stad' level: MUNICIPALITY ",
                                            "parent: 'ruleSets/nl' municipalities: '", municipality, "' ", text));
}

v1::MatchResponse AnswerUnder(const v1::RuleSet& town, const v1::Referral& referral) {
  const auto world = BuildWorld(SampleDirectory(), std::vector<v1::RuleSet>{RealRules(), town});
  return Match(referral, *world, SampleMoment(), 20);
}

void ExpectUnchanged(const v1::RuleSet& town, const std::string& request) {
  const v1::Referral referral = SampleRequest(request);
  const auto world = BuildWorld(SampleDirectory(), RealRules());
  EXPECT_EQ(AnswerUnder(town, referral).DebugString(), Match(referral, *world, SampleMoment(), 20).DebugString());
}

constexpr char kNoGroups[] = R"pb(
  conditions {
    id: "no-groups"
    applies { test { field: "offering.kind" is: "ACTIVITY" } }
    must { not { test { field: "offering.form" is: "GROUP" } } }
    no { nl: "Groepen zijn dicht." en: "Groups are closed." }
    source: "test"
    rationale: "test"
    start_date: "2026-01-01"
    when_unknown: ALLOW
  }
)pb";

TEST(TextAlone, AddsAMunicipalityWithRulesOfItsOwn) {
  const std::vector<std::string> town = {R"pb(area_table {
                                                name: "areaTables/gm9999"
                                                areas { code: "GM9999" title: "Nieuwstad" }
                                              })pb",
                                         R"pb(provider { name: "providers/nieuw" service_areas: "GM9999" })pb",
                                         R"pb(offering {
                                                name: "providers/nieuw/offerings/club"
                                                kind: ACTIVITY
                                                form: GROUP
                                                domains: SOCIAL
                                                wishes: "breien"
                                              })pb",
                                         R"pb(offering {
                                                name: "providers/nieuw/offerings/maatje"
                                                kind: ACTIVITY
                                                form: AT_HOME
                                                domains: SOCIAL
                                                wishes: "breien"
                                              })pb"};
  const auto lead = [&](const std::string& words, const v1::RuleSet& rules) {
    const auto referral = FromText<v1::Referral>("area: 'GM9999' needs { domain: SOCIAL wish_text: '" + words + "' }");
    const auto world = BuildWorld(WithTexts(town), std::vector<v1::RuleSet>{RealRules(), rules});
    return First(Match(referral, *world, SampleMoment(), 5)).offering();
  };
  EXPECT_EQ(lead("breien", TownWith("GM9999", "")), "providers/nieuw/offerings/club");
  EXPECT_EQ(lead("breien", TownWith("GM9999", kNoGroups)), "providers/nieuw/offerings/maatje");
  EXPECT_EQ(lead("breien", TownWith("GM0355", kNoGroups)), "providers/nieuw/offerings/club");
  EXPECT_EQ(lead("de pennenclub", TownWith("GM9999", R"pb(
                   terms {
                     id: "pennenclub"
                     wish: "breien"
                     words: "pennenclub"
                     source: "test"
                     rationale: "test"
                     start_date: "2026-01-01"
                   }
                 )pb")),
            "providers/nieuw/offerings/club");
}

TEST(TextAlone, AddsAConditionInOneMunicipality) {
  const v1::RuleSet zeist = TownWith("GM0355", kNoGroups);
  const v1::Referral referral = SampleRequest("requests/zeist-eenzaam.json");
  ASSERT_EQ(First(AnswerTo(referral)).form(), v1::GROUP);
  const v1::MatchResponse response = AnswerUnder(zeist, referral);
  for (const v1::Proposal& proposal : response.proposals()) EXPECT_NE(proposal.parts(0).form(), v1::GROUP);
  EXPECT_THAT(response.rule_sets(), ElementsAre("ruleSets/nl", "ruleSets/town"));
  ExpectUnchanged(zeist, "requests/almere-breien-haalzorg.json");
  ExpectUnchanged(zeist, "requests/wijk-bij-duurstede-lvb.json");
}

TEST(TextAlone, AddsAPreferenceInOneMunicipality) {
  const v1::RuleSet almere = TownWith("GM0034", R"pb(
    preferences {
      id: "at-home-first"
      when { test { field: "offering.form" is: "AT_HOME" } }
      points: 500
      source: "test"
      rationale: "test"
      start_date: "2026-01-01"
    }
  )pb");
  const v1::Referral referral = SampleRequest("requests/almere-breien-haalzorg.json");
  ASSERT_EQ(First(AnswerTo(referral)).offering(), "providers/org-kwintes/offerings/haalzorg-cartoon");
  EXPECT_EQ(First(AnswerUnder(almere, referral)).offering(), "providers/org-kwintes/offerings/begeleiding-thuis");
  ExpectUnchanged(almere, "requests/zeist-eenzaam.json");
}

TEST(TextAlone, AddsAnUrgentRouteInOneMunicipality) {
  const v1::RuleSet zeist = TownWith("GM0355", R"pb(
    routes {
      id: "lonely-night"
      when { test { field: "request.domains" is: "SOCIAL" } }
      phone: "088-0767000"
      instruction { nl: "Bel de Luisterlijn." en: "Call the listening line." }
      source: "test"
      rationale: "test"
      start_date: "2026-01-01"
    }
  )pb");
  const v1::Referral referral = SampleRequest("requests/zeist-eenzaam.json");
  ASSERT_THAT(AnswerTo(referral).escalations(), IsEmpty());
  ASSERT_EQ(AnswerUnder(zeist, referral).escalations_size(), 1);
  EXPECT_EQ(AnswerUnder(zeist, referral).escalations(0).route(), "lonely-night");
  ExpectUnchanged(zeist, "requests/almere-breien-haalzorg.json");
}

// A rule counts from its first day: until then the answer is as it was.
TEST(TextAlone, AddsNothingBeforeTheRuleBegins) {
  std::string later = kNoGroups;
  later.replace(later.find("2026-01-01"), 10, "2026-11-22");
  ExpectUnchanged(TownWith("GM0034", later), "requests/zeist-eenzaam.json");
  const v1::Referral referral = SampleRequest("requests/zeist-eenzaam.json");
  EXPECT_EQ(First(AnswerUnder(TownWith("GM0355", later), referral)).form(), v1::GROUP);
}

}  // namespace
}  // namespace koppel::matcher
