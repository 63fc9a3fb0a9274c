#include "matcher/rules/diff.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/matcher/files.h"
#include "tests/matcher/issues.h"

namespace koppel::matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kBase[] = R"pb(
  name: "ruleSets/nl"
  title: "Landelijk"
  level: NATIONAL
  capacity_shelf_life_days: 60
  weights { need_percent: 100 need_percent: 60 exact: 100 }
  conditions {
    id: "age"
    must { test { field: "pair.age_fits" } }
    no { nl: "Te jong." en: "Too young." }
    source: "wet"
    start_date: "2026-01-01"
  }
  conditions {
    id: "room"
    must { test { field: "offering.pick_up" } }
    start_date: "2026-01-01"
  }
  preferences { id: "near" points: 5 start_date: "2026-01-01" }
  agreements { id: "answer-priority" urgency: PRIORITY answer_working_days: 5 start_date: "2026-01-01" }
  terms { id: "knit" wish: "breien" words: "haken" start_date: "2026-01-01" }
  example_directory { provider { name: "providers/p" title: "P" } }
  examples { id: "x" title: "X" }
  procedure { hold_working_days: 3 question_pauses: YES }
  decline_reasons {
    id: "full"
    title { nl: "Geen plek" en: "Full" }
    cause: CAPACITY
    days: 28
    start_date: "2026-01-01"
  }
  free_days { free_date: "2026-12-31" title: "Oudejaarsdag" }
  free_days { free_date: "2027-12-31" title: "Oudejaarsdag" }
)pb";

v1::RuleSet Base() { return FromText<v1::RuleSet>(kBase); }

// "CHANGED path: before -> after" for each difference.
std::vector<std::string> Lines(const v1::RuleSet& base, const v1::RuleSet& candidate) {
  std::vector<std::string> lines;
  for (const v1::RuleChange& change : DiffRules(base, candidate)) {
    lines.push_back(absl::StrCat(v1::RuleChange::Kind_Name(change.kind()), " ", change.path(), ": ", change.before(),
                                 " -> ", change.after()));
  }
  return lines;
}

std::vector<std::string> LinesAfter(void (*change)(v1::RuleSet&)) {
  v1::RuleSet candidate = Base();
  change(candidate);
  return Lines(Base(), candidate);
}

TEST(Diff, OfASetWithItselfIsEmptyAlsoInAnotherRevision) {
  EXPECT_THAT(Lines(Base(), Base()), IsEmpty());
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) { set.set_revision(7); }), IsEmpty());
}

TEST(Diff, NumbersAndTextsOfTheSetItselfHaveTheirNameAsPath) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                set.set_capacity_shelf_life_days(30);
                set.set_title("Één land");
                set.set_description("Nieuw");
              }),
              ElementsAre("CHANGED title: Landelijk -> Één land", "ADDED description:  -> Nieuw",
                          "CHANGED capacity_shelf_life_days: 60 -> 30"));
}

TEST(Diff, WeightsAreComparedOneByOne) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                set.mutable_weights()->set_exact(90);
                set.mutable_weights()->add_need_percent(40);
              }),
              ElementsAre("CHANGED weights.need_percent: 100, 60 -> 100, 60, 40", "CHANGED weights.exact: 100 -> 90"));
}

TEST(Diff, ARuleIsToldByItsIdAndItsSentencesByTheirLanguage) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                set.mutable_conditions(0)->set_when_no(v1::Condition::ASK);
                set.mutable_conditions(0)->mutable_no()->set_nl("Nog te jong.");
                set.mutable_conditions(0)->mutable_must()->mutable_test()->set_known(true);
                set.mutable_conditions(1)->set_overridable(true);
                set.mutable_agreements(0)->set_answer_working_days(3);
              }),
              ElementsAre("CHANGED conditions[age].must: test { field: \"pair.age_fits\" } -> "
                          "test { field: \"pair.age_fits\" known: true }",
                          "CHANGED conditions[age].when_no: EFFECT_UNSPECIFIED -> ASK",
                          "CHANGED conditions[age].no.nl: Te jong. -> Nog te jong.",
                          "CHANGED conditions[room].overridable: false -> true",
                          "CHANGED agreements[answer-priority].answer_working_days: 5 -> 3"));
}

