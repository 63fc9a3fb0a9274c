// Writes to the log how long each call took. Observes only; sees no contents.

#ifndef KOPPEL_SERVER_TRANSPORT_LATENCY_OBSERVER_H_
#define KOPPEL_SERVER_TRANSPORT_LATENCY_OBSERVER_H_

#include <grpcpp/support/server_interceptor.h>

#include "server/clock.h"

namespace koppel::server {

// The clock must outlive the server.
class LatencyObserverFactory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit LatencyObserverFactory(const Clock& clock) : clock_(clock) {}

  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override;

 private:
  const Clock& clock_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_TRANSPORT_LATENCY_OBSERVER_H_
