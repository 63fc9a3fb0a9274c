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

TEST(ResourceName, WhatIsAlmostANameIsNone) {
  for (const char* name : {"", "providers", "providers/", "/providers/a", "providers/a/", "providers//a", "provider/a",
                           "providers/a/offerings", "providers/a/offerings/", "providers/a/offerings/b/capacity/",
                           "providers/a/offerings/b/capacities"}) {
    EXPECT_EQ(CollectionOf(name), "") << name;
  }
}

}  // namespace
}  // namespace koppel