TEST(Diff, TheRoadFromProposalToStartIsComparedFieldByField) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                set.mutable_agreements(0)->set_first_contact_working_days(3);
                set.mutable_procedure()->set_question_pauses(v1::Procedure::NO);
                set.mutable_procedure()->set_hold_working_days(5);
                set.mutable_decline_reasons(0)->set_days(14);
                set.mutable_decline_reasons(0)->mutable_title()->set_nl("Vol");
                set.mutable_free_days(1)->set_by_decree(true);
                set.mutable_free_days()->DeleteSubrange(0, 1);
              }),
              ElementsAre("CHANGED agreements[answer-priority].first_contact_working_days: 0 -> 3",
                          "CHANGED procedure.hold_working_days: 3 -> 5", "CHANGED procedure.question_pauses: YES -> NO",
                          "CHANGED decline_reasons[full].title.nl: Geen plek -> Vol",
                          "CHANGED decline_reasons[full].days: 28 -> 14",
                          "CHANGED free_days[2027-12-31].by_decree: false -> true",
                          "REMOVED free_days[2026-12-31]: free_date: \"2026-12-31\" title: \"Oudejaarsdag\" -> "));
}

TEST(Diff, WhatIsNewAndWhatIsGoneIsOneTextAndGoneComesLast) {
  EXPECT_THAT(
      LinesAfter([](v1::RuleSet& set) {
        set.mutable_conditions()->DeleteSubrange(0, 1);
        set.add_conditions()->set_id("new");
        set.mutable_preferences(0)->clear_points();
      }),
      ElementsAre("ADDED conditions[new]:  -> id: \"new\"",
                  "REMOVED conditions[age]: id: \"age\" must { test { field: \"pair.age_fits\" } } no { nl: \"Te "
                  "jong.\" en: \"Too young.\" } source: \"wet\" start_date: \"2026-01-01\" -> ",
                  "REMOVED preferences[near].points: 5 -> "));
}

TEST(Diff, AnotherOrderOfRulesIsAChangeOfItsOwn) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) { set.mutable_conditions()->SwapElements(0, 1); }),
              ElementsAre("CHANGED conditions: age, room -> room, age"));
}

TEST(Diff, ExamplesAreToldByIdAndRecordsByName) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                set.mutable_example_directory(0)->mutable_provider()->set_title("Q");
                set.add_example_directory()->mutable_team()->set_name("teams/t");
                set.mutable_examples(0)->add_first("providers/p/offerings/o");
                set.mutable_examples(0)->add_candidates()->set_standing(v1::EXCLUDED);
              }),
              ElementsAre("CHANGED example_directory[providers/p].title: P -> Q",
                          "ADDED example_directory[teams/t]:  -> team { name: \"teams/t\" }",
                          "ADDED examples[x].first:  -> providers/p/offerings/o",
                          "ADDED examples[x].candidates:  -> { standing: EXCLUDED }"));
}

// A set that was not checked yet may hold an id twice.
TEST(Diff, AnIdUsedTwiceIsComparedInOrder) {
  EXPECT_THAT(LinesAfter([](v1::RuleSet& set) {
                *set.add_preferences() = set.preferences(0);
                set.mutable_preferences(1)->set_points(7);
              }),
              ElementsAre("ADDED preferences[near]:  -> id: \"near\" points: 7 start_date: \"2026-01-01\""));
}

TEST(Diff, ReadsBackwardsAsTheOtherWayRound) {
  v1::RuleSet candidate = Base();
  candidate.mutable_terms(0)->add_words("kantklossen");
  EXPECT_THAT(Lines(Base(), candidate), ElementsAre("CHANGED terms[knit].words: haken -> haken, kantklossen"));
  EXPECT_THAT(Lines(candidate, Base()), ElementsAre("CHANGED terms[knit].words: haken, kantklossen -> haken"));
}

// ---------------------------------------------------------------------------------------------------------- lexicons

