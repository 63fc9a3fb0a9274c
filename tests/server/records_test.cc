// Get, List, Create, Update and Delete: the same code for all five resources, tested on those that show the most.

#include <set>
#include <thread>

#include "server/handlers/area_tables.h"
#include "server/handlers/capacities.h"
#include "server/handlers/locations.h"
#include "server/handlers/offerings.h"
#include "server/handlers/providers.h"
#include "server/handlers/teams.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kNewProvider[] = "provider_id: 'abrona' provider { title: 'Abrona' kind: CARE }";

class Records : public ::testing::Test {
 protected:
  void SetUp() override { house.Put(SmallDirectory()); }

  House house;
};

TEST_F(Records, WhatIsCreatedCanBeRead) {
  const auto made = house.Ask(&CreateProvider, kNewProvider);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->name(), "providers/abrona");
  EXPECT_FALSE(made->etag().empty());
  EXPECT_TRUE(made->has_create_time());
  const auto read = house.Ask(&GetProvider, "name: 'providers/abrona'");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->SerializeAsString(), made->SerializeAsString());
}

TEST_F(Records, EveryResourceCanBeCreatedAndDeleted) {
  EXPECT_TRUE(house.Ask(&CreateLocation, "location_id: 'x' location { title: 'x' area: 'GM0034' }").ok());
  EXPECT_TRUE(house
                  .Ask(&CreateTeam,
                       "team_id: 'x' team { title: 'x' service_areas: 'GM0034' "
                       "members { provider: 'providers/kwintes' role: COACH } }")
                  .ok());
  EXPECT_TRUE(house
                  .Ask(&CreateAreaTable,
                       "area_table_id: 'gm0034' area_table { vintage: 2025 source: 'Bron: CBS' "
                       "areas { code: 'WK003401' title: 'Haven' parent: 'GM0034' } }")
                  .ok());
  EXPECT_TRUE(house
                  .Ask(&CreateOffering,
                       "parent: 'providers/kwintes' offering_id: 'x' offering { title: 'x' "
                       "kind: CARE form: ONLINE domains: MIND }")
                  .ok());
  EXPECT_TRUE(house.Ask(&DeleteLocation, "name: 'locations/x'").ok());
  EXPECT_TRUE(house.Ask(&DeleteTeam, "name: 'teams/x'").ok());
  EXPECT_TRUE(house.Ask(&DeleteAreaTable, "name: 'areaTables/gm0034'").ok());
  EXPECT_TRUE(house.Ask(&DeleteOffering, "name: 'providers/kwintes/offerings/x'").ok());
  EXPECT_EQ(house.Count(), SmallDirectory().size());
}

