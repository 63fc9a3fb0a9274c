#include "server/errors.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/reader_sentences.h"
#include "base/referral_sentences.h"
#include "base/resource_name.h"
#include "base/sentences.h"
#include "base/utf8.h"
#include "google/rpc/error_details.pb.h"
#include "server/limits.h"

namespace koppel::server {
namespace {

using koppel::v1::LocalizedText;

constexpr char kPayload[] = "type.googleapis.com/google.rpc.Status";

// An error under construction.
class Builder {
 public:
  Builder(absl::StatusCode code, const std::string& reason, LocalizedText text,
          const std::map<std::string, std::string>& metadata = {})
      : text_(std::move(text)) {
    status_.set_code(static_cast<int>(code));
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    info.set_domain("koppel");
    info.mutable_metadata()->insert(metadata.begin(), metadata.end());
    With(info);
  }

  Builder& With(const google::protobuf::Message& detail) {
    status_.add_details()->PackFrom(detail);
    return *this;
  }

  Builder& WithRetry() {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(kTryAgainAfter));
    return With(retry);
  }

  Builder& WithField(const std::string& field) {
    google::rpc::BadRequest bad;
    auto* violation = bad.add_field_violations();
    violation->set_field(field);
    violation->set_description(text_.en());
    return With(bad);
  }

  absl::Status Build() {
    google::rpc::LocalizedMessage dutch;
    dutch.set_locale("nl-NL");
    dutch.set_message(text_.nl());
    With(dutch);
    status_.set_message(Shorten(text_.en(), kMaxErrorMessageBytes));
    absl::Status status(static_cast<absl::StatusCode>(status_.code()), status_.message());
    status.SetPayload(kPayload, absl::Cord(status_.SerializeAsString()));
    return status;
  }

 private:
  LocalizedText text_;
  google::rpc::Status status_;
};

std::optional<google::rpc::Status> PayloadOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayload);
  if (!payload.has_value()) return std::nullopt;
  google::rpc::Status details;
  if (!details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

// As many of the violations as an error can carry.
size_t HowManyFit(const std::vector<Violation>& violations) {
  size_t bytes = 0;
  size_t count = 0;
  for (const Violation& violation : violations) {
    bytes += 2 * violation.field.size() + violation.message.nl().size() + violation.message.en().size() + 16;
    if (count == kMaxViolations || (count > 0 && bytes > kMaxErrorBytes - kMaxErrorMessageBytes)) break;
    ++count;
  }
  return count;
}

// An error about fields, each with what is wrong with it, as far as they fit.
absl::Status FieldErrors(const std::string& reason, Sentence sentence, const std::vector<Violation>& violations) {
  const size_t shown = HowManyFit(violations);
  std::vector<std::string> dutch;
  std::vector<std::string> english;
  google::rpc::BadRequest bad;
  for (size_t i = 0; i < shown; ++i) {
    const Violation& violation = violations[i];
    dutch.push_back(absl::StrCat(violation.field, ": ", violation.message.nl()));
    english.push_back(absl::StrCat(violation.field, ": ", violation.message.en()));
    auto* field = bad.add_field_violations();
    field->set_field(violation.field);
    field->set_description(violation.message.en());
  }
  std::map<std::string, std::string> metadata;
  if (shown < violations.size()) {
    const std::string count = std::to_string(violations.size() - shown);
    const LocalizedText more = Say(Sentence::kMoreFields, {{"count", count}});
    dutch.push_back(more.nl());
    english.push_back(more.en());
    metadata["more_fields"] = count;
  }
  LocalizedText text;
  text.set_nl(Say(sentence, {{"fields", absl::StrJoin(dutch, "; ")}}).nl());
  text.set_en(Say(sentence, {{"fields", absl::StrJoin(english, "; ")}}).en());
  return Builder(absl::StatusCode::kInvalidArgument, reason, text, metadata).With(bad).Build();
}

std::string FieldOfProblem(const v1::RuleProblem& problem, const std::string& rule_set) {
  if (problem.rule_set() == rule_set && !problem.path().empty()) return problem.path();
  if (problem.path().empty()) return problem.rule_set();
  return problem.rule_set().empty() ? problem.path() : absl::StrCat(problem.rule_set(), ":", problem.path());
}

// A state that stands in the way of a change.
absl::Status PreconditionFailed(const std::string& reason, const LocalizedText& text, const std::string& name,
                                std::map<std::string, std::string> metadata = {}) {
  metadata["name"] = name;
  google::rpc::PreconditionFailure failure;
  auto* violation = failure.add_violations();
  violation->set_type(reason);
  violation->set_subject(name);
  violation->set_description(text.en());
  return Builder(absl::StatusCode::kFailedPrecondition, reason, text, metadata).With(failure).Build();
}

}  // namespace

