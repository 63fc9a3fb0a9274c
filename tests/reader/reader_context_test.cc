// Cues: what they do, which words they reach, and whom words are about.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Classification;
using koppel::v1::NeedFinding;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Needs by one word each: pijn of the body, angst of the mind, ruzie between people, schuld of society.
constexpr char kNeeds[] = R"(
  entries { id: "pijn" domains: BODY words: "pijn" }
  entries { id: "angst" domains: MIND words: "angst" }
  entries { id: "ruzie" domains: SOCIAL words: "ruzie" between_people: true }
  entries { id: "schuld" domains: SOCIETY words: ["schuld", "geen geld"] }
)";

std::vector<int> Read(const std::string& cues, const std::string& text) {
  const Classification read = Classify(text, *LexiconOf(kNeeds + cues));
  return {read.domains().begin(), read.domains().end()};
}

NeedFinding FirstNeed(const std::string& cues, const std::string& text) {
  const Classification read = Classify(text, *LexiconOf(kNeeds + cues));
  return read.needs_size() > 0 ? read.needs(0) : NeedFinding();
}

constexpr char kNot[] = "cues { id: 'niet' kind: NEGATION scope: AFTER reach: 2 words: ['=niet', '=geen'] }";

TEST(Cues, ADenialAfterReachesItsWordsAndNoFurther) {
  EXPECT_THAT(Read(kNot, "Geen pijn."), IsEmpty());
  EXPECT_THAT(Read(kNot, "Geen enkele pijn."), IsEmpty());
  EXPECT_THAT(Read(kNot, "Geen enkele lieve pijn."), ElementsAre(koppel::v1::BODY));
  EXPECT_THAT(Read(kNot, "Pijn is er niet."), ElementsAre(koppel::v1::BODY));
}

TEST(Cues, ADenialEndsWithItsClause) {
  EXPECT_THAT(Read(kNot, "Geen, pijn."), ElementsAre(koppel::v1::BODY));
  const std::string but = "cues { id: 'maar' kind: SCOPE_END words: '=maar' }";
  EXPECT_THAT(Read(kNot + but, "Niet maar pijn."), ElementsAre(koppel::v1::BODY));
}

TEST(Cues, ADenialThatIsPartOfANeedDeniesNothing) {
  EXPECT_THAT(Read(kNot, "Geen geld en pijn."), ElementsAre(koppel::v1::BODY, koppel::v1::SOCIETY));
}

TEST(Cues, BeforeReachesBack) {
  const std::string cue = "cues { id: 'c' kind: NEGATION scope: BEFORE reach: 2 words: 'is er niet' }";
  EXPECT_THAT(Read(cue, "Pijn is er niet, angst."), ElementsAre(koppel::v1::MIND));
}

TEST(Cues, AClauseASentenceTheRestAndTheTextAreReachedAsTheyAre) {
  const auto past = [](const std::string& scope) {
    return "cues { id: 'c' kind: PAST scope: " + scope + " words: 'vroeger' }";
  };
  const std::string text = "Pijn, angst vroeger en ruzie, schuld. Pijn.";
  EXPECT_THAT(Read(past("CLAUSE"), text), ElementsAre(koppel::v1::BODY, koppel::v1::SOCIETY));
  EXPECT_THAT(Read(past("SENTENCE"), text), ElementsAre(koppel::v1::BODY));
  EXPECT_THAT(Read(past("REST"), text), ElementsAre(koppel::v1::BODY, koppel::v1::MIND));
  EXPECT_THAT(Read(past("TEXT"), "Pijn. Vroeger."), IsEmpty());
}

TEST(Cues, NowEndsWhatIsPast) {
  const std::string cues =
      "cues { id: 'v' kind: PAST scope: REST words: 'vroeger' } cues { id: 'n' kind: NOW words: '=nu' }";
  EXPECT_THAT(Read(cues, "Vroeger pijn, nu schuld."), ElementsAre(koppel::v1::SOCIETY));
  EXPECT_EQ(FirstNeed(cues, "Vroeger pijn, nu schuld.").when(), NeedFinding::PAST);
}

TEST(Cues, AnOfferAndASuppositionAreNotAsked) {
  EXPECT_THAT(Read("cues { id: 'c' kind: OFFER scope: SENTENCE words: 'gratis' }", "Gratis hulp bij pijn."), IsEmpty());
  const NeedFinding need =
      FirstNeed("cues { id: 'c' kind: SUPPOSITION scope: CLAUSE words: 'stel dat' }", "Stel dat ik pijn heb.");
  EXPECT_EQ(need.polarity(), NeedFinding::NOT_ASKED);
  EXPECT_FALSE(need.counts());
  EXPECT_THAT(need.rules(), ElementsAre("pijn", "c"));
}

TEST(Cues, AWishIsWishedAndCounts) {
  const NeedFinding need =
      FirstNeed("cues { id: 'c' kind: WISH scope: REST words: 'wil' }", "Ik wil van de schuld af.");
  EXPECT_EQ(need.when(), NeedFinding::WISHED);
  EXPECT_TRUE(need.counts());
}

