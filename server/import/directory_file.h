// Reads and writes directory files: a DirectoryEntry as JSON on every line, the last one an `end`.

#ifndef KOPPEL_SERVER_IMPORT_DIRECTORY_FILE_H_
#define KOPPEL_SERVER_IMPORT_DIRECTORY_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "koppel/v1/directory_entry.pb.h"
#include "server/import/problems.h"

namespace koppel::server {

// A record of a file.
struct Line {
  int number;  // From 1.
  std::string name;
  koppel::v1::DirectoryEntry entry;  // Without output-only fields. Holds a record, never an `end`.
};

// The records of the file in their order. Everything that keeps a line from being read is a problem, and so is a file
// that was cut off. `must_end`: the file must have its `end`; else a missing one is a warning.
std::vector<Line> ReadDirectoryFile(std::string_view bytes, bool must_end, Problems& problems);

// A line of a file, with its line break.
absl::StatusOr<std::string> WriteLine(koppel::v1::DirectoryEntry entry);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_IMPORT_DIRECTORY_FILE_H_
