#include "server/call.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/errors.h"
#include "server/limits.h"

namespace koppel::server {
namespace {

bool StartsWithAny(const std::string& text, std::initializer_list<const char*> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return text.starts_with(start); });
}

// The role a method needs. What is not named here changes or tries out the directory or the rules.
std::string RoleFor(const std::string& method) {
  static constexpr const char* kForAdvisers[] = {"Classify", "Match", "ExplainMatch", "ReplayAdvice"};
  if (std::find(std::begin(kForAdvisers), std::end(kForAdvisers), method) != std::end(kForAdvisers)) return kAdviser;
  if (StartsWithAny(method, {"Get", "List", "Search", "Export", "Diff"})) return "";
  return kKeeper;
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
  return Caller{.subject = subject, .roles = {kKeeper, kAdviser}, .scopes = {"*"}, .purpose = "development"};
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
  const std::string role = RoleFor(call.method);
  const auto& roles = call.caller.roles;
  if (role.empty() || std::find(roles.begin(), roles.end(), role) != roles.end()) return absl::OkStatus();
  return NotAllowed(call.method, role);
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
