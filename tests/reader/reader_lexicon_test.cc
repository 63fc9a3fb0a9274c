// Compiling lexicons: what is wrong is said with its place, and several are read as one.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "matcher/reader/lexicons.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

using koppel::v1::RuleSet;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(const std::string& lexicon) {
  std::vector<Issue> issues;
  EXPECT_EQ(LexiconOf(lexicon, issues), nullptr);
  std::vector<std::string> paths;
  for (const Issue& issue : issues) paths.push_back(issue.path);
  return paths;
}

TEST(CompileLexicon, ReportsEveryMistakeWithItsPlace) {
  EXPECT_THAT(ProblemsOf("entries { id: 'a' domains: BODY words: 'pijn' subtopic: 'bestaat-niet' }"
                         "entries { id: 'b' domains: BODY words: '(pijn' }"
                         "entries { id: 'c' words: 'x @geen' } cues { id: 'd' words: 'niet' }"
                         "entries { domains: BODY words: 'pijn' }"
                         "questions { id: 'q' subtopics: ['pijn', 'bestaat-niet'] }"
                         "groups { name: 'g' words: ['een', 'twee drie'] }"),
              ::testing::UnorderedElementsAre("lexicon.entries[0].subtopic", "lexicon.entries[1].words[0]",
                                              "lexicon.entries[2].domains", "lexicon.entries[2].words[0]",
                                              "lexicon.entries[3].id", "lexicon.cues[0].kind",
                                              "lexicon.questions[0].subtopics[1]", "lexicon.groups[0].words[1]"));
}

TEST(CompileLexicon, UrgencyNeedsItsReasonAndAReasonItsUrgency) {
  EXPECT_THAT(ProblemsOf("entries { id: 'a' words: 'mes' urgency: ACUTE_DANGER }"),
              ElementsAre("lexicon.entries[0].reason"));
  EXPECT_THAT(ProblemsOf("entries { id: 'a' domains: BODY words: 'mes' reason { nl: 'Nee.' en: 'No.' } }"),
              ElementsAre("lexicon.entries[0].reason"));
}

TEST(CompileLexicon, ValuesThatCannotStandThereAreRefused) {
  EXPECT_THAT(ProblemsOf("entries { id: 'a' domains: [BODY, 4000000] moves_to: 77 strength: 9 words: 'mes' }"
                         "cues { id: 'b' kind: NEGATION scope: 99 gender: 50 reach: -1 words: 'geen' }"
                         "examples { id: 'c' text: 'x' primary: 12 urgency: NORMAL }"),
              ElementsAre("lexicon.entries[0].domains[1]", "lexicon.entries[0].moves_to", "lexicon.entries[0].strength",
                          "lexicon.cues[0].scope", "lexicon.cues[0].gender", "lexicon.cues[0].reach",
                          "lexicon.examples[0].primary", "lexicon.examples[0].urgency"));
}

TEST(CompileLexicon, WordsAreRequired) {
  EXPECT_THAT(ProblemsOf("entries { id: 'a' domains: BODY }"), ElementsAre("lexicon.entries[0].words"));
}

TEST(CompileLexicon, AnIdStandsThereOnce) {
  EXPECT_THAT(ProblemsOf("entries { id: 'a' domains: BODY words: 'pijn' } nothings { id: 'a' words: 'zeer' }"),
              ElementsAre("lexicon.nothings[0]"));
}

// A group with so many words.
std::string GroupOf(int count) {
  std::string group = "groups { name: 'veel'";
  for (int i = 0; i < count; ++i) absl::StrAppend(&group, " words: 'woord", i, "'");
  return group + " }";
}

TEST(CompileLexicon, AGroupThatIsTooLargeIsRefused) {
  EXPECT_THAT(ProblemsOf(GroupOf(kMostGroupWords + 1)), ElementsAre("lexicon.groups[0].words"));
  std::vector<Issue> issues;
  EXPECT_NE(LexiconOf(GroupOf(kMostGroupWords), issues), nullptr);
}

