// What the words of a text say together: how signs are found and weighed, and what a reading makes of them.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/classify.h"
#include "matcher/reader/signs.h"
#include "tests/reader/check_reading.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

using koppel::v1::BODY;
using koppel::v1::Classification;
using koppel::v1::SOCIAL;
using koppel::v1::SOCIETY;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Ten signs or fewer weigh their points divided by the root of ten: 32 points are 10.
constexpr char kScale[] =
    "scale { base { social: -5 } found_at: 5 doubted_below: -20 danger_at: 10 danger_doubted_below: -20 need_at: 30 "
    "no_need_below: -30 } ";

constexpr char kSigns[] = R"(
  signs { words: "muntj" society: 64 }
  signs { words: "nooit meer" social: 95 mind: 32 }
  signs { words: "meer" mind: -32 }
  signs { words: "#" body: 32 }
  signs { words: "wapen" danger: 64 }
  signs { words: "vraag" need: 126 social: 28 }
  signs { words: "grapj" need: -126 }
  signs { words: "optoc" social: -190 danger: -126 }
  entries { id: "eenzaam" domains: SOCIAL subtopic: "eenzaamheid" words: "eenzaam" }
  entries { id: "mes" words: "mes" urgency: ACUTE_DANGER reason { nl: "Een mes." en: "A knife." } }
)";

// Words that say nothing, as nothing is weighed in a text of a few words.
constexpr char kRest[] = " en zo is het dan ook";

Classification Read(const std::string& text, const std::string& more = "") {
  Classification read = Classify(text, *LexiconOf(absl::StrCat(kScale, kSigns, more)));
  EXPECT_EQ(ProblemOfReading(text, read), "") << text;
  return read;
}

SubjectPoints PointsIn(const std::string& text) {
  const auto lexicon = LexiconOf(absl::StrCat(kScale, kSigns));
  const std::string long_text = absl::StrCat(text, kRest);
  const WordsOfText words = ReadText(long_text, {});
  const SignWeights weights = WeighSigns(words.words(), lexicon->signs());
  SubjectPoints points;
  for (int subject = 0; subject < kSubjects; ++subject) points[subject] = weights.points(subject);
  return points;
}

TEST(Signs, AreWordsByTheirFirstLettersPairsAndNumbers) {
  EXPECT_THAT(PointsIn("Muntjes"), ElementsAre(0, 0, -5, 20, 0, 0));
  EXPECT_THAT(PointsIn("munt"), ElementsAre(0, 0, -5, 0, 0, 0));
  EXPECT_THAT(PointsIn("nooit meer"), ElementsAre(0, 0, 25, 0, 0, 0));
  EXPECT_THAT(PointsIn("nooit iets meer"), ElementsAre(0, -10, -5, 0, 0, 0));
  EXPECT_THAT(PointsIn("1.250"), ElementsAre(10, 0, -5, 0, 0, 0));
}

TEST(Signs, WeighOnceHoweverOftenTheyStand) { EXPECT_EQ(PointsIn("muntjes, muntje, MUNTJES"), PointsIn("muntjes")); }

TEST(Signs, WeighLessInATextWithManyOfThem) {
  std::string signs = kScale;
  std::string text;
  for (int i = 0; i < 40; ++i) {
    const std::string word =
        absl::StrCat("w", std::string(1 + i / 20, 'a'), std::string(1, static_cast<char>('a' + i % 20)));
    absl::StrAppend(&signs, "signs { words: '", word, "' body: 10 } ");
    absl::StrAppend(&text, word, " ");
  }
  const auto lexicon = LexiconOf(signs);
  const WordsOfText words = ReadText(text, {});
  // 400 points over the root of 40.
  EXPECT_EQ(WeighSigns(words.words(), lexicon->signs()).points(BODY), 63);
}

