#include "tests/cli/fake_server.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "clients/cpp/referral_calls.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/ext/health_check_service_server_builder_option.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;

constexpr int kChunk = 7;  // Small, so that exports come in many pieces.

grpc::Status ToGrpc(const google::rpc::Status& error) {
  if (error.code() == 0) return grpc::Status::OK;
  return grpc::Status(static_cast<grpc::StatusCode>(error.code()), error.message(), error.SerializeAsString());
}

grpc::Status TooLarge() {
  google::rpc::ErrorInfo info;
  info.set_reason("MESSAGE_TOO_LARGE");
  google::rpc::Status status;
  status.set_code(static_cast<int>(grpc::StatusCode::RESOURCE_EXHAUSTED));
  status.add_details()->PackFrom(info);
  return ToGrpc(status);
}

// The error of one text as that of the text in this place of a call; the Dutch is left out.
google::rpc::Status ForText(const google::rpc::Status& error, int place) {
  google::rpc::Status status = error;
  status.set_message("texts[" + std::to_string(place) + "]: " + error.message());
  while (status.details_size() > 1) status.mutable_details()->RemoveLast();
  return status;
}

grpc::Status Begin(FakeState& state, grpc::ServerContext* context) {
  ++state.calls;
  const auto subject = context->client_metadata().find("koppel-subject");
  state.subject =
      subject == context->client_metadata().end() ? "" : std::string(subject->second.data(), subject->second.size());
  if (state.revision != 0) context->AddTrailingMetadata("koppel-revision", std::to_string(state.revision));
  if (state.refusals > 0) {
    --state.refusals;
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "try again");
  }
  return ToGrpc(state.error);
}

}  // namespace

std::string MakeFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "koppel-cli-XXXXXX").string();
  return mkdtemp(pattern.data());
}

class FakeServer::Directory : public v1::DirectoryService::Service {
 public:
  explicit Directory(FakeState& state) : state_(state) {}

  grpc::Status GetProvider(grpc::ServerContext* context, const v1::GetProviderRequest* request,
                           v1::Provider* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    const auto found = state_.providers.find(request->name());
    if (found == state_.providers.end()) return grpc::Status(grpc::StatusCode::NOT_FOUND, request->name());
    *response = found->second;
    return grpc::Status::OK;
  }

  grpc::Status GetOffering(grpc::ServerContext* context, const v1::GetOfferingRequest* request,
                           v1::Offering* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    const auto found = state_.offerings.find(request->name());
    if (found == state_.offerings.end()) return grpc::Status(grpc::StatusCode::NOT_FOUND, request->name());
    *response = found->second;
    return grpc::Status::OK;
  }

  // The token is the name after which the next page starts.
  grpc::Status ListProviders(grpc::ServerContext* context, const v1::ListProvidersRequest* request,
                             v1::ListProvidersResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.list_requests.push_back(*request);
    const int size = state_.page_size > 0 ? state_.page_size : request->page_size();
    auto next = state_.providers.upper_bound(request->page_token());
    for (; next != state_.providers.end() && response->providers_size() < size; ++next) {
      *response->add_providers() = next->second;
      response->set_next_page_token(next->first);
    }
    if (next == state_.providers.end()) response->clear_next_page_token();
    return grpc::Status::OK;
  }

  grpc::Status UpdateProvider(grpc::ServerContext* context, const v1::UpdateProviderRequest* request,
                              v1::Provider* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.updates.push_back(*request);
    const bool is_new = state_.providers.count(request->provider().name()) == 0;
    *response = request->provider();
    response->mutable_create_time()->set_seconds(1);
    response->mutable_update_time()->set_seconds(is_new ? 1 : 2);
    if (!request->validate_only()) state_.providers[response->name()] = *response;
    return grpc::Status::OK;
  }

  grpc::Status DeleteProvider(grpc::ServerContext* context, const v1::DeleteProviderRequest* request,
                              google::protobuf::Empty*) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.deletions.push_back(*request);
    return grpc::Status::OK;
  }

  grpc::Status SetCapacity(grpc::ServerContext* context, const v1::SetCapacityRequest* request,
                           v1::Capacity* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.capacities_set.push_back(*request);
    *response = request->capacity();
    return grpc::Status::OK;
  }

  grpc::Status ListCapacities(grpc::ServerContext* context, const v1::ListCapacitiesRequest* request,
                              v1::ListCapacitiesResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.capacities_asked = *request;
    *response = state_.capacities;
    return grpc::Status::OK;
  }

  grpc::Status SearchOfferings(grpc::ServerContext* context, const v1::SearchOfferingsRequest* request,
                               v1::SearchOfferingsResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.search = *request;
    *response = state_.found;
    return grpc::Status::OK;
  }

  grpc::Status ListVocabulary(grpc::ServerContext* context, const v1::ListVocabularyRequest*,
                              v1::ListVocabularyResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    *response = state_.vocabulary;
    return grpc::Status::OK;
  }

  grpc::Status ImportDirectory(grpc::ServerContext* context, grpc::ServerReader<v1::ImportDirectoryRequest>* reader,
                               v1::ImportDirectoryResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    v1::ImportDirectoryRequest request;
    while (reader->Read(&request)) {
      if (request.has_options()) state_.import_options = request.options();
      state_.imported += request.chunk();
    }
    *response = state_.import_response;
    return grpc::Status::OK;
  }

  grpc::Status ExportDirectory(grpc::ServerContext* context, const v1::ExportDirectoryRequest*,
                               grpc::ServerWriter<v1::ExportDirectoryResponse>* writer) override {
    for (size_t at = 0; at < state_.exported.size(); at += kChunk) {
      v1::ExportDirectoryResponse piece;
      piece.set_chunk(state_.exported.substr(at, kChunk));
      writer->Write(piece);
    }
    // An error comes after half of the file, as when the connection breaks.
    return Begin(state_, context);
  }

 private:
  FakeState& state_;
};

