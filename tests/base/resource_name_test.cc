#include "base/resource_name.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel {
namespace {

TEST(ResourceName, NamesAreBuiltAndTakenApart) {
  const std::string provider = ProviderName("org-kwintes");
  const std::string offering = OfferingName(provider, "begeleiding-thuis");
  const std::string capacity = CapacityName(offering);
  EXPECT_EQ(offering, "providers/org-kwintes/offerings/begeleiding-thuis");
  EXPECT_EQ(capacity, "providers/org-kwintes/offerings/begeleiding-thuis/capacity");
  EXPECT_EQ(ParentOf(capacity), offering);
  EXPECT_EQ(ParentOf(offering), provider);
  EXPECT_EQ(ParentOf(provider), "");
}

TEST(ResourceName, EveryNameBelongsToItsOwnCollectionAlone) {
  const std::string offering = OfferingName(ProviderName("a"), "b");
  EXPECT_EQ(CollectionOf(ProviderName("a")), "providers");
  EXPECT_EQ(CollectionOf(offering), "offerings");
  EXPECT_EQ(CollectionOf(CapacityName(offering)), "capacities");
  EXPECT_EQ(CollectionOf(LocationName("a")), "locations");
  EXPECT_EQ(CollectionOf(TeamName("a")), "teams");
  EXPECT_EQ(CollectionOf(AreaTableName("gm0034")), "areaTables");
  EXPECT_EQ(CollectionOf(RuleSetName("gm0034")), "ruleSets");
  EXPECT_EQ(CollectionOf(RuleSetRevisionName(RuleSetName("gm0034"), 12)), "ruleSetRevisions");
  const std::string referral = ReferralName(MunicipalityName("GM0034"), "x");
  EXPECT_EQ(CollectionOf(MunicipalityName("GM0034")), "municipalities");
  EXPECT_EQ(CollectionOf(referral), "referrals");
  EXPECT_EQ(CollectionOf(AdviceName(referral, 1)), "advices");
  EXPECT_EQ(CollectionOf(OfferName(referral, 1)), "offers");
  EXPECT_EQ(CollectionOf(PlacementName(referral, 1)), "placements");
  EXPECT_FALSE(IsNameIn("providers", offering));
  EXPECT_FALSE(IsNameIn("offerings", CapacityName(offering)));
  EXPECT_FALSE(IsNameIn("nothing", "providers/a"));
}

TEST(ResourceName, AnIdIsShortLowerCaseAndStartsWithALetterOrDigit) {
  EXPECT_TRUE(IsId("a"));
  EXPECT_TRUE(IsId("0-a"));
  EXPECT_TRUE(IsId(std::string(63, 'a')));
  for (const std::string& id : {std::string(), std::string("-a"), std::string("A"), std::string("a b"),
                                std::string("a/b"), std::string("\u00e9"), std::string(64, 'a'), std::string("a_b")}) {
    EXPECT_FALSE(IsId(id)) << id;
  }
}

TEST(ResourceName, ARevisionIsANumberFromOne) {
  const std::string revision = RuleSetRevisionName(RuleSetName("nl"), 12);
  EXPECT_EQ(revision, "ruleSets/nl/revisions/12");
  EXPECT_EQ(ParentOf(revision), "ruleSets/nl");
  EXPECT_EQ(RevisionNumberOf(revision), 12);
  for (const char* name : {"ruleSets/nl", "ruleSets/nl/revisions/0", "ruleSets/nl/revisions/01",
                           "ruleSets/nl/revisions/-1", "ruleSets/nl/revisions/1a", "ruleSets/nl/revisions/",
                           "ruleSets/nl/revisions/1234567890", "ruleSets/NL/revisions/1"}) {
    EXPECT_EQ(RevisionNumberOf(name), 0) << name;
    EXPECT_FALSE(IsNameIn("ruleSetRevisions", name)) << name;
  }
}

TEST(ResourceName, WhatHangsOnARequestHasANumberFromOne) {
  const std::string municipality = MunicipalityName("GM0034");
  const std::string referral = ReferralName(municipality, "k3b2");
  EXPECT_EQ(referral, "municipalities/GM0034/referrals/k3b2");
  EXPECT_EQ(ParentOf(referral), municipality);
  EXPECT_EQ(ParentOf(municipality), "");
  for (const std::string& name : {AdviceName(referral, 12), OfferName(referral, 12), PlacementName(referral, 12)}) {
    EXPECT_EQ(ParentOf(name), referral) << name;
    EXPECT_EQ(NumberOf(name), 12) << name;
    EXPECT_EQ(IdOf(name), "12") << name;
  }
  EXPECT_EQ(OfferName(referral, 12), "municipalities/GM0034/referrals/k3b2/offers/12");
  EXPECT_EQ(NumberOf(referral), 0);
  EXPECT_EQ(NumberOf(RuleSetRevisionName(RuleSetName("nl"), 12)), 0);
  EXPECT_EQ(RevisionNumberOf(OfferName(referral, 12)), 0);
  for (const char* last : {"0", "01", "-1", "1a", "", "1234567890", "one"}) {
    EXPECT_EQ(NumberOf(referral + "/offers/" + last), 0) << last;
    EXPECT_FALSE(IsNameIn("offers", referral + "/offers/" + last)) << last;
  }
}

TEST(ResourceName, AMunicipalityIsItsCbsCode) {
  EXPECT_TRUE(IsNameIn("municipalities", "municipalities/GM0034"));
  for (const char* code : {"", "0034", "GM34", "GM00345", "gm0034", "WK0034", "GM003a", "GM-034"}) {
    EXPECT_FALSE(IsNameIn("municipalities", MunicipalityName(code))) << code;
    EXPECT_FALSE(IsNameIn("referrals", ReferralName(MunicipalityName(code), "x"))) << code;
  }
}

TEST(ResourceName, WhatIsAlmostANameIsNone) {
  for (const char* name : {"", "providers", "providers/", "/providers/a", "providers/a/", "providers//a", "provider/a",
                           "providers/a/offerings", "providers/a/offerings/", "providers/a/offerings/b/capacity/",
                           "providers/a/offerings/b/capacities"}) {
    EXPECT_EQ(CollectionOf(name), "") << name;
  }
}

}  // namespace
}  // namespace koppel