v1::RuleSet LexiconSet() {
  return FromText<v1::RuleSet>(R"pb(
    name: "ruleSets/lexicon"
    level: LEXICON
    lexicon {
      groups { name: "kin" words: "broer" words: "zus" }
      abbreviations: "mw"
      entries {
        id: "lonely"
        domains: SOCIAL
        words: "eenzaam"
        words: "alleen"
        reason { nl: "a" en: "b" }
      }
      nothings { id: "names" words: "sociale dienst" }
      cues { id: "not" kind: NEGATION words: "niet" }
      questions {
        id: "q"
        subtopics: "eenzaamheid"
        text { nl: "Vraag?" en: "Question?" }
      }
      examples { id: "e" text: "Eenzaam." domains: SOCIAL }
      ordinary_words: "lengte"
      signs { words: "muntj" society: 40 }
      signs { words: "nooit meer" social: 12 mind: 3 }
      scale {
        base { social: -9 }
        found_at: 5
      }
    }
  )pb");
}

std::vector<std::string> LexiconLinesAfter(void (*change)(v1::Lexicon&)) {
  v1::RuleSet candidate = LexiconSet();
  change(*candidate.mutable_lexicon());
  return Lines(LexiconSet(), candidate);
}

TEST(LexiconDiff, WordsThatCameAndWentAreNamedByPart) {
  EXPECT_THAT(Lines(LexiconSet(), LexiconSet()), IsEmpty());
  EXPECT_THAT(LexiconLinesAfter([](v1::Lexicon& lexicon) {
                lexicon.mutable_groups(0)->add_words("neef");
                lexicon.mutable_entries(0)->set_words(1, "geen bezoek");
                lexicon.mutable_entries(0)->add_unless("graag");
                lexicon.mutable_cues(0)->clear_words();
                lexicon.add_abbreviations("dhr");
                lexicon.clear_ordinary_words();
              }),
              ElementsAre("ADDED lexicon.groups[kin].words:  -> neef", "ADDED lexicon.abbreviations:  -> dhr",
                          "ADDED lexicon.entries[lonely].words:  -> geen bezoek",
                          "REMOVED lexicon.entries[lonely].words: alleen -> ",
                          "ADDED lexicon.entries[lonely].unless:  -> graag",
                          "REMOVED lexicon.cues[not].words: niet -> ", "REMOVED lexicon.ordinary_words: lengte -> "));
}

TEST(LexiconDiff, SignsAreToldApartByTheirWords) {
  EXPECT_THAT(
      LexiconLinesAfter([](v1::Lexicon& lexicon) {
        lexicon.mutable_signs(0)->set_society(38);
        lexicon.mutable_signs()->RemoveLast();
        lexicon.add_signs()->set_words("fiets");
        lexicon.mutable_scale()->set_found_at(6);
        lexicon.mutable_scale()->mutable_base()->set_social(-8);
      }),
      ElementsAre("CHANGED lexicon.signs[muntj]: words: \"muntj\" society: 40 -> words: \"muntj\" society: 38",
                  "ADDED lexicon.signs[fiets]:  -> words: \"fiets\"",
                  "REMOVED lexicon.signs[nooit meer]: words: \"nooit meer\" mind: 3 social: 12 -> ",
                  "CHANGED lexicon.scale.base: social: -9 -> social: -8", "CHANGED lexicon.scale.found_at: 5 -> 6"));
}

TEST(LexiconDiff, OtherValuesOfAPartAreComparedFieldByField) {
  EXPECT_THAT(LexiconLinesAfter([](v1::Lexicon& lexicon) {
                lexicon.mutable_entries(0)->add_domains(v1::MIND);
                lexicon.mutable_entries(0)->mutable_reason()->set_nl("c");
                lexicon.mutable_cues(0)->set_scope(v1::LexiconCue::CLAUSE);
                lexicon.mutable_questions(0)->mutable_text()->set_en("Really?");
                lexicon.mutable_examples(0)->set_urgency(v1::URGENT);
              }),
              ElementsAre("CHANGED lexicon.entries[lonely].domains: SOCIAL -> SOCIAL, MIND",
                          "CHANGED lexicon.entries[lonely].reason.nl: a -> c",
                          "CHANGED lexicon.cues[not].scope: SCOPE_UNSPECIFIED -> CLAUSE",
                          "CHANGED lexicon.questions[q].text.en: Question? -> Really?",
                          "CHANGED lexicon.examples[e].urgency: URGENCY_UNSPECIFIED -> URGENT"));
}

