// Words for what was read, and the pieces of the text that it rests on.

#ifndef KOPPEL_CLIENTS_CLI_READING_WORDS_H_
#define KOPPEL_CLIENTS_CLI_READING_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/texts.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

using Spans = google::protobuf::RepeatedPtrField<koppel::v1::TextSpan>;

// "geest"; in Dutch these are the words of files with texts, whatever language is spoken. "-" for no domain.
std::string DomainWord(koppel::v1::Domain domain, Language language = Language::kDutch);

// The domain of such a Dutch word.
std::optional<koppel::v1::Domain> DomainOfWord(const std::string& word);

// The domains of a reading, the one that comes first in front.
std::vector<koppel::v1::Domain> FirstDomainFirst(const koppel::v1::Classification& reading);

// "duidelijk".
std::string StrengthWord(koppel::v1::NeedStrength strength, Language language);

// "direct gevaar".
std::string UrgencyWord(koppel::v1::Urgency urgency, Language language);

// What is not plain about a need: denied, of another person, past, wished. Empty for what simply is so.
std::vector<std::string> Circumstances(const koppel::v1::NeedFinding& need, Language language);

// The words at this place in the text; empty when the text has no such place.
std::string_view WordsAt(std::string_view text, const koppel::v1::TextSpan& span);

// The words at these places, each in quotation marks.
std::string Quote(std::string_view text, const Spans& spans);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_WORDS_H_