constexpr char kOfferOfText[] = "cues { id: 'aanbod' kind: OFFER scope: TEXT words: 'gratis' }";

TEST(Cues, AnOfferOverTheTextIsBelievedUnlessTheTextTellsOfSeveralNeeds) {
  EXPECT_THAT(Read(kOfferOfText, "Gratis. Pijn en angst."), IsEmpty());
  EXPECT_THAT(Read(kOfferOfText, "Gratis. Pijn, angst en schuld."),
              ElementsAre(koppel::v1::BODY, koppel::v1::MIND, koppel::v1::SOCIETY));
}

TEST(Cues, WhatIsAskedForWeighsTwiceAgainstAnOfferOverTheText) {
  const std::string asks = "cues { id: 'vraagt' kind: ASK scope: REST words: 'vraagt' }";
  EXPECT_THAT(Read(kOfferOfText + asks, "Gratis. Pijn, vraagt hulp bij angst."),
              ElementsAre(koppel::v1::BODY, koppel::v1::MIND));
}

TEST(Cues, ANearCueGoesBeforeOneOverTheText) {
  const std::string near = "cues { id: 'kopen' kind: OFFER scope: CLAUSE words: 'te koop' }";
  const std::string text = "Gratis. Te koop tegen pijn. Angst, schuld, ruzie.";
  EXPECT_THAT(Read(kOfferOfText + near, text), ElementsAre(koppel::v1::MIND, koppel::v1::SOCIAL, koppel::v1::SOCIETY));
  EXPECT_THAT(FirstNeed(kOfferOfText + near, text).rules(), ElementsAre("pijn", "kopen"));
}

constexpr char kPersons[] = R"(
  cues { id: "ik" kind: SPEAKER words: ["=ik", "=mijn", "=wij"] }
  cues { id: "mevrouw" kind: RESIDENT words: "mevrouw" }
  cues { id: "broer" kind: RELATIVE gender: MALE words: "(mijn|haar) broer" }
  cues { id: "terloops" kind: NAMED gender: MALE words: "voor mijn broer" }
  cues { id: "hij" kind: PRONOUN gender: MALE words: "=hij" }
  cues { id: "zij" kind: PRONOUN gender: FEMALE words: "=zij" }
  cues { id: "samen" kind: SPEAKER scope: TEXT words: "wij samen" }
)";

TEST(Persons, ANeedOfAnotherDoesNotCountBesideTheResidentsOwn) {
  EXPECT_THAT(Read(kPersons, "Mevrouw heeft schuld. Haar broer heeft pijn."), ElementsAre(koppel::v1::SOCIETY));
  EXPECT_THAT(Read(kPersons, "Ik heb schuld. Mijn broer heeft pijn."), ElementsAre(koppel::v1::SOCIETY));
}

TEST(Persons, WhoTellsOfNoNeedOfTheirOwnReportsTheOther) {
  EXPECT_THAT(Read(kPersons, "Mijn broer heeft pijn."), ElementsAre(koppel::v1::BODY));
}

TEST(Persons, ASpeakerGoesOnAboutTheSamePersonUntilTheSpeakerIsBack) {
  EXPECT_THAT(Read(kPersons, "Mijn broer heeft pijn. Veel angst ook."),
              ElementsAre(koppel::v1::BODY, koppel::v1::MIND));
  EXPECT_THAT(Read(kPersons, "Mijn broer heeft pijn. Veel angst. Ik heb schuld."), ElementsAre(koppel::v1::SOCIETY));
}

TEST(Persons, APronounIsThePersonNamedLastWhereTheGenderFits) {
  EXPECT_THAT(Read(kPersons, "Ik heb schuld. Mijn broer belt. Hij heeft pijn."), ElementsAre(koppel::v1::SOCIETY));
  EXPECT_THAT(Read(kPersons, "Haar broer heeft pijn en zij heeft schuld."), ElementsAre(koppel::v1::SOCIETY));
}

TEST(Persons, TheWordsJustBeforeAPronounAreAboutThatPerson) {
  EXPECT_THAT(Read(kPersons, "Mijn broer belt. Ik luister. Nu pijn hij. Ik heb schuld."),
              ElementsAre(koppel::v1::SOCIETY));
}

TEST(Persons, SomebodyNamedInPassingTakesOnlyThoseWords) {
  EXPECT_THAT(Read(kPersons, "Ik zorg voor mijn broer en heb pijn."), ElementsAre(koppel::v1::BODY));
}

TEST(Persons, WhatLiesBetweenPeopleCountsWhoeverItIsAbout) {
  EXPECT_THAT(Read(kPersons, "Ik heb schuld. Mijn broer maakt ruzie."),
              ElementsAre(koppel::v1::SOCIAL, koppel::v1::SOCIETY));
}

TEST(Persons, WhereSeveralAskTogetherTheNeedsOfAllCount) {
  EXPECT_THAT(Read(kPersons, "Mijn broer heeft pijn. Ik heb schuld. Wij samen vragen."),
              ElementsAre(koppel::v1::BODY, koppel::v1::SOCIETY));
}

}  // namespace
}  // namespace koppel::matcher
