// Which words of a text are words of a pattern: forms, parts of compounds, abbreviations, typing errors.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/reader/word_table.h"

namespace koppel::matcher {
namespace {

bool AreForms(std::string_view a, std::string_view b) {
  Stemmer stemmer;
  const Stem first = stemmer.StemsOf(a).front();
  for (const Stem& stem : stemmer.StemsOf(b)) {
    if (MayBeOneWord(first, stem)) return true;
  }
  return false;
}

TEST(Stemmer, TheFormsOfAVerbBelongTogether) {
  EXPECT_TRUE(AreForms("loop", "lopen"));
  EXPECT_TRUE(AreForms("loop", "loopt"));
  EXPECT_TRUE(AreForms("lopen", "loopt"));
  EXPECT_TRUE(AreForms("leven", "leef"));
  EXPECT_TRUE(AreForms("verhuizen", "verhuist"));
  EXPECT_TRUE(AreForms("vallen", "valt"));
  EXPECT_FALSE(AreForms("wassen", "was"));
}

TEST(Stemmer, TheFormsOfANounOrAnAdjectiveBelongTogether) {
  EXPECT_TRUE(AreForms("eenzaam", "eenzame"));
  EXPECT_TRUE(AreForms("eenzaam", "eenzaamheid"));
  EXPECT_TRUE(AreForms("schuld", "schulden"));
  EXPECT_TRUE(AreForms("dag", "dagen"));
  EXPECT_TRUE(AreForms("moeilijk", "moeilijke"));
  EXPECT_TRUE(AreForms("openbaar", "openbare"));
}

TEST(Stemmer, ALongVowelIsNoShortOne) {
  EXPECT_FALSE(AreForms("stok", "stook"));
  EXPECT_FALSE(AreForms("been", "ben"));
  EXPECT_FALSE(AreForms("rook", "rokken"));
}

TEST(Stemmer, WordsWithOnlyARootInCommonStayApart) {
  EXPECT_FALSE(AreForms("geld", "geldig"));
  EXPECT_FALSE(AreForms("vriend", "vriendelijk"));
  EXPECT_FALSE(AreForms("open", "openbaar"));
  EXPECT_FALSE(AreForms("over", "overheid"));
  EXPECT_FALSE(AreForms("wonen", "woning"));
  EXPECT_FALSE(AreForms("kun", "kunst"));
  EXPECT_FALSE(AreForms("men", "mens"));
}

TEST(Stemmer, AWordThatIsNotPlainLettersIsItsOwnStem) {
  Stemmer stemmer;
  EXPECT_THAT(stemmer.StemsOf("112"), ::testing::ElementsAre(Stem{"112"}));
}

// A table with one word in slot 0.
class OneWord {
 public:
  OneWord(WordForm form, const std::string& word, const std::vector<std::string>& ordinary = {}) {
    table_.Add({form, word}, 0);
    for (const std::string& everyday : ordinary) table_.AddOrdinary(everyday);
    table_.Finish();
  }

  bool IsFoundIn(std::string_view text) const {
    const WordsOfText read = ReadText(text, {});
    Stemmer stemmer;
    return read.words().size() == 1 && !table_.Find(read.words()[0], stemmer).empty();
  }

  bool LooksLikeTypo(std::string_view word) const {
    Stemmer stemmer;
    return table_.LooksLikeTypo(word, stemmer);
  }

 private:
  WordTable table_;
};

TEST(WordTable, AnExactWordHasNoForms) {
  EXPECT_TRUE(OneWord(WordForm::kExact, "huur").IsFoundIn("Huur"));
  EXPECT_FALSE(OneWord(WordForm::kExact, "huur").IsFoundIn("huren"));
  EXPECT_TRUE(OneWord(WordForm::kInflected, "huur").IsFoundIn("huren"));
}

TEST(WordTable, ABeginningIsFoundInCompoundsAndNeverWithinOne) {
  const OneWord table(WordForm::kPrefix, "schuld");
  EXPECT_TRUE(table.IsFoundIn("schuldenlast"));
  EXPECT_TRUE(table.IsFoundIn("schuld"));
  EXPECT_FALSE(table.IsFoundIn("onschuldig"));
}

TEST(WordTable, AnEndIsFoundInCompoundsWithEnoughBeforeIt) {
  const OneWord table(WordForm::kSuffix, "achterstand");
  EXPECT_TRUE(table.IsFoundIn("huurachterstand"));
  EXPECT_TRUE(table.IsFoundIn("achterstand"));
  EXPECT_FALSE(table.IsFoundIn("achterstanden"));
  EXPECT_FALSE(OneWord(WordForm::kSuffix, "arm").IsFoundIn("warm"));
}

TEST(WordTable, AnAbbreviationIsFoundInCapitalsAlone) {
  const OneWord table(WordForm::kCapitals, "ms");
  EXPECT_TRUE(table.IsFoundIn("MS"));
  EXPECT_FALSE(table.IsFoundIn("ms"));
}

TEST(WordTable, ANumberIsDigitsAlone) {
  const OneWord table(WordForm::kNumber, "");
  EXPECT_TRUE(table.IsFoundIn("2.500"));
  EXPECT_FALSE(table.IsFoundIn("3b"));
}

TEST(WordTable, OneTypingErrorInALongWordIsForgiven) {
  const OneWord table(WordForm::kInflected, "eenzaam");
  EXPECT_TRUE(table.IsFoundIn("eenzam"));
  EXPECT_TRUE(table.IsFoundIn("eenzaaam"));
  EXPECT_TRUE(table.IsFoundIn("eenzxam"));
  EXPECT_TRUE(table.IsFoundIn("eenazam"));
}

TEST(WordTable, TwoTypingErrorsAndAnotherFirstLetterAreNotForgiven) {
  const OneWord table(WordForm::kInflected, "eenzaam");
  EXPECT_FALSE(table.IsFoundIn("enzam"));
  EXPECT_FALSE(table.IsFoundIn("aenzaam"));
  EXPECT_FALSE(OneWord(WordForm::kInflected, "angst").IsFoundIn("angt"));
}

TEST(WordTable, AnOrdinaryWordIsNoTypingErrorInAnyOfItsForms) {
  EXPECT_TRUE(OneWord(WordForm::kInflected, "leegte").IsFoundIn("lengte"));
  const OneWord table(WordForm::kInflected, "leegte", {"lengte"});
  EXPECT_FALSE(table.IsFoundIn("lengte"));
  EXPECT_FALSE(table.IsFoundIn("lengtes"));
  EXPECT_TRUE(table.IsFoundIn("leegtte"));
}

TEST(WordTable, TellsWhichWordsLookLikeATypingError) {
  const OneWord table(WordForm::kInflected, "leegte");
  EXPECT_TRUE(table.LooksLikeTypo("lengte"));
  EXPECT_FALSE(table.LooksLikeTypo("leegte"));
  EXPECT_FALSE(table.LooksLikeTypo("boterham"));
}

}  // namespace
}  // namespace koppel::matcher
