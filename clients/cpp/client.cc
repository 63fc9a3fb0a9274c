#include "clients/cpp/client.h"

#include <string>
#include <utility>

#include "absl/synchronization/notification.h"
#include "base/status_macros.h"
#include "clients/cpp/errors.h"
#include "clients/cpp/pages.h"
#include "clients/cpp/resources.h"
#include "google/protobuf/unknown_field_set.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/byte_buffer.h"

namespace koppel::client {
namespace {

namespace v1 = koppel::v1;

constexpr int kLargestMessage = 64 << 20;
// Of a connection that is lost: who watches should hear again soon after a server is back.
constexpr int kLongestBackoffMillis = 5000;
constexpr size_t kChunk = 64 << 10;
constexpr char kHealthCheck[] = "/grpc.health.v1.Health/Check";
constexpr uint64_t kHealthServing = 1;

// The request type of a unary method of a stub.
template <class Method>
struct RequestOf;
template <class Service, class Request, class Response>
struct RequestOf<grpc::Status (Service::*)(grpc::ClientContext*, const Request&, Response*)> {
  using type = Request;
};

template <class Request>
void SetChange(const ChangeOptions& change, Request& request) {
  request.set_validate_only(change.validate_only);
  request.set_request_id(change.request_id);
}

// Sends the file after the options; false when the server wants no more.
bool SendFile(std::istream& file, grpc::ClientWriterInterface<v1::ImportDirectoryRequest>& writer) {
  v1::ImportDirectoryRequest piece;
  while (file) {
    std::string& chunk = *piece.mutable_chunk();
    chunk.resize(kChunk);
    file.read(chunk.data(), kChunk);
    chunk.resize(file.gcount());
    if (!chunk.empty() && !writer.Write(piece)) return false;
  }
  return writer.WritesDone();
}

// The message has one field, the state; read by hand so that no copy of the health protocol is needed.
bool SaysServing(grpc::ByteBuffer& answer) {
  grpc::Slice slice;
  google::protobuf::UnknownFieldSet fields;
  if (!answer.DumpToSingleSlice(&slice).ok() || !fields.ParseFromArray(slice.begin(), slice.size())) return false;
  return fields.field_count() == 1 && fields.field(0).number() == 1 &&
         fields.field(0).type() == google::protobuf::UnknownField::TYPE_VARINT &&
         fields.field(0).varint() == kHealthServing;
}

}  // namespace

std::unique_ptr<Client> Client::Connect(const std::string& target, CallOptions options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kLargestMessage);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestBackoffMillis);
  auto channel = grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
  return std::unique_ptr<Client>(new Client(std::move(channel), std::move(options)));
}

Client::Client(std::shared_ptr<grpc::Channel> channel, CallOptions options)
    : channel_(std::move(channel)),
      directory_(v1::DirectoryService::NewStub(channel_)),
      matching_(v1::MatchingService::NewStub(channel_)),
      referrals_(v1::ReferralService::NewStub(channel_)),
      rules_(v1::RuleService::NewStub(channel_)),
      status_(v1::StatusService::NewStub(channel_)),
      caller_(std::move(options)) {}

template <class Resource>
absl::StatusOr<Resource> Client::Get(const std::string& name) {
  typename RequestOf<std::remove_const_t<decltype(Methods<Resource>::kGet)>>::type request;
  request.set_name(name);
  return caller_.Call(*directory_, Methods<Resource>::kGet, std::move(request));
}

template <class Resource>
absl::StatusOr<std::vector<Resource>> Client::List(const std::string& parent) {
  typename RequestOf<std::remove_const_t<decltype(Methods<Resource>::kList)>>::type request;
  if constexpr (std::is_same_v<Resource, v1::Offering>) request.set_parent(parent);
  ASSIGN_OR_RETURN(auto response, AllPages(caller_, *directory_, Methods<Resource>::kList, std::move(request)));
  auto* items = Methods<Resource>::Items(response);
  return std::vector<Resource>(std::make_move_iterator(items->begin()), std::make_move_iterator(items->end()));
}

template <class Resource>
absl::StatusOr<Resource> Client::Apply(const Resource& resource, const ChangeOptions& change) {
  typename Methods<Resource>::UpdateRequest request;
  *(request.*Methods<Resource>::kBody)() = resource;
  request.mutable_update_mask()->add_paths("*");
  request.set_allow_missing(true);
  SetChange(change, request);
  return caller_.Call(*directory_, Methods<Resource>::kUpdate, std::move(request));
}

template <class Resource>
absl::Status Client::Delete(const std::string& name, const ChangeOptions& change) {
  typename RequestOf<std::remove_const_t<decltype(Methods<Resource>::kDelete)>>::type request;
  request.set_name(name);
  SetChange(change, request);
  return caller_.Call(*directory_, Methods<Resource>::kDelete, std::move(request)).status();
}

#define KOPPEL_INSTANTIATE(Resource)                                                                \
  template absl::StatusOr<Resource> Client::Get<Resource>(const std::string&);                      \
  template absl::StatusOr<std::vector<Resource>> Client::List<Resource>(const std::string&);        \
  template absl::StatusOr<Resource> Client::Apply<Resource>(const Resource&, const ChangeOptions&); \
  template absl::Status Client::Delete<Resource>(const std::string&, const ChangeOptions&)

