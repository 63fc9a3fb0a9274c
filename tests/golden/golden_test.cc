// The whole answer to a number of requests, as text beside the request: a change of a rule is a difference to read.
//
// tests/golden/SET/CASE.json is the request, CASE.txt the answer over the sample directory under all rule files.
// KOPPEL_UPDATE_GOLDEN=1 writes the answers again.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "matcher/explain.h"
#include "tests/golden/answer_text.h"
#include "tests/golden/rule_files.h"
#include "tests/matcher/files.h"

namespace koppel::golden {
namespace {

namespace fs = std::filesystem;

using matcher::World;

constexpr char kFolder[] = KOPPEL_SOURCE_DIR "/tests/golden";
constexpr int kProposals = 3;

struct Case {
  std::string set;   // Such as "gm0034".
  std::string name;  // Such as "gm0034/breien-en-haalzorg".
  v1::Referral referral;
};

Case ReadCase(const fs::path& path) {
  Case read{path.parent_path().filename().string(), "", {}};
  read.name = absl::StrCat(read.set, "/", path.stem().string());
  const std::string text = matcher::ReadProjectFile(absl::StrCat("tests/golden/", read.name, ".json"));
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(text, &read.referral).ok()) << read.name;
  return read;
}

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") cases.push_back(ReadCase(entry.path()));
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

const std::vector<Case>& Cases() {
  static const auto* cases = new std::vector<Case>(ReadCases());
  return *cases;
}

std::shared_ptr<const matcher::RuleLayers> LayersOf(std::vector<v1::RuleSet> sets) {
  std::vector<matcher::Issue> issues;
  auto layers = matcher::RuleLayers::Create(std::move(sets), matcher::CompiledVocabulary(),
                                            absl::CivilDay(matcher::SampleMoment().local), issues);
  for (const matcher::Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path;
  return layers;
}

std::shared_ptr<const World> SampleWorld() {
  matcher::WorldBuilder builder(LayersOf(RuleSetsOfFiles()), matcher::CompiledVocabulary());
  for (const v1::DirectoryEntry& entry : matcher::SampleDirectory()) builder.Add(entry);
  return builder.Build(Revision{1});
}

const World& TheWorld() {
  static const auto* world = new std::shared_ptr<const World>(SampleWorld());
  return **world;
}

v1::MatchResponse AnswerTo(const v1::Referral& referral, const World& world) {
  return Match(referral, world, matcher::SampleMoment(), kProposals);
}

bool AnswersSomething(const v1::Explanation& explanation) {
  return std::any_of(explanation.needs().begin(), explanation.needs().end(),
                     [](const v1::NeedAnswer& need) { return need.answers(); });
}

// Of the lead of the first proposal, and of the first offering by name that would answer a need but is excluded.
std::string Explanations(const v1::Referral& referral, const v1::MatchResponse& answer, const World& world) {
  const std::vector<std::string> near = matcher::OfferingsNear(world, referral.area(), "", 1000);
  const std::string first = answer.proposals().empty() ? "" : answer.proposals(0).parts(0).offering();
  std::string text;
  bool excluded = false;
  for (const v1::Explanation& each : matcher::Explain(referral, near, world, matcher::SampleMoment())) {
    const bool first_excluded = !excluded && each.standing() == v1::EXCLUDED && AnswersSomething(each);
    excluded |= first_excluded;
    if (first_excluded || each.offering() == first) absl::StrAppend(&text, TextOf(each));
  }
  return text;
}

std::string TextOf(const Case& each, const World& world) {
  const v1::MatchResponse answer = AnswerTo(each.referral, world);
  return absl::StrCat(golden::TextOf(answer), Explanations(each.referral, answer, world));
}

std::string ReadAnswer(const std::string& name) {
  std::ifstream in(absl::StrCat(kFolder, "/", name, ".txt"));
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteAnswers() {
  for (const Case& each : Cases())
    std::ofstream(absl::StrCat(kFolder, "/", each.name, ".txt")) << TextOf(each, TheWorld());
}

TEST(Golden, EveryAnswerIsAsItWasRead) {
  if (std::getenv("KOPPEL_UPDATE_GOLDEN") != nullptr) WriteAnswers();
  for (const Case& each : Cases()) {
    const std::string difference = DiffOf(ReadAnswer(each.name), TextOf(each, TheWorld()));
    if (difference.empty()) continue;
    ADD_FAILURE() << "tests/golden/" << each.name << ".txt\n"
                  << difference << "\nAfter reading the difference: KOPPEL_UPDATE_GOLDEN=1 golden_test";
  }
}

TEST(Golden, EveryRuleFileHasCases) {
  std::map<std::string, int> cases;
  for (const Case& each : Cases()) ++cases[each.set];
  for (const RuleFile& file : RuleFiles()) {
    EXPECT_GE(cases[file.id], file.set.level() == v1::RuleSet::NATIONAL ? 8 : 3) << file.id;
  }
  EXPECT_EQ(cases.size(), RuleFiles().size()) << "a folder is of no rule file";
}

TEST(Golden, EveryAnswerBelongsToARequest) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kFolder)) {
    if (entry.path().extension() != ".txt" || entry.path().filename() == "CMakeLists.txt") continue;
    EXPECT_TRUE(fs::exists(fs::path(entry.path()).replace_extension(".json"))) << entry.path();
  }
}

