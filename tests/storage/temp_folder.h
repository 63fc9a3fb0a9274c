// A folder of its own for a test, removed with all that is in it.

#ifndef KOPPEL_TESTS_STORAGE_TEMP_FOLDER_H_
#define KOPPEL_TESTS_STORAGE_TEMP_FOLDER_H_

#include <string>

namespace koppel::storage {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_TEMP_FOLDER_H_
