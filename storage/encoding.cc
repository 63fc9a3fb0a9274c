#include "storage/encoding.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace koppel::storage {
namespace {

constexpr char kVersion = 1;

// Takes the version off the front and refuses one that is not ours. `what` tells where the bytes stand.
absl::Status TakeVersion(const std::string& what, std::string_view& bytes) {
  if (bytes.empty()) return absl::DataLossError(absl::StrCat(what, " is empty on disk"));
  const char version = bytes.front();
  bytes.remove_prefix(1);
  if (version == kVersion) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(what, " has layout ", static_cast<int>(version),
                                                    "; this version of Koppel reads layout ",
                                                    static_cast<int>(kVersion)));
}

absl::StatusOr<int64_t> TakeNumber(const std::string& what, std::string_view& bytes) {
  const std::optional<int64_t> number = TakeBigEndian(bytes);
  if (!number) return absl::DataLossError(absl::StrCat(what, " is cut off on disk"));
  return *number;
}

absl::StatusOr<absl::Time> TakeTime(const std::string& what, std::string_view& bytes) {
  ASSIGN_OR_RETURN(const int64_t micros, TakeNumber(what, bytes));
  return absl::FromUnixMicros(micros);
}

absl::StatusOr<Committed> TakeCommitted(const std::string& what, std::string_view& bytes) {
  ASSIGN_OR_RETURN(const int64_t revision, TakeNumber(what, bytes));
  ASSIGN_OR_RETURN(const absl::Time time, TakeTime(what, bytes));
  return Committed{Revision{revision}, time};
}

absl::StatusOr<std::string> TakeKey(const std::string& what, std::string_view& bytes) {
  ASSIGN_OR_RETURN(const int64_t size, TakeNumber(what, bytes));
  if (size < 0 || static_cast<uint64_t>(size) > bytes.size()) {
    return absl::DataLossError(absl::StrCat(what, " is cut off on disk"));
  }
  std::string key(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return key;
}

}  // namespace

void AppendBigEndian(int64_t number, std::string& bytes) {
  const uint64_t bits = static_cast<uint64_t>(number);
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(bits >> shift));
}

std::optional<int64_t> TakeBigEndian(std::string_view& bytes) {
  if (bytes.size() < 8) return std::nullopt;
  uint64_t bits = 0;
  for (const char c : bytes.substr(0, 8)) bits = bits << 8 | static_cast<uint8_t>(c);
  bytes.remove_prefix(8);
  return static_cast<int64_t>(bits);
}

std::string EncodeCommitted(const Committed& commit) {
  std::string bytes(1, kVersion);
  AppendBigEndian(commit.revision.value, bytes);
  AppendBigEndian(absl::ToUnixMicros(commit.time), bytes);
  return bytes;
}

absl::StatusOr<Committed> DecodeCommitted(std::string_view bytes) {
  const std::string what = "the revision of the store";
  RETURN_IF_ERROR(TakeVersion(what, bytes));
  ASSIGN_OR_RETURN(const Committed commit, TakeCommitted(what, bytes));
  if (!bytes.empty() || commit.revision.value < 0) return absl::DataLossError(absl::StrCat(what, " is damaged"));
  return commit;
}

std::string EncodeRecord(std::string_view value, const Committed& commit) {
  std::string bytes = EncodeCommitted(commit);
  bytes.append(value);
  return bytes;
}

absl::StatusOr<Record> DecodeRecord(std::string key, std::string_view bytes) {
  const std::string what = absl::StrCat("the record '", absl::CHexEscape(key), "'");
  RETURN_IF_ERROR(TakeVersion(what, bytes));
  ASSIGN_OR_RETURN(const Committed commit, TakeCommitted(what, bytes));
  return Record{std::move(key), std::string(bytes), commit.revision, commit.time};
}

std::string EncodeChange(const ChangeSet& change) {
  std::string bytes(1, kVersion);
  AppendBigEndian(absl::ToUnixMicros(change.time), bytes);
  for (const std::string& key : change.keys) {
    AppendBigEndian(static_cast<int64_t>(key.size()), bytes);
    bytes.append(key);
  }
  return bytes;
}

absl::StatusOr<ChangeSet> DecodeChange(Revision revision, std::string_view bytes) {
  const std::string what = absl::StrCat("the change log at revision ", revision.value);
  RETURN_IF_ERROR(TakeVersion(what, bytes));
  ASSIGN_OR_RETURN(const absl::Time time, TakeTime(what, bytes));
  ChangeSet change{revision, time, {}};
  while (!bytes.empty()) {
    ASSIGN_OR_RETURN(std::string key, TakeKey(what, bytes));
    change.keys.push_back(std::move(key));
  }
  return change;
}

}  // namespace koppel::storage
