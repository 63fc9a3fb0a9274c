// What an adviser reads: the output of explain.

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kExplainedReferral[] = R"({"area": "BU00340202", "needs": [{"domain": "MIND"}]})";

constexpr char kExcluded[] = R"pb(
  offering: "providers/k/offerings/h"
  offering_title: "Haalzorg"
  provider_title: "Kwintes"
  standing: EXCLUDED
  findings {
    condition: "age"
    rule_set: "ruleSets/nl"
    outcome: FAIL
    effect: EXCLUDE
    text { nl: "Dit is voor 18 tot en met 65 jaar." en: "This is for 18 to 65 years." }
    values { field: "age" value: "70" wanted: "at most 65" }
    source: "Contract"
  }
  findings {
    condition: "room"
    outcome: ASK
    effect: ASK
    text { nl: "Is er plek?" }
    values { field: "offering.capacity_state" value: "?" }
  }
  findings {
    condition: "talk"
    outcome: FAIL
    effect: ASK
    text { nl: "Is haalzorg besproken?" }
  }
  findings {
    condition: "in-service-area"
    title { nl: "Werkt waar de inwoner woont" en: "Works where the resident lives" }
    outcome: PASS
  }
  findings {
    condition: "decision"
    outcome: NOT_APPLICABLE
    values { field: "offering.needs_decision" value: "no" }
  }
  needs {
    need: 0
    reason { text { nl: "Heeft de gevraagde deskundigheid." } }
    points: 100
    answers: true
  }
  needs { need: 1 }
  change {
    steps {
      field: "offering.max_age"
      from: "65"
      to: "70"
      who: PROVIDER
      text { nl: "Kwintes neemt ook mensen van 70 jaar aan." en: "Kwintes takes people of 70 too." }
    }
    cost: 3
  }
  rule_sets: "ruleSets/nl/revisions/3"
)pb";

