#include "server/transport/raw_service.h"

#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/method_handler.h>

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/serve.h"
#include "server/transport/status.h"

namespace koppel::server {
namespace {

using grpc::ByteBuffer;
using grpc::ServerContext;
using grpc::internal::RpcMethod;
using grpc::internal::RpcServiceMethod;

std::string ToBytes(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return ByteBuffer(&slice, 1);
}

absl::Time DeadlineOf(const ServerContext& context, const Clock& clock) {
  const auto deadline = context.deadline();
  if (deadline == std::chrono::system_clock::time_point::max()) return clock.Now() + kDefaultDeadline;
  return absl::FromChrono(deadline);
}

// Who the caller says it is. Several names are none: with the comma between them they are refused.
std::string ClaimedSubject(const ServerContext& context) {
  const auto [first, last] = context.client_metadata().equal_range("koppel-subject");
  std::vector<std::string> names;
  for (auto at = first; at != last; ++at) names.emplace_back(at->second.data(), at->second.size());
  return absl::StrJoin(names, ",");
}

// One call on its way: made before the handler runs, and read afterwards for what goes back beside the answer.
class Visit {
 public:
  Visit(const Environment& environment, const Route& route, ServerContext& context)
      : context_(context),
        call_{.environment = environment,
              .caller = {},
              .method = route.method,
              .deadline = DeadlineOf(context, environment.clock),
              .cancelled = [&context] { return context.IsCancelled(); }} {}

  // Says who calls, or gives the status for who is not known.
  absl::Status Identify() {
    absl::StatusOr<Caller> caller = call_.environment.authenticator.Identify(context_.peer(), ClaimedSubject(context_));
    if (!caller.ok()) return Finish(call_, caller.status());
    call_.caller = *std::move(caller);
    return absl::OkStatus();
  }

  grpc::Status Leave(const absl::Status& status) {
    if (status.ok()) context_.AddTrailingMetadata("koppel-revision", std::to_string(call_.revision.value));
    return ToGrpc(status);
  }

  Call& call() { return call_; }

 private:
  ServerContext& context_;
  Call call_;
};

grpc::Status AnswerUnary(const Environment& environment, const Route& route, ServerContext& context,
                         const ByteBuffer& request, ByteBuffer& response) {
  Visit visit(environment, route, context);
  if (const absl::Status known = visit.Identify(); !known.ok()) return visit.Leave(known);
  const auto bytes = std::get<Unary>(route.handler)(visit.call(), ToBytes(request));
  if (bytes.ok()) response = ToBuffer(*bytes);
  return visit.Leave(bytes.status());
}

grpc::Status AnswerUpload(const Environment& environment, const Route& route, ServerContext& context,
                          grpc::ServerReader<ByteBuffer>& reader, ByteBuffer& response) {
  Visit visit(environment, route, context);
  if (const absl::Status known = visit.Identify(); !known.ok()) return visit.Leave(known);
  const Source source = [&](std::string& bytes) {
    ByteBuffer buffer;
    if (!reader.Read(&buffer)) return false;
    bytes = ToBytes(buffer);
    return true;
  };
  const auto bytes = std::get<Upload>(route.handler)(visit.call(), source);
  if (bytes.ok()) response = ToBuffer(*bytes);
  return visit.Leave(bytes.status());
}

grpc::Status AnswerDownload(const Environment& environment, const Route& route, const std::atomic<bool>& stopping,
                            ServerContext& context, const ByteBuffer& request, grpc::ServerWriter<ByteBuffer>& writer) {
  Visit visit(environment, route, context);
  if (const absl::Status known = visit.Identify(); !known.ok()) return visit.Leave(known);
  bool stopped = false;
  visit.call().cancelled = [&] {
    stopped = stopped || stopping;
    return stopped || context.IsCancelled();
  };
  const Sink sink = [&](const std::string& bytes) { return writer.Write(ToBuffer(bytes)); };
  const absl::Status status = std::get<Download>(route.handler)(visit.call(), ToBytes(request), sink);
  return visit.Leave(status.ok() && stopped ? TryAgain() : status);
}

// The kind of method and what runs it, for each sort of handler.
struct Bound {
  RpcMethod::RpcType type;
  grpc::internal::MethodHandler* handler;  // Owned by the service once it is added.
};

Bound Bind(const Environment& environment, const Route& route, const std::atomic<bool>& stopping, RawService* service) {
  if (std::holds_alternative<Upload>(route.handler)) {
    return {RpcMethod::CLIENT_STREAMING,
            new grpc::internal::ClientStreamingHandler<RawService, ByteBuffer, ByteBuffer>(
                [&](RawService*, ServerContext* context, grpc::ServerReader<ByteBuffer>* reader, ByteBuffer* response) {
                  return AnswerUpload(environment, route, *context, *reader, *response);
                },
                service)};
  }
  if (std::holds_alternative<Download>(route.handler)) {
    return {RpcMethod::SERVER_STREAMING, new grpc::internal::ServerStreamingHandler<RawService, ByteBuffer, ByteBuffer>(
                                             [&](RawService*, ServerContext* context, const ByteBuffer* request,
                                                 grpc::ServerWriter<ByteBuffer>* writer) {
                                               return AnswerDownload(environment, route, stopping, *context, *request,
                                                                     *writer);
                                             },
                                             service)};
  }
  return {RpcMethod::NORMAL_RPC,
          new grpc::internal::RpcMethodHandler<RawService, ByteBuffer, ByteBuffer>(
              [&](RawService*, ServerContext* context, const ByteBuffer* request, ByteBuffer* response) {
                return AnswerUnary(environment, route, *context, *request, *response);
              },
              service)};
}

}  // namespace

RawService::RawService(const Environment& environment, const std::string& service, const std::atomic<bool>& stopping)
    : environment_(environment), stopping_(stopping) {
  for (const Route& route : Routes()) {
    if (route.service == service) Add(route);
  }
}

void RawService::Add(const Route& route) {
  const auto [type, handler] = Bind(environment_, route, stopping_, this);
  const std::string& path = paths_.emplace_back(absl::StrCat("/", route.service, "/", route.method));
  // gRPC owns the method. NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks)
  AddMethod(new RpcServiceMethod(path.c_str(), type, handler));
}

std::vector<std::string> RoutedServices() {
  std::vector<std::string> services;
  for (const Route& route : Routes()) {
    if (services.empty() || services.back() != route.service) services.push_back(route.service);
  }
  return services;
}

}  // namespace koppel::server
