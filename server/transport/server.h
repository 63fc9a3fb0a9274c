// The gRPC server: services, health and reflection on one address.

#ifndef KOPPEL_SERVER_TRANSPORT_SERVER_H_
#define KOPPEL_SERVER_TRANSPORT_SERVER_H_

#include <grpcpp/server.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/environment.h"
#include "server/transport/raw_service.h"

namespace koppel::server {

// Serves from Start until Drain. Thread-safe.
class Server {
 public:
  // `address` as CheckListenAddress allows it; port 0 takes a free port. UNAVAILABLE when the address cannot be used.
  // The environment must outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Environment& environment, const std::string& address);

  ~Server();

  // Where it listens, with the port that was taken.
  const std::string& address() const { return address_; }

  // Makes health say whether the store can take writes now. Call it every now and then.
  void FollowStore();

  // Stops: health says no, no new calls, those under way get until `limit` to finish; those that last are ended. Call
  // it once.
  void Drain(absl::Duration limit);

 private:
  explicit Server(const Environment& environment) : environment_(environment) {}

  void SetServing(bool serving);

  const Environment& environment_;
  std::atomic<bool> stopping_ = false;
  std::vector<std::unique_ptr<RawService>> services_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_TRANSPORT_SERVER_H_