class FakeServer::Matching : public v1::MatchingService::Service {
 public:
  explicit Matching(FakeState& state) : state_(state) {}

  grpc::Status Classify(grpc::ServerContext* context, const v1::ClassifyRequest* request,
                        v1::ClassifyResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.classified.push_back(*request);
    if (const auto error = state_.unreadable.find(request->text()); error != state_.unreadable.end()) {
      return ToGrpc(error->second);
    }
    *response = state_.readings[request->text()];
    return grpc::Status::OK;
  }

  grpc::Status Match(grpc::ServerContext* context, const v1::MatchRequest* request,
                     v1::MatchResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.match_request = *request;
    *response = state_.match_response;
    return grpc::Status::OK;
  }

  grpc::Status ExplainMatch(grpc::ServerContext* context, const v1::ExplainMatchRequest* request,
                            v1::ExplainMatchResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    const size_t page = state_.explain_requests.size();
    state_.explain_requests.push_back(*request);
    if (page < state_.explain_pages.size()) *response = state_.explain_pages[page];
    return grpc::Status::OK;
  }

  grpc::Status ReplayAdvice(grpc::ServerContext* context, const v1::ReplayAdviceRequest* request,
                            v1::ReplayAdviceResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.replay_request = *request;
    *response = state_.replay_response;
    return grpc::Status::OK;
  }

 private:
  FakeState& state_;
};

class FakeServer::Rules : public v1::RuleService::Service {
 public:
  explicit Rules(FakeState& state) : state_(state) {}

  grpc::Status ListRuleSets(grpc::ServerContext* context, const v1::ListRuleSetsRequest* request,
                            v1::ListRuleSetsResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    ++state_.rule_set_pages;
    size_t next = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (; next < state_.rule_sets.size() && response->rule_sets_size() < 2; ++next) {
      *response->add_rule_sets() = state_.rule_sets[next];
    }
    if (next < state_.rule_sets.size()) response->set_next_page_token(std::to_string(next));
    return grpc::Status::OK;
  }

  grpc::Status GetRuleSetRevision(grpc::ServerContext* context, const v1::GetRuleSetRevisionRequest* request,
                                  v1::RuleSetRevision* response) override {
    return Answer(context, *request, state_.rules_asked, state_.rules, response);
  }

  grpc::Status ListRuleSetRevisions(grpc::ServerContext* context, const v1::ListRuleSetRevisionsRequest* request,
                                    v1::ListRuleSetRevisionsResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.revisions_of = request->parent();
    response->mutable_revisions()->Assign(state_.revisions.begin(), state_.revisions.end());
    return grpc::Status::OK;
  }

  grpc::Status ValidateRuleSet(grpc::ServerContext* context, const v1::ValidateRuleSetRequest* request,
                               v1::ValidateRuleSetResponse* response) override {
    return Answer(context, *request, state_.validate_request, state_.validate_response, response);
  }

  grpc::Status TestRuleSet(grpc::ServerContext* context, const v1::TestRuleSetRequest* request,
                           v1::TestRuleSetResponse* response) override {
    return Answer(context, *request, state_.test_request, state_.test_response, response);
  }

  grpc::Status DiffRuleSets(grpc::ServerContext* context, const v1::DiffRuleSetsRequest* request,
                            v1::DiffRuleSetsResponse* response) override {
    return Answer(context, *request, state_.diff_request, state_.diff_response, response);
  }

  grpc::Status CompareRuleSets(grpc::ServerContext* context, const v1::CompareRuleSetsRequest* request,
                               v1::CompareRuleSetsResponse* response) override {
    return Answer(context, *request, state_.compare_request, state_.compare_response, response);
  }

  grpc::Status TryReading(grpc::ServerContext* context, const v1::TryReadingRequest* request,
                          v1::TryReadingResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.tried.push_back(*request);
    if (state_.most_texts > 0 && request->texts_size() > state_.most_texts) return TooLarge();
    for (int i = 0; i < request->texts_size(); ++i) {
      const auto error = state_.unreadable.find(request->texts(i));
      if (error != state_.unreadable.end()) return ToGrpc(ForText(error->second, i));
    }
    for (const std::string& text : request->texts()) {
      *response->add_classifications() = state_.readings[text].classification();
    }
    return grpc::Status::OK;
  }

