#include "base/text_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace koppel {
namespace {

using Kind = PersonalData::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Kind> KindsIn(const std::string& text) {
  std::vector<Kind> kinds;
  for (const PersonalData& found : FindPersonalData(text)) kinds.push_back(found.kind);
  return kinds;
}

// 111222333 and 123456782 pass the 11-test; they are the numbers everybody uses as examples.
TEST(TextGuard, FindsABsnHoweverItIsWritten) {
  for (const char* text : {"111222333", "bsn 111222333.", "111.222.333", "111 222 333", "1112.22.333", "111-222-333",
                           "1112 22 333", "1 1 1 2 2 2 3 3 3", "111\u200b222\u200d333", "1\u00ad11222\ufeff 333",
                           "111\u00a0222\u00a0333", "111\u2013222\u2013333", "BSN:123456782", "(123456782)"}) {
    EXPECT_THAT(KindsIn(text), ElementsAre(Kind::kBsn)) << text;
  }
}

TEST(TextGuard, FindsABsnWithoutItsLeadingZero) {
  EXPECT_THAT(KindsIn("012345672"), ElementsAre(Kind::kBsn));
  EXPECT_THAT(KindsIn("12345672"), ElementsAre(Kind::kBsn));
  EXPECT_THAT(KindsIn("12.345.672"), ElementsAre(Kind::kBsn));
}

TEST(TextGuard, NineDigitsThatFailTheElevenTestAreNoBsn) {
  EXPECT_THAT(KindsIn("111222334"), IsEmpty());
  EXPECT_THAT(KindsIn("000000000"), IsEmpty());
}

TEST(TextGuard, FindsNumbersThroughWhatHasNoWidthAndInOtherDigits) {
  for (const char* text : {"111\u2066222\u2069333", "111\ufe0f222\ufe0f333", "１１１２２２３３３",
                           "１１１．２２２．３３３", "١١١٢٢٢٣٣٣", "111\u2003222\u2003333"}) {
    EXPECT_THAT(KindsIn(text), ElementsAre(Kind::kBsn)) << text;
  }
  for (const char* text : {"06\u206612345678", "06\u2011\u200b12345678", "０６１２３４５６７８"}) {
    EXPECT_THAT(KindsIn(text), ElementsAre(Kind::kPhone)) << text;
  }
}

TEST(TextGuard, FindsEmailAddressesThroughWhatHasNoWidthAndInFullWidth) {
  for (const char* text :
       {"jan\u200b@\u200bvoorbeeld.nl", "jan＠voorbeeld.nl", "jan@voor\u00adbeeld\u2060.nl", "ｊａｎ＠voorbeeld．nl"}) {
    EXPECT_THAT(KindsIn(text), ElementsAre(Kind::kEmail)) << text;
  }
}

TEST(TextGuard, SaysTheBytesOfTheTextAsItIsWritten) {
  const std::string text = "mail ｊａｎ\u200b＠voorbeeld.nl";
  EXPECT_THAT(FindPersonalData(text), ElementsAre(PersonalData{Kind::kEmail, 5, text.size()}));
}

TEST(TextGuard, BytesThatAreNotUtf8HideNothing) {
  EXPECT_THAT(KindsIn("\xff 111222333 \xc3"), ElementsAre(Kind::kBsn));
}

TEST(TextGuard, SaysWhereItIs) {
  const std::string text = "nummer 111.222.333 dus";
  EXPECT_THAT(FindPersonalData(text), ElementsAre(PersonalData{Kind::kBsn, 7, 18}));
}

TEST(TextGuard, FindsABsnAfterAnotherNumber) {
  EXPECT_THAT(KindsIn("3 kinderen, 111222333"), ElementsAre(Kind::kBsn));
  EXPECT_THAT(KindsIn("nr 7 111222333"), ElementsAre(Kind::kBsn));
}

TEST(TextGuard, FindsEmailAddresses) {
  EXPECT_THAT(KindsIn("mail jan.de.vries@voorbeeld.nl graag"), ElementsAre(Kind::kEmail));
  EXPECT_THAT(KindsIn("jan+x@mail.voorbeeld.org"), ElementsAre(Kind::kEmail));
  EXPECT_THAT(KindsIn("10 euro @ de markt, @handle, a@b"), IsEmpty());
}

TEST(TextGuard, FindsDutchTelephoneNumbers) {
  for (const char* text : {"0612345678", "06-12345678", "06 12 34 56 78", "+31 6 12345678", "+31 (0)6 12345678",
                           "0031612345678", "036-5211234", "(036) 521 12 34"}) {
    EXPECT_THAT(KindsIn(text), ElementsAre(Kind::kPhone)) << text;
  }
}

TEST(TextGuard, PublicNumbersAreNotPersonal) {
  for (const char* text : {"bel 112", "0800-2000", "0800-1205", "113"}) EXPECT_THAT(KindsIn(text), IsEmpty()) << text;
}

TEST(TextGuard, OrdinaryNumbersAreLeftAlone) {
  for (const char* text :
       {"samen breien", "3 keer per week, om 10:30", "12-03-1985", "1985-03-12", "2024-2025", "postcode 1315 AB",
        "1.234.567,89 euro", "BU00340101", "tussen 12 en 15 jaar", "Wmo 2015 art. 2.3.3", "12345678901234567890"}) {
    EXPECT_THAT(KindsIn(text), IsEmpty()) << text;
  }
}

TEST(TextGuard, FindsEverythingInOneText) {
  EXPECT_THAT(KindsIn("111222333, 06-12345678 en a@voorbeeld.nl"), ElementsAre(Kind::kBsn, Kind::kPhone, Kind::kEmail));
}

}  // namespace
}  // namespace koppel
