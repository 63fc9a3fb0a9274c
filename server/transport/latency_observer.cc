#include "server/transport/latency_observer.h"

#include <spdlog/spdlog.h>

#include <string>

namespace koppel::server {
namespace {

using grpc::experimental::InterceptionHookPoints;

class LatencyObserver : public grpc::experimental::Interceptor {
 public:
  LatencyObserver(std::string method, const Clock& clock)
      : method_(std::move(method)), clock_(clock), start_(clock.Now()) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      spdlog::debug("latency method={} grpc_code={} ms={:.2f}", method_,
                    static_cast<int>(methods->GetSendStatus().error_code()),
                    absl::ToDoubleMilliseconds(clock_.Now() - start_));
    }
    methods->Proceed();
  }

 private:
  const std::string method_;
  const Clock& clock_;
  const absl::Time start_;
};

}  // namespace

grpc::experimental::Interceptor* LatencyObserverFactory::CreateServerInterceptor(
    grpc::experimental::ServerRpcInfo* info) {
  return new LatencyObserver(info->method(), clock_);
}

}  // namespace koppel::server
