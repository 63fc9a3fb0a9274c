// The rule files that Koppel comes with: they hold together, and their examples notice what changes.

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/examples.h"
#include "matcher/reader/lexicons.h"
#include "matcher/rules/layers.h"
#include "tests/golden/rule_files.h"
#include "tests/matcher/files.h"

namespace koppel::golden {
namespace {

using testing::IsEmpty;
using v1::RuleSet;

absl::TimeZone Netherlands() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

// The examples that fail, each as "ruleSets/nl/wachtlijst: what differs".
std::vector<std::string> FailuresIn(const std::vector<v1::ExampleResult>& results) {
  std::vector<std::string> failures;
  for (const v1::ExampleResult& result : results) {
    if (result.passed()) continue;
    failures.push_back(absl::StrCat(result.rule_set(), "/", result.example(), ":"));
    for (const v1::LocalizedText& each : result.differences()) absl::StrAppend(&failures.back(), " ", each.nl());
  }
  return failures;
}

std::vector<std::string> Failures(const std::vector<RuleSet>& sets, const std::string& name) {
  return FailuresIn(
      matcher::RunExamples(sets, name, matcher::CompiledVocabulary(), Netherlands(), absl::CivilDay(2026, 11, 21)));
}

std::string FolderOf(RuleSet::Level level) {
  switch (level) {
    case RuleSet::NATIONAL:
      return "national";
    case RuleSet::MUNICIPALITY:
      return "municipalities";
    default:
      return "teams";
  }
}

TEST(RuleFiles, StandUnderTheirOwnNameInTheFolderOfTheirLevel) {
  for (const RuleFile& file : RuleFiles()) {
    EXPECT_EQ(file.set.name(), absl::StrCat("ruleSets/", file.id));
    EXPECT_EQ(file.folder, FolderOf(file.set.level())) << file.id;
    if (file.set.level() == RuleSet::MUNICIPALITY) {
      EXPECT_EQ(file.id, absl::AsciiStrToLower(file.set.municipalities(0)));
    }
    if (file.set.level() == RuleSet::TEAM) {
      EXPECT_EQ(file.set.team(), absl::StrCat("teams/", file.id));
    }
  }
}

TEST(RuleFiles, TogetherHaveNoIssues) {
  std::vector<matcher::Issue> issues;
  EXPECT_NE(matcher::RuleLayers::Create(RuleSetsOfFiles(), matcher::CompiledVocabulary(), absl::CivilDay(2026, 11, 21),
                                        issues),
            nullptr);
  for (const matcher::Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path;
}

TEST(RuleFiles, EverySampleMunicipalityAndTeamHasASet) {
  std::set<std::string> expected = {"nl"};
  for (const v1::DirectoryEntry& entry : matcher::SampleDirectory()) {
    if (entry.has_team()) expected.insert(entry.team().name().substr(std::string("teams/").size()));
    if (!entry.has_area_table() || entry.area_table().name() == "areaTables/nl") continue;
    expected.insert(entry.area_table().name().substr(std::string("areaTables/").size()));
  }
  std::set<std::string> found;
  for (const RuleFile& file : RuleFiles()) found.insert(file.id);
  EXPECT_EQ(found, expected);
}

TEST(RuleFiles, SayInAFewWordsWhatEachConditionIsAbout) {
  for (const RuleFile& file : RuleFiles()) {
    for (const v1::Condition& condition : file.set.conditions()) {
      EXPECT_NE(condition.title().nl(), "") << file.id << " " << condition.id();
    }
  }
}

TEST(RuleFiles, TheNationalSetHasTheWholeRoadFromProposalToStart) {
  for (const RuleFile& file : RuleFiles()) {
    if (file.set.level() != RuleSet::NATIONAL) continue;
    EXPECT_EQ(file.set.agreements_size(), v1::Urgency_ARRAYSIZE - 1);
    EXPECT_EQ(file.set.procedure().question_pauses(), v1::Procedure::YES);
    EXPECT_EQ(file.set.procedure().sends_next(), v1::Procedure::NO);
    std::set<v1::DeclineReason::Cause> causes;
    for (const v1::DeclineReason& reason : file.set.decline_reasons()) causes.insert(reason.cause());
    EXPECT_EQ(causes.size(), 5u);
    EXPECT_FALSE(file.set.free_days().empty());
  }
}

// Whoever replaces an agreement replaces all of it; a step left out would be a clock that never starts.
TEST(RuleFiles, EveryAgreementNamesEveryStep) {
  for (const RuleFile& file : RuleFiles()) {
    for (const v1::Agreement& agreement : file.set.agreements()) {
      EXPECT_GT(agreement.receipt_working_days(), 0) << file.id << " " << agreement.id();
      EXPECT_GT(agreement.first_contact_working_days(), 0) << file.id << " " << agreement.id();
      EXPECT_GT(agreement.start_working_days(), 0) << file.id << " " << agreement.id();
    }
  }
}

TEST(RuleFiles, ExamplesHoldInEverySet) { EXPECT_THAT(Failures(RuleSetsOfFiles(), ""), IsEmpty()); }

TEST(RuleFiles, ExamplesHoldInEveryLexiconAndPlace) {
  const std::vector<RuleSet> sets = LexiconsOfFiles();
  std::vector<matcher::Issue> issues;
  const auto results =
      matcher::RunLexiconExamples(sets, matcher::LexiconPlaces(sets), *matcher::CompiledVocabulary(), issues);
  for (const matcher::Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path;
  EXPECT_GE(results.size(), 80u);
  EXPECT_THAT(FailuresIn(results), IsEmpty());
}

TEST(RuleFiles, HaveAtLeastFourExamplesEach) {
  for (const RuleFile& file : RuleFiles()) {
    EXPECT_GE(file.set.examples_size(), file.set.level() == RuleSet::NATIONAL ? 40 : 4) << file.id;
  }
}

// Rules of which the outcome is that of the rule they replace; they only say it in the words of the place.
bool OnlySaysItOtherwise(const RuleSet& set, const std::string& rule) {
  return (set.name() == "ruleSets/gm0034" && rule == "talk-about-haalzorg") ||
         (set.name() == "ruleSets/gm0303" && rule == "urgent-support");
}

// An example shows who is proposed; it does not see when the partner confirms, calls or starts.
bool AgreesOnNoAnswer(const RuleSet& set, const std::string& rule) {
  return std::any_of(set.agreements().begin(), set.agreements().end(), [&](const v1::Agreement& agreement) {
    return agreement.id() == rule && agreement.answer_working_days() == 0;
  });
}

// Of the steps, an example only sees the answer.
bool IsSeen(const v1::Agreement& agreement) { return agreement.answer_working_days() > 0; }
template <typename Rule>
bool IsSeen(const Rule&) {
  return true;
}

// For each rule of one kind: with that rule gone, an example of its set fails.
template <typename Rules>
void ExpectMissed(const std::vector<RuleSet>& sets, size_t at, Rules* (RuleSet::*rules)()) {
  for (int i = 0; i < (RuleSet(sets[at]).*rules)()->size(); ++i) {
    std::vector<RuleSet> changed = sets;
    const std::string id = (changed[at].*rules)()->Get(i).id();
    if (!IsSeen((changed[at].*rules)()->Get(i))) continue;
    (changed[at].*rules)()->DeleteSubrange(i, 1);
    const bool missed = !Failures(changed, sets[at].name()).empty();
    const bool unseen = OnlySaysItOtherwise(sets[at], id) || AgreesOnNoAnswer(sets[at], id);
    EXPECT_EQ(missed, !unseen) << sets[at].name() << " " << id;
  }
}

void ExpectEveryRuleMissed(const std::vector<RuleSet>& sets, size_t at) {
  ExpectMissed(sets, at, &RuleSet::mutable_conditions);
  ExpectMissed(sets, at, &RuleSet::mutable_preferences);
  ExpectMissed(sets, at, &RuleSet::mutable_routes);
  ExpectMissed(sets, at, &RuleSet::mutable_agreements);
  ExpectMissed(sets, at, &RuleSet::mutable_terms);
}

TEST(RuleFiles, ExamplesNoticeWhenANationalRuleIsGone) {
  for (const RuleFile& file : RuleFiles()) {
    if (file.set.level() == RuleSet::NATIONAL) ExpectEveryRuleMissed({file.set}, 0);
  }
}

TEST(RuleFiles, ExamplesNoticeWhenALocalRuleIsGone) {
  const std::vector<RuleSet> sets = RuleSetsOfFiles();
  for (size_t at = 0; at < sets.size(); ++at) {
    if (sets[at].level() != RuleSet::NATIONAL) ExpectEveryRuleMissed(sets, at);
  }
}

}  // namespace
}  // namespace koppel::golden
