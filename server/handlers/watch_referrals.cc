#include "server/handlers/watch_referrals.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/notice_sentences.h"
#include "base/status_macros.h"
#include "server/digest.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/handlers/case_reading.h"
#include "server/handlers/change_queue.h"
#include "server/handlers/parties.h"
#include "server/page_token.h"
#include "server/serve.h"

namespace koppel::server {
namespace {

using koppel::v1::WatchReferralsRequest;
using storage::Subscription;

uint64_t PartyDigest(const std::string& party) { return ShortDigest({"watch of referrals", party}); }

absl::StatusOr<Revision> ReadResumeToken(const WatchReferralsRequest& request) {
  const std::optional<internal::PageToken> token = OpenPageToken(request.resume_token());
  if (!token.has_value() || token->arguments_hash() != PartyDigest(request.party())) {
    return InvalidFields({{"resume_token", Say(NoticeSentence::kBadResumeToken)}});
  }
  return Revision{token->revision()};
}

// The names that may matter to the party, as far as names tell.
std::vector<std::string> NamesFor(const std::string& party, const std::vector<std::string>& names) {
  if (!party.starts_with("municipalities/")) return names;
  const std::string prefix = absl::StrCat(party, "/");
  std::vector<std::string> own;
  for (const std::string& name : names) {
    if (name.starts_with(prefix)) own.push_back(name);
  }
  return own;
}

// Tells one caller what changes.
class ReferralWatch {
 public:
  ReferralWatch(Call& call, const WatchReferralsRequest& request, const WatchSink& sink)
      : call_(call), party_(request.party()), sink_(sink) {}

  // From a revision on, until the caller leaves. OUT_OF_RANGE when the store no longer knows what changed after it.
  absl::Status Run(Revision after) {
    std::optional<Revision> next = after;
    while (next.has_value()) {
      ASSIGN_OR_RETURN(next, TellFrom(*next));
    }
    return absl::OkStatus();
  }

  // Whether changes were followed: those after the revision it began with may not be passed over any more.
  bool began() const { return began_; }

 private:
  // Gives the revision to go on from; nothing when the caller has left.
  absl::StatusOr<std::optional<Revision>> TellFrom(Revision after) {
    ChangeQueue queue(after);
    ASSIGN_OR_RETURN(const std::unique_ptr<Subscription> subscription, Subscribe(after, queue));
    began_ = true;
    while (!call_.cancelled()) {
      std::optional<ChangeQueue::Change> change = queue.Take(kCancelCheckInterval);
      if (change.has_value()) {
        ASSIGN_OR_RETURN(const bool told, Tell(*change));
        if (!told) break;
      } else if (const auto overflow = queue.Overflow(); overflow.has_value()) {
        return overflow;
      }
    }
    return std::nullopt;
  }

  absl::StatusOr<std::unique_ptr<Subscription>> Subscribe(Revision after, ChangeQueue& queue) {
    return call_.environment.cases.Watch(
        after, [this, &queue](Revision revision, const auto& names) { queue.Add(revision, NamesFor(party_, names)); });
  }

  // False when the caller has left.
  absl::StatusOr<bool> Tell(const ChangeQueue::Change& change) {
    absl::StatusOr<storage::StoredCase> stored = call_.environment.cases.Get(change.name);
    if (absl::IsNotFound(stored.status())) return true;
    RETURN_IF_ERROR(stored.status());
    if (!Involves(stored->record, party_)) return true;
    v1::WatchReferralsResponse message;
    message.set_resume_token(MakeResumeToken(party_, change.done));
    *message.mutable_referral() = std::move(*stored->record.mutable_referral());
    call_.revision = change.revision;
    return sink_(message);
  }

  Call& call_;
  const std::string party_;
  const WatchSink& sink_;
  bool began_ = false;
};

// From now on. Between now and the watch the log may lose its beginning, and now with it.
absl::Status WatchFromNow(ReferralWatch& watch, const storage::Store& store) {
  absl::Status status;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    status = watch.Run(store.Latest());
    if (watch.began() || !absl::IsOutOfRange(status)) break;
  }
  return status;
}

absl::Status WatchReferrals(Call& call, const WatchReferralsRequest& request, const WatchSink& sink) {
  RETURN_IF_ERROR(CheckParty(request.party()));
  if (!MaySee(call.caller, request.party())) return NotAllowed(call.method, kAdviser);
  ReferralWatch watch(call, request, sink);
  absl::Status status;
  if (request.resume_token().empty()) {
    status = WatchFromNow(watch, call.environment.store);
  } else {
    ASSIGN_OR_RETURN(const Revision after, ReadResumeToken(request));
    status = watch.Run(after);
  }
  return absl::IsOutOfRange(status) ? NoLongerKept(request.party()) : status;
}

}  // namespace

absl::Status ServeWatch(Call& call, const WatchReferralsRequest& request, const WatchSink& sink) {
  const absl::Status admitted = Admit(call, request);
  return Finish(call, admitted.ok() ? WatchReferrals(call, request, sink) : admitted);
}

std::string MakeResumeToken(const std::string& party, Revision revision) {
  internal::PageToken token;
  token.set_revision(revision.value);
  token.set_arguments_hash(PartyDigest(party));
  return SealPageToken(token);
}

}  // namespace koppel::server
