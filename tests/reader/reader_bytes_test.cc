// Any bytes are read, and every place that is named lies in the text, at the edge of characters.

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/reader/check_reading.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

constexpr int kTexts = 3000;

void ExpectSound(const std::string& text) {
  const std::string problem = ProblemOfReading(text, Classify(text, *RealLexicon()));
  EXPECT_EQ(problem, "") << ::testing::PrintToString(text);
}

TEST(Bytes, RandomBytesAreRead) {
  std::mt19937 random(1);
  for (int i = 0; i < kTexts; ++i) {
    std::string text(random() % 200, '\0');
    for (char& byte : text) byte = static_cast<char>(random());
    ExpectSound(text);
  }
}

// Words of the lexicon among what is written over, beside and between them.
TEST(Bytes, WordsAmongStrangeCharactersAreReadAtTheirPlaces) {
  const std::vector<std::string> pieces = {
      "schulden", "niet ",  "geen ", "eenzaam",  "ik ",  "mijn broer ", "MS",    "😀",  "\u200b", "\u0301", "\u200f",
      "’",        ". ",     ", ",    "? ",       "12.5", "-",           " ",     "\n", "\xff",   "\xc3",   "é",
      "ß",        "\u0130", "ﬁ",     "vandaag ", "dood", "op straat ",  "hulp ", "…",  "\u2028", "Ⅻ",      "(",
  };
  std::mt19937 random(2);
  for (int i = 0; i < kTexts; ++i) {
    std::string text;
    for (size_t parts = random() % 40; parts > 0; --parts) text.append(pieces[random() % pieces.size()]);
    ExpectSound(text);
  }
}

TEST(Bytes, ALongWordAndALongTextAreRead) {
  ExpectSound(std::string(65536, 'a'));
  ExpectSound(std::string(65536, '\xcc'));
  std::string text;
  while (text.size() < 65536) text.append("niet ");
  ExpectSound(text);
}

}  // namespace
}  // namespace koppel::matcher