TEST(LexiconDiff, PartsAreNewOrGoneAsAWhole) {
  EXPECT_THAT(LexiconLinesAfter([](v1::Lexicon& lexicon) {
                lexicon.add_nothings()->set_id("more");
                lexicon.clear_groups();
              }),
              ElementsAre("REMOVED lexicon.groups[kin]: name: \"kin\" words: \"broer\" words: \"zus\" -> ",
                          "ADDED lexicon.nothings[more]:  -> id: \"more\""));
}

TEST(LexiconDiff, AnotherOrderOfWordsIsAChange) {
  EXPECT_THAT(
      LexiconLinesAfter([](v1::Lexicon& lexicon) { lexicon.mutable_groups(0)->mutable_words()->SwapElements(0, 1); }),
      ElementsAre("CHANGED lexicon.groups[kin].words: broer, zus -> zus, broer"));
}

// --------------------------------------------------------------------------------------------------------- backdated

const absl::CivilDay kToday(2026, 11, 21);

TEST(Backdated, RulesThatStayAsTheyWereMayHaveBegun) { EXPECT_THAT(BackdatedRules(Base(), Base(), kToday), IsEmpty()); }

TEST(Backdated, AChangedRuleMustNotBeginBeforeToday) {
  v1::RuleSet candidate = Base();
  candidate.mutable_conditions(1)->set_source("nieuw");
  candidate.mutable_preferences(0)->set_points(6);
  candidate.mutable_agreements(0)->set_answer_working_days(4);
  candidate.mutable_terms(0)->add_words("kantklossen");
  candidate.mutable_decline_reasons(0)->set_days(14);
  EXPECT_THAT(BackdatedRules(Base(), candidate, kToday),
              ElementsAre(IssueIn("ruleSets/nl", "conditions[1].start_date", "before today (2026-11-21)"),
                          IssueIn("ruleSets/nl", "preferences[0].start_date", "before today"),
                          IssueIn("ruleSets/nl", "agreements[0].start_date", "before today"),
                          IssueIn("ruleSets/nl", "terms[0].start_date", "before today"),
                          IssueIn("ruleSets/nl", "decline_reasons[0].start_date", "before today")));
}

TEST(Backdated, ANewRuleMayBeginTodayAndNotYesterday) {
  v1::RuleSet candidate = Base();
  v1::Route& route = *candidate.add_routes();
  route.set_id("alarm");
  route.set_start_date("2026-11-21");
  EXPECT_THAT(BackdatedRules(Base(), candidate, kToday), IsEmpty());
  route.set_start_date("2026-11-20");
  EXPECT_THAT(BackdatedRules(Base(), candidate, kToday),
              ElementsAre(IssueIn("ruleSets/nl", "routes[0].start_date", "before today")));
}

// That it is no date is for the checks to report.
TEST(Backdated, ADateThatCannotBeReadIsNotBeforeToday) {
  v1::RuleSet candidate = Base();
  candidate.mutable_conditions(0)->set_start_date("gisteren");
  EXPECT_THAT(BackdatedRules(Base(), candidate, kToday), IsEmpty());
}

// ------------------------------------------------------------------------------------------------------------- gaps

TEST(RulesWithGap, ARuleThatIsChangedFromALaterDayIsFound) {
  v1::RuleSet candidate = Base();
  candidate.mutable_preferences(0)->set_points(6);
  candidate.mutable_preferences(0)->set_start_date("2027-01-01");
  EXPECT_THAT(RulesWithGap(Base(), candidate, kToday),
              ElementsAre(IssueIn("ruleSets/nl", "preferences[0].start_date", "is 2027-01-01, after the day")));
  EXPECT_THAT(RulesWithGap(Base(), candidate, absl::CivilDay(2026, 12, 31)), SizeIs(1));
  EXPECT_THAT(RulesWithGap(Base(), candidate, absl::CivilDay(2027, 1, 1)), IsEmpty());
}

TEST(RulesWithGap, ANewRuleMayBeginLater) {
  v1::RuleSet candidate = Base();
  v1::Route& route = *candidate.add_routes();
  route.set_id("alarm");
  route.set_start_date("2027-01-01");
  EXPECT_THAT(RulesWithGap(Base(), candidate, kToday), IsEmpty());
}

}  // namespace
}  // namespace koppel::matcher
