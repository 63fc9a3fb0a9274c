// Reads values out of JSON that was written by others: what is missing or of another type is empty.

#ifndef KOPPEL_TESTS_SCORING_JSON_READER_H_
#define KOPPEL_TESTS_SCORING_JSON_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/struct.pb.h"

namespace koppel::scoring {

using Json = google::protobuf::Struct;

// An empty object where there is none.
const Json& ObjectAt(const Json& json, const std::string& key);

std::string TextAt(const Json& json, const std::string& key);
std::vector<std::string> TextsAt(const Json& json, const std::string& key);
std::optional<int> NumberAt(const Json& json, const std::string& key);
std::optional<bool> FlagAt(const Json& json, const std::string& key);

// Whether the key has a value that says something: not null, not false, not an empty text.
bool Says(const Json& json, const std::string& key);

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_JSON_READER_H_
