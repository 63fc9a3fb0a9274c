#include "storage/directory.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/status_macros.h"
#include "storage/directory_import.h"
#include "storage/directory_listing.h"
#include "storage/directory_records.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/request_memory.h"

namespace koppel::storage {
namespace {

using koppel::internal::DirectoryRecord;
using koppel::internal::RequestMemory;

// So often a listing is read again that an import came in between of, before everything is read at one revision.
constexpr int kReadAttempts = 3;

absl::Status NoSuchRecord(const std::string& name) {
  return absl::NotFoundError(absl::StrCat("there is no '", name, "'"));
}

struct Everything {
  RecordMap records;
  Revision revision;
};

// All records as they are at one revision. Removals and stages are read only when a stage counts.
absl::StatusOr<Everything> ReadEverything(const Store& store) {
  const std::string start(kDirectoryPrefix);
  ASSIGN_OR_RETURN(Listing listing, store.List(start, PrefixEnd(kRecordPrefix), 0));
  ASSIGN_OR_RETURN(ImportState state, ImportStateIn(listing));
  if (Stands(state.decision)) {
    ASSIGN_OR_RETURN(listing, store.List(start, PrefixEnd(start), 0));
    ASSIGN_OR_RETURN(state, ImportStateIn(listing));
  }
  ASSIGN_OR_RETURN(RecordMap records, RecordsIn(listing));
  if (Stands(state.decision)) RETURN_IF_ERROR(Overlay(listing, state, records));
  return Everything{std::move(records), listing.revision};
}

// Keys: start <= key < end.
struct Range {
  std::string start;
  std::string end;
};

Range RangeOf(Collection collection, const std::string& parent, const std::string& after) {
  const std::string prefix = RecordKey(collection, parent);
  std::string start = prefix;
  // The first key that comes after a key is that key and a zero byte.
  if (!after.empty()) start = std::max(start, RecordKey(collection, after) + std::string(1, '\0'));
  return {std::move(start), PrefixEnd(prefix)};
}

absl::StatusOr<Page> PageOfEverything(const Store& store, const Range& range, size_t limit) {
  ASSIGN_OR_RETURN(Everything everything, ReadEverything(store));
  Page page{{}, false, everything.revision};
  for (auto at = everything.records.lower_bound(range.start); at != everything.records.end() && at->first < range.end;
       ++at) {
    page.more = limit > 0 && page.records.size() == limit;
    if (page.more) break;
    page.records.push_back(std::move(at->second));
  }
  return page;
}

absl::StatusOr<Page> PageOf(const Listing& listing) {
  Page page{{}, listing.more, listing.revision};
  for (const Record& record : listing.records) {
    ASSIGN_OR_RETURN(Stored stored, DecodeStored(record));
    page.records.push_back(std::move(stored));
  }
  return page;
}

// The names a commit changed; nothing when it did not change the directory.
std::optional<std::vector<std::string>> NamesIn(const ChangeSet& change) {
  bool changed = false;
  bool import = false;
  std::vector<std::string> names;
  for (const std::string& key : change.keys) {
    changed = changed || key == kHeadKey;
    import = import || key == kImportKey;
    if (std::optional<std::string> name = NameInKey(key)) names.push_back(*std::move(name));
  }
  if (!changed) return std::nullopt;
  if (import) names.clear();
  return names;
}

}  // namespace

absl::StatusOr<Stored> Directory::Get(const std::string& name) const {
  ASSIGN_OR_RETURN(const std::string key, RecordKeyOf(name));
  // First the decision, then the stage, then the place: that is the way a record goes, so it is met somewhere.
  ASSIGN_OR_RETURN(const ImportState state, ReadImportState(store_));
  if (Stands(state.decision)) {
    ASSIGN_OR_RETURN(const std::optional<Record> staged, Find(store_, StageKey(state.decision.stage(), key)));
    if (staged) {
      ASSIGN_OR_RETURN(const DirectoryRecord record, Decode<DirectoryRecord>(*staged));
      if (record.removed()) return NoSuchRecord(name);
      return MakeStored(record, state.commit);
    }
  }
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, key));
  if (!record) return NoSuchRecord(name);
  return DecodeStored(*record);
}

absl::StatusOr<Page> Directory::List(Collection collection, const std::string& parent, const std::string& after,
                                     size_t limit) const {
  const Range range = RangeOf(collection, parent, after);
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    ASSIGN_OR_RETURN(const ImportState before, ReadImportState(store_));
    if (Stands(before.decision)) break;
    ASSIGN_OR_RETURN(const Listing listing, store_.List(range.start, range.end, limit));
    ASSIGN_OR_RETURN(const ImportState now, ReadImportState(store_));
    if (now.commit.revision == before.commit.revision) return PageOf(listing);
  }
  return PageOfEverything(store_, range, limit);
}

absl::StatusOr<Page> Directory::ReadAll() const {
  return PageOfEverything(store_, {std::string(kRecordPrefix), PrefixEnd(kRecordPrefix)}, 0);
}

absl::StatusOr<Revision> Directory::Head() const {
  ASSIGN_OR_RETURN(const std::optional<Record> head, Find(store_, std::string(kHeadKey)));
  return head ? head->revision : Revision{0};
}

absl::StatusOr<std::optional<Remembered>> Directory::Recall(const std::string& request_id) const {
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, RequestKey(request_id)));
  if (!record) return std::nullopt;
  ASSIGN_OR_RETURN(const RequestMemory memory, Decode<RequestMemory>(*record));
  return Remembered{memory.digest(), memory.response()};
}

absl::StatusOr<std::vector<Stored>> Directory::History(const std::string& name) const {
  ASSIGN_OR_RETURN(const std::string key, RecordKeyOf(name));
  ASSIGN_OR_RETURN(const std::vector<Record> records, store_.History(key));
  std::vector<Stored> values;
  for (const Record& record : records) {
    ASSIGN_OR_RETURN(Stored stored, DecodeStored(record));
    values.push_back(std::move(stored));
  }
  return values;
}

absl::Status Directory::Recover() {
  RETURN_IF_ERROR(FoldIn(store_));
  return DropStages(store_);
}

absl::Status Directory::ForgetRequests(absl::Time before) {
  ASSIGN_OR_RETURN(Listing requests, store_.List(std::string(kRequestPrefix), PrefixEnd(kRequestPrefix), 0));
  std::erase_if(requests.records, [before](const Record& request) { return request.time >= before; });
  return DeleteInPieces(store_, requests.records, {});
}

absl::StatusOr<std::unique_ptr<Subscription>> Directory::Watch(Revision after, ChangedNames changed) {
  return store_.Watch(std::string(kDirectoryPrefix), after, [changed = std::move(changed)](const ChangeSet& change) {
    if (const std::optional<std::vector<std::string>> names = NamesIn(change)) changed(change.revision, *names);
  });
}

}  // namespace koppel::storage
