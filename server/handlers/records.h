// What the five resources and the capacities have in common.

#ifndef KOPPEL_SERVER_HANDLERS_RECORDS_H_
#define KOPPEL_SERVER_HANDLERS_RECORDS_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"
#include "server/call.h"
#include "server/environment.h"
#include "server/limits.h"
#include "server/page_token.h"
#include "server/records.h"
#include "storage/directory.h"

namespace koppel::server {

// NOT_FOUND with the name.
absl::StatusOr<storage::Stored> GetRecord(Call& call, const std::string& name);

// Nothing when there is no such record.
absl::StatusOr<std::optional<storage::Stored>> FindRecord(const Call& call, const std::string& name);

// Makes the record under this name. ALREADY_EXISTS; NOT_FOUND when the record above it is missing.
absl::StatusOr<storage::Stored> CreateRecord(Call& call, const google::protobuf::Message& request,
                                             const google::protobuf::Message& record, const std::string& name);

// Changes the record that `request` holds as `record`, by its update_mask, allow_missing and the record's etag.
absl::StatusOr<storage::Stored> UpdateRecord(Call& call, const google::protobuf::Message& request,
                                             const google::protobuf::Message& record);

// Deletes the record `request` names, with what hangs below it and is of no use without it. FAILED_PRECONDITION while
// another record refers to it, or the request of a resident is still under way with it: an open offer, a placement that
// has not ended, or a chosen part that was not sent yet. Also when that begins while we look: then it is ABORTED, or
// the step of that request is.
absl::Status DeleteRecord(Call& call, const google::protobuf::Message& request);

// Stores the record, provided that it is still as `current` (absent: does not exist), and that what it refers to still
// exists. With `validate_only` nothing is stored.
absl::StatusOr<storage::Stored> PutRecord(Call& call, const google::protobuf::Message& record,
                                          const std::optional<storage::Stored>& current, bool validate_only);

// ABORTED ETAG_MISMATCH when `etag` is given and is not that of the record.
absl::Status CheckEtag(const std::string& etag, const std::string& name, const std::optional<storage::Stored>& current);

template <typename Record>
absl::StatusOr<Record> As(absl::StatusOr<storage::Stored> stored) {
  RETURN_IF_ERROR(stored.status());
  return static_cast<const Record&>(RecordIn(stored->entry));
}

// A page of a collection; `add` adds a record to the response. Ends early where the response would get too large.
template <typename Response, typename Record>
absl::StatusOr<Response> ListRecords(Call& call, const google::protobuf::Message& request,
                                     storage::Collection collection, const std::string& parent,
                                     Record* (Response::*add)()) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  const std::string after = wanted.from.has_value() ? wanted.from->last_key() : "";
  ASSIGN_OR_RETURN(const storage::Page page,
                   call.environment.directory.List(collection, parent, after, static_cast<size_t>(wanted.size)));
  Response response;
  size_t count = 0;
  for (size_t bytes = 0; count < page.records.size() && bytes < kMaxPageBytes; ++count) {
    const auto& record = static_cast<const Record&>(RecordIn(page.records[count].entry));
    bytes += record.ByteSizeLong();
    *(response.*add)() = record;
  }
  if (page.more || count < page.records.size()) {
    response.set_next_page_token(wanted.Next(page.records[count - 1].name, 0, page.revision.value));
  }
  call.revision = page.revision;
  return response;
}

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_RECORDS_H_
