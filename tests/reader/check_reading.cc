#include "tests/reader/check_reading.h"

#include <set>

#include "base/utf8.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Classification;
using koppel::v1::TextSpan;

bool IsInText(std::string_view text, const TextSpan& span) {
  return 0 <= span.begin_byte() && span.begin_byte() < span.end_byte() &&
         span.end_byte() <= static_cast<int>(text.size()) && 0 <= span.begin_character() &&
         span.begin_character() < span.end_character();
}

// Only told of a text that is UTF-8.
bool IsAtCharacters(std::string_view text, const TextSpan& span) {
  return IsUtf8(text.substr(span.begin_byte(), span.end_byte() - span.begin_byte())) &&
         static_cast<int>(CountCharacters(text.substr(0, span.begin_byte()))) == span.begin_character() &&
         static_cast<int>(CountCharacters(text.substr(0, span.end_byte()))) == span.end_character();
}

template <typename Spans>
std::string ProblemOfSpans(std::string_view text, const Spans& spans) {
  if (spans.empty()) return "a finding without a place";
  for (const TextSpan& span : spans) {
    if (!IsInText(text, span)) return "a place outside the text";
    if (IsUtf8(text) && !IsAtCharacters(text, span)) return "a place within a character";
  }
  return "";
}

bool DomainsAreThoseOfTheNeeds(const Classification& read) {
  std::set<int> domains;
  for (const auto& need : read.needs()) {
    if (need.counts()) domains.insert(need.domain());
  }
  const bool has_primary =
      domains.empty() ? read.primary() == koppel::v1::DOMAIN_UNSPECIFIED : domains.count(read.primary()) == 1;
  return has_primary && domains == std::set<int>(read.domains().begin(), read.domains().end());
}

}  // namespace

std::string ProblemOfReading(std::string_view text, const Classification& read) {
  for (const auto& need : read.needs()) {
    if (const std::string problem = ProblemOfSpans(text, need.spans()); !problem.empty()) return problem;
  }
  for (const auto& signal : read.signals()) {
    if (const std::string problem = ProblemOfSpans(text, signal.spans()); !problem.empty()) return problem;
  }
  if (!DomainsAreThoseOfTheNeeds(read)) return "domains that are not those of the needs";
  if (read.questions().empty()) return "no question about danger";
  return read.has_no_signal() == (read.urgency() == koppel::v1::URGENCY_UNSPECIFIED) ? "" : "a wrong word on signals";
}

}  // namespace koppel::matcher
