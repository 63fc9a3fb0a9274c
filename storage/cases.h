// The cases in a store: one record for each request, with what hangs on it, and the lists by which they are found.
//
//   case/NAME                          CaseRecord     "municipalities/GM0034/referrals/x"
//   advice/NAME                        AdviceEntry    ".../advices/3"; never written again
//   due/MICROSECONDS/NAME              empty          when Koppel looks at it again
//   todo/PARTY/NAME                    empty          whom it waits for
//   queue/OFFERING/ORDER/OFFER         empty          who waits for a place: urgency, statutory date, since when
//   named/RECORD/NAME                  empty          whose offering or team cannot be missed: storage/case_names.h
//   naming/RECORD                      empty          written whenever one more case comes to name it
//   notice/NAME/REVISION/NUMBER        NoticeRecord   what is to be brought to a partner
//
// The lists follow from the record and are written with it. Times and revisions in keys are hexadecimal, so that
// they are in order. What is about a resident keeps no history.

#ifndef KOPPEL_STORAGE_CASES_H_
#define KOPPEL_STORAGE_CASES_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/types.h"
#include "koppel/internal/record.pb.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/referral_service.pb.h"
#include "storage/store.h"

namespace koppel::storage {

// A case as it is read: its times and etag are filled in. They may stay in a record that is written: they are ignored.
struct StoredCase {
  koppel::internal::CaseRecord record;
  Revision revision;       // Of the last change; the etag is this in double quotes.
  absl::Time change_time;  // Of that commit.
};

struct CasePage {
  std::vector<StoredCase> cases;  // In the order of their names.
  bool more = false;
  Revision revision;  // Of the store when the list was read; a case may be newer.
};

// Cases that are due.
struct DuePage {
  std::vector<std::string> names;  // The oldest first.
  std::string next;                // Where the list goes on; empty: this is the end.
};

// A capacity that changes with a case.
struct CapacityChange {
  koppel::v1::Capacity capacity;  // As it becomes.
  Revision expected;              // Of the record as it was read.
};

struct CaseChange {
  koppel::internal::CaseRecord record;       // With its name.
  Revision expected;                         // Of the case as it was read; 0: it must not exist.
  std::optional<koppel::v1::Advice> advice;  // A new one, below the case.
  std::vector<CapacityChange> capacities;    // Each capacity once.
  std::vector<koppel::internal::NoticeRecord> notices;
  // Offerings and teams, as they were read. Those that the case comes to name must still be like that.
  std::map<std::string, Revision> records_read;
  std::string request_id;  // Empty: not remembered.
  std::string request_digest;
  // Makes the response to remember, from the case as it will be read back. As storage::ValueMaker. Required with a
  // request id.
  std::function<std::string(const StoredCase&)> response;
};

// The cases that name an offering or a team.
struct Naming {
  size_t cases = 0;
  Precondition no_more;  // Holds as long as no other case came to name it.
};

// A notice that is to be brought.
struct StoredNotice {
  std::string key;
  koppel::internal::NoticeRecord record;
  Revision revision;
};

// Thread-safe. Does not own the store.
class Cases {
 public:
  explicit Cases(Store& store) : store_(store) {}

  // NOT_FOUND when there is no such case.
  absl::StatusOr<StoredCase> Get(const std::string& name) const;
  // NOT_FOUND when there is no such advice. Its create_time is filled in.
  absl::StatusOr<koppel::v1::Advice> GetAdvice(const std::string& name) const;

  // In lists, `limit` 0 means all.
  // The cases of "municipalities/GM0034" whose names come after `after` (empty: from the first).
  absl::StatusOr<CasePage> List(const std::string& municipality, const std::string& after, size_t limit) const;
  // The cases that wait for this party and come after `after`. One that no longer does when it is read is left out.
  absl::StatusOr<CasePage> ListWaitingFor(const std::string& party, const std::string& after, size_t limit) const;
  // Names of cases whose next event is not after `now`, the oldest first.
  absl::StatusOr<std::vector<std::string>> ListDue(absl::Time now, size_t limit) const;
  // As ListDue, a slice of it: from the first (`from` empty), or from the `next` of the slice before.
  absl::StatusOr<DuePage> ListDueFrom(absl::Time now, const std::string& from, size_t limit) const;
  // Names of offers that wait for a place with this offering, who is next first.
  absl::StatusOr<std::vector<std::string>> ListQueue(const std::string& offering, size_t limit) const;
  // The offerings somebody waits for.
  absl::StatusOr<std::vector<std::string>> ListQueued() const;

  // How many cases name this offering or team, at once.
  absl::StatusOr<Naming> CountNaming(const std::string& record) const;

  // Writes all or nothing, with the capacities in the directory. ABORTED when a revision is not as expected or the
  // request id was used meanwhile; UNAVAILABLE when it is not known whether it happened, or a capacity changes or a
  // record of the directory is named while an import is being folded in. INVALID_ARGUMENT for improper names, or more
  // than the store takes in one commit.
  absl::StatusOr<StoredCase> Apply(const CaseChange& change);

  // Notices whose next try is not after `now`, those that were written or postponed longest ago first.
  absl::StatusOr<std::vector<StoredNotice>> ListNotices(absl::Time now, size_t limit) const;
  // Forgets a notice that was brought. OK when somebody else did so, or postponed it meanwhile.
  absl::Status Brought(const StoredNotice& notice);
  // Keeps it to be tried again at `next_try`, after one failure more. ABORTED when somebody else brought or postponed
  // it.
  absl::Status Postpone(const StoredNotice& notice, absl::Time next_try);

  // Calls `changed` with the names of cases for every commit after `after` that changed any. Errors and rules are those
  // of Store::Watch and storage::Observer.
  using ChangedNames = std::function<void(Revision, const std::vector<std::string>& names)>;
  absl::StatusOr<std::unique_ptr<Subscription>> Watch(Revision after, ChangedNames changed);

 private:
  Store& store_;
};

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_CASES_H_
