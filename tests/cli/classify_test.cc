// koppel classify: one text, files of texts, and how well texts are read.

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSleepless[] = "Slaapt slecht, één broer drinkt.";
constexpr char kLonely[] = "Niet somber, wel eenzaam.";

constexpr char kSleeplessReading[] = R"pb(
  classification {
    domains: MIND
    primary: MIND
    needs {
      domain: MIND
      subtopic: "slaap"
      strength: STRONG
      polarity: AFFIRMED
      whose: OF_RESIDENT
      when: PRESENT
      counts: true
      spans { begin_byte: 0 end_byte: 13 begin_character: 0 end_character: 13 }
      rules: "slaap-slecht"
    }
    needs {
      domain: MIND
      subtopic: "verslaving"
      strength: CLEAR
      polarity: AFFIRMED
      whose: OF_OTHER
      when: PRESENT
      spans { begin_byte: 27 end_byte: 33 begin_character: 25 end_character: 31 }
      rules: "drinkt"
      rules: "broer"
    }
    questions {
      rule: "danger"
      text { nl: "Is er nu gevaar?" en: "Is there danger now?" }
    }
    no_signal { nl: "Geen signaal gevonden." en: "No signal found." }
  }
  rule_sets: "ruleSets/lexicon-geest/revisions/3"
)pb";

constexpr char kLonelyReading[] = R"pb(
  classification {
    domains: MIND
    domains: SOCIAL
    primary: SOCIAL
    urgency: ACUTE_DANGER
    needs {
      domain: MIND
      subtopic: "stemming"
      strength: CLEAR
      polarity: DENIED
      whose: OF_RESIDENT
      when: PRESENT
      spans { begin_byte: 0 end_byte: 11 begin_character: 0 end_character: 11 }
      rules: "somber"
      rules: "niet"
    }
    needs {
      domain: MIND
      strength: HINT
      polarity: AFFIRMED
      whose: OF_RESIDENT
      when: PRESENT
      counts: true
      spans { begin_byte: 13 end_byte: 16 begin_character: 13 end_character: 16 }
      rules: "wel"
    }
    needs {
      domain: SOCIAL
      subtopic: "eenzaamheid"
      strength: STRONG
      polarity: AFFIRMED
      whose: OF_RESIDENT
      when: WISHED
      counts: true
      spans { begin_byte: 17 end_byte: 24 begin_character: 17 end_character: 24 }
      rules: "eenzaam"
    }
    signals {
      urgency: ACUTE_DANGER
      reason { nl: "Dat is een voorbeeld." en: "That is an example." }
      spans { begin_byte: 17 end_byte: 24 begin_character: 17 end_character: 24 }
      rule: "eenzaam-nu"
    }
    questions {
      rule: "danger"
      text { nl: "Is er nu gevaar?" en: "Is there danger now?" }
    }
  }
)pb";

