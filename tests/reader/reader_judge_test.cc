// What a reading gives: what an entry's fields do, which domain comes first, urgency, questions, places.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

using koppel::v1::BODY;
using koppel::v1::Classification;
using koppel::v1::MIND;
using koppel::v1::NeedFinding;
using koppel::v1::SOCIAL;
using koppel::v1::SOCIETY;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCues[] = R"(
  cues { id: "niet" kind: NEGATION scope: AFTER words: ["=niet", "=geen"] }
  cues { id: "vroeger" kind: PAST scope: REST words: "vroeger" }
  cues { id: "vraagt" kind: ASK scope: REST words: "vraagt" }
  cues { id: "eerst" kind: FIRST scope: REST words: "eerst" }
  cues { id: "door" kind: BACKGROUND scope: AFTER reach: 1 words: "=door" }
  cues { id: "nu" kind: SOON words: "vandaag" }
  cues { id: "gratis" kind: OFFER scope: TEXT words: "gratis" }
  entries { id: "pijn" domains: BODY words: "pijn" }
  entries { id: "angst" domains: MIND words: "angst" }
  entries { id: "schuld" domains: SOCIETY words: "schuld" }
)";

Classification Read(const std::string& entries, const std::string& text) {
  return Classify(text, *LexiconOf(kCues + entries));
}

std::vector<int> DomainsOf(const std::string& entries, const std::string& text) {
  const Classification read = Read(entries, text);
  return {read.domains().begin(), read.domains().end()};
}

TEST(Judge, ATextWithoutANeedHasNoneAndStillAsksAboutDanger) {
  const Classification read = Read("", "Hoe laat gaat de balie open?");
  EXPECT_THAT(read.domains(), IsEmpty());
  EXPECT_EQ(read.primary(), koppel::v1::DOMAIN_UNSPECIFIED);
  ASSERT_EQ(read.questions_size(), 1);
  EXPECT_EQ(read.questions(0).rule(), "danger");
  EXPECT_EQ(read.questions(0).text().nl(), "Is er nu gevaar?");
  EXPECT_FALSE(read.no_signal().nl().empty());
}

TEST(Judge, EntriesThatSayTheSameOfTheSameWordsAreOneNeed) {
  const Classification read = Read(
      "entries { id: 'zeer' domains: BODY words: 'pijn' strength: STRONG }"
      "entries { id: 'pijn-elders' domains: BODY subtopic: 'slaap_energie' words: 'pijn' }",
      "Geen pijn.");
  ASSERT_EQ(read.needs_size(), 2);
  EXPECT_THAT(read.needs(0).rules(), ElementsAre("pijn", "niet", "zeer"));
  EXPECT_EQ(read.needs(0).strength(), koppel::v1::STRONG);
  EXPECT_EQ(read.needs(1).subtopic(), "slaap_energie");
}

TEST(Judge, AHintAddsNothingToWhatTheSameWordsSayClearly) {
  for (const char* order : {"entries { id: 'a' domains: MIND subtopic: 'stemming' words: 'slaap' strength: HINT }"
                            "entries { id: 'b' domains: MIND subtopic: 'slaap_energie' words: 'slaap' }",
                            "entries { id: 'b' domains: MIND subtopic: 'slaap_energie' words: 'slaap' }"
                            "entries { id: 'a' domains: MIND subtopic: 'stemming' words: 'slaap' strength: HINT }"}) {
    const Classification read = Read(order, "Over slaap.");
    ASSERT_EQ(read.needs_size(), 1);
    EXPECT_EQ(read.needs(0).subtopic(), "slaap_energie");
    EXPECT_EQ(read.needs(0).strength(), koppel::v1::CLEAR);
    EXPECT_THAT(read.needs(0).rules(), ::testing::UnorderedElementsAre("a", "b"));
  }
}

TEST(Judge, ANeedHoldsItsEntryPlaceAndCues) {
  const Classification read = Read("", "😀 Geen pijn.");
  ASSERT_EQ(read.needs_size(), 1);
  const NeedFinding& need = read.needs(0);
  EXPECT_EQ(need.domain(), BODY);
  EXPECT_EQ(need.strength(), koppel::v1::CLEAR);
  EXPECT_EQ(need.polarity(), NeedFinding::DENIED);
  EXPECT_EQ(need.whose(), NeedFinding::OF_RESIDENT);
  EXPECT_EQ(need.when(), NeedFinding::PRESENT);
  EXPECT_FALSE(need.counts());
  EXPECT_THAT(need.rules(), ElementsAre("pijn", "niet"));
  ASSERT_EQ(need.spans_size(), 1);
  EXPECT_EQ(need.spans(0).begin_byte(), 10);
  EXPECT_EQ(need.spans(0).end_byte(), 14);
  EXPECT_EQ(need.spans(0).begin_character(), 7);
  EXPECT_EQ(need.spans(0).end_character(), 11);
}

