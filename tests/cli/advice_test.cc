// What an adviser reads: the output of match.

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kReferral[] = R"({"area": "BU00340202", "needs": [{"domain": "MIND"}]})";

class Advice : public ::testing::Test {
 protected:
  Ran Match(const std::string& request = kReferral, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"match", "--file", "-"};
    words.insert(words.end(), more.begin(), more.end());
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, request});
  }

  void Answer(const std::string& text) {
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &state_.match_response));
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Advice, ALeadWithAJoinReasonsAndQuestions) {
  Answer(R"pb(proposals {
                rank: 1
                parts {
                  role: LEAD
                  provider_title: "Kwintes"
                  offering_title: "Haalzorg in De Cartoon"
                  location_title: "Buurtcentrum De Cartoon"
                  capacity_state: FREE
                  earliest_start_date: "2026-11-23"
                  distance_meters: 1249
                  reasons { text { nl: "Werkt in de buurt." en: "Works nearby." } }
                  questions { text { nl: "Is er plek?" en: "Is there room?" } }
                }
                parts { role: JOIN provider_title: "De Schoor" offering_title: "Breien" location_title: "De Cartoon" }
              }
              remarks { text { nl: "Geen teken van spoed gevonden." } })pb");
  const Ran ran = Match();
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "Voorstellen\n"
            "1. Start: Kwintes - Haalzorg in De Cartoon (Buurtcentrum De Cartoon)\n"
            "   plek vrij, kan vanaf 2026-11-23, 1,2 km van de inwoner\n"
            "   - Werkt in de buurt.\n"
            "   Let op:\n"
            "   - Is er plek?\n"
            "   Doet mee: De Schoor - Breien (De Cartoon)\n"
            "\n"
            "Opmerkingen\n"
            "- Geen teken van spoed gevonden.\n"
            "\n"
            "U kiest samen met de inwoner; 'geen van deze' mag ook.\n");
}

TEST_F(Advice, WhatToDoFirstComesFirst) {
  Answer(R"pb(escalations {
                phone: "112"
                instruction { nl: "Er is direct gevaar." }
              }
              escalations {
                phone: "0800-2000"
                instruction { nl: "Bel 0800-2000, Veilig Thuis." }
              }
              proposals {
                rank: 1
                parts { role: LEAD provider_title: "A" offering_title: "B" }
              })pb");
  const std::string out = Match().out;
  EXPECT_EQ(out.rfind("Eerst doen\n! Er is direct gevaar. Bel 112.\n! Bel 0800-2000, Veilig Thuis.\n\n", 0), 0u) << out;
  EXPECT_LT(out.find("Eerst doen"), out.find("Voorstellen"));
}

TEST_F(Advice, WhereATeamDecidesTheLeadIsAdvice) {
  Answer(R"pb(proposals {
                rank: 1
                team: "teams/vak-2-0"
                team_title: "VAK 2.0"
                parts { role: LEAD provider_title: "Abrona" offering_title: "Begeleiding" }
                parts { role: COACH provider_title: "Binding" offering_title: "Welzijnscoach" }
              })pb");
  const std::string out = Match().out;
  EXPECT_THAT(out, HasSubstr("1. Start waarschijnlijk: Abrona - Begeleiding\n"
                             "   Welzijnscoach: Binding - Welzijnscoach\n"));
}

TEST_F(Advice, EqualProposalsAreShownAsEqual) {
  Answer(R"pb(proposals {
                rank: 1
                parts { role: LEAD provider_title: "A" offering_title: "B" }
              }
              proposals {
                rank: 1
                parts { role: LEAD provider_title: "C" offering_title: "D" }
              }
              proposals {
                rank: 3
                parts { role: LEAD provider_title: "E" offering_title: "F" }
              })pb");
  const std::string out = Match().out;
  EXPECT_THAT(out, HasLineWith(Parts{"1. Start: C - D (even goed als het vorige)"}));
  EXPECT_THAT(out, HasLineWith(Parts{"3. Start: E - F"}));
  EXPECT_THAT(out, Not(HasLineWith(Parts{"E - F", "even goed"})));
}

TEST_F(Advice, ThatNothingFitsIsAnAnswerWithWhatStandsInTheWay) {
  Answer(R"pb(near_misses {
                provider_title: "Kwintes"
                offering_title: "Begeleiding"
                obstacles { text { nl: "Er is geen plek." en: "There is no room." } }
              })pb");
  const Ran ran = Match();
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, HasSubstr("Er is geen voorstel dat past.\n\n"
                                 "Past nu niet: Kwintes - Begeleiding, omdat:\n   - Er is geen plek.\n"));
  EXPECT_THAT(Match(kReferral, {"--language", "en"}).out,
              HasSubstr("Does not fit now: Kwintes - Begeleiding, because:\n   - There is no room.\n"));
}

