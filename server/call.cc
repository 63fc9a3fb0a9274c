#include "server/call.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/errors.h"
#include "server/limits.h"

namespace koppel::server {
namespace {

bool StartsWithAny(const std::string& text, std::initializer_list<const char*> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return text.starts_with(start); });
}

bool IsOneOf(const std::string& method, std::initializer_list<const char*> methods) {
  return std::any_of(methods.begin(), methods.end(), [&](const char* one) { return method == one; });
}

// What a partner does with what is sent to it. Whether it is its own, the step itself finds out.
bool IsForPartners(const std::string& method) {
  return IsOneOf(method, {"AnswerOffer", "ConfirmReceipt", "RecordMemberResponse", "RecordTeamDecision",
                          "ConcludeIntake", "RecordFirstContact", "StartPlacement", "EndPlacement", "ListInbox",
                          "WatchReferrals", "GetReferral", "GetOffer", "ListOffers", "GetPlacement", "ListPlacements"});
}

bool IsForAdvisers(const std::string& method) {
  return IsForPartners(method) ||
         IsOneOf(method, {"Classify", "Match", "ExplainMatch", "ReplayAdvice", "CreateReferral", "ListReferrals",
                          "UpdateReferral", "SubmitReferral", "WithdrawReferral", "ReopenReferral", "ProposeMatches",
                          "ChooseParts", "SendOffers", "RecallOffer", "ReplyToQuestion", "RecordHandover", "GetAdvice",
                          "ListWaitingOffers"});
}

// One of these roles is needed for a method; none: anybody may. What is not named changes or tries out the directory or
// the rules.
std::vector<std::string> RolesFor(const std::string& method) {
  if (IsForPartners(method)) return {kAdviser, kPartner};
  if (IsForAdvisers(method)) return {kAdviser};
  if (StartsWithAny(method, {"Get", "List", "Search", "Export", "Diff"})) return {};
  return {kKeeper};
}

bool IsSubject(const std::string& text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '@';
  };
  return !text.empty() && text.size() <= kMaxSubjectCharacters && text != kProgram &&
         std::all_of(text.begin(), text.end(), fits);
}

}  // namespace

absl::StatusOr<Caller> DevelopmentAuthenticator::Identify(const std::string& peer, const std::string& claimed) const {
  if (!StartsWithAny(peer, {"unix:", "ipv4:127.", "ipv6:[::1]", "ipv6:%5B::1%5D"})) return UnknownCaller();
  const std::string subject = claimed.empty() ? "development" : claimed;
  if (!IsSubject(subject)) return BadSubject();
  return Caller{.subject = subject, .roles = {kKeeper, kAdviser, kPartner}, .scopes = {"*"}, .purpose = "development"};
}

void LogObserver::Finished(const Call& call, const absl::Status& told, const absl::Status& cause) {
  const auto level = told.ok() || told.code() == absl::StatusCode::kNotFound ? spdlog::level::info
                     : told.code() == absl::StatusCode::kInternal            ? spdlog::level::err
                                                                             : spdlog::level::warn;
  spdlog::log(level, "call method={} subject={} code={} reason={} request_id={} revision={} changed={}", call.method,
              call.caller.subject, absl::StatusCodeToString(told.code()), ReasonOf(told), call.request_id,
              call.revision.value, absl::StrJoin(call.changed, ","));
  if (!cause.ok() && !IsCatalogued(cause)) {
    spdlog::log(level, "call method={} cause={}", call.method, std::string(cause.message()));
  }
}

absl::Status Authorise(const Call& call) {
  const std::vector<std::string> wanted = RolesFor(call.method);
  const auto& roles = call.caller.roles;
  const bool has_one = std::find_first_of(roles.begin(), roles.end(), wanted.begin(), wanted.end()) != roles.end();
  return wanted.empty() || has_one ? absl::OkStatus() : NotAllowed(call.method, absl::StrJoin(wanted, ", "));
}

absl::Status CheckListenAddress(const std::string& address, bool insecure_loopback) {
  if (address.starts_with("unix:")) return absl::OkStatus();
  if (!StartsWithAny(address, {"127.0.0.1:", "[::1]:", "localhost:"})) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot listen on ", address,
                     ": callers cannot prove who they are yet, so only unix:/path or 127.0.0.1:port is possible"));
  }
  if (insecure_loopback) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("listening on ", address,
                                                 " lets everybody on this machine in: add --insecure-loopback if "
                                                 "that is meant, or use unix:/path"));
}

}  // namespace koppel::server
