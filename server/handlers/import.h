// ImportDirectory of DirectoryService. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_IMPORT_H_
#define KOPPEL_SERVER_HANDLERS_IMPORT_H_

#include <string>

#include "absl/status/statusor.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

// What a caller sends: gathered message by message.
class ImportUpload {
 public:
  // INVALID_ARGUMENT when the options do not come first and once; RESOURCE_EXHAUSTED when the file gets too large.
  absl::Status Add(const v1::ImportDirectoryRequest& message);

  // INVALID_ARGUMENT when the options never came.
  absl::Status Complete() const;

  const v1::ImportDirectoryRequest::Options& options() const { return options_; }
  const std::string& file() const { return file_; }

 private:
  bool begun_ = false;
  v1::ImportDirectoryRequest::Options options_;
  std::string file_;
};

// Takes the whole road of serve.h: authorises, validates, recognises a repeated request, imports.
absl::StatusOr<v1::ImportDirectoryResponse> ServeImport(Call& call, const ImportUpload& upload);

// What would remove an offering or team that requests of residents are still under way with is refused, as a problem of
// the file. That none comes while it is written is sure for as many as the store takes preconditions; where more are
// removed at once, the others were only looked at before. ABORTED DIRECTORY_CHANGED when the directory is not, or does
// not stay, at the base revision.
absl::StatusOr<v1::ImportDirectoryResponse> ImportDirectory(Call& call, const ImportUpload& upload);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_IMPORT_H_
