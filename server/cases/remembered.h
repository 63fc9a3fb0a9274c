// What the store remembers of a response about a case. Resident data stands in the case alone: of requests, offers,
// placements and advice only the names are remembered, and a request that is sent again is answered with these records
// as they are then.

#ifndef KOPPEL_SERVER_CASES_REMEMBERED_H_
#define KOPPEL_SERVER_CASES_REMEMBERED_H_

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace koppel::server {

struct Environment;

// Clears all but the names of the records of cases in the response, or in the record that is the response.
void KeepNames(google::protobuf::Message& response);

// Fills in these records again. Other responses stay as they are. NOT_FOUND when one is no longer there.
absl::Status FillInRecords(const Environment& environment, google::protobuf::Message& response);

template <typename Response>
std::string ToRemember(Response response) {
  KeepNames(response);
  return response.SerializeAsString();
}

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_REMEMBERED_H_
