// Rule sets as spreadsheets and back.

#include "clients/cli/rule_sheet.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/csv.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "koppel/v1/common.pb.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;

constexpr char kSheetHeader[] = "soort;id;voor;waarde;woorden;bron;reden;ingangsdatum\r\n";

v1::RuleSet Base() {
  v1::RuleSet rules;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(name: "ruleSets/nl"
           title: "Landelijk"
           preferences { id: "near" points: 20 source: "Wmo" rationale: "Dichtbij" start_date: "2026-11-01" }
           preferences { id: "heavy" points: -15 source: "Wmo" start_date: "2026-11-01" }
           weights { need_percent: 100 need_percent: 60 exact: 100 join_percent: 35 }
           agreements {
             id: "soon"
             urgency: URGENT
             answer_working_days: 1
             source: "Afspraak"
             rationale: "Spoed"
             start_date: "2026-11-01"
           }
           terms {
             id: "knit"
             wish: "handwerken"
             words: "breien"
             words: "haken"
             source: "Almere"
             rationale: "Zo heet het hier"
             start_date: "2026-11-01"
           })pb",
      &rules));
  return rules;
}

std::string Replaced(const std::string& text, const std::string& from, const std::string& to) {
  EXPECT_THAT(text, HasSubstr(from));
  return absl::StrReplaceAll(text, {{from, to}});
}

RuleSheet ReadRows(const std::string& rows) { return ReadRuleSheet(kSheetHeader + rows, Base()); }

// The one problem there is.
std::string OnlyProblem(const RuleSheet& sheet) {
  if (sheet.problems.size() != 1) return absl::StrCat(sheet.problems.size(), " problems");
  const FileProblem& problem = sheet.problems.front();
  return absl::StrCat(problem.line, " ", problem.field, ": ", problem.message.en());
}

TEST(RuleSheet, IsMadeForSpreadsheetPrograms) {
  const std::string text = WriteRuleSheet(Base());
  EXPECT_EQ(text.rfind(std::string("\xEF\xBB\xBF") + kSheetHeader, 0), 0u);
  EXPECT_THAT(text, HasSubstr("\r\npunten;near;;20;;Wmo;Dichtbij;2026-11-01\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\npunten;heavy;;-15;;Wmo;;2026-11-01\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\ngewicht;need_percent_2;;60;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nafspraak;soon;URGENT;1;;Afspraak;Spoed;2026-11-01\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nwoorden;knit;handwerken;;\"breien, haken\";Almere;Zo heet het hier;2026-11-01\r\n"));
}

TEST(RuleSheet, AnEditedValueChangesThatAndNothingElse) {
  const std::string text =
      Replaced(WriteRuleSheet(Base()), "near;;20;;Wmo;Dichtbij;2026-11-01", "near;;35;;Wmo;Dichtbij;2026-12-01");
  const RuleSheet sheet = ReadRuleSheet(text, Base());
  ASSERT_TRUE(sheet.problems.empty());
  v1::RuleSet expected = Base();
  expected.mutable_preferences(0)->set_points(35);
  expected.mutable_preferences(0)->set_start_date("2026-12-01");
  EXPECT_EQ(sheet.rule_set.SerializeAsString(), expected.SerializeAsString());
  ASSERT_EQ(sheet.changes.size(), 2u);
  EXPECT_EQ(sheet.changes[0].path(), "preferences[near].points");
  EXPECT_EQ(sheet.changes[0].before(), "20");
  EXPECT_EQ(sheet.changes[0].after(), "35");
  EXPECT_EQ(sheet.left_out, 0);
}