class Explain : public ::testing::Test {
 protected:
  Ran Koppel(std::vector<std::string> words, const std::string& request = kExplainedReferral) {
    words.insert(words.begin(), "explain");
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, request});
  }

  void AddExplanation(const std::string& text) {
    if (state_.explain_pages.empty()) state_.explain_pages.emplace_back();
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, state_.explain_pages.back().add_explanations()));
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Explain, SaysOfEveryConditionInWordsWhetherItHolds) {
  AddExplanation(kExcluded);
  const Ran ran = Koppel({"-", "--candidate", "providers/k/offerings/h"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "Kwintes - Haalzorg\n"
            "Valt af\n"
            "\n"
            "Voorwaarden\n"
            "KLOPT NIET  Dit is voor 18 tot en met 65 jaar. [valt daardoor af]\n"
            "            leeftijd van de inwoner: 70 (gevraagd: hooguit 65)\n"
            "NAVRAGEN    Is er plek? [eerst vragen]\n"
            "            of er plek is: onbekend\n"
            "NAVRAGEN    Is haalzorg besproken? [eerst vragen]\n"
            "KLOPT       Werkt waar de inwoner woont\n"
            "n.v.t.      decision\n"
            "\n"
            "Hoe het bij de hulpvragen past\n"
            "- hulpvraag 1: Heeft de gevraagde deskundigheid. Punten: 100.\n"
            "- hulpvraag 2: Past hier niet bij. Punten: 0.\n"
            "\n"
            "Wat er moet veranderen\n"
            "- de aanbieder: Kwintes neemt ook mensen van 70 jaar aan.\n"
            "Dan kan het starten. Op welke plaats het dan komt, is niet te beloven.\n");
  EXPECT_EQ(state_.explain_requests[0].candidate(), "providers/k/offerings/h");
  EXPECT_EQ(state_.explain_requests[0].referral().area(), "BU00340202");
}

TEST_F(Explain, IsInEnglishToo) {
  AddExplanation(kExcluded);
  const Ran ran = Koppel({"-", "--candidate", "providers/k/offerings/h", "--language", "en"});
  EXPECT_THAT(ran.out, HasSubstr("FAILS       This is for 18 to 65 years. [so it is excluded]\n"
                                 "            age: 70 (wanted: at most 65)\n"));
  EXPECT_THAT(ran.out, HasSubstr("What has to change\n- the provider: Kwintes takes people of 70 too.\n"));
}

TEST_F(Explain, ShowsThePointsOfWhatMayLead) {
  AddExplanation(R"pb(provider_title: "A"
                      offering_title: "B"
                      standing: MAY_LEAD
                      rank: 2
                      points: 90
                      factors { factor: "lead" points: 100 }
                      factors { factor: "far" points: -10 })pb");
  const std::string out = Koppel({"-", "--candidate", "providers/a/offerings/b"}).out;
  EXPECT_THAT(out, HasSubstr("Kan starten; plaats 2 in de volgorde\n"));
  EXPECT_THAT(out, HasSubstr("Punten\n- lead: 100\n- far: -10\nSamen: 90\n"));
  EXPECT_THAT(out, Not(HasSubstr("veranderen")));
}

TEST_F(Explain, SaysWhyNothingCanChangeIt) {
  AddExplanation(R"pb(provider_title: "A"
                      offering_title: "B"
                      standing: NO_CANDIDATE
                      unchangeable { text { nl: "De aanbieder werkt niet in deze gemeente." } })pb");
  EXPECT_THAT(Koppel({"-", "--candidate", "providers/a/offerings/b"}).out,
              HasSubstr("Past niet bij de vraag\n\nDit kan niet veranderen, omdat:\n"
                        "- De aanbieder werkt niet in deze gemeente.\n"));
}

TEST_F(Explain, WideNamesRulesAndFields) {
  AddExplanation(kExcluded);
  const std::string out = Koppel({"-", "--candidate", "providers/k/offerings/h", "-o", "wide"}).out;
  EXPECT_THAT(out, HasSubstr("providers/k/offerings/h\n"));
  EXPECT_THAT(out, HasSubstr("            age (ruleSets/nl): Contract\n"));
  EXPECT_THAT(out, HasSubstr("            offering.capacity_state: onbekend\n"));
  EXPECT_THAT(out, HasSubstr("  offering.max_age: 65 -> 70\n"));
  EXPECT_THAT(out, HasSubstr("Regels: ruleSets/nl/revisions/3\n"));
}

TEST_F(Explain, WhatIsNotKnownAndNotAskedIsSaidToBeUnknown) {
  AddExplanation(R"pb(
    offering: "providers/k/offerings/h"
    standing: MAY_LEAD
    findings {
      condition: "times"
      title { nl: "Tijden passen" en: "Hours fit" }
      outcome: ASK
      effect: ALLOW
    }
  )pb");
  EXPECT_THAT(Koppel({"-", "--candidate", "providers/k/offerings/h"}).out, HasSubstr("ONBEKEND    Tijden passen\n"));
}

TEST_F(Explain, TheTableNamesWhatExcludesBeforeWhatOnlyLetsJoin) {
  AddExplanation(R"pb(
    offering: "providers/k/offerings/h"
    standing: EXCLUDED
    findings {
      condition: "decision"
      outcome: FAIL
      effect: JOIN_ONLY
      text { nl: "Eerst een beschikking." }
    }
    findings {
      condition: "age"
      outcome: FAIL
      effect: EXCLUDE
      text { nl: "Te jong." }
    }
  )pb");
  const std::string out = Koppel({"-", "--all"}).out;
  EXPECT_THAT(out, HasSubstr("Te jong."));
  EXPECT_THAT(out, Not(HasSubstr("Eerst een beschikking.")));
}

TEST_F(Explain, AllIsATableWithWhoMayLeadFirst) {
  AddExplanation(kExcluded);
  state_.explain_pages[0].set_next_page_token("more");
  state_.explain_pages.emplace_back();
  AddExplanation(R"pb(offering: "providers/m/offerings/join" standing: MAY_JOIN)pb");
  AddExplanation(R"pb(offering: "providers/m/offerings/second"
                      standing: MAY_LEAD
                      rank: 2
                      points: 50
                      factors { factor: "lead" points: 50 })pb");
  AddExplanation(R"pb(offering: "providers/z/offerings/first" standing: MAY_LEAD rank: 1)pb");
  const Ran ran = Koppel({"-", "--all"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "STANDING", "RANK", "POINTS", "OBSTACLE", "CHANGE"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/m/offerings/second", "MAY_LEAD", "2", "50", "-", "-"}));
  EXPECT_THAT(ran.out,
              HasLineWith(Parts{"providers/k/offerings/h", "EXCLUDED", "-", "-", "Dit is voor 18 tot en met 65 jaar.",
                                "de aanbieder: Kwintes neemt ook mensen"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"offerings/join", "MAY_JOIN", "kan niet veranderen"}));
  EXPECT_LT(ran.out.find("offerings/first"), ran.out.find("offerings/second"));
  EXPECT_LT(ran.out.find("offerings/second"), ran.out.find("offerings/join"));
  EXPECT_LT(ran.out.find("offerings/join"), ran.out.find("offerings/h "));
  EXPECT_EQ(state_.explain_requests[0].candidate(), "");
}

TEST_F(Explain, ProgramsGetWhatTheServerGave) {
  AddExplanation(kExcluded);
  EXPECT_THAT(Koppel({"-", "--candidate", "providers/k/offerings/h", "-o", "json"}).out,
              HasSubstr("\"standing\": \"EXCLUDED\""));
  state_.explain_requests.clear();
  EXPECT_EQ(Koppel({"-", "--all", "-o", "name"}).out, "providers/k/offerings/h\n");
}

TEST_F(Explain, TakesOneRequestAndOneOfCandidateAndAll) {
  EXPECT_EQ(Koppel({"-"}).exit_code, 2);
  EXPECT_EQ(Koppel({"-", "--all", "--candidate", "x"}).exit_code, 2);
  EXPECT_EQ(Koppel({"--all"}).exit_code, 2);
  EXPECT_EQ(Koppel({"-", "--file", "-", "--all"}).exit_code, 2);
  EXPECT_EQ(state_.calls, 0);
  EXPECT_EQ(Koppel({"--file", "-", "--all"}, R"({"referral": {"area": "GM0352"}})").exit_code, 0);
  EXPECT_EQ(state_.explain_requests[0].referral().area(), "GM0352");
}

TEST_F(Explain, WhatIsNotThereEndsWithFour) {
  state_.error.set_code(static_cast<int>(absl::StatusCode::kNotFound));
  EXPECT_EQ(Koppel({"-", "--candidate", "providers/x/offerings/y"}).exit_code, 4);
}

TEST_F(Explain, WhatOthersWroteCannotSteerATerminal) {
  AddExplanation("provider_title: 'A\\033[2J' offering_title: 'B\\nC'");
  const std::string out = Koppel({"-", "--candidate", "providers/a/offerings/b"}).out;
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_THAT(out, HasSubstr("B C\n"));
}

}  // namespace
}  // namespace koppel::testing
