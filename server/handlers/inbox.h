// ListInbox of ReferralService. Contract: proto/koppel/v1/referral_service.proto.

#ifndef KOPPEL_SERVER_HANDLERS_INBOX_H_
#define KOPPEL_SERVER_HANDLERS_INBOX_H_

#include "absl/status/statusor.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/call.h"

namespace koppel::server {

absl::StatusOr<v1::ListInboxResponse> ListInbox(Call& call, const v1::ListInboxRequest& request);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_HANDLERS_INBOX_H_
