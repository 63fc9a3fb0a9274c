// The values as they stand in an engine. Each starts with the version of its layout, so that a later version of Koppel
// can read what an earlier one wrote.

#ifndef KOPPEL_STORAGE_ENCODING_H_
#define KOPPEL_STORAGE_ENCODING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/store.h"

namespace koppel::storage {

// Eight bytes, the highest first.
void AppendBigEndian(int64_t number, std::string& bytes);

// Takes them off the front; nothing when there are fewer.
std::optional<int64_t> TakeBigEndian(std::string_view& bytes);

// A value with the commit that wrote it in front. DATA_LOSS, naming the key, when the bytes are no such thing;
// FAILED_PRECONDITION when a newer version of Koppel wrote them.
std::string EncodeRecord(std::string_view value, const Committed& commit);
absl::StatusOr<Record> DecodeRecord(std::string key, std::string_view bytes);

// The time and the keys of a commit; its revision is in the key. Errors as above.
std::string EncodeChange(const ChangeSet& change);
absl::StatusOr<ChangeSet> DecodeChange(Revision revision, std::string_view bytes);

// The last commit of a store. DATA_LOSS when the bytes are no such thing.
std::string EncodeCommitted(const Committed& commit);
absl::StatusOr<Committed> DecodeCommitted(std::string_view bytes);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_ENCODING_H_
