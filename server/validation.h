// Checks a message against what its fields declare (proto/koppel/v1/annotations.proto), and against the few rules that
// concern several fields (record_rules.h). Finds everything that is wrong, each with its path.
//
//   Violations violations;
//   Validate(request, {.vocabulary = vocabulary, .knows_area = areas}, violations);
//   RETURN_IF_ERROR(violations.ToStatus());

#ifndef KOPPEL_SERVER_VALIDATION_H_
#define KOPPEL_SERVER_VALIDATION_H_

#include <functional>
#include <string>

#include "google/protobuf/message.h"
#include "matcher/rules/vocabulary.h"
#include "server/violations.h"

namespace koppel::server {

// What a message is checked against.
struct Known {
  const matcher::Vocabulary& vocabulary;
  // Whether a well-formed CBS code stands in an area table. Absent: areas are not looked up.
  std::function<bool(const std::string& code)> knows_area;
  // Whether a record exists. Absent: references are not looked up.
  std::function<bool(const std::string& name)> exists;
};

// The message is a request, a line of a directory file, or a rule set. A rule set in a request is passed over.
void Validate(const google::protobuf::Message& message, const Known& known, Violations& violations);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_VALIDATION_H_
