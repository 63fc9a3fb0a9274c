// The methods that read cases: requests, advices, offers, placements, the inbox and the waiting list.

#include "server/handlers/case_reading.h"

#include "server/handlers/inbox.h"
#include "server/handlers/waiting_offers.h"
#include "server/handlers/watch_referrals.h"
#include "tests/server/stored_cases.h"

namespace koppel::server {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kThuis[] = "providers/kwintes/offerings/thuis";

class CaseReading : public ::testing::Test {
 protected:
  void SetUp() override { house.Put(SmallDirectory()); }

  // Follows the pages to the end; gives what `name_of` says of every record, a "|" between pages.
  template <typename Request, typename Response, typename Records>
  std::vector<std::string> Pages(absl::StatusOr<Response> (*handler)(Call&, const Request&), Request request,
                                 const Records& (Response::*records)() const) {
    std::vector<std::string> names;
    do {
      const auto page = house.Ask(handler, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      if (!names.empty()) names.push_back("|");
      for (const auto& record : ((*page).*records)()) names.push_back(ShortName(record));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }

  static std::string ShortName(const v1::InboxItem& item) {
    return ShortName(item.referral()) + ":" + v1::Waiting::Step_Name(item.waiting().step());
  }
  static std::string ShortName(const std::string& name) { return name.substr(name.rfind('/') + 1); }
  template <typename Record>
  static std::string ShortName(const Record& record) {
    return ShortName(record.name());
  }

  House house;
};

TEST_F(CaseReading, ARequestIsReadAsItIsNow) {
  const auto stored = PutCase(house, CaseName("a"), "referral { resident: 'p1' state: DRAFT area: 'GM0034' }");
  const auto read = house.Ask(&GetReferral, "name: '" + CaseName("a") + "'");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->resident(), "p1");
  EXPECT_EQ(read->etag(), "\"" + std::to_string(stored.revision.value) + "\"");
  EXPECT_EQ(read->update_time().seconds(), absl::ToUnixSeconds(house.clock().Now()));
  EXPECT_GE(house.revision(), stored.revision);
}

TEST_F(CaseReading, WhatIsNotThereIsNotFoundByTheNameThatWasAsked) {
  PutCase(house, CaseName("a"), "offers { name: 'CASE/offers/1' }");
  const auto missing = [&](const absl::Status& status, const std::string& name) {
    EXPECT_THAT(status, FailsWith(StatusCode::kNotFound, "RECORD_NOT_FOUND"));
    EXPECT_EQ(DetailIn<google::rpc::ResourceInfo>(status)->resource_name(), name);
  };
  const std::string none = CaseName("none");
  missing(house.Ask(&GetReferral, "name: '" + none + "'").status(), none);
  missing(house.Ask(&GetAdvice, "name: '" + CaseName("a") + "/advices/1'").status(), CaseName("a") + "/advices/1");
  missing(house.Ask(&GetOffer, "name: '" + none + "/offers/1'").status(), none + "/offers/1");
  missing(house.Ask(&GetOffer, "name: '" + CaseName("a") + "/offers/2'").status(), CaseName("a") + "/offers/2");
  missing(house.Ask(&GetPlacement, "name: '" + CaseName("a") + "/placements/1'").status(),
          CaseName("a") + "/placements/1");
  missing(house.Ask(&ListOffers, "parent: '" + none + "'").status(), none);
  missing(house.Ask(&ListPlacements, "parent: '" + none + "'").status(), none);
  missing(house.Ask(&ListWaitingOffers, "offering: 'providers/kwintes/offerings/none'").status(),
          "providers/kwintes/offerings/none");
}

TEST_F(CaseReading, ANameOfAnotherKindIsRefused) {
  for (const absl::Status& status : {house.Ask(&GetReferral, "name: 'providers/kwintes'").status(),
                                     house.Ask(&GetOffer, "name: '" + CaseName("a") + "/placements/1'").status(),
                                     house.Ask(&GetAdvice, "name: '" + CaseName("a") + "'").status()}) {
    EXPECT_THAT(status, FailsWith(StatusCode::kInvalidArgument, "INVALID_FIELDS"));
    EXPECT_THAT(FieldsIn(status), ElementsAre("name"));
  }
  const absl::Status parent = house.Ask(&ListReferrals, "parent: 'municipalities/0034'").status();
  EXPECT_THAT(FieldsIn(parent), ElementsAre("parent"));
}

TEST_F(CaseReading, RequestsAreListedByMunicipalityStateAndResident) {
  PutCase(house, CaseName("a"), "referral { resident: 'p1' state: DRAFT }");
  PutCase(house, CaseName("b"), "referral { resident: 'p2' state: OFFERED }");
  PutCase(house, CaseName("c"), "referral { resident: 'p1' state: OFFERED }");
  PutCase(house, "municipalities/GM0344/referrals/d", "referral { resident: 'p1' state: OFFERED }");
  const auto list = [&](const std::string& text) {
    return Pages(&ListReferrals, Parse<v1::ListReferralsRequest>("parent: 'municipalities/GM0034' " + text),
                 &v1::ListReferralsResponse::referrals);
  };
  EXPECT_THAT(list(""), ElementsAre("a", "b", "c"));
  EXPECT_THAT(list("page_size: 2"), ElementsAre("a", "b", "|", "c"));
  EXPECT_THAT(list("states: OFFERED"), ElementsAre("b", "c"));
  EXPECT_THAT(list("states: OFFERED states: DRAFT resident: 'p1'"), ElementsAre("a", "c"));
  EXPECT_THAT(list("states: WITHDRAWN"), IsEmpty());
}

TEST_F(CaseReading, AFilterThatFitsFewStillFillsItsPages) {
  for (int i = 100; i < 220; ++i) {
    PutCase(house, CaseName(std::to_string(i)),
            i % 50 == 0 ? "referral { state: STARTED }" : "referral { state: DRAFT }");
  }
  auto request = Parse<v1::ListReferralsRequest>("parent: 'municipalities/GM0034' states: STARTED page_size: 2");
  const auto page = house.Ask(&ListReferrals, request);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->referrals_size(), 2);
  request.set_page_token(page->next_page_token());
  EXPECT_EQ(house.Ask(&ListReferrals, request)->referrals(0).name(), CaseName("200"));
  request.clear_states();
  EXPECT_THAT(house.Ask(&ListReferrals, request), FailsWith(StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST_F(CaseReading, OffersAndPlacementsComeByTheirNumbers) {
  std::string text;
  for (int i = 1; i <= 11; ++i) text += "offers { name: 'CASE/offers/" + std::to_string(i) + "' } ";
  text += "placements { name: 'CASE/placements/7' } placements { name: 'CASE/placements/2' offering: 'x' }";
  PutCase(house, CaseName("a"), text);
  const std::string parent = "parent: '" + CaseName("a") + "' ";
  EXPECT_THAT(
      Pages(&ListOffers, Parse<v1::ListOffersRequest>(parent + "page_size: 6"), &v1::ListOffersResponse::offers),
      ElementsAre("1", "2", "3", "4", "5", "6", "|", "7", "8", "9", "10", "11"));
  EXPECT_THAT(Pages(&ListPlacements, Parse<v1::ListPlacementsRequest>(parent + "page_size: 1"),
                    &v1::ListPlacementsResponse::placements),
              ElementsAre("2", "|", "7"));
  EXPECT_EQ(house.Ask(&GetPlacement, "name: '" + CaseName("a") + "/placements/2'")->offering(), "x");
  EXPECT_EQ(house.Ask(&GetOffer, "name: '" + CaseName("a") + "/offers/11'")->name(), CaseName("a") + "/offers/11");
}

TEST_F(CaseReading, AnAdviceIsReadWithTheTimeOfItsMaking) {
  storage::CaseChange change;
  change.record.mutable_referral()->set_name(CaseName("a"));
  change.advice = Parse<v1::Advice>("name: '" + CaseName("a") + "/advices/1' fits: IN_TIME");
  ASSERT_TRUE(house.cases().Apply(change).ok());
  const absl::Time made = house.clock().Now();
  house.clock().Advance(absl::Hours(1));
  const auto advice = house.Ask(&GetAdvice, "name: '" + CaseName("a") + "/advices/1'");
  ASSERT_TRUE(advice.ok()) << advice.status();
  EXPECT_THAT(advice->fits(), ElementsAre(v1::IN_TIME));
  EXPECT_EQ(advice->create_time().seconds(), absl::ToUnixSeconds(made));
}

constexpr char kWaitsForTwo[] = R"(
  referral {
    urgency: PRIORITY
    waiting_for { party: 'providers/kwintes' step: ANSWER about: 'CASE/offers/1' }
    waiting_for { party: 'providers/kwintes' step: START about: 'CASE/placements/2' }
    waiting_for { party: 'municipalities/GM0034' step: REVIEW }
    clocks { kind: ANSWER about: 'CASE/offers/1' state: RUNNING due_time { seconds: 1763983800 } }
    clocks { kind: RECEIPT about: 'CASE/offers/1' state: MET }
    clocks { kind: START about: 'CASE/placements/2' state: PASSED }
    clocks { kind: DECISION state: RUNNING }
  })";

TEST_F(CaseReading, TheInboxSaysWhatAPartyHasToDoWithTheTermsThatRun) {
  PutCase(house, CaseName("a"), kWaitsForTwo);
  const auto inbox = house.Ask(&ListInbox, "party: 'providers/kwintes'");
  ASSERT_TRUE(inbox.ok()) << inbox.status();
  ASSERT_EQ(inbox->items_size(), 2);
  const v1::InboxItem& answer = inbox->items(0);
  EXPECT_EQ(answer.referral(), CaseName("a"));
  EXPECT_EQ(answer.urgency(), v1::PRIORITY);
  EXPECT_EQ(answer.waiting().about(), CaseName("a") + "/offers/1");
  ASSERT_EQ(answer.clocks_size(), 2);
  EXPECT_EQ(answer.clocks(0).kind(), v1::Clock::ANSWER);
  EXPECT_EQ(answer.clocks(1).kind(), v1::Clock::DECISION);
  EXPECT_EQ(inbox->items(1).clocks(0).kind(), v1::Clock::START);
  const auto advisers = house.Ask(&ListInbox, "party: 'municipalities/GM0034'");
  ASSERT_EQ(advisers->items_size(), 1);
  EXPECT_EQ(advisers->items(0).waiting().step(), v1::Waiting::REVIEW);
}

TEST_F(CaseReading, AnEmptyInboxIsOfSomebodyWhoIsThere) {
  EXPECT_THAT(house.Ask(&ListInbox, "party: 'providers/kwintess'").status(),
              FailsWith(StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_THAT(house.Ask(&ListInbox, "party: 'teams/vakk'").status(),
              FailsWith(StatusCode::kNotFound, "RECORD_NOT_FOUND"));
  EXPECT_TRUE(house.Ask(&ListInbox, "party: 'municipalities/GM9999'").ok());
}

TEST_F(CaseReading, AnInboxPageMayEndWithinARequest) {
  for (const char* id : {"a", "b", "c"}) PutCase(house, CaseName(id), kWaitsForTwo);
  const auto pages = [&](const std::string& size) {
    return Pages(&ListInbox, Parse<v1::ListInboxRequest>("party: 'providers/kwintes' page_size: " + size),
                 &v1::ListInboxResponse::items);
  };
  EXPECT_THAT(pages("4"), ElementsAre("a:ANSWER", "a:START", "b:ANSWER", "b:START", "|", "c:ANSWER", "c:START"));
  EXPECT_THAT(pages("5"), ElementsAre("a:ANSWER", "a:START", "b:ANSWER", "b:START", "c:ANSWER", "|", "c:START"));
  EXPECT_THAT(pages("1"), ElementsAre("a:ANSWER", "|", "a:START", "|", "b:ANSWER", "|", "b:START", "|", "c:ANSWER", "|",
                                      "c:START"));
}

TEST_F(CaseReading, EveryInboxPageTellsTheWatchToBeginWhereTheFirstWasRead) {
  for (const char* id : {"a", "b"}) PutCase(house, CaseName(id), kWaitsForTwo);
  const std::string before = MakeResumeToken("providers/kwintes", house.store().Latest());
  auto request = Parse<v1::ListInboxRequest>("party: 'providers/kwintes' page_size: 1");
  const auto first = house.Ask(&ListInbox, request);
  ASSERT_TRUE(first.ok()) << first.status();
  PutCase(house, CaseName("c"), kWaitsForTwo);
  request.set_page_token(first->next_page_token());
  const auto second = house.Ask(&ListInbox, request);
  EXPECT_EQ(first->resume_token(), before);
  EXPECT_EQ(second->resume_token(), before);
  EXPECT_EQ(house.Ask(&ListInbox, "party: 'providers/deschoor'")->resume_token(),
            MakeResumeToken("providers/deschoor", house.store().Latest()));
}

TEST_F(CaseReading, AnInboxFollowsItsCases) {
  PutCase(house, CaseName("a"), kWaitsForTwo);
  PutCase(house, CaseName("a"), "referral { state: WITHDRAWN }");
  EXPECT_EQ(house.Ask(&ListInbox, "party: 'providers/kwintes'")->items_size(), 0);
  EXPECT_EQ(house.Ask(&ListInbox, "party: 'teams/vak'")->items_size(), 0);
}

TEST_F(CaseReading, APartyIsAMunicipalityAProviderOrATeam) {
  for (const char* party : {"GM0034", "locations/x", "providers/Kwintes", "municipalities/GM34", "teams/vak/x"}) {
    const auto inbox = house.Ask(&ListInbox, std::string("party: '") + party + "'");
    EXPECT_THAT(inbox, FailsWith(StatusCode::kInvalidArgument, "INVALID_FIELDS")) << party;
    EXPECT_THAT(FieldsIn(inbox.status()), ElementsAre("party"));
    EXPECT_THAT(DetailIn<google::rpc::LocalizedMessage>(inbox.status())->message(), HasSubstr("party: is geen partij"));
  }
}

std::string WaitsForAPlace(const std::string& urgency, int since) {
  return "referral { urgency: " + urgency + " } offers { name: 'CASE/offers/1' offering: '" + kThuis +
         "' state: ON_WAITING_LIST send_time { seconds: " + std::to_string(since) + " } }";
}

TEST_F(CaseReading, TheWaitingListSaysWhoIsNext) {
  PutCase(house, CaseName("early"), WaitsForAPlace("NORMAL", 100));
  PutCase(house, CaseName("late"), WaitsForAPlace("NORMAL", 200));
  PutCase(house, CaseName("urgent"), WaitsForAPlace("URGENT", 300));
  PutCase(house, CaseName("placed"), WaitsForAPlace("URGENT", 50));
  PutCase(house, CaseName("placed"), std::string("offers { name: 'CASE/offers/1' state: ACCEPTED }"));
  auto request = Parse<v1::ListWaitingOffersRequest>(std::string("page_size: 2 offering: '") + kThuis + "'");
  const auto page = house.Ask(&ListWaitingOffers, request);
  ASSERT_TRUE(page.ok()) << page.status();
  ASSERT_EQ(page->offers_size(), 2);
  EXPECT_EQ(page->offers(0).name(), CaseName("urgent") + "/offers/1");
  EXPECT_EQ(page->offers(1).name(), CaseName("early") + "/offers/1");
  request.set_page_token(page->next_page_token());
  const auto rest = house.Ask(&ListWaitingOffers, request);
  ASSERT_EQ(rest->offers_size(), 1);
  EXPECT_EQ(rest->offers(0).name(), CaseName("late") + "/offers/1");
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(CaseReading, APartnerSeesTheCasesThatInvolveItAndNoOthers) {
  house.Put({"team { name: 'teams/vak' title: 'VAK' members { provider: 'providers/kwintes' role: PARTNER } }"});
  PutCase(house, CaseName("own"), "offers { name: 'CASE/offers/1' party: 'providers/kwintes' }");
  PutCase(house, CaseName("team"), "offers { name: 'CASE/offers/1' party: 'teams/vak' }");
  PutCase(house, CaseName("placed"),
          std::string("placements { name: 'CASE/placements/1' offering: '") + kThuis + "' }");
  PutCase(house, CaseName("other"), "offers { name: 'CASE/offers/1' party: 'providers/deschoor' }");
  house.As(Caller{.subject = "jan", .roles = {kPartner}, .scopes = {"providers/kwintes"}, .purpose = "referral"});
  for (const char* id : {"own", "team", "placed"}) {
    EXPECT_TRUE(house.Ask(&GetReferral, "name: '" + CaseName(id) + "'").ok()) << id;
  }
  const std::string other = CaseName("other");
  for (const absl::Status& status : {house.Ask(&GetReferral, "name: '" + other + "'").status(),
                                     house.Ask(&GetOffer, "name: '" + other + "/offers/1'").status(),
                                     house.Ask(&ListOffers, "parent: '" + other + "'").status(),
                                     house.Ask(&GetPlacement, "name: '" + other + "/placements/1'").status(),
                                     house.Ask(&ListPlacements, "parent: '" + other + "'").status(),
                                     house.Ask(&ListInbox, "party: 'providers/deschoor'").status(),
                                     house.Ask(&ListInbox, "party: 'municipalities/GM0034'").status()}) {
    EXPECT_THAT(status, FailsWith(StatusCode::kPermissionDenied, "NOT_ALLOWED"));
  }
  EXPECT_TRUE(house.Ask(&ListInbox, "party: 'providers/kwintes'").ok());
  house.As(Caller{.subject = "els", .roles = {kAdviser}, .scopes = {}, .purpose = "referral"});
  EXPECT_TRUE(house.Ask(&GetReferral, "name: '" + other + "'").ok());
  EXPECT_TRUE(house.Ask(&ListInbox, "party: 'providers/deschoor'").ok());
}

}  // namespace
}  // namespace koppel::server
