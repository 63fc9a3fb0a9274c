// A typed client of a Koppel server.
//
//   std::unique_ptr<client::Client> koppel = client::Client::Connect("unix:/run/koppel.sock", options);
//   ASSIGN_OR_RETURN(v1::Provider provider, koppel->Get<v1::Provider>("providers/kwintes"));
//
// Errors are those of the services; errors.h takes their details apart. Next to them: UNAVAILABLE when the server
// cannot be reached, DEADLINE_EXCEEDED when it does not answer within the timeout.

#ifndef KOPPEL_CLIENTS_CPP_CLIENT_H_
#define KOPPEL_CLIENTS_CPP_CLIENT_H_

#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/caller.h"
#include "clients/cpp/referral_calls.h"
#include "grpcpp/channel.h"
#include "koppel/v1/directory_service.grpc.pb.h"
#include "koppel/v1/matching_service.grpc.pb.h"
#include "koppel/v1/referral_service.grpc.pb.h"
#include "koppel/v1/rule_service.grpc.pb.h"
#include "koppel/v1/status_service.grpc.pb.h"

namespace koppel::client {

// How a change is made.
struct ChangeOptions {
  bool validate_only = false;
  std::string request_id;  // Empty: a fresh one.
};

// Takes a change of a request; false to hear of no more.
using ReferralWatcher = std::function<bool(const koppel::v1::WatchReferralsResponse& change)>;

// Resources are v1::Provider, v1::Offering, v1::Location, v1::Team and v1::AreaTable.
//
// Thread safety: safe.
class Client {
 public:
  // Does not wait for the server: the first call does. `target` is a gRPC address, such as "unix:/run/koppel.sock" or
  // "127.0.0.1:7070".
  static std::unique_ptr<Client> Connect(const std::string& target, CallOptions options);

  template <class Resource>
  absl::StatusOr<Resource> Get(const std::string& name);

  // All of them, page after page, in the order of their names. `parent` is for offerings alone: `providers/x`, or
  // `providers/-` for those of all.
  template <class Resource>
  absl::StatusOr<std::vector<Resource>> List(const std::string& parent = "");

  // Makes or replaces the record with the name in it: fields that are not set are cleared.
  template <class Resource>
  absl::StatusOr<Resource> Apply(const Resource& resource, const ChangeOptions& change);

  template <class Resource>
  absl::Status Delete(const std::string& name, const ChangeOptions& change);

  absl::StatusOr<koppel::v1::Capacity> GetCapacity(const std::string& name);
  absl::StatusOr<koppel::v1::Capacity> SetCapacity(const koppel::v1::Capacity& capacity, const ChangeOptions& change);

  // The three below walk all pages; paging fields of the request are overwritten. The answer is one response with all
  // records in it.
  absl::StatusOr<koppel::v1::ListCapacitiesResponse> ListCapacities(koppel::v1::ListCapacitiesRequest request);
  absl::StatusOr<koppel::v1::SearchOfferingsResponse> SearchOfferings(koppel::v1::SearchOfferingsRequest request);
  absl::StatusOr<koppel::v1::ListVocabularyResponse> ListVocabulary(koppel::v1::ListVocabularyRequest request);

  // Sends what is left in `file` in pieces. Problems of the file are in the response; nothing is stored then. Not tried
  // again when the connection breaks: the caller may repeat it with the same request id.
  absl::StatusOr<koppel::v1::ImportDirectoryResponse> ImportDirectory(
      koppel::v1::ImportDirectoryRequest::Options options, std::istream& file);

  // Writes the whole directory to `file`. After an error what was written is incomplete. DATA_LOSS when `file` fails.
  absl::Status ExportDirectory(std::ostream& file);

  // `area` may be empty.
  absl::StatusOr<koppel::v1::ClassifyResponse> Classify(const std::string& text, const std::string& area);
  absl::StatusOr<koppel::v1::MatchResponse> Match(const koppel::v1::MatchRequest& request);

