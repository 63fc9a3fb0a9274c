#include "clients/cpp/errors.h"

#include <optional>
#include <string>

#include "absl/strings/cord.h"
#include "google/protobuf/any.pb.h"
#include "google/rpc/error_details.pb.h"

namespace koppel::client {
namespace {

constexpr char kDetailsUrl[] = "type.googleapis.com/google.rpc.Status";

void ReadDetail(const google::protobuf::Any& detail, ErrorDetails& details) {
  if (google::rpc::ErrorInfo info; detail.UnpackTo(&info)) {
    details.reason = info.reason();
    details.metadata.insert(info.metadata().begin(), info.metadata().end());
  }
  if (google::rpc::LocalizedMessage text; detail.UnpackTo(&text) && text.locale().rfind("nl", 0) == 0) {
    details.dutch = text.message();
  }
  if (google::rpc::BadRequest bad; detail.UnpackTo(&bad)) {
    for (const auto& violation : bad.field_violations()) {
      details.violations.push_back({violation.field(), violation.description()});
    }
  }
}

}  // namespace

absl::Status ToStatus(const google::rpc::Status& details) {
  absl::Status status(static_cast<absl::StatusCode>(details.code()), details.message());
  if (!status.ok()) status.SetPayload(kDetailsUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

absl::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) details.Clear();
  // The transport is right about code and message, whatever the details repeat.
  details.set_code(status.error_code());
  details.set_message(status.error_message());
  return ToStatus(details);
}

ErrorDetails DetailsOf(const absl::Status& status) {
  ErrorDetails details;
  details.code = status.code();
  details.message = std::string(status.message().data(), status.message().size());
  const auto payload = status.GetPayload(kDetailsUrl);
  google::rpc::Status rich;
  if (!payload.has_value() || !rich.ParseFromString(std::string(*payload))) return details;
  for (const google::protobuf::Any& detail : rich.details()) ReadDetail(detail, details);
  return details;
}

}  // namespace koppel::client
