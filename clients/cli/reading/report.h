// Tells people and programs what was read in a text.

#ifndef KOPPEL_CLIENTS_CLI_READING_REPORT_H_
#define KOPPEL_CLIENTS_CLI_READING_REPORT_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "clients/cli/texts.h"
#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

// What people call a sub-topic, by its code.
using SubtopicTitles = std::map<std::string, std::string>;

// From the vocabulary of the server, in the language of the session.
absl::StatusOr<SubtopicTitles> AskSubtopicTitles(Session& session, client::Client& koppel);

// "geest: Slaap"; the code where the sub-topic has no title, and the domain alone where there is no sub-topic.
std::string TitleOf(koppel::v1::Domain domain, const std::string& subtopic, const SubtopicTitles& titles,
                    Language language);

// A text and what was read in it; both must outlive this.
struct TextReading {
  std::string_view text;
  const koppel::v1::Classification& reading;
};

// For an adviser: domains, needs with the words they rest on and the rules, urgency, questions. With `explain` first
// the text with its marks, and at the end what was seen and does not count, with the reason.
void WriteReading(const TextReading& read, const SubtopicTitles& titles, bool explain, Session& session);

// One line without a newline: id, domains, primary, urgent, needs and questions. The id is JSON.
std::string ReadingJson(const std::string& id_json, const koppel::v1::Classification& reading, Language language);

// The parts of that line: the domains and the one that comes first by their Dutch words, and the needs.
std::string DomainsJson(const google::protobuf::RepeatedField<int>& domains);
std::string PrimaryJson(koppel::v1::Domain primary);
std::string NeedsJson(const koppel::v1::Classification& reading);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_REPORT_H_
