// A text as words with their places.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/reader/text.h"

namespace koppel::matcher {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> WordsIn(std::string_view text, const Abbreviations& abbreviations = {}) {
  const WordsOfText read = ReadText(text, abbreviations);
  std::vector<std::string> words;
  for (const Word& word : read.words()) words.emplace_back(word.folded);
  return words;
}

std::vector<int> SentencesOf(std::string_view text, const Abbreviations& abbreviations = {}) {
  const WordsOfText read = ReadText(text, abbreviations);
  std::vector<int> sentences;
  for (const Word& word : read.words()) sentences.push_back(word.sentence);
  return sentences;
}

// The bytes of a text that its words rest on.
std::vector<std::string> PlacesIn(std::string_view text) {
  const WordsOfText read = ReadText(text, {});
  std::vector<std::string> places;
  for (const Word& word : read.words()) {
    places.emplace_back(text.substr(word.begin_byte, word.end_byte - word.begin_byte));
  }
  return places;
}

TEST(ReadText, LeavesOutCaseAccentsAndApostrophes) {
  EXPECT_THAT(WordsIn("Dhr. is ÉÉN keer, m’n geïsoleerde ma"),
              ElementsAre("dhr", "is", "een", "keer", "mn", "geisoleerde", "ma"));
}

TEST(ReadText, AHyphenStandsBetweenTwoWords) {
  EXPECT_THAT(WordsIn("burn-out, niet-aangeboren"), ElementsAre("burn", "out", "niet", "aangeboren"));
}

TEST(ReadText, TheSameWordIsReadInEveryNormalForm) { EXPECT_EQ(WordsIn("cre\u0301che"), WordsIn("cr\u00e9che")); }

TEST(ReadText, CharactersWithoutWidthDoNotCutAWord) {
  EXPECT_THAT(WordsIn("schul\u00ad\u200bden \u200fgeld\u200e"), ElementsAre("schulden", "geld"));
}

TEST(ReadText, PlacesCountBytesAndCharactersFromTheStart) {
  const WordsOfText read = ReadText("😀 één\u0301 keer", {});
  ASSERT_EQ(read.words().size(), 2u);
  EXPECT_EQ(read.words()[0].begin_byte, 5);
  EXPECT_EQ(read.words()[0].end_byte, 12);
  EXPECT_EQ(read.words()[0].begin_character, 2);
  EXPECT_EQ(read.words()[0].end_character, 6);
}

TEST(ReadText, PlacesHoldTheBytesAsTheyStandThere) {
  EXPECT_THAT(PlacesIn("😀 Zé: \u200fSchul\u200bden!"), ElementsAre("Zé", "Schul\u200bden"));
  EXPECT_THAT(PlacesIn("schulden\u200f ze\u0301\u200d😀"), ElementsAre("schulden", "ze\u0301"));
}

TEST(ReadText, AFullStopEndsASentenceButNotAfterAnAbbreviationOrALetter) {
  EXPECT_THAT(SentencesOf("Mw. valt. Dhr. K. niet.", {"mw", "dhr"}), ElementsAre(0, 0, 1, 1, 1));
  EXPECT_THAT(SentencesOf("Mw. valt.", {}), ElementsAre(0, 1));
}

TEST(ReadText, ACapitalRightAfterAFullStopBeginsASentence) {
  EXPECT_THAT(SentencesOf("Geen pijn.Écht moe.😀Wel", {}), ElementsAre(0, 0, 1, 1, 2));
  EXPECT_THAT(SentencesOf("De B.V. en www.site", {}), ElementsAre(0, 0, 0, 0, 0, 0));
}

TEST(ReadText, ANumberWithPointsIsOneWord) {
  const WordsOfText read = ReadText("12.000 euro", {});
  EXPECT_TRUE(read.words()[0].number);
  EXPECT_EQ(read.words()[0].folded, "12000");
  EXPECT_FALSE(read.words()[1].number);
}

TEST(ReadText, OnlyWordsInCapitalsAreCapitals) {
  const WordsOfText read = ReadText("MS, Ms en A", {});
  EXPECT_TRUE(read.words()[0].capitals);
  EXPECT_FALSE(read.words()[1].capitals);
  EXPECT_FALSE(read.words()[3].capitals);
}

TEST(ReadText, TheWordsOfASentenceWithAQuestionMarkAreOfAQuestion) {
  const WordsOfText read = ReadText("Zij valt. Wie helpt?! Graag.", {});
  std::vector<bool> questions;
  for (const Word& word : read.words()) questions.push_back(word.question);
  EXPECT_THAT(questions, ElementsAre(false, false, true, true, false));
}

TEST(ReadText, TheStrongestMarkBeforeAWordCounts) {
  const WordsOfText read = ReadText("een, twee - (drie; vier\nvijf zes", {});
  std::vector<Gap> gaps;
  for (const Word& word : read.words()) gaps.push_back(word.gap);
  EXPECT_THAT(gaps, ElementsAre(Gap::kSentence, Gap::kComma, Gap::kClause, Gap::kClause, Gap::kSentence, Gap::kSpace));
}

TEST(ReadText, BytesThatAreNotUtf8StandBetweenWords) {
  EXPECT_THAT(WordsIn("schuld\xff\xfe geld"), ElementsAre("schuld", "geld"));
}

TEST(ReadText, ATextWithoutLettersHasNoWords) {
  EXPECT_THAT(WordsIn(""), IsEmpty());
  EXPECT_THAT(WordsIn(" \n\t 😀 … \u200b"), IsEmpty());
}

}  // namespace
}  // namespace koppel::matcher
