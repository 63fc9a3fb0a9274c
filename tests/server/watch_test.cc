// WatchReferrals: what changes is told to whom it concerns, once, until the caller leaves.

#include <atomic>
#include <condition_variable>
#include <set>

#include "server/handlers/change_queue.h"
#include "server/handlers/inbox.h"
#include "server/handlers/parties.h"
#include "server/handlers/watch_referrals.h"
#include "server/page_token.h"
#include "tests/server/stored_cases.h"

namespace koppel::server {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::Duration kLong = absl::Seconds(20);

// Somebody who watches, on a thread of its own.
class Watching {
 public:
  Watching(House& house, const std::string& party, const std::string& token) : call_(house.NewCall("WatchReferrals")) {
    call_.cancelled = [this] { return left_.load(); };
    call_.deadline = absl::InfinitePast();
    v1::WatchReferralsRequest request;
    request.set_party(party);
    request.set_resume_token(token);
    thread_ = std::thread([this, request] {
      status_ = ServeWatch(call_, request, [this](const auto& message) { return Take(message); });
    });
  }
  ~Watching() {
    left_ = true;
    if (thread_.joinable()) thread_.join();
  }

  // The messages, when there are so many.
  std::vector<v1::WatchReferralsResponse> Await(size_t count, absl::Duration limit = kLong) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, absl::ToChronoMilliseconds(limit), [&] { return messages_.size() >= count; });
    return messages_;
  }

  std::vector<std::string> AwaitNames(size_t count) {
    std::vector<std::string> names;
    for (const auto& message : Await(count)) names.push_back(message.referral().name());
    return names;
  }

  // How it ended.
  absl::Status Leave() {
    left_ = true;
    return End();
  }
  absl::Status End() {
    thread_.join();
    return status_;
  }

 private:
  bool Take(const v1::WatchReferralsResponse& message) {
    const std::lock_guard lock(mutex_);
    messages_.push_back(message);
    came_.notify_all();
    return true;
  }

  Call call_;
  std::atomic<bool> left_ = false;
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<v1::WatchReferralsResponse> messages_;  // Guarded by mutex_.
  absl::Status status_;
  std::thread thread_;
};

class Watch : public ::testing::Test {
 protected:
  // A token from now on.
  std::string Token(const std::string& party) { return MakeResumeToken(party, house.store().Latest()); }

  House house;
};

TEST_F(Watch, AMunicipalityIsToldOfItsOwnRequests) {
  Watching watching(house, kAlmereAdvisers, Token(kAlmereAdvisers));
  PutCase(house, "municipalities/GM0344/referrals/x", "");
  PutCase(house, CaseName("a"), "referral { state: DRAFT }");
  EXPECT_THAT(watching.AwaitNames(1), ElementsAre(CaseName("a")));
  PutCase(house, CaseName("b"), "");
  PutCase(house, CaseName("a"), "referral { state: SUBMITTED }");
  const auto messages = watching.Await(3);
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0].referral().state(), v1::Referral::DRAFT);
  EXPECT_EQ(messages[1].referral().name(), CaseName("b"));
  EXPECT_EQ(messages[2].referral().state(), v1::Referral::SUBMITTED);
  EXPECT_EQ(messages[2].referral().etag(), "\"" + std::to_string(house.store().Latest().value) + "\"");
  EXPECT_TRUE(watching.Leave().ok());
}

TEST_F(Watch, APartnerIsToldOfWhatItHasToDoWith) {
  const std::string party = "providers/kwintes";
  Watching watching(house, party, Token(party));
  PutCase(house, CaseName("other"), "offers { party: 'providers/deschoor' }");
  PutCase(house, CaseName("asked"), "offers { party: 'providers/kwintes' state: PENDING }");
  PutCase(house, CaseName("waited-for"), "referral { waiting_for { party: 'providers/kwintes' } }");
  PutCase(house, CaseName("team"), "offers { party: 'teams/vak' }");
  PutCase(house, CaseName("placed"), "placements { offering: 'providers/kwintes/offerings/thuis' }");
  EXPECT_THAT(watching.AwaitNames(3), ElementsAre(CaseName("asked"), CaseName("waited-for"), CaseName("placed")));
}

