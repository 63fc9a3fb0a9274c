#include "server/notices/webhook.h"

#include <algorithm>

#include "google/protobuf/util/json_util.h"
#include "server/notices/transfer.h"
#include "server/proto_time.h"

namespace koppel::server {
namespace {

bool IsWebAddress(const std::string& text) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return printable && (text.starts_with("https://") || text.starts_with("http://"));
}

}  // namespace

std::string JsonOf(const Notice& notice) {
  v1::Waiting waiting;
  waiting.set_party(notice.party);
  waiting.set_step(notice.step);
  if (notice.due.has_value()) *waiting.mutable_due_time() = ToProto(*notice.due);
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  return google::protobuf::util::MessageToJsonString(waiting, &json, options).ok() ? json : "{}";
}

absl::Status WebhookNotifier::Bring(const Notice& notice, const koppel::v1::Contact& contact) const {
  if (!IsWebAddress(contact.url())) return absl::FailedPreconditionError("this is no web address");
  return PostJson(contact.url(), JsonOf(notice));
}

}  // namespace koppel::server
