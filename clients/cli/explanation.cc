#include "clients/cli/explanation.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/utf8.h"
#include "clients/cli/enums.h"
#include "clients/cli/field_names.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::ComparedValue;
using v1::Explanation;
using v1::Finding;

// The marks are as wide as the widest, so that the sentences stand below each other.
constexpr size_t kMarkWidth = 12;
// In the table: the columns before the two sentences, and how much of a sentence is shown.
constexpr size_t kWholeColumns = 4;
constexpr size_t kLongestCell = 45;

// What only has to be asked is to be asked, whether that is because it is not known or because the rule always asks.
Text MarkOf(const Finding& finding) {
  if (finding.effect() == v1::Condition::ASK) return Text::kMarkAsk;
  if (finding.effect() == v1::Condition::ALLOW && finding.outcome() == Finding::ASK) return Text::kMarkUnknown;
  switch (finding.outcome()) {
    case Finding::PASS:
      return Text::kMarkPass;
    case Finding::FAIL:
      return Text::kMarkFail;
    case Finding::ASK:
      return Text::kMarkAsk;
    default:
      return Text::kMarkNotApplicable;
  }
}

// What follows from a finding; nothing worth saying for ALLOW.
std::string ConsequenceOf(const Finding& finding, Language language) {
  switch (finding.effect()) {
    case v1::Condition::EXCLUDE:
      return Say(Text::kThenExcluded, language);
    case v1::Condition::JOIN_ONLY:
      return Say(Text::kThenJoinOnly, language);
    case v1::Condition::ASK:
      return Say(Text::kThenAsk, language);
    default:
      return "";
  }
}

Text StandingText(v1::Standing standing) {
  switch (standing) {
    case v1::MAY_LEAD:
      return Text::kMayLead;
    case v1::MAY_JOIN:
      return Text::kMayJoin;
    case v1::EXCLUDED:
      return Text::kExcluded;
    default:
      return Text::kNoCandidate;
  }
}

Text WhoText(v1::Change::Who who) {
  switch (who) {
    case v1::Change::RESIDENT:
      return Text::kWhoResident;
    case v1::Change::ADVISER:
      return Text::kWhoAdviser;
    case v1::Change::PROVIDER:
      return Text::kWhoProvider;
    default:
      return Text::kWhoTime;
  }
}

std::string ValueText(const std::string& value, Language language) {
  if (language == Language::kDutch) return DutchValue(value);
  return value == "?" || value.empty() ? "unknown" : value;
}

// "leeftijd van de inwoner: 70 (gevraagd: hooguit 65)"; with `code` the field as the rules call it.
std::string ComparedText(const ComparedValue& value, Language language, bool code) {
  const bool dutch_name = language == Language::kDutch && !code;
  const std::string field = dutch_name ? DutchNameOfField(value.field()) : value.field();
  std::string text = absl::StrCat(field, ": ", ValueText(value.value(), language));
  if (value.wanted().empty()) return text;
  return absl::StrCat(text, " (", Say(Text::kWanted, language), ": ", ValueText(value.wanted(), language), ")");
}

std::string SentenceOf(const Finding& finding, Language language) {
  const std::string& sentence = In(language, finding.text());
  const std::string& title = In(language, finding.title());
  return !sentence.empty() ? sentence : !title.empty() ? title : finding.condition();
}

std::string StepText(const v1::Change::Step& step, Language language) {
  const std::string& sentence = In(language, step.text());
  return sentence.empty() ? absl::StrCat(step.field(), ": ", step.from(), " -> ", step.to()) : sentence;
}

// The first sentence that says why it may not lead; "-" for one that may.
std::string FirstObstacle(const Explanation& explanation, Language language) {
  if (explanation.standing() == v1::MAY_LEAD) return "-";
  if (explanation.standing() == v1::NO_CANDIDATE) return Say(Text::kNoCandidate, language);
  const auto effect = explanation.standing() == v1::EXCLUDED ? v1::Condition::EXCLUDE : v1::Condition::JOIN_ONLY;
  for (const Finding& finding : explanation.findings()) {
    if (finding.effect() == effect) return SentenceOf(finding, language);
  }
  return Say(StandingText(explanation.standing()), language);
}

// "inwoner: referral.haalzorg.willing = YES; aanbieder: ..."
std::string BriefChange(const Explanation& explanation, Language language) {
  if (explanation.standing() == v1::MAY_LEAD) return "-";
  if (!explanation.has_change()) return Say(Text::kCannotChangeBrief, language);
  std::vector<std::string> steps;
  for (const v1::Change::Step& step : explanation.change().steps()) {
    steps.push_back(absl::StrCat(Say(WhoText(step.who()), language), ": ", StepText(step, language)));
  }
  return absl::StrJoin(steps, "; ");
}

void SortForPeople(std::vector<Explanation>& explanations) {
  const auto place = [](const Explanation& e) {
    const int rank = e.rank() > 0 ? e.rank() : std::numeric_limits<int>::max();
    return std::make_tuple(static_cast<int>(e.standing()), rank, -e.points());
  };
  std::stable_sort(explanations.begin(), explanations.end(),
                   [&place](const Explanation& a, const Explanation& b) { return place(a) < place(b); });
}

class ExplanationWriter {
 public:
  ExplanationWriter(Language language, Printer& printer) : language_(language), printer_(printer) {}

