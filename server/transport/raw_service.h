// A gRPC service whose methods take and give bytes.
//
// Why not the generated classes: protobuf refuses a message that is not UTF-8 while it parses, and gRPC then answers
// without saying which field. With the bytes in hand Koppel names them all (server/parsing.h). See
// docs/decisions/0004-transport-and-errors.md.

#ifndef KOPPEL_SERVER_TRANSPORT_RAW_SERVICE_H_
#define KOPPEL_SERVER_TRANSPORT_RAW_SERVICE_H_

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>

#include <atomic>
#include <deque>
#include <string>
#include <vector>

#include "server/environment.h"
#include "server/routes.h"

namespace koppel::server {

// Thread-safe. What it is made with must outlive it.
class RawService : public grpc::Service {
 public:
  // Serves the routes of this service, such as "koppel.v1.DirectoryService". When the server is `stopping`, a download
  // that looks whether its caller is still there ends with UNAVAILABLE, so that one that lasts is taken up elsewhere.
  RawService(const Environment& environment, const std::string& service, const std::atomic<bool>& stopping);

 private:
  void Add(const Route& route);

  const Environment& environment_;
  const std::atomic<bool>& stopping_;
  std::deque<std::string> paths_;  // gRPC keeps pointers to these, so they never move.
};

// The services there are routes for.
std::vector<std::string> RoutedServices();

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_TRANSPORT_RAW_SERVICE_H_
