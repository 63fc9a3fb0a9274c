#include "tests/storage/temp_folder.h"

#include <stdlib.h>

#include <filesystem>
#include <system_error>

namespace koppel::storage {

TempFolder::TempFolder() {
  path_ = (std::filesystem::temp_directory_path() / "koppel_storage_XXXXXX").string();
  if (mkdtemp(path_.data()) == nullptr) abort();
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace koppel::storage