TEST(RuleSheet, EveryKindCanBeEdited) {
  const RuleSheet sheet = ReadRows(
      "gewicht;need_percent_2;;55;;;;\r\n"
      "afspraak;soon;priority;2;;Afspraak;Spoed;2026-12-01\r\n"
      "woorden;knit;handwerken;;breien,haken , punniken;Almere;Zo heet het hier;2026-12-01\r\n");
  ASSERT_TRUE(sheet.problems.empty()) << sheet.problems[0].message.en();
  EXPECT_EQ(sheet.rule_set.weights().need_percent(1), 55);
  EXPECT_EQ(sheet.rule_set.agreements(0).urgency(), v1::PRIORITY);
  EXPECT_EQ(sheet.rule_set.agreements(0).answer_working_days(), 2);
  ASSERT_EQ(sheet.rule_set.terms(0).words_size(), 3);
  EXPECT_EQ(sheet.rule_set.terms(0).words(2), "punniken");
}

TEST(RuleSheet, RowsThatAreLeftOutStayAsTheyAre) {
  const RuleSheet sheet = ReadRows("punten;near;;20;;Wmo;Dichtbij;2026-11-01\r\n;;;;;;;\r\n");
  EXPECT_TRUE(sheet.problems.empty());
  EXPECT_TRUE(sheet.changes.empty());
  EXPECT_EQ(sheet.rule_set.SerializeAsString(), Base().SerializeAsString());
  EXPECT_EQ(sheet.left_out, 13);  // One preference, ten weights, an agreement and words.
}

TEST(RuleSheet, AgreementsAndWordsMayBeNew) {
  const RuleSheet sheet = ReadRows(
      "afspraak;normal;NORMAL;10;;Afspraak;Gewoon;2026-12-01\r\n"
      "woorden;walk;wandelen;;ommetje;Zeist;Zo heet het;2026-12-01\r\n");
  ASSERT_TRUE(sheet.problems.empty()) << sheet.problems[0].message.en();
  ASSERT_EQ(sheet.rule_set.agreements_size(), 2);
  EXPECT_EQ(sheet.rule_set.agreements(1).answer_working_days(), 10);
  ASSERT_EQ(sheet.rule_set.terms_size(), 2);
  EXPECT_EQ(sheet.rule_set.terms(1).wish(), "wandelen");
  ASSERT_EQ(sheet.changes.size(), 2u);
  EXPECT_EQ(sheet.changes[1].kind(), v1::RuleChange::ADDED);
  EXPECT_EQ(sheet.changes[1].path(), "terms[walk]");
}

// A set with the road from proposal to start.
v1::RuleSet WithTheRoad() {
  v1::RuleSet rules = Base();
  rules.mutable_agreements(0)->set_first_contact_working_days(3);
  rules.mutable_procedure()->set_hold_working_days(3);
  rules.mutable_procedure()->set_question_pauses(v1::Procedure::YES);
  rules.mutable_procedure()->set_source("Werkafspraak");
  v1::DeclineReason& reason = *rules.add_decline_reasons();
  reason.set_id("full");
  reason.mutable_title()->set_nl("Vol");
  reason.set_cause(v1::DeclineReason::CAPACITY);
  reason.set_days(28);
  reason.set_source("Wmo");
  reason.set_start_date("2026-11-01");
  rules.add_free_days()->set_free_date("2026-12-24");
  return rules;
}

RuleSheet ReadOverTheRoad(const std::string& rows) { return ReadRuleSheet(kSheetHeader + rows, WithTheRoad()); }

TEST(RuleSheet, HasTheRoadFromProposalToStart) {
  const std::string text = WriteRuleSheet(WithTheRoad());
  EXPECT_THAT(text, HasSubstr("\r\nafspraak-ontvangst;soon;;0;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nafspraak-contact;soon;;3;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nafspraak-start;soon;;0;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nafwijzing;full;CAPACITY;28;;Wmo;;2026-11-01\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nwerkwijze;hold_working_days;;3;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nwerkwijze;question_pauses;;YES;;;;\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nwerkwijze;sends_next;;;;;;\r\n"));
  const RuleSheet sheet = ReadRuleSheet(text, WithTheRoad());
  EXPECT_TRUE(sheet.problems.empty());
  EXPECT_TRUE(sheet.changes.empty());
  EXPECT_EQ(sheet.left_out, 0);
  EXPECT_EQ(sheet.rule_set.SerializeAsString(), WithTheRoad().SerializeAsString());
}

