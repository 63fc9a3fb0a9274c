#include "server/handlers/export.h"

#include <string>
#include <utility>

#include "base/status_macros.h"
#include "server/import/directory_file.h"
#include "server/limits.h"
#include "server/serve.h"

namespace koppel::server {
namespace {

// Cuts a file in pieces of about kExportChunkBytes.
class Chunks {
 public:
  explicit Chunks(const ExportSink& sink) : sink_(sink) {}

  absl::Status Add(v1::DirectoryEntry entry) {
    ASSIGN_OR_RETURN(const std::string line, WriteLine(std::move(entry)));
    chunk_.mutable_chunk()->append(line);
    return chunk_.chunk().size() < kExportChunkBytes ? absl::OkStatus() : Flush();
  }

  absl::Status Flush() {
    if (!chunk_.chunk().empty() && !sink_(chunk_)) return absl::CancelledError("the caller went away");
    chunk_.Clear();
    return absl::OkStatus();
  }

 private:
  const ExportSink& sink_;
  v1::ExportDirectoryResponse chunk_;
};

}  // namespace

absl::Status ExportDirectory(Call& call, const ExportSink& sink) {
  ASSIGN_OR_RETURN(const storage::Page page, call.environment.directory.ReadAll());
  call.revision = page.revision;
  Chunks chunks(sink);
  for (const storage::Stored& stored : page.records) RETURN_IF_ERROR(chunks.Add(stored.entry));
  v1::DirectoryEntry end;
  end.mutable_end()->set_entries(static_cast<int32_t>(page.records.size()));
  RETURN_IF_ERROR(chunks.Add(end));
  return chunks.Flush();
}

absl::Status ServeExport(Call& call, const v1::ExportDirectoryRequest& request, const ExportSink& sink) {
  const absl::Status admitted = Admit(call, request);
  return Finish(call, admitted.ok() ? ExportDirectory(call, sink) : admitted);
}

}  // namespace koppel::server
