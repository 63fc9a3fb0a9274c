// inbox: what a party has to do now.

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/enums.h"
#include "clients/cpp/errors.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

constexpr char kNoLongerKept[] = "NO_LONGER_KEPT";

// Without a due time: after all that have one.
bool IsDueSooner(const v1::InboxItem& one, const v1::InboxItem& other) {
  if (!one.waiting().has_due_time() || !other.waiting().has_due_time())
    return one.waiting().has_due_time() && !other.waiting().has_due_time();
  return one.waiting().due_time().seconds() < other.waiting().due_time().seconds();
}

// Gives the token with which a watch goes on after this list.
absl::StatusOr<std::string> ListInboxOf(Session& session, client::Client& koppel, const std::string& party) {
  v1::ListInboxRequest request;
  request.set_party(party);
  ASSIGN_OR_RETURN(auto response, koppel.Call(request));
  std::stable_sort(response.mutable_items()->begin(), response.mutable_items()->end(), IsDueSooner);
  RETURN_IF_ERROR(ShowList(session, response.items(), InboxColumns(session.printer(), session.language())));
  session.printer().out().flush();
  return response.resume_token();
}

// A line, or the message where a program reads; false when nobody reads any more.
bool WriteChange(Session& session, const v1::WatchReferralsResponse& change) {
  Printer& printer = session.printer();
  const v1::Referral& referral = change.referral();
  if (printer.for_programs()) {
    printer.Json(change);
  } else {
    const std::string state = printer.for_people() ? " " + NameOf(referral.state()) : "";
    printer.Line(referral.name() + state);
  }
  if (printer.for_people()) WriteWaiting(referral, session.language(), printer);
  printer.out().flush();
  return static_cast<bool>(printer.out());
}

bool IsNoLongerKept(const absl::Status& status) { return client::DetailsOf(status).reason == kNoLongerKept; }

// Goes on until nobody reads or the server refuses. Where the server no longer knows what changed, all is listed again.
absl::Status Watch(Session& session, client::Client& koppel, v1::WatchReferralsRequest request) {
  for (;;) {
    bool heard = false;
    absl::Status status = koppel.WatchReferrals(request, [&](const auto& change) {
      heard = true;
      return WriteChange(session, change);
    });
    if (!heard || !IsNoLongerKept(status)) return status;
    session.err() << Say(Text::kWatchAgain, session.language()) << std::endl;
    ASSIGN_OR_RETURN(*request.mutable_resume_token(), ListInboxOf(session, koppel, request.party()));
  }
}

absl::Status RunInbox(Session& session) {
  v1::WatchReferralsRequest watch;
  watch.set_party(FullPartyName(session.given().Text("--party")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(*watch.mutable_resume_token(), ListInboxOf(session, *koppel, watch.party()));
  if (!session.given().Has("--watch")) return absl::OkStatus();
  if (session.printer().for_people()) session.err() << Say(Text::kWatchStarts, session.language()) << std::endl;
  return Watch(session, *koppel, watch);
}

}  // namespace

std::vector<Command> InboxCommands() {
  return {{"inbox",
           "",
           "Show what a party has to do now",
           "koppel inbox --party GM0034 --watch",
           {{"--party", "", Shape::kText, true, "PARTY", "GM0034 for its advisers, providers/x or teams/x"},
            {"--watch", "", Shape::kFlag, false, "",
             "Go on with a line for every change, until stopped; the timeout is for how long a server may be away"}},
           RunInbox}};
}

}  // namespace koppel::cli