TEST(Signs, FindADomainThatNoPatternFound) {
  const Classification read = Read("Elke week telt hij de muntjes, hij belt nooit meer.");
  EXPECT_THAT(read.domains(), ElementsAre(SOCIAL, SOCIETY));
  ASSERT_EQ(read.needs_size(), 2);
  EXPECT_EQ(read.needs(0).domain(), SOCIETY);  // By place.
  EXPECT_EQ(read.needs(0).strength(), koppel::v1::HINT);
  EXPECT_THAT(read.needs(0).rules(), ElementsAre("signs"));
  EXPECT_THAT(read.needs(1).rules(), ElementsAre("signs"));
  ASSERT_EQ(read.needs(1).spans_size(), 1);
  EXPECT_EQ(read.needs(1).spans(0).begin_byte(), 40);
  EXPECT_EQ(read.needs(1).spans(0).end_byte(), 50);
  EXPECT_EQ(read.primary(), SOCIAL);
}

TEST(Signs, OfTheSentencesThatAskSayWhichDomainComesFirst) {
  const std::string told = "Hij telt de muntjes en belt nooit meer. ";
  EXPECT_EQ(Read(told).primary(), SOCIAL);
  EXPECT_EQ(Read(told + "Waar blijven zijn muntjes?").primary(), SOCIETY);
  EXPECT_EQ(Read(told + "Hij vraagt muntjes.", "cues { id: 'ask' kind: ASK words: 'vraagt' }").primary(), SOCIETY);
}

TEST(Signs, AddNothingToADomainThatAPatternFound) {
  const Classification read = Read("Eenzaam, er komt nooit meer iemand.");
  ASSERT_EQ(read.needs_size(), 1);
  EXPECT_THAT(read.needs(0).rules(), ElementsAre("eenzaam"));
}

TEST(Signs, ThatSpeakAgainstADomainKeepItFromCounting) {
  const Classification read = Read("Eenzaam was het daar met zijn allen in de optocht.");
  EXPECT_THAT(read.domains(), IsEmpty());
  ASSERT_EQ(read.needs_size(), 1);
  EXPECT_FALSE(read.needs(0).counts());
  EXPECT_THAT(read.needs(0).rules(), ElementsAre("eenzaam", "signs"));
  EXPECT_EQ(read.primary(), koppel::v1::DOMAIN_UNSPECIFIED);
  // Nothing else is said there.
  EXPECT_THAT(Read("Eenzaam in de optocht.").domains(), ElementsAre(SOCIAL));
}

TEST(Signs, FindNothingWherePatternsSawThatItIsNotSo) {
  const std::string denial = "cues { id: 'niet' kind: NEGATION scope: AFTER words: '=niet' }";
  EXPECT_THAT(Read(absl::StrCat("Niet eenzaam, nooit meer", kRest), denial).domains(), IsEmpty());
  EXPECT_THAT(Read(absl::StrCat("Een vraag: niet eenzaam", kRest), denial).domains(), IsEmpty());
  const std::string past = "cues { id: 'was' kind: PAST scope: AFTER words: '=was' }";
  EXPECT_THAT(Read(absl::StrCat("Was eenzaam, nooit meer", kRest), past).domains(), IsEmpty());
}

TEST(Signs, FindANeedBesideThatOfSomebodyElse) {
  const std::string persons =
      "cues { id: 'ik' kind: SPEAKER words: '=ik' } cues { id: 'broer' kind: RELATIVE gender: MALE words: 'mijn broer' "
      "} "
      "entries { id: 'schuld' domains: SOCIETY subtopic: 'schulden' words: 'schuld' }";
  const Classification read = Read("Ik heb een schuld en bel nooit meer. Mijn broer is eenzaam.", persons);
  EXPECT_THAT(read.domains(), ElementsAre(SOCIAL, SOCIETY));
  ASSERT_EQ(read.needs_size(), 3);
  EXPECT_THAT(read.needs(1).rules(), ElementsAre("signs"));
  EXPECT_EQ(read.needs(2).whose(), koppel::v1::NeedFinding::OF_OTHER);
  EXPECT_FALSE(read.needs(2).counts());
}

TEST(Signs, OfANeedFindTheLikeliestDomain) {
  EXPECT_THAT(Read(absl::StrCat("Een vraag", kRest)).domains(), ElementsAre(SOCIAL));
  EXPECT_THAT(Read("Een vraag over de muntjes van hem").domains(), ElementsAre(SOCIETY));
  EXPECT_THAT(Read(absl::StrCat("Een vraag: eenzaam", kRest)).needs(0).rules(), ElementsAre("eenzaam"));
}