TEST(RuleSheet, TakesTheRoadFromProposalToStart) {
  const RuleSheet sheet = ReadOverTheRoad(
      "afspraak-start;soon;;20;;;;\r\n"
      "afwijzing;full;time;14;;Wmo;;2026-12-01\r\n"
      "werkwijze;question_pauses;;no;;;;\r\n"
      "werkwijze;warn_working_days;;2;;;;\r\n");
  ASSERT_TRUE(sheet.problems.empty()) << sheet.problems[0].message.en();
  EXPECT_EQ(sheet.rule_set.agreements(0).start_working_days(), 20);
  EXPECT_EQ(sheet.rule_set.agreements(0).answer_working_days(), 1);
  EXPECT_EQ(sheet.rule_set.decline_reasons(0).cause(), v1::DeclineReason::TIME);
  EXPECT_EQ(sheet.rule_set.decline_reasons(0).days(), 14);
  EXPECT_EQ(sheet.rule_set.decline_reasons(0).title().nl(), "Vol");
  EXPECT_EQ(sheet.rule_set.procedure().question_pauses(), v1::Procedure::NO);
  EXPECT_EQ(sheet.rule_set.procedure().warn_working_days(), 2);
  EXPECT_EQ(sheet.rule_set.procedure().hold_working_days(), 3);
  EXPECT_EQ(sheet.rule_set.free_days_size(), 1);
  ASSERT_EQ(sheet.changes.size(), 6u);
  EXPECT_EQ(sheet.changes[0].path(), "agreements[soon].start_working_days");
  EXPECT_EQ(sheet.changes[4].path(), "procedure.question_pauses");
}

TEST(RuleSheet, ANewAgreementHasItsStepsInTheRowsAfterIt) {
  const RuleSheet sheet = ReadRows(
      "afspraak;normal;NORMAL;10;;Afspraak;Gewoon;2026-12-01\r\n"
      "afspraak-contact;normal;;5;;;;\r\n");
  ASSERT_TRUE(sheet.problems.empty()) << sheet.problems[0].message.en();
  EXPECT_EQ(sheet.rule_set.agreements(1).first_contact_working_days(), 5);
  EXPECT_EQ(sheet.left_out, 14);  // All of the base; the other steps of the new one are not.
  EXPECT_THAT(OnlyProblem(ReadRows("afspraak-contact;normal;;5;;;;\r\n")),
              HasSubstr("2 id: 'normal' is no agreement of ruleSets/nl"));
}

TEST(RuleSheet, WhatCannotBeOnTheRoadIsRefused) {
  EXPECT_THAT(OnlyProblem(ReadOverTheRoad("afwijzing;own;TIME;14;;Wmo;x;2026-12-01\r\n")),
              HasSubstr("2 id: 'own' is not in ruleSets/nl; a new reason needs a title"));
  EXPECT_THAT(OnlyProblem(ReadOverTheRoad("werkwijze;pauses;;YES;;;;\r\n")),
              HasSubstr("2 id: the procedure of ruleSets/nl has no 'pauses'"));
  EXPECT_THAT(OnlyProblem(ReadRows("werkwijze;hold_working_days;;3;;;;\r\n")), HasSubstr("has no 'hold_working_days'"));
  EXPECT_THAT(OnlyProblem(ReadOverTheRoad("werkwijze;sends_next;;misschien;;;;\r\n")),
              HasSubstr("choose from: YES, NO"));
  EXPECT_THAT(OnlyProblem(ReadOverTheRoad("afwijzing;full;CAPACITY;veel;;Wmo;;2026-11-01\r\n")),
              HasSubstr("2 waarde: 'veel' is not a whole number"));
  EXPECT_THAT(OnlyProblem(ReadOverTheRoad("afspraak-start;soon;;20;;Wmo;;\r\n")),
              HasSubstr("2 bron: a row of the kind 'afspraak-start' has no bron"));
}