TEST(Judge, WordsApartAreSpansApart) {
  const Classification read =
      Read("entries { id: 'e' domains: SOCIETY words: 'loopt ~ achter met' }", "Loopt al maanden achter met alles.");
  ASSERT_EQ(read.needs_size(), 1);
  ASSERT_EQ(read.needs(0).spans_size(), 2);
  EXPECT_EQ(read.needs(0).spans(1).begin_byte(), 17);
  EXPECT_EQ(read.needs(0).spans(1).end_byte(), 27);
}

TEST(Judge, AnEntryInTwoDomainsGivesTwoNeeds) {
  EXPECT_THAT(DomainsOf("entries { id: 'e' domains: [SOCIAL, SOCIETY] words: 'bankpas' }", "Een bankpas."),
              ElementsAre(SOCIAL, SOCIETY));
}

TEST(Judge, TheLongestMatchWinsInOneDomainAndOthersStandBeside) {
  const std::string longer =
      "entries { id: 'lang' domains: BODY words: 'pijn hoofd' }"
      "entries { id: 'ander' domains: MIND words: 'pijn hoofd slecht' }";
  const Classification read = Read(longer, "Pijn hoofd slecht.");
  ASSERT_EQ(read.needs_size(), 2);
  EXPECT_EQ(read.needs(0).rules(0), "lang");
  EXPECT_EQ(read.needs(1).rules(0), "ander");
}

TEST(Judge, ANothingSwallowsItsWords) {
  EXPECT_THAT(DomainsOf("nothings { id: 'n' words: 'eigen schuld' }", "Eigen schuld."), IsEmpty());
  EXPECT_THAT(DomainsOf("nothings { id: 'n' words: 'eigen schuld' }", "Een schuld."), ElementsAre(SOCIETY));
}

TEST(Judge, AnEntryDoesNotCountInASentenceWithItsUnless) {
  const std::string entry = "entries { id: 'e' domains: SOCIAL words: 'alleen' unless: 'maar ook' }";
  EXPECT_THAT(DomainsOf(entry, "Niemand, alleen, maar ook."), IsEmpty());
  EXPECT_THAT(DomainsOf(entry, "Alleen. Maar ook."), ElementsAre(SOCIAL));
}

TEST(Judge, WhatIsNeverDeniedOrPastCountsAllTheSame) {
  EXPECT_THAT(DomainsOf("entries { id: 'e' domains: MIND words: 'hersenletsel' never_denied: true }",
                        "Niet aangeboren hersenletsel."),
              ElementsAre(MIND));
  EXPECT_THAT(DomainsOf("entries { id: 'e' domains: MIND words: 'trauma' never_past: true }", "Vroeger een trauma."),
              ElementsAre(MIND));
}

constexpr char kHints[] =
    "entries { id: 'h1' domains: SOCIAL strength: HINT words: 'kennis' }"
    "entries { id: 'h2' domains: SOCIAL strength: HINT words: 'club' }";

TEST(Judge, AHintCountsAloneButNotBesideSomethingClearerElsewhere) {
  EXPECT_THAT(DomainsOf(kHints, "Een kennis."), ElementsAre(SOCIAL));
  EXPECT_THAT(DomainsOf(kHints, "Een kennis met pijn."), ElementsAre(BODY));
}

TEST(Judge, TwoHintsInOneDomainCountBesideSomethingClearer) {
  EXPECT_THAT(DomainsOf(kHints, "Een kennis van de club met pijn."), ElementsAre(BODY, SOCIAL));
  EXPECT_THAT(DomainsOf(kHints, "Een kennis, een kennis, met pijn."), ElementsAre(BODY));
}

TEST(Judge, ANeedMovesToTheDomainOfItsCause) {
  const std::string entry = "entries { id: 'e' domains: SOCIETY words: 'poetsen' moves_to: BODY }";
  EXPECT_THAT(DomainsOf(entry, "Poetsen gaat niet."), ElementsAre(SOCIETY));
  EXPECT_THAT(DomainsOf(entry, "Pijn, en poetsen gaat niet."), ElementsAre(BODY));
}

TEST(Primary, WhatIsAskedForGoesBeforeWhatIsTold) {
  EXPECT_EQ(Read("", "Veel pijn, vraagt hulp bij schuld.").primary(), SOCIETY);
  EXPECT_EQ(Read("entries { id: 'e' domains: SOCIETY words: 'werk vinden' asked: true }", "Pijn. Angst. Werk vinden.")
                .primary(),
            SOCIETY);
  EXPECT_EQ(Read("", "Er is pijn. Wie weet raad met een schuld?").primary(), SOCIETY);
}

TEST(Primary, WhatTheResidentPutsFirstGoesBeforeAll) {
  EXPECT_EQ(Read("", "Vraagt hulp bij pijn. Maar eerst die schuld.").primary(), SOCIETY);
}

