// Reads files of records in JSON or textproto.

#ifndef KOPPEL_CLIENTS_CLI_FILES_H_
#define KOPPEL_CLIENTS_CLI_FILES_H_

#include <fstream>
#include <istream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace koppel::cli {

inline constexpr size_t kLargestRecordFile = 4 << 20;
inline constexpr size_t kLargestAreaFile = 32 << 20;

// A file that was read, with the name by which messages call it.
struct FileText {
  std::string name;
  std::string text;
};

// Opens a file to be read piece by piece. INVALID_ARGUMENT FILE_NOT_READABLE when it cannot be read.
absl::StatusOr<std::ifstream> OpenFile(const std::string& path);

// INVALID_ARGUMENT NOT_UTF8 with the first line that is not UTF-8.
absl::Status CheckUtf8(const FileText& file);

// Where protobuf found that `text` is no JSON, from the part of its message that shows the text around it with a caret
// below; npos when that text is not there just once.
size_t PlaceOfCaret(std::string_view text, std::string_view shown);

// Reads all of `path`, or of `in` when it is "-". INVALID_ARGUMENT when it cannot be read, is larger than `limit` bytes
// or is not UTF-8; the message names the line.
absl::StatusOr<FileText> ReadFile(const std::string& path, std::istream& in, size_t limit);

// Reads one message. The extension .json, .jsonl, .textproto, .txtpb or .pbtxt says what the file is, else its first
// character: "{" and "[" begin JSON. INVALID_ARGUMENT with the line where it is known; nothing of the text is repeated
// in the message, as it may be about a resident.
absl::Status ParseRecord(const FileText& file, google::protobuf::Message& record);

// Reads one record or more into the first field of `list`, such as ListTeamsResponse. JSON: an object, an array, or
// with the extension .jsonl an object on each line. Textproto: one record, or a block such as `teams { ... }` for each.
absl::Status ParseRecords(const FileText& file, google::protobuf::Message& list);

// The same into the repeated field of this name.
absl::Status ParseRecords(const FileText& file, google::protobuf::Message& list, const std::string& field);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_FILES_H_
