// How well the lexicons of the project read texts with known labels (docs/labelling.md). A change to a lexicon must not
// make it worse; who makes it better raises the figures.

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/reading/gold.h"
#include "clients/cli/reading/score.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::scoring {
namespace {

// At least so much.
struct Bar {
  std::string file;
  int texts;
  double f1;
  double primary;
  double urgent_recall;
  double urgent_precision;
  double blank;
};

cli::Score ScoreOf(const Bar& bar) {
  std::ifstream file(absl::StrCat(KOPPEL_SOURCE_DIR "/tests/scoring/", bar.file));
  const cli::Gold gold = cli::ReadGold(file);
  EXPECT_TRUE(gold.problems.empty()) << bar.file;
  std::vector<v1::Classification> readings;
  for (const cli::GoldText& text : gold.texts) {
    readings.push_back(matcher::Classify(text.text, *matcher::RealLexicon()));
  }
  return cli::ScoreReadings(gold.texts, readings);
}

void Expect(const Bar& bar) {
  const cli::Score score = ScoreOf(bar);
  EXPECT_EQ(score.texts, bar.texts);
  EXPECT_GE(cli::ValueOf(cli::F1Of(score.all_domains)).value_or(0), bar.f1);
  EXPECT_GE(cli::ValueOf(score.primary).value_or(0), bar.primary);
  EXPECT_GE(cli::ValueOf(cli::RecallOf(score.urgent)).value_or(0), bar.urgent_recall);
  EXPECT_GE(cli::ValueOf(cli::PrecisionOf(score.urgent)).value_or(0), bar.urgent_precision);
  EXPECT_GE(cli::ValueOf(score.blank).value_or(0), bar.blank);
}

// The patterns were written with these before the eyes, or the points of the signs come from them.
TEST(Reading, OfTheTextsItWasWrittenFrom) { Expect({"reading-seen.jsonl", 24194, 0.96, 0.87, 0.98, 0.98, 0.97}); }

// No pattern was written from these; the marks of the scale, and how much signs weigh for the first domain, are where
// they are read best.
TEST(Reading, OfTheTextsTheScaleWasSetBy) { Expect({"reading-marks.jsonl", 1688, 0.81, 0.75, 0.89, 0.85, 0.71}); }

// These were only scored, and nothing was chosen by them, so that they tell how new texts are read. Let it stay so.
TEST(Reading, OfTextsThatWereOnlyScored) { Expect({"reading-unseen.jsonl", 1322, 0.83, 0.73, 0.88, 0.82, 0.75}); }

}  // namespace
}  // namespace koppel::scoring