// Whether some answer is another one under these sets. Looks at the answers alone: they hold every point.
bool SomethingDiffersUnder(std::vector<v1::RuleSet> sets) {
  const auto world = matcher::WithRules(TheWorld(), LayersOf(std::move(sets)));
  return std::any_of(Cases().begin(), Cases().end(), [&](const Case& each) {
    return golden::TextOf(AnswerTo(each.referral, *world)) != golden::TextOf(AnswerTo(each.referral, TheWorld()));
  });
}

// In the sample directory a lower set replaces these everywhere they count.
bool IsReplacedWhereItCounts(const v1::RuleSet& set, const std::string& preference) {
  return set.name() == "ruleSets/nl" && (preference == "haalzorg-wanted" || preference == "group-care-only-when-asked");
}

TEST(Golden, AnotherNumberInAnyPreferenceIsSeen) {
  const std::vector<v1::RuleSet> sets = RuleSetsOfFiles();
  for (size_t set = 0; set < sets.size(); ++set) {
    for (int i = 0; i < sets[set].preferences_size(); ++i) {
      std::vector<v1::RuleSet> changed = sets;
      // Three points: one that joins counts for a third.
      v1::Preference& preference = *changed[set].mutable_preferences(i);
      preference.set_points(preference.points() + 3);
      EXPECT_EQ(SomethingDiffersUnder(changed), !IsReplacedWhereItCounts(sets[set], preference.id()))
          << sets[set].name() << " " << preference.id();
    }
  }
}

TEST(Golden, AnotherNumberInAnyAgreementIsSeen) {
  const std::vector<v1::RuleSet> sets = RuleSetsOfFiles();
  for (size_t set = 0; set < sets.size(); ++set) {
    for (int i = 0; i < sets[set].agreements_size(); ++i) {
      std::vector<v1::RuleSet> changed = sets;
      v1::Agreement& agreement = *changed[set].mutable_agreements(i);
      agreement.set_answer_working_days(agreement.answer_working_days() == 1 ? 20 : 1);
      EXPECT_TRUE(SomethingDiffersUnder(changed)) << sets[set].name() << " " << agreement.id();
    }
  }
}

TEST(Golden, AnotherWeightIsSeen) {
  std::vector<v1::RuleSet> sets = RuleSetsOfFiles();
  for (v1::RuleSet& set : sets) {
    if (set.has_weights()) set.mutable_weights()->set_same_place(set.weights().same_place() + 1);
  }
  EXPECT_TRUE(SomethingDiffersUnder(sets));
}

TEST(AnswerText, ADifferenceShowsTheLinesAndTheirNeighbours) {
  EXPECT_EQ(DiffOf("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nd\nE\nf\ng"), "  c\n  d\n- e\n+ E\n  f\n  g");
  EXPECT_EQ(DiffOf("a\nb", "a\nb"), "");
  EXPECT_EQ(DiffOf("", "a"), "- \n+ a");
}

}  // namespace
}  // namespace koppel::golden