KOPPEL_INSTANTIATE(v1::Provider);
KOPPEL_INSTANTIATE(v1::Offering);
KOPPEL_INSTANTIATE(v1::Location);
KOPPEL_INSTANTIATE(v1::Team);
KOPPEL_INSTANTIATE(v1::AreaTable);

#undef KOPPEL_INSTANTIATE

absl::StatusOr<v1::Capacity> Client::GetCapacity(const std::string& name) {
  v1::GetCapacityRequest request;
  request.set_name(name);
  return caller_.Call(*directory_, &DirectoryStub::GetCapacity, std::move(request));
}

absl::StatusOr<v1::Capacity> Client::SetCapacity(const v1::Capacity& capacity, const ChangeOptions& change) {
  v1::SetCapacityRequest request;
  *request.mutable_capacity() = capacity;
  SetChange(change, request);
  return caller_.Call(*directory_, &DirectoryStub::SetCapacity, std::move(request));
}

absl::StatusOr<v1::ListCapacitiesResponse> Client::ListCapacities(v1::ListCapacitiesRequest request) {
  return AllPages(caller_, *directory_, &DirectoryStub::ListCapacities, std::move(request));
}

absl::StatusOr<v1::SearchOfferingsResponse> Client::SearchOfferings(v1::SearchOfferingsRequest request) {
  return AllPages(caller_, *directory_, &DirectoryStub::SearchOfferings, std::move(request));
}

absl::StatusOr<v1::ListVocabularyResponse> Client::ListVocabulary(v1::ListVocabularyRequest request) {
  return AllPages(caller_, *directory_, &DirectoryStub::ListVocabulary, std::move(request));
}

absl::StatusOr<v1::ImportDirectoryResponse> Client::ImportDirectory(v1::ImportDirectoryRequest::Options options,
                                                                    std::istream& file) {
  caller_.Prepare(options);
  grpc::ClientContext context;
  caller_.Begin(context);
  v1::ImportDirectoryResponse response;
  auto writer = directory_->ImportDirectory(&context, &response);
  v1::ImportDirectoryRequest first;
  *first.mutable_options() = std::move(options);
  // A refused write is not an error of its own: Finish says why.
  if (writer->Write(first)) SendFile(file, *writer);
  RETURN_IF_ERROR(ToStatus(writer->Finish()));
  caller_.RememberRevision(context);
  return response;
}

absl::Status Client::ExportDirectory(std::ostream& file) {
  v1::ExportDirectoryRequest request;
  caller_.Prepare(request);
  grpc::ClientContext context;
  caller_.Begin(context);
  auto reader = directory_->ExportDirectory(&context, request);
  v1::ExportDirectoryResponse piece;
  while (reader->Read(&piece)) file.write(piece.chunk().data(), piece.chunk().size());
  RETURN_IF_ERROR(ToStatus(reader->Finish()));
  caller_.RememberRevision(context);
  file.flush();
  return file ? absl::OkStatus() : absl::DataLossError("the file could not be written");
}

absl::StatusOr<v1::ClassifyResponse> Client::Classify(const std::string& text, const std::string& area) {
  v1::ClassifyRequest request;
  request.set_text(text);
  request.set_area(area);
  return caller_.Call(*matching_, &v1::MatchingService::StubInterface::Classify, std::move(request));
}

absl::StatusOr<v1::MatchResponse> Client::Match(const v1::MatchRequest& request) {
  return caller_.Call(*matching_, &v1::MatchingService::StubInterface::Match, request);
}

absl::StatusOr<std::vector<v1::Explanation>> Client::ExplainMatch(const v1::ExplainMatchRequest& request) {
  ASSIGN_OR_RETURN(auto response,
                   AllPages(caller_, *matching_, &v1::MatchingService::StubInterface::ExplainMatch, request));
  return std::vector<v1::Explanation>(response.explanations().begin(), response.explanations().end());
}

absl::StatusOr<v1::ReplayAdviceResponse> Client::ReplayAdvice(const v1::AdviceRecord& advice) {
  v1::ReplayAdviceRequest request;
  *request.mutable_advice() = advice;
  return caller_.Call(*matching_, &v1::MatchingService::StubInterface::ReplayAdvice, std::move(request));
}

absl::StatusOr<v1::Status> Client::GetStatus() {
  return caller_.Call(*status_, &v1::StatusService::StubInterface::GetStatus, v1::GetStatusRequest());
}

absl::StatusOr<bool> Client::IsServing() {
  grpc::GenericStub stub(channel_);
  const grpc::ByteBuffer request(nullptr, 0);  // An empty request asks about the server as a whole.
  grpc::ByteBuffer response;
  RETURN_IF_ERROR(caller_.Retry([&](grpc::ClientContext& context) {
    absl::Notification done;
    grpc::Status status;
    stub.UnaryCall(&context, kHealthCheck, grpc::StubOptions(), &request, &response, [&](grpc::Status result) {
      status = std::move(result);
      done.Notify();
    });
    done.WaitForNotification();
    return status;
  }));
  return SaysServing(response);
}

}  // namespace koppel::client
