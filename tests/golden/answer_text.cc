#include "tests/golden/answer_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace koppel::golden {
namespace {

using google::protobuf::RepeatedPtrField;
using v1::Explanation;
using v1::Finding;

// "providers/org-kwintes/offerings/haalzorg-cartoon" -> "org-kwintes/haalzorg-cartoon".
std::string ShortName(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() < 4 ? name : absl::StrCat(parts[1], "/", parts[3]);
}

void AddReasons(const std::string& sign, const RepeatedPtrField<v1::Reason>& reasons, std::string& text) {
  for (const v1::Reason& reason : reasons) {
    absl::StrAppend(&text, "     ", sign, " ", reason.text().nl(), " [", reason.code(), "]\n");
  }
}

std::string TextOfPoints(const RepeatedPtrField<v1::Points>& factors) {
  return absl::StrJoin(factors, ", ", [](std::string* out, const v1::Points& factor) {
    absl::StrAppend(out, factor.factor(), " ", factor.points());
  });
}

std::string NumbersFromOne(const google::protobuf::RepeatedField<int32_t>& needs) {
  return absl::StrJoin(needs, ", ", [](std::string* out, int need) { absl::StrAppend(out, need + 1); });
}

void AddPart(const v1::Part& part, std::string& text) {
  absl::StrAppend(&text, "   ", v1::Part::Role_Name(part.role()), " ", part.provider_title(), ": ",
                  part.offering_title(), " (", ShortName(part.offering()), ")\n");
  absl::StrAppend(&text, "     ", v1::Form_Name(part.form()), part.location_title().empty() ? "" : " in ",
                  part.location_title(), part.needs().empty() ? "" : "; hulpvraag ", NumbersFromOne(part.needs()),
                  "; plek: ", v1::Capacity::State_Name(part.capacity_state()),
                  part.earliest_start_date().empty() ? "" : "; vanaf ", part.earliest_start_date(), "\n");
  AddReasons("+", part.reasons(), text);
  AddReasons("?", part.questions(), text);
}

void AddProposal(const v1::Proposal& proposal, std::string& text) {
  absl::StrAppend(&text, "\nVoorstel ", proposal.rank(), ": ", proposal.points(), " punten");
  if (!proposal.team().empty()) absl::StrAppend(&text, ", ", proposal.team_title(), " beslist wie start");
  absl::StrAppend(&text, "\n");
  for (const v1::Part& part : proposal.parts()) AddPart(part, text);
  absl::StrAppend(&text, "   punten: ", TextOfPoints(proposal.factors()), "\n");
}

void AddEscalations(const RepeatedPtrField<v1::Escalation>& escalations, std::string& text) {
  if (!escalations.empty()) absl::StrAppend(&text, "\nDirect handelen\n");
  for (const v1::Escalation& escalation : escalations) {
    absl::StrAppend(&text, "   ", escalation.provider().empty() ? escalation.phone() : ShortName(escalation.offering()),
                    ": ", escalation.instruction().nl(), " [", escalation.route(), "]\n");
  }
}

void AddNearMisses(const RepeatedPtrField<v1::NearMiss>& misses, std::string& text) {
  if (!misses.empty()) absl::StrAppend(&text, "\nPast nu niet\n");
  for (const v1::NearMiss& miss : misses) {
    absl::StrAppend(&text, "   ", miss.provider_title(), ": ", miss.offering_title(), " (", ShortName(miss.offering()),
                    "); hulpvraag ", NumbersFromOne(miss.needs()), "\n");
    AddReasons("-", miss.obstacles(), text);
  }
}

std::string Sign(Finding::Outcome outcome) {
  switch (outcome) {
    case Finding::PASS:
      return "klopt     ";
    case Finding::FAIL:
      return "klopt niet";
    default:
      return "navragen  ";
  }
}

void AddFinding(const Finding& finding, std::string& text) {
  absl::StrAppend(&text, "   ", Sign(finding.outcome()), " ", finding.condition());
  for (const v1::ComparedValue& value : finding.values()) {
    absl::StrAppend(&text, "; ", value.field(), " = ", value.value(),
                    value.wanted().empty() ? "" : ", gevraagd: ", value.wanted());
  }
  absl::StrAppend(&text, "\n");
}

void AddChange(const Explanation& explanation, std::string& text) {
  if (explanation.has_change()) absl::StrAppend(&text, "   Wat er moet veranderen\n");
  for (const v1::Change::Step& step : explanation.change().steps()) {
    absl::StrAppend(&text, "     * ", step.text().nl(), " [", step.field(), ": ", step.from(), " -> ", step.to(), ", ",
                    v1::Change::Who_Name(step.who()), "]\n");
  }
  if (!explanation.unchangeable().empty()) absl::StrAppend(&text, "   Kan niet anders\n");
  AddReasons("*", explanation.unchangeable(), text);
}

using Lines = std::vector<std::string>;

// For each pair of beginnings, how many lines they have in common at most, in order.
std::vector<std::vector<int>> CommonLines(const Lines& a, const Lines& b) {
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1 : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return common;
}

// All lines, each behind "  ", "- " or "+ ".
Lines MarkedLines(const Lines& wanted, const Lines& found) {
  const std::vector<std::vector<int>> common = CommonLines(wanted, found);
  Lines marked;
  size_t i = wanted.size(), j = found.size();
  while (i > 0 || j > 0) {
    if (i > 0 && j > 0 && wanted[i - 1] == found[j - 1]) {
      marked.push_back("  " + wanted[i - 1]);
      --i, --j;
    } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
      marked.push_back("+ " + found[--j]);
    } else {
      marked.push_back("- " + wanted[--i]);
    }
  }
  std::reverse(marked.begin(), marked.end());
  return marked;
}

}  // namespace

