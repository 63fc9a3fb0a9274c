#include "clients/cpp/caller.h"

#include <algorithm>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "clients/cpp/errors.h"
#include "google/protobuf/descriptor.h"

namespace koppel::client {
namespace {

using google::protobuf::FieldDescriptor;

constexpr absl::Duration kFirstPause = absl::Milliseconds(100);
constexpr char kRevisionKey[] = "koppel-revision";
constexpr char kSubjectKey[] = "koppel-subject";
// The server has waited for the revision until the deadline already: asking again would only wait again.
constexpr char kRevisionNotReached[] = "REVISION_NOT_REACHED";

bool MayTryAgain(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable && DetailsOf(status).reason != kRevisionNotReached;
}

// The field, when it exists with this type and is not set.
const FieldDescriptor* UnsetField(const google::protobuf::Message& message, const char* name,
                                  FieldDescriptor::CppType type) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != type || message.GetReflection()->HasField(message, field))
    return nullptr;
  return field;
}

}  // namespace

void Caller::Prepare(google::protobuf::Message& request) const {
  if (const auto* id = UnsetField(request, "request_id", FieldDescriptor::CPPTYPE_STRING)) {
    request.GetReflection()->SetString(&request, id, options_.new_request_id());
  }
  if (const auto* revision = UnsetField(request, "min_revision", FieldDescriptor::CPPTYPE_INT64)) {
    request.GetReflection()->SetInt64(&request, revision, revision_.load());
  }
}

void Caller::Begin(grpc::ClientContext& context, absl::Time deadline) const {
  if (deadline != absl::InfiniteFuture()) context.set_deadline(absl::ToChronoTime(deadline));
  if (!options_.subject.empty()) context.AddMetadata(kSubjectKey, options_.subject);
}

void Caller::RememberRevision(const grpc::ClientContext& context) {
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto found = metadata.find(kRevisionKey);
  int64_t seen = 0;
  if (found == metadata.end() ||
      !absl::SimpleAtoi(absl::string_view(found->second.data(), found->second.size()), &seen)) {
    return;
  }
  int64_t known = revision_.load();
  while (seen > known && !revision_.compare_exchange_weak(known, seen)) {
  }
}

absl::Status Caller::Retry(const std::function<grpc::Status(grpc::ClientContext&)>& attempt) {
  const absl::Time deadline = options_.now() + options_.timeout;
  absl::Duration pause = kFirstPause;
  for (int left = options_.attempts;; --left, pause *= 2) {
    grpc::ClientContext context;
    Begin(context, deadline);
    absl::Status status = ToStatus(attempt(context));
    if (status.ok()) RememberRevision(context);
    if (left <= 1 || !MayTryAgain(status) || options_.now() + pause >= deadline) return status;
    options_.sleep(pause);
  }
}

}  // namespace koppel::client