TEST(Signs, OfNoNeedLeaveNothingButDanger) {
  const Classification read = Read("Grapje: eenzaam met al mijn muntjes en een mes");
  EXPECT_THAT(read.domains(), IsEmpty());
  EXPECT_EQ(read.urgency(), koppel::v1::ACUTE_DANGER);
}

TEST(Signs, FindDangerAndDoubtIt) {
  const Classification found = Read("Hij heeft een wapen bij zich.");
  EXPECT_EQ(found.urgency(), koppel::v1::ACUTE_DANGER);
  ASSERT_EQ(found.signals_size(), 1);
  EXPECT_EQ(found.signals(0).rule(), "signs");
  EXPECT_FALSE(found.signals(0).reason().nl().empty());
  ASSERT_EQ(found.signals(0).spans_size(), 1);
  EXPECT_EQ(found.signals(0).spans(0).begin_byte(), 14);
  EXPECT_EQ(Read("Hij heeft een wapen en een mes.").signals(0).rule(), "mes");
  // What a pattern saw is not kept from the adviser.
  const Classification doubted = Read("Een mes in de hand van een man in de optocht.");
  EXPECT_EQ(doubted.urgency(), koppel::v1::URGENT);
  ASSERT_EQ(doubted.signals_size(), 1);
  EXPECT_EQ(doubted.signals(0).rule(), "mes");
  const std::string denial = "cues { id: 'niet' kind: NEGATION scope: AFTER words: '=geen' }";
  EXPECT_EQ(Read("Hij heeft geen mes of wapen bij zich.", denial).urgency(), koppel::v1::URGENCY_UNSPECIFIED);
}

// However the scale is set, what is found has a place in the text.
TEST(Signs, FindNothingThatTheyCannotShow) {
  const auto lexicon = LexiconOf(
      "scale { found_at: -9 doubted_below: -99 danger_at: -9 danger_doubted_below: -99 need_at: -9 no_need_below: -99 "
      "} signs { words: 'x' body: -1 }");
  for (const std::string text : {"", "x x x x x x x x", "niets dan een en nog een niets"}) {
    const Classification read = Classify(text, *lexicon);
    EXPECT_EQ(ProblemOfReading(text, read), "");
    EXPECT_EQ(read.needs_size(), 0);
    EXPECT_EQ(read.signals_size(), 0);
  }
}

TEST(Signs, SayNothingInAFewWords) {
  EXPECT_THAT(Read("Hij telt weer de muntjes").domains(), IsEmpty());
  EXPECT_THAT(Read("Hij telt elke dag de muntjes").domains(), ElementsAre(SOCIETY));
}

TEST(Signs, SayNothingWithoutAScale) {
  const Classification read = Classify(absl::StrCat("muntjes en een wapen", kRest), *LexiconOf(kSigns));
  EXPECT_EQ(read.needs_size(), 0);
  EXPECT_EQ(read.signals_size(), 0);
}

std::vector<std::string> PathsOf(const std::vector<Issue>& issues) {
  std::vector<std::string> paths;
  for (const Issue& issue : issues) paths.push_back(issue.path);
  return paths;
}

TEST(BadSigns, AreNamedEach) {
  std::vector<Issue> issues;
  const std::string signs =
      "signs { words: 'eenzaam' } signs { words: 'Muntj' } signs { words: 'een twee drie' } signs { words: '' } "
      "signs { words: 'niet  meer' } signs { words: 'caf\xC3\xA9' } signs { words: 'ok' } signs { words: 'ok' } "
      "signs { words: '# meer' } signs { words: '12' }";
  EXPECT_EQ(LexiconOf(signs, issues), nullptr);
  EXPECT_THAT(PathsOf(issues), testing::UnorderedElementsAre("lexicon.signs[0].words", "lexicon.signs[1].words",
                                                             "lexicon.signs[2].words", "lexicon.signs[3].words",
                                                             "lexicon.signs[4].words", "lexicon.signs[5].words",
                                                             "lexicon.signs[7]", "lexicon.signs[9].words"));
}