absl::Status NotFound(const std::string& name) {
  const LocalizedText text = Say(Sentence::kNotFound, {{"name", name}});
  google::rpc::ResourceInfo resource;
  resource.set_resource_name(name);
  resource.set_description(text.en());
  return Builder(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND", text, {{"name", name}}).With(resource).Build();
}

absl::Status AlreadyExists(const std::string& name) {
  return Builder(absl::StatusCode::kAlreadyExists, "RECORD_EXISTS", Say(Sentence::kAlreadyExists, {{"name", name}}),
                 {{"name", name}})
      .Build();
}

absl::Status StillReferredTo(const std::string& name, const std::vector<std::string>& referrers) {
  constexpr size_t kShown = 5;
  std::vector<std::string> shown(referrers.begin(), referrers.begin() + std::min(referrers.size(), kShown));
  if (referrers.size() > kShown) shown.push_back(absl::StrCat("+", referrers.size() - kShown));
  const std::string list = absl::StrJoin(shown, ", ");
  const LocalizedText text = Say(Sentence::kStillReferredTo, {{"name", name}, {"referrers", list}});
  google::rpc::PreconditionFailure failure;
  for (size_t i = 0; i < std::min(referrers.size(), kShown); ++i) {
    auto* violation = failure.add_violations();
    violation->set_type("REFERENCE");
    violation->set_subject(referrers[i]);
    violation->set_description(text.en());
  }
  return Builder(absl::StatusCode::kFailedPrecondition, "STILL_REFERRED_TO", text, {{"name", name}})
      .With(failure)
      .Build();
}

Sentence StillInUseSentence(const std::string& name) {
  return IsNameIn("offerings", name) ? Sentence::kOfferingStillInUse : Sentence::kStillInUse;
}

absl::Status StillInUse(const std::string& name, size_t requests) {
  const std::string count = std::to_string(requests);
  const LocalizedText text = Say(StillInUseSentence(name), {{"name", name}, {"count", count}});
  return PreconditionFailed("STILL_IN_USE", text, name, {{"requests", count}});
}

absl::Status EtagMismatch(const std::string& name) {
  return Builder(absl::StatusCode::kAborted, "ETAG_MISMATCH", Say(Sentence::kEtagMismatch, {{"name", name}}),
                 {{"name", name}, {"field", "etag"}})
      .Build();
}

absl::Status DirectoryChanged() {
  return Builder(absl::StatusCode::kAborted, "DIRECTORY_CHANGED", Say(Sentence::kDirectoryChanged)).WithRetry().Build();
}

absl::Status RequestIdReused() {
  return Builder(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED", Say(Sentence::kRequestIdReused))
      .WithField("request_id")
      .Build();
}

absl::Status PageTokenMismatch() {
  return Builder(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH", Say(Sentence::kPageTokenMismatch))
      .WithField("page_token")
      .Build();
}

absl::Status InvalidFields(const std::vector<Violation>& violations) {
  return FieldErrors("INVALID_FIELDS", Sentence::kInvalidFields, violations);
}

absl::Status RulesRefused(const std::vector<v1::RuleProblem>& problems, const std::string& rule_set) {
  std::vector<Violation> violations;
  for (const v1::RuleProblem& problem : problems) {
    violations.push_back({FieldOfProblem(problem, rule_set), problem.message()});
  }
  return FieldErrors("RULES_REFUSED", Sentence::kRulesRefused, violations);
}

absl::Status NotAMessage(const std::string& method) {
  return Builder(absl::StatusCode::kInvalidArgument, "NOT_A_MESSAGE", Say(Sentence::kNotAMessage, {{"method", method}}))
      .Build();
}

absl::Status MessageTooLarge(size_t size) {
  return Builder(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE",
                 Say(Sentence::kMessageTooLarge,
                     {{"size", std::to_string(size)}, {"limit", std::to_string(kMaxMessageBytes)}}))
      .Build();
}

absl::Status FileTooLarge() {
  return Builder(absl::StatusCode::kResourceExhausted, "FILE_TOO_LARGE",
                 Say(Sentence::kFileTooLarge, {{"limit", std::to_string(kMaxImportBytes)}}))
      .Build();
}

absl::Status RevisionNotReached(Revision revision) {
  const std::string number = std::to_string(revision.value);
  return Builder(absl::StatusCode::kUnavailable, "REVISION_NOT_REACHED",
                 Say(Sentence::kRevisionNotReached, {{"revision", number}}), {{"revision", number}})
      .WithRetry()
      .Build();
}

absl::Status TryAgain() {
  return Builder(absl::StatusCode::kUnavailable, "TRY_AGAIN", Say(Sentence::kTryAgain)).WithRetry().Build();
}

absl::Status DeadlinePassed() {
  return Builder(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED", Say(Sentence::kDeadlinePassed)).Build();
}

absl::Status UnknownCaller() {
  return Builder(absl::StatusCode::kUnauthenticated, "UNKNOWN_CALLER", Say(Sentence::kUnknownCaller)).Build();
}

absl::Status BadSubject() {
  return Builder(absl::StatusCode::kUnauthenticated, "BAD_SUBJECT",
                 Say(Sentence::kBadSubject, {{"max", std::to_string(kMaxSubjectCharacters)}}))
      .Build();
}

absl::Status SamePerson(const std::string& revision) {
  return PreconditionFailed("SAME_PERSON", Say(Sentence::kSamePerson, {{"name", revision}}), revision);
}

absl::Status NothingBefore(const std::string& rule_set) {
  return PreconditionFailed("NOTHING_BEFORE", Say(Sentence::kNothingBefore, {{"name", rule_set}}), rule_set);
}

absl::Status NoLexicon() { return PreconditionFailed("NO_LEXICON", Say(ReaderSentence::kNoLexicon), "ruleSets"); }

absl::Status NoLongerKept(const std::string& name) {
  return Builder(absl::StatusCode::kOutOfRange, "NO_LONGER_KEPT", Say(Sentence::kNoLongerKept, {{"name", name}}),
                 {{"name", name}})
      .Build();
}

absl::Status NotAllowed(const std::string& method, const std::string& role) {
  return Builder(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                 Say(Sentence::kNotAllowed, {{"method", method}, {"role", role}}), {{"method", method}, {"role", role}})
      .Build();
}

absl::Status Refused(const workflow::Outcome& outcome, const std::string& name) {
  if (!outcome.has_value()) return absl::OkStatus();
  const workflow::RefusalKind kind = workflow::KindOf(outcome->sentence);
  const LocalizedText text = Say(outcome->sentence, outcome->arguments);
  if (kind.code == absl::StatusCode::kFailedPrecondition) return PreconditionFailed(kind.reason, text, name);
  Builder builder(kind.code, kind.reason, text, {{"name", name}});
  if (!outcome->field.empty()) builder.WithField(outcome->field);
  return builder.Build();
}

absl::Status Internal() { return Builder(absl::StatusCode::kInternal, "INTERNAL", Say(Sentence::kInternal)).Build(); }

bool IsCatalogued(const absl::Status& status) { return status.GetPayload(kPayload).has_value(); }

absl::Status Catalogued(const absl::Status& status) {
  if (status.ok() || IsCatalogued(status)) return status;
  switch (status.code()) {
    case absl::StatusCode::kAborted:
      return DirectoryChanged();
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnavailable:
      return TryAgain();
    case absl::StatusCode::kDeadlineExceeded:
      return DeadlinePassed();
    default:
      return Internal();
  }
}

google::rpc::Status DetailsOf(const absl::Status& status) {
  return PayloadOf(Catalogued(status)).value_or(google::rpc::Status());
}

std::string ReasonOf(const absl::Status& status) {
  const std::optional<google::rpc::Status> details = PayloadOf(status);
  google::rpc::ErrorInfo info;
  if (!details.has_value() || details->details().empty() || !details->details(0).UnpackTo(&info)) return "";
  return info.reason();
}

}  // namespace koppel::server
