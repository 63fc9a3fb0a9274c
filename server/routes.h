// Which handler answers which method: one table, bytes in and bytes out, whatever carries them.

#ifndef KOPPEL_SERVER_ROUTES_H_
#define KOPPEL_SERVER_ROUTES_H_

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/call.h"

namespace koppel::server {

// One message in, one out.
using Unary = std::function<absl::StatusOr<std::string>(Call&, std::string_view)>;
// Gives the next message; false when there are no more.
using Source = std::function<bool(std::string&)>;
// Many messages in, one out.
using Upload = std::function<absl::StatusOr<std::string>(Call&, const Source&)>;
// Takes a message; false when the caller has gone away.
using Sink = std::function<bool(const std::string&)>;
// One message in, many out.
using Download = std::function<absl::Status(Call&, std::string_view, const Sink&)>;

struct Route {
  std::string service;  // Such as "koppel.v1.DirectoryService".
  std::string method;   // Such as "GetProvider".
  std::variant<Unary, Upload, Download> handler;
};

// Every method of every service, by service.
const std::vector<Route>& Routes();

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_ROUTES_H_
