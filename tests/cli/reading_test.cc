// The parts of reading texts that need no server.

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli/reading/grouped.h"
#include "clients/cli/reading/score.h"
#include "clients/cli/reading/text_lines.h"
#include "clients/cli/reading/trial.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using ::testing::ElementsAre;

std::vector<GoldText> TextsOfBytes(int count, size_t bytes) {
  return std::vector<GoldText>(count, GoldText{1, "a", "\"a\"", std::string(bytes, 'a'), {}});
}

TEST(Trial, ACallHoldsFiveHundredTextsAndHalfAMegabyte) {
  EXPECT_EQ(EndOfCall(TextsOfBytes(499, 1), 0), 499u);
  EXPECT_EQ(EndOfCall(TextsOfBytes(600, 1), 0), 500u);
  EXPECT_EQ(EndOfCall(TextsOfBytes(600, 1), 500), 600u);
  EXPECT_EQ(EndOfCall(TextsOfBytes(4, 250'000), 0), 2u);
  EXPECT_EQ(EndOfCall(TextsOfBytes(2, 600'000), 0), 1u);
}

TEST(Score, WhatCannotBeDividedHasNoValue) {
  EXPECT_FALSE(ValueOf(PrecisionOf({0, 0, 3})).has_value());
  EXPECT_FALSE(ValueOf(RecallOf({0, 3, 0})).has_value());
  EXPECT_FALSE(ValueOf(F1Of({})).has_value());
  EXPECT_EQ(ValueOf(PrecisionOf({3, 1, 0})), 0.75);
  EXPECT_EQ(ValueOf(RecallOf({3, 1, 9})), 0.25);
  EXPECT_EQ(ValueOf(F1Of({3, 1, 1})), 0.75);
}

TEST(Score, EveryDifferenceIsAMiss) {
  Labels labels;
  labels.domains.Add(v1::MIND);
  labels.primary = v1::MIND;
  EXPECT_FALSE(IsMiss(labels, labels));
  Labels urgent = labels;
  urgent.urgent = true;
  EXPECT_TRUE(IsMiss(labels, urgent));
  Labels more = labels;
  more.domains.Add(v1::SOCIAL);
  EXPECT_TRUE(IsMiss(labels, more));
  more.primary = v1::SOCIAL;
  Labels other = more;
  other.primary = v1::MIND;
  EXPECT_TRUE(IsMiss(more, other));
  EXPECT_TRUE(IsMiss(labels, {}));
}

TEST(Score, UrgentIsImmediateDangerAlone) {
  v1::Classification reading;
  reading.set_urgency(v1::URGENT);
  EXPECT_FALSE(LabelsOf(reading).urgent);
  reading.set_urgency(v1::ACUTE_DANGER);
  EXPECT_TRUE(LabelsOf(reading).urgent);
}

std::vector<std::string> IdsIn(const std::string& file) {
  std::istringstream in(file);
  TextLines lines(in);
  std::vector<std::string> ids;
  while (const auto line = lines.Next()) ids.push_back(line->problem.has_value() ? "!" + line->id : line->id);
  return ids;
}

TEST(TextLines, AnIdIsATextAWholeNumberOrTheNumberOfTheLine) {
  EXPECT_THAT(IdsIn("{\"id\": \"a\", \"text\": \"\"}\n{\"id\": 12, \"text\": \"\"}\n\n{\"text\": \"\"}\n"
                    "{\"id\": null, \"text\": \"\"}"),
              ElementsAre("a", "12", "4", "5"));
  EXPECT_THAT(IdsIn("{\"id\": 1.5, \"text\": \"\"}\n{\"id\": -1, \"text\": \"\"}\n{\"id\": \"\", \"text\": \"\"}\n"
                    "{\"id\": 1e300, \"text\": \"\"}\n"),
              ElementsAre("!1", "!2", "!3", "!4"));
}

TEST(TextLines, HostileLinesAreProblems) {
  const std::string deep = "{\"text\": " + std::string(5000, '[') + std::string(5000, ']') + "}";
  EXPECT_THAT(IdsIn(deep + "\n{\"text\": \"\\ud800\"}\nnull\n\x01\n{"), ElementsAre("!1", "!2", "!3", "!4", "!5"));
  EXPECT_THAT(IdsIn(""), ElementsAre());
  EXPECT_THAT(IdsIn("\n\r\n  \n"), ElementsAre());
}

TEST(Grouped, ANeedIsToldOnceWithAllItsPlaces) {
  v1::Classification reading;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(primary: MIND
           needs {
             domain: BODY
             subtopic: "pijn"
             strength: CLEAR
             when: WISHED
             counts: true
             rules: "a"
             spans { end_byte: 1 }
           }
           needs { domain: MIND subtopic: "slaap" strength: CLEAR when: PRESENT counts: true }
           needs {
             domain: BODY
             subtopic: "pijn"
             strength: STRONG
             when: PRESENT
             counts: true
             rules: "a"
             rules: "b"
             spans { end_byte: 2 }
           }
           needs { domain: MIND subtopic: "slaap" polarity: DENIED }
           needs { domain: MIND subtopic: "slaap" polarity: AFFIRMED when: PAST }
           needs { domain: MIND subtopic: "slaap" polarity: DENIED }
           signals {
             rule: "x"
             spans { end_byte: 1 }
           }
           signals {
             rule: "x"
             spans { end_byte: 2 }
           }
           signals { rule: "y" })pb",
      &reading));
  const std::vector<v1::NeedFinding> needs = GroupNeeds(reading, /*counting=*/true);
  ASSERT_EQ(needs.size(), 2u);
  EXPECT_EQ(needs[0].domain(), v1::MIND);
  EXPECT_EQ(needs[1].strength(), v1::STRONG);
  EXPECT_EQ(needs[1].when(), v1::NeedFinding::PRESENT);
  EXPECT_EQ(needs[1].spans_size(), 2);
  EXPECT_THAT(needs[1].rules(), ElementsAre("a", "b"));
  EXPECT_EQ(GroupNeeds(reading, /*counting=*/false).size(), 2u);
  ASSERT_EQ(GroupSignals(reading).size(), 2u);
  EXPECT_EQ(GroupSignals(reading)[0].spans_size(), 2);
}

}  // namespace
}  // namespace koppel::cli