TEST(RuleSheet, EveryProblemHasItsRow) {
  const RuleSheet sheet = ReadRows(
      "punten;near;;veel;;Wmo;Dichtbij;2026-11-01\r\n"
      "voorkeur;far;;1;;;;\r\n"
      "punten;new;;1;;Wmo;x;2026-12-01\r\n");
  ASSERT_EQ(sheet.problems.size(), 3u);
  EXPECT_EQ(sheet.problems[0].line, 2);
  EXPECT_EQ(sheet.problems[0].field, "waarde");
  EXPECT_EQ(sheet.problems[1].line, 3);
  EXPECT_EQ(sheet.problems[2].line, 4);
  EXPECT_THAT(sheet.problems[2].message.en(), HasSubstr("a new preference needs a condition"));
}

TEST(RuleSheet, WhatCannotBeIsRefused) {
  EXPECT_THAT(OnlyProblem(ReadRows("punten;;;1;;;;\r\n")), HasSubstr("2 id: the id is missing"));
  EXPECT_THAT(OnlyProblem(ReadRows("gewicht;exactly;;1;;;;\r\n")), HasSubstr("the weight 'exactly' is not in"));
  EXPECT_THAT(OnlyProblem(ReadRows("woorden;soon;x;;y;z;z;2026-12-01\r\n")), HasSubstr("cannot become 'woorden'"));
  EXPECT_THAT(OnlyProblem(ReadRows("gewicht;exact;;100;;Wmo;;\r\n")), HasSubstr("2 bron: a row of the kind 'gewicht'"));
  EXPECT_THAT(OnlyProblem(ReadRows("gewicht;exact;;;;;;\r\n")), HasSubstr("2 waarde: '' is not a whole number"));
  EXPECT_THAT(OnlyProblem(ReadRows("gewicht;exact;;99999999999;;;;\r\n")), HasSubstr("is not a whole number"));
  EXPECT_THAT(OnlyProblem(ReadRows("afspraak;soon;SOON;1;;Afspraak;Spoed;2026-11-01\r\n")),
              HasSubstr("choose from: NORMAL, PRIORITY, URGENT, ACUTE_DANGER"));
  EXPECT_THAT(OnlyProblem(ReadRows("woorden;knit;handwerken;; , ;Almere;Zo heet het hier;2026-11-01\r\n")),
              HasSubstr("2 woorden: write at least one word"));
  EXPECT_THAT(OnlyProblem(ReadRows("woorden;walk;wandelen;;ommetje;;x;2026-12-01\r\n")),
              HasSubstr("2 bron: a new row must have this"));
  EXPECT_THAT(OnlyProblem(ReadRows("punten;near;;20;;Wmo;Dichtbij;31-2-2026\r\n")), HasSubstr("is not a date"));
  // Day or month first: nobody can tell.
  EXPECT_THAT(OnlyProblem(ReadRows("punten;near;;20;;Wmo;Dichtbij;2/1/2027\r\n")), HasSubstr("is not a date"));
  EXPECT_THAT(OnlyProblem(ReadRows("gewicht;exact;;1;;;;\r\ngewicht;exact;;2;;;;\r\n")),
              HasSubstr("3 id: 'exact' was on line 2 already"));
  EXPECT_THAT(OnlyProblem(ReadRows("punten;near;;20\r\n")), HasSubstr("4 columns instead of 8"));
  EXPECT_THAT(ReadRows("punten;near;;20;;\"Wmo;Dichtbij;2026-11-01\r\n").problems.at(0).message.en(),
              HasSubstr("a quotation mark is not closed"));
}

TEST(RuleSheet, TheHeaderMustHaveEveryColumnOnce) {
  EXPECT_THAT(OnlyProblem(ReadRuleSheet("", Base())), HasSubstr("soort, id, voor"));
  EXPECT_THAT(OnlyProblem(ReadRuleSheet("soort;id;voor;waarde;woorden;bron;reden\n", Base())),
              HasSubstr("missing in the first line: ingangsdatum"));
  EXPECT_THAT(OnlyProblem(ReadRuleSheet("id;" + std::string(kSheetHeader), Base())), HasSubstr("'id' occurs twice"));
}