  void Write(const Explanation& explanation) {
    WriteTitle(explanation);
    WriteFindings(explanation);
    WriteNeeds(explanation);
    WritePoints(explanation);
    WriteChange(explanation);
    if (IsWide() && !explanation.rule_sets().empty()) {
      Line(Say(Text::kRulesUsed, language_, {{"revisions", absl::StrJoin(explanation.rule_sets(), ", ")}}));
    }
  }

 private:
  void Line(const std::string& text) { printer_.Line(Plain(text)); }
  void Heading(Text text) { printer_.Line("\n" + printer_.Bold(Say(text, language_))); }
  bool IsWide() const { return printer_.output() == Output::kWide; }

  void WriteTitle(const Explanation& explanation) {
    printer_.Line(
        printer_.Bold(Plain(absl::StrCat(explanation.provider_title(), " - ", explanation.offering_title()))));
    if (IsWide()) Line(explanation.offering());
    std::string standing = Say(StandingText(explanation.standing()), language_);
    if (explanation.rank() > 0) {
      absl::StrAppend(&standing, "; ", Say(Text::kRank, language_, {{"rank", absl::StrCat(explanation.rank())}}));
    }
    Line(standing);
  }

  void WriteFindings(const Explanation& explanation) {
    if (explanation.findings().empty()) return;
    Heading(Text::kConditions);
    for (const Finding& finding : explanation.findings()) WriteFinding(finding);
  }

  void WriteFinding(const Finding& finding) {
    std::string line = Say(MarkOf(finding), language_);
    line.resize(std::max(kMarkWidth, line.size() + 1), ' ');
    line += SentenceOf(finding, language_);
    const std::string consequence = ConsequenceOf(finding, language_);
    Line(consequence.empty() ? line : absl::StrCat(line, " [", consequence, "]"));
    const std::string indent(kMarkWidth, ' ');
    if (finding.outcome() != Finding::NOT_APPLICABLE) {
      for (const ComparedValue& value : finding.values()) Line(indent + ComparedText(value, language_, IsWide()));
    }
    if (IsWide()) Line(absl::StrCat(indent, finding.condition(), " (", finding.rule_set(), "): ", finding.source()));
  }

  void WriteNeeds(const Explanation& explanation) {
    if (explanation.needs().empty()) return;
    Heading(Text::kNeeds);
    for (const v1::NeedAnswer& need : explanation.needs()) {
      const std::string how =
          need.has_reason() ? In(language_, need.reason().text()) : Say(Text::kNeedNotAnswered, language_);
      Line(Say(Text::kNeed, language_,
               {{"number", absl::StrCat(need.need() + 1)}, {"how", how}, {"points", absl::StrCat(need.points())}}));
    }
  }

  void WritePoints(const Explanation& explanation) {
    if (explanation.factors().empty()) return;
    Heading(Text::kPoints);
    for (const v1::Points& factor : explanation.factors()) {
      Line(absl::StrCat("- ", factor.factor(), ": ", factor.points()));
    }
    Line(Say(Text::kPointsTogether, language_, {{"points", absl::StrCat(explanation.points())}}));
  }

  void WriteChange(const Explanation& explanation) {
    if (explanation.has_change()) {
      Heading(Text::kWhatMustChange);
      for (const v1::Change::Step& step : explanation.change().steps()) {
        Line(absl::StrCat("- ", Say(WhoText(step.who()), language_), ": ", StepText(step, language_)));
        if (IsWide()) Line(absl::StrCat("  ", step.field(), ": ", step.from(), " -> ", step.to()));
      }
      Line(Say(Text::kNoPlacePromised, language_));
    } else if (!explanation.unchangeable().empty()) {
      Heading(Text::kCannotChange);
      for (const v1::Reason& reason : explanation.unchangeable()) Line("- " + In(language_, reason.text()));
    }
  }

  Language language_;
  Printer& printer_;
};

}  // namespace

void WriteExplanation(const Explanation& explanation, Language language, Printer& printer) {
  ExplanationWriter(language, printer).Write(explanation);
}

Columns<Explanation> ExplanationColumns(Language language) {
  return {{"NAME", [](const Explanation& e) { return e.offering(); }},
          {"STANDING", [](const Explanation& e) { return NameOf(e.standing()); }},
          {"RANK", [](const Explanation& e) { return e.rank() > 0 ? absl::StrCat(e.rank()) : "-"; }},
          {"POINTS", [](const Explanation& e) { return e.factors().empty() ? "-" : absl::StrCat(e.points()); }},
          {"OBSTACLE", [language](const Explanation& e) { return FirstObstacle(e, language); }},
          {"CHANGE", [language](const Explanation& e) { return BriefChange(e, language); }}};
}

void WriteExplanations(std::vector<Explanation> explanations, Language language, Printer& printer) {
  SortForPeople(explanations);
  Row header;
  std::vector<Row> rows(explanations.size());
  for (const auto& column : ExplanationColumns(language)) {
    header.push_back(column.header);
    const bool cut = printer.output() != Output::kWide && header.size() > kWholeColumns;
    for (size_t i = 0; i < rows.size(); ++i) {
      const std::string cell = column.cell(explanations[i]);
      rows[i].push_back(cut ? Shorten(cell, kLongestCell) : cell);
    }
  }
  // Whatever the width of the terminal: both sentences matter.
  if (!rows.empty()) printer.out() << LayOutTable(header, rows, /*width=*/0);
}

}  // namespace koppel::cli
