#include "clients/cli/reading/words.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::NeedFinding;

bool IsInside(std::string_view text, const v1::TextSpan& span) {
  return span.begin_byte() >= 0 && span.begin_byte() < span.end_byte() &&
         static_cast<size_t>(span.end_byte()) <= text.size();
}

}  // namespace

std::string DomainWord(v1::Domain domain, Language language) {
  switch (domain) {
    case v1::BODY:
      return Say(Text::kDomainBody, language);
    case v1::MIND:
      return Say(Text::kDomainMind, language);
    case v1::SOCIAL:
      return Say(Text::kDomainSocial, language);
    case v1::SOCIETY:
      return Say(Text::kDomainSociety, language);
    default:
      return "-";
  }
}

std::optional<v1::Domain> DomainOfWord(const std::string& word) {
  for (const v1::Domain domain : {v1::BODY, v1::MIND, v1::SOCIAL, v1::SOCIETY}) {
    if (DomainWord(domain) == word) return domain;
  }
  return std::nullopt;
}

std::vector<v1::Domain> FirstDomainFirst(const v1::Classification& reading) {
  std::vector<v1::Domain> domains;
  for (const int domain : reading.domains()) domains.push_back(static_cast<v1::Domain>(domain));
  std::stable_partition(domains.begin(), domains.end(),
                        [&reading](v1::Domain domain) { return domain == reading.primary(); });
  return domains;
}

std::string StrengthWord(v1::NeedStrength strength, Language language) {
  switch (strength) {
    case v1::STRONG:
      return Say(Text::kStrengthStrong, language);
    case v1::CLEAR:
      return Say(Text::kStrengthClear, language);
    default:
      return Say(Text::kStrengthHint, language);
  }
}

std::string UrgencyWord(v1::Urgency urgency, Language language) {
  return Say(urgency == v1::ACUTE_DANGER ? Text::kUrgencyDanger : Text::kUrgencyUrgent, language);
}

std::vector<std::string> Circumstances(const NeedFinding& need, Language language) {
  std::vector<std::string> said;
  if (need.polarity() == NeedFinding::DENIED) said.push_back(Say(Text::kNeedDenied, language));
  if (need.polarity() == NeedFinding::NOT_ASKED) said.push_back(Say(Text::kNeedNotAsked, language));
  if (need.whose() == NeedFinding::OF_OTHER) said.push_back(Say(Text::kNeedOfOther, language));
  if (need.when() == NeedFinding::PAST) said.push_back(Say(Text::kNeedPast, language));
  if (need.when() == NeedFinding::WISHED) said.push_back(Say(Text::kNeedWished, language));
  return said;
}

std::string_view WordsAt(std::string_view text, const v1::TextSpan& span) {
  if (!IsInside(text, span)) return "";
  return text.substr(span.begin_byte(), span.end_byte() - span.begin_byte());
}

std::string Quote(std::string_view text, const Spans& spans) {
  std::vector<std::string> quotes;
  for (const v1::TextSpan& span : spans) {
    quotes.push_back(absl::StrCat("\"", std::string(WordsAt(text, span)), "\""));
  }
  return absl::StrJoin(quotes, ", ");
}

}  // namespace koppel::cli
