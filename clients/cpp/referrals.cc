// The methods of the client for requests for support.

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "clients/cpp/client.h"
#include "clients/cpp/errors.h"
#include "clients/cpp/pages.h"

namespace koppel::client {
namespace {

namespace v1 = koppel::v1;
using ReferralStub = v1::ReferralService::StubInterface;

constexpr absl::Duration kFirstWatchPause = absl::Milliseconds(100);
constexpr absl::Duration kLongestWatchPause = absl::Seconds(5);

template <class Request>
struct ReferralMethod;

#define KOPPEL_METHOD(Method, Answer)                      \
  template <>                                              \
  struct ReferralMethod<v1::Method##Request> {             \
    static constexpr auto kMethod = &ReferralStub::Method; \
  };
KOPPEL_REFERRAL_CALLS(KOPPEL_METHOD)
#undef KOPPEL_METHOD

// A stream that breaks off because of the server or the way to it; OK when the server ended it.
bool MayWatchAgain(const absl::Status& status) {
  return status.ok() || status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kCancelled;
}

}  // namespace

template <class Request>
absl::StatusOr<typename AnswerTo<Request>::type> Client::Call(Request request) {
  constexpr auto kMethod = ReferralMethod<Request>::kMethod;
  if constexpr (requires { request.page_token(); }) {
    return AllPages(caller_, *referrals_, kMethod, std::move(request));
  } else {
    return caller_.Call(*referrals_, kMethod, std::move(request));
  }
}

#define KOPPEL_INSTANTIATE(Method, Answer) template absl::StatusOr<v1::Answer> Client::Call(v1::Method##Request);
KOPPEL_REFERRAL_CALLS(KOPPEL_INSTANTIATE)
#undef KOPPEL_INSTANTIATE

// A stream has no deadline: it lasts until one side leaves.
Client::Watched Client::WatchOnce(v1::WatchReferralsRequest& request, const ReferralWatcher& take) {
  Watched watched;
  grpc::ClientContext context;
  caller_.BeginOpenEnded(context);
  auto reader = referrals_->WatchReferrals(&context, request);
  for (v1::WatchReferralsResponse change; !watched.left && reader->Read(&change);) {
    watched.heard = true;
    request.set_resume_token(change.resume_token());
    watched.left = !take(change);
  }
  if (watched.left) context.TryCancel();
  watched.status = ToStatus(reader->Finish());
  return watched;
}

absl::Status Client::WatchReferrals(v1::WatchReferralsRequest request, const ReferralWatcher& take) {
  absl::Duration pause = kFirstWatchPause;
  absl::Duration waited = absl::ZeroDuration();
  for (;;) {
    const absl::Time begin = caller_.options().now();
    const Watched watched = WatchOnce(request, take);
    if (watched.left) return absl::OkStatus();
    if (!MayWatchAgain(watched.status)) return watched.status;
    if (watched.heard || caller_.options().now() - begin > kLongestWatchPause) {
      pause = kFirstWatchPause;
      waited = absl::ZeroDuration();
    }
    if (waited >= caller_.options().timeout) {
      return watched.status.ok() ? absl::UnavailableError("the server ends every watch") : watched.status;
    }
    caller_.options().sleep(pause);
    waited += pause;
    pause = std::min(2 * pause, kLongestWatchPause);
  }
}

}  // namespace koppel::client
