// What patterns find, and what is said about one that cannot be read.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

using ::testing::HasSubstr;

std::string WithPattern(const std::string& pattern) {
  return "groups { name: 'naaste' words: ['=broer', '=zus'] } entries { id: 'e' domains: BODY words: '" + pattern +
         "' }";
}

// Whether a lexicon with this one pattern finds it in the text.
bool Finds(const std::string& pattern, const std::string& text) {
  return Classify(text, *LexiconOf(WithPattern(pattern))).domains_size() == 1;
}

TEST(Patterns, AWordIsFoundInItsForms) {
  EXPECT_TRUE(Finds("eenzaam", "Een eenzame man"));
  EXPECT_FALSE(Finds("=eenzaam", "Een eenzame man"));
}

TEST(Patterns, APartOfACompoundIsFoundButNeverABareSubstring) {
  EXPECT_TRUE(Finds("schuld*", "schuldenlast"));
  EXPECT_TRUE(Finds("*achterstand", "huurachterstand"));
  EXPECT_FALSE(Finds("geest", "begeesterd"));
}

TEST(Patterns, WordsStandNextToEachOther) {
  EXPECT_TRUE(Finds("geen geld", "Er is geen geld."));
  EXPECT_FALSE(Finds("geen geld", "Er is geen los geld."));
  EXPECT_FALSE(Finds("geen geld", "Geld is er geen."));
}

TEST(Patterns, OtherWordsMayStandBetweenUpToTheGap) {
  EXPECT_TRUE(Finds("loopt ~ achter ~2 huur", "Hij loopt al maanden flink achter met de huur."));
  EXPECT_FALSE(Finds("loopt ~2 achter", "Hij loopt al vele maanden achter."));
  EXPECT_TRUE(Finds("loopt ~2 achter", "Hij loopt al maanden achter."));
}

TEST(Patterns, AGapNeverReachesIntoTheNextSentence) {
  EXPECT_FALSE(Finds("loopt ~ achter", "Hij loopt graag. Achter het huis."));
}

TEST(Patterns, AlternativesMayBeOfSeveralWords) {
  EXPECT_TRUE(Finds("(huur|vaste lasten) betalen", "De vaste lasten betalen"));
  EXPECT_TRUE(Finds("(huur|vaste lasten) betalen", "De huur betalen"));
  EXPECT_FALSE(Finds("(huur|vaste lasten) betalen", "De lasten betalen"));
}

TEST(Patterns, WhatIsOptionalMayBeLeftOut) {
  EXPECT_TRUE(Finds("?(erg|heel) moe", "Zij is moe."));
  EXPECT_TRUE(Finds("is ?erg moe", "Zij is erg moe."));
  EXPECT_TRUE(Finds("is ?erg moe", "Zij is moe."));
  EXPECT_FALSE(Finds("is ?erg moe", "Zij is zeer moe."));
}

TEST(Patterns, AGroupStandsForItsWords) {
  EXPECT_TRUE(Finds("zieke @naaste", "Haar zieke zus"));
  EXPECT_FALSE(Finds("zieke @naaste", "Haar zieke hond"));
}

TEST(Patterns, ANumberIsAnyNumber) {
  EXPECT_TRUE(Finds("# euro schuld", "Nog 1.200 euro schuld."));
  EXPECT_FALSE(Finds("# euro schuld", "Nog veel euro schuld."));
}

TEST(Patterns, AnAbbreviationInCapitalsIsFoundInCapitalsAlone) {
  EXPECT_TRUE(Finds("MS", "Mw. heeft MS."));
  EXPECT_FALSE(Finds("MS", "ms. Jansen belt"));
}

TEST(Patterns, AHyphenInAPatternIsASpace) {
  EXPECT_TRUE(Finds("burn-out", "Hij heeft een burn-out"));
  EXPECT_TRUE(Finds("burn-out", "Hij heeft een burn out"));
}

TEST(Patterns, PhrasesInAnyOrderStandNearEachOtherAlsoInTheNextSentence) {
  EXPECT_TRUE(Finds("huur & niet & betalen", "Betalen kan niet. De huur is te hoog."));
  EXPECT_FALSE(Finds("huur & niet & betalen", "Betalen kan. De huur is te hoog."));
  EXPECT_FALSE(Finds("huur & betalen", "Huur. Een twee drie vier vijf zes zeven acht negen tien elf twaalf. Betalen."));
}