class Classify : public ::testing::Test {
 protected:
  Classify() {
    Set(kSleeplessReading, state_.readings[kSleepless]);
    Set(kLonelyReading, state_.readings[kLonely]);
    Set(R"pb(terms {
               kind: SUBTOPIC
               code: "slaap"
               title { nl: "Slapen" en: "Sleep" }
             })pb",
        state_.vocabulary);
  }

  template <class Message>
  static void Set(const std::string& text, Message& message) {
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  }

  // An error of the server in two languages.
  static google::rpc::Status Refusal(absl::StatusCode code, const std::string& nl, const std::string& en) {
    google::rpc::ErrorInfo info;
    info.set_reason("INVALID_FIELD");
    google::rpc::LocalizedMessage dutch;
    dutch.set_locale("nl-NL");
    dutch.set_message(nl);
    google::rpc::Status status;
    status.set_code(static_cast<int>(code));
    status.set_message(en);
    status.add_details()->PackFrom(info);
    status.add_details()->PackFrom(dutch);
    return status;
  }

  Ran Koppel(std::vector<std::string> words, World world = {}) {
    words.insert(words.begin(), "classify");
    world.environment["KOPPEL_SERVER"] = server_.address();
    return RunKoppel(words, world);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Classify, AnAdviserSeesNeedsWithTheirWordsUrgencyAndQuestions) {
  const Ran ran = Koppel({kSleepless, "--area", "GM0034"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(state_.classified.back().area(), "GM0034");
  EXPECT_EQ(ran.out,
            "Hulpvraag over: geest\n"
            "- geest: Slapen (sterk)\n"
            "   \"Slaapt slecht\" [slaap-slecht]\n"
            "\n"
            "Spoed\n"
            "Geen signaal gevonden.\n"
            "\n"
            "Vraag door\n"
            "- Is er nu gevaar?\n"
            "\n"
            "Dit zijn suggesties. Een adviseur bevestigt of schrapt ze; de tekst is niet bewaard.\n");
}

TEST_F(Classify, TheFirstDomainStandsFirstAndDangerIsSaid) {
  const std::string out = Koppel({kLonely, "--language", "en"}).out;
  EXPECT_EQ(out.rfind("Need about: first social, also mind\n"
                      "- social: eenzaamheid (strong, a wish)\n"
                      "   \"eenzaam\" [eenzaam]\n"
                      "- mind (hint)\n",
                      0),
            0u)
      << out;
  EXPECT_THAT(out, HasSubstr("! immediate danger: That is an example.\n   \"eenzaam\" [eenzaam-nu]\n"));
  EXPECT_THAT(out, Not(HasSubstr("denied")));
  EXPECT_THAT(out, Not(HasSubstr("No signal")));
}

TEST_F(Classify, ATextWithoutNeedsSaysSo) {
  EXPECT_EQ(Koppel({"Hoe laat is de balie open?"}).out.rfind("In de tekst is geen hulpvraag gezien.\n", 0), 0u);
}

TEST_F(Classify, ExplainMarksTheWordsAndSaysWhatDoesNotCount) {
  const std::string out = Koppel({kLonely, "--explain"}).out;
  EXPECT_EQ(out.rfind("[geest, telt niet: Niet somber], [geest: wel] [direct gevaar, sociaal: eenzaam].\n\n", 0), 0u)
      << out;
  EXPECT_THAT(out, HasSubstr("Gezien, maar telt niet\n"
                             "- geest: stemming (duidelijk, ontkend)\n"
                             "   \"Niet somber\" [somber, niet]\n"));
  EXPECT_THAT(Koppel({kSleepless, "--explain"}).out, HasSubstr("- geest: verslaving (duidelijk, van een ander)\n"));
}

TEST_F(Classify, ExplainSaysWhereOtherWordsSpeakAgainstANeed) {
  Set(R"pb(classification {
             needs {
               domain: SOCIAL
               strength: CLEAR
               polarity: AFFIRMED
               whose: OF_RESIDENT
               when: PRESENT
               spans { begin_byte: 0 end_byte: 7 begin_character: 0 end_character: 7 }
               rules: "eenzaam"
               rules: "signs"
             }
           })pb",
      state_.readings["Eenzaam was het er niet"]);
  EXPECT_THAT(Koppel({"Eenzaam was het er niet", "--explain"}).out,
              HasSubstr("- sociaal (duidelijk, andere woorden spreken ertegen)\n"));
}

TEST_F(Classify, ExplainUsesColourAtATerminalAlone) {
  World terminal;
  terminal.out_is_terminal = true;
  const std::string out = Koppel({kSleepless, "--explain"}, terminal).out;
  EXPECT_EQ(out.rfind("\x1b[4;35mSlaapt slecht\x1b[0m, één broer \x1b[4mdrinkt\x1b[0m.\n"
                      "(\x1b[4;35mgeest\x1b[0m; \x1b[4mgeest, telt niet\x1b[0m)\n",
                      0),
            0u)
      << out;
  terminal.environment["NO_COLOR"] = "1";
  EXPECT_THAT(Koppel({kSleepless, "--explain"}, terminal).out, Not(HasSubstr("\x1b")));
}

TEST_F(Classify, PlacesThatTheTextDoesNotHaveAreNotMarked) {
  Set(R"pb(classification {
             needs {
               domain: BODY
               counts: true
               spans { begin_byte: 3 end_byte: 99 }
               spans { begin_byte: -1 end_byte: 2 }
             }
           })pb",
      state_.readings["Kort"]);
  EXPECT_EQ(Koppel({"Kort", "--explain"}).out.rfind("Kort\n\n", 0), 0u);
}

TEST_F(Classify, ControlCharactersDoNotReachTheTerminal) {
  Set(R"pb(classification {
             needs {
               domain: BODY
               counts: true
               spans { begin_byte: 0 end_byte: 6 }
             }
           })pb",
      state_.readings["a\x1b[31mb\nc"]);
  const std::string out = Koppel({"a\x1b[31mb\nc", "--explain"}).out;
  EXPECT_EQ(out.rfind("[lichaam: a [31m]b\nc\n", 0), 0u) << out;
}

