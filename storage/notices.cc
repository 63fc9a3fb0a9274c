#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "storage/case_keys.h"
#include "storage/cases.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::NoticeRecord;

bool MayBeTried(const NoticeRecord& notice, absl::Time now) {
  return !notice.has_next_try_time() || FromTimestamp(notice.next_try_time()) <= now;
}

}  // namespace

// All are read: they are few, since they go as soon as they are brought.
absl::StatusOr<std::vector<StoredNotice>> Cases::ListNotices(absl::Time now, size_t limit) const {
  ASSIGN_OR_RETURN(const Listing listing, store_.List(std::string(kNoticePrefix), PrefixEnd(kNoticePrefix), 0));
  std::vector<StoredNotice> notices;
  for (const Record& record : listing.records) {
    absl::StatusOr<NoticeRecord> notice = Decode<NoticeRecord>(record);
    // One that is damaged holds up none of the others; Verify finds it.
    if (!notice.ok() || !MayBeTried(*notice, now)) continue;
    notices.push_back({record.key, *std::move(notice), record.revision});
  }
  std::stable_sort(notices.begin(), notices.end(),
                   [](const StoredNotice& a, const StoredNotice& b) { return a.revision < b.revision; });
  if (limit > 0 && notices.size() > limit) notices.resize(limit);
  return notices;
}

absl::Status Cases::Brought(const StoredNotice& notice) {
  Batch batch;
  batch.Delete(notice.key);
  return CommitWhileHolding(store_, batch, {}).status();
}

absl::Status Cases::Postpone(const StoredNotice& notice, absl::Time next_try) {
  NoticeRecord record = notice.record;
  record.set_failures(record.failures() + 1);
  *record.mutable_next_try_time() = ToTimestamp(next_try);
  Batch batch;
  batch.Put(notice.key, Encode(record));
  const Precondition as_read{notice.key, notice.revision};
  return CommitWhileHolding(store_, batch, {&as_read, 1}).status();
}

}  // namespace koppel::storage
