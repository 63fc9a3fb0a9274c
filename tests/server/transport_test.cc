// The server as callers meet it: over a socket, with stubs and with raw bytes.

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/sync_stream.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "absl/synchronization/notification.h"
#include "koppel/v1/directory_service.grpc.pb.h"
#include "koppel/v1/matching_service.grpc.pb.h"
#include "koppel/v1/referral_service.grpc.pb.h"
#include "koppel/v1/rule_service.grpc.pb.h"
#include "koppel/v1/status_service.grpc.pb.h"
#include "server/handlers/watch_referrals.h"
#include "server/limits.h"
#include "server/transport/server.h"
#include "server/transport/status.h"
#include "tests/server/rule_testing.h"
#include "tests/server/stored_cases.h"

namespace koppel::server {
namespace {

using grpc::ByteBuffer;
using grpc::ClientContext;
using grpc::StatusCode;
using grpc::internal::RpcMethod;
using ::testing::HasSubstr;

google::rpc::Status DetailsIn(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details())) << status.error_message();
  return details;
}

template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  Detail detail;
  const google::rpc::Status details = DetailsIn(status);
  for (const auto& any : details.details()) {
    if (any.UnpackTo(&detail)) return detail;
  }
  ADD_FAILURE() << "no " << Detail::descriptor()->name() << " in " << status.error_message();
  return detail;
}

std::string Reason(const grpc::Status& status) { return DetailOf<google::rpc::ErrorInfo>(status).reason(); }

// A store whose readiness is the test's.
class MoodyStore : public storage::Store {
 public:
  explicit MoodyStore(storage::Store& store) : store_(store) {}

  void SetReady(bool ready) { ready_ = ready; }
  absl::Status Ready() const override { return ready_ ? absl::OkStatus() : absl::UnavailableError("broken"); }

  absl::StatusOr<storage::Record> Get(const std::string& key) const override { return store_.Get(key); }
  absl::StatusOr<storage::Listing> List(const std::string& start, const std::string& end, size_t limit) const override {
    return store_.List(start, end, limit);
  }
  absl::StatusOr<std::vector<storage::Record>> History(const std::string& key) const override {
    return store_.History(key);
  }
  absl::StatusOr<storage::Committed> Commit(const storage::Batch& batch,
                                            absl::Span<const storage::Precondition> preconditions) override {
    return store_.Commit(batch, preconditions);
  }
  absl::StatusOr<std::unique_ptr<storage::Subscription>> Watch(std::string prefix, Revision after,
                                                               storage::Observer observer) override {
    return store_.Watch(std::move(prefix), after, std::move(observer));
  }
  Revision Latest() const override { return store_.Latest(); }
  storage::Limits limits() const override { return store_.limits(); }

 private:
  storage::Store& store_;
  std::atomic<bool> ready_ = true;
};

// Tells when somebody has come in.
class Doorman : public Authenticator {
 public:
  absl::StatusOr<Caller> Identify(const std::string& peer, const std::string& claimed) const override {
    if (!came_in_.HasBeenNotified()) came_in_.Notify();
    return inner_.Identify(peer, claimed);
  }
  void WaitForVisitor() const { came_in_.WaitForNotification(); }

 private:
  DevelopmentAuthenticator inner_;
  mutable absl::Notification came_in_;
};

