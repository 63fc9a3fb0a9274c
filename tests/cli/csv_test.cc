#include "clients/cli/csv.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace koppel::cli {
namespace {

using ::testing::ElementsAre;

TEST(Csv, QuotedCellsHoldCommasQuotesAndLines) {
  const CsvText text = ParseCsv("a,\"b, c\",\"say \"\"d\"\"\"\n\"two\nlines\",e,f\nlast,g,h");
  ASSERT_EQ(text.rows.size(), 3u);
  EXPECT_THAT(text.rows[0].cells, ElementsAre("a", "b, c", "say \"d\""));
  EXPECT_THAT(text.rows[1].cells, ElementsAre("two\nlines", "e", "f"));
  EXPECT_EQ(text.rows[1].line, 2);
  EXPECT_EQ(text.rows[2].line, 4);
}

TEST(Csv, TakesByteOrderMarksWindowsLinesAndEmptyLines) {
  const CsvText text = ParseCsv(
      "\xEF\xBB\xBF"
      "a,b\r\n\r\n c , d \r\n");
  ASSERT_EQ(text.rows.size(), 2u);
  EXPECT_THAT(text.rows[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT(text.rows[1].cells, ElementsAre("c", "d"));
  EXPECT_EQ(text.rows[1].line, 3);
}

TEST(Csv, AnotherSeparatorMakesCommasPlain) {
  const CsvText text = ParseCsv("a;b, c;\"d;e\"\r\n", ';');
  ASSERT_EQ(text.rows.size(), 1u);
  EXPECT_THAT(text.rows[0].cells, ElementsAre("a", "b, c", "d;e"));
}

TEST(Csv, SaysWhereAQuoteOpensThatNeverCloses) {
  EXPECT_EQ(ParseCsv("a\nb,\"c\nd\n").unclosed_quote_line, 2);
  EXPECT_EQ(ParseCsv("a\nb,\"c\"\nd\n").unclosed_quote_line, 0);
}

TEST(Csv, AnyBytesAreReadToTheEnd) {
  unsigned seed = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
      seed = seed * 1103515245 + 12345;
      bytes += "\",\r\n ab\xEF"[seed >> 16 & 7];
    }
    for (const CsvRow& row : ParseCsv(bytes).rows) EXPECT_FALSE(row.cells.empty());
  }
}

}  // namespace
}  // namespace koppel::cli