TEST(RuleSheet, TakesWhatSpreadsheetsMakeOfIt) {
  // Commas for semicolons, other line ends, another order of columns, Dutch dates.
  const RuleSheet sheet = ReadRuleSheet(
      "ingangsdatum,soort,id,voor,waarde,woorden,bron,reden,opmerking\n"
      "1-11-2026,Punten,near,,20,,Wmo,Dichtbij,\n"
      "01-12-2026,punten,heavy,,-10,,Wmo,,zwaar\n",
      Base());
  ASSERT_TRUE(sheet.problems.empty()) << sheet.problems[0].message.en();
  ASSERT_EQ(sheet.changes.size(), 2u);
  EXPECT_EQ(sheet.rule_set.preferences(1).points(), -10);
  EXPECT_EQ(sheet.rule_set.preferences(1).start_date(), "2026-12-01");
}

TEST(RuleSheet, NoCellCanBeRunAsAFormula) {
  v1::RuleSet rules = Base();
  rules.mutable_preferences(0)->set_source("=HYPERLINK(\"http://x\")");
  rules.mutable_preferences(0)->set_rationale("@SUM(1)");
  rules.mutable_preferences(1)->set_source("  +31 20 1234567");
  rules.mutable_preferences(1)->set_rationale("'s avonds");
  rules.mutable_terms(0)->set_words(0, "-breien");
  const std::string text = WriteRuleSheet(rules);
  for (const CsvRow& row : ParseCsv(text, ';').rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      // Column 3 holds numbers, which may be below zero.
      if (i == 3 || row.cells[i].empty()) continue;
      EXPECT_EQ(std::string("=+-@").find(row.cells[i].front()), std::string::npos) << row.cells[i];
    }
  }
  const RuleSheet sheet = ReadRuleSheet(text, rules);
  EXPECT_TRUE(sheet.problems.empty());
  EXPECT_TRUE(sheet.changes.empty());
  EXPECT_EQ(sheet.rule_set.SerializeAsString(), rules.SerializeAsString());
}

// ---- Any set.

using Random = std::mt19937;

std::string AnyText(Random& random) {
  static const std::vector<std::string> pieces = {"=",  "+",        "-", "@",  "'",      ";",    ",",
                                                  "\"", "\\",       " ", "\t", "\n",     "\r",   "a",
                                                  "7",  "1-2-2026", "é", "€",  "breien", "\r\n", "."};
  std::string text;
  for (int left = static_cast<int>(random() % 7); left > 0; --left) text += pieces[random() % pieces.size()];
  return text;
}

template <class Rule>
void AnyOrigin(Random& random, int number, Rule& rule) {
  rule.set_id(absl::StrCat(Rule::descriptor()->name(), "-", number));
  rule.set_source(AnyText(random));
  rule.set_rationale(AnyText(random));
  rule.set_start_date(random() % 5 == 0 ? AnyText(random) : "2026-11-01");
}