TEST(BadSigns, OfWhatSomebodyIsMayNotWeigh) {
  std::vector<Issue> issues;
  const std::string lexicon =
      "groups { name: 'geen_teken' words: 'marokk*' words: '=polen' } "
      "signs { words: 'marok' } signs { words: 'uit polen' } signs { words: 'polen boos' } "
      "signs { words: 'pols' } signs { words: 'marks boos' }";
  EXPECT_EQ(LexiconOf(lexicon, issues), nullptr);
  EXPECT_THAT(PathsOf(issues),
              ElementsAre("lexicon.signs[0].words", "lexicon.signs[1].words", "lexicon.signs[2].words"));
  EXPECT_THAT(issues[0].message.nl(), testing::HasSubstr("\"marok\" zegt iets over afkomst"));
}

TEST(BadSigns, AMunicipalityMayNotChangeWhatMayNotWeigh) {
  const koppel::v1::RuleSet all = SetOf("groups { name: 'geen_teken' words: 'marokk*' }");
  const koppel::v1::RuleSet own =
      SetOf("groups { name: 'geen_teken' words: 'x' } signs { words: 'marok' }", "ruleSets/lexicon-zeist", "GM0355");
  std::vector<Issue> issues;
  EXPECT_EQ(CompileLexicon({&all, &own}, *LexiconVocabulary(), issues), nullptr);
  EXPECT_THAT(PathsOf(issues), testing::UnorderedElementsAre("lexicon.groups[0]", "lexicon.signs[0].words"));
}

TEST(BadSigns, MarksThatCrossAreRefused) {
  const auto paths = [](const std::string& scale) {
    std::vector<Issue> issues;
    EXPECT_EQ(LexiconOf(absl::StrCat("scale { ", scale, " }"), issues), nullptr);
    return PathsOf(issues);
  };
  EXPECT_THAT(paths(""), ElementsAre("lexicon.scale.found_at", "lexicon.scale.danger_at", "lexicon.scale.need_at"));
  EXPECT_THAT(paths("base { words: 'x' } found_at: 1 doubted_below: 1 danger_at: 1 need_at: 1"),
              ElementsAre("lexicon.scale.base.words", "lexicon.scale.found_at"));
}

TEST(BadSigns, NothingElseIsCalledSigns) {
  std::vector<Issue> issues;
  EXPECT_EQ(LexiconOf("entries { id: 'signs' domains: SOCIAL words: 'eenzaam' }", issues), nullptr);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].path, "lexicon.entries[0].id");
}

// However large the points are that a set may hold.
TEST(Signs, OfManyAndLargePointsAddUp) {
  std::string signs = kScale;
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    const std::string word = absl::StrCat("z", i);
    absl::StrAppend(&signs, "signs { words: '", word, "' body: 2000000 } ");
    absl::StrAppend(&text, word, " ");
  }
  EXPECT_THAT(Classify(text, *LexiconOf(signs)).domains(), ElementsAre(BODY));
}

TEST(BadSigns, OneScaleForEverybodyAndAnotherForAMunicipality) {
  const auto issues_of = [](const std::string& municipality) {
    const koppel::v1::RuleSet one = SetOf("scale { found_at: 1 danger_at: 1 need_at: 1 }", "ruleSets/lexicon-a");
    const koppel::v1::RuleSet other =
        SetOf("scale { found_at: 2 danger_at: 1 need_at: 1 }", "ruleSets/lexicon-b", municipality);
    std::vector<Issue> issues;
    const auto lexicon = CompileLexicon({&one, &other}, *LexiconVocabulary(), issues);
    EXPECT_EQ(lexicon == nullptr, !issues.empty());
    EXPECT_EQ(lexicon == nullptr ? 2 : lexicon->signs().scale().found_at(), 2);
    return issues;
  };
  ASSERT_EQ(issues_of("").size(), 1u);
  EXPECT_EQ(issues_of("")[0].path, "lexicon.scale");
  EXPECT_THAT(issues_of("GM0034"), IsEmpty());
}

}  // namespace
}  // namespace koppel::matcher
