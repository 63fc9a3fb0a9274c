#include "tests/storage/unsynced_file_system.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "rocksdb/file_system.h"

namespace koppel::storage {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

}  // namespace

class UnsyncedFileSystem::Files : public rocksdb::FileSystemWrapper {
 public:
  Files() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  const char* Name() const override { return "UnsyncedFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) override;
  IOStatus ReopenWritableFile(const std::string& name, const FileOptions& options,
                              std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) override;
  IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* folder, IODebugContext* debug) override;
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* debug) override;
  IOStatus DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) override;

  void CutPower() {
    const std::lock_guard lock(mutex_);
    powered_ = false;
  }

  void RestorePower() {
    const std::lock_guard lock(mutex_);
    for (const auto& [name, size] : synced_) {
      if (std::filesystem::exists(name)) std::filesystem::resize_file(name, size);
    }
    for (const std::string& name : unlisted_) std::filesystem::remove(name);
    synced_.clear();
    unlisted_.clear();
    powered_ = true;
  }

  // Does it, unless the power is cut.
  template <typename Action>
  IOStatus IfPowered(const Action& action) {
    const std::lock_guard lock(mutex_);
    if (!powered_) return IOStatus::IOError("the power is cut");
    return action();
  }

  // Called with the power on, that is with mutex_ held.
  void Synced(const std::string& name, uint64_t size) { synced_[name] = size; }
  void FolderSynced(const std::string& folder) {
    std::erase_if(unlisted_, [&folder](const std::string& name) {
      return std::filesystem::path(name).parent_path() == std::filesystem::path(folder);
    });
  }

 private:
  std::mutex mutex_;
  bool powered_ = true;                     // Guarded by mutex_, as are those below.
  std::map<std::string, uint64_t> synced_;  // How much of a file that was written to is on the disk.
  std::set<std::string> unlisted_;          // New files whose folder was not synced yet.
};

namespace {

// A file that says how much of it is synced.
template <typename Files>
class TrackedFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  TrackedFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, Files& files, uint64_t size)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), files_(files), size_(size) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    return files_.IfPowered([&] { return Grow(data, FSWritableFileOwnerWrapper::Append(data, options, debug)); });
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& info,
                  IODebugContext* debug) override {
    return files_.IfPowered([&] { return Grow(data, FSWritableFileOwnerWrapper::Append(data, options, info, debug)); });
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    return files_.IfPowered([&] { return FSWritableFileOwnerWrapper::Truncate(size, options, debug); });
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return files_.IfPowered([&] { return Kept(FSWritableFileOwnerWrapper::Sync(options, debug)); });
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return files_.IfPowered([&] { return Kept(FSWritableFileOwnerWrapper::Fsync(options, debug)); });
  }

 private:
  IOStatus Grow(const Slice& data, IOStatus status) {
    if (status.ok()) size_ += data.size();
    return status;
  }
  IOStatus Kept(IOStatus status) {
    if (status.ok()) files_.Synced(name_, size_);
    return status;
  }

  const std::string name_;
  Files& files_;
  uint64_t size_;
};

// A folder that says when its list of files is synced.
template <typename Files>
class TrackedFolder : public rocksdb::FSDirectory {
 public:
  TrackedFolder(std::unique_ptr<rocksdb::FSDirectory> folder, std::string name, Files& files)
      : folder_(std::move(folder)), name_(std::move(name)), files_(files) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return files_.IfPowered([&] { return Kept(folder_->Fsync(options, debug)); });
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& folder_options) override {
    return files_.IfPowered([&] { return Kept(folder_->FsyncWithDirOptions(options, debug, folder_options)); });
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override { return folder_->Close(options, debug); }

 private:
  IOStatus Kept(IOStatus status) {
    if (status.ok()) files_.FolderSynced(name_);
    return status;
  }

  const std::unique_ptr<rocksdb::FSDirectory> folder_;
  const std::string name_;
  Files& files_;
};

}  // namespace

IOStatus UnsyncedFileSystem::Files::NewWritableFile(const std::string& name, const FileOptions& options,
                                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                                    IODebugContext* debug) {
  return IfPowered([&] {
    const bool is_new = !std::filesystem::exists(name);
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, file, debug);
    if (!status.ok()) return status;
    *file = std::make_unique<TrackedFile<Files>>(std::move(*file), name, *this, 0);
    synced_[name] = 0;
    if (is_new) unlisted_.insert(name);
    return status;
  });
}

IOStatus UnsyncedFileSystem::Files::ReopenWritableFile(const std::string& name, const FileOptions& options,
                                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                                       IODebugContext* debug) {
  return IfPowered([&] {
    const uint64_t size = std::filesystem::exists(name) ? std::filesystem::file_size(name) : 0;
    IOStatus status = FileSystemWrapper::ReopenWritableFile(name, options, file, debug);
    if (!status.ok()) return status;
    *file = std::make_unique<TrackedFile<Files>>(std::move(*file), name, *this, size);
    synced_.try_emplace(name, size);
    return status;
  });
}

IOStatus UnsyncedFileSystem::Files::NewDirectory(const std::string& name, const IOOptions& options,
                                                 std::unique_ptr<rocksdb::FSDirectory>* folder, IODebugContext* debug) {
  IOStatus status = FileSystemWrapper::NewDirectory(name, options, folder, debug);
  if (status.ok()) *folder = std::make_unique<TrackedFolder<Files>>(std::move(*folder), name, *this);
  return status;
}

IOStatus UnsyncedFileSystem::Files::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                               IODebugContext* debug) {
  return IfPowered([&] {
    IOStatus status = FileSystemWrapper::RenameFile(from, to, options, debug);
    if (!status.ok()) return status;
    // Renaming is taken to be on the disk at once: RocksDB does it only where it opens a store.
    unlisted_.erase(from);
    if (auto moved = synced_.extract(from)) synced_[to] = moved.mapped();
    return status;
  });
}

IOStatus UnsyncedFileSystem::Files::DeleteFile(const std::string& name, const IOOptions& options,
                                               IODebugContext* debug) {
  return IfPowered([&] {
    IOStatus status = FileSystemWrapper::DeleteFile(name, options, debug);
    synced_.erase(name);
    unlisted_.erase(name);
    return status;
  });
}

UnsyncedFileSystem::UnsyncedFileSystem() : files_(std::make_shared<Files>()), env_(rocksdb::NewCompositeEnv(files_)) {}

UnsyncedFileSystem::~UnsyncedFileSystem() = default;

void UnsyncedFileSystem::CutPower() { files_->CutPower(); }

void UnsyncedFileSystem::RestorePower() { files_->RestorePower(); }

}  // namespace koppel::storage
