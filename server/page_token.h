// Page tokens: opaque to callers, bound to the arguments of the call, sealed against changes by accident.

#ifndef KOPPEL_SERVER_PAGE_TOKEN_H_
#define KOPPEL_SERVER_PAGE_TOKEN_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "koppel/internal/page_token.pb.h"

namespace koppel::server {

std::string SealPageToken(const internal::PageToken& token);

// Nothing when it is no token of Koppel.
std::optional<internal::PageToken> OpenPageToken(std::string_view sealed);

// Where a page starts and how long it is.
struct PageRequest {
  int size;
  uint64_t arguments_hash;
  std::optional<internal::PageToken> from;  // Absent: the first page.

  // The token of the page after `last_key`. `offset` where the order is not that of keys.
  std::string Next(const std::string& last_key, int64_t offset, int64_t revision) const;
};

// Reads page_size and page_token of a request that has been validated. INVALID_ARGUMENT PAGE_TOKEN_MISMATCH when the
// other arguments are not those of the first page; page_size and min_revision may differ.
absl::StatusOr<PageRequest> ReadPageRequest(const google::protobuf::Message& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_PAGE_TOKEN_H_
