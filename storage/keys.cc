#include "storage/keys.h"

#include "storage/encoding.h"

namespace koppel::storage {
namespace {

// A zero byte within a key is followed by kEscaped, the end of a key is a zero byte followed by kEnd. As kEnd is less
// than kEscaped, a key comes before every longer key that starts with it.
constexpr char kZero = '\x00';
constexpr char kEnd = '\x01';
constexpr char kEscaped = '\xff';

std::string Tagged(Tag tag, std::string_view rest) {
  std::string bytes(1, static_cast<char>(tag));
  bytes.append(rest);
  return bytes;
}

bool TakeTag(Tag tag, std::string_view& bytes) {
  if (bytes.empty() || bytes.front() != static_cast<char>(tag)) return false;
  bytes.remove_prefix(1);
  return true;
}

// Takes an escaped key and its end off the front.
std::optional<std::string> TakeEscaped(std::string_view& bytes) {
  std::string key;
  while (bytes.size() >= 2) {
    const char first = bytes.front();
    if (first != kZero) {
      key.push_back(first);
      bytes.remove_prefix(1);
      continue;
    }
    const char second = bytes[1];
    bytes.remove_prefix(2);
    if (second == kEnd) return key;
    if (second != kEscaped) return std::nullopt;
    key.push_back(kZero);
  }
  return std::nullopt;
}

std::optional<Revision> WholeRevision(std::string_view bytes) {
  const std::optional<int64_t> number = TakeBigEndian(bytes);
  if (!number || !bytes.empty() || *number < 0) return std::nullopt;
  return Revision{*number};
}

}  // namespace

std::string MetaKey(std::string_view name) { return Tagged(Tag::kMeta, name); }

std::string CurrentKey(std::string_view key) { return Tagged(Tag::kCurrent, key); }

std::string ChangeKey(Revision revision) {
  std::string bytes = Tagged(Tag::kChange, "");
  AppendBigEndian(revision.value, bytes);
  return bytes;
}

std::string HistoryPrefix(std::string_view key) {
  std::string bytes = Tagged(Tag::kHistory, "");
  for (const char c : key) {
    bytes.push_back(c);
    if (c == kZero) bytes.push_back(kEscaped);
  }
  bytes.push_back(kZero);
  bytes.push_back(kEnd);
  return bytes;
}

std::string HistoryKey(std::string_view key, Revision revision) {
  std::string bytes = HistoryPrefix(key);
  AppendBigEndian(revision.value, bytes);
  return bytes;
}

std::string TagEnd(Tag tag) { return std::string(1, static_cast<char>(static_cast<uint8_t>(tag) + 1)); }

std::string PrefixEnd(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) ++end.back();
  return end;
}

std::optional<std::string> DecodeCurrentKey(std::string_view bytes) {
  if (!TakeTag(Tag::kCurrent, bytes)) return std::nullopt;
  return std::string(bytes);
}

std::optional<Revision> DecodeChangeKey(std::string_view bytes) {
  if (!TakeTag(Tag::kChange, bytes)) return std::nullopt;
  return WholeRevision(bytes);
}

std::optional<std::pair<std::string, Revision>> DecodeHistoryKey(std::string_view bytes) {
  if (!TakeTag(Tag::kHistory, bytes)) return std::nullopt;
  std::optional<std::string> key = TakeEscaped(bytes);
  if (!key) return std::nullopt;
  const std::optional<Revision> revision = WholeRevision(bytes);
  if (!revision) return std::nullopt;
  return std::make_pair(*std::move(key), *revision);
}

}  // namespace koppel::storage
