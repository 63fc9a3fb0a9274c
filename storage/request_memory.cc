#include "storage/request_memory.h"

#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "koppel/internal/record.pb.h"
#include "storage/records.h"

namespace koppel::storage {

std::string RequestKey(const std::string& request_id) { return std::string(kRequestPrefix) + request_id; }

absl::StatusOr<Precondition> RequestIsNew(const Store& store, const std::string& request_id) {
  ASSIGN_OR_RETURN(const std::optional<Record> request, Find(store, RequestKey(request_id)));
  if (request) return absl::AbortedError("the request id was used meanwhile");
  return Precondition{RequestKey(request_id), Revision{0}};
}

void RememberRequest(const std::string& request_id, const std::string& digest,
                     std::function<std::string(const Committed&)> response, Batch& batch) {
  batch.PutMade(RequestKey(request_id), [digest, response = std::move(response)](const Committed& commit) {
    koppel::internal::RequestMemory memory;
    memory.set_digest(digest);
    memory.set_response(response(commit));
    return Encode(memory);
  });
}

}  // namespace koppel::storage
