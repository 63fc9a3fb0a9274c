#include "storage/cases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "storage/case_keys.h"
#include "storage/case_records.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::AdviceEntry;
using koppel::internal::CaseRecord;

absl::Status NoSuchName(const std::string& name) {
  return absl::NotFoundError(absl::StrCat("there is no '", name, "'"));
}

// The first key after that of `after` below a prefix; empty: the first of all.
std::string StartAfter(const std::string& prefix, const std::string& after) {
  return after.empty() ? prefix : absl::StrCat(prefix, after, std::string(1, '\0'));
}

bool WaitsFor(const CaseRecord& record, const std::string& party) {
  const auto& waiting = record.referral().waiting_for();
  return std::any_of(waiting.begin(), waiting.end(), [&](const auto& one) { return one.party() == party; });
}

// The names of the cases a commit changed.
std::vector<std::string> CasesIn(const ChangeSet& change) {
  std::vector<std::string> names;
  for (const std::string& key : change.keys) {
    if (key.starts_with(kCasePrefix)) names.push_back(key.substr(kCasePrefix.size()));
  }
  return names;
}

}  // namespace

absl::StatusOr<StoredCase> Cases::Get(const std::string& name) const {
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, CaseKey(name)));
  if (!record) return NoSuchName(name);
  return DecodeCase(*record);
}

absl::StatusOr<koppel::v1::Advice> Cases::GetAdvice(const std::string& name) const {
  ASSIGN_OR_RETURN(const std::optional<Record> record, Find(store_, AdviceKey(name)));
  if (!record) return NoSuchName(name);
  ASSIGN_OR_RETURN(AdviceEntry entry, Decode<AdviceEntry>(*record));
  *entry.mutable_advice()->mutable_create_time() = ToTimestamp(record->time);
  return std::move(*entry.mutable_advice());
}

absl::StatusOr<CasePage> Cases::List(const std::string& municipality, const std::string& after, size_t limit) const {
  const std::string prefix = CaseKey(municipality) + "/";
  const std::string start = after.empty() ? prefix : std::max(prefix, StartAfter(std::string(kCasePrefix), after));
  ASSIGN_OR_RETURN(const Listing listing, store_.List(start, PrefixEnd(prefix), limit));
  CasePage page{{}, listing.more, listing.revision};
  for (const Record& record : listing.records) {
    ASSIGN_OR_RETURN(StoredCase stored, DecodeCase(record));
    page.cases.push_back(std::move(stored));
  }
  return page;
}

// A page is filled although some no longer wait, so that an empty one is the last.
absl::StatusOr<CasePage> Cases::ListWaitingFor(const std::string& party, const std::string& after, size_t limit) const {
  const std::string prefix = TodoPrefix(party);
  CasePage page{{}, true, Revision{0}};
  for (std::string start = StartAfter(prefix, after); page.more && (limit == 0 || page.cases.size() < limit);) {
    ASSIGN_OR_RETURN(const Listing listing,
                     store_.List(start, PrefixEnd(prefix), limit == 0 ? 0 : limit - page.cases.size()));
    if (page.revision == Revision{0}) page.revision = listing.revision;
    page.more = listing.more;
    for (const Record& entry : listing.records) {
      start = entry.key + std::string(1, '\0');
      absl::StatusOr<StoredCase> stored = Get(entry.key.substr(prefix.size()));
      if (absl::IsNotFound(stored.status())) continue;
      RETURN_IF_ERROR(stored.status());
      if (WaitsFor(stored->record, party)) page.cases.push_back(*std::move(stored));
    }
  }
  return page;
}

absl::StatusOr<std::vector<std::string>> Cases::ListDue(absl::Time now, size_t limit) const {
  ASSIGN_OR_RETURN(DuePage page, ListDueFrom(now, "", limit));
  return std::move(page.names);
}

absl::StatusOr<DuePage> Cases::ListDueFrom(absl::Time now, const std::string& from, size_t limit) const {
  const std::string start = from.empty() ? std::string(kDuePrefix) : from;
  ASSIGN_OR_RETURN(const Listing listing, store_.List(start, DueEnd(now), limit));
  DuePage page;
  for (const Record& record : listing.records) page.names.push_back(CaseNameInDue(record.key));
  if (listing.more && !listing.records.empty()) page.next = listing.records.back().key + std::string(1, '\0');
  return page;
}

absl::StatusOr<std::vector<std::string>> Cases::ListQueue(const std::string& offering, size_t limit) const {
  const std::string prefix = QueuePrefix(offering);
  ASSIGN_OR_RETURN(const Listing listing, store_.List(prefix, PrefixEnd(prefix), limit));
  std::vector<std::string> names;
  for (const Record& record : listing.records) names.push_back(OfferInQueue(record.key));
  return names;
}

// From each offering straight to the next one: how many wait for it does not matter.
absl::StatusOr<std::vector<std::string>> Cases::ListQueued() const {
  std::vector<std::string> offerings;
  std::string start(kQueuePrefix);
  while (true) {
    ASSIGN_OR_RETURN(const Listing listing, store_.List(start, PrefixEnd(kQueuePrefix), 1));
    if (listing.records.empty()) return offerings;
    offerings.push_back(OfferingInQueue(listing.records[0].key));
    start = PrefixEnd(QueuePrefix(offerings.back()));
  }
}

// First what would tell of one more: who comes while we count is counted, or makes it no longer hold.
absl::StatusOr<Naming> Cases::CountNaming(const std::string& record) const {
  Naming naming{.cases = 0, .no_more = {NamingKey(record), Revision{0}}};
  ASSIGN_OR_RETURN(const std::optional<Record> last, Find(store_, naming.no_more.key));
  if (last) naming.no_more.revision = last->revision;
  const std::string prefix = NamedPrefix(record);
  ASSIGN_OR_RETURN(const Listing listing, store_.List(prefix, PrefixEnd(prefix), 0));
  naming.cases = listing.records.size();
  return naming;
}

absl::StatusOr<std::unique_ptr<Subscription>> Cases::Watch(Revision after, ChangedNames changed) {
  return store_.Watch(std::string(kCasePrefix), after, [changed = std::move(changed)](const ChangeSet& change) {
    changed(change.revision, CasesIn(change));
  });
}

}  // namespace koppel::storage