TEST_F(Watch, WithoutATokenItBeginsNow) {
  PutCase(house, CaseName("before"), "");
  Watching watching(house, kAlmereAdvisers, "");
  // When it has begun is not known: what comes again and again is seen some time.
  for (int i = 0; watching.Await(1, absl::Milliseconds(20)).empty() && i < 500; ++i) PutCase(house, CaseName("a"), "");
  EXPECT_EQ(watching.AwaitNames(1).at(0), CaseName("a"));
}

TEST_F(Watch, ItGoesOnAfterTheTokenOfTheLastMessage) {
  std::string token = Token(kAlmereAdvisers);
  std::vector<std::string> told;
  for (int i = 0; i < 4; ++i) PutCase(house, CaseName(std::to_string(i)), "");
  for (int round = 0; round < 4; ++round) {
    Watching watching(house, kAlmereAdvisers, token);
    const auto messages = watching.Await(1);
    ASSERT_FALSE(messages.empty());
    told.push_back(messages[0].referral().name());
    token = messages[0].resume_token();
  }
  EXPECT_THAT(told, ElementsAre(CaseName("0"), CaseName("1"), CaseName("2"), CaseName("3")));
}

TEST_F(Watch, WhatChangedOftenBeforeIsToldOnceAsItIsNow) {
  const std::string token = Token(kAlmereAdvisers);
  for (int i = 0; i < 5; ++i) PutCase(house, CaseName("a"), "referral { age: " + std::to_string(i) + " }");
  PutCase(house, CaseName("b"), "");
  Watching watching(house, kAlmereAdvisers, token);
  const auto messages = watching.Await(2);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].referral().age(), 4);
  EXPECT_EQ(messages[1].referral().name(), CaseName("b"));
}

TEST_F(Watch, GoesOnWhereTheInboxWasRead) {
  const auto inbox = house.Ask(&ListInbox, std::string("party: '") + kAlmereAdvisers + "'");
  ASSERT_TRUE(inbox.ok()) << inbox.status();
  PutCase(house, CaseName("between"), "");
  Watching watching(house, kAlmereAdvisers, inbox->resume_token());
  EXPECT_THAT(watching.AwaitNames(1), ElementsAre(CaseName("between")));
  EXPECT_TRUE(watching.Leave().ok());
}

TEST_F(Watch, ATokenOfAnotherPartyOrOfNobodyIsRefused) {
  PutCase(house, CaseName("a"), "");
  internal::PageToken page;
  page.set_revision(1);
  for (const std::string& token : {Token("providers/kwintes"), std::string("abc"), SealPageToken(page)}) {
    Watching watching(house, kAlmereAdvisers, token);
    const absl::Status status = watching.End();
    EXPECT_THAT(status, FailsWith(StatusCode::kInvalidArgument, "INVALID_FIELDS"));
    EXPECT_THAT(FieldsIn(status), ElementsAre("resume_token"));
    EXPECT_THAT(DetailIn<google::rpc::LocalizedMessage>(status)->message(),
                HasSubstr("resume_token: is geen resume_token van Koppel voor deze partij"));
  }
  Watching nobody(house, "GM0034", "");
  EXPECT_THAT(FieldsIn(nobody.End()), ElementsAre("party"));
}

TEST_F(Watch, APartnerWatchesItselfAndNobodyElse) {
  house.As(Caller{.subject = "jan", .roles = {kPartner}, .scopes = {"providers/kwintes"}, .purpose = "referral"});
  for (const char* party : {"providers/deschoor", kAlmereAdvisers}) {
    EXPECT_THAT(Watching(house, party, "").End(), FailsWith(StatusCode::kPermissionDenied, "NOT_ALLOWED"));
  }
  Watching own(house, "providers/kwintes", "");
  EXPECT_TRUE(own.Leave().ok());
}

