// The directory as it was at a revision.
//
// A record that did not change since is what it was. For the others the first event after the revision, a value or a
// removal, says what its name held until then. So nothing is answered from a history with a hole in it.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory.h"
#include "storage/directory_import.h"
#include "storage/directory_listing.h"
#include "storage/directory_records.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::DirectoryHead;
using koppel::internal::DirectoryRecord;
using koppel::internal::DirectoryRemoval;

// That a name got a value or lost it.
struct Event {
  Revision revision;
  Revision previous;             // Of the event before it; 0: there was none.
  std::optional<Stored> stored;  // Absent: a removal.
};

absl::StatusOr<Event> EventIn(const Record& record) {
  if (record.key.starts_with(kRemovedPrefix)) {
    ASSIGN_OR_RETURN(const DirectoryRemoval removal, Decode<DirectoryRemoval>(record));
    return Event{RevisionOf(removal, record.revision), Revision{removal.previous_revision()}, std::nullopt};
  }
  ASSIGN_OR_RETURN(const DirectoryRecord decoded, Decode<DirectoryRecord>(record));
  return Event{RevisionOf(decoded, record.revision), Revision{decoded.previous_revision()},
               MakeStored(decoded, {record.revision, record.time})};
}

// The revision from which on the past is known.
absl::StatusOr<Revision> CompleteSince(const Listing& listing) {
  for (const Record& record : listing.records) {
    if (record.key != kHeadKey) continue;
    ASSIGN_OR_RETURN(const DirectoryHead head, Decode<DirectoryHead>(record));
    return head.has_complete_since() ? Revision{head.complete_since()} : record.revision;
  }
  return Revision{0};
}

absl::Status CheckReach(const Listing& listing, Revision revision) {
  if (revision > listing.revision) {
    return absl::OutOfRangeError(
        absl::StrCat("the store has revision ", listing.revision.value, ", not yet ", revision.value));
  }
  ASSIGN_OR_RETURN(const Revision since, CompleteSince(listing));
  if (revision >= since) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat("what the directory was at revision ", revision.value,
                                            " is not known: removals are written down since revision ", since.value));
}

// Adds the last event up to the revision and the first one after it. Values and removals are in the order in which they
// happened, so not all of a long history is decoded.
absl::Status AddAround(const std::vector<Record>& history, Revision revision, std::vector<Event>& events) {
  size_t first_after = 0;
  for (size_t end = history.size(); first_after < end;) {
    const size_t middle = first_after + (end - first_after) / 2;
    ASSIGN_OR_RETURN(const Event event, EventIn(history[middle]));
    if (event.revision > revision) {
      end = middle;
    } else {
      first_after = middle + 1;
    }
  }
  for (size_t i = first_after > 0 ? first_after - 1 : 0; i <= first_after && i < history.size(); ++i) {
    ASSIGN_OR_RETURN(Event event, EventIn(history[i]));
    events.push_back(std::move(event));
  }
  return absl::OkStatus();
}

// What a name held at the revision, from what is known of it around then; at least one event is after it. Nothing when
// there was no record.
absl::StatusOr<std::optional<Stored>> ValueAt(const std::string& key, const std::vector<Event>& events,
                                              Revision revision) {
  const Event* next = nullptr;
  for (const Event& event : events) {
    if (event.revision > revision && (next == nullptr || event.revision < next->revision)) next = &event;
  }
  if (next->previous == Revision{0}) return std::nullopt;
  for (const Event& event : events) {
    if (event.revision == next->previous && event.revision <= revision) return event.stored;
  }
  return absl::OutOfRangeError(absl::StrCat("what '", *NameInKey(key), "' was at revision ", revision.value,
                                            " is not known: its history is gone"));
}

// The records of a listing as they were at one revision, as far as they are known without their histories; and for the
// others, by key, what happened to them after that.
struct Past {
  RecordMap records;
  std::map<std::string, std::vector<Event>> changed;
};

absl::StatusOr<Past> PastIn(const Listing& listing, Revision revision) {
  Past past;
  for (const Record& record : listing.records) {
    const bool removed = record.key.starts_with(kRemovedPrefix);
    if (!removed && !record.key.starts_with(kRecordPrefix)) continue;
    ASSIGN_OR_RETURN(Event event, EventIn(record));
    const std::string key = removed ? RecordKeyOfRemoval(record.key) : record.key;
    if (event.revision > revision) {
      past.changed[key].push_back(std::move(event));
    } else if (!removed) {
      past.records.insert_or_assign(key, *std::move(event.stored));
    }
  }
  return past;
}

}  // namespace

absl::StatusOr<Page> Directory::ReadAllAt(Revision revision) const {
  const std::string start(kDirectoryPrefix);
  ASSIGN_OR_RETURN(const Listing listing, store_.List(start, PrefixEnd(start), 0));
  RETURN_IF_ERROR(CheckReach(listing, revision));
  ASSIGN_OR_RETURN(const ImportState state, ImportStateIn(listing));
  ASSIGN_OR_RETURN(Past past, PastIn(listing, revision));
  // Nothing changes after a decision until it is folded in: the stage counts for the last state alone.
  if (Stands(state.decision) && state.commit.revision <= revision) {
    RETURN_IF_ERROR(Overlay(listing, state, past.records));
  }
  for (auto& [key, events] : past.changed) {
    for (const std::string& each : {key, RemovalKey(key)}) {
      ASSIGN_OR_RETURN(const std::vector<Record> history, store_.History(each));
      RETURN_IF_ERROR(AddAround(history, revision, events));
    }
    ASSIGN_OR_RETURN(std::optional<Stored> stored, ValueAt(key, events, revision));
    if (stored) past.records.insert_or_assign(key, *std::move(stored));
  }
  Page page{{}, false, revision};
  for (auto& [key, stored] : past.records) page.records.push_back(std::move(stored));
  return page;
}

}  // namespace koppel::storage
