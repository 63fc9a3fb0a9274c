#include "base/sentences.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/change_sentences.h"
#include "base/reader_sentences.h"
#include "base/referral_sentences.h"
#include "base/rule_sentences.h"
#include "base/trial_sentences.h"

namespace koppel {
namespace {

std::set<std::string> PlaceholdersOf(const std::string& text) {
  static const std::regex placeholder("\\{[a-z_]+\\}");
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), placeholder), end; at != end; ++at) found.insert(at->str());
  return found;
}

template <typename Id>
void CheckCatalogue(const std::vector<Id>& sentences) {
  ASSERT_FALSE(sentences.empty());
  for (Id sentence : sentences) {
    const v1::LocalizedText text = Say(sentence);
    EXPECT_FALSE(text.nl().empty()) << static_cast<int>(sentence);
    EXPECT_FALSE(text.en().empty()) << text.nl();
    EXPECT_NE(text.nl(), text.en());
    EXPECT_EQ(PlaceholdersOf(text.nl()), PlaceholdersOf(text.en())) << text.en();
  }
}

TEST(Sentences, EverySentenceIsThereInBothLanguagesWithTheSamePlaceholders) {
  CheckCatalogue(AllSentences());
  CheckCatalogue(AllChangeSentences());
  CheckCatalogue(AllReaderSentences());
  CheckCatalogue(AllReferralSentences());
  CheckCatalogue(AllRuleSentences());
  CheckCatalogue(AllTrialSentences());
}

TEST(Sentences, ArgumentsStandInThePlaceOfTheirPlaceholders) {
  EXPECT_EQ(FillIn("{a} and {b}, {a}", {{"a", "1"}, {"b", "2"}}), "1 and 2, 1");
}

TEST(Sentences, AnArgumentIsNotFilledInItself) { EXPECT_EQ(FillIn("{a}", {{"a", "{b}"}, {"b", "2"}}), "{b}"); }

TEST(Sentences, APlaceholderWithoutArgumentStaysAsItIs) {
  EXPECT_EQ(FillIn("{a} {b", {}), "{a} {b");
  EXPECT_EQ(FillIn("", {}), "");
}

TEST(Sentences, SayFillsInBothLanguages) {
  const v1::LocalizedText text = Say(Sentence::kNotFound, {{"name", "teams/x"}});
  EXPECT_NE(text.nl().find("teams/x"), std::string::npos);
  EXPECT_NE(text.en().find("teams/x"), std::string::npos);
}

TEST(Sentences, OfAStateAndAVerbTheSentenceHasWords) {
  const v1::LocalizedText text =
      Say(ReferralSentence::kWrongState, {{"name", "DRAFT"}, {"state", "WITHDRAWN"}, {"verb", "SendOffers"}});
  EXPECT_EQ(text.nl(), "Dit kan nu niet: aanmelden. DRAFT staat op: ingetrokken.");
  EXPECT_EQ(text.en(), "This is not possible now: send offers. DRAFT is: withdrawn.");
}

TEST(Sentences, SilenceIsSaidInWords) {
  const v1::LocalizedText text =
      Say(ReferralSentence::kDeclinedBeforeOpen, {{"provider", "Kwintes"}, {"reason", "no-answer"}});
  EXPECT_NE(text.nl().find("Kwintes is eerder gevraagd"), std::string::npos);
  EXPECT_NE(text.nl().find("geen antwoord gekomen"), std::string::npos);
  EXPECT_NE(text.en().find("no answer came"), std::string::npos);
}

TEST(Sentences, OneWorkingDayIsNotSaidInThePlural) {
  const auto within = [](const std::string& days) {
    return Say(ChangeSentence::kAnswerTerm, {{"provider", "Kwintes"}, {"days", days}});
  };
  EXPECT_EQ(within("1").nl(), "Nodig: Kwintes spreekt af om binnen 1 werkdag te antwoorden.");
  EXPECT_EQ(within("1").en(), "Needed: Kwintes agrees to answer within 1 working day.");
  EXPECT_EQ(within("11").nl(), "Nodig: Kwintes spreekt af om binnen 11 werkdagen te antwoorden.");
  EXPECT_EQ(within("11").en(), "Needed: Kwintes agrees to answer within 11 working days.");
}

TEST(Sentences, ACodeWithoutWordsStaysAsItIs) {
  const v1::LocalizedText text = Say(ReferralSentence::kOfferClosed, {{"name", "x"}, {"state", "NEW_STATE"}});
  EXPECT_NE(text.nl().find("NEW_STATE"), std::string::npos);
}

}  // namespace
}  // namespace koppel