v1::RuleSet AnyRuleSet(Random& random) {
  v1::RuleSet rules;
  rules.set_name("ruleSets/any");
  rules.set_title(AnyText(random));
  for (int i = static_cast<int>(random() % 4); i > 0; --i) {
    v1::Preference& preference = *rules.add_preferences();
    AnyOrigin(random, i, preference);
    if (random() % 4 > 0) preference.set_points(static_cast<int>(random() % 400) - 200);
    preference.set_lead_only(random() % 2 == 0);
  }
  for (int i = static_cast<int>(random() % 3); i > 0; --i) {
    v1::Agreement& agreement = *rules.add_agreements();
    AnyOrigin(random, i, agreement);
    agreement.set_urgency(static_cast<v1::Urgency>(random() % 5));
    agreement.set_answer_working_days(static_cast<int>(random() % 20));
    agreement.set_start_working_days(static_cast<int>(random() % 20));
  }
  for (int i = static_cast<int>(random() % 3); i > 0; --i) {
    v1::DeclineReason& reason = *rules.add_decline_reasons();
    AnyOrigin(random, i, reason);
    reason.set_cause(static_cast<v1::DeclineReason::Cause>(random() % 6));
    reason.set_days(static_cast<int>(random() % 3) * 14);
    reason.mutable_title()->set_nl(AnyText(random));
  }
  if (random() % 2 == 0) {
    v1::Procedure& procedure = *rules.mutable_procedure();
    procedure.set_hold_working_days(static_cast<int>(random() % 5));
    procedure.set_sends_next(static_cast<v1::Procedure::Answer>(random() % 3));
    procedure.set_source(AnyText(random));
  }
  for (int i = static_cast<int>(random() % 3); i > 0; --i) {
    v1::WordRule& term = *rules.add_terms();
    AnyOrigin(random, i, term);
    term.set_wish(AnyText(random));
    for (int words = static_cast<int>(random() % 4); words > 0; --words) term.add_words(AnyText(random));
  }
  if (random() % 2 == 0) {
    v1::Weights& weights = *rules.mutable_weights();
    for (int i = static_cast<int>(random() % 4); i > 0; --i) weights.add_need_percent(static_cast<int>(random() % 101));
    weights.set_exact(static_cast<int>(random() % 200) - 100);
  }
  return rules;
}

TEST(RuleSheet, ReadingWhatWasWrittenChangesNothing) {
  Random random(7);
  for (int round = 0; round < 3000; ++round) {
    const v1::RuleSet rules = AnyRuleSet(random);
    const std::string text = WriteRuleSheet(rules);
    const RuleSheet sheet = ReadRuleSheet(text, rules);
    ASSERT_TRUE(sheet.problems.empty()) << text << sheet.problems[0].line << sheet.problems[0].message.en();
    ASSERT_TRUE(sheet.changes.empty()) << text << sheet.changes[0].ShortDebugString();
    ASSERT_EQ(sheet.left_out, 0) << text;
    ASSERT_EQ(sheet.rule_set.SerializeAsString(), rules.SerializeAsString()) << text;
  }
}

// The twin of the test above: the values go through the sheet, and are not merely those of the base.
TEST(RuleSheet, ReadingOverAnEmptiedSetBringsTheValuesBack) {
  Random random(8);
  for (int round = 0; round < 500; ++round) {
    v1::RuleSet rules = Base();
    rules.mutable_preferences(0)->set_points(static_cast<int>(random() % 400) - 200);
    rules.mutable_preferences(0)->set_source("=" + absl::StrCat(random() % 100) + "; \"'");
    rules.mutable_weights()->set_need_percent(1, static_cast<int>(random() % 100));
    rules.mutable_agreements(0)->set_answer_working_days(static_cast<int>(random() % 30));
    rules.mutable_terms(0)->set_words(1, "een, twee\\" + absl::StrCat(random() % 100));
    rules.mutable_terms(0)->set_rationale("regel\nregel " + absl::StrCat(random() % 100));
    const RuleSheet sheet = ReadRuleSheet(WriteRuleSheet(rules), Base());
    ASSERT_TRUE(sheet.problems.empty());
    ASSERT_EQ(sheet.rule_set.SerializeAsString(), rules.SerializeAsString()) << WriteRuleSheet(rules);
  }
}

TEST(RuleSheet, AnyBytesAreReadToTheEnd) {
  Random random(9);
  for (int round = 0; round < 1000; ++round) {
    std::string text = round % 2 == 0 ? std::string(kSheetHeader) : "";
    for (int i = 0; i < 12; ++i) text += AnyText(random);
    ReadRuleSheet(text, Base());
  }
}

}  // namespace
}  // namespace koppel::cli
