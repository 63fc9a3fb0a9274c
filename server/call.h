// A call: who asks what, until when, and what is known of it. Made for each call and used by one thread.

#ifndef KOPPEL_SERVER_CALL_H_
#define KOPPEL_SERVER_CALL_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/types.h"

namespace koppel::server {

struct Environment;

// Who asks.
struct Caller {
  std::string subject;              // Such as "development".
  std::vector<std::string> roles;   // Such as kKeeper.
  std::vector<std::string> scopes;  // Of whom it may see and change things; "*" means everybody's.
  std::string purpose;              // For what, such as "referral".
};

// May change the directory (functioneel beheerder).
inline constexpr char kKeeper[] = "keeper";
// May ask for proposals (Wmo-adviseur).
inline constexpr char kAdviser[] = "adviser";
// May answer what is sent to it, for the parties among its scopes (partner).
inline constexpr char kPartner[] = "partner";

struct Call {
  const Environment& environment;
  Caller caller;
  std::string method;  // Such as "GetProvider".
  absl::Time deadline;
  // Whether the caller has gone away.
  std::function<bool()> cancelled = [] { return false; };

  // Of a change, when the caller gave one; with the digest of the request it came with.
  std::string request_id = "";
  std::string request_digest = "";

  // Filled in by the handler: what the answer is based on or became, and the records that changed.
  Revision revision = {};
  std::vector<std::string> changed = {};
};

// Says who calls. Thread-safe.
class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // `peer` as gRPC names it, such as "unix:" or "ipv4:127.0.0.1:5000"; `claimed` is who the caller says it is (the
  // request metadata "koppel-subject"), empty when it does not say. UNAUTHENTICATED when nobody is recognised.
  virtual absl::StatusOr<Caller> Identify(const std::string& peer, const std::string& claimed) const = 0;
};

// The author of what came with the program. No caller has this name.
inline constexpr char kProgram[] = "koppel";

// Takes whoever comes over a unix socket or from this machine for a developer who may do everything, under the name it
// gives: at most kMaxSubjectCharacters lower-case letters, digits, hyphens, dots and @, else BAD_SUBJECT.
class DevelopmentAuthenticator : public Authenticator {
 public:
  absl::StatusOr<Caller> Identify(const std::string& peer, const std::string& claimed) const override;
};

// Sees every call when it is over. Gets ids and codes only, never the contents of messages. Thread-safe.
class CallObserver {
 public:
  virtual ~CallObserver() = default;

  // `told` went to the caller; `cause` is what it came from, for the log alone.
  virtual void Finished(const Call& call, const absl::Status& told, const absl::Status& cause) = 0;
};

// Writes a line to the log for each call.
class LogObserver : public CallObserver {
 public:
  void Finished(const Call& call, const absl::Status& told, const absl::Status& cause) override;
};

// Whether the caller may use the method: the one place where that is decided.
absl::Status Authorise(const Call& call);

// OK when Koppel may listen here: a unix socket ("unix:/path"), or this machine alone ("127.0.0.1:port", "[::1]:port",
// "localhost:port") with `insecure_loopback`. As long as callers cannot prove who they are, other addresses are refused
// with INVALID_ARGUMENT; the message says what to do.
absl::Status CheckListenAddress(const std::string& address, bool insecure_loopback);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CALL_H_
