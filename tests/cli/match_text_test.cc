// koppel match --text: what was read is confirmed or struck before it counts.

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

constexpr char kText[] = "Eenzaam, en eenzaam met schulden.";

class MatchText : public ::testing::Test {
 protected:
  MatchText() {
    const bool parsed = google::protobuf::TextFormat::ParseFromString(
        R"pb(classification {
               domains: SOCIAL
               domains: SOCIETY
               primary: SOCIETY
               needs {
                 domain: SOCIAL
                 subtopic: "eenzaamheid"
                 counts: true
                 spans { begin_byte: 0 end_byte: 7 }
               }
               needs {
                 domain: SOCIAL
                 subtopic: "eenzaamheid"
                 counts: true
                 spans { begin_byte: 12 end_byte: 19 }
               }
               needs { domain: MIND subtopic: "slaap" }
               needs {
                 domain: SOCIETY
                 subtopic: "schulden"
                 counts: true
                 spans { begin_byte: 24 end_byte: 32 }
               }
             })pb",
        &state_.readings[kText]);
    EXPECT_TRUE(parsed);
  }

  void SeeDanger() {
    v1::Classification& reading = *state_.readings[kText].mutable_classification();
    reading.set_urgency(v1::ACUTE_DANGER);
    v1::UrgencySignal& signal = *reading.add_signals();
    signal.set_urgency(v1::ACUTE_DANGER);
    signal.mutable_reason()->set_nl("Vandaag op straat.");
    signal.add_spans()->set_end_byte(7);
  }

  // At a terminal where these are the answers.
  Ran Answering(const std::string& answers, std::vector<std::string> words = {"--area", "GM0034"}) {
    return Koppel(std::move(words), {{}, answers, false, /*in_is_terminal=*/true});
  }

  Ran Koppel(std::vector<std::string> words, World world = {}) {
    words.insert(words.begin(), {"match", "--text", kText});
    world.environment["KOPPEL_SERVER"] = server_.address();
    return RunKoppel(words, world);
  }

  // "SOCIETY schulden, SOCIAL eenzaamheid?" with "?" for what nobody confirmed.
  std::string Sent() const {
    std::string sent;
    for (const v1::Need& need : state_.match_request.referral().needs()) {
      sent += (sent.empty() ? "" : ", ") + v1::Domain_Name(need.domain()) + " " + need.subtopic();
      if (need.unconfirmed()) sent += "?";
    }
    return sent;
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(MatchText, EachNeedIsShownOnceAndConfirmedOrStruck) {
  const Ran ran = Answering("misschien\nJa\nn\n");
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(Sent(), "SOCIETY schulden");
  EXPECT_EQ(state_.match_request.referral().area(), "GM0034");
  EXPECT_EQ(state_.classified.back().area(), "GM0034");
  EXPECT_THAT(ran.err, HasSubstr("maatschappelijk: schulden - \"schulden\"\n  Klopt dit? [j/n/s(top)]"));
  EXPECT_THAT(ran.err, HasSubstr("sociaal: eenzaamheid - \"Eenzaam\", \"eenzaam\"\n"));
  EXPECT_THAT(ran.err, Not(HasSubstr("slaap")));
}

TEST_F(MatchText, StopAsksForNoProposal) {
  for (const char* answers : {"j\ns\n", "j\n", ""}) {
    const Ran ran = Answering(answers);
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.err, HasSubstr("gestopt; er is geen voorstel gevraagd [STOPPED]"));
  }
  EXPECT_EQ(Sent(), "");
}