TEST_F(Records, AMissingRecordIsNotFoundByItsName) {
  const auto missing = house.Ask(&GetProvider, "name: 'providers/none'");
  EXPECT_THAT(missing, FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_EQ(DetailIn<google::rpc::ResourceInfo>(missing.status())->resource_name(), "providers/none");
}

TEST_F(Records, ATakenNameIsRefused) {
  EXPECT_THAT(house.Ask(&CreateProvider, "provider_id: 'kwintes' provider { title: 'x' kind: CARE }"),
              FailsWith(absl::StatusCode::kAlreadyExists, "RECORD_EXISTS"));
}

TEST_F(Records, ValidateOnlyChecksEverythingAndStoresNothing) {
  const size_t before = house.Count();
  EXPECT_TRUE(house.Ask(&CreateProvider, std::string(kNewProvider) + " validate_only: true").ok());
  EXPECT_TRUE(house.Ask(&DeleteTeam, "name: 'teams/vak' validate_only: true").ok());
  const auto updated =
      house.Ask(&UpdateProvider, "provider { name: 'providers/kwintes' title: 'Nieuw' } validate_only: true");
  ASSERT_TRUE(updated.ok());
  EXPECT_EQ(updated->title(), "Nieuw");
  EXPECT_EQ(house.Ask(&GetProvider, "name: 'providers/kwintes'")->title(), "Kwintes");
  EXPECT_EQ(house.Count(), before);
  EXPECT_THAT(house.Ask(&DeleteProvider, "name: 'providers/kwintes' validate_only: true"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_REFERRED_TO"));
}

TEST_F(Records, WithoutMaskTheFieldsThatAreSetChange) {
  const auto updated = house.Ask(&UpdateProvider, "provider { name: 'providers/kwintes' description: 'Zorg' }");
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->description(), "Zorg");
  EXPECT_EQ(updated->title(), "Kwintes");
}

TEST_F(Records, AMaskSaysWhichFieldsChangeAlsoToNothing) {
  ASSERT_TRUE(house
                  .Ask(&UpdateOffering,
                       "offering { name: 'providers/kwintes/offerings/thuis' min_age: 18 "
                       "contact { phone: '0800-2000' url: 'https://x.nl' } }")
                  .ok());
  const auto updated = house.Ask(&UpdateOffering,
                                 "offering { name: 'providers/kwintes/offerings/thuis' "
                                 "title: 'not in the mask' contact { phone: '0800-3000' } } "
                                 "update_mask { paths: 'min_age' paths: 'contact.phone' }");
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_FALSE(updated->has_min_age());
  EXPECT_EQ(updated->contact().phone(), "0800-3000");
  EXPECT_EQ(updated->contact().url(), "https://x.nl");
  EXPECT_EQ(updated->title(), "Begeleiding aan huis");
}

TEST_F(Records, AStarReplacesTheWholeRecordAndKeepsItsCreateTime) {
  const auto before = house.Ask(&GetProvider, "name: 'providers/kwintes'");
  house.clock().Advance(absl::Hours(1));
  const auto updated = house.Ask(&UpdateProvider,
                                 "provider { name: 'providers/kwintes' title: 'Nieuw' kind: WELFARE "
                                 "create_time { seconds: 1 } } update_mask { paths: '*' }");
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->service_areas_size(), 0);
  EXPECT_EQ(updated->create_time().seconds(), before->create_time().seconds());
  EXPECT_EQ(updated->update_time().seconds(), before->update_time().seconds() + 3600);
}

TEST_F(Records, AWholeRecordIsCheckedAlsoWhenPartOfItChanges) {
  const auto updated = house.Ask(&UpdateProvider,
                                 "provider { name: 'providers/kwintes' } update_mask { paths: 'title' "
                                 "paths: 'nonsense' } request_id: 'no-uuid'");
  EXPECT_THAT(updated, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(updated.status()),
              testing::UnorderedElementsAre("update_mask.paths[1]", "provider.title", "request_id"));
}

TEST_F(Records, AMissingRecordIsMadeOnlyWhenThatIsAllowed) {
  const std::string patch = "provider { name: 'providers/abrona' title: 'Abrona' kind: CARE }";
  EXPECT_THAT(house.Ask(&UpdateProvider, patch), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_TRUE(house.Ask(&UpdateProvider, patch + " allow_missing: true").ok());
  EXPECT_THAT(house.Ask(&UpdateOffering,
                        "offering { name: 'providers/none/offerings/x' title: 'x' kind: CARE "
                        "form: ONLINE domains: MIND } allow_missing: true"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Records, AnUpdateNeedsANameOfItsCollection) {
  for (const char* name : {"", "kwintes", "locations/cartoon"}) {
    const auto updated =
        house.Ask(&UpdateProvider, "provider { title: 'x' kind: CARE name: '" + std::string(name) + "' }");
    EXPECT_THAT(updated, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS")) << name;
    EXPECT_THAT(FieldsIn(updated.status()), ElementsAre("provider.name"));
  }
}

TEST_F(Records, AStaleEtagIsRefused) {
  const auto read = house.Ask(&GetProvider, "name: 'providers/kwintes'");
  v1::UpdateProviderRequest request;
  *request.mutable_provider() = *read;
  request.mutable_provider()->set_title("Een");
  EXPECT_TRUE(house.Ask(&UpdateProvider, request).ok());
  request.mutable_provider()->set_title("Twee");
  const auto stale = house.Ask(&UpdateProvider, request);
  EXPECT_THAT(stale, FailsWith(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(DetailIn<google::rpc::ErrorInfo>(stale.status())->metadata().at("field"), "etag");
  v1::DeleteTeamRequest removal;
  removal.set_name("teams/vak");
  removal.set_etag("\"999\"");
  EXPECT_THAT(house.Ask(&DeleteTeam, removal), FailsWith(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(house.Ask(&GetProvider, "name: 'providers/kwintes'")->title(), "Een");
}

TEST_F(Records, ARepeatedRequestGetsTheFirstAnswer) {
  const std::string request = std::string(kNewProvider) + " request_id: '" + kUuid + "'";
  const auto first = house.Ask(&CreateProvider, request);
  ASSERT_TRUE(first.ok()) << first.status();
  const size_t count = house.Count();
  const auto second = house.Ask(&CreateProvider, request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(house.Count(), count);
}

TEST_F(Records, ARequestIdWithAnotherBodyIsRefused) {
  const std::string id = " request_id: '" + std::string(kUuid) + "'";
  ASSERT_TRUE(house.Ask(&CreateProvider, kNewProvider + id).ok());
  const auto reused = house.Ask(&CreateProvider, "provider_id: 'ander' provider { title: 'x' kind: CARE }" + id);
  EXPECT_THAT(reused, FailsWith(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  EXPECT_THAT(FieldsIn(reused.status()), ElementsAre("request_id"));
  EXPECT_THAT(house.Ask(&DeleteTeam, "name: 'teams/vak'" + id),
              FailsWith(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
  EXPECT_THAT(house.Ask(&GetProvider, "name: 'providers/ander'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Records, AnOfferingRefersToWhatExists) {
  const std::string rest = " offering_id: 'x' offering { title: 'x' kind: CARE form: GROUP domains: MIND ";
  EXPECT_THAT(house.Ask(&CreateOffering, "parent: 'providers/none'" + rest + "}"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  const auto dangling =
      house.Ask(&CreateOffering, "parent: 'providers/kwintes'" + rest + "location: 'locations/none' }");
  EXPECT_THAT(dangling, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(dangling.status()), ElementsAre("offering.location"));
}

TEST_F(Records, WhatIsReferredToIsNotDeletedAndTheErrorSaysByWhom) {
  const auto provider = house.Ask(&DeleteProvider, "name: 'providers/kwintes'");
  EXPECT_THAT(provider, FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_REFERRED_TO"));
  EXPECT_THAT(std::string(provider.status().message()), HasSubstr("providers/kwintes/offerings/thuis, teams/vak"));
  EXPECT_THAT(house.Ask(&DeleteOffering, "name: 'providers/kwintes/offerings/thuis'"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_REFERRED_TO"));
  EXPECT_THAT(house.Ask(&DeleteLocation, "name: 'locations/cartoon'"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_REFERRED_TO"));
}

TEST_F(Records, TheCapacityGoesWithItsOffering) {
  ASSERT_TRUE(house.Ask(&DeleteTeam, "name: 'teams/vak'").ok());
  ASSERT_TRUE(house.Ask(&DeleteOffering, "name: 'providers/kwintes/offerings/thuis'").ok());
  EXPECT_EQ(house.Count(), SmallDirectory().size() - 3);
}

TEST_F(Records, AnUnknownAreaIsRefusedOnceThereAreAreas) {
  const std::string request = "location_id: 'x' location { title: 'x' area: 'GM9999' }";
  EXPECT_THAT(FieldsIn(house.Ask(&CreateLocation, request).status()), ElementsAre("location.area"));
  House empty;
  EXPECT_TRUE(empty.Ask(&CreateLocation, request).ok());
}

TEST_F(Records, AnAreaIsKnownAsSoonAsItsTableIsStored) {
  ASSERT_TRUE(house
                  .Ask(&CreateAreaTable,
                       "area_table_id: 'gm0034' area_table { vintage: 2025 source: 'Bron: CBS' "
                       "areas { code: 'WK003401' title: 'Haven' parent: 'GM0034' } }")
                  .ok());
  EXPECT_TRUE(house.Ask(&CreateLocation, "location_id: 'x' location { title: 'x' area: 'WK003401' }").ok());
}

TEST_F(Records, PagesFollowEachOtherInTheOrderOfNames) {
  for (int i = 0; i < 7; ++i) {
    ASSERT_TRUE(
        house.Ask(&CreateProvider, "provider_id: 'p" + std::to_string(i) + "' provider { title: 'x' kind: CARE }")
            .ok());
  }
  std::vector<std::string> names;
  v1::ListProvidersRequest request;
  request.set_page_size(4);
  int pages = 0;
  do {
    const auto page = house.Ask(&ListProviders, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& provider : page->providers()) names.push_back(provider.name());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(names.size(), 9u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST_F(Records, OfferingsAreListedByProviderOrAll) {
  EXPECT_EQ(house.Ask(&ListOfferings, "parent: 'providers/kwintes'")->offerings_size(), 1);
  EXPECT_EQ(house.Ask(&ListOfferings, "parent: 'providers/-'")->offerings_size(), 2);
  EXPECT_THAT(house.Ask(&ListOfferings, "parent: 'providers/none'"),
              FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Records, APageTokenOfAnotherListIsRefused) {
  ASSERT_TRUE(house.Ask(&CreateProvider, kNewProvider).ok());
  const auto page = house.Ask(&ListProviders, "page_size: 1");
  v1::ListOfferingsRequest other;
  other.set_parent("providers/-");
  other.set_page_token(page->next_page_token());
  EXPECT_THAT(house.Ask(&ListOfferings, other), FailsWith(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST(RecordsUnderContention, NoReferenceIsEverLeftHanging) {
  storage::MemoryStore::Options unlucky;
  unlucky.conflicts = 0.2;
  House house(std::move(unlucky));
  for (int round = 0; round < 10; ++round) {
    const std::string id = "p" + std::to_string(round);
    ASSERT_TRUE(house.Ask(&CreateProvider, "provider_id: '" + id + "' provider { title: 'x' kind: CARE }").ok());
    std::thread deletes([&] {
      Call call = house.NewCall("DeleteProvider");
      (void)Serve(call, Parse<v1::DeleteProviderRequest>("name: 'providers/" + id + "'"), &DeleteProvider);
    });
    std::thread creates([&] {
      Call call = house.NewCall("CreateOffering");
      (void)Serve(call,
                  Parse<v1::CreateOfferingRequest>("parent: 'providers/" + id +
                                                   "' offering_id: 'x' offering { title: 'x' "
                                                   "kind: CARE form: GROUP domains: MIND }"),
                  &CreateOffering);
    });
    deletes.join();
    creates.join();
    const bool provider = house.Ask(&GetProvider, "name: 'providers/" + id + "'").ok();
    const bool offering = house.Ask(&GetOffering, "name: 'providers/" + id + "/offerings/x'").ok();
    EXPECT_EQ(provider, offering) << id;
  }
}

TEST(RecordsUnderContention, AConflictThatIsNobodysFaultIsTriedAgain) {
  storage::MemoryStore::Options unlucky;
  unlucky.conflicts = 0.5;
  House house(std::move(unlucky));
  for (int i = 0; i < 30; ++i) {
    EXPECT_TRUE(
        house.Ask(&CreateProvider, "provider_id: 'p" + std::to_string(i) + "' provider { title: 'x' kind: CARE }")
            .ok());
  }
}

}  // namespace
}  // namespace koppel::server
