// What a store remembers of requests, so that one that is sent again is answered again and not done again:
//
//   request/ID    RequestMemory    the answer to a request id, whatever it wrote to

#ifndef KOPPEL_STORAGE_REQUEST_MEMORY_H_
#define KOPPEL_STORAGE_REQUEST_MEMORY_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/store.h"

namespace koppel::storage {

inline constexpr std::string_view kRequestPrefix = "request/";

std::string RequestKey(const std::string& request_id);

// Holds as long as nobody used the request id. ABORTED when somebody did.
absl::StatusOr<Precondition> RequestIsNew(const Store& store, const std::string& request_id);

// Adds to a commit that the request is remembered with this digest and the response made for the commit. `response` is
// called as a storage::ValueMaker is.
void RememberRequest(const std::string& request_id, const std::string& digest,
                     std::function<std::string(const Committed&)> response, Batch& batch);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_REQUEST_MEMORY_H_
