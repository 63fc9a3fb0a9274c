#include "clients/cpp/client.h"

#include <sstream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "clients/cpp/errors.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"

namespace koppel::client {
namespace {

namespace v1 = koppel::v1;
using ::testing::ElementsAre;
using testing::FakeServer;
using testing::FakeState;

class ClientTest : public ::testing::Test {
 protected:
  CallOptions Options() {
    CallOptions options;
    options.now = [this] { return now_; };
    options.sleep = [this](absl::Duration pause) {
      pauses_.push_back(pause);
      now_ += pause;
    };
    options.new_request_id = [this] { return "id-" + std::to_string(++ids_); };
    return options;
  }

  void AddProviders(std::initializer_list<const char*> names) {
    for (const char* name : names) server_.state().providers[name].set_name(name);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
  absl::Time now_ = absl::Now();
  std::vector<absl::Duration> pauses_;
  int ids_ = 0;
  std::unique_ptr<Client> client_ = Client::Connect(server_.address(), Options());
};

TEST_F(ClientTest, TriesAgainWhenTheServerIsUnavailable) {
  AddProviders({"providers/a"});
  state_.refusals = 2;
  const auto provider = client_->Get<v1::Provider>("providers/a");
  ASSERT_TRUE(provider.ok()) << provider.status();
  EXPECT_EQ(provider->name(), "providers/a");
  EXPECT_EQ(state_.calls, 3);
  EXPECT_THAT(pauses_, ElementsAre(absl::Milliseconds(100), absl::Milliseconds(200)));
}

TEST_F(ClientTest, GivesUpAfterTheLastAttempt) {
  state_.refusals = 100;
  EXPECT_EQ(client_->Get<v1::Provider>("providers/a").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(state_.calls, 4);
}

TEST_F(ClientTest, DoesNotWaitPastTheDeadline) {
  CallOptions options = Options();
  options.timeout = absl::Hours(1);
  // The first pause takes nearly all of the hour: the second would end after the deadline.
  options.sleep = [this](absl::Duration) { now_ += absl::Hours(1) - absl::Milliseconds(150); };
  state_.refusals = 100;
  EXPECT_EQ(Client::Connect(server_.address(), options)->Get<v1::Provider>("providers/a").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(state_.calls, 2);
}

TEST_F(ClientTest, DoesNotTryAgainOnOtherErrors) {
  state_.error.set_code(static_cast<int>(absl::StatusCode::kAborted));
  EXPECT_EQ(client_->Get<v1::Provider>("providers/a").status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(state_.calls, 1);
}

TEST_F(ClientTest, DoesNotAskAgainForARevisionThatWasNotReached) {
  state_.error.set_code(static_cast<int>(absl::StatusCode::kUnavailable));
  google::rpc::ErrorInfo info;
  info.set_reason("REVISION_NOT_REACHED");
  state_.error.add_details()->PackFrom(info);
  EXPECT_EQ(client_->GetStatus().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(state_.calls, 1);
}

TEST_F(ClientTest, AChangeKeepsItsRequestIdOverAttempts) {
  state_.refusals = 1;
  v1::Provider provider;
  provider.set_name("providers/a");
  ASSERT_TRUE(client_->Apply(provider, {}).ok());
  ASSERT_TRUE(client_->Apply(provider, {}).ok());
  ASSERT_EQ(state_.updates.size(), 2u);
  EXPECT_EQ(state_.updates[0].request_id(), "id-1");
  EXPECT_EQ(state_.updates[1].request_id(), "id-2");
  EXPECT_TRUE(state_.updates[0].allow_missing());
  EXPECT_THAT(state_.updates[0].update_mask().paths(), ElementsAre("*"));
}

TEST_F(ClientTest, ListWalksAllPages) {
  AddProviders({"providers/a", "providers/b", "providers/c", "providers/d", "providers/e"});
  state_.page_size = 2;
  const auto providers = client_->List<v1::Provider>();
  ASSERT_TRUE(providers.ok());
  ASSERT_EQ(providers->size(), 5u);
  EXPECT_EQ(providers->back().name(), "providers/e");
  EXPECT_EQ(state_.list_requests.size(), 3u);
}

TEST_F(ClientTest, RuleSetsAndExplanationsWalkAllPages) {
  for (const char* name : {"ruleSets/a", "ruleSets/b", "ruleSets/c"}) state_.rule_sets.emplace_back().set_name(name);
  const auto sets = client_->ListRuleSets();
  ASSERT_TRUE(sets.ok());
  EXPECT_EQ(sets->size(), 3u);
  EXPECT_EQ(state_.rule_set_pages, 2);

  state_.explain_pages.resize(2);
  state_.explain_pages[0].add_explanations()->set_offering("providers/a/offerings/x");
  state_.explain_pages[0].set_next_page_token("more");
  state_.explain_pages[1].add_explanations()->set_offering("providers/b/offerings/y");
  const auto explanations = client_->ExplainMatch({});
  ASSERT_TRUE(explanations.ok());
  ASSERT_EQ(explanations->size(), 2u);
  EXPECT_EQ((*explanations)[1].offering(), "providers/b/offerings/y");
  EXPECT_EQ(state_.explain_requests[1].page_token(), "more");
}

TEST_F(ClientTest, SaysWhoCallsOnEveryAttempt) {
  CallOptions options = Options();
  options.subject = "anna";
  state_.refusals = 1;
  EXPECT_TRUE(Client::Connect(server_.address(), options)->GetStatus().ok());
  EXPECT_EQ(state_.subject, "anna");
  EXPECT_TRUE(client_->GetStatus().ok());
  EXPECT_EQ(state_.subject, "");
}

TEST_F(ClientTest, ARuleChangeKeepsItsRequestIdOverAttempts) {
  state_.refusals = 1;
  v1::RuleSet rules;
  rules.set_name("ruleSets/a");
  const auto revision = client_->ApplyRuleSet(rules, "note", {});
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->name(), "ruleSets/a/revisions/2");
  ASSERT_EQ(state_.applied.size(), 1u);
  EXPECT_EQ(state_.applied[0].request_id(), "id-1");
  EXPECT_EQ(state_.applied[0].note(), "note");
}

TEST_F(ClientTest, ReadsItsOwnWrites) {
  state_.revision = 41;
  ASSERT_TRUE(client_->Apply(v1::Provider(), {}).ok());
  ASSERT_TRUE(client_->List<v1::Provider>().ok());
  EXPECT_EQ(state_.list_requests.back().min_revision(), 41);
}

TEST_F(ClientTest, NeverAsksForAnOlderRevisionThanItSaw) {
  state_.revision = 41;
  ASSERT_TRUE(client_->Apply(v1::Provider(), {}).ok());
  state_.revision = 7;
  ASSERT_TRUE(client_->List<v1::Provider>().ok());
  ASSERT_TRUE(client_->List<v1::Provider>().ok());
  EXPECT_EQ(state_.list_requests.back().min_revision(), 41);
}

TEST_F(ClientTest, AllPagesAskForTheSameRevision) {
  AddProviders({"providers/a", "providers/b", "providers/c"});
  state_.page_size = 1;
  state_.revision = 5;
  ASSERT_TRUE(client_->List<v1::Provider>().ok());
  for (const auto& request : state_.list_requests) EXPECT_EQ(request.min_revision(), 0);
}

TEST_F(ClientTest, ErrorsKeepTheirDetails) {
  state_.error.set_code(static_cast<int>(absl::StatusCode::kInvalidArgument));
  state_.error.set_message("two fields are wrong");
  google::rpc::ErrorInfo info;
  info.set_reason("INVALID_FIELDS");
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field("provider.title");
  violation->set_description("is required");
  google::rpc::LocalizedMessage dutch;
  dutch.set_locale("nl-NL");
  dutch.set_message("twee velden zijn niet goed");
  state_.error.add_details()->PackFrom(info);
  state_.error.add_details()->PackFrom(bad);
  state_.error.add_details()->PackFrom(dutch);
  const ErrorDetails details = DetailsOf(client_->Get<v1::Provider>("providers/a").status());
  EXPECT_EQ(details.code, absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(details.reason, "INVALID_FIELDS");
  EXPECT_EQ(details.message, "two fields are wrong");
  EXPECT_EQ(details.dutch, "twee velden zijn niet goed");
  ASSERT_EQ(details.violations.size(), 1u);
  EXPECT_EQ(details.violations[0].field, "provider.title");
}

TEST(Errors, DetailsThatCannotBeReadAreDropped) {
  const absl::Status status = ToStatus(grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", "\xff\xff not a message"));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(DetailsOf(status).message, "gone");
  EXPECT_EQ(DetailsOf(status).reason, "");
}

TEST_F(ClientTest, ImportSendsOptionsAndEveryByte) {
  const std::string text(200'000, 'x');
  std::istringstream file(text + "end");
  v1::ImportDirectoryRequest::Options options;
  options.set_replace(true);
  ASSERT_TRUE(client_->ImportDirectory(options, file).ok());
  EXPECT_TRUE(state_.import_options.replace());
  EXPECT_EQ(state_.import_options.request_id(), "id-1");
  EXPECT_EQ(state_.imported, text + "end");
}

TEST_F(ClientTest, ExportWritesEveryByte) {
  state_.exported = "{\"provider\": {}}\n{\"end\": {\"entries\": 1}}\n";
  std::ostringstream file;
  ASSERT_TRUE(client_->ExportDirectory(file).ok());
  EXPECT_EQ(file.str(), state_.exported);
}

TEST_F(ClientTest, HealthFollowsTheServer) {
  EXPECT_TRUE(client_->IsServing().value());
  server_.SetServing(false);
  EXPECT_FALSE(client_->IsServing().value());
}

TEST(Client, AServerThatIsNotThereIsUnavailable) {
  CallOptions options;
  options.now = [] { return absl::Now(); };
  options.sleep = [](absl::Duration) {};
  options.new_request_id = [] { return "id"; };
  const auto client = Client::Connect("unix:/nowhere/koppel.sock", options);
  EXPECT_EQ(client->GetStatus().status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ClientTest, AStepOfARequestKeepsItsRequestIdOverAttempts) {
  v1::SubmitReferralResponse answer;
  answer.mutable_referral()->set_state(v1::Referral::SUBMITTED);
  state_.AnswerWith("SubmitReferral", answer);
  state_.refusals = 2;
  v1::SubmitReferralRequest request;
  request.set_name("municipalities/GM0034/referrals/x");
  const auto submitted = client_->Call(request);
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  EXPECT_EQ(submitted->referral().state(), v1::Referral::SUBMITTED);
  EXPECT_EQ(state_.Asked<v1::SubmitReferralRequest>().request_id(), "id-1");
  EXPECT_EQ(ids_, 1);
}

class WatchTest : public ClientTest {
 protected:
  static v1::WatchReferralsResponse Change(const std::string& token) {
    v1::WatchReferralsResponse change;
    change.set_resume_token(token);
    return change;
  }

  // Watches until `count` changes came.
  absl::Status WatchFor(size_t count) {
    v1::WatchReferralsRequest request;
    request.set_party("teams/t");
    return client_->WatchReferrals(request, [this, count](const v1::WatchReferralsResponse& change) {
      seen_.push_back(change.resume_token());
      return seen_.size() < count;
    });
  }

  std::vector<std::string> seen_;
};

TEST_F(WatchTest, EndsWhenNobodyListensAnyMore) {
  state_.watched = {{Change("a"), Change("b"), Change("c")}};
  EXPECT_TRUE(WatchFor(2).ok());
  EXPECT_THAT(seen_, ElementsAre("a", "b"));
  EXPECT_EQ(state_.watches.size(), 1u);
}

TEST_F(WatchTest, GoesOnAfterTheLastChangeWhenTheStreamBreaks) {
  state_.watched = {{Change("a")}, {}, {Change("b")}};
  EXPECT_TRUE(WatchFor(2).ok());
  EXPECT_THAT(seen_, ElementsAre("a", "b"));
  ASSERT_EQ(state_.watches.size(), 3u);
  EXPECT_EQ(state_.watches[1].resume_token(), "a");
  EXPECT_EQ(state_.watches[2].resume_token(), "a");
}

TEST_F(WatchTest, DoesNotAskAgainAfterARefusal) {
  state_.watch_end.set_code(static_cast<int>(absl::StatusCode::kOutOfRange));
  EXPECT_EQ(WatchFor(1).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(state_.watches.size(), 1u);
}

TEST_F(WatchTest, GivesUpWhenTheServerStaysAwayForTheTimeout) {
  state_.refusals = 1000;
  EXPECT_EQ(WatchFor(1).code(), absl::StatusCode::kUnavailable);
  absl::Duration waited = absl::ZeroDuration();
  for (const absl::Duration pause : pauses_) waited += pause;
  EXPECT_GE(waited, absl::Seconds(30));
  EXPECT_LT(waited, absl::Seconds(40));
}

}  // namespace
}  // namespace koppel::client
