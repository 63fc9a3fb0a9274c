#include "clients/cli/errors.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/table.h"
#include "clients/cpp/errors.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace koppel::cli {
namespace {

constexpr char kUsageReason[] = "USAGE";

ExitCode ExitCodeOf(const client::ErrorDetails& error) {
  if (error.reason == kUsageReason) return kExitUsage;
  switch (error.code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kResourceExhausted:  // A file or message that is too large.
      return kExitInvalid;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return kExitConflict;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return kExitUnavailable;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kExitPermission;
    default:
      return kExitFailure;
  }
}

// The transport's own words ("failed to connect to all addresses") do not say what to do.
std::string MainText(const client::ErrorDetails& error, const ErrorSurroundings& surroundings) {
  if (error.reason.empty() && error.code == absl::StatusCode::kUnavailable) {
    return Say(Text::kServerNotReachable, surroundings.language, {{"server", surroundings.server}});
  }
  if (error.reason.empty() && error.code == absl::StatusCode::kDeadlineExceeded) {
    return Say(Text::kServerTooSlow, surroundings.language,
               {{"server", surroundings.server}, {"timeout", absl::FormatDuration(surroundings.timeout)}});
  }
  const bool dutch = surroundings.language == Language::kDutch && !error.dutch.empty();
  return dutch ? error.dutch : error.message;
}

// The refused fields that the text does not speak of already.
std::string Violations(const client::ErrorDetails& error, const std::string& text) {
  std::string violations;
  for (const client::Violation& violation : error.violations) {
    if (text.find(violation.field + ":") != std::string::npos) continue;
    absl::StrAppend(&violations, violations.empty() ? "" : "; ", violation.field, ": ", violation.description);
  }
  return violations;
}

}  // namespace

const std::vector<ExitCodeRow>& ExitCodes() {
  static const auto& rows = *new std::vector<ExitCodeRow>{
      {kExitOk, "Done"},
      {kExitFailure, "Any other failure"},
      {kExitUsage, "The command was not used as it should be"},
      {kExitInvalid, "The input is not valid: a field of the request, or problems in a file"},
      {kExitNotFound, "There is no such record"},
      {kExitConflict, "In conflict with what is stored: changed meanwhile, exists already, or still in use"},
      {kExitUnavailable, "The server cannot be reached, cannot answer now, or takes too long"},
      {kExitPermission, "Not allowed"},
  };
  return rows;
}

absl::Status MakeError(absl::StatusCode code, const std::string& reason, Text text,
                       const koppel::Arguments& arguments) {
  return MakeError(code, reason, Say(text, arguments));
}

absl::Status MakeError(absl::StatusCode code, const std::string& reason, const koppel::v1::LocalizedText& text) {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("koppel");
  google::rpc::LocalizedMessage dutch;
  dutch.set_locale("nl-NL");
  dutch.set_message(text.nl());
  google::rpc::Status details;
  details.set_code(static_cast<int>(code));
  details.set_message(text.en());
  details.add_details()->PackFrom(info);
  details.add_details()->PackFrom(dutch);
  return client::ToStatus(details);
}

absl::Status UsageError(Text text, const koppel::Arguments& arguments) {
  return MakeError(absl::StatusCode::kInvalidArgument, kUsageReason, text, arguments);
}

ExitCode PrintError(const absl::Status& error, const ErrorSurroundings& surroundings, std::ostream& err) {
  const client::ErrorDetails details = client::DetailsOf(error);
  std::string line = MainText(details, surroundings);
  if (const std::string violations = Violations(details, line); !violations.empty()) {
    absl::StrAppend(&line, line.empty() ? "" : ": ", violations);
  }
  const std::string reason = details.reason == kUsageReason ? "" : details.reason;
  err << "koppel: " << Plain(line) << (reason.empty() ? "" : " [" + Plain(reason) + "]") << "\n";
  return ExitCodeOf(details);
}

}  // namespace koppel::cli
