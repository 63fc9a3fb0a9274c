// The keys as they stand in an engine: one byte that says what kind of record it is, then the rest.
//
//   kMeta     name                              facts about the store itself
//   kCurrent  key                               the present value of a record
//   kChange   revision                          what one commit changed
//   kHistory  key, its end, revision            the values a record had
//
// Byte order is the order of the values: revisions are big-endian, and a key inside a longer one is escaped so that it
// sorts as it does alone. What is on disk is forever: tags are never used again for something else.

#ifndef KOPPEL_STORAGE_KEYS_H_
#define KOPPEL_STORAGE_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/types.h"

namespace koppel::storage {

enum class Tag : uint8_t { kMeta = 1, kCurrent = 2, kChange = 3, kHistory = 4 };

// The facts about a store.
inline constexpr std::string_view kSchemaMeta = "schema";        // The version of the layout.
inline constexpr std::string_view kLastMeta = "last";            // Revision and time of the last commit.
inline constexpr std::string_view kCompactedMeta = "compacted";  // The last revision the change log forgot.

std::string MetaKey(std::string_view name);
std::string CurrentKey(std::string_view key);
std::string ChangeKey(Revision revision);
std::string HistoryKey(std::string_view key, Revision revision);

// What all history keys of one record start with.
std::string HistoryPrefix(std::string_view key);

// The first key that comes after all keys of this tag.
std::string TagEnd(Tag tag);

// The first key that comes after all keys that start with `prefix`; empty when there is none.
std::string PrefixEnd(std::string_view prefix);

// Nothing when the bytes are no key of that kind.
std::optional<std::string> DecodeCurrentKey(std::string_view bytes);
std::optional<Revision> DecodeChangeKey(std::string_view bytes);
std::optional<std::pair<std::string, Revision>> DecodeHistoryKey(std::string_view bytes);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_KEYS_H_