// A set with so many patterns, each the same.
RuleSet SetWith(const std::string& name, const std::string& pattern, int count) {
  RuleSet set = SetOf("entries { id: '" + name + "' domains: BODY }", "ruleSets/" + name);
  for (int i = 0; i < count; ++i) set.mutable_lexicon()->mutable_entries(0)->add_words(pattern);
  return set;
}

TEST(CompileLexicon, TooManyWordsAreReportedOnceForTheSetThatHasTheMost) {
  RuleSet large = SetWith("a", "@veel @veel @veel @veel @veel", 450);
  large.mutable_lexicon()->MergeFrom(SetOf(GroupOf(450)).lexicon());
  const RuleSet small = SetWith("b", "pijn", 60);
  std::vector<Issue> issues;
  EXPECT_EQ(CompileLexicon({&large, &small}, *LexiconVocabulary(), issues), nullptr);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].set, "ruleSets/a");
  EXPECT_THAT(issues[0].message.en(), ::testing::HasSubstr("more than 1000000 words"));
}

TEST(CompileLexicon, TooManyPatternsAreReportedOnceForTheSetThatHasTheMost) {
  const RuleSet large = SetWith("a", "pijn", kMostPatterns);
  const RuleSet small = SetWith("b", "zeer", 60);
  std::vector<Issue> issues;
  EXPECT_EQ(CompileLexicon({&large, &small}, *LexiconVocabulary(), issues), nullptr);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].set, "ruleSets/a");
  EXPECT_THAT(issues[0].message.en(), ::testing::HasSubstr("more than 100000 patterns"));
}

TEST(CompileLexicon, AnEmptyLexiconReadsNothing) {
  EXPECT_THAT(Classify("Pijn en schuld.", *LexiconOf("")).needs(), IsEmpty());
}

std::shared_ptr<const CompiledLexicon> CompileFor(const std::vector<RuleSet>& sets, std::string_view municipality,
                                                  std::vector<Issue>& issues) {
  return CompileLexicon(LexiconsFor(sets, municipality), *LexiconVocabulary(), issues);
}

std::vector<int> DomainsFor(const std::vector<RuleSet>& sets, std::string_view municipality, std::string_view text) {
  std::vector<Issue> issues;
  const auto lexicon = CompileFor(sets, municipality, issues);
  EXPECT_THAT(issues, IsEmpty());
  if (lexicon == nullptr) return {};
  const koppel::v1::Classification read = Classify(text, *lexicon);
  return {read.domains().begin(), read.domains().end()};
}

TEST(Lexicons, SetsForEverybodyAreReadAsOne) {
  const std::vector<RuleSet> sets = {
      SetOf("entries { id: 'a' domains: BODY words: 'zieke @naaste' }", "ruleSets/lexicon-b"),
      SetOf("groups { name: 'naaste' words: '=zus' }", "ruleSets/lexicon-a")};
  EXPECT_THAT(DomainsFor(sets, "GM0034", "Een zieke zus."), ElementsAre(koppel::v1::BODY));
}

TEST(Lexicons, WhatAMunicipalityWritesTakesThePlaceOfTheSameIdThereAlone) {
  const std::vector<RuleSet> sets = {SetOf("entries { id: 'a' domains: BODY words: 'kwaal' }", "ruleSets/lexicon-x"),
                                     SetOf("entries { id: 'a' domains: MIND words: 'kwaal' }"
                                           "entries { id: 'b' domains: SOCIETY words: 'voedselbus' }",
                                           "ruleSets/lexicon-almere", "GM0034")};
  EXPECT_THAT(DomainsFor(sets, "", "Een kwaal en de voedselbus."), ElementsAre(koppel::v1::BODY));
  EXPECT_THAT(DomainsFor(sets, "GM0363", "Een kwaal en de voedselbus."), ElementsAre(koppel::v1::BODY));
  EXPECT_THAT(DomainsFor(sets, "GM0034", "Een kwaal en de voedselbus."),
              ElementsAre(koppel::v1::MIND, koppel::v1::SOCIETY));
}