std::string TextOf(const v1::MatchResponse& answer) {
  std::string text = absl::StrCat("Regels: ", absl::StrJoin(answer.rule_sets(), ", "), "\n");
  AddEscalations(answer.escalations(), text);
  for (const v1::Proposal& proposal : answer.proposals()) AddProposal(proposal, text);
  AddNearMisses(answer.near_misses(), text);
  if (!answer.remarks().empty()) absl::StrAppend(&text, "\nGoed om te weten\n");
  AddReasons("!", answer.remarks(), text);
  return text;
}

std::string TextOf(const Explanation& explanation) {
  std::string text = absl::StrCat("\nUitleg ", explanation.provider_title(), ": ", explanation.offering_title(), " (",
                                  ShortName(explanation.offering()), "): ", v1::Standing_Name(explanation.standing()),
                                  explanation.rank() == 0 ? "" : absl::StrCat(", nummer ", explanation.rank()), "\n");
  for (const Finding& finding : explanation.findings()) {
    if (finding.outcome() != Finding::NOT_APPLICABLE) AddFinding(finding, text);
  }
  if (!explanation.factors().empty()) {
    absl::StrAppend(&text, "   punten: ", TextOfPoints(explanation.factors()), "; samen ", explanation.points(), "\n");
  }
  AddChange(explanation, text);
  return text;
}

std::string DiffOf(const std::string& wanted, const std::string& found) {
  constexpr int kNeighbours = 2;
  if (wanted == found) return "";
  const Lines marked = MarkedLines(absl::StrSplit(wanted, '\n'), absl::StrSplit(found, '\n'));
  const auto differs = [](const std::string& line) { return line[0] != ' '; };
  Lines shown;
  for (auto line = marked.begin(); line != marked.end(); ++line) {
    const auto first = line - std::min<std::ptrdiff_t>(kNeighbours, line - marked.begin());
    const auto last = line + std::min<std::ptrdiff_t>(kNeighbours + 1, marked.end() - line);
    if (std::any_of(first, last, differs)) shown.push_back(*line);
  }
  return absl::StrJoin(shown, "\n");
}

}  // namespace koppel::golden
