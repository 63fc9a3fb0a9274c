#include "clients/cli/table.h"

#include "gtest/gtest.h"

namespace koppel::cli {
namespace {

TEST(Table, ColumnsStandBelowEachOther) {
  EXPECT_EQ(LayOutTable({"NAME", "KIND", "TITLE"}, {{"a", "CARE", "Één"}, {"longer", "X", "Two"}}, 80),
            "NAME    KIND  TITLE\n"
            "a       CARE  Één\n"
            "longer  X     Two\n");
}

TEST(Table, AccentsCountAsOneCharacter) {
  EXPECT_EQ(LayOutTable({"A", "B"}, {{"éé", "x"}, {"aa", "y"}}, 80), "A   B\néé  x\naa  y\n");
}

TEST(Table, OnlyTheLastColumnIsCut) {
  const std::string text = LayOutTable({"NAME", "TITLE"}, {{"a-long-name-that-stays", "een heel lange titel"}}, 36);
  EXPECT_EQ(text,
            "NAME                    TITLE\n"
            "a-long-name-that-stays  een heel la…\n");
  EXPECT_EQ(LayOutTable({"NAME", "TITLE"}, {{"a-long-name-that-stays", "een heel lange titel"}}, 0),
            "NAME                    TITLE\n"
            "a-long-name-that-stays  een heel lange titel\n");
}

TEST(Table, TenCharactersOfTheLastColumnStay) {
  EXPECT_EQ(LayOutTable({"N", "T"}, {{"12345678901234567890", "abcdefghijklmn"}}, 10),
            "N                     T\n"
            "12345678901234567890  abcdefghi…\n");
}

TEST(Table, PlainTextHasNoControlCharacters) {
  EXPECT_EQ(Plain("a\nb\tc\x1b[1m\x7f é"), "a b c [1m  é");
  // U+009B starts a control sequence as well; U+00A0 and beyond are text.
  EXPECT_EQ(Plain("a\xC2\x9B"
                  "b\xC2\xA0"
                  "c\xC2"),
            "a b\xC2\xA0"
            "c\xC2");
}

TEST(Table, PlainTextDoesNotTurnAround) {
  EXPECT_EQ(Plain("a\u202Eb\u2066c\u2069d\u200Fe\u061Cf\u2028g"), "a b c d e f g");
  EXPECT_EQ(Plain("\u2013 \u2070 \u0628 \u200D"), "\u2013 \u2070 \u0628 \u200D");
}

}  // namespace
}  // namespace koppel::cli
