// What a record becomes by an Update request: its update_mask, or the fields that are filled in, laid over what is
// stored.

#ifndef KOPPEL_SERVER_MERGING_H_
#define KOPPEL_SERVER_MERGING_H_

#include <memory>

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "server/call.h"

namespace koppel::server {

// The update_mask of a request.
google::protobuf::FieldMask MaskOf(const google::protobuf::Message& request);

// What the record becomes, without what the server sets itself. `current` null: there is none yet.
std::unique_ptr<google::protobuf::Message> Merge(const google::protobuf::Message& record,
                                                 const google::protobuf::FieldMask& mask,
                                                 const google::protobuf::Message* current);

// Checks the paths of the mask, and the request as if the caller had sent the whole merged record.
absl::Status ValidateMerged(const Call& call, const google::protobuf::Message& request,
                            const google::protobuf::Message& merged);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_MERGING_H_
