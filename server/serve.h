// The road every call takes to its handler and back: authorise, wait for the revision that is asked for, validate,
// recognise a repeated request, handle, observe.
//
//   absl::StatusOr<Provider> provider = Serve(call, request, &GetProvider);
//
// A change that meets another change of the same records is handled again, a bounded number of times.

#ifndef KOPPEL_SERVER_SERVE_H_
#define KOPPEL_SERVER_SERVE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"
#include "server/call.h"
#include "server/cases/remembered.h"
#include "server/environment.h"
#include "server/limits.h"
#include "server/validation.h"

namespace koppel::server {

// What messages are checked against in this call: vocabulary and areas, and with `references` also records.
Known KnownIn(const Call& call, bool references);

// Authorises, waits and validates. An Update request is validated by its handler, together with what is stored.
absl::Status Admit(Call& call, const google::protobuf::Message& request);

// Takes request id and digest from a request. `content` is what comes with it besides, such as a file.
void Recognise(Call& call, const google::protobuf::Message& request, std::string_view content);

// The response that was given to the call's request id, when it was. INVALID_ARGUMENT REQUEST_ID_REUSED when the id
// came with another request.
absl::StatusOr<std::optional<std::string>> RecallResponse(Call& call);

// Whether the handler lost against another change and may be tried again.
bool LostRace(const absl::Status& status);

// Tells the observer and gives the status for the caller.
absl::Status Finish(const Call& call, const absl::Status& cause);

// The first answer, when the request is a repeated one.
template <typename Response>
absl::StatusOr<std::optional<Response>> FirstAnswer(Call& call) {
  ASSIGN_OR_RETURN(const std::optional<std::string> remembered, RecallResponse(call));
  if (!remembered.has_value()) return std::nullopt;
  Response first;
  if (!first.ParseFromString(*remembered)) return absl::DataLossError("a remembered response cannot be read");
  RETURN_IF_ERROR(FillInRecords(call.environment, first));
  return first;
}

// Handles, or gives the first answer when the request is a repeated one.
template <typename Response>
absl::StatusOr<Response> HandleOnce(Call& call, const std::function<absl::StatusOr<Response>()>& handle) {
  absl::StatusOr<Response> response;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    ASSIGN_OR_RETURN(std::optional<Response> first, FirstAnswer<Response>(call));
    if (first.has_value()) return *std::move(first);
    response = handle();
    if (response.ok()) return response;
    if (!LostRace(response.status())) break;
  }
  // Of a request that is sent twice at the same time the second is refused for what the first has just done.
  ASSIGN_OR_RETURN(std::optional<Response> first, FirstAnswer<Response>(call));
  return first.has_value() ? *std::move(first) : response;
}

template <typename Request, typename Response>
absl::StatusOr<Response> Serve(Call& call, const Request& request,
                               absl::StatusOr<Response> (*handler)(Call&, const Request&)) {
  Recognise(call, request, "");
  const absl::Status admitted = Admit(call, request);
  absl::StatusOr<Response> response = admitted.ok() ? HandleOnce<Response>(call, [&] { return handler(call, request); })
                                                    : absl::StatusOr<Response>(admitted);
  const absl::Status told = Finish(call, response.status());
  if (!told.ok()) return told;
  return response;
}

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_SERVE_H_