class Transport : public ::testing::Test {
 protected:
  Transport()
      : folder_(std::filesystem::temp_directory_path() / ("koppel-" + std::to_string(getpid()))),
        store_(house_.store()),
        environment_{.store = store_,
                     .directory = house_.directory(),
                     .rule_sets = house_.rule_sets(),
                     .cases = house_.cases(),
                     .world = house_.world(),
                     .clock = house_.clock(),
                     .ids = house_.environment().ids,
                     .book = house_.environment().book,
                     .authenticator = doorman_,
                     .observer = house_.environment().observer,
                     .engine = "memory",
                     .version = "test"} {
    std::filesystem::create_directories(folder_);
    auto server = Server::Start(environment_, "unix:" + (folder_ / "koppel.sock").string());
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    arguments.SetMaxSendMessageSize(-1);
    channel_ = grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(), arguments);
    directory_ = v1::DirectoryService::NewStub(channel_);
    matching_ = v1::MatchingService::NewStub(channel_);
  }
  ~Transport() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  grpc::Status CallRaw(const char* method, const std::string& request, std::string& response) {
    ClientContext context;
    const grpc::Slice slice(request);
    const ByteBuffer sent(&slice, 1);
    ByteBuffer received;
    const grpc::Status status = grpc::internal::BlockingUnaryCall<ByteBuffer, ByteBuffer>(
        channel_.get(), RpcMethod(method, RpcMethod::NORMAL_RPC), &context, sent, &received);
    response = Bytes(received);
    return status;
  }

  static std::string Bytes(const ByteBuffer& buffer) {
    std::vector<grpc::Slice> slices;
    std::string bytes;
    if (!buffer.Dump(&slices).ok()) return bytes;
    for (const auto& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    return bytes;
  }

  // The serving status of grpc.health.v1: 1 is SERVING, 2 is NOT_SERVING.
  int Health(const std::string& service) {
    std::string request;
    if (!service.empty()) request = "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
    std::string response;
    EXPECT_TRUE(CallRaw("/grpc.health.v1.Health/Check", request, response).ok()) << service;
    return response.size() == 2 ? response[1] : 0;
  }

  // Sends one request of grpc.reflection.v1alpha and gives the bytes of the answer.
  std::string Reflect(const std::string& request) {
    ClientContext context;
    std::unique_ptr<grpc::ClientReaderWriter<ByteBuffer, ByteBuffer>> stream(
        grpc::internal::ClientReaderWriterFactory<ByteBuffer, ByteBuffer>::Create(
            channel_.get(),
            RpcMethod("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", RpcMethod::BIDI_STREAMING),
            &context));
    const grpc::Slice slice(request);
    ByteBuffer answer;
    EXPECT_TRUE(stream->Write(ByteBuffer(&slice, 1)));
    stream->WritesDone();
    EXPECT_TRUE(stream->Read(&answer));
    EXPECT_TRUE(stream->Finish().ok());
    return Bytes(answer);
  }

  House house_;
  std::filesystem::path folder_;
  MoodyStore store_;
  Doorman doorman_;
  Environment environment_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::DirectoryService::Stub> directory_;
  std::unique_ptr<v1::MatchingService::Stub> matching_;
};

TEST_F(Transport, WritesAndReadsTellTheRevisionInTheTrailingMetadata) {
  ClientContext writes;
  v1::Provider provider;
  ASSERT_TRUE(directory_
                  ->CreateProvider(
                      &writes, Parse<v1::CreateProviderRequest>("provider_id: 'x' provider { title: 'X' kind: CARE }"),
                      &provider)
                  .ok());
  EXPECT_EQ(provider.name(), "providers/x");
  const auto& trailer = writes.GetServerTrailingMetadata();
  ASSERT_EQ(trailer.count("koppel-revision"), 1u);
  const auto text = trailer.find("koppel-revision")->second;

  ClientContext reads;
  v1::GetProviderRequest request;
  request.set_name("providers/x");
  request.set_min_revision(std::stoll(std::string(text.data(), text.size())));
  EXPECT_TRUE(directory_->GetProvider(&reads, request, &provider).ok());
  EXPECT_EQ(reads.GetServerTrailingMetadata().count("koppel-revision"), 1u);
}

TEST_F(Transport, AnErrorArrivesWithReasonFieldsAndDutch) {
  ClientContext context;
  v1::MatchResponse response;
  const grpc::Status status = matching_->Match(&context, v1::MatchRequest(), &response);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Reason(status), "INVALID_FIELDS");
  EXPECT_EQ(DetailOf<google::rpc::BadRequest>(status).field_violations(0).field(), "referral");
  EXPECT_THAT(DetailOf<google::rpc::LocalizedMessage>(status).message(), HasSubstr("referral: is verplicht"));
  EXPECT_EQ(DetailsIn(status).code(), static_cast<int>(status.error_code()));
}

