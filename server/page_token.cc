#include "server/page_token.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "server/digest.h"
#include "server/errors.h"
#include "server/limits.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kChecksumBytes = 8;

std::string Checksum(std::string_view bytes) { return Digest({"page token", bytes}).substr(0, kChecksumBytes); }

uint64_t HashArguments(const Message& request) {
  std::unique_ptr<Message> arguments(request.New());
  arguments->CopyFrom(request);
  for (const char* name : {"page_size", "page_token", "min_revision"}) {
    const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) arguments->GetReflection()->ClearField(arguments.get(), field);
  }
  return ShortDigest({request.GetDescriptor()->full_name(), StableBytes(*arguments)});
}

int PageSize(int asked) { return asked == 0 ? kDefaultPageSize : std::min(asked, kMaxPageSize); }

}  // namespace

std::string SealPageToken(const internal::PageToken& token) {
  const std::string bytes = token.SerializeAsString();
  std::string sealed;
  absl::WebSafeBase64Escape(Checksum(bytes) + bytes, &sealed);
  return sealed;
}

std::optional<internal::PageToken> OpenPageToken(std::string_view sealed) {
  std::string opened;
  internal::PageToken token;
  if (!absl::WebSafeBase64Unescape(absl::string_view(sealed.data(), sealed.size()), &opened)) return std::nullopt;
  if (opened.size() < kChecksumBytes) return std::nullopt;
  const std::string bytes = opened.substr(kChecksumBytes);
  if (opened.substr(0, kChecksumBytes) != Checksum(bytes) || !token.ParseFromString(bytes)) return std::nullopt;
  return token;
}

std::string PageRequest::Next(const std::string& last_key, int64_t offset, int64_t revision) const {
  internal::PageToken token;
  token.set_revision(revision);
  token.set_last_key(last_key);
  token.set_offset(offset);
  token.set_arguments_hash(arguments_hash);
  return SealPageToken(token);
}

absl::StatusOr<PageRequest> ReadPageRequest(const Message& request) {
  const auto& descriptor = *request.GetDescriptor();
  const auto& reflection = *request.GetReflection();
  PageRequest page;
  page.size = PageSize(reflection.GetInt32(request, descriptor.FindFieldByName("page_size")));
  page.arguments_hash = HashArguments(request);
  const std::string sealed = reflection.GetString(request, descriptor.FindFieldByName("page_token"));
  if (sealed.empty()) return page;
  page.from = OpenPageToken(sealed);
  if (!page.from.has_value() || page.from->arguments_hash() != page.arguments_hash) return PageTokenMismatch();
  return page;
}

}  // namespace koppel::server