TEST_F(Advice, WhoCanBeThereUntilThereIsAPlaceComesAfterTheProposals) {
  Answer(R"pb(proposals {
                rank: 1
                parts { role: LEAD provider_title: "Kwintes" offering_title: "Begeleiding" }
              }
              bridges {
                role: JOIN
                offering: "providers/hub/offerings/inloop"
                provider_title: "De Schoor"
                offering_title: "Inloop"
                capacity_state: OPEN
                reasons { text { nl: "Doet samen koffie drinken." en: "Has coffee together." } }
                questions { text { nl: "Kan de inwoner er komen?" en: "Can the resident get there?" } }
              }
              bridges {
                role: COACH
                offering: "providers/hub/offerings/coach"
                provider_title: "De Schoor"
                offering_title: "Coach"
              }
              near_misses { provider_title: "A" offering_title: "B" })pb");
  EXPECT_EQ(Match().out,
            "Voorstellen\n"
            "1. Start: Kwintes - Begeleiding\n"
            "\n"
            "Tot er plaats is\n"
            "   Doet mee: De Schoor - Inloop\n"
            "   altijd plek\n"
            "   - Doet samen koffie drinken.\n"
            "   Let op:\n"
            "   - Kan de inwoner er komen?\n"
            "   Kies dit met --part JOIN=providers/hub/offerings/inloop\n"
            "   Welzijnscoach: De Schoor - Coach\n"
            "   Kies dit met --part COACH=providers/hub/offerings/coach\n"
            "\n"
            "Past nu niet: A - B, omdat:\n"
            "\n"
            "U kiest samen met de inwoner; 'geen van deze' mag ook.\n");
  EXPECT_THAT(Match(kReferral, {"--language", "en"}).out, HasSubstr("\nUntil there is a place\n   Joins: De Schoor"));
}

TEST_F(Advice, WideShowsNamesAndPoints) {
  Answer(R"pb(proposals {
                rank: 1
                points: 90
                factors { factor: "lead" points: 90 }
                parts {
                  role: LEAD
                  offering: "providers/a/offerings/b"
                  form: HAALZORG
                  capacity_state: FREE
                  distance_meters: 40
                }
              })pb");
  const std::string out = Match(kReferral, {"-o", "wide"}).out;
  EXPECT_THAT(out, HasLineWith(Parts{"providers/a/offerings/b", "HAALZORG", "FREE"}));
  EXPECT_THAT(out, HasLineWith(Parts{"points=90", "lead=90"}));
  EXPECT_THAT(Match().out, Not(HasSubstr("providers/a")));
}

TEST_F(Advice, JsonIsTheWholeAnswer) {
  Answer(R"pb(revision: 5)pb");
  EXPECT_EQ(Match(kReferral, {"-o", "jsonl"}).out, "{\"revision\":\"5\"}\n");
}

TEST_F(Advice, TheRequestIsAReferralOrAWholeRequest) {
  ASSERT_EQ(Match(kReferral, {"--max", "3"}).exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().area(), "BU00340202");
  EXPECT_EQ(state_.match_request.max_proposals(), 3);
  ASSERT_EQ(Match(R"({"referral": {"area": "GM0352"}, "max_proposals": 2})").exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().area(), "GM0352");
  EXPECT_EQ(state_.match_request.max_proposals(), 2);
  ASSERT_EQ(Match("area: 'GM0355' needs { domain: SOCIAL }").exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().needs(0).domain(), v1::SOCIAL);
}

TEST_F(Advice, ARequestWithAMistakeIsNotSent) {
  const Ran ran = Match("{\n  \"area\": \"GM0352\",\n  \"neds\": []\n}");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err,
            "koppel: stdin, regel 3: dit is geen Referral: het veld 'neds' bestaat niet [FILE_NOT_UNDERSTOOD]\n");
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Advice, AnErrorRepeatsNothingOfTheRequest) {
  const Ran ran = Match(R"({"needs": [{"wish_text": ["geheim verhaal"]}], "age": "geheim getal", "x" "geheim"})");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, Not(HasSubstr("geheim")));
  EXPECT_THAT(Match("age: geheim").err, Not(HasSubstr("geheim")));
  EXPECT_THAT(Match(R"({"age": "geheim"})").err, Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace koppel::testing