  // Every revision is the second one.
  grpc::Status ApplyRuleSet(grpc::ServerContext* context, const v1::ApplyRuleSetRequest* request,
                            v1::ApplyRuleSetResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.applied.push_back(*request);
    v1::RuleSetRevision& revision = *response->mutable_revision();
    *revision.mutable_rule_set() = request->rule_set();
    revision.set_state(v1::RuleSetRevision::DRAFT);
    if (!request->validate_only()) revision.set_name(request->rule_set().name() + "/revisions/2");
    return grpc::Status::OK;
  }

  grpc::Status ActivateRuleSets(grpc::ServerContext* context, const v1::ActivateRuleSetsRequest* request,
                                v1::ActivateRuleSetsResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.activate_request = *request;
    for (const std::string& name : request->revisions()) {
      v1::RuleSetRevision& revision = *response->add_revisions();
      revision.set_name(name);
      revision.set_state(request->start_date().empty() ? v1::RuleSetRevision::ACTIVE : v1::RuleSetRevision::PLANNED);
      revision.add_activations()->set_start_date(request->start_date());
    }
    return grpc::Status::OK;
  }

  grpc::Status RollbackRuleSet(grpc::ServerContext* context, const v1::RollbackRuleSetRequest* request,
                               v1::RollbackRuleSetResponse* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.rollback_request = *request;
    response->mutable_revision()->set_name(request->name() + "/revisions/1");
    response->mutable_revision()->set_state(v1::RuleSetRevision::ACTIVE);
    return grpc::Status::OK;
  }

 private:
  // Keeps the request and gives what the test has set.
  template <class Request, class Response>
  grpc::Status Answer(grpc::ServerContext* context, const Request& request, Request& kept, const Response& answer,
                      Response* response) {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    kept = request;
    *response = answer;
    return grpc::Status::OK;
  }

  FakeState& state_;
};

class FakeServer::Referrals : public v1::ReferralService::Service {
 public:
  explicit Referrals(FakeState& state) : state_(state) {}

#define KOPPEL_FAKE(Method, Answer)                                                                           \
  grpc::Status Method(grpc::ServerContext* context, const v1::Method##Request* request, v1::Answer* response) \
      override {                                                                                              \
    return Call(#Method, context, *request, *response);                                                       \
  }
  KOPPEL_REFERRAL_CALLS(KOPPEL_FAKE)
#undef KOPPEL_FAKE

  grpc::Status WatchReferrals(grpc::ServerContext* context, const v1::WatchReferralsRequest* request,
                              grpc::ServerWriter<v1::WatchReferralsResponse>* writer) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    const size_t turn = state_.watches.size();
    state_.watches.push_back(*request);
    if (turn >= state_.watched.size()) return ToGrpc(state_.watch_end);
    for (const v1::WatchReferralsResponse& change : state_.watched[turn]) writer->Write(change);
    if (turn + 1 == state_.watched.size()) return ToGrpc(state_.watch_end);
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "the server stops");
  }

 private:
  template <class Request, class Answer>
  grpc::Status Call(const std::string& method, grpc::ServerContext* context, const Request& request, Answer& answer) {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    state_.asked[method] = request.SerializeAsString();
    answer.ParseFromString(state_.answers[method]);
    return grpc::Status::OK;
  }

  FakeState& state_;
};

class FakeServer::StatusOfServer : public v1::StatusService::Service {
 public:
  explicit StatusOfServer(FakeState& state) : state_(state) {}

  grpc::Status GetStatus(grpc::ServerContext* context, const v1::GetStatusRequest*, v1::Status* response) override {
    if (grpc::Status status = Begin(state_, context); !status.ok()) return status;
    *response = state_.status;
    return grpc::Status::OK;
  }

 private:
  FakeState& state_;
};

FakeServer::FakeServer()
    : folder_(MakeFolder()),
      address_("unix:" + folder_ + "/koppel.sock"),
      directory_(std::make_unique<Directory>(state_)),
      matching_(std::make_unique<Matching>(state_)),
      referrals_(std::make_unique<Referrals>(state_)),
      rules_(std::make_unique<Rules>(state_)),
      status_(std::make_unique<StatusOfServer>(state_)) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
  builder.RegisterService(directory_.get());
  builder.RegisterService(matching_.get());
  builder.RegisterService(referrals_.get());
  builder.RegisterService(rules_.get());
  builder.RegisterService(status_.get());
  server_ = builder.BuildAndStart();
}

FakeServer::~FakeServer() {
  server_->Shutdown();
  server_->Wait();
  std::filesystem::remove_all(folder_);
}

void FakeServer::SetServing(bool serving) { server_->GetHealthCheckService()->SetServingStatus(serving); }

}  // namespace koppel::testing