TEST_F(Watch, ATokenFromBeforeWhatTheLogStillKnowsIsRefused) {
  const std::string token = Token(kAlmereAdvisers);
  PutCase(house, CaseName("a"), "");
  PutCase(house, CaseName("b"), "");
  const Revision before = house.store().Latest();
  ASSERT_TRUE(house.store().Compact(before).ok());
  Watching watching(house, kAlmereAdvisers, token);
  const absl::Status status = watching.End();
  EXPECT_THAT(status, FailsWith(StatusCode::kOutOfRange, "NO_LONGER_KEPT"));
  EXPECT_EQ(DetailIn<google::rpc::LocalizedMessage>(status)->message(),
            "Koppel bewaart municipalities/GM0034 niet meer zoals het toen was.");
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(Watch, WhoLeavesIsNotWaitedFor) {
  const absl::Time start = absl::Now();
  Watching watching(house, kAlmereAdvisers, Token(kAlmereAdvisers));
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_TRUE(watching.Leave().ok());
  EXPECT_LT(absl::Now() - start, kLong);
  PutCase(house, CaseName("a"), "");
  EXPECT_TRUE(watching.Await(0).empty());
}

TEST_F(Watch, ACallerWhoTakesNothingAnyMoreEndsIt) {
  const std::string token = Token(kAlmereAdvisers);
  PutCase(house, CaseName("a"), "");
  PutCase(house, CaseName("b"), "");
  Call call = house.NewCall("WatchReferrals");
  v1::WatchReferralsRequest request;
  request.set_party(kAlmereAdvisers);
  request.set_resume_token(token);
  int sent = 0;
  EXPECT_TRUE(ServeWatch(call, request, [&](const auto&) { return ++sent < 1; }).ok());
  EXPECT_EQ(sent, 1);
}

TEST_F(Watch, MoreChangesThanItHoldsAreAllToldOnce) {
  const std::string token = Token(kAlmereAdvisers);
  const size_t count = kMaxWatchedNames + 10;
  for (size_t i = 0; i < count; ++i) PutCase(house, CaseName(std::to_string(i)), "");
  Watching watching(house, kAlmereAdvisers, token);
  const std::vector<std::string> names = watching.AwaitNames(count);
  EXPECT_EQ(names.size(), count);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), count);
}

TEST_F(Watch, ManyWritersAndWatchersLoseNothing) {
  Watching first(house, kAlmereAdvisers, Token(kAlmereAdvisers));
  Watching second(house, kAlmereAdvisers, Token(kAlmereAdvisers));
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < 25; ++i) PutCase(house, CaseName(std::to_string(writer) + "-" + std::to_string(i)), "");
    });
  }
  for (std::thread& writer : writers) writer.join();
  for (Watching* watching : {&first, &second}) {
    const std::vector<std::string> names = watching->AwaitNames(100);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 100u);
  }
}

std::vector<std::string> TakeAll(ChangeQueue& queue) {
  std::vector<std::string> taken;
  while (const auto change = queue.Take(absl::ZeroDuration())) {
    taken.push_back(change->name + "@" + std::to_string(change->revision.value) + "/" +
                    std::to_string(change->done.value));
  }
  return taken;
}

TEST(ChangeQueue, ANameIsHeldOnceAtItsLatestRevision) {
  ChangeQueue queue(Revision{1});
  queue.Add(Revision{5}, {"a", "b"});
  queue.Add(Revision{7}, {"c"});
  queue.Add(Revision{9}, {"a"});
  EXPECT_THAT(TakeAll(queue), ElementsAre("b@5/5", "c@7/7", "a@9/9"));
}

TEST(ChangeQueue, OnlyTheLastNameOfACommitEndsIt) {
  ChangeQueue queue(Revision{1});
  queue.Add(Revision{5}, {"a", "b"});
  EXPECT_THAT(TakeAll(queue), ElementsAre("a@5/4", "b@5/5"));
}

TEST(ChangeQueue, WhatDoesNotFitIsToBeReadAgainFromWhereItWasFull) {
  ChangeQueue queue(Revision{1}, 2);
  queue.Add(Revision{5}, {"a"});
  queue.Add(Revision{6}, {});
  queue.Add(Revision{7}, {"b", "c"});
  queue.Add(Revision{8}, {"d"});
  EXPECT_FALSE(queue.Overflow().has_value());
  EXPECT_THAT(TakeAll(queue), ElementsAre("a@5/5"));
  EXPECT_EQ(queue.Overflow(), Revision{6});
}

}  // namespace
}  // namespace koppel::server