TEST_F(MatchText, WhereNobodyCanBeAskedTheNeedsStayUnconfirmed) {
  const Ran ran = Koppel({"--area", "GM0034"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(Sent(), "SOCIETY schulden?, SOCIAL eenzaamheid?");
  EXPECT_THAT(ran.err, HasSubstr("Aantal hulpvragen dat niemand bevestigde: 2."));
}

TEST_F(MatchText, ConfirmAllConfirmsWithoutAsking) {
  const Ran ran = Answering("", {"--area", "GM0034", "--confirm-all"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(Sent(), "SOCIETY schulden, SOCIAL eenzaamheid");
  EXPECT_THAT(ran.err, Not(HasSubstr("Klopt dit")));
  EXPECT_THAT(ran.err, Not(HasSubstr("Niemand")));
}

TEST_F(MatchText, NeedsOfTheFileComeFirstAndAreNotAskedAgain) {
  const std::string file = WriteFile(
      "request.json",
      R"({"area": "BU00340202", "needs": [{"domain": "MIND"}, {"domain": "SOCIAL", "subtopic": "eenzaamheid"}]})");
  EXPECT_EQ(Answering("j\n", {"--file", file}).exit_code, 0);
  EXPECT_EQ(Sent(), "MIND , SOCIAL eenzaamheid, SOCIETY schulden");
  EXPECT_EQ(state_.match_request.referral().area(), "BU00340202");
}

TEST_F(MatchText, DangerIsAskedFirstAndStruckByNoAlone) {
  SeeDanger();
  const Ran yes = Answering("j\nj\nj\n");
  EXPECT_EQ(yes.exit_code, 0) << yes.err;
  EXPECT_EQ(yes.err.rfind("! direct gevaar: Vandaag op straat. - \"Eenzaam\"\n"
                          "  Is dit nu zo? Bel dan eerst 112.\n"
                          "  Is dit nu zo, en moet het",
                          0),
            0u)
      << yes.err;
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::ACUTE_DANGER);
  EXPECT_EQ(Answering("n\nj\nj\n").exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::URGENCY_UNSPECIFIED);
  EXPECT_THAT(Answering("s\n").err, HasSubstr("Bel dan eerst 112"));
}

TEST_F(MatchText, WhereNobodyIsAskedDangerGoesAlong) {
  SeeDanger();
  const Ran piped = Koppel({"--area", "GM0034", "--urgency", "PRIORITY"});
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::ACUTE_DANGER);
  EXPECT_THAT(piped.err, HasSubstr("Niemand heeft de spoed bevestigd."));
  EXPECT_THAT(piped.err, HasSubstr("gaat die mee in de aanvraag: direct gevaar."));
  const Ran confirmed = Koppel({"--area", "GM0034", "--confirm-all"});
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::ACUTE_DANGER);
  EXPECT_THAT(confirmed.err, HasSubstr("De spoed gaat mee in de aanvraag: direct gevaar."));
  EXPECT_THAT(confirmed.err, Not(HasSubstr("Niemand")));
}

TEST_F(MatchText, DangerWithoutAnyNeedSaysToCall) {
  SeeDanger();
  const Ran ran = Answering("j\nn\nn\n");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("bel 112 als er nu gevaar is"));
  EXPECT_THAT(ran.err, HasSubstr("[NO_NEEDS]"));
}

TEST_F(MatchText, AnUrgencyThatIsHigherIsNotAskedAgain) {
  SeeDanger();
  EXPECT_EQ(Answering("j\nj\n", {"--area", "GM0034", "--urgency", "acute_danger"}).exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::ACUTE_DANGER);
  state_.readings[kText].mutable_classification()->set_urgency(v1::URGENT);
  EXPECT_EQ(Koppel({"--area", "GM0034", "--urgency", "acute_danger"}).exit_code, 0);
  EXPECT_EQ(state_.match_request.referral().urgency(), v1::ACUTE_DANGER);
}

TEST_F(MatchText, AnUnconfirmedNeedOfTheFileIsConfirmedOrStruck) {
  const std::string file =
      WriteFile("request.json",
                R"({"area": "GM0034", "needs": [{"domain": "SOCIETY", "subtopic": "schulden", "unconfirmed": true}]})");
  EXPECT_EQ(Answering("j\nn\n", {"--file", file}).exit_code, 0);
  EXPECT_EQ(Sent(), "SOCIETY schulden");
  EXPECT_EQ(Answering("n\nj\n", {"--file", file}).exit_code, 0);
  EXPECT_EQ(Sent(), "SOCIAL eenzaamheid");
  EXPECT_EQ(Koppel({"--file", file}).exit_code, 0);
  EXPECT_EQ(Sent(), "SOCIETY schulden?, SOCIAL eenzaamheid?");
}

TEST_F(MatchText, WhereNothingIsReadTheNeedsOfTheFileCount) {
  state_.readings.clear();
  const std::string file = WriteFile("request.json", R"({"area": "BU00340202", "needs": [{"domain": "MIND"}]})");
  const Ran ran = Koppel({"--file", file});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("In de tekst is geen hulpvraag gezien."));
  EXPECT_EQ(Sent(), "MIND ");
}

TEST_F(MatchText, WithoutAnyNeedNothingIsAsked) {
  const Ran struck = Answering("n\nn\n");
  EXPECT_EQ(struck.exit_code, 3);
  EXPECT_THAT(struck.err, HasSubstr("[NO_NEEDS]"));
  state_.readings.clear();
  EXPECT_EQ(Koppel({"--area", "GM0034"}).exit_code, 3);
  EXPECT_EQ(state_.match_request.referral().area(), "");
}

TEST_F(MatchText, TheTextMayComeFromStandardInput) {
  World world;
  world.environment["KOPPEL_SERVER"] = server_.address();
  world.in = kText;
  EXPECT_EQ(RunKoppel({"match", "--text", "-", "--area", "GM0034", "--confirm-all"}, world).exit_code, 0);
  EXPECT_EQ(Sent(), "SOCIETY schulden, SOCIAL eenzaamheid");
  const Ran twice = RunKoppel({"match", "--text", "-", "--file", "-"}, world);
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("--file -, --text -"));
}

TEST_F(MatchText, ArgumentsThatDoNotGoTogetherAreRefused) {
  World world;
  world.environment["KOPPEL_SERVER"] = server_.address();
  EXPECT_EQ(RunKoppel({"match"}, world).exit_code, 2);
  const Ran ran = RunKoppel({"match", "--file", "a", "--confirm-all"}, world);
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--confirm-all kan alleen samen met --text"));
  EXPECT_EQ(state_.calls, 0);
}

}  // namespace
}  // namespace koppel::testing
