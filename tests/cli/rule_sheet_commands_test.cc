// koppel rules export, import and register.

#include <string>

#include "absl/strings/str_replace.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

class RuleSheets : public ::testing::Test {
 protected:
  RuleSheets() {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"pb(name: "ruleSets/gm0034/revisions/3"
             rule_set {
               name: "ruleSets/gm0034"
               title: "Almere"
               parent: "ruleSets/nl"
               revision: 3
               conditions {
                 id: "age"
                 must { test { field: "request.age" at_least: 18 } }
                 source: "Contract"
                 rationale: "Alleen volwassenen."
                 justification: "De groep is voor volwassenen ingericht."
               }
               preferences { id: "near" points: 20 source: "Wmo" rationale: "Dichtbij" start_date: "2026-11-01" }
               preferences { id: "light" points: 5 source: "Wmo" rationale: "Licht" start_date: "2026-11-01" }
             })pb",
        &state_.rules));
  }

  Ran Koppel(std::vector<std::string> words, const std::string& in = "") {
    words.insert(words.begin(), "rules");
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, in});
  }

  std::string Exported() { return Koppel({"export", "gm0034"}).out; }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(RuleSheets, ExportWritesTheFileOnceUnlessForced) {
  const std::string file = WriteFile("placeholder", "") + ".csv";
  ASSERT_EQ(Koppel({"export", "gm0034", file}).exit_code, 0);
  EXPECT_EQ(ReadWholeFile(file), Exported());
  EXPECT_THAT(ReadWholeFile(file), HasSubstr("punten;near;;20;;Wmo;Dichtbij;2026-11-01\r\n"));
  const Ran again = Koppel({"export", "gm0034", file});
  EXPECT_EQ(again.exit_code, 5);
  EXPECT_THAT(again.err, HasSubstr("[FILE_EXISTS]"));
  EXPECT_EQ(Koppel({"export", "gm0034", file, "--force"}).exit_code, 0);
}

TEST_F(RuleSheets, ImportAppliesTheValuesAsADraft) {
  const std::string sheet =
      absl::StrReplaceAll(Exported(), {{"near;;20;;Wmo;Dichtbij;2026-11-01", "near;;35;;Wmo;Dichtbij;2026-12-01"}});
  const Ran ran = Koppel({"import", "-", "--base", "gm0034", "--note", "dichterbij"}, sheet);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"preferences[near].points", "changed", "20", "35"}));
  EXPECT_THAT(ran.out, HasSubstr("ruleSets/gm0034/revisions/2 draft\n"));
  ASSERT_EQ(state_.applied.size(), 1u);
  EXPECT_EQ(state_.applied[0].rule_set().preferences(0).points(), 35);
  EXPECT_EQ(state_.applied[0].rule_set().preferences(0).start_date(), "2026-12-01");
  EXPECT_EQ(state_.applied[0].rule_set().conditions_size(), 1);
  EXPECT_EQ(state_.applied[0].rule_set().revision(), 0);
  EXPECT_EQ(state_.applied[0].note(), "dichterbij");
  EXPECT_EQ(Koppel({"import", "-", "--base", "gm0034", "--validate-only"}, sheet).exit_code, 0);
  EXPECT_TRUE(state_.applied[1].validate_only());
}

TEST_F(RuleSheets, AnUnchangedSheetStoresNothing) {
  const Ran ran = Koppel({"import", "-", "--base", "gm0034"}, Exported());
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "stdin is gelijk aan de regels van ruleSets/gm0034; er is niets opgeslagen\n");
  EXPECT_TRUE(state_.applied.empty());
}

TEST_F(RuleSheets, RowsThatAreLeftOutAreCounted) {
  const std::string exported = Exported();
  const std::string sheet = exported.substr(0, exported.find("punten;light"));
  const Ran ran = Koppel({"import", "-", "--base", "gm0034", "--language", "en"}, sheet);
  EXPECT_THAT(ran.err, HasSubstr("1 rule(s) of ruleSets/gm0034 have no row in the file; they stay as they are\n"));
}

TEST_F(RuleSheets, ASheetWithProblemsIsNotSent) {
  const std::string sheet =
      absl::StrReplaceAll(Exported(), {{"near;;20", "near;;veel"}, {"punten;light", "soort;light"}});
  const Ran ran = Koppel({"import", "-", "--base", "gm0034"}, sheet);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("regel 2: waarde: 'veel' is geen heel getal"));
  EXPECT_THAT(ran.err,
              HasSubstr("regel 3: soort: 'soort' is geen soort; kies uit: punten, afspraak, afspraak-ontvangst, "
                        "afspraak-contact, afspraak-start, afwijzing, woorden, gewicht, werkwijze\n"));
  EXPECT_THAT(ran.err, HasSubstr("koppel: stdin: aantal problemen: 2"));
  EXPECT_TRUE(state_.applied.empty());
}

