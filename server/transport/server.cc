#include "server/transport/server.h"

#include <grpc/grpc.h>
#include <grpc/support/time.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/limits.h"
#include "server/transport/latency_observer.h"

namespace koppel::server {
namespace {

// What gRPC takes for the whole process, and not from several threads at once.
void PrepareGrpc() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Keeps gRPC up until the process ends: taking it down can wait ten seconds for a thread of its own.
    grpc_init();
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  });
}

std::string WithPort(const std::string& address, int port) {
  if (address.starts_with("unix:")) return address;
  return absl::StrCat(address.substr(0, address.rfind(':') + 1), port);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Environment& environment, const std::string& address) {
  PrepareGrpc();
  std::unique_ptr<Server> server(new Server(environment));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(static_cast<int>(kMaxTransportBytes));
  for (const std::string& service : RoutedServices()) {
    server->services_.push_back(std::make_unique<RawService>(environment, service, server->stopping_));
    builder.RegisterService(server->services_.back().get());
  }
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> observers;
  observers.push_back(std::make_unique<LatencyObserverFactory>(environment.clock));
  builder.experimental().SetInterceptorCreators(std::move(observers));
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr) return absl::UnavailableError(absl::StrCat("cannot listen on ", address));
  server->address_ = WithPort(address, port);
  server->FollowStore();
  return server;
}

Server::~Server() {
  if (server_ != nullptr) Drain(absl::ZeroDuration());
}

void Server::SetServing(bool serving) {
  grpc::HealthCheckServiceInterface* health = server_->GetHealthCheckService();
  for (const std::string& service : RoutedServices()) health->SetServingStatus(service, serving);
  health->SetServingStatus(serving);
}

void Server::FollowStore() { SetServing(environment_.store.Ready().ok()); }

void Server::Drain(absl::Duration limit) {
  stopping_ = true;
  server_->GetHealthCheckService()->Shutdown();
  server_->Shutdown(gpr_time_from_millis(absl::ToInt64Milliseconds(limit), GPR_TIMESPAN));
  server_->Wait();
  server_.reset();
}

}  // namespace koppel::server
