#include "server/notices/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "base/status_macros.h"
#include "server/digest.h"
#include "server/limits.h"
#include "server/proto_time.h"

namespace koppel::server {
namespace {

using koppel::internal::NoticeRecord;
using koppel::v1::Contact;
using koppel::v1::Team;
using storage::StoredNotice;

// Twice as long after every failure.
absl::Duration DelayAfter(int failures) {
  absl::Duration delay = kFirstNoticeRetry;
  for (int i = 0; i < failures && delay < kLastNoticeRetry; ++i) delay *= 2;
  return std::min(delay, kLastNoticeRetry);
}

// What has no date comes last.
absl::Time DueOf(const StoredNotice& stored) {
  return stored.record.has_due_time() ? FromProto(stored.record.due_time()) : absl::InfiniteFuture();
}

bool StartsOrGivesAccess(const Team::Member& member) {
  return member.role() == Team::PARTNER || member.role() == Team::ROLE_UNSPECIFIED || member.role() == Team::ACCESS;
}

class Courier {
 public:
  Courier(const Environment& environment, const Roads& roads, absl::Time now)
      : environment_(environment), roads_(roads), now_(now) {}

  absl::Status Handle(const StoredNotice& stored) {
    ASSIGN_OR_RETURN(const bool still_waits, StillWaits(stored.record));
    if (!still_waits) return Drop(stored);
    if (TryAll(stored)) {
      ++delivered_.brought;
      return environment_.cases.Brought(stored);
    }
    if (stored.record.failures() + 1 < kMaxNoticeTries) return Postpone(stored);
    spdlog::warn("notice for={} given up after tries={}", stored.record.party(), kMaxNoticeTries);
    return Drop(stored);
  }

  const Delivered& delivered() const { return delivered_; }

 private:
  absl::Status Drop(const StoredNotice& stored) {
    ++delivered_.dropped;
    return environment_.cases.Brought(stored);
  }

  absl::Status Postpone(const StoredNotice& stored) {
    ++delivered_.postponed;
    return environment_.cases.Postpone(stored, now_ + DelayAfter(stored.record.failures()));
  }

  // Whether any case waits for the party. What the notice was about may be done; then it still says what is so.
  absl::StatusOr<bool> StillWaits(const NoticeRecord& notice) const {
    ASSIGN_OR_RETURN(const storage::CasePage page, environment_.cases.ListWaitingFor(notice.party(), "", 1));
    return !page.cases.empty();
  }

  // Whether it came to somebody, and nobody else may take it later.
  bool TryAll(const StoredNotice& stored) {
    const Notice notice = NoticeOf(stored);
    bool came = false;
    bool later = false;
    for (const Contact& contact : ContactsOf(stored.record.party())) {
      const absl::Status status = TryOnce(notice, contact);
      came = came || status.ok();
      later = later || absl::IsUnavailable(status);
    }
    return came && !later;
  }

  // Who was told a moment ago knows that something waits.
  absl::Status TryOnce(const Notice& notice, const Contact& contact) {
    const std::string address = StableBytes(contact);
    if (told_.contains(address)) return absl::OkStatus();
    RETURN_IF_ERROR(Try(notice, contact));
    told_.insert(address);
    return absl::OkStatus();
  }

  absl::Status Try(const Notice& notice, const Contact& contact) const {
    for (const auto& road : roads_) {
      if (!road->Reaches(contact)) continue;
      const absl::Status status = road->Bring(notice, contact);
      if (!status.ok()) spdlog::info("notice for={} not brought: {}", notice.party, std::string(status.message()));
      return status;
    }
    return absl::NotFoundError("no road to this contact");
  }

  Notice NoticeOf(const StoredNotice& stored) const {
    Notice notice{.id = absl::BytesToHexString(Digest({"notice", stored.key}).substr(0, 16)),
                  .party = stored.record.party(),
                  .step = stored.record.step(),
                  .due = std::nullopt,
                  .last_day = std::nullopt,
                  .now = now_};
    if (stored.record.has_due_time()) {
      notice.due = FromProto(stored.record.due_time());
      // A term ends at midnight: the day before is the last one in time.
      notice.last_day = absl::ToCivilDay(*notice.due - absl::Microseconds(1), environment_.clock.zone());
    }
    return notice;
  }

  std::vector<Contact> ContactsOf(const std::string& party) const {
    const absl::StatusOr<storage::Stored> stored = environment_.directory.Get(party);
    if (!stored.ok()) return {};
    if (stored->entry.has_provider()) return {stored->entry.provider().contact()};
    std::vector<Contact> contacts;
    for (const Team::Member& member : stored->entry.team().members()) {
      if (!StartsOrGivesAccess(member)) continue;
      const absl::StatusOr<storage::Stored> provider = environment_.directory.Get(member.provider());
      if (provider.ok()) contacts.push_back(provider->entry.provider().contact());
    }
    return contacts;
  }

  const Environment& environment_;
  const Roads& roads_;
  const absl::Time now_;
  std::set<std::string> told_;
  Delivered delivered_;
};

}  // namespace

absl::StatusOr<Delivered> Deliver(const Environment& environment, const Roads& roads, absl::Time now, size_t limit,
                                  const std::function<bool()>& stop) {
  ASSIGN_OR_RETURN(std::vector<StoredNotice> notices, environment.cases.ListNotices(now, limit));
  std::stable_sort(notices.begin(), notices.end(),
                   [](const StoredNotice& one, const StoredNotice& other) { return DueOf(one) < DueOf(other); });
  Courier courier(environment, roads, now);
  for (const StoredNotice& stored : notices) {
    if (stop()) break;
    const absl::Status status = courier.Handle(stored);
    // Aborted: another server was first. A notice that cannot be handled holds up none of the others.
    if (!status.ok() && !absl::IsAborted(status)) {
      spdlog::warn("notice for={} not handled: {}", stored.record.party(), std::string(status.message()));
    }
  }
  return courier.delivered();
}

}  // namespace koppel::server