TEST(Patterns, APhraseDoesNotUseAWordTwice) {
  EXPECT_FALSE(Finds("geld & geld", "Er is geld."));
  EXPECT_TRUE(Finds("geld & geld", "Geld, er is geld."));
}

// What is said about a pattern.
std::string ProblemOf(const std::string& pattern) {
  std::vector<Issue> issues;
  EXPECT_EQ(LexiconOf(WithPattern(pattern), issues), nullptr);
  if (issues.size() != 1) return "not one issue";
  EXPECT_EQ(issues[0].path, "lexicon.entries[0].words[0]");
  EXPECT_EQ(issues[0].set, "ruleSets/lexicon-test");
  return issues[0].message.en();
}

TEST(Patterns, AProblemIsSaidWithThePattern) {
  EXPECT_THAT(ProblemOf("(pijn"), HasSubstr("\"(pijn\"; a bracket"));
  EXPECT_THAT(ProblemOf("((pijn|zeer)|last)"), HasSubstr("a bracket"));
  EXPECT_THAT(ProblemOf(""), HasSubstr("put a word in it"));
  EXPECT_THAT(ProblemOf("(pijn|)"), HasSubstr("one of the choices is empty"));
  EXPECT_THAT(ProblemOf("heeft @geen"), HasSubstr("there is no group \"geen\""));
  EXPECT_THAT(ProblemOf("pijn !"), HasSubstr("this is no word: \"!\""));
  EXPECT_THAT(ProblemOf("slaapt ~12 niet"), HasSubstr("instead of \"~12\""));
  EXPECT_THAT(ProblemOf("slaapt ~0 niet"), HasSubstr("instead of \"~0\""));
  EXPECT_THAT(ProblemOf("(burn-out|moe)"), HasSubstr("write a space instead of a hyphen: \"burn-out\""));
}

std::string Repeat(const std::string& word, int count) {
  std::string repeated;
  for (int i = 0; i < count; ++i) absl::StrAppend(&repeated, word, " ");
  return repeated;
}

TEST(Patterns, TheLongestPatternThatIsTakenIsAlsoFound) {
  EXPECT_TRUE(Finds(Repeat("pijn", kMostPlaces), Repeat("pijn", kMostPlaces)));
}

TEST(Patterns, APatternOfMoreWordsThanIsFoundIsRefused) {
  EXPECT_THAT(ProblemOf(Repeat("pijn", kMostPlaces + 1)), HasSubstr("at most 24 words"));
  EXPECT_THAT(ProblemOf(Repeat("pijn", kMostPlaces) + "& zeer"), HasSubstr("at most 24 words"));
}

TEST(Patterns, AGroupUsedTooOftenInOnePatternIsRefused) {
  std::string groups = "groups { name: 'veel'";
  for (int i = 0; i < 400; ++i) absl::StrAppend(&groups, " words: 'woord", i, "'");
  const auto problems_of = [&](const std::string& pattern) {
    std::vector<Issue> issues;
    LexiconOf(groups + " } entries { id: 'e' domains: BODY words: '" + pattern + "' }", issues);
    return issues;
  };
  EXPECT_THAT(problems_of(Repeat("@veel", 20)), testing::IsEmpty());
  for (const std::string& pattern : {"?a ?b ?c " + Repeat("@veel", 20), "(pijn" + [] {
                                       std::string choices;
                                       for (int i = 0; i < 30; ++i) choices += "|@veel";
                                       return choices;
                                     }() + ")"}) {
    const auto problems = problems_of(pattern);
    ASSERT_EQ(problems.size(), 1u) << pattern;
    EXPECT_THAT(problems[0].message.en(), HasSubstr("more than 10000 words")) << pattern;
  }
}

TEST(Patterns, TooManyChoicesAreRefused) {
  EXPECT_THAT(ProblemOf("?a ?b ?c ?d ?e ?f ?g ?h ?i ?j"), HasSubstr("too many choices"));
  EXPECT_THAT(ProblemOf(std::string(60000, '?')), HasSubstr("too many choices"));
  EXPECT_THAT(ProblemOf(Repeat("(a|b c)", 200)), HasSubstr("too many choices"));
}

TEST(Patterns, AProblemShowsAtMostTheBeginningOfALongPattern) {
  EXPECT_LT(ProblemOf("(" + std::string(3000, 'a')).size(), 300u);
}

}  // namespace
}  // namespace koppel::matcher
