// A sentence with its code and what was filled in.

#ifndef KOPPEL_MATCHER_MATCHING_REASON_H_
#define KOPPEL_MATCHER_MATCHING_REASON_H_

#include <string>
#include <string_view>

#include "base/sentences.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/proposal.pb.h"

namespace koppel::matcher {

using Reasons = google::protobuf::RepeatedPtrField<v1::Reason>;

// Adds a reason: the sentence `nl` with `dutch` and `en` with `english` filled in. Its arguments are those of the Dutch
// sentence, each once, in the order in which they occur there; a placeholder without argument is none.
void AddReason(const std::string& code, std::string_view nl, std::string_view en, const Arguments& dutch,
               const Arguments& english, Reasons& reasons);

// A sentence of the catalogue.
void AddReason(const std::string& code, Sentence sentence, const Arguments& dutch, const Arguments& english,
               Reasons& reasons);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_REASON_H_
