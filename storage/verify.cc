#include "storage/verify.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/encoding.h"
#include "storage/keys.h"
#include "storage/store.h"

namespace koppel::storage {
namespace {

// How far the change log reaches: the revisions after `forgotten` up to `last`.
struct Reach {
  Revision forgotten;
  Revision last;
};

absl::Status Fault(std::string_view key, const std::string& what) {
  return absl::DataLossError(absl::StrCat("key '", absl::CHexEscape(std::string(key)), "': ", what));
}

absl::StatusOr<Revision> ReadMark(const EngineView& view, std::string_view name) {
  ASSIGN_OR_RETURN(const std::optional<std::string> bytes, view.Get(MetaKey(name)));
  if (!bytes) return Revision{0};
  ASSIGN_OR_RETURN(const Committed commit, DecodeCommitted(*bytes));
  return commit.revision;
}

// Calls `check` for all keys of a tag until it finds a fault.
template <typename Check>
absl::Status ForEach(const EngineView& view, Tag tag, const Check& check) {
  absl::Status fault;
  const auto visit = [&](std::string_view key, std::string_view value) {
    fault = check(key, value);
    return fault.ok();
  };
  RETURN_IF_ERROR(view.Scan(std::string(1, static_cast<char>(tag)), TagEnd(tag), visit));
  return fault;
}

// Finds records in the change log.
class Log {
 public:
  Log(const EngineView& view, const Reach& reach) : view_(view), reach_(reach) {}

  // Whether the commit that wrote the record, as far back as the log reaches, says so. `key` is for the message.
  absl::Status Check(std::string_view key, const Record& record) {
    if (record.revision > reach_.last) return Fault(key, "is newer than the last commit");
    if (record.revision <= reach_.forgotten) return absl::OkStatus();
    if (!commits_.contains(record.revision.value)) RETURN_IF_ERROR(Read(key, record.revision));
    if (commits_[record.revision.value].contains(record.key)) return absl::OkStatus();
    return Fault(key, absl::StrCat("commit ", record.revision.value, " does not name it in the change log"));
  }

 private:
  // Records of one commit often come together: a few commits are remembered.
  static constexpr size_t kRemembered = 64;

  absl::Status Read(std::string_view key, Revision revision) {
    ASSIGN_OR_RETURN(const std::optional<std::string> bytes, view_.Get(ChangeKey(revision)));
    if (!bytes) return Fault(key, absl::StrCat("its commit ", revision.value, " is not in the change log"));
    ASSIGN_OR_RETURN(const ChangeSet change, DecodeChange(revision, *bytes));
    if (commits_.size() == kRemembered) commits_.clear();
    commits_[revision.value].insert(change.keys.begin(), change.keys.end());
    return absl::OkStatus();
  }

  const EngineView& view_;
  const Reach reach_;
  absl::flat_hash_map<int64_t, absl::flat_hash_set<std::string>> commits_;  // The keys each of them changed.
};

absl::Status CheckCurrent(const EngineView& view, Log& log) {
  return ForEach(view, Tag::kCurrent, [&](std::string_view key, std::string_view value) -> absl::Status {
    ASSIGN_OR_RETURN(const Record record, DecodeRecord(*DecodeCurrentKey(key), value));
    return log.Check(key, record);
  });
}

absl::Status CheckHistory(const EngineView& view, Log& log) {
  return ForEach(view, Tag::kHistory, [&](std::string_view key, std::string_view value) -> absl::Status {
    const std::optional<std::pair<std::string, Revision>> parts = DecodeHistoryKey(key);
    if (!parts) return Fault(key, "is damaged");
    ASSIGN_OR_RETURN(const Record record, DecodeRecord(parts->first, value));
    if (record.revision != parts->second) return Fault(key, "holds a value of another revision");
    return log.Check(key, record);
  });
}

absl::Status CheckLog(const EngineView& view, const Reach& reach) {
  Revision next{reach.forgotten.value + 1};
  RETURN_IF_ERROR(ForEach(view, Tag::kChange, [&](std::string_view key, std::string_view value) -> absl::Status {
    const std::optional<Revision> revision = DecodeChangeKey(key);
    if (!revision) return Fault(key, "is damaged");
    if (*revision <= reach.forgotten) return absl::OkStatus();
    if (*revision != next) return Fault(key, absl::StrCat("comes where revision ", next.value, " should"));
    ++next.value;
    return DecodeChange(*revision, value).status();
  }));
  if (next.value == reach.last.value + 1) return absl::OkStatus();
  return Fault(ChangeKey(next), absl::StrCat("the change log does not end at the last revision, ", reach.last.value));
}

}  // namespace

absl::Status VerifyEngine(const EngineView& view) {
  Reach reach;
  ASSIGN_OR_RETURN(reach.forgotten, ReadMark(view, kCompactedMeta));
  ASSIGN_OR_RETURN(reach.last, ReadMark(view, kLastMeta));
  RETURN_IF_ERROR(CheckLog(view, reach));
  Log log(view, reach);
  RETURN_IF_ERROR(CheckCurrent(view, log));
  return CheckHistory(view, log);
}

}  // namespace koppel::storage
