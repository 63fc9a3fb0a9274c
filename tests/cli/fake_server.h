// A small server that answers what a test tells it to, over a unix socket in a folder of its own.

#ifndef KOPPEL_TESTS_CLI_FAKE_SERVER_H_
#define KOPPEL_TESTS_CLI_FAKE_SERVER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "google/rpc/status.pb.h"
#include "grpcpp/server.h"
#include "koppel/v1/directory_service.grpc.pb.h"
#include "koppel/v1/matching_service.grpc.pb.h"
#include "koppel/v1/referral_service.grpc.pb.h"
#include "koppel/v1/rule_service.grpc.pb.h"
#include "koppel/v1/status_service.grpc.pb.h"

namespace koppel::testing {

// What a test sets before a call and reads after it. Calls are made one at a time.
struct FakeState {
  int refusals = 0;           // So many calls are refused with UNAVAILABLE before one is answered.
  google::rpc::Status error;  // With a code: the answer to every call.
  int64_t revision = 0;       // Sent in the trailing metadata when not 0.
  int calls = 0;

  std::map<std::string, koppel::v1::Provider> providers;
  int page_size = 0;  // The longest page of providers; 0 means what was asked for.
  std::vector<koppel::v1::ListProvidersRequest> list_requests;
  std::vector<koppel::v1::UpdateProviderRequest> updates;
  std::vector<koppel::v1::DeleteProviderRequest> deletions;

  std::vector<koppel::v1::SetCapacityRequest> capacities_set;
  koppel::v1::ListCapacitiesRequest capacities_asked;
  koppel::v1::ListCapacitiesResponse capacities;

  koppel::v1::SearchOfferingsRequest search;
  koppel::v1::SearchOfferingsResponse found;
  koppel::v1::ListVocabularyResponse vocabulary;

  koppel::v1::ImportDirectoryRequest::Options import_options;
  std::string imported;
  koppel::v1::ImportDirectoryResponse import_response;
  std::string exported;

  std::map<std::string, koppel::v1::ClassifyResponse> readings;  // By text; texts that are not in it have no need.
  std::map<std::string, google::rpc::Status> unreadable;         // Errors for these texts.
  std::vector<koppel::v1::ClassifyRequest> classified;
  std::vector<koppel::v1::TryReadingRequest> tried;
  int most_texts = 0;  // TryReading answers MESSAGE_TOO_LARGE to more; 0 means no bound.

  koppel::v1::MatchRequest match_request;
  koppel::v1::MatchResponse match_response;
  std::vector<koppel::v1::ExplainMatchRequest> explain_requests;
  std::vector<koppel::v1::ExplainMatchResponse> explain_pages;  // One for each call, in turn.
  koppel::v1::ReplayAdviceRequest replay_request;
  koppel::v1::ReplayAdviceResponse replay_response;

  // Calls of ReferralService, by the name of the method, as bytes; see AnswerWith and Asked.
  std::map<std::string, std::string> answers;  // Methods that are not in it answer with an empty message.
  std::map<std::string, std::string> asked;    // The last request.
  // One list of changes for each call; after the last one the stream answers `watch_end`.
  std::vector<std::vector<koppel::v1::WatchReferralsResponse>> watched;
  std::vector<koppel::v1::WatchReferralsRequest> watches;
  google::rpc::Status watch_end;

  template <class Message>
  void AnswerWith(const std::string& method, const Message& answer) {
    answers[method] = answer.SerializeAsString();
  }

  // `SubmitReferral` was asked with Asked<v1::SubmitReferralRequest>().
  template <class Request>
  Request Asked() const {
    const std::string name = Request::descriptor()->name();
    Request request;
    const auto found = asked.find(name.substr(0, name.size() - sizeof("Request") + 1));
    if (found != asked.end()) request.ParseFromString(found->second);
    return request;
  }

  std::map<std::string, koppel::v1::Offering> offerings;

  std::string subject;                                // Of the last call.
  std::vector<koppel::v1::RuleSetSummary> rule_sets;  // Given in pages of two.
  int rule_set_pages = 0;
  koppel::v1::GetRuleSetRevisionRequest rules_asked;
  koppel::v1::RuleSetRevision rules;
  std::vector<koppel::v1::RuleSetRevision> revisions;
  std::string revisions_of;
  koppel::v1::ValidateRuleSetRequest validate_request;
  koppel::v1::ValidateRuleSetResponse validate_response;
  koppel::v1::TestRuleSetRequest test_request;
  koppel::v1::TestRuleSetResponse test_response;
  koppel::v1::DiffRuleSetsRequest diff_request;
  koppel::v1::DiffRuleSetsResponse diff_response;
  koppel::v1::CompareRuleSetsRequest compare_request;
  koppel::v1::CompareRuleSetsResponse compare_response;
  std::vector<koppel::v1::ApplyRuleSetRequest> applied;
  koppel::v1::ActivateRuleSetsRequest activate_request;
  koppel::v1::RollbackRuleSetRequest rollback_request;
  koppel::v1::Status status;
};

class FakeServer {
 public:
  FakeServer();
  ~FakeServer();

  const std::string& address() const { return address_; }
  FakeState& state() { return state_; }
  void SetServing(bool serving);

 private:
  class Directory;
  class Matching;
  class Referrals;
  class Rules;
  class StatusOfServer;

  FakeState state_;
  std::string folder_;
  std::string address_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<Matching> matching_;
  std::unique_ptr<Referrals> referrals_;
  std::unique_ptr<Rules> rules_;
  std::unique_ptr<StatusOfServer> status_;
  std::unique_ptr<grpc::Server> server_;
};

// A fresh folder that the caller removes.
std::string MakeFolder();

}  // namespace koppel::testing

#endif  // KOPPEL_TESTS_CLI_FAKE_SERVER_H_