TEST(Lexicons, AnIdInTwoSetsForEverybodyIsReportedInTheSecond) {
  const std::vector<RuleSet> sets = {SetOf("entries { id: 'a' domains: BODY words: 'kwaal' }", "ruleSets/lexicon-a"),
                                     SetOf("entries { id: 'a' domains: MIND words: 'kwaal' }", "ruleSets/lexicon-b")};
  std::vector<Issue> issues;
  EXPECT_EQ(CompileFor(sets, "", issues), nullptr);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].set, "ruleSets/lexicon-b");
  EXPECT_EQ(issues[0].path, "lexicon.entries[0]");
  EXPECT_THAT(issues[0].message.en(), ::testing::HasSubstr("ruleSets/lexicon-a"));
}

TEST(Lexicons, SetsOfOtherLevelsAreLeftOut) {
  RuleSet set = SetOf("entries { id: 'a' domains: BODY words: 'kwaal' }");
  set.set_level(RuleSet::NATIONAL);
  EXPECT_THAT(LexiconsFor({set}, ""), IsEmpty());
}

TEST(Lexicons, OrdinaryWordsOfOneSetKeepTheWordsOfAnotherFromTypingErrors) {
  const RuleSet words = SetOf("entries { id: 'a' domains: MIND words: 'leegte' }", "ruleSets/lexicon-a");
  const RuleSet ordinary = SetOf("ordinary_words: 'Lengte'", "ruleSets/lexicon-b");
  EXPECT_THAT(DomainsFor({words}, "", "De lengte."), ElementsAre(koppel::v1::MIND));
  EXPECT_THAT(DomainsFor({words, ordinary}, "", "De lengte."), IsEmpty());
}

// Words that no need of the project's lexicons is about.
TEST(RealLexicons, ForgiveATypingErrorInACompoundToo) {
  const auto read = Classify("ik heb schuldn en een huurachterstnad", *RealLexicon());
  EXPECT_EQ(read.needs_size(), 2);
}

TEST(RealLexicons, CompileTogetherAndReadPlainTexts) {
  const auto domains = [](std::string_view text) {
    const koppel::v1::Classification read = Classify(text, *RealLexicon());
    return std::vector<int>(read.domains().begin(), read.domains().end());
  };
  EXPECT_THAT(domains("Hij heeft geen schulden."), IsEmpty());
  EXPECT_THAT(domains("Mevrouw heeft veel schulden."), ElementsAre(koppel::v1::SOCIETY));
  EXPECT_THAT(domains("De lantaarnpaal in onze straat is kapot."), IsEmpty());
}

// Said here once more, so that the list in the lexicon is not its own judge.
constexpr const char* kOfAPerson[] = {"marok", "polen", "pools", "turk",  "turks", "syrie", "hij",   "zij",
                                      "hem",   "man",   "vrouw", "meisj", "jonge", "moham", "fatma", "henk",
                                      "kees",  "samir", "gelov", "bijbe", "moske", "kerk",  "islam", "homo",
                                      "vluch", "azc",   "mevro", "haar",  "heer",  "meid"};

// What a person is must not make a need or danger likelier.
TEST(RealLexicons, NothingWeighsThatIsOfOriginBeliefOrSex) {
  int signs = 0;
  std::set<std::string> words;
  for (const RuleSet& set : LexiconSets()) {
    for (const koppel::v1::LexiconSign& sign : set.lexicon().signs()) {
      ++signs;
      for (const std::string& word : std::vector<std::string>(absl::StrSplit(sign.words(), ' '))) words.insert(word);
    }
  }
  EXPECT_GT(signs, 1000);
  for (const std::string word : kOfAPerson) EXPECT_FALSE(words.contains(word)) << word;
  EXPECT_FALSE(RealNoSigns().Contains("muntj"));
  EXPECT_FALSE(RealNoSigns().Contains("manie"));
}

}  // namespace
}  // namespace koppel::matcher