TEST_F(RuleSheets, ALexiconHasNoSheet) {
  state_.rules.mutable_rule_set()->set_level(v1::RuleSet::LEXICON);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"export", "gm0034"}, {"import", "-", "--base", "gm0034"}}) {
    const Ran ran = Koppel(words, "soort;id\r\n");
    EXPECT_EQ(ran.exit_code, 3) << words[0];
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr("ruleSets/gm0034 is een woordenboek")) << words[0];
  }
}

TEST_F(RuleSheets, TheRegisterEntryNamesTheLexiconsThatCountForItsResidents) {
  const auto add = [this](const std::string& id, const std::string& municipality) {
    v1::RuleSetSummary& lexicon = state_.rule_sets.emplace_back();
    lexicon.set_name("ruleSets/" + id);
    lexicon.set_level(v1::RuleSet::LEXICON);
    lexicon.set_active_revision("ruleSets/" + id + "/revisions/2");
    if (!municipality.empty()) lexicon.add_municipalities(municipality);
  };
  EXPECT_THAT(Koppel({"register", "gm0034"}).out, Not(HasSubstr("oordenboek")));
  add("lexicon-almere", "GM0034");
  add("lexicon-geest", "");
  add("lexicon-utrecht", "GM0344");
  state_.rules.mutable_rule_set()->add_municipalities("GM0034");
  const std::string out = Koppel({"register", "gm0034"}).out;
  EXPECT_THAT(out, HasSubstr("De adviseur bevestigt of schrapt elke hulpvraag."));
  EXPECT_THAT(out,
              HasSubstr("Woordenboeken: ruleSets/lexicon-almere/revisions/2, ruleSets/lexicon-geest/revisions/2."));
}

TEST_F(RuleSheets, TheRegisterEntryNamesRevisionsDataRulesAndControl) {
  state_.rule_sets.resize(3);
  state_.rule_sets[0].set_name("ruleSets/gm0034");
  state_.rule_sets[0].set_parent("ruleSets/nl");
  state_.rule_sets[0].set_active_revision("ruleSets/gm0034/revisions/3");
  state_.rule_sets[1].set_name("ruleSets/nl");
  state_.rule_sets[1].set_active_revision("ruleSets/nl/revisions/7");
  state_.rule_sets[2].set_name("ruleSets/zz");
  state_.revisions.resize(1);
  state_.revisions[0].add_activations()->set_start_date("2026-11-05");
  const Ran ran = Koppel({"register", "gm0034", "--organization", "Gemeente Almere", "--contact", "info@almere.nl"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_TRUE(state_.rules_asked.merged());
  EXPECT_THAT(ran.out, HasSubstr("ruleSets/nl/revisions/7, ruleSets/gm0034/revisions/3"));
  EXPECT_THAT(ran.out, HasSubstr("Begindatum\n2026-11\n"));
  EXPECT_THAT(ran.out, HasSubstr("Over de vraag van de inwoner: leeftijd."));
  EXPECT_THAT(ran.out, HasSubstr("- age: Alleen volwassenen.\n  Bron: Contract\n"));
  EXPECT_THAT(ran.out, HasSubstr("'geen van deze' kan altijd"));
  EXPECT_THAT(ran.out, HasSubstr("bezwaar"));
  EXPECT_EQ(ran.err, "");
}

TEST_F(RuleSheets, TheRegisterEntryIsJsonAndSaysWhatIsMissing) {
  const Ran ran = Koppel({"register", "-o", "json"});
  EXPECT_EQ(state_.rules_asked.name(), "ruleSets/nl");
  EXPECT_THAT(ran.out, HasSubstr("\"standard_version\": \"1.0\""));
  EXPECT_THAT(ran.out, HasSubstr("\"category\": [\"Zorg en gezondheid\"]"));
  EXPECT_THAT(ran.out, Not(HasSubstr("\"organization\"")));
  EXPECT_EQ(ran.err, "vul deze velden nog in voordat u dit aanlevert: organization, contact_email\n");
}

}  // namespace
}  // namespace koppel::testing
