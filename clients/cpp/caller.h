// Makes one call: deadline, retries, request id, and the revision that makes callers read their own writes.

#ifndef KOPPEL_CLIENTS_CPP_CALLER_H_
#define KOPPEL_CLIENTS_CPP_CALLER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

namespace koppel::client {

// How calls are made. The functions must be given; they are called from the thread that makes the call.
struct CallOptions {
  absl::Duration timeout = absl::Seconds(30);  // Of a call with all its attempts.
  int attempts = 4;                            // At most; 1 means: never try again.
  // Who calls, for servers that know nobody by a certificate; empty: not said. Printable ASCII alone.
  std::string subject;
  std::function<absl::Time()> now;
  std::function<void(absl::Duration)> sleep;    // Waits between two attempts.
  std::function<std::string()> new_request_id;  // A fresh UUID each time.
};

// Tries a call again on UNAVAILABLE alone, with growing pauses, until the deadline or the last attempt. That is safe
// for reads and, as every change carries a request id that stays the same over the attempts, for changes as well.
//
// Remembers the highest revision it saw in the trailing metadata `koppel-revision` and sends it as `min_revision` of
// later requests that have that field. Sends the subject in the metadata `koppel-subject`.
//
// Thread safety: safe, when the functions in the options are.
class Caller {
 public:
  explicit Caller(CallOptions options) : options_(std::move(options)) {}

  // Calls `method` of `stub`. Fills `request_id` and `min_revision` of the request where it has them and they are not
  // set.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> Call(Service& stub,
                                grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                                Request request) {
    Prepare(request);
    return CallAsIs(stub, method, request);
  }

  // The same with a request that is sent as it is: the pages after the first must repeat the request of the first.
  template <class Service, class Request, class Response>
  absl::StatusOr<Response> CallAsIs(Service& stub,
                                    grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                                    const Request& request) {
    Response response;
    absl::Status status = Retry([&](grpc::ClientContext& context) {
      response.Clear();
      return (stub.*method)(&context, request, &response);
    });
    if (!status.ok()) return status;
    return response;
  }

  // Runs `attempt` with a fresh context that has the deadline, as often as the rule above allows.
  absl::Status Retry(const std::function<grpc::Status(grpc::ClientContext&)>& attempt);

  // For streams, which are tried once: fills the request, sets deadline and subject, and keeps what the finished call
  // told.
  void Prepare(google::protobuf::Message& request) const;
  void Begin(grpc::ClientContext& context) const { Begin(context, options_.now() + options_.timeout); }
  // The same without a deadline, for streams that last until one side leaves.
  void BeginOpenEnded(grpc::ClientContext& context) const { Begin(context, absl::InfiniteFuture()); }
  void RememberRevision(const grpc::ClientContext& context);

  const CallOptions& options() const { return options_; }

  // The highest revision seen so far; 0 when none was.
  int64_t revision() const { return revision_.load(); }

 private:
  void Begin(grpc::ClientContext& context, absl::Time deadline) const;

  CallOptions options_;
  std::atomic<int64_t> revision_ = 0;
};

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_CALLER_H_
