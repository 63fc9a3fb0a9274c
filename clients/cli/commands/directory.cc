#include <cerrno>
#include <cstdio>
#include <fstream>
#include <string>
#include <system_error>

#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/import_report.h"

namespace koppel::cli {
namespace {

using koppel::v1::ImportDirectoryRequest;

ImportDirectoryRequest::Options ImportOptions(Session& session) {
  ImportDirectoryRequest::Options options;
  options.set_replace(session.given().Has("--replace"));
  options.set_validate_only(session.Change().validate_only);
  options.set_request_id(session.Change().request_id);
  return options;
}

absl::Status FileError(const char* reason, Text text, const std::string& path) {
  const std::string detail = std::generic_category().message(errno == 0 ? EIO : errno);
  return MakeError(absl::StatusCode::kInvalidArgument, reason, text, {{"file", path}, {"detail", detail}});
}

absl::Status Import(Session& session, const std::string& path, std::istream& file) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  ASSIGN_OR_RETURN(auto response, koppel->ImportDirectory(ImportOptions(session), file));
  return ReportImport(session, path, response, /*lines_known=*/true);
}

// The file is not read as a whole: the server takes it in pieces and finds every problem in it.
absl::Status RunImport(Session& session) {
  const std::string path = session.given().Text("FILE");
  if (path == "-") return Import(session, "stdin", session.in());
  ASSIGN_OR_RETURN(std::ifstream file, OpenFile(path));
  return Import(session, path, file);
}

// Half a file never stands under the name that was asked for.
absl::Status ExportToFile(client::Client& koppel, const std::string& path) {
  const std::string partial = path + ".partial";
  errno = 0;
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  if (!file) return FileError("FILE_NOT_WRITABLE", Text::kFileNotWritable, path);
  const absl::Status exported = koppel.ExportDirectory(file);
  file.close();
  if (exported.ok() && file && std::rename(partial.c_str(), path.c_str()) == 0) return absl::OkStatus();
  absl::Status failure = exported.ok() ? FileError("FILE_NOT_WRITABLE", Text::kFileNotWritable, path) : exported;
  std::remove(partial.c_str());
  return failure;
}

absl::Status RunExport(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const std::string path = session.given().Text("FILE");
  if (path.empty() || path == "-") return koppel->ExportDirectory(session.printer().out());
  return ExportToFile(*koppel, path);
}

}  // namespace

std::vector<Command> DirectoryCommands() {
  return {{"directory", "import", "Add and change what is in a file: all of it, or nothing when there is a problem",
           "koppel directory import directory.jsonl --validate-only",
           WithChangeArguments(
               {{"FILE", "", Shape::kFile, true, "", "Lines of JSON, as export writes them; - is standard input"},
                {"--replace", "", Shape::kFlag, false, "", "Also remove what is not in the file"}}),
           RunImport},
          {"directory",
           "export",
           "Write the whole directory as lines of JSON",
           "koppel directory export directory.jsonl",
           {{"FILE", "", Shape::kFile, false, "", "Where to write; default standard output"}},
           RunExport}};
}

}  // namespace koppel::cli