TEST_F(Transport, WhoCallsStandsInTheMetadata) {
  const auto rules = v1::RuleService::NewStub(channel_);
  v1::ApplyRuleSetRequest request;
  *request.mutable_rule_set() = Almere();
  request.mutable_rule_set()->set_municipalities(0, "GM0080");
  request.set_validate_only(true);
  const auto apply = [&](const std::vector<std::string>& names, v1::ApplyRuleSetResponse& response) {
    ClientContext context;
    for (const std::string& name : names) context.AddMetadata("koppel-subject", name);
    return rules->ApplyRuleSet(&context, request, &response);
  };
  v1::ApplyRuleSetResponse response;
  ASSERT_TRUE(apply({"anna"}, response).ok());
  EXPECT_EQ(response.revision().author(), "anna");
  ASSERT_TRUE(apply({}, response).ok());
  EXPECT_EQ(response.revision().author(), "development");
  for (const std::vector<std::string>& names : {std::vector<std::string>{"Anna"}, {"koppel"}, {"anna", "bert"}}) {
    const grpc::Status refused = apply(names, response);
    EXPECT_EQ(refused.error_code(), StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(Reason(refused), "BAD_SUBJECT");
  }
}

TEST_F(Transport, TextThatIsNotUtf8IsRefusedByItsField) {
  ClientContext context;
  v1::MatchRequest request;
  request.mutable_referral()->add_needs()->set_wish_text("caf\xe9");
  v1::MatchResponse response;
  const grpc::Status status = matching_->Match(&context, request, &response);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailOf<google::rpc::BadRequest>(status).field_violations(0).field(), "referral.needs[0].wish_text");
}

TEST_F(Transport, BytesThatAreNoMessageAreRefused) {
  std::string response;
  const grpc::Status status = CallRaw("/koppel.v1.MatchingService/Match", "\xff\xff\xff", response);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Reason(status), "NOT_A_MESSAGE");
}