  // All explanations, page after page; paging fields of the request are overwritten.
  absl::StatusOr<std::vector<koppel::v1::Explanation>> ExplainMatch(const koppel::v1::ExplainMatchRequest& request);
  absl::StatusOr<koppel::v1::ReplayAdviceResponse> ReplayAdvice(const koppel::v1::AdviceRecord& advice);

  // All sets by name, and all revisions of one, the latest first; page after page.
  absl::StatusOr<std::vector<koppel::v1::RuleSetSummary>> ListRuleSets();
  absl::StatusOr<std::vector<koppel::v1::RuleSetRevision>> ListRuleSetRevisions(const std::string& name);

  // `name` is that of a set, for its active revision, or of a revision. With `merged` the sets it builds on come with
  // it.
  absl::StatusOr<koppel::v1::RuleSetRevision> GetRuleSetRevision(const std::string& name, bool merged);

  // These five store nothing.
  absl::StatusOr<koppel::v1::ValidateRuleSetResponse> ValidateRuleSet(const koppel::v1::RuleSet& rule_set);
  absl::StatusOr<koppel::v1::TestRuleSetResponse> TestRuleSet(const koppel::v1::RuleSetSource& source);
  absl::StatusOr<koppel::v1::DiffRuleSetsResponse> DiffRuleSets(const koppel::v1::RuleSetSource& base,
                                                                const koppel::v1::RuleSetSource& candidate);
  absl::StatusOr<koppel::v1::CompareRuleSetsResponse> CompareRuleSets(
      const koppel::v1::CompareRuleSetsRequest& request);

  absl::StatusOr<koppel::v1::TryReadingResponse> TryReading(const koppel::v1::TryReadingRequest& request);

  // Stores a draft.
  absl::StatusOr<koppel::v1::RuleSetRevision> ApplyRuleSet(const koppel::v1::RuleSet& rule_set, const std::string& note,
                                                           const ChangeOptions& change);
  // `revisions` by name; `start_date` as "YYYY-MM-DD", empty for today.
  absl::StatusOr<koppel::v1::ActivateRuleSetsResponse> ActivateRuleSets(const std::vector<std::string>& revisions,
                                                                        const std::string& start_date,
                                                                        const ChangeOptions& change);
  absl::StatusOr<koppel::v1::RuleSetRevision> RollbackRuleSet(const std::string& name, const ChangeOptions& change);

  // A call of ReferralService: the type of the request says which, such as v1::SubmitReferralRequest. A list is walked
  // page after page; paging fields of the request are overwritten and the answer is one response with all records.
  template <class Request>
  absl::StatusOr<typename AnswerTo<Request>::type> Call(Request request);

  // Hands every change to `take`, on this thread, until that answers false: then OK. Where the stream breaks off it is
  // opened again after the last change; gives up when that has not worked for as long as the timeout of a call.
  absl::Status WatchReferrals(koppel::v1::WatchReferralsRequest request, const ReferralWatcher& take);

  absl::StatusOr<koppel::v1::Status> GetStatus();

  // Whether the server says, by grpc.health.v1, that it can serve.
  absl::StatusOr<bool> IsServing();

 private:
  // What came of one stream.
  struct Watched {
    absl::Status status;
    bool heard = false;  // A change came.
    bool left = false;   // Who watches wants no more.
  };

  Client(std::shared_ptr<grpc::Channel> channel, CallOptions options);

  // Keeps the place reached in `request`.
  Watched WatchOnce(koppel::v1::WatchReferralsRequest& request, const ReferralWatcher& take);

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<koppel::v1::DirectoryService::StubInterface> directory_;
  std::unique_ptr<koppel::v1::MatchingService::StubInterface> matching_;
  std::unique_ptr<koppel::v1::ReferralService::StubInterface> referrals_;
  std::unique_ptr<koppel::v1::RuleService::StubInterface> rules_;
  std::unique_ptr<koppel::v1::StatusService::StubInterface> status_;
  Caller caller_;
};

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_CLIENT_H_