TEST(Primary, WhatTheTextIsMostlyAboutGoesBeforeWhatIsNamedOnce) {
  EXPECT_EQ(Read("entries { id: 'e' domains: MIND words: 'somber' }", "Schuld, angst en somber.").primary(), MIND);
}

TEST(Primary, BackgroundGivesWay) { EXPECT_EQ(Read("", "Door pijn een schuld.").primary(), SOCIETY); }

TEST(Primary, OfEqualsTheFirstNamedComesFirst) {
  EXPECT_EQ(Read("", "Schuld en pijn.").primary(), SOCIETY);
  EXPECT_EQ(Read("", "Pijn en schuld.").primary(), BODY);
}

constexpr char kDanger[] = R"(
  entries { id: "mes" domains: SOCIAL words: "dreigt" urgency: ACUTE_DANGER reason { nl: "Er is dreiging." en: "A threat." } }
  entries { id: "dak" domains: SOCIETY words: "op straat" urgency: ACUTE_DANGER urgent_when_soon: true
            reason { nl: "Geen dak." en: "No roof." } }
  entries { id: "zorg" words: "opgenomen" urgency: URGENT reason { nl: "De zorg valt weg." en: "The care is gone." } }
)";

TEST(Urgency, DangerIsSaidWithItsReasonPlaceAndRule) {
  const Classification read = Read(kDanger, "Hij dreigt.");
  EXPECT_EQ(read.urgency(), koppel::v1::ACUTE_DANGER);
  ASSERT_EQ(read.signals_size(), 1);
  EXPECT_EQ(read.signals(0).rule(), "mes");
  EXPECT_EQ(read.signals(0).reason().nl(), "Er is dreiging.");
  EXPECT_EQ(read.signals(0).spans(0).begin_byte(), 4);
  EXPECT_FALSE(read.has_no_signal());
}

TEST(Urgency, DeniedOrPastDangerIsNone) {
  EXPECT_EQ(Read(kDanger, "Hij doet niet dat hij dreigt.").urgency(), koppel::v1::URGENCY_UNSPECIFIED);
  EXPECT_EQ(Read(kDanger, "Vroeger, hij dreigt.").urgency(), koppel::v1::URGENCY_UNSPECIFIED);
}

TEST(Urgency, AnOfferOverTheTextTakesNoDangerAway) {
  EXPECT_EQ(Read(kDanger, "Gratis. Hij dreigt.").urgency(), koppel::v1::ACUTE_DANGER);
}

TEST(Urgency, WhatIsOnlyUrgentNowNeedsACueThatItIsNow) {
  EXPECT_EQ(Read(kDanger, "Dan sta ik op straat.").urgency(), koppel::v1::URGENCY_UNSPECIFIED);
  EXPECT_EQ(Read(kDanger, "Vandaag sta ik op straat.").urgency(), koppel::v1::ACUTE_DANGER);
}

TEST(Urgency, TheHighestCountsAndAllAreNamed) {
  const Classification read = Read(kDanger, "Zij is opgenomen en hij dreigt.");
  EXPECT_EQ(read.urgency(), koppel::v1::ACUTE_DANGER);
  EXPECT_EQ(read.signals_size(), 2);
  EXPECT_EQ(Read(kDanger, "Zij is opgenomen.").urgency(), koppel::v1::URGENT);
}

TEST(Urgency, AnEntryWithoutDomainGivesNoNeed) { EXPECT_THAT(DomainsOf(kDanger, "Zij is opgenomen."), IsEmpty()); }

TEST(Questions, AreAskedAfterTheirSubtopicUnlessTheirDomainWasFound) {
  const std::string question =
      "entries { id: 'hoofdpijn' domains: BODY subtopic: 'pijn' words: 'hoofdpijn' }"
      "questions { id: 'q' subtopics: 'pijn' domain: SOCIETY text { nl: 'Zijn er schulden?' en: 'Any debts?' } }";
  const Classification read = Read(question, "Veel hoofdpijn.");
  ASSERT_EQ(read.questions_size(), 2);
  EXPECT_EQ(read.questions(1).rule(), "q");
  EXPECT_EQ(read.questions(1).domain(), SOCIETY);
  EXPECT_EQ(read.questions(1).text().nl(), "Zijn er schulden?");
  EXPECT_EQ(Read(question, "Hoofdpijn en schuld.").questions_size(), 1);
  EXPECT_EQ(Read(question, "Geen hoofdpijn.").questions_size(), 1);
}

TEST(Judge, TheSameTextGivesTheSameAnswer) {
  const std::string text = "Pijn, angst en schuld. Vraagt hulp.";
  EXPECT_EQ(Read("", text).SerializeAsString(), Read("", text).SerializeAsString());
}

}  // namespace
}  // namespace koppel::matcher
