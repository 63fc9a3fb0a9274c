// ExportDirectory of DirectoryService. Contract: proto/koppel/v1/directory_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_EXPORT_H_
#define KOPPEL_SERVER_HANDLERS_EXPORT_H_

#include <functional>

#include "absl/status/status.h"
#include "koppel/v1/directory_service.pb.h"
#include "server/call.h"

namespace koppel::server {

// Sends a piece of the file; false when the caller has gone away.
using ExportSink = std::function<bool(const v1::ExportDirectoryResponse&)>;

// Takes the whole road of serve.h and sends the file.
absl::Status ServeExport(Call& call, const v1::ExportDirectoryRequest& request, const ExportSink& sink);

// The directory at one revision; ImportDirectory of it changes nothing.
absl::Status ExportDirectory(Call& call, const ExportSink& sink);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_EXPORT_H_
