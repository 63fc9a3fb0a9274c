#include "server/handlers/inbox.h"

#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/handlers/case_reading.h"
#include "server/handlers/parties.h"
#include "server/handlers/watch_referrals.h"
#include "server/limits.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

using koppel::v1::InboxItem;

// Terms that still matter: about this offer or placement, or about the request as a whole.
bool BelongsTo(const v1::Clock& clock, const v1::Waiting& waiting) {
  const bool runs =
      clock.state() == v1::Clock::RUNNING || clock.state() == v1::Clock::PAUSED || clock.state() == v1::Clock::PASSED;
  return runs && (clock.about().empty() || clock.about() == waiting.about());
}

InboxItem MakeItem(const v1::Referral& referral, const v1::Waiting& waiting) {
  InboxItem item;
  item.set_referral(referral.name());
  *item.mutable_waiting() = waiting;
  item.set_urgency(referral.urgency());
  for (const v1::Clock& clock : referral.clocks()) {
    if (BelongsTo(clock, waiting)) *item.add_clocks() = clock;
  }
  return item;
}

std::vector<InboxItem> ItemsFor(const v1::Referral& referral, const std::string& party) {
  std::vector<InboxItem> items;
  for (const v1::Waiting& waiting : referral.waiting_for()) {
    if (waiting.party() == party) items.push_back(MakeItem(referral, waiting));
  }
  return items;
}

// A page under construction. A page may end within a request: its token then says how many items of it were given.
class InboxPage {
 public:
  explicit InboxPage(const PageRequest& wanted) : wanted_(wanted) {
    if (!wanted.from.has_value()) return;
    after_ = wanted.from->last_key();
    given_ = static_cast<size_t>(wanted.from->offset());
  }

  // The request after which the page goes on.
  const std::string& after() const { return after_; }

  // False when the page is full: then not all of the request is in it.
  bool Add(const v1::Referral& referral, const std::string& party) {
    std::vector<InboxItem> items = ItemsFor(referral, party);
    for (; given_ < items.size(); ++given_) {
      if (response_.items_size() == wanted_.size || bytes_ >= kMaxPageBytes) return false;
      bytes_ += items[given_].ByteSizeLong();
      *response_.add_items() = std::move(items[given_]);
    }
    given_ = 0;
    after_ = referral.name();
    return true;
  }

  // `read_at`: the revision before which all changes are in this page.
  v1::ListInboxResponse Take(bool more, Revision read_at, const std::string& party) {
    const Revision first{wanted_.from.has_value() ? wanted_.from->revision() : read_at.value};
    if (more) response_.set_next_page_token(wanted_.Next(after_, static_cast<int64_t>(given_), first.value));
    response_.set_resume_token(MakeResumeToken(party, first));
    return std::move(response_);
  }

 private:
  const PageRequest& wanted_;
  v1::ListInboxResponse response_;
  std::string after_;
  size_t given_ = 0;  // Of the request after that.
  size_t bytes_ = 0;
};

}  // namespace

absl::StatusOr<v1::ListInboxResponse> ListInbox(Call& call, const v1::ListInboxRequest& request) {
  RETURN_IF_ERROR(CheckParty(request.party()));
  if (!MaySee(call.caller, request.party())) return NotAllowed(call.method, kAdviser);
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  InboxPage page(wanted);
  ASSIGN_OR_RETURN(const storage::CasePage read,
                   call.environment.cases.ListWaitingFor(request.party(), page.after(), wanted.size + size_t{1}));
  call.revision = read.revision;
  // An empty inbox would tell who mistypes a name that there is nothing to do.
  if (read.cases.empty() && request.page_token().empty()) RETURN_IF_ERROR(CheckPartyIsThere(call, request.party()));
  for (const storage::StoredCase& stored : read.cases) {
    if (!page.Add(stored.record.referral(), request.party())) return page.Take(true, read.revision, request.party());
  }
  return page.Take(read.more, read.revision, request.party());
}

}  // namespace koppel::server