TEST_F(Transport, AMessageOverTheLimitIsRefused) {
  std::string response;
  const grpc::Status over =
      CallRaw("/koppel.v1.MatchingService/Match", std::string(kMaxMessageBytes + 1, 'x'), response);
  EXPECT_EQ(over.error_code(), StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(Reason(over), "MESSAGE_TOO_LARGE");
  const grpc::Status far_over =
      CallRaw("/koppel.v1.MatchingService/Match", std::string(kMaxTransportBytes + 1, 'x'), response);
  EXPECT_EQ(far_over.error_code(), StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(Transport, AnErrorAboutVeryManyFieldsStillArrives) {
  v1::CreateTeamRequest request;
  request.set_team_id("x");
  for (int i = 0; i < 400; ++i) request.mutable_team()->add_service_areas("no such area " + std::to_string(i));
  ClientContext context;
  v1::Team team;
  const grpc::Status status = directory_->CreateTeam(&context, request, &team);
  EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_GT(DetailOf<google::rpc::BadRequest>(status).field_violations_size(), 10);
}

TEST_F(Transport, AFileGoesInAndComesOutAsStreams) {
  house_.Put(SmallDirectory());
  std::string file;
  {
    ClientContext context;
    const auto reader = directory_->ExportDirectory(&context, v1::ExportDirectoryRequest());
    for (v1::ExportDirectoryResponse chunk; reader->Read(&chunk);) file += chunk.chunk();
    ASSERT_TRUE(reader->Finish().ok());
    EXPECT_EQ(context.GetServerTrailingMetadata().count("koppel-revision"), 1u);
  }
  ClientContext context;
  v1::ImportDirectoryResponse response;
  const auto writer = directory_->ImportDirectory(&context, &response);
  v1::ImportDirectoryRequest message;
  message.mutable_options()->set_replace(true);
  EXPECT_TRUE(writer->Write(message));
  for (size_t at = 0; at < file.size(); at += 1000) {
    message.set_chunk(file.substr(at, 1000));
    EXPECT_TRUE(writer->Write(message));
  }
  writer->WritesDone();
  ASSERT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.problems_size(), 0);
  EXPECT_EQ(response.unchanged_count(), static_cast<int>(SmallDirectory().size()));
}

TEST_F(Transport, AnImportWhoseCallerGivesUpStoresNothing) {
  {
    ClientContext context;
    v1::ImportDirectoryResponse response;
    const auto writer = directory_->ImportDirectory(&context, &response);
    v1::ImportDirectoryRequest message;
    message.mutable_options();
    EXPECT_TRUE(writer->Write(message));
    message.set_chunk("{\"provider\":{\"name\":\"providers/a\",\"title\":\"A\",\"kind\":\"CARE\"}}\n");
    EXPECT_TRUE(writer->Write(message));
    context.TryCancel();
    EXPECT_EQ(writer->Finish().error_code(), StatusCode::CANCELLED);
  }
  server_->Drain(absl::Seconds(20));
  EXPECT_EQ(house_.Count(), 0u);
}

TEST_F(Transport, HealthFollowsTheStore) {
  for (const std::string& service : RoutedServices()) EXPECT_EQ(Health(service), 1) << service;
  EXPECT_EQ(Health(""), 1);
  store_.SetReady(false);
  server_->FollowStore();
  for (const std::string& service : RoutedServices()) EXPECT_EQ(Health(service), 2) << service;
  EXPECT_EQ(Health(""), 2);
  store_.SetReady(true);
  server_->FollowStore();
  EXPECT_EQ(Health(""), 1);
}

TEST_F(Transport, ReflectionListsAndDescribesTheServices) {
  const std::string list = Reflect(std::string("\x3a\x01*"));
  for (const std::string& service : RoutedServices()) {
    EXPECT_THAT(list, HasSubstr(service));
    const std::string request = "\x22" + std::string(1, static_cast<char>(service.size())) + service;
    EXPECT_THAT(Reflect(request), HasSubstr("koppel/v1/"));
  }
}

TEST_F(Transport, CallsUnderWayAreFinishedWhenTheServerStops) {
  grpc::Status status;
  std::thread caller([&] {
    ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    v1::MatchResponse response;
    status =
        matching_->Match(&context,
                         Parse<v1::MatchRequest>("referral { area: 'GM0034' needs { domain: MIND } } min_revision: " +
                                                 std::to_string(house_.store().Latest().value + 1)),
                         &response);
  });
  doorman_.WaitForVisitor();
  std::thread drain([&] { server_->Drain(absl::Seconds(20)); });
  house_.Put({kProvider});
  caller.join();
  drain.join();
  EXPECT_TRUE(status.ok()) << status.error_message();
}

// A watch of all of Almere from now on; what it was told.
class TransportWatch : public Transport {
 protected:
  TransportWatch() : referrals_(v1::ReferralService::NewStub(channel_)) {}

  std::unique_ptr<grpc::ClientReader<v1::WatchReferralsResponse>> Watch(ClientContext& context) {
    v1::WatchReferralsRequest request;
    request.set_party(kAlmereAdvisers);
    request.set_resume_token(MakeResumeToken(kAlmereAdvisers, house_.store().Latest()));
    return referrals_->WatchReferrals(&context, request);
  }

  const std::unique_ptr<v1::ReferralService::Stub> referrals_;
};

TEST_F(TransportWatch, ItTellsUntilTheCallerLeaves) {
  ClientContext context;
  const auto reader = Watch(context);
  v1::WatchReferralsResponse message;
  for (const char* id : {"a", "b"}) {
    PutCase(house_, CaseName(id), "");
    ASSERT_TRUE(reader->Read(&message));
    EXPECT_EQ(message.referral().name(), CaseName(id));
  }
  context.TryCancel();
  EXPECT_FALSE(reader->Read(&message));
  EXPECT_EQ(reader->Finish().error_code(), StatusCode::CANCELLED);
}

TEST_F(TransportWatch, ADeadlineOfTheCallerEndsIt) {
  ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(300));
  const auto reader = Watch(context);
  v1::WatchReferralsResponse message;
  EXPECT_FALSE(reader->Read(&message));
  EXPECT_EQ(reader->Finish().error_code(), StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(TransportWatch, AServerThatStopsEndsItAtOnceSoThatItIsTakenUpElsewhere) {
  ClientContext context;
  const auto reader = Watch(context);
  v1::WatchReferralsResponse message;
  PutCase(house_, CaseName("a"), "");
  ASSERT_TRUE(reader->Read(&message));
  const absl::Time start = absl::Now();
  server_->Drain(absl::Seconds(60));
  EXPECT_LT(absl::Now() - start, absl::Seconds(30));
  EXPECT_FALSE(reader->Read(&message));
  const grpc::Status status = reader->Finish();
  EXPECT_EQ(status.error_code(), StatusCode::UNAVAILABLE);
  EXPECT_EQ(Reason(status), "TRY_AGAIN");
}

TEST(TransportStatus, EveryCodeStaysTheSameCode) {
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  for (const absl::Status& status : {NotFound("x"), EtagMismatch("x"), TryAgain(), Internal(), FileTooLarge()}) {
    EXPECT_EQ(static_cast<int>(ToGrpc(status).error_code()), static_cast<int>(status.code()));
    EXPECT_EQ(Reason(ToGrpc(status)), ReasonOf(status));
  }
  EXPECT_EQ(Reason(ToGrpc(absl::DataLossError("inside"))), "INTERNAL");
}

}  // namespace
}  // namespace koppel::server
