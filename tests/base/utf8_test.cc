#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel {
namespace {

TEST(Utf8, TellsUtf8FromOtherBytes) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("caf\u00e9 \u20ac \U0001F600"));
  EXPECT_FALSE(IsUtf8("caf\xe9"));           // Latin-1.
  EXPECT_FALSE(IsUtf8("\xc0\xaf"));          // Longer than needed.
  EXPECT_FALSE(IsUtf8("\xed\xa0\x80"));      // A surrogate.
  EXPECT_FALSE(IsUtf8("\xf4\x90\x80\x80"));  // Past the last character.
  EXPECT_FALSE(IsUtf8("\xe2\x82"));          // Cut off.
}

TEST(Utf8, SaysWhereTheFirstOtherByteIs) {
  EXPECT_EQ(FirstNotUtf8("caf\u00e9"), std::nullopt);
  EXPECT_EQ(FirstNotUtf8("caf\xe9 \xff"), 3u);
  EXPECT_EQ(FirstNotUtf8("\u20ac\xe2\x82"), 3u);
}

TEST(Utf8, ATextIsBlankWhenNothingOfItCanBeSeen) {
  for (const char* text : {"", " \t\r\n", "\u00a0\u2003\u3000", "\u200b\u200f\u2060\ufeff", "\u00ad", "\u2800"}) {
    EXPECT_TRUE(IsBlank(text)) << text;
  }
  for (const char* text : {" x ", ".", "\U0001F600", "\u200b1", "\u0301"}) EXPECT_FALSE(IsBlank(text)) << text;
}

TEST(Utf8, CountsCharactersNotBytes) {
  EXPECT_EQ(CountCharacters(""), 0u);
  EXPECT_EQ(CountCharacters("caf\u00e9"), 4u);
}

TEST(Utf8, ReplacesOnlyWhatIsWrong) {
  EXPECT_EQ(ReplaceInvalidUtf8("caf\xe9!"), "caf\uFFFD!");
  EXPECT_EQ(ReplaceInvalidUtf8("caf\u00e9"), "caf\u00e9");
}

TEST(Utf8, ShortensBetweenCharacters) {
  EXPECT_EQ(Shorten("\u00e9\u00e9\u00e9", 2), "\u00e9\u00e9...");
  EXPECT_EQ(Shorten("\u00e9\u00e9", 2), "\u00e9\u00e9");
}

}  // namespace
}  // namespace koppel
