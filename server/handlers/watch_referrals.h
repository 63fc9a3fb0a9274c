// WatchReferrals of ReferralService. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_WATCH_REFERRALS_H_
#define KOPPEL_SERVER_HANDLERS_WATCH_REFERRALS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "base/types.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

// Sends a message; false when the caller has gone away.
using WatchSink = std::function<bool(const v1::WatchReferralsResponse&)>;

// Takes the whole road of serve.h and sends what changes until the call is cancelled, which is OK. The deadline of the
// call is of no matter: one that the caller set cancels the call.
absl::Status ServeWatch(Call& call, const v1::WatchReferralsRequest& request, const WatchSink& sink);

// The token with which this party's watch goes on after a revision of the store.
std::string MakeResumeToken(const std::string& party, Revision revision);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_WATCH_REFERRALS_H_
