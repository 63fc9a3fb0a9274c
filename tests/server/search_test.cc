#include "server/handlers/search.h"

#include "server/handlers/vocabulary.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::ElementsAre;

constexpr char kThuis[] = "providers/kwintes/offerings/thuis";
constexpr char kBreien[] = "providers/deschoor/offerings/breien";

class Search : public ::testing::Test {
 protected:
  void SetUp() override { house.Put(SmallDirectory()); }

  std::vector<std::string> Find(const std::string& request) {
    std::vector<std::string> names;
    const auto page = house.Ask(&SearchOfferings, request);
    EXPECT_TRUE(page.ok()) << page.status();
    if (page.ok()) {
      for (const auto& result : page->results()) names.push_back(result.offering().name());
    }
    return names;
  }

  House house;
};

TEST_F(Search, WithoutConditionsEverythingIsFoundByName) { EXPECT_THAT(Find(""), ElementsAre(kBreien, kThuis)); }

TEST_F(Search, CaseAndAccentsDoNotMatter) {
  EXPECT_THAT(Find("query: 'BREICAFE'"), ElementsAre(kBreien));
  EXPECT_THAT(Find("query: 'breicaf\\303\\251'"), ElementsAre(kBreien));
}

TEST_F(Search, EveryWordMustOccur) {
  EXPECT_THAT(Find("query: 'begeleiding huis'"), ElementsAre(kThuis));
  EXPECT_THAT(Find("query: 'begeleiding zwembad'"), ElementsAre());
}

TEST_F(Search, ConditionsHoldTogether) {
  EXPECT_THAT(Find("domain: SOCIAL"), ElementsAre(kBreien));
  EXPECT_THAT(Find("kind: CARE"), ElementsAre(kThuis));
  EXPECT_THAT(Find("kind: CARE domain: SOCIAL"), ElementsAre());
}

TEST_F(Search, OnlyWhatServesTheAreaIsFound) {
  EXPECT_THAT(Find("area: 'GM0034'"), ElementsAre(kBreien, kThuis));
  EXPECT_THAT(Find("area: 'GM0344'"), ElementsAre());
}

TEST_F(Search, NearestComesFirstAndWhatHasNoPlaceLast) {
  const auto found = house.Ask(&SearchOfferings, "near { latitude: 52.38 longitude: 5.22 }");
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->results_size(), 2);
  EXPECT_EQ(found->results(0).offering().name(), kBreien);
  EXPECT_NEAR(found->results(0).distance_meters(), 1112, 5);  // A hundredth of a degree north.
  EXPECT_FALSE(found->results(1).has_distance_meters());
  EXPECT_THAT(Find("near { latitude: 52.38 longitude: 5.22 } max_distance_meters: 1000"), ElementsAre());
  EXPECT_THAT(Find("near { latitude: 52.38 longitude: 5.22 } max_distance_meters: 1200"), ElementsAre(kBreien));
}

TEST_F(Search, TheCapacityComesAlong) {
  const auto found = house.Ask(&SearchOfferings, "");
  EXPECT_EQ(found->results(0).capacity().state(), v1::Capacity::UNKNOWN);
  EXPECT_EQ(found->results(1).capacity().reported_free(), 2);
}

TEST_F(Search, WhereTheLastPlaceIsTakenItIsFull) {
  const std::string name = std::string("name: '") + kThuis + "/capacity'";
  for (const auto& [held, state] : {std::pair("1", v1::Capacity::FREE), std::pair("2", v1::Capacity::FULL)}) {
    house.Put({"capacity { state: FREE reported_free: 2 held: " + std::string(held) + " " + name + " }"});
    const auto found = house.Ask(&SearchOfferings, "");
    ASSERT_EQ(found->results_size(), 2);
    EXPECT_EQ(found->results(1).capacity().state(), state);
  }
}

TEST_F(Search, PagesFollowEachOtherAlsoByDistance) {
  v1::SearchOfferingsRequest request =
      Parse<v1::SearchOfferingsRequest>("page_size: 1 near { latitude: 52.38 longitude: 5.22 }");
  const auto first = house.Ask(&SearchOfferings, request);
  ASSERT_TRUE(first.ok());
  request.set_page_token(first->next_page_token());
  const auto second = house.Ask(&SearchOfferings, request);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(first->results(0).offering().name(), kBreien);
  EXPECT_EQ(second->results(0).offering().name(), kThuis);
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(Search, AnUnknownSubtopicIsRefused) {
  EXPECT_THAT(house.Ask(&SearchOfferings, "subtopic: 'onzin'"),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
}

TEST_F(Search, TheVocabularyIsGivenInPagesByKind) {
  std::vector<std::string> codes;
  v1::ListVocabularyRequest request;
  request.set_kind(v1::WISH);
  request.set_page_size(10);
  do {
    const auto page = house.Ask(&ListVocabulary, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LE(page->terms_size(), 10);
    for (const auto& term : page->terms()) {
      EXPECT_EQ(term.kind(), v1::WISH);
      codes.push_back(term.code());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_THAT(codes, testing::Contains("breien"));
  EXPECT_GT(codes.size(), 10u);
}

}  // namespace
}  // namespace koppel::server
