// Why a step on the road from request to start is not possible.

#ifndef KOPPEL_SERVER_WORKFLOW_REFUSAL_H_
#define KOPPEL_SERVER_WORKFLOW_REFUSAL_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "base/referral_sentences.h"
#include "base/sentences.h"

namespace koppel::workflow {

struct Refusal {
  ReferralSentence sentence;  // One of those in KindOf.
  Arguments arguments;        // Of the sentence.
  std::string field;          // Of an INVALID_ARGUMENT: the field of the request at fault.
};

// Nothing: done.
using Outcome = std::optional<Refusal>;

// What programs can test.
struct RefusalKind {
  absl::StatusCode code;  // FAILED_PRECONDITION, INVALID_ARGUMENT or PERMISSION_DENIED.
  const char* reason;     // Such as "OFFER_ANSWERED"; INVALID_FIELDS for every INVALID_ARGUMENT.
};

RefusalKind KindOf(ReferralSentence sentence);

// kWrongState: `state` is the name of an enumerator, such as "OFFERED"; `verb` of the call, such as "SubmitReferral".
Refusal WrongState(const std::string& name, const std::string& state, const std::string& verb);
// Those without a name, for a field of the request.
Refusal FieldMissing(const std::string& field);
Refusal InFuture(const std::string& field);
Refusal TooEarly(const std::string& field, const std::string& earliest);

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_REFUSAL_H_