TEST_F(Classify, TheTextComesFromArgumentsOrStandardInput) {
  World world;
  world.in = std::string(kSleepless) + "\n";
  EXPECT_EQ(Koppel({}, world).exit_code, 0);
  EXPECT_EQ(Koppel({"-"}, world).exit_code, 0);
  EXPECT_EQ(Koppel({"Slaapt", "slecht."}).exit_code, 0);
  ASSERT_EQ(state_.classified.size(), 3u);
  EXPECT_EQ(state_.classified[0].text(), world.in);
  EXPECT_EQ(state_.classified[1].text(), world.in);
  EXPECT_EQ(state_.classified[2].text(), "Slaapt slecht.");
  world.in_is_terminal = true;
  const Ran ran = Koppel({}, world);
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("TEXT, --file, --score"));
}

TEST_F(Classify, ArgumentsThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(Koppel({"a", "--file", "b"}).exit_code, 2);
  EXPECT_EQ(Koppel({"--file", "a", "--score", "b"}).exit_code, 2);
  World draft;
  draft.in = "level: LEXICON";
  EXPECT_EQ(Koppel({"--rules", "-"}, draft).exit_code, 2);
  EXPECT_THAT(Koppel({"a", "--figures-only"}).err, HasSubstr("--figures-only kan alleen samen met --score"));
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Classify, WhatIsNotUtf8IsNotSent) {
  const Ran ran = Koppel({"caf\xE9"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err, "koppel: text: is geen UTF-8 vanaf byte 4; sla de tekst op als UTF-8 [NOT_UTF8]\n");
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Classify, WhatTheServerRefusesEndsWithThree) {
  state_.unreadable["Bel 0612345678"] =
      Refusal(absl::StatusCode::kInvalidArgument, "text: er staat een nummer", "text");
  const Ran ran = Koppel({"Bel 0612345678"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err, "koppel: text: er staat een nummer [INVALID_FIELD]\n");
}

TEST_F(Classify, JsonIsTheWholeAnswerAndJsonLinesTheBriefOne) {
  EXPECT_THAT(Koppel({kSleepless, "-o", "json"}).out, HasSubstr("\"rule_sets\": [\n  \"ruleSets/lexicon-geest"));
  EXPECT_EQ(
      Koppel({kSleepless, "-o", "jsonl"}).out,
      R"({"id": "1", "domains": ["geest"], "primary": "geest", "urgent": false, "needs": [)"
      R"({"domain": "geest", "subtopic": "slaap", "strength": "STRONG", "polarity": "AFFIRMED", "whose": "OF_RESIDENT", )"
      R"("when": "PRESENT", "counts": true, "spans": [{"characters": [0, 13], "bytes": [0, 13]}], )"
      R"("rules": ["slaap-slecht"]}, )"
      R"({"domain": "geest", "subtopic": "verslaving", "strength": "CLEAR", "polarity": "AFFIRMED", "whose": "OF_OTHER", )"
      R"("when": "PRESENT", "counts": false, "spans": [{"characters": [25, 31], "bytes": [27, 33]}], )"
      R"("rules": ["drinkt", "broer"]}], "questions": ["Is er nu gevaar?"]})"
      "\n");
  EXPECT_EQ(Koppel({"Niets", "-o", "jsonl"}).out,
            R"({"id": "1", "domains": [], "primary": null, "urgent": false, "needs": [], "questions": []})"
            "\n");
  EXPECT_THAT(Koppel({kLonely, "-o", "jsonl"}).out,
              HasSubstr(R"("domains": ["geest", "sociaal"], "primary": "sociaal", "urgent": true)"));
  EXPECT_EQ(Koppel({kLonely, "-o", "name"}).out, "1 sociaal,geest\n");
  EXPECT_EQ(Koppel({"Niets", "-o", "name"}).out, "1 -\n");
}

// ---- Files of texts.

TEST_F(Classify, AFileGivesALineForEveryText) {
  const std::string file = WriteFile(
      "in.jsonl", absl::StrCat("\xEF\xBB\xBF{\"id\": \"a\", \"text\": \"", kSleepless, "\"}\r\n\r\n", "{\"text\": \"",
                               kLonely, "\", \"more\": [1, {}]}\n", "{\"id\": 7, \"text\": \"Niets\"}"));
  const Ran ran = Koppel({"--file", file, "-o", "jsonl", "--area", "GM0034"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(LineCount(ran.out), 3);
  EXPECT_EQ(ran.out.rfind("{\"id\": \"a\", \"domains\": [\"geest\"]", 0), 0u) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("\n{\"id\": \"3\", \"domains\": [\"geest\", \"sociaal\"]"));
  EXPECT_THAT(ran.out, HasSubstr("\n{\"id\": 7, \"domains\": []"));
  EXPECT_EQ(state_.classified.back().area(), "GM0034");
  EXPECT_EQ(Koppel({"--file", file, "-o", "name"}).out, "a geest\n3 sociaal,geest\n7 -\n");
  EXPECT_THAT(Koppel({"--file", file}).out, HasSubstr("a\nHulpvraag over: geest\n"));
  EXPECT_THAT(Koppel({"--file", file, "-o", "json"}).out,
              HasSubstr("[\n{\"id\": \"a\", \"response\": {\"classification\":{\"domains\":[\"MIND\"]"));
}

TEST_F(Classify, EveryBadLineIsNamedAndTheOthersAreRead) {
  state_.unreadable["Mail a@b.nl"] = Refusal(absl::StatusCode::kInvalidArgument, "text: een adres", "text: an address");
  World world;
  world.in = absl::StrCat("{\"id\": \"a\" \"text\": \"geheim\"}\n", "[1]\n", "{\"id\": \"c\"}\n",
                          "{\"id\": \"d\", \"text\": 3}\n", "{\"id\": \"e\", \"text\": \"caf\xE9\"}\n",
                          "{\"id\": \"f\", \"text\": \"Niets\"}\n", "{\"id\": \"f\", \"text\": \"Niets\"}\n",
                          "{\"id\": [], \"text\": \"Niets\"}\n", "{\"id\": \"i\", \"text\": \"Mail a@b.nl\"}\n",
                          std::string(600 << 10, 'x'), "\n", "{\"id\": \"k\", \"text\": \"Niets\"}\n");
  const Ran ran = Koppel({"--file", "-", "-o", "jsonl"}, world);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 1: dit is geen JSON (teken 12:"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 2: dit is geen JSON-object"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 3: text: ontbreekt"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 4: text: moet een tekst zijn"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 5: de regel is geen UTF-8"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 7: id: f stond al op regel 6; de tekst is wel gelezen"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 8: id: moet een tekst zijn"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 9: text: een adres"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 10: de regel is langer dan 512 KB"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"koppel: stdin: aantal regels dat niet gelezen is: 8", "[FILE_PROBLEMS]"}));
  EXPECT_EQ(LineCount(ran.err), 10);
  EXPECT_THAT(ran.err, Not(HasSubstr("geheim")));
  EXPECT_EQ(LineCount(ran.out), 11);
  EXPECT_THAT(ran.out, HasLineWith(Parts{R"({"id": "1", "error": "dit is geen JSON)"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{R"({"id": "c", "error": "text: ontbreekt"})"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{R"({"id": "f", "domains": [])"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{R"({"id": "k", "domains": [])"}));
}

TEST_F(Classify, AFieldThatIsThereTwiceIsSaid) {
  World world;
  world.in = "{\"id\": \"a\", \"id\": \"b\", \"text\": \"Niets\"}\n";
  EXPECT_THAT(Koppel({"--file", "-"}, world).err, HasSubstr("regel 1: een veld staat er twee keer in"));
}

// ---- Drafts.

TEST_F(Classify, OneTextIsReadWithDrafts) {
  const std::string draft = WriteFile("draft.textproto", "name: \"ruleSets/lexicon-x\" level: LEXICON");
  const Ran ran = Koppel({kLonely, "--rules", draft, "--explain", "--area", "GM0034"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out.rfind("[geest, telt niet: Niet somber]", 0), 0u) << ran.out;
  EXPECT_EQ(state_.classified.size(), 0u);
  ASSERT_EQ(state_.tried.size(), 1u);
  EXPECT_EQ(state_.tried[0].rule_sets(0).rule_set().name(), "ruleSets/lexicon-x");
  EXPECT_EQ(state_.tried[0].area(), "GM0034");
}

TEST_F(Classify, AFileIsReadWithDraftsAndOneBadTextLeavesTheOthers) {
  state_.unreadable["Mail"] = Refusal(absl::StatusCode::kInvalidArgument, "een adres", "an address");
  World world;
  for (const char* text : {"Niets", kLonely, "Mail", kSleepless})
    world.in += absl::StrCat("{\"text\": \"", text, "\"}\n");
  const Ran ran = Koppel({"--file", "-", "--rules", "lexicon-y", "-o", "name", "--language", "en"}, world);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "1 -\n2 sociaal,geest\n4 geest\n");
  EXPECT_THAT(ran.err, HasSubstr("line 3: text: an address\n"));
  EXPECT_EQ(state_.tried[0].texts_size(), 4);
}

TEST_F(Classify, AnAnswerThatIsTooLargeIsAskedInHalves) {
  state_.most_texts = 3;
  World world;
  for (int i = 0; i < 7; ++i)
    world.in += absl::StrCat("{\"text\": \"Niets\", \"domains\": [], \"primary\": null, \"urgent\": false}\n");
  const Ran scored = Koppel({"--score", "-", "-o", "json"}, world);
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
  EXPECT_THAT(scored.out, HasSubstr("\"texts\": 7"));
  EXPECT_EQ(LineCount(Koppel({"--file", "-", "--rules", "y", "-o", "name"}, world).out), 7);
}

TEST_F(Classify, AServerThatIsGoneEndsTheFile) {
  state_.unreadable["a"] = Refusal(absl::StatusCode::kPermissionDenied, "mag niet", "may not");
  World world;
  world.in = "{\"text\": \"a\"}\n{\"text\": \"b\"}\n";
  EXPECT_EQ(Koppel({"--file", "-"}, world).exit_code, 7);
  EXPECT_EQ(state_.classified.size(), 1u);
}

TEST_F(Classify, AFileThatIsNotThereEndsWithThree) {
  EXPECT_EQ(Koppel({"--file", "/nowhere/in.jsonl"}).exit_code, 3);
  EXPECT_EQ(Koppel({"--score", "/nowhere/in.jsonl"}).exit_code, 3);
}

// ---- Scoring.

std::string GoldLine(const std::string& id, const std::string& text, const std::string& domains,
                     const std::string& primary, bool urgent) {
  return absl::StrCat(R"({"id": ")", id, R"(", "text": ")", text, R"(", "domains": [)", domains, R"(], "primary": )",
                      primary, R"(, "urgent": )", urgent ? "true" : "false", R"(, "subtopics": ["x"]})", "\n");
}

TEST_F(Classify, ScoreGivesFiguresAndEveryMissWithItsTrace) {
  World world;
  world.in = GoldLine("D1", kSleepless, "\"geest\"", "\"geest\"", false) +
             GoldLine("D2", kLonely, "\"sociaal\"", "\"sociaal\"", false) + GoldLine("D3", "Niets", "", "null", false) +
             GoldLine("D4", "Geen dak", "\"maatschappelijk\"", "\"maatschappelijk\"", true);
  const Ran ran = Koppel({"--score", "-"}, world);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"lichaam", "-", "-", "-", "0", "0", "0"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"geest", "0.500", "1.000", "0.667", "1", "1", "0"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"maatschappelijk", "-", "0.000", "0.000", "0", "0", "1"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"domeinen samen (micro)", "0.667", "0.667", "0.667", "2", "1", "1"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"direct gevaar", "0.000", "0.000", "0.000", "0", "1", "1"}));
  EXPECT_THAT(ran.out, HasSubstr("eerste domein goed: 0.667 (2 van 3)\n"));
  EXPECT_THAT(ran.out, HasSubstr("leeg gelaten wat leeg is: 1.000 (1 van 1)\n"));
  EXPECT_THAT(ran.out, HasSubstr("anders gelezen: 2 van 4 teksten\n"
                                 "\n"
                                 "D2: Niet somber, wel eenzaam.\n"
                                 "   verwacht: sociaal (eerst)\n"
                                 "   gelezen:  geest, sociaal (eerst); direct gevaar\n"
                                 "   - geest stemming duidelijk ontkend \"Niet somber\" [somber, niet]\n"
                                 "   + geest aanwijzing \"wel\" [wel]\n"
                                 "   + sociaal eenzaamheid sterk een wens \"eenzaam\" [eenzaam]\n"
                                 "   ! direct gevaar \"eenzaam\" [eenzaam-nu]\n"
                                 "\n"
                                 "D4: Geen dak\n"
                                 "   verwacht: maatschappelijk (eerst); direct gevaar\n"
                                 "   gelezen:  niets\n"));
  EXPECT_EQ(Koppel({"--score", "-", "-o", "name"}, world).out, "D2\nD4\n");
}

TEST_F(Classify, FiguresOnlyShowsNothingOfTheTexts) {
  World world;
  world.in = GoldLine("D4", "Geen dak", "\"sociaal\"", "\"sociaal\"", true);
  for (const char* output : {"table", "json", "jsonl"}) {
    const Ran ran = Koppel({"--score", "-", "--figures-only", "-o", output}, world);
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    EXPECT_THAT(ran.out, Not(HasSubstr("Geen dak"))) << output;
    EXPECT_THAT(ran.out, Not(HasSubstr("D4"))) << output;
  }
}

TEST_F(Classify, ScoreAsJsonHasFiguresAndMisses) {
  World world;
  world.in = GoldLine("D4", "Geen dak", "\"sociaal\"", "\"sociaal\"", true);
  const std::string out = Koppel({"--score", "-", "-o", "json"}, world).out;
  EXPECT_EQ(
      out.rfind(R"({"texts": 1, "domains": {"lichaam": {"precision": null, "recall": null, "f1": null, "right": 0)", 0),
      0u)
      << out;
  EXPECT_THAT(out, HasSubstr(R"("primary": {"share": 0, "part": 0, "whole": 1})"));
  EXPECT_THAT(out, HasSubstr(R"("misses": [{"id": "D4", "text": "Geen dak", "expected": {"domains": ["sociaal"], )"
                             R"("primary": "sociaal", "urgent": true}, "read": {"domains": [], "primary": null, )"
                             R"("urgent": false}, "needs": [], "signals": []}])"));
}

TEST_F(Classify, ScoreReadsInCallsThatFitAndWithDrafts) {
  const std::string draft = WriteFile("draft.textproto", "name: \"ruleSets/lexicon-x\" level: LEXICON");
  World world;
  for (int i = 0; i < 600; ++i) world.in += GoldLine(absl::StrCat(i), "Niets", "", "null", false);
  ASSERT_EQ(Koppel({"--score", "-", "--rules", draft, "lexicon-y", "--area", "GM0034"}, world).exit_code, 0);
  ASSERT_EQ(state_.tried.size(), 2u);
  EXPECT_EQ(state_.tried[0].texts_size(), 500);
  EXPECT_EQ(state_.tried[1].texts_size(), 100);
  EXPECT_EQ(state_.tried[1].area(), "GM0034");
  ASSERT_EQ(state_.tried[1].rule_sets_size(), 2);
  EXPECT_EQ(state_.tried[1].rule_sets(0).rule_set().name(), "ruleSets/lexicon-x");
  EXPECT_EQ(state_.tried[1].rule_sets(1).name(), "ruleSets/lexicon-y");
}

TEST_F(Classify, WhatIsWrongInALabelIsNamedByLineAndField) {
  World world;
  world.in = absl::StrCat(GoldLine("a", "x", "\"geld\"", "null", false), GoldLine("b", "x", "", "\"geest\"", false),
                          GoldLine("c", "x", "\"geest\"", "null", false), "{\"text\": \"x\"}\n",
                          R"({"text": "x", "domains": "geest", "primary": null, "urgent": 1})", "\n");
  const Ran ran = Koppel({"--score", "-"}, world);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 1: domains: moet een lijst zijn"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 2: primary: moet een van de domeinen"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 3: primary:"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 4: domains: ontbreekt"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 4: primary: ontbreekt"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 4: urgent: ontbreekt"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 5: domains:"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"regel 5: urgent: moet true of false zijn"}));
  EXPECT_THAT(ran.err, HasSubstr("er is niets gescoord"));
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Classify, AFileWithoutTextsIsNotScored) {
  World world;
  world.in = "\n";
  const Ran ran = Koppel({"--score", "-"}, world);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("stdin: er staan geen teksten in; er is niets gescoord"));
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Classify, ATextThatTheServerRefusesIsNamedByItsLine) {
  state_.error = Refusal(absl::StatusCode::kInvalidArgument, "texts[1]: er staat een nummer", "texts[1]: a number");
  World world;
  world.in = "\n" + GoldLine("a", "x", "", "null", false) + "\n" + GoldLine("b", "y", "", "null", false);
  const Ran ran = Koppel({"--score", "-"}, world);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err, "koppel: regel 4: er staat een nummer [INVALID_FIELD]\n");
  EXPECT_THAT(Koppel({"--score", "-", "--language", "en"}, world).err, HasSubstr("line 4: a number"));
}

}  // namespace
}  // namespace koppel::testing
