// The one catalogue of errors. Every refusal of a call is made here; nothing else makes a status for a caller.
//
// Each has a code, a reason that programs can test, an English message, the same in Dutch, and details in the standard
// shapes of google.rpc: ErrorInfo always; BadRequest for fields, ResourceInfo for a missing record, PreconditionFailure
// for a state, RetryInfo where trying again helps.

#ifndef KOPPEL_SERVER_ERRORS_H_
#define KOPPEL_SERVER_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "base/sentences.h"
#include "base/types.h"
#include "google/rpc/status.pb.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/workflow/refusal.h"

namespace koppel::server {

// What is wrong with a field, and what to do.
struct Violation {
  std::string field;  // Such as "referral.needs[1].subtopic".
  koppel::v1::LocalizedText message;
};

// What STILL_IN_USE says of this name, with {name} and {count}.
Sentence StillInUseSentence(const std::string& name);

absl::Status NotFound(const std::string& name);                               // NOT_FOUND, RECORD_NOT_FOUND
absl::Status AlreadyExists(const std::string& name);                          // ALREADY_EXISTS, RECORD_EXISTS
absl::Status StillReferredTo(const std::string& name,                         //
                             const std::vector<std::string>& referrers);      // FAILED_PRECONDITION, STILL_REFERRED_TO
absl::Status StillInUse(const std::string& name, size_t requests);            // FAILED_PRECONDITION, STILL_IN_USE
absl::Status EtagMismatch(const std::string& name);                           // ABORTED, ETAG_MISMATCH
absl::Status DirectoryChanged();                                              // ABORTED, DIRECTORY_CHANGED
absl::Status RequestIdReused();                                               // INVALID_ARGUMENT, REQUEST_ID_REUSED
absl::Status PageTokenMismatch();                                             // INVALID_ARGUMENT, PAGE_TOKEN_MISMATCH
absl::Status InvalidFields(const std::vector<Violation>& violations);         // INVALID_ARGUMENT, INVALID_FIELDS
absl::Status NotAMessage(const std::string& method);                          // INVALID_ARGUMENT, NOT_A_MESSAGE
absl::Status MessageTooLarge(size_t size);                                    // RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE
absl::Status FileTooLarge();                                                  // RESOURCE_EXHAUSTED, FILE_TOO_LARGE
absl::Status RevisionNotReached(Revision revision);                           // UNAVAILABLE, REVISION_NOT_REACHED
absl::Status TryAgain();                                                      // UNAVAILABLE, TRY_AGAIN
absl::Status DeadlinePassed();                                                // DEADLINE_EXCEEDED, DEADLINE_PASSED
absl::Status UnknownCaller();                                                 // UNAUTHENTICATED, UNKNOWN_CALLER
absl::Status BadSubject();                                                    // UNAUTHENTICATED, BAD_SUBJECT
absl::Status NotAllowed(const std::string& method, const std::string& role);  // PERMISSION_DENIED, NOT_ALLOWED
absl::Status SamePerson(const std::string& revision);                         // FAILED_PRECONDITION, SAME_PERSON
absl::Status NothingBefore(const std::string& rule_set);                      // FAILED_PRECONDITION, NOTHING_BEFORE
absl::Status NoLexicon();                                                     // FAILED_PRECONDITION, NO_LEXICON
absl::Status NoLongerKept(const std::string& name);                           // OUT_OF_RANGE, NO_LONGER_KEPT
absl::Status Internal();                                                      // INTERNAL, INTERNAL

// INVALID_ARGUMENT, RULES_REFUSED. The field of a problem is its path in the set; where it is in another set than
// `rule_set`, the name of that comes before it: "ruleSets/nl:conditions[3].must". With an empty `rule_set` all have the
// name before them.
absl::Status RulesRefused(const std::vector<koppel::v1::RuleProblem>& problems, const std::string& rule_set);

// Why a step of a case is not possible; OK when it is. Code and reason are those of workflow::KindOf. `name` is that of
// the request, offer or placement the step was for.
absl::Status Refused(const workflow::Outcome& outcome, const std::string& name);

// Whether the status comes from this catalogue.
bool IsCatalogued(const absl::Status& status);

// The status itself when it comes from this catalogue; else the one of the catalogue that stands for what the store
// said. What the store said itself is for the log, not for callers.
absl::Status Catalogued(const absl::Status& status);

// Code, message and details of a status of this catalogue.
google::rpc::Status DetailsOf(const absl::Status& status);

// The reason, such as "ETAG_MISMATCH"; empty when the status does not come from this catalogue.
std::string ReasonOf(const absl::Status& status);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_ERRORS_H_
