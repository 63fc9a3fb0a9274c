#include "clients/cli/output_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "base/status_macros.h"
#include "clients/cli/errors.h"

namespace koppel::cli {

absl::Status CheckMayWrite(const std::string& path, bool replace) {
  std::error_code error;
  if (replace || !std::filesystem::exists(path, error)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition, "FILE_EXISTS", Text::kFileExists, {{"file", path}});
}

absl::Status WriteOutputFile(const std::string& path, std::string_view text, bool replace) {
  RETURN_IF_ERROR(CheckMayWrite(path, replace));
  const std::string partial = path + ".partial";
  errno = 0;
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (file && std::rename(partial.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const std::string detail = std::generic_category().message(errno == 0 ? EIO : errno);
  std::remove(partial.c_str());
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_NOT_WRITABLE", Text::kFileNotWritable,
                   {{"file", path}, {"detail", detail}});
}

}  // namespace koppel::cli
